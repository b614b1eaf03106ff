"""The whole engine, read top to bottom. Alone knows every room; holds no logic of its own.

documents -> profiles -> vectors -> index -> ranking -> explanation        (store beneath)
"""

import hashlib
import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from matcher import owned
from matcher.calendar import month
from matcher.calibrating import looked_at, ordinary_of, shipped_texts
from matcher.calibrating import name_of as name_of_calibration
from matcher.comparing import Comparison, Knowledge, Prepared, Ready, prepared
from matcher.documents import (
    Limits,
    digests_of,
    list_files,
    may_be_read_now,
    read_files,
    survey,
)
from matcher.errors import EncoderMismatch, InvalidInput, StorageError
from matcher.index import Hits, Plan, Where, parse_where
from matcher.intake import Found, batches, by_file, name_of, spelled
from matcher.profiles import Edits, edited, vacancy_like
from matcher.protocols import Encoder, Progress, SkillFinder
from matcher.ranking import Signs, Weights, in_order
from matcher.reading import (
    read_either,
    read_lines,
    read_vacancy,
    shipped_finder,
    shipped_vocabulary,
)
from matcher.records import (
    Candidate,
    CvLine,
    Document,
    Kind,
    Match,
    Unreadable,
    Vacancy,
)
from matcher.searching import LiveIndex
from matcher.skills import (
    Finder,
    Imported,
    Link,
    Linker,
    Neighbours,
    Taxonomy,
    Vocabulary,
    joined,
    linkables,
    read_esco,
)
from matcher.stopwatch import Stopwatch
from matcher.store import KeptTaxonomy, TalentBase, is_url
from matcher.taking_in import people_of, texts_of, unerased
from matcher.vectors import CachedEncoder, Ordinary, load_encoder

_BATCH_FILES = 32  # files understood, encoded and acknowledged together
_POOL = 400  # most people who get a full ledger
_LINKED = 4.0  # least score of a link: of 33 lines of the sample with one, it is right in 23
_NO_SKILLS = (Kind.LANGUAGE, Kind.EDUCATION, Kind.TERMS, Kind.SOFT)
_STEADY_FROM = 10_000  # people; a larger base keeps its calibration until ...
_GROWN = 1.25  # ... it has grown by this, or a new month has begun
_TOGETHER = 16  # vacancies of a batch that are compared with the whole base at once
_TRIES = 5  # to settle a base that other processes change at the same time
_REMEMBERED = 5_000  # people of a batch who stay ready in memory: about 0.1 MB each


@dataclass(frozen=True, slots=True)
class Indexed:
    """What became of the files that were added."""

    added: int  # people
    updated: int  # people of files that had changed
    unchanged: int  # files that were read before
    problems: tuple[Unreadable, ...]
    people: int  # in the base now


@dataclass(frozen=True, slots=True)
class Ranking:
    """The answer to one vacancy."""

    vacancy: Vacancy
    pool: int  # people who passed the filters
    matches: tuple[Match, ...]  # the best, in order
    ranked: tuple[Match, ...]  # all who got a ledger, in order; gaps only in those of `matches`
    as_of: int  # month number that years and recency refer to
    undecided: int = 0  # people whom a filter left out only because their CV does not tell
    shortlist: tuple[str, ...] = ()  # whom the index proposed, best first by its own score
    plan: Plan | None = field(default=None, compare=False)  # how the index was searched
    spent_ms: Mapping[str, float] = field(default_factory=dict, compare=False)  # by the clock


