"""An index that several machines search together.

In:  the index of a base, a cluster, queries with filters
Out: the hits that the index itself would give: the same people, scores and order
Why: its segments are shared out over shards, which search at the same time; what is only in this
     machine's memory is searched here, and whoever has left a segment since it was written is told
     to its shard by key. So changes count at once, as on one machine, and no shard is waited for
     when people come in
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from matcher.cluster.machines import Machines
from matcher.cluster.merging import joined
from matcher.cluster.on_ray import join
from matcher.cluster.seats import Seats
from matcher.cluster.shard import Damage, Roster
from matcher.cluster.sharing import fair, shares
from matcher.errors import InvalidInput, StorageError
from matcher.index.block import Query
from matcher.index.catalogue import Index
from matcher.index.catalogue import Shard as Segment
from matcher.index.finding import Hits, find
from matcher.index.part import Held
from matcher.index.training import Book
from matcher.index.where import Where

_LEAST = 5_000  # people of a shard; for fewer, asking costs more than searching


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """The index at one moment."""

    index: Index
    segments: tuple[Segment, ...]
    tail: tuple[Held, ...]
    book: Book | None

    @classmethod
    def of(cls, index: Index) -> "_Seen":
        """Look at an index that others may be changing.

        Whoever comes in, changes the tail, and whoever moves from one part to another moves out of
        it. So all is of one moment where the tail was the same before and after.
        """
        while True:
            tail, book = index.tail, index.book
            found = cls(index, index.shards(), tail, book)
            if found.has(index.tail, index.book):
                return found

    def people(self) -> int:
        """Return how many people the parts have, with the dead."""
        saved = sum(one.people + len(one.dead) for one in self.segments)
        return saved + sum(len(one.part) for one in self.tail)

    def has(self, tail: tuple[Held, ...], book: Book | None) -> bool:
        """Return whether the index in memory is still these very parts."""
        return book is self.book and [*map(id, tail)] == [*map(id, self.tail)]

    def equals(self, other: "_Seen") -> bool:
        """Return whether the same people are in the same files; the dead of a file only grow."""
        mine = [(one.name, len(one.dead)) for one in self.segments]
        theirs = [(one.name, len(one.dead)) for one in other.segments]
        return self.index is other.index and mine == theirs and self.has(other.tail, other.book)


@dataclass(frozen=True, slots=True, eq=False)
class _Moment:
    """An index at one moment, shared out."""

    seen: _Seen
    rosters: tuple[Roster, ...]


class ClusterIndex:
    """Searches an index on the machines of a cluster; see `Index.search` for what comes out.

    Parameters
    ----------
    index : of the base. It may change, and another may be put in its place, while searches run
    address : of the Ray cluster that this machine is part of, as ``HOST:PORT``
    folder : of the index, as all machines see it: shared, or a copy; None is where it is here
    shards : how many; None is one for each core of the cluster
    tries, pause_s : see `Seats`
    machines : instead of those at the address
    """

    def __init__(
        self,
        index: Index,
        address: str,
        *,
        folder: Path | None = None,
        shards: int | None = None,
        tries: int = 8,
        pause_s: float = 0.25,
        machines: Machines | None = None,
    ) -> None:
        if tries < 1 or (shards is not None and shards < 1):
            raise InvalidInput(f"{shards} shards and {tries} tries were asked for; give 1 at least")
        self.index = index
        self._folder = folder
        self._shards = shards
        self._machines = machines or join(address)
        self._seats = Seats(self._machines, tries=tries, pause_s=pause_s)
        self._changing = threading.Lock()
        self._moment: _Moment | None = None
        self._moments = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def machines(self) -> dict[int, str]:
        """The machine of each shard that has been asked something."""
        return self._seats.machines()

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
        """Return the answer to each query, the same as `Index.search_many` gives.

        Raises
        ------
        StorageError : shards do not answer, cannot open their files, or hold damaged copies of them
        """
        while True:
            moment = self._now()
            answers = self._searched(moment, queries, size, where, as_of, way, kernel)
            damaged = [one for one in answers if isinstance(one, Damage)]
            if not damaged:
                parts = zip(*(one for one in answers if not isinstance(one, Damage)), strict=True)
                return [joined(hits, size, people=moment.seen.people(), way=way) for hits in parts]
            self._drop(moment, damaged[0].reason)

    def close(self) -> None:
        """End the shards and leave the cluster; the index stays open."""
        self._seats.close()
        self._machines.close()

    def _searched(
        self,
        moment: _Moment,
        queries: Sequence[Query],
        size: int,
        where: Where | None,
        as_of: int,
        way: str | None,
        kernel: str | None,
    ) -> list[list[Hits] | Damage]:
        shared = self._machines.share(tuple(queries)) if len(queries) > 1 else tuple(queries)
        question = self._seats.ask(
            moment.rosters, "search_many", shared, size, where, as_of, way, kernel
        )
        book = moment.seen.book
        own = find(
            moment.seen.tail,
            queries,
            size,
            where=where,
            as_of=as_of,
            codebook=book.codebook if book else None,
            way=way,
            kernel=kernel,
        )
        return [own, *self._seats.answers(question)]

    def _now(self) -> _Moment:
        """Return the index as it is, shared out; anew where it has changed."""
        with self._changing:
            seen = _Seen.of(self.index)
            if self._moment is None or not self._moment.seen.equals(seen):
                self._moments += 1
                self._moment = _Moment(seen, self._rosters(seen))
            return self._moment

    def _rosters(self, seen: _Seen) -> tuple[Roster, ...]:
        sizes = {one.name: one.people + len(one.dead) for one in seen.segments}
        dead = {one.name: one.dead for one in seen.segments}
        people = sum(sizes.values())
        if not people:
            return ()
        number = self._shards or fair([*self._machines.cores().values()], people, least=_LEAST)
        return tuple(
            Roster(
                number=self._moments,
                folder=str(self._folder or seen.index.folder),
                owner=seen.index.owner,
                codebook=seen.book.name if seen.book else None,
                pieces=pieces,
                dead={piece.name: dead[piece.name] for piece in pieces},
            )
            for pieces in shares(sizes, number)
        )

    def _drop(self, moment: _Moment, reason: str) -> None:
        """Have the index drop segments that are damaged here too; else the copy is at fault."""
        moment.seen.index.verify()
        if moment.seen.equals(_Seen.of(moment.seen.index)):
            raise StorageError(
                f"{reason}, as one of the cluster's machines reads it, and is whole here; copy the "
                "index's folder to that machine again"
            )
