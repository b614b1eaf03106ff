"""The whole engine, read top to bottom. Alone knows every room; holds no logic of its own.

documents -> profiles -> vectors -> index -> ranking -> explanation        (store beneath)
"""

import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matcher import resources
from matcher.calendar import month
from matcher.documents import Limits, digest_of, list_files, read_file, read_files, read_text
from matcher.errors import EncoderMismatch, InvalidInput, StorageError, UnreadableDocument
from matcher.explanation import Alike, Terms, quoted, with_gaps
from matcher.index import (
    PAYS_FROM,
    Codes,
    Query,
    Rows,
    codes_of,
    conditions,
    passes,
    shortlist,
)
from matcher.intake import Found, batches, by_file, ids_for, name_of, spelled
from matcher.profiles import (
    Edits,
    edited,
    understand_candidate,
    understand_vacancy,
    vacancy_like,
)
from matcher.protocols import Encoder, Progress, SkillFinder, Vectors
from matcher.ranking import (
    Lanes,
    Ramp,
    Signs,
    Weights,
    above,
    counts,
    in_order,
    ledger,
    ramp,
    signs,
)
from matcher.records import (
    Candidate,
    Document,
    Kind,
    Match,
    Polarity,
    Reason,
    Setting,
    Unreadable,
    Vacancy,
)
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
from matcher.store import KeptTaxonomy, Person, TalentBase
from matcher.vectors import (
    CachedEncoder,
    Ordinary,
    background_of,
    grams,
    load_encoder,
    pieces,
    sample_of,
    spread,
    unit,
)

_BATCH_FILES = 32  # files understood, encoded and acknowledged together
_POOL = 400  # most people who get a full ledger
_LETTERS = 600  # lines of one language kept to judge what is ordinary in letters
_LINKED = 4.0  # least score of a link: of 33 lines of the sample with one, it is right in 23
_NO_SKILLS = (Kind.LANGUAGE, Kind.EDUCATION, Kind.TERMS, Kind.SOFT)
_BARE = (Setting.LIST, Setting.OTHER)


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


