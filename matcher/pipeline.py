"""The front door: what a talent base can be told and asked. Holds no logic of its own.

documents -> profiles -> vectors -> index -> ranking -> explanation        (store beneath)

    Matcher -> engine.Writer              changes the base
            -> engine.Searcher            answers, each from one snapshot
"""

import hashlib
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from matcher import owned
from matcher.comparing import Ready
from matcher.documents import Limits
from matcher.engine import (
    Indexed,
    Loader,
    Ranking,
    Searcher,
    SearchOptions,
    Writer,
)
from matcher.engine.links import linked
from matcher.engine.searcher import REMEMBERED, STILL_READY, TOGETHER, Searched, understood
from matcher.errors import Changed, InvalidInput, StorageError
from matcher.index import Where
from matcher.intake import batches
from matcher.profiles import Edits
from matcher.protocols import Encoder, Progress
from matcher.ranking import Signs, Weights
from matcher.reading import read_either, read_lines
from matcher.records import Candidate, CvLine, Document, Match, Unreadable, Vacancy
from matcher.skills import Imported, Link
from matcher.stopwatch import Stopwatch
from matcher.store import KeptTaxonomy, TalentBase, is_url
from matcher.vectors import CachedEncoder, load_encoder

__all__ = ["Edits", "Indexed", "Matcher", "Ranking", "SearchOptions", "Searcher", "Writer"]

T = TypeVar("T")

_CATCHING_UP = "catching up with the database"  # the first stage of `Ranking.spent_ms`
_TRIES = 5  # to answer while people whom the answer is about are being changed


