"""The index of a base: everybody's rows on disk and in memory, searched, changed and kept.

In:  a folder; changes of people as entries; queries with filters
Out: hits; segments and a manifest in the folder
Why: the base's rows in the database are the truth and this a cache of them. So it may lose what it
     has not published (it says up to which change it is right, and the rest comes in again), but
     must never answer from what is damaged, half written, or made for another base
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from matcher.errors import Busy, StorageError
from matcher.index.block import Query
from matcher.index.entries import Entry
from matcher.index.finding import Hits, find
from matcher.index.folder import Owner, files, sweep, writing
from matcher.index.keeping import NOTHING, Groups, is_saved, load, save, verify
from matcher.index.living import Living
from matcher.index.part import Held, Keys, keys_of
from matcher.index.plan import PAYS_FROM
from matcher.index.state import State, due
from matcher.index.training import GROWN, Book, trained
from matcher.index.where import Where

_TRIES = 5  # to open what a writer is just replacing


@dataclass(frozen=True, slots=True, eq=False)
class Shard:
    """A segment, as the machines of a cluster are told of it."""

    name: str
    people: int  # alive
    size_bytes: int
    dead: Keys  # (m, 16) of those in it who were removed, or are held anew elsewhere


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """The people of an index after one change, whatever comes in afterwards.

    Its files are kept open for as long as somebody holds it, also where a writer deletes them.
    """

    index: "Index"
    state: State

    @property
    def seq(self) -> int:
        """The last change of the base that is contained, with all before it."""
        return self.state.seq

    @property
    def people(self) -> int:
        """How many people can be found."""
        return self.state.people()

    def is_damaged(self) -> bool:
        """Return whether a file was found to be damaged: take another view then."""
        files = (one.part.file for one in self.state.saved)
        return any(file is not None and bool(file.damage) for file in files)

    def undecided(self, where: Where, as_of: int) -> int:
        """Return how many people a filter leaves out only because something is not told."""
        if where.term is None:
            return 0
        held = self.state.held
        return sum(int((where.undecided(h.part.columns, as_of) & h.alive).sum()) for h in held)

    def search_many(
        self,
        queries: Sequence[Query],
        size: int,
        *,
        where: Where | None = None,
        as_of: int,
        way: str | None = None,
        kernel: str | None = None,
    ) -> list[Hits]:
        """Return the answer to each query; see `Index.search_many`.

        Raises
        ------
        StorageError : rows that were to be read are damaged, see `is_damaged`
        """
        return find(
            self.state.held,
            queries,
            size,
            where=where,
            as_of=as_of,
            codebook=self.state.book.codebook if self.state.book else None,
            way=way,
            kernel=kernel,
        )


class Index:
    """The people of a base, as searches see them. Open it with `open`.

    Any number of threads may search while one changes it, and any number of processes while one
    publishes. A search sees the people after one change, never a mixture.
    """

    def __init__(
        self, folder: Path, owner: Owner, codes_from: int, reuse: State | None = None
    ) -> None:
        self.folder = folder
        self.owner = owner
        self._codes_from = codes_from
        self._publishing = threading.Lock()  # held while files are written
        self._before: set[str] = set()  # files of the manifest before, for whoever is opening it
        for _ in range(_TRIES):
            self._seen = self._newest()
            loaded = load(folder, owner=owner, reuse=reuse or State())
            if self._newest() == self._seen:
                break
        self._manifest = loaded.manifest
        self._living = Living(loaded.state, loaded.problems)

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        base: str,
        calibration: str,
        encoder: str,
        d: int,
        codes_from: int = PAYS_FROM,
    ) -> "Index":
        """Open the newest index in the folder that holds; an empty one where there is none.

        Nothing is written. What is damaged, or made for something else, is left out and told of
        in `problems`; `seq` then says from where people must come in again.

        Parameters
        ----------
        base, calibration, encoder, d : what the rows were made for, with, and their width
        codes_from : people from which statements get codes
        """
        return cls(folder, Owner(base, calibration, encoder, d), codes_from)

    def refreshed(self) -> "Index":
        """Return the index that another process has published since, or this one.

        Costs a look at the folder. What was only in this one's memory is not in the other.
        """
        if self._publishing.locked() or self._newest() == self._seen:
            return self
        return Index(self.folder, self.owner, self._codes_from, self._living.state)

    # --- what is in it ------------------------------------------------------------------------
    @property
    def seq(self) -> int:
        """The last change of the base that is contained, with all before it."""
        return self._living.state.seq

    @property
    def people(self) -> int:
        """How many people can be found."""
        return self._living.state.people()

    @property
    def unsaved(self) -> int:
        """How many of them are only in memory, until `publish`."""
        return sum(one.people() for one in self.tail)

    @property
    def problems(self) -> tuple[str, ...]:
        """What was left out, and why, in words for people."""
        return self._living.problems

    @property
    def held(self) -> tuple[Held, ...]:
        """All parts, each with who of it is alive."""
        return tuple(self._living.state.held)

    @property
    def tail(self) -> tuple[Held, ...]:
        """The parts that are only in memory."""
        state = self._living.state
        return (*state.sealed, *state.fresh)

    @property
    def book(self) -> Book | None:
        """The codebook with the name of its file, where the base is large enough for one."""
        return self._living.state.book

    @property
    def state(self) -> State:
        """All of it at this moment; a change puts another in its place."""
        return self._living.state

    def view(self) -> View:
        """Return the people of this moment; what comes in later is not among them."""
        return View(self, self._living.state)

    def shards(self) -> tuple[Shard, ...]:
        """Return the segments; `open_segment` opens one anywhere."""
        found = []
        for one in self._living.state.saved:
            if one.part.file is not None:
                dead, file = one.part.keys[~one.alive], one.part.file
                found.append(Shard(file.name, one.people(), file.size_bytes, dead))
        return tuple(found)

    # --- asking -------------------------------------------------------------------------------
    def search(
        self,
        query: Query,
        size: int,
        *,
        where: Where | None = None,
        as_of: int,
        way: str | None = None,
        kernel: str | None = None,
    ) -> Hits:
        """Return the `size` best people who pass the filter, best first, ties by id."""
        return self.search_many([query], size, where=where, as_of=as_of, way=way, kernel=kernel)[0]

    def search_many(
        self,
        queries: Sequence[Query],
        size: int,
        *,
        where: Where | None = None,
        as_of: int,
        way: str | None = None,
        kernel: str | None = None,
    ) -> list[Hits]:
        """Return the answer to each query, the same as `search` gives.

        A segment found to be damaged on the way is dropped, and what is left is searched: look at
        `seq` afterwards to see whether people must come in again.

        Parameters
        ----------
        as_of : month number that recency and the filter's years refer to
        way, kernel : see `matcher.index.search`; None chooses
        """
        while True:
            view = self.view()
            try:
                return view.search_many(
                    queries, size, where=where, as_of=as_of, way=way, kernel=kernel
                )
            except StorageError:
                self.drop_damaged()
                if self._living.state is view.state:
                    raise

    # --- changing -----------------------------------------------------------------------------
    def apply(self, added: Iterable[Entry], gone: Iterable[bytes], seq: int) -> None:
        """Take in all changes after `self.seq` up to `seq`; they are searched at once.

        Only memory is written. Whoever is both gone and added, is there. Whoever is there as they
        were after the same change is not taken in twice.

        Parameters
        ----------
        added : people as they are now, in any order
        gone : keys of people who are not there any more; one that never was is no error

        Raises
        ------
        InvalidInput : an entry is not made for this index, or `seq` lies before `self.seq`
        """
        self._living.change(added, gone, seq, width=self.owner.width)

    def publish(self) -> None:
        """Write what came in since the last time, and make it what others open.

        Raises
        ------
        StorageError : another process writes or has written, the folder may not be written, or the
            disk is full; all is as it was, and what is in memory is still searched
        """
        with self._writer():
            state = self._living.state
            self._write(_tail, train=state.book is None and state.people() >= self._codes_from)
            sweep(self.folder, self._manifest.names() | self._before)

    def compact(self, *, everything: bool = False) -> None:
        """Publish; merge small segments and write those with many dead without them.

        What an older manifest names is deleted, so that the bytes of the dead who were in what was
        written anew are gone. A base that has grown four times since its codebook was made gets
        another.

        Parameters
        ----------
        everything : write every segment anew that has anybody dead

        Raises
        ------
        StorageError : as `publish`
        """
        with self._writer():
            state = self._living.state
            since = state.book.people * GROWN if state.book else self._codes_from
            if state.people() >= since:
                self._write(_tail, train=True)
            self._write(lambda state: [*due(state.saved, everything=everything), *_tail(state)])
            self._before = set()
            sweep(self.folder, self._manifest.names())

    def forget(self, keys: Iterable[bytes]) -> None:
        """Remove people, and write every segment that holds bytes of them anew, at once.

        Where there is a codebook all segments are: its centroids were made of their rows too.

        Raises
        ------
        StorageError : as `publish`; their bytes may then still be there: call it again
        """
        gone = keys_of([*keys])
        self._living.remove(gone)
        with self._writer():
            self._write(
                lambda state: [
                    *([one] for one in state.saved if (one.part.find(gone) >= 0).any()),
                    *_tail(state),
                ],
                train=self._living.state.book is not None,
            )
            self._before = set()
            sweep(self.folder, self._manifest.names())

    def drop(self) -> None:
        """Delete all; the index is then empty, and everybody is to come in again."""
        with self._publishing, writing(self.folder):
            sweep(self.folder, ())
            self._before = set()
            self._manifest, self._seen = NOTHING, self._newest()
            self._living.empty()

    def empty(self) -> None:
        """Leave out everybody, in memory: all are to come in again, and to be published anew."""
        self._living.empty()

    def drop_damaged(self) -> bool:
        """Leave out segments that a search found to be damaged; return whether there were any."""
        return self._living.drop_damaged()

    def verify(self) -> list[str]:
        """Read every byte on the disk; return what is wrong, in words for people.

        A segment found to be damaged is dropped, as by a search.
        """
        wrong = verify(self.folder, owner=self.owner)
        for one in self._living.state.saved:
            if one.part.file is not None and one.part.file.name in wrong:
                one.part.file.damage = wrong[one.part.file.name]
        self._living.drop_damaged()
        return [*wrong.values()]

    # --- within -------------------------------------------------------------------------------
    def _newest(self) -> tuple[int, str]:
        """Return generation and name of the folder's newest manifest, whether it holds or not."""
        return max(files(self.folder, "manifest"), default=(0, ""))

    @contextmanager
    def _writer(self) -> Iterator[None]:
        """Be the only one who writes; what a failure leaves behind is deleted."""
        with self._publishing, writing(self.folder):
            if self._newest() != self._seen:
                raise Busy(
                    f"another process has published the index in {self.folder} since it was "
                    "opened; take it with refreshed() and bring in the changes again"
                )
            try:
                yield
            except BaseException:
                with suppress(OSError):
                    sweep(self.folder, self._manifest.names() | self._before)
                raise

    def _write(self, choose: Callable[[State], Groups], *, train: bool = False) -> None:
        """Write the groups of parts that `choose` names as segments, and make them the index.

        With `train`, all parts get the codes of a new codebook, each as a segment of its own.
        """
        while True:
            state = self._living.seal()
            try:
                codebook = trained(state.held) if train else None
                groups = choose(state) if codebook is None else _each(state)
                if codebook is None and is_saved(state, groups, self._manifest):
                    return
                manifest, swaps, book = save(
                    self.folder,
                    state,
                    groups,
                    owner=self.owner,
                    generation=self._seen[0] + 1,
                    codebook=codebook,
                )
                break
            except StorageError:
                if not self._living.drop_damaged():
                    raise
        self._before = self._manifest.names()
        self._manifest, self._seen = manifest, (manifest.generation, manifest.name)
        self._living.swap(swaps, book)


def _tail(state: State) -> Groups:
    return [[*state.sealed]] if state.sealed else []


def _each(state: State) -> Groups:
    return [*([one] for one in state.saved), *_tail(state)]