class Matcher:
    """A talent base that can be asked who can do the work.

    Parameters
    ----------
    model : folder or name of a sentence-transformers model; None is the built-in one
    weights : the numbers of the score
    """

    def __init__(self, *, model: str | None = None, weights: Weights | None = None) -> None:
        folder = tempfile.mkdtemp(prefix="matcher-")
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self._start(TalentBase.create(Path(folder)), model, weights)

    @classmethod
    def open(
        cls,
        folder: Path | str,
        *,
        create: bool = False,
        model: str | None = None,
        weights: Weights | None = None,
    ) -> "Matcher":
        """Open the talent base in a folder; `create` makes it where it is missing.

        Raises
        ------
        NotFound : there is no base in the folder
        StorageError : the base cannot be read, or not be written where `create` is asked
        """
        self = cls.__new__(cls)
        path = Path(folder)
        self._start(TalentBase.create(path) if create else TalentBase.open(path), model, weights)
        return self

    def _start(self, base: TalentBase, model: str | None, weights: Weights | None) -> None:
        self._base = base
        self._model = model
        self._weights = weights or Weights()

    def save(self, folder: Path | str) -> None:
        """Copy the talent base into a folder, from which `open` brings it back.

        Raises
        ------
        InvalidInput : the folder holds something already, or is a file
        StorageError : the folder cannot be written
        """
        target = Path(folder)
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise InvalidInput(f"{target} is not empty; save the talent base in a new folder")
        try:
            shutil.copytree(self._base.folder, target, dirs_exist_ok=True)
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
        progress: Progress | None = None,
    ) -> Indexed:
        """Add the people in these files and folders; a file that did not change costs nothing.

        Parameters
        ----------
        paths : files and folders
        columns : for tables of people, their column name -> our field
        limits : what one document may cost
        progress : called with (files done, files to read)

        Raises
        ------
        NotFound : a path does not exist; nothing was added
        EncoderMismatch : the base was made with another encoder
        StorageError : the base cannot be written; what was acknowledged before is kept
        """
        files = {spelled(path.resolve()): path for path in list_files([Path(p) for p in paths])}
        self._claim()
        known = self._base.files()
        # Read again what has changed, and what an earlier version or other columns have read.
        how = f" {self._rules} {sorted((columns or {}).items())}"
        marks = {name: digest_of(path) + how for name, path in files.items()}
        todo = {n: path for n, path in files.items() if known.get(n, ("",))[0] != marks[n]}
        limits = limits or Limits()
        read = read_files(list(todo.values()), limits=limits, columns=columns, progress=progress)
        added = updated = 0
        problems = [problem for name in files if name not in todo for problem in known[name][1]]
        for batch in batches(by_file(read), _BATCH_FILES):
            for name, kept, bad in self._keep(batch, marks):
                problems += bad
                if name in known:
                    updated += kept
                else:
                    added += kept
        if todo or self._uncalibrated():
            self._calibrate()
        unchanged = len(files) - len(todo)
        return Indexed(added, updated, unchanged, tuple(problems), len(self._base.ids()))

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
        self._calibrate()
        return tuple(problems)

    def _keep(
        self, batch: Sequence[tuple[str, list[Found]]], marks: Mapping[str, str]
    ) -> Iterator[tuple[str, int, list[Unreadable]]]:
        """Put a batch in the base, file by file; yield its name, people kept and problems."""
        people, unread = self._people([one for _, found in batch for one in found])
        for name, _ in batch:
            mine = [person for person, path in people if path == name]
            bad = [one for one in unread if name_of(one) == name]
            self._base.put(name, marks.get(name, ""), mine, bad)
            yield name, len(mine), bad

    def _people(self, found: Sequence[Found]) -> tuple[list[tuple[Person, str]], list[Unreadable]]:
        """Document -> candidate -> rows, for a batch; each person with the file's name."""
        bad = [one for one in found if isinstance(one, Unreadable)]
        documents = [one for one in found if isinstance(one, Document)]
        understood: list[tuple[Candidate, Document]] = []
        for document, id_ in zip(documents, ids_for(documents, self._base.owners()), strict=True):
            try:
                candidate = understand_candidate(replace(document, id=id_), self._finder)
            except InvalidInput as error:
                bad.append(
                    Unreadable(document.source, Reason.UNSUPPORTED, str(error), document.path)
                )
            else:
                understood.append((candidate, document))
        texts = [[s.text for s in c.profile.statements] for c, _ in understood]
        wholes = [pieces(dict.fromkeys(_work(c))) for c, _ in understood]
        rows = self._encoder.encode([t for group in (*texts, *wholes) for t in group])
        parts = np.split(rows, np.cumsum([len(group) for group in (*texts, *wholes)]))
        return [
            (Person(c, d.text, own, unit(whole.sum(axis=0, keepdims=True))[0]), name_of(d))
            for (c, d), own, whole in zip(understood, parts, parts[len(texts) :], strict=False)
        ], bad

    def _claim(self) -> None:
        """Write the encoder's name into a new base, or refuse the base of another encoder."""
        self._refresh()
        self._check_encoder()
        if self._base.meta("encoder") is None:
            self._base.set_meta({"encoder": self._encoder.name.encode()})

    def _uncalibrated(self) -> bool:
        """Return whether people came in since the last calibration: indexing was cut off."""
        calibrated = self._base.meta("calibrated")
        return calibrated is None or calibrated != self._base.meta("edition")

    def _calibrate(self) -> None:
        """Work out what ordinary lines and ordinary CVs look like, here and in general."""
        shipped = [line.split("\t", 1) for line in resources.text("background.txt").splitlines()]
        spoken, texts = [code for code, _ in shipped], [text for _, text in shipped]
        rows = [self._encoder.encode(texts)]
        mixed = ["\n".join(texts[i : i + 12]) for i in range(0, len(texts), 12)]
        wholes, whole_spoken = [self._encoder.encode(mixed)], spoken[::12]
        for person in self._base.people():
            candidate = person.candidate
            rows.append(person.vectors)
            wholes.append(person.context[None])
            texts += [s.text for s in candidate.profile.statements]
            spoken += [candidate.language] * len(person.vectors)
            whole_spoken.append(candidate.language)
        languages = np.array(spoken, dtype=np.str_)
        kept = spread(languages, _LETTERS)
        ordinary = Ordinary(
            lines=background_of(np.concatenate(rows), spoken),
            wholes=background_of(np.concatenate(wholes), whole_spoken),
            letters=grams([texts[place] for place in kept]),
            letter_languages=languages[kept],
        )
        today = date.today()
        edition = str(int(self._base.meta("edition") or 0) + 1).encode()
        self._base.set_meta(  # all or nothing: a kill leaves a base that is calibrated again
            {
                "ordinary": ordinary.to_bytes(),
                "codes": self._codes(ordinary),
                "as_of": str(month(today.year, today.month)).encode(),
                "edition": edition,
                "calibrated": edition,
            }
        )

    def _codes(self, ordinary: Ordinary) -> bytes:
        """Return what lets a large base choose whom to score exactly; nothing for a small one."""
        if len(self._base.ids()) < PAYS_FROM:
            return b""
        self._forget()
        self._ordinary = ordinary
        rows = self._rows[1]
        return codes_of(rows.statements, rows.starts).to_bytes()

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
        done = read_esco(Path(folder), languages, _vocabulary(), progress=progress)
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
        where: Sequence[str] = (),
        edits: Edits | None = None,
    ) -> Ranking:
        """Return the people who can do the work, best first.

        Parameters
        ----------
        vacancy : a file's path, the text itself, or what `understand` returned
        top : most people returned; None returns everybody
        where : filters such as "city=Utrecht"; all must hold
        edits : changes to the vacancy's requirements

        Raises
        ------
        InvalidInput : the vacancy, an edit or a filter cannot be used
        EncoderMismatch : the base was made with another encoder
        """
        if not isinstance(vacancy, Vacancy):
            vacancy = self.understand(vacancy, edits)
        elif edits:
            vacancy = edited(vacancy, edits, self._finder)
        self._refresh()
        allowed = self._allowed(where)
        ids, rows = self._rows
        pool = len(ids) if allowed is None else int(allowed.sum())
        size = len(ids) if top is None else max(top, _POOL)
        places = shortlist(rows, self._query(vacancy), size, allowed=allowed)
        ranked = in_order(self._ledgers(vacancy, [ids[place] for place in places]))
        matches = self._with_gaps(vacancy, ranked[:top])
        return Ranking(vacancy, pool, matches, (*matches, *ranked[len(matches) :]), self._as_of)

    def explain(
        self, vacancy: Vacancy | Path | str, candidate: str, *, edits: Edits | None = None
    ) -> Match:
        """Return one candidate's ledger for a vacancy: the same that `match` would give.

        Raises
        ------
        NotFound : there is no such candidate in the base
        """
        if not isinstance(vacancy, Vacancy):
            vacancy = self.understand(vacancy, edits)
        elif edits:
            vacancy = edited(vacancy, edits, self._finder)
        self._refresh()
        (match,) = self._with_gaps(vacancy, self._ledgers(vacancy, [candidate]))
        return match

    def signs(self, vacancy: Vacancy, candidate: str) -> dict[int, Signs]:
        """Return, by a requirement's number, what the chances of its row are read from.

        Raises
        ------
        NotFound : there is no such candidate in the base
        """
        self._refresh()
        ((person, lanes),) = self._compared(vacancy, [candidate])
        return signs(
            vacancy.requirements,
            person.candidate.profile,
            lanes,
            as_of=self._as_of,
            weights=self._weights,
            wider=self._wider,
        )

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

    def like(self, candidate: str, *, top: int = 10, where: Sequence[str] = ()) -> Ranking:
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
    def _ledgers(self, vacancy: Vacancy, ids: Sequence[str]) -> list[Match]:
        """Write each one's ledger, without gaps."""
        matches = []
        for person, lanes in self._compared(vacancy, ids):
            match = ledger(
                vacancy.requirements,
                person.candidate.profile,
                lanes,
                as_of=self._as_of,
                weights=self._weights,
                wider=self._wider,
                source=person.candidate.source,
                flags=person.candidate.flags,
            )
            matches.append(quoted(match, person.text))
        return matches

    def _compared(self, vacancy: Vacancy, ids: Sequence[str]) -> Iterator[tuple[Person, Lanes]]:
        """Compare a vacancy with people, lane by lane."""
        weights, ordinary = self._weights, self._ordinary
        required, whole = self._required(vacancy)
        spelled = grams([r.text for r in vacancy.requirements])
        meant = required @ ordinary.lines.rows.T
        alike = (spelled @ ordinary.letters.T).toarray()
        long = np.array([len(r.text) >= weights.copied_chars for r in vacancy.requirements])

        @cache
        def ordinary_for(language: str) -> tuple[Ramp, Ramp]:
            lines = ordinary.lines.sample(language)
            letters = sample_of(ordinary.letter_languages, language)
            return (
                ramp(meant[:, lines], *weights.meaning),
                ramp(alike[:, letters], *weights.letters),
            )

        for person in self._base.people(ids):
            candidate = person.candidate
            by_meaning, by_letters = ordinary_for(candidate.language)
            rows = ordinary.lines.centred(person.vectors, candidate.language)
            letters = grams([s.text for s in candidate.profile.statements])
            shared = (spelled @ letters.T).toarray()
            context = ordinary.wholes.centred(person.context[None], candidate.language)[0]
            yield (
                person,
                Lanes(
                    meaning=above(required @ rows.T, by_meaning),
                    letters=above(shared, by_letters),
                    context=_ratio(float(whole @ context), *weights.about),
                    copied=(shared[long] >= weights.copied).any(axis=0),
                ),
            )

    def _with_gaps(self, vacancy: Vacancy, matches: Sequence[Match]) -> tuple[Match, ...]:
        """Say of each gap in these matches whether it is trainable; they stay in their order."""
        lines, (required, _) = self._ordinary.lines, self._required(vacancy)
        near, finder = self._neighbours.of, self._finder
        terms = Terms(near, lambda concept: finder.concept(concept).label(vacancy.language))
        meant = required @ lines.rows.T

        @cache
        def usual(language: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
            ordinary = meant[:, lines.sample(language)]
            return ordinary.mean(axis=1), ordinary.std(axis=1)

        found = {match.candidate: match for match in matches}
        for person in self._base.people(list(found)):
            profile, own = person.candidate.profile, person.candidate.id
            cosines = required @ lines.centred(person.vectors, profile.language).T
            alike = Alike(cosines, *usual(profile.language))
            found[own] = with_gaps(
                found[own], vacancy.requirements, profile, person.text, alike, terms
            )
        return tuple(found.values())

    def _query(self, vacancy: Vacancy) -> Query:
        """Return what the shortlist compares people with: the ledger's terms without rungs."""
        weights = self._weights
        counted = [i for i, r in enumerate(vacancy.requirements) if counts(r)]
        required, whole = self._required(vacancy)
        weight = np.array([vacancy.requirements[i].weight for i in counted], dtype=np.float32)
        on = ramp(required[counted] @ self._ordinary.lines.rows.T, *weights.meaning)
        return Query(
            required=required[counted],
            weights=(1 - weights.context) * weight / max(float(weight.sum()), 1e-9),
            foot=on.foot,
            top=on.top,
            context=whole,
            context_weight=weights.context / (weights.about[1] - weights.about[0]),
            context_foot=weights.about[0],
        )

    def _required(self, vacancy: Vacancy) -> tuple[Vectors, Vectors]:
        """Return centred rows of the requirements (r, d), and one of the work as a whole (d,)."""
        texts = [r.text for r in vacancy.requirements]
        work = pieces(r.text for r in vacancy.requirements if counts(r))
        rows = self._encoder.encode([*texts, *work])
        whole = unit(rows[len(texts) :].sum(axis=0, keepdims=True))
        return (
            self._ordinary.lines.centred(rows[: len(texts)], vacancy.language),
            self._ordinary.wholes.centred(whole, vacancy.language)[0],
        )

    def _allowed(self, where: Sequence[str]) -> NDArray[np.bool_] | None:
        wanted = conditions(where)
        if not wanted:
            return None
        people = self._base.people(self._rows[0])
        return np.array([passes(p.candidate, wanted, as_of=self._as_of) for p in people], bool)

    def _refresh(self) -> None:
        """Forget what was loaded where another process has indexed or imported since."""
        edition = self._base.meta("edition")
        if edition != self.__dict__.get("_edition"):
            self._forget()
            self._edition = edition

    def _forget(self) -> None:
        for name in ("_ordinary", "_rows", "_as_of"):
            self.__dict__.pop(name, None)
        if self.__dict__.get("_kept", None) != self._base.taxonomies():
            for name in (
                "_kept", "_vocabulary", "_finder", "_wider", "_neighbours", "_rules", "_links",
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
        return joined(_vocabulary(), kept).vocabulary if kept else _vocabulary()

    @cached_property
    def _finder(self) -> SkillFinder:
        return Finder(self._vocabulary) if self._kept else _finder()

    @cached_property
    def _rules(self) -> str:
        """Name the version of what understands a document: the program and all vocabularies."""
        digests = (_vocabulary().digest(), *(one.digest for one in self._kept))
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
    def _rows(self) -> tuple[list[str], Rows]:
        """Return the base's ids and centred rows, both in the order of the ids."""
        ids, statements, contexts = [], [], []
        for person in self._base.people():
            language = person.candidate.language
            ids.append(person.candidate.id)
            statements.append(self._ordinary.lines.centred(person.vectors, language))
            contexts.append(self._ordinary.wholes.centred(person.context[None], language))
        if not ids:
            raise _nobody()
        starts = np.cumsum([0, *(len(own) for own in statements)])
        kept = self._base.meta("codes")
        codes = Codes.from_bytes(kept) if kept else None
        fitting = codes if codes and codes.fit(starts) else None  # indexing may have been cut off
        return ids, Rows(np.concatenate(statements), starts, np.concatenate(contexts), fitting)

    def _meta(self, key: str) -> bytes:
        value = self._base.meta(key)
        if value is None:
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


def _ratio(cosine: float, low: float, high: float) -> float:
    return min(1.0, max(0.0, (cosine - low) / (high - low)))


def read_vacancy(vacancy: Document | Path | str, finder: SkillFinder | None = None) -> Vacancy:
    """Return what is understood of a vacancy; see `Matcher.understand`."""
    return understand_vacancy(_document(vacancy), finder or _finder())


def read_either(
    source: Path | str, *, as_cv: bool | None = None, finder: SkillFinder | None = None
) -> tuple[Vacancy | Candidate, Document]:
    """Return what is understood of a vacancy or a CV, and its text.

    Parameters
    ----------
    source : a file's path, or the text itself
    as_cv : None takes a text with dated jobs for a CV, and any other for a vacancy; of the 365
        CVs and 171 vacancies tried, one CV without dates was taken for the wrong one
    finder : of skills; None is the one of the shipped vocabulary

    Raises
    ------
    UnreadableDocument : the file yields no text
    InvalidInput : a vacancy that asks for nothing, or a script that is not read
    """
    document = _document(source)
    if as_cv is not False:
        candidate = understand_candidate(document, finder or _finder())
        if as_cv or candidate.profile.roles:
            return candidate, document
    return understand_vacancy(document, finder or _finder()), document


def _document(source: Document | Path | str) -> Document:
    if isinstance(source, Document):
        return source
    if isinstance(source, Path):
        return _readable(source)
    if _is_file_name(source):
        raise InvalidInput(
            f"{source!r} is the name of a file, and a str is read as the text itself; "
            f"pass Path({source!r})"
        )
    return read_text(source, id="vacancy", source="vacancy")


def _is_file_name(text: str) -> bool:
    try:
        return "\n" not in text and Path(text).is_file()
    except (OSError, ValueError):  # too long, or holds what no name holds
        return False


@cache
def _vocabulary() -> Vocabulary:
    """Return the shipped vocabulary; read once a process, since nothing changes it."""
    return Vocabulary.shipped()


@cache
def _finder() -> Finder:
    return Finder(_vocabulary())


def _readable(path: Path) -> Document:
    found = read_file(path)
    if isinstance(found, Unreadable):
        raise UnreadableDocument(f"{found.source}: {found.reason}. {found.message}")
    return found


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


def _work(candidate: Candidate) -> Iterator[str]:
    """Yield the statements that say what somebody did; bare lists and wishes say too little.

    A caller who joins them takes each once, so that a section given twice changes nothing.
    """
    for statement in candidate.profile.statements:
        if statement.polarity is Polarity.SHOWN and statement.setting not in _BARE:
            yield statement.text


def _nobody() -> InvalidInput:
    return InvalidInput("the talent base is empty; add people with: matcher index PATHS")