class Matcher:
    """A talent base that can be asked who can do the work.

    Parameters
    ----------
    model : folder or name of a sentence-transformers model; None is the built-in one
    weights : the numbers of the score
    encoder : takes the place of `model`; one that is there already saves seconds of loading
    """

    def __init__(
        self,
        *,
        model: str | None = None,
        weights: Weights | None = None,
        encoder: Encoder | None = None,
    ) -> None:
        folder = tempfile.mkdtemp(prefix="matcher-")
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self._start(TalentBase.create(Path(folder)), model, weights, encoder)

    @classmethod
    def open(
        cls,
        where: Path | str,
        *,
        create: bool = False,
        model: str | None = None,
        weights: Weights | None = None,
        encoder: Encoder | None = None,
        cluster: str | None = None,
    ) -> "Matcher":
        """Open a talent base: one in a folder, or in PostgreSQL by its URL.

        Parameters
        ----------
        where : a folder, or a URL such as postgresql://host/talent
        create : make the base where it is missing; without it the base is only read
        model, weights, encoder : see the class
        cluster : address of a Ray cluster, HOST:PORT, whose machines search the index

        Raises
        ------
        NotFound : there is no base
        StorageError : the base cannot be read, or not be written where `create` is asked
        """
        self = cls.__new__(cls)
        base = TalentBase.create(where) if create else TalentBase.open(where)
        self._start(base, model, weights, encoder)
        self._cluster = cluster
        return self

    def _start(
        self,
        base: TalentBase,
        model: str | None,
        weights: Weights | None,
        encoder: Encoder | None,
    ) -> None:
        self._base = base
        self._cluster: str | None = None
        self._model = model
        self._weights = weights or Weights()
        if encoder is not None:
            self._encoder = encoder

    def save(self, folder: Path | str) -> None:
        """Copy the talent base of a folder into another, from which `open` brings it back.

        Raises
        ------
        InvalidInput : the folder holds something already, or is a file; the base is in PostgreSQL
        StorageError : the folder cannot be written
        """
        if is_url(self._base.url):
            raise InvalidInput(
                f"{self._base.name} is no folder to copy; use: matcher backup FILE --base "
                f"{self._base.name}, and matcher restore FILE --base {folder}"
            )
        target = Path(folder)
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise InvalidInput(f"{target} is not empty; save the talent base in a new folder")
        try:
            owned.folder(target)  # nobody else looks in while it fills
            shutil.copytree(self._base.folder, target, dirs_exist_ok=True)
            target.chmod(0o700)
        except OSError as error:
            raise StorageError(
                f"the talent base cannot be copied to {target} ({error}); "
                "name a folder that you may write, on a disk with room"
            ) from error

    # --- people in ----------------------------------------------------------------------------
    def index(
        self,
        paths: Sequence[Path | str],
        *,
        columns: Mapping[str, str] | None = None,
        limits: Limits | None = None,
        even_erased: bool = False,
        progress: Progress | None = None,
    ) -> Indexed:
        """Add the people in these files and folders; a file that did not change costs nothing.

        Parameters
        ----------
        paths : files and folders
        columns : for tables of people, their column name -> our field
        limits : what one document may cost
        even_erased : take in documents again that were erased; without it they are problems
        progress : called with (files done, files to read)

        Raises
        ------
        NotFound : a path does not exist; nothing was added
        EncoderMismatch : the base was made with another encoder
        StorageError : the base cannot be written; what was acknowledged before is kept
        """
        listed = survey([Path(p) for p in paths])
        digests, closed = digests_of(listed.files)
        files = {spelled(path.resolve()): path for path in digests}
        self._claim()
        known = self._base.files()
        # Read again what has changed, and what an earlier version or other columns have read.
        how = f" {self._rules} {sorted((columns or {}).items())}"
        marks = {name: digests[path] + how for name, path in files.items()}
        todo = {
            name: path
            for name, path in files.items()
            if known.get(name, ("",))[0] != marks[name] or any(map(may_be_read_now, known[name][1]))
        }
        limits = limits or Limits()
        read = read_files(list(todo.values()), limits=limits, columns=columns, progress=progress)
        added = updated = 0
        problems = [*listed.problems, *closed]
        problems += [problem for name in files if name not in todo for problem in known[name][1]]
        for batch in batches(by_file(read), _BATCH_FILES):
            for name, kept, bad in self._keep(batch, marks, even_erased=even_erased):
                problems += bad
                if name in known:
                    updated += kept
                else:
                    added += kept
        self._settle()
        unchanged = len(files) - len(todo)
        return Indexed(added, updated, unchanged, tuple(problems), self._base.count())

    def add(
        self, documents: Sequence[Document], *, progress: Progress | None = None
    ) -> tuple[Unreadable, ...]:
        """Add people from documents that were read elsewhere.

        All that came from the same file (or, without one, from the same source) before is
        replaced.

        Returns
        -------
        tuple[Unreadable, ...] : the documents that were not understood as CVs, and why
        """
        self._claim()
        files: dict[str, list[Found]] = {}
        for document in documents:
            files.setdefault(name_of(document), []).append(document)
        problems, done = [], 0
        for batch in batches(files.items(), _BATCH_FILES):
            problems += [problem for _, _, bad in self._keep(batch, {}) for problem in bad]
            done += sum(len(found) for _, found in batch)
            if progress:
                progress(done, len(documents))
        self._settle()
        return tuple(problems)

    def _keep(
        self,
        batch: Sequence[tuple[str, list[Found]]],
        marks: Mapping[str, str],
        *,
        even_erased: bool = False,
    ) -> Iterator[tuple[str, int, list[Unreadable]]]:
        """Put a batch in the base, file by file; yield its name, people kept and problems."""
        found = [one for _, some in batch for one in some]
        wanted = found if even_erased else unerased(found, self._base)
        people, unread = people_of(wanted, self._base, self._finder, self._encoder)
        for name, _ in batch:
            mine = [person for person, path in people if path == name]
            bad = [one for one in unread if name_of(one) == name]
            self._base.put(name, marks.get(name, ""), mine, bad)
            yield name, len(mine), bad

    def _claim(self) -> None:
        """Write the encoder's name into a new base, or refuse the base of another encoder."""
        self._refresh()
        self._check_encoder()
        if self._base.meta("encoder") is None:
            self._base.set_meta({"encoder": self._encoder.name.encode()})
        if self._base.meta("calibration"):
            self._live.current()  # before changes hide that this is the database of yesterday

    def _settle(self, progress: Progress | None = None) -> None:
        """Work out anew what is ordinary where people came or went, and write the index.

        Once more where another process put people in meanwhile, so that whoever is last sees all.
        """
        for _ in range(_TRIES):
            seq, calibration = self._base.seq(), self._base.meta("calibration")
            if self._base.meta("settled") == _mark(seq, calibration):
                return
            if self._base.count():
                calibration = self._calibrate()
                self._live.publish(progress)
            # Not what the base names now: another process may have written an older one over it.
            self._base.set_meta({"settled": _mark(seq, calibration)})

    def _calibrate(self, *, anew: bool = False) -> bytes | None:
        """Work out what ordinary lines and ordinary CVs look like; return the calibration's name.

        A large base keeps what it has, since every row of the index is centred with it.
        """
        ids, today = self._base.ids(), date.today()
        as_of = month(today.year, today.month)
        looked_upon = int(self._base.meta("calibrated_on") or 0)
        steady = _STEADY_FROM <= len(ids) <= _GROWN * looked_upon
        if not anew and steady and int(self._base.meta("as_of") or 0) == as_of:
            return self._base.meta("calibration")
        block = ordinary_of(
            self._encoder, self._base.people(looked_at(ids), missing_ok=True)
        ).to_bytes()
        name = name_of_calibration(block, as_of).encode()
        self._base.set_meta(  # all or nothing: a kill leaves a base that is calibrated again
            {
                "ordinary": block,
                "as_of": str(as_of).encode(),
                "calibrated_on": str(len(ids)).encode(),
                "calibration": name,
            }
        )
        self._refresh()
        return name

    # --- people out ---------------------------------------------------------------------------
    def remove(self, *candidates: str) -> None:
        """Take people out; `index` takes them in again when their file changes.

        Raises
        ------
        NotFound : somebody is not there; nobody was taken out
        """
        self._base.remove(*candidates)
        self._settle()

    def erase(self, *candidates: str) -> None:
        """Take people out so that none of their bytes stay, and that they stay out.

        Gone are their rows in the database and the index, the lines of theirs by which was judged
        what is ordinary, and all vectors kept of texts but those of the people who are left; also
        of who was removed before. A kill on the way leaves a base that
        says so (`matcher doctor`) until `finish_erasing` was called.

        Raises
        ------
        NotFound : somebody is not there; nobody was taken out
        StorageError : it is not done, or not wholly
        """
        self._base.erase(*candidates, wipe=False)
        kept = CachedEncoder(self._encoder, self._base.folder / "vectors.sqlite")
        left = (text for person in self._base.people() for text in texts_of(person.candidate))
        kept.forget_others(chain(shipped_texts(), left))  # earlier versions had other texts
        self._make_anew()
        self._base.wipe()

    def finish_erasing(self) -> None:
        """Wipe what an erasure that was cut off may have left, and all vectors kept of texts."""
        if self._base.unwiped():
            for file in self._base.folder.glob("vectors.sqlite*"):
                file.unlink(missing_ok=True)
            self._make_anew()
            self._base.wipe()

    def reindex(self, progress: Progress | None = None) -> None:
        """Throw the index away and make it from the database.

        Raises
        ------
        StorageError : the index cannot be written, or another process writes
        """
        self._check_encoder()
        if not self._base.meta("calibration"):
            self._make_anew(progress)
        elif self._base.count():
            self._refresh()
            self._live.rebuild(progress)

    def _make_anew(self, progress: Progress | None = None) -> None:
        """Calibrate without regard to what was, and make the index with that."""
        seq, calibration = self._base.seq(), None
        if self._base.count():
            calibration = self._calibrate(anew=True)
            self._live.rebuild(progress)
        else:
            shutil.rmtree(self._base.folder / "index", ignore_errors=True)
            self._base.set_meta(dict.fromkeys(("ordinary", "calibration"), b""))
        self._base.set_meta({"settled": _mark(seq, calibration)})

    # --- taxonomies -----------------------------------------------------------------------------
    def import_esco(
        self,
        folder: Path | str,
        *,
        languages: Sequence[str] = ("nl", "en"),
        progress: Progress | None = None,
    ) -> Imported:
        """Add the skills of ESCO's CSV download to what this base understands.

        Vacancies are read with it at once, CVs when `index` is called on their files again; see
        `unread_with_taxonomies`. An earlier import is replaced.

        Raises
        ------
        NotFound : there is no such folder, or no table of skills in it
        InvalidInput : a file is damaged, or none is in these languages
        StorageError : the base cannot be written
        """
        done = read_esco(Path(folder), languages, shipped_vocabulary(), progress=progress)
        kept = KeptTaxonomy(
            name=done.taxonomy.name,
            digest=done.taxonomy.digest(),
            imported=date.today().isoformat(),
            summary=f"{done.skills} skills in {', '.join(languages)}",
        )
        self._base.put_taxonomy(kept, done.taxonomy.to_bytes())
        self._refresh()
        return done

    def remove_taxonomy(self, name: str) -> None:
        """Erase a taxonomy from the base; NotFound where there is none of that name."""
        self._base.drop_taxonomy(name)
        self._refresh()

    def taxonomies(self) -> list[KeptTaxonomy]:
        """Return the taxonomies of this base, by name."""
        return self._base.taxonomies()

    def unread_with_taxonomies(self) -> tuple[int, int]:
        """Return how many files were read with other rules or taxonomies, and of how many."""
        marks = [mark for mark, _ in self._base.files().values() if mark]
        return sum(f" {self._rules} " not in mark for mark in marks), len(marks)

    # --- a vacancy in, people out ---------------------------------------------------------------
    def understand(self, vacancy: Document | Path | str, edits: Edits | None = None) -> Vacancy:
        """Return what is understood of a vacancy: a document, a file's path, or the text itself.

        Raises
        ------
        UnreadableDocument : the file yields no text
        InvalidInput : the text asks for nothing, or an edit names a requirement that is not there
        """
        self._refresh()
        understood = read_vacancy(vacancy, self._finder)
        return edited(understood, edits, self._finder) if edits else understood

    def match(
        self,
        vacancy: Vacancy | Path | str,
        *,
        top: int | None = 10,
        where: Where | str | Sequence[str] = (),
        edits: Edits | None = None,
        way: str | None = None,
        kernel: str | None = None,
    ) -> Ranking:
        """Return the people who can do the work, best first.

        Parameters
        ----------
        vacancy : a file's path, the text itself, or what `understand` returned
        top : most people returned; None returns everybody
        where : filters such as "city=Utrecht and years>=5"; all must hold
        edits : changes to the vacancy's requirements
        way, kernel : how the index is searched; None lets it choose, see `index.plan`

        Raises
        ------
        InvalidInput : the vacancy, an edit or a filter cannot be used
        EncoderMismatch : the base was made with another encoder
        """
        understood = self._understood(vacancy, edits)
        people = Ready(self._base, 0)
        (ranking,) = self._answers([understood], people, top, where, way=way, kernel=kernel)
        return ranking

    def match_many(
        self,
        vacancies: Iterable[Vacancy],
        *,
        top: int | None = 10,
        where: Where | str | Sequence[str] = (),
    ) -> Iterator[Ranking]:
        """Yield for each vacancy what `match` would return, at less cost for many vacancies.

        Parameters
        ----------
        vacancies : as `understand` returns them
        top, where : as for `match`
        """
        people = Ready(self._base, _REMEMBERED)
        for some in batches(vacancies, _TOGETHER):
            yield from self._answers(some, people, top, where)

    def _answers(
        self,
        vacancies: Sequence[Vacancy],
        people: Ready,
        top: int | None,
        where: Where | str | Sequence[str],
        *,
        way: str | None = None,
        kernel: str | None = None,
    ) -> Iterator[Ranking]:
        """Search for several vacancies at once, then write ledgers vacancy by vacancy."""
        self._refresh()
        watch = Stopwatch()
        if not self._live.current().people:
            raise _nobody()
        watch.lap("catching up with the database")
        comparisons = [Comparison(vacancy, self._knowledge) for vacancy in vacancies]
        filters = where if isinstance(where, Where) else parse_where(where)
        found = self._found(comparisons, top, filters, way, kernel, watch)
        undecided = self._live.undecided(filters)
        for comparison, hits in zip(comparisons, found, strict=True):
            ready = people.of(hits.ids, self._ordinary)
            watch.lap("reading people")
            ranking = self._ranking(comparison, hits, ready, top, watch)
            yield replace(ranking, undecided=undecided)

    def _found(
        self,
        comparisons: Sequence[Comparison],
        top: int | None,
        where: Where,
        way: str | None,
        kernel: str | None,
        watch: Stopwatch,
    ) -> list[Hits]:
        """Ask the index who gets a ledger."""
        queries = [comparison.query for comparison in comparisons]
        watch.lap("encoding the requirements")
        size = None if top is None else max(top, _POOL)
        found = self._live.search_many(queries, size, where=where, way=way, kernel=kernel)
        watch.lap("searching the index")
        return found

    def _ranking(
        self,
        comparison: Comparison,
        hits: Hits,
        people: Sequence[Prepared],
        top: int | None,
        watch: Stopwatch,
    ) -> Ranking:
        ready = {one.person.candidate.id: one for one in people}
        ranked = in_order(comparison.ledgers(people))
        watch.lap("writing ledgers")
        matches = tuple(comparison.with_gaps(m, ready[m.candidate]) for m in ranked[:top])
        watch.lap("looking into gaps")
        return Ranking(
            vacancy=comparison.vacancy,
            pool=hits.pool,
            matches=matches,
            ranked=(*matches, *ranked[len(matches) :]),
            as_of=self._as_of,
            shortlist=hits.ids,
            plan=hits.plan,
            spent_ms=dict(watch.ms),
        )

    def _understood(self, vacancy: Vacancy | Path | str, edits: Edits | None) -> Vacancy:
        if not isinstance(vacancy, Vacancy):
            return self.understand(vacancy, edits)
        return edited(vacancy, edits, self._finder) if edits else vacancy

    # --- for jobs over many vacancies -----------------------------------------------------------
    def shortlists(
        self, vacancies: Iterable[Vacancy], *, top: int = 10, where: Sequence[str] = ()
    ) -> Iterator[tuple[str, ...]]:
        """Yield for each vacancy the ids of those who get a ledger when `match` is called."""
        self._refresh()
        filters = parse_where(where)
        for some in batches(vacancies, _TOGETHER):
            comparisons = [Comparison(vacancy, self._knowledge) for vacancy in some]
            for hits in self._found(comparisons, top, filters, None, None, Stopwatch()):
                yield hits.ids

    def ledgers(self, vacancy: Vacancy, candidates: Iterable[str]) -> list[Match]:
        """Return the ledgers of these people, best first, without gaps; who is gone has none."""
        self._refresh()
        people = Ready(self._base, 0).of(candidates, self._ordinary)
        return in_order(Comparison(vacancy, self._knowledge).ledgers(people))

    def seq(self) -> int:
        """Return the number of the last change of people in the base."""
        return self._base.seq()

    def changed(self, since: int) -> frozenset[str]:
        """Return the ids of the people who came or changed after the change `since`."""
        changes = self._base.changes(since)
        return frozenset(change.id for change in changes if change.id is not None)

    def fingerprint(self) -> str:
        """Name all that scores depend on beside people and vacancies: one hash."""
        self._refresh()
        parts = (
            self._base.id, self.encoder_name, self._meta("calibration").decode(), self._rules,
            repr(self._weights),
        )  # fmt: skip
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def explain(
        self, vacancy: Vacancy | Path | str, candidate: str, *, edits: Edits | None = None
    ) -> Match:
        """Return one candidate's ledger for a vacancy: the same that `match` would give.

        Raises
        ------
        NotFound : there is no such candidate in the base
        """
        understood = self._understood(vacancy, edits)
        one = self._one(candidate)
        comparison = Comparison(understood, self._knowledge)
        (match,) = comparison.ledgers([one])
        return comparison.with_gaps(match, one)

    def _one(self, candidate: str) -> Prepared:
        people = list(self._base.people([candidate]))  # says so where there is none
        self._refresh()
        return prepared(people, self._ordinary)[0]

    def signs(self, vacancy: Vacancy, candidates: Iterable[str]) -> dict[str, dict[int, Signs]]:
        """Return for each candidate, by a requirement's number, what its chances are read from.

        Who is not in the base is left out.
        """
        self._refresh()
        comparison = Comparison(vacancy, self._knowledge)
        people = Ready(self._base, 0).of(candidates, self._ordinary)
        return {one.person.candidate.id: comparison.signs(one) for one in people}

    def linked(
        self, read: Vacancy | Candidate, *, most: int = 2, progress: Progress | None = None
    ) -> dict[int, tuple[Link, ...]]:
        """Return the skills that lines perhaps speak of which name no skill.

        The first call encodes the names of all skills (45 s of CPU for the shipped ones); the base
        keeps the rows. `match` uses no links: in gaps they changed nothing that was judged.

        Parameters
        ----------
        read : a vacancy, whose requirements are asked about, or a candidate, whose statements are
        most : most skills of a line
        progress : called with (names done, names to encode)

        Returns
        -------
        a requirement's number or a statement's place -> its links, best first; lines without any
        are left out
        """
        self._refresh()
        lines = _unnamed(read)
        found = self._linker(progress).link(list(lines.values()), k=2 * most, floor=_LINKED)
        # What has the name of a skill and is none by the finder's rules is not one by likeness.
        likely = [tuple(link for link in links if not link.named)[:most] for links in found]
        return {key: links for key, links in zip(lines, likely, strict=True) if links}

    def read(
        self, source: Path | str, *, as_cv: bool | None = None
    ) -> tuple[Vacancy | Candidate, Document]:
        """Return what is understood of a vacancy or a CV with this base's taxonomies, and its text.

        Parameters, Raises: see `read_either`
        """
        self._refresh()
        return read_either(source, as_cv=as_cv, finder=self._finder)

    def lines(self, document: Document) -> tuple[CvLine, ...]:
        """Return every visible line of a CV with what became of it, evidence or not."""
        self._refresh()
        return read_lines(document, self._finder)

    def skill_name(self, concept: str, language: str) -> str:
        """Return what a skill is called in a language; KeyError where there is none with this id.

        A language in which it has no name gives another one.
        """
        return self._finder.concept(concept).label(language)

    def vacancies_for(
        self, candidate: str, vacancies: Iterable[Vacancy | Path | str]
    ) -> list[tuple[Vacancy, Match]]:
        """Return vacancies (understood, texts, files, folders), those first that suit best."""
        understood: list[Vacancy] = []
        for vacancy in vacancies:
            if isinstance(vacancy, Vacancy):
                understood.append(vacancy)
            elif isinstance(vacancy, Path):
                understood += map(self.understand, list_files([vacancy]))
            else:
                understood.append(self.understand(vacancy))
        pairs = [(vacancy, self.explain(vacancy, candidate)) for vacancy in understood]
        return sorted(pairs, key=lambda p: (-p[1].score, p[0].id))

    def like(
        self, candidate: str, *, top: int = 10, where: Where | str | Sequence[str] = ()
    ) -> Ranking:
        """Return people whose work is like that of one candidate, who is left out."""
        (person,) = self._base.people([candidate])
        vacancy = vacancy_like(person.candidate, person.text)
        found = self.match(vacancy, top=top + 1, where=where)
        others = tuple(m for m in found.ranked if m.candidate != candidate)
        return replace(found, matches=others[:top], ranked=others)

    @property
    def encoder_name(self) -> str:
        """Name and hash of the encoder; EncoderMismatch where the base was made with another."""
        self._check_encoder()
        return self._encoder.name

    def ids(self) -> list[str]:
        """Return the ids of all candidates, sorted."""
        return self._base.ids()

    def candidates(self, ids: Iterable[str] | None = None) -> Iterator[tuple[Candidate, str]]:
        """Yield candidates with their document's text, sorted by id."""
        for person in self._base.people(ids):
            yield person.candidate, person.text

    # --- how ------------------------------------------------------------------------------------
    def _refresh(self) -> None:
        """Forget what was loaded where another process has indexed or imported since."""
        calibration = self._base.meta("calibration")
        if calibration != self.__dict__.get("_calibration"):
            if "_live" in self.__dict__:
                self._live.close()
            for name in ("_ordinary", "_as_of", "_live", "_knowledge"):
                self.__dict__.pop(name, None)
            self._calibration = calibration
        if self.__dict__.get("_kept", None) != self._base.taxonomies():
            for name in (
                "_kept", "_vocabulary", "_finder", "_wider", "_neighbours", "_rules", "_links",
                "_knowledge",
            ):  # fmt: skip
                self.__dict__.pop(name, None)

    def _linker(self, progress: Progress | None) -> Linker:
        """Return what links lines to skills; made once, with its rows kept in the base's folder."""
        made: Linker | None = self.__dict__.get("_links")
        if made is None:
            folder = self._base.folder / "links"
            concepts = linkables(self._vocabulary)
            made = Linker(concepts, self._encoder, folder=folder, progress=progress)
            self._links = made
        return made

    # --- what is loaded once --------------------------------------------------------------------
    @cached_property
    def _encoder(self) -> Encoder:
        return CachedEncoder(load_encoder(self._model), self._base.folder / "vectors.sqlite")

    @cached_property
    def _kept(self) -> list[KeptTaxonomy]:
        return self._base.taxonomies()

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        """The shipped vocabulary, with the base's taxonomies beside it."""
        kept = [Taxonomy.from_bytes(self._base.taxonomy(one.name)) for one in self._kept]
        return joined(shipped_vocabulary(), kept).vocabulary if kept else shipped_vocabulary()

    @cached_property
    def _finder(self) -> SkillFinder:
        return Finder(self._vocabulary) if self._kept else shipped_finder()

    @cached_property
    def _rules(self) -> str:
        """Name the version of what understands a document: the program and all vocabularies."""
        digests = (shipped_vocabulary().digest(), *(one.digest for one in self._kept))
        return f"{version('skills-matcher')} {'+'.join(digests)}"

    @cached_property
    def _wider(self) -> Mapping[str, frozenset[str]]:
        return self._vocabulary.wider()

    @cached_property
    def _neighbours(self) -> Neighbours:
        return Neighbours(self._vocabulary)

    @cached_property
    def _as_of(self) -> int:
        return int(self._meta("as_of"))

    @cached_property
    def _ordinary(self) -> Ordinary:
        self._check_encoder()
        return Ordinary.from_bytes(self._meta("ordinary"))

    @cached_property
    def _live(self) -> LiveIndex:
        return LiveIndex(
            self._base,
            self._ordinary,
            calibration=self._meta("calibration").decode(),
            as_of=self._as_of,
            encoder=self._encoder.name,
            cluster=self._cluster,
        )

    @cached_property
    def _knowledge(self) -> Knowledge:
        return Knowledge(
            encoder=self._encoder,
            ordinary=self._ordinary,
            weights=self._weights,
            as_of=self._as_of,
            finder=self._finder,
            wider=self._wider,
            neighbours=self._neighbours,
        )

    def _meta(self, key: str) -> bytes:
        value = self._base.meta(key)
        if not value:
            raise _nobody()
        return value

    def _check_encoder(self) -> None:
        found = self._base.meta("encoder")
        if found is not None and found.decode() != self._encoder.name:
            raise EncoderMismatch(
                f"the talent base in {self._base.folder} was made with the encoder "
                f"{found.decode()}, this is {self._encoder.name}; use that model, or index the "
                "documents into a new base"
            )


def _mark(seq: int, calibration: bytes | None) -> bytes:
    """Name a state of people and calibration; an indexing that was cut off leaves an older."""
    return f"{seq} {(calibration or b'').decode()}".encode()


def _unnamed(read: Vacancy | Candidate) -> dict[int, str]:
    """Return the lines about work or skills in which no skill is found by name."""
    if isinstance(read, Vacancy):
        return {
            r.number: r.text
            for r in read.requirements
            if not r.concepts and r.kind not in _NO_SKILLS
        }
    statements = read.profile.statements
    return {place: s.text for place, s in enumerate(statements) if not s.mentions}


def _nobody() -> InvalidInput:
    return InvalidInput("the talent base is empty; add people with: matcher index PATHS")
