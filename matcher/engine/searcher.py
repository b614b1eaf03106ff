"""Who can do the work? Asked of one moment of a base.

In:  a vacancy, a snapshot, the base that the people's texts and records are read from
Out: rankings, ledgers and shortlists that are all of that moment
Why: nothing here changes after it was made, so any number of threads may share it. Only people are
     read while a ranking runs: of a million the 400 whom the index proposes. Each bears the number
     of their last change, so whoever changed after the moment is known, left out and counted; the
     `Matcher` then asks a newer searcher
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from matcher.comparing import Comparison, Prepared, Ready, prepared
from matcher.documents import list_files
from matcher.engine.loading import nobody
from matcher.engine.options import SearchOptions
from matcher.engine.results import Ranking
from matcher.engine.snapshot import SkillKnowledge, Snapshot
from matcher.errors import Changed
from matcher.index import Hits
from matcher.intake import batches
from matcher.profiles import Edits, edited, vacancy_like
from matcher.ranking import Signs, Traits, in_order
from matcher.reading import read_vacancy
from matcher.records import Document, Match, Vacancy
from matcher.stopwatch import Stopwatch
from matcher.store import Person, TalentBase

TOGETHER = 16  # vacancies of a batch that are compared with the whole base at once
REMEMBERED = 5_000  # people of a batch who stay ready in memory: about 0.1 MB each
STILL_READY = 500  # people of single answers: an edit of a vacancy asks for the same 400 again
_EVERYBODY = SearchOptions()


@dataclass(frozen=True, slots=True, eq=False)
class Searched:
    """One vacancy for which the index has proposed people."""

    comparison: Comparison
    hits: Hits


class Searcher:
    """Answers from one snapshot; what is written meanwhile changes nothing of it.

    Whoever was erased since is named in no answer; their rows stay in this process's memory until
    the searcher is let go.

    Parameters
    ----------
    snapshot : the moment
    base : whose moment it is
    people : those of earlier answers who are still ready; None reads them for each answer
    """

    def __init__(self, snapshot: Snapshot, base: TalentBase, people: Ready | None = None) -> None:
        self.snapshot = snapshot
        self._base = base
        self._ready = people or Ready(base, 0)

    def at(self, as_of: int | None) -> "Searcher":
        """Return a searcher of the same people, as of another month; None is its own."""
        if as_of is None or as_of == self.snapshot.as_of:
            return self
        knowledge = replace(self.snapshot.knowledge, as_of=as_of)
        return Searcher(replace(self.snapshot, knowledge=knowledge), self._base, self._ready)

    def understand(
        self, vacancy: Vacancy | Document | Path | str, edits: Edits | None = None
    ) -> Vacancy:
        """Return what is understood of a vacancy; see `Matcher.understand`."""
        return understood(vacancy, edits, self.snapshot.skills)

    # --- people out -----------------------------------------------------------------------------
    def match(
        self,
        vacancy: Vacancy | Path | str,
        *,
        options: SearchOptions = _EVERYBODY,
        edits: Edits | None = None,
    ) -> Ranking:
        """Return the people who can do the work, best first; see `Matcher.match`.

        People who left or changed since the snapshot are left out, and counted in `changed`.

        Raises
        ------
        InvalidInput : the vacancy, an edit or a filter cannot be used, or nobody is in the base
        StorageError : a file of the index turned out to be damaged; take another searcher
        """
        asked = self.understand(vacancy, edits)  # -> requirements
        watch = Stopwatch()
        (searched,) = self.search([asked], options, watch)  # -> ids, by the index
        return self.rank(searched, self._ready, options, watch)

    def match_many(
        self, vacancies: Iterable[Vacancy], *, options: SearchOptions = _EVERYBODY
    ) -> Iterator[Ranking]:
        """Yield for each vacancy what `match` returns, at less cost for many vacancies."""
        people = Ready(self._base, REMEMBERED)
        for some in batches(vacancies, TOGETHER):
            watch = Stopwatch()
            for searched in self.search(some, options, watch):
                yield self.rank(searched, people, options, watch)

    def search(
        self, vacancies: Sequence[Vacancy], options: SearchOptions, watch: Stopwatch
    ) -> list[Searched]:
        """Ask the index for all vacancies at once who gets a ledger; raises what `match` does."""
        if not self.snapshot.index.people:
            raise nobody()
        comparisons = [Comparison(vacancy, self.snapshot.knowledge) for vacancy in vacancies]
        queries = [comparison.query for comparison in comparisons]
        watch.lap("encoding the requirements")
        found = self.snapshot.search(queries, options)
        watch.lap("searching the index")
        return list(map(Searched, comparisons, found))

    def rank(
        self, searched: Searched, people: Ready, options: SearchOptions, watch: Stopwatch
    ) -> Ranking:
        """Write the ledgers of those whom the index proposed, and look into the gaps of the best.

        Parameters
        ----------
        people : keeps people ready for the next vacancy
        watch : counts what the stages take
        """
        comparison, hits = searched.comparison, searched.hits
        ready = self._unchanged(hits.ids, people)  # -> centred rows, n-grams
        watch.lap("reading people")
        ranked = in_order(comparison.ledgers(list(ready.values())))  # -> rows that add up
        watch.lap("writing ledgers")
        best = [comparison.with_gaps(m, ready[m.candidate]) for m in ranked[: options.top]]
        watch.lap("looking into gaps")
        return Ranking(
            vacancy=comparison.vacancy,
            pool=hits.pool,
            matches=tuple(best),
            ranked=(*best, *ranked[len(best) :]),
            as_of=self.snapshot.as_of,
            undecided=self.snapshot.undecided(options.where),
            shortlist=tuple(ready),
            plan=hits.plan,
            spent_ms=dict(watch.ms),
            seq=self.snapshot.seq,
            calibration=self.snapshot.calibration,
            changed=len(hits.ids) - len(ready),
        )

    def explain(
        self, vacancy: Vacancy | Path | str, candidate: str, *, edits: Edits | None = None
    ) -> Match:
        """Return one candidate's ledger for a vacancy: the same that `match` would give.

        Raises
        ------
        NotFound : there is no such candidate in the base
        Changed : there is, but not as they were at the moment of the snapshot
        """
        asked = self.understand(vacancy, edits)
        one = self._one(candidate)
        comparison = Comparison(asked, self.snapshot.knowledge)
        (match,) = comparison.ledgers([one])
        return comparison.with_gaps(match, one)

    def like(self, candidate: str, *, options: SearchOptions = _EVERYBODY) -> Ranking:
        """Return people whose work is like that of one candidate, who is left out."""
        person = self._one(candidate).person
        one_more = None if options.top is None else options.top + 1
        vacancy = vacancy_like(person.candidate, person.text)
        found = self.match(vacancy, options=replace(options, top=one_more))
        others = tuple(m for m in found.ranked if m.candidate != candidate)
        return replace(found, matches=others[: options.top], ranked=others)

    def vacancies_for(
        self, candidate: str, vacancies: Iterable[Vacancy | Path | str]
    ) -> list[tuple[Vacancy, Match]]:
        """Return vacancies (understood, texts, files, folders), those first that suit best."""
        asked: list[Vacancy] = []
        for vacancy in vacancies:
            files = list_files([vacancy]) if isinstance(vacancy, Path) else [vacancy]
            asked += map(self.understand, files)
        pairs = [(vacancy, self.explain(vacancy, candidate)) for vacancy in asked]
        return sorted(pairs, key=lambda p: (-p[1].score, p[0].id))

    # --- for jobs over many vacancies -----------------------------------------------------------
    def shortlists(
        self, vacancies: Sequence[Vacancy], options: SearchOptions = _EVERYBODY
    ) -> list[tuple[str, ...]]:
        """Return for each vacancy the ids of those who get a ledger when `match` is called.

        Who left the base since the snapshot is left out.
        """
        if not self.snapshot.index.people:
            return [()] * len(vacancies)
        found = [one.hits.ids for one in self.search(vacancies, options, Stopwatch())]
        if self._base.seq() == self.snapshot.seq:
            return found
        here = set(self._base.ids())
        return [tuple(id_ for id_ in ids if id_ in here) for ids in found]

    def ledgers(self, vacancy: Vacancy, candidates: Iterable[str]) -> list[Match]:
        """Return the ledgers of these people, best first, without gaps; who is gone has none.

        Raises
        ------
        Changed : somebody is not as they were at the moment of the snapshot
        """
        comparison = Comparison(vacancy, self.snapshot.knowledge)
        return in_order(comparison.ledgers(self._people(candidates)))

    def signs(self, vacancy: Vacancy, candidates: Iterable[str]) -> dict[str, dict[int, Signs]]:
        """Return for each candidate, by a requirement's number, what its chances are read from.

        Who is not in the base is left out.

        Raises
        ------
        Changed : somebody is not as they were at the moment of the snapshot
        """
        comparison = Comparison(vacancy, self.snapshot.knowledge)
        people = self._people(candidates)
        return {one.person.candidate.id: comparison.signs(one) for one in people}

    def pairs(
        self, vacancy: Vacancy, candidates: Iterable[str], *, every: bool = False
    ) -> dict[str, dict[int, list[tuple[int, Traits]]]]:
        """Return for each candidate the lines judged for each row, as `ranking.pairs` does."""
        comparison = Comparison(vacancy, self.snapshot.knowledge)
        people = self._people(candidates)
        return {one.person.candidate.id: comparison.pairs(one, every=every) for one in people}

    # --- within ---------------------------------------------------------------------------------
    def _unchanged(self, ids: Iterable[str], people: Ready) -> dict[str, Prepared]:
        """Return those who are as they were at the moment of the snapshot, in the order given."""
        found = people.of(ids, self.snapshot.knowledge.ordinary)
        return {p.person.candidate.id: p for p in found if p.person.seq <= self.snapshot.seq}

    def _people(self, ids: Iterable[str]) -> list[Prepared]:
        """Return these people; who is gone is left out, who has changed is an error."""
        found = self._ready.of(ids, self.snapshot.knowledge.ordinary)
        self._check_unchanged(one.person for one in found)
        return found

    def _one(self, candidate: str) -> Prepared:
        """Return somebody; NotFound where there is nobody of that id."""
        people = list(self._base.people([candidate]))
        self._check_unchanged(people)
        return prepared(people, self.snapshot.knowledge.ordinary)[0]

    def _check_unchanged(self, people: Iterable[Person]) -> None:
        for one in people:
            if one.seq > self.snapshot.seq:
                raise Changed(
                    f"{one.candidate.id!r} changed after change {self.snapshot.seq}, up to which "
                    "this searcher knows the base; take a new one with Matcher.searcher()"
                )


def understood(
    vacancy: Vacancy | Document | Path | str, edits: Edits | None, skills: SkillKnowledge
) -> Vacancy:
    """Return what is understood of a vacancy, with a recruiter's edits."""
    if isinstance(vacancy, Vacancy):
        read = vacancy
    else:
        read = read_vacancy(vacancy, skills.finder, skills.contents)
    return edited(read, edits, skills.finder) if edits else read
