"""What changes a talent base: people in, people out, calibration, index, taxonomies.

In:  files, documents, ids
Out: the base changed, calibrated and indexed, so that the next searcher sees it
Why: one writer at a time in a process, by a lock; among processes the database keeps the order.
     Whoever searches holds a snapshot and waits for none of this
"""

import shutil
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from functools import wraps
from itertools import chain
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from matcher.calendar import month
from matcher.calibrating import (
    Calibration,
    holds_people,
    looked_at,
    of_people,
    shipped,
    shipped_texts,
)
from matcher.documents import Limits, digests_of, may_be_read_now, read_files, survey
from matcher.engine.loading import Loader, nobody
from matcher.engine.results import Indexed
from matcher.intake import Found, batches, by_file, name_of, spelled
from matcher.protocols import Progress
from matcher.reading import shipped_vocabulary
from matcher.records import Document, Unreadable
from matcher.searching import LiveIndex
from matcher.skills import Imported, read_esco
from matcher.store import KeptTaxonomy, TalentBase
from matcher.taking_in import file_of, people_of, texts_of, unerased
from matcher.understanding import Read, candidates_of
from matcher.vectors import CachedEncoder

_BATCH_FILES = 32  # files understood, encoded and acknowledged together
_MANY = 100  # documents handed in from which a second worker is worth its start
_TRIES = 5  # to settle a base that other processes change at the same time
_ENOUGH = 100  # people in the first import of a base that begins with a calibration of its own
_PEOPLE, _LINES = b"people", b"shipped lines"  # what a calibration was made of


P = ParamSpec("P")
T = TypeVar("T")


def _alone(method: "Callable[Concatenate[Writer, P], T]") -> "Callable[Concatenate[Writer, P], T]":
    """Let a method of a writer run while no other one does."""

    @wraps(method)
    def waiting(self: "Writer", /, *args: P.args, **options: P.kwargs) -> T:
        with self._writing:
            return method(self, *args, **options)

    return waiting