class Matcher:
    """A talent base that can be asked who can do the work.

    Any number of threads may use one object: each answer is of one moment of the base, whole,
    whatever others write meanwhile.

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
        self._start(base, model, weights, encoder, cluster)
        return self

    def _start(
        self,
        base: TalentBase,
        model: str | None,
        weights: Weights | None,
        encoder: Encoder | None,
        cluster: str | None = None,
    ) -> None:
        def loaded() -> Encoder:
            kept = base.folder / "vectors.sqlite"
            return encoder or CachedEncoder(load_encoder(model), kept)

        self._base = base
        self._ready = Ready(base, STILL_READY)
        self._loader = Loader(base, encoder=loaded, weights=weights or Weights(), cluster=cluster)
        self._writer = Writer(base, self._loader)

    def searcher(self) -> Searcher:
        """Return a searcher over the base as it is now, for any number of threads.

        What is written later changes nothing of its answers; take another one to see it.

        Raises
        ------
        InvalidInput : the base is empty
        EncoderMismatch : the base was made with another encoder
        """
        return Searcher(self._loader.newest(), self._base, self._ready)

    def writer(self) -> Writer:
        """Return what changes the base."""
        return self._writer

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
        return self._writer.index(
            paths, columns=columns, limits=limits, even_erased=even_erased, progress=progress
        )

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
        return self._writer.add(documents, progress=progress)

    def known_files(self) -> frozenset[str]:
        """Return the SHA-256 of each file and document that people came from, hexadecimal."""
        return frozenset(mark.partition(" ")[0] for mark, _ in self._base.files().values())

    # --- people out ---------------------------------------------------------------------------
    def remove(self, *candidates: str) -> None:
        """Take people out; `index` takes them in again when their file changes.

        Raises
        ------
        NotFound : somebody is not there; nobody was taken out
        """
        try:
            self._writer.remove(*candidates)
        finally:  # only now: a match beside it may have made them ready again
            self._ready.forget()

    def erase(self, *candidates: str) -> bool:
        """Take people out so that none of their bytes stay, and that they stay out.

        Gone are their rows in the database and the index, and all vectors kept of texts but those
        of the people who are left; also of who was removed before. A calibration that was made of
        the people of the base is made anew from who is left, which moves scores; the shipped one
        holds nobody and stays. A kill on the way leaves a base that says so (`matcher doctor`)
        until `finish_erasing` was called.

        Returns
        -------
        bool : whether the base has another calibration now

        Raises
        ------
        NotFound : somebody is not there; nobody was taken out
        StorageError : it is not done, or not wholly
        """
        try:
            return self._writer.erase(*candidates)
        finally:
            self._ready.forget()

    def finish_erasing(self) -> None:
        """Wipe what an erasure that was cut off may have left, and all vectors kept of texts."""
        self._writer.finish_erasing()

    def reindex(self, progress: Progress | None = None) -> None:
        """Throw the index away and make it from the database.

        Raises
        ------
        StorageError : the index cannot be written, or another process writes
        """
        self._writer.reindex(progress)

    # --- what is ordinary -----------------------------------------------------------------------
    def calibration(self) -> str:
        """Return the name of the base's calibration, as every answer says it.

        "shipped-1@..." came with the program, "base-2@..." was made of the people of the base, and
        sixteen digits are one that an earlier version made of them.

        Raises
        ------
        InvalidInput : there are no people in the base
        """
        return self._loader.calibrated().name.decode()

    def calibrate(self, *, from_shipped: bool = False, progress: Progress | None = None) -> str:
        """Make a calibration of the people of the base, or take the shipped one; return its name.

        Until the next call it stays as it is, whoever comes, changes or goes; only an erasure makes
        one of people anew. The same people give the same content, which keeps its name. The index
        is made anew with another one, and all scores may move.

        Parameters
        ----------
        from_shipped : take the one that comes with the program
        progress : called with (people done, people)

        Raises
        ------
        InvalidInput : there are no people in the base
        EncoderMismatch : the base was made with another encoder
        StorageError : the base or the index cannot be written, or another process writes
        """
        return self._writer.calibrate(from_shipped=from_shipped, progress=progress)

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
        return self._writer.import_esco(folder, languages=languages, progress=progress)

    def remove_taxonomy(self, name: str) -> None:
        """Erase a taxonomy from the base; NotFound where there is none of that name."""
        self._writer.remove_taxonomy(name)

    def taxonomies(self) -> list[KeptTaxonomy]:
        """Return the taxonomies of this base, by name."""
        return self._writer.taxonomies()

    def unread_with_taxonomies(self) -> tuple[int, int]:
        """Return how many files were read with other rules or taxonomies, and of how many."""
        return self._writer.unread_with_taxonomies()

    # --- a vacancy in, people out ---------------------------------------------------------------
    def understand(self, vacancy: Document | Path | str, edits: Edits | None = None) -> Vacancy:
        """Return what is understood of a vacancy: a document, a file's path, or the text itself.

        Raises
        ------
        UnreadableDocument : the file yields no text
        InvalidInput : the text asks for nothing, or an edit names a requirement that is not there
        """
        return understood(vacancy, edits, self._loader.skills())

    def match(
        self,
        vacancy: Vacancy | Path | str,
        *,
        top: int | None = 10,
        where: Where | str | Sequence[str] = (),
        edits: Edits | None = None,
        way: str | None = None,
        kernel: str | None = None,
        as_of: int | None = None,
    ) -> Ranking:
        """Return the people who can do the work, best first.

        Parameters
        ----------
        vacancy : a file's path, the text itself, or what `understand` returned
        top : most people returned; None returns everybody
        where : filters such as "city=Utrecht and years>=5"; all must hold
        edits : changes to the vacancy's requirements
        way, kernel : how the index is searched; None lets it choose, see `index.plan`
        as_of : month number that years and recency refer to; None is the base's own

        Raises
        ------
        InvalidInput : the vacancy, an edit or a filter cannot be used
        EncoderMismatch : the base was made with another encoder
        """
        asked = self._understood(vacancy, edits)
        options = SearchOptions.of(top=top, where=where, way=way, kernel=kernel)
        return self._ranking(lambda searcher: searcher.at(as_of).match(asked, options=options))

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
        options, people = SearchOptions.of(top=top, where=where), Ready(self._base, REMEMBERED)
        for some in batches(vacancies, TOGETHER):
            watch = Stopwatch()
            searcher, found = self._batch(some, options, watch)
            for searched in found:
                ranking = searcher.rank(searched, people, options, watch)
                if ranking.changed:  # somebody whom it is about changed since the batch began
                    ranking = self.match(ranking.vacancy, top=top, where=options.where)
                yield ranking

    # --- for jobs over many vacancies -----------------------------------------------------------
    def shortlists(
        self, vacancies: Iterable[Vacancy], *, top: int = 10, where: Sequence[str] = ()
    ) -> Iterator[tuple[str, ...]]:
        """Yield for each vacancy the ids of those who get a ledger when `match` is called."""
        options = SearchOptions.of(top=top, where=where)
        for some in batches(vacancies, TOGETHER):
            yield from self._whole(partial(Searcher.shortlists, vacancies=some, options=options))

    def ledgers(self, vacancy: Vacancy, candidates: Iterable[str]) -> list[Match]:
        """Return the ledgers of these people, best first, without gaps; who is gone has none."""
        ids = list(candidates)
        return self._whole(lambda searcher: searcher.ledgers(vacancy, ids))

    def seq(self) -> int:
        """Return the number of the last change of people in the base."""
        return self._base.seq()

    def changed(self, since: int) -> frozenset[str]:
        """Return the ids of the people who came or changed after the change `since`."""
        changes = self._base.changes(since)
        return frozenset(change.id for change in changes if change.id is not None)

    def fingerprint(self) -> str:
        """Name all that scores depend on beside people and vacancies: one hash."""
        return hashlib.sha256("\n".join(self.made_with().values()).encode()).hexdigest()

    def made_with(self) -> dict[str, str]:
        """Name each thing that scores depend on beside people and vacancies."""
        calibrated = self._loader.calibrated()
        return {
            "base": self._base.id,
            "encoder": self.encoder_name,
            "calibration": calibrated.name.decode(),
            "as_of": str(calibrated.as_of),
            "rules": self._loader.skills().rules,
            "weights": self._loader.weights.described(),
        }

    def explain(
        self,
        vacancy: Vacancy | Path | str,
        candidate: str,
        *,
        edits: Edits | None = None,
        as_of: int | None = None,
    ) -> Match:
        """Return one candidate's ledger for a vacancy: the same that `match` would give.

        Raises
        ------
        NotFound : there is no such candidate in the base
        """
        asked = self._understood(vacancy, edits)
        return self._about(candidate, lambda searcher: searcher.at(as_of).explain(asked, candidate))

    def signs(self, vacancy: Vacancy, candidates: Iterable[str]) -> dict[str, dict[int, Signs]]:
        """Return for each candidate, by a requirement's number, what its chances are read from.

        Who is not in the base is left out.
        """
        ids = list(candidates)
        return self._whole(lambda searcher: searcher.signs(vacancy, ids))

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
        skills, folder = self._loader.skills(), self._base.folder / "links"
        return linked(skills.linker(self._loader.encoder(), folder, progress), read, most=most)

    def read(
        self, source: Path | str, *, as_cv: bool | None = None
    ) -> tuple[Vacancy | Candidate, Document]:
        """Return what is understood of a vacancy or a CV with this base's taxonomies, and its text.

        Parameters, Raises: see `read_either`
        """
        skills = self._loader.skills()
        return read_either(source, as_cv=as_cv, finder=skills.finder, taxonomies=skills.contents)

    def lines(self, document: Document) -> tuple[CvLine, ...]:
        """Return every visible line of a CV with what became of it, evidence or not."""
        skills = self._loader.skills()
        return read_lines(document, skills.finder, skills.contents)

    def skill_name(self, concept: str, language: str) -> str:
        """Return what a skill is called in a language; KeyError where there is none with this id.

        A language in which it has no name gives another one.
        """
        return self._loader.skills().finder.concept(concept).label(language)

    def vacancies_for(
        self, candidate: str, vacancies: Iterable[Vacancy | Path | str]
    ) -> list[tuple[Vacancy, Match]]:
        """Return vacancies (understood, texts, files, folders), those first that suit best."""
        asked = list(vacancies)
        return self._about(candidate, lambda searcher: searcher.vacancies_for(candidate, asked))

    def like(
        self, candidate: str, *, top: int = 10, where: Where | str | Sequence[str] = ()
    ) -> Ranking:
        """Return people whose work is like that of one candidate, who is left out."""
        options = SearchOptions.of(top=top, where=where)
        return self._ranking(lambda searcher: searcher.like(candidate, options=options))

    @property
    def encoder_name(self) -> str:
        """Name and hash of the encoder; EncoderMismatch where the base was made with another."""
        self._loader.check_encoder()
        return self._loader.encoder().name

    @property
    def weights(self) -> Weights:
        """The numbers that all scores of this matcher are made with."""
        return self._loader.weights

    @property
    def folder(self) -> Path:
        """The folder for what belongs to the base beside its database: index, caches, a desk."""
        return self._base.folder

    def ids(self) -> list[str]:
        """Return the ids of all candidates, sorted."""
        return self._base.ids()

    def candidates(self, ids: Iterable[str] | None = None) -> Iterator[tuple[Candidate, str]]:
        """Yield candidates with their document's text, sorted by id."""
        for person in self._base.people(ids):
            yield person.candidate, person.text

    def _understood(self, vacancy: Vacancy | Path | str, edits: Edits | None) -> Vacancy:
        if isinstance(vacancy, Vacancy) and not edits:
            return vacancy  # without asking the base for its taxonomies
        return understood(vacancy, edits, self._loader.skills())

    # --- of one moment --------------------------------------------------------------------------
    def _ranking(self, ask: Callable[[Searcher], Ranking]) -> Ranking:
        """Return an answer that leaves out nobody who is there, where the base stands still."""
        for _ in range(_TRIES):
            found = self._whole(partial(_timed, ask, Stopwatch()))
            if not found.changed:
                break
        return found

    def _batch(
        self, vacancies: Sequence[Vacancy], options: SearchOptions, watch: Stopwatch
    ) -> tuple[Searcher, list[Searched]]:
        """Search for some vacancies at once; their ledgers are to be asked of the same searcher."""

        def begun(searcher: Searcher) -> tuple[Searcher, list[Searched]]:
            watch.lap(_CATCHING_UP)
            return searcher, searcher.search(vacancies, options, watch)

        return self._whole(begun)

    def _about(self, candidate: str, ask: Callable[[Searcher], T]) -> T:
        """As `_whole`; where this person is not there, that is the error."""
        try:
            return self._whole(ask)
        except InvalidInput:
            list(self._base.people([candidate]))
            raise

    def _whole(self, ask: Callable[[Searcher], T]) -> T:
        """Ask the newest searcher; ask again where what it knows was changed, or is damaged."""
        for _ in range(_TRIES - 1):
            searcher = self.searcher()
            try:
                return ask(searcher)
            except Changed:
                continue
            except StorageError:
                if not searcher.snapshot.index.is_damaged():
                    raise
        return ask(self.searcher())


def _timed(ask: Callable[[Searcher], Ranking], watch: Stopwatch, searcher: Searcher) -> Ranking:
    """Ask, and count what getting the searcher took among the stages."""
    watch.lap(_CATCHING_UP)
    found = ask(searcher)
    return replace(found, spent_ms={**watch.ms, **found.spent_ms})