class Writer:
    """Changes one base.

    Parameters
    ----------
    base : opened for writing
    loader : of the same base
    """

    def __init__(self, base: TalentBase, loader: Loader) -> None:
        self._base = base
        self._loader = loader
        self._writing = threading.RLock()  # one writes at a time; the rest of the threads search

    # --- people in ----------------------------------------------------------------------------
    @_alone
    def index(
        self,
        paths: Sequence[Path | str],
        *,
        columns: Mapping[str, str] | None = None,
        limits: Limits | None = None,
        even_erased: bool = False,
        progress: Progress | None = None,
    ) -> Indexed:
        """Add the people in these files and folders; see `Matcher.index`."""
        listed = survey([Path(p) for p in paths])
        digests, closed = digests_of(listed.files)
        files = {spelled(path.resolve()): path for path in digests}
        self._claim()
        known = self._base.files()
        # Read again what has changed, and what an earlier version or other columns have read.
        how = f" {self._loader.skills().rules} {sorted((columns or {}).items())}"
        marks = {name: digests[path] + how for name, path in files.items()}
        todo = {
            name: path
            for name, path in files.items()
            if known.get(name, ("",))[0] != marks[name] or any(map(may_be_read_now, known[name][1]))
        }
        limits = limits or Limits()
        found = read_files(list(todo.values()), limits=limits, columns=columns, progress=progress)
        added = updated = 0
        problems = [*listed.problems, *closed]
        problems += [problem for name in files if name not in todo for problem in known[name][1]]
        with closing(self._understood(found, limits)) as read:
            for batch in batches(by_file(read, file_of), _BATCH_FILES):
                for name, kept, bad in self._keep(batch, marks, even_erased=even_erased):
                    problems += bad
                    if name in known:
                        updated += kept
                    else:
                        added += kept
        self._settle()
        unchanged = len(files) - len(todo)
        return Indexed(added, updated, unchanged, tuple(problems), self._base.count())

    @_alone
    def add(
        self, documents: Sequence[Document], *, progress: Progress | None = None
    ) -> tuple[Unreadable, ...]:
        """Add people from documents that were read elsewhere; see `Matcher.add`."""
        self._claim()
        files: dict[str, list[Document]] = {}
        for document in documents:
            files.setdefault(name_of(document), []).append(document)
        marks = {name: some[0].digest for name, some in files.items()}
        total = sum(map(len, files.values()))
        workers = 1 + (total > _MANY)
        problems, done = [], 0
        each = chain(*files.values())
        with closing(self._understood(each, Limits(workers=workers))) as read:
            for batch in batches(by_file(read, file_of), _BATCH_FILES):
                problems += [problem for _, _, bad in self._keep(batch, marks) for problem in bad]
                done += sum(len(found) for _, found in batch)
                if progress:
                    progress(done, total)
        self._settle()
        return tuple(problems)

    def _understood(self, found: Iterable[Found], limits: Limits) -> Generator[Read, None, None]:
        """Yield what is understood of what was read, in order."""
        skills = self._loader.skills()
        return candidates_of(found, lambda: skills.finder, skills.contents, limits)

    def _keep(
        self,
        batch: Sequence[tuple[str, list[Read]]],
        marks: Mapping[str, str],
        *,
        even_erased: bool = False,
    ) -> Iterator[tuple[str, int, list[Unreadable]]]:
        """Put a batch in the base, file by file; yield its name, people kept and problems."""
        read = [one for _, some in batch for one in some]
        wanted = read if even_erased else unerased(read, self._base)
        people, unread = people_of(wanted, self._base, self._loader.encoder())
        for name, _ in batch:
            mine = [person for person, path in people if path == name]
            bad = [one for one in unread if name_of(one) == name]
            self._base.put(name, marks.get(name, ""), mine, bad)
            yield name, len(mine), bad

    def _claim(self) -> None:
        """Write the encoder's name into a new base, or refuse the base of another encoder."""
        self._loader.check_encoder()
        if self._base.meta("encoder") is None:
            self._base.set_meta({"encoder": self._loader.encoder().name.encode()})
        if self._base.meta("calibration"):
            self._live().current()  # before changes hide that this is the database of yesterday

    @_alone
    def _settle(self, progress: Progress | None = None) -> None:
        """Write the index where people came or went; what is ordinary stays what it was.

        Once more where another process put people in meanwhile, so that whoever is last sees all.
        """
        for _ in range(_TRIES):
            seq, calibration = self._base.seq(), self._base.meta("calibration")
            if self._base.meta("settled") == _mark(seq, calibration):
                return
            if self._base.count():
                calibration = self._calibrated()
                self._live().publish(progress)
            # Not what the base names now: another process may have written an older one over it.
            self._base.set_meta({"settled": _mark(seq, calibration)})

    def _calibrated(self) -> bytes:
        """Name the month, and give a base without a calibration one; return its name.

        A base that begins with many people takes what is ordinary among them, once: on real files
        that ranks better than the shipped one (cli/README.md). A small one could not tell.
        """
        name = self._base.meta("calibration")
        if not name:
            left_out = self._base.meta("calibrated_from") == _PEOPLE  # by a restore
            own = left_out or self._base.count() >= _ENOUGH
            self._take(self._own() if own else shipped(self._loader.encoder()))
        self._name_month()
        return self._base.meta("calibration") or b""

    def _name_month(self) -> None:
        """Let years and recency refer to this month."""
        if self._base.meta("as_of") != _this_month():
            self._base.set_meta({"as_of": _this_month()})

    def _own(self) -> Calibration:
        """Work out what is ordinary among the people of the base.

        The same people give the same content, which keeps its name.
        """
        number = int(self._base.meta("calibrations") or 0)
        people = self._base.people(looked_at(self._base.ids()), missing_ok=True)
        found = of_people(self._loader.encoder(), people, number + 1)
        before = (self._base.meta("calibration") or b"").decode()
        same = before.endswith(f"@{found.digest}") and holds_people(before)
        return Calibration(before, found.block) if same else found

    def _take(self, calibration: Calibration) -> None:
        """Make this the calibration of the base; its index is then to be made anew."""
        own = holds_people(calibration.name)
        values = {
            "ordinary": calibration.block,
            "calibration": calibration.name.encode(),
            "calibrated_from": _PEOPLE if own else _LINES,
            "as_of": _this_month(),
        }
        if own:
            number = calibration.name.partition("@")[0].rpartition("-")[2]
            values["calibrations"] = number.encode()
        self._base.set_meta(values)  # all or nothing: no base has a calibration and no month

    # --- people out ---------------------------------------------------------------------------
    @_alone
    def remove(self, *candidates: str) -> None:
        """Take people out; see `Matcher.remove`."""
        self._base.remove(*candidates)
        self._settle()

    @_alone
    def erase(self, *candidates: str) -> bool:
        """Take people out so that none of their bytes stay; see `Matcher.erase`."""
        before = self._base.meta("calibration")
        self._base.erase(*candidates, wipe=False)
        kept = CachedEncoder(self._loader.encoder(), self._base.folder / "vectors.sqlite")
        left = (text for person in self._base.people() for text in texts_of(person.candidate))
        kept.forget_others(chain(shipped_texts(), left))  # earlier versions had other texts
        if self._holds_people() or not self._base.count():
            self._make_anew()
        else:
            seq, calibration = self._base.seq(), self._calibrated()
            self._live().forget([self._base.key_of(id_) for id_ in candidates])
            self._base.set_meta({"settled": _mark(seq, calibration)})
        self._loader.forget()
        self._base.wipe()
        return self._base.meta("calibration") != before

    @_alone
    def finish_erasing(self) -> None:
        """Wipe what an erasure that was cut off may have left, and all vectors kept of texts."""
        if self._base.unwiped():
            for file in self._base.folder.glob("vectors.sqlite*"):
                file.unlink(missing_ok=True)
            self._make_anew()
            self._base.wipe()

    @_alone
    def reindex(self, progress: Progress | None = None) -> None:
        """Throw the index away and make it from the database; see `Matcher.reindex`."""
        self._loader.check_encoder()
        if not self._base.meta("calibration"):
            self._make_anew(progress)
        elif self._base.count():
            self._live().rebuild(progress)

    @_alone
    def calibrate(self, *, from_shipped: bool = False, progress: Progress | None = None) -> str:
        """Take another calibration, and make the index with it; see `Matcher.calibrate`."""
        self._loader.check_encoder()
        if not self._base.count():
            raise nobody()
        seq = self._base.seq()
        found = shipped(self._loader.encoder()) if from_shipped else self._own()
        if found.name.encode() != self._base.meta("calibration"):
            self._take(found)
            self._live().rebuild(progress)
            self._base.set_meta({"settled": _mark(seq, found.name.encode())})
        return found.name

    def _live(self) -> LiveIndex:
        return self._loader.calibrated().live

    def _holds_people(self) -> bool:
        """Return whether what is ordinary was worked out from people of the base."""
        name = (self._base.meta("calibration") or b"").decode()
        return bool(name) and holds_people(name)

    def _make_anew(self, progress: Progress | None = None) -> None:
        """Make the index from nothing, and a calibration that holds people from who is there."""
        seq, calibration = self._base.seq(), None
        if self._base.count():
            if self._holds_people():
                self._take(self._own())
            calibration = self._calibrated()
            self._live().rebuild(progress)
        else:
            shutil.rmtree(self._base.folder / "index", ignore_errors=True)
            if self._holds_people():  # whoever comes next is met by the shipped one
                keys = ("ordinary", "calibration", "calibrated_from")
                self._base.set_meta(dict.fromkeys(keys, b""))
            calibration = self._base.meta("calibration")
        self._base.set_meta({"settled": _mark(seq, calibration)})

    # --- taxonomies -----------------------------------------------------------------------------
    @_alone
    def import_esco(
        self,
        folder: Path | str,
        *,
        languages: Sequence[str] = ("nl", "en"),
        progress: Progress | None = None,
    ) -> Imported:
        """Add the skills of ESCO's CSV download; see `Matcher.import_esco`."""
        done = read_esco(Path(folder), languages, shipped_vocabulary(), progress=progress)
        kept = KeptTaxonomy(
            name=done.taxonomy.name,
            digest=done.taxonomy.digest(),
            imported=date.today().isoformat(),
            summary=f"{done.skills} skills in {', '.join(languages)}",
        )
        self._base.put_taxonomy(kept, done.taxonomy.to_bytes())
        return done

    @_alone
    def remove_taxonomy(self, name: str) -> None:
        """Erase a taxonomy from the base; NotFound where there is none of that name."""
        self._base.drop_taxonomy(name)

    def taxonomies(self) -> list[KeptTaxonomy]:
        """Return the taxonomies of this base, by name."""
        return self._base.taxonomies()

    def unread_with_taxonomies(self) -> tuple[int, int]:
        """Return how many files were read with other rules or taxonomies, and of how many."""
        marks = [mark for mark, _ in self._base.files().values() if mark]
        return sum(f" {self._loader.skills().rules} " not in mark for mark in marks), len(marks)


def _this_month() -> bytes:
    today = date.today()
    return str(month(today.year, today.month)).encode()


def _mark(seq: int, calibration: bytes | None) -> bytes:
    """Name a state of people and calibration; an indexing that was cut off leaves an older."""
    return f"{seq} {(calibration or b'').decode()}".encode()
