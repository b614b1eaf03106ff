"""An index at one moment, shared out over shards.

In:  an index that others may be changing, and how many shards there are to be
Out: a roster for each shard; the parts that are only in this machine's memory
Why: a search is about one moment from beginning to end, on all machines. Only what changed since
     the last one is looked at again, and shards are told only when there is something to tell
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from matcher.cluster.shard import Roster
from matcher.cluster.sharing import shares
from matcher.index.catalogue import Index
from matcher.index.catalogue import Shard as Segment
from matcher.index.part import Held
from matcher.index.training import Book


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What an index consists of."""

    index: Index
    segments: tuple[Segment, ...]
    tail: tuple[Held, ...]
    book: Book | None

    @classmethod
    def of(cls, index: Index) -> "Seen":
        """Look at an index that others may be changing.

        Whoever comes in, changes the tail, and whoever moves into a segment moves out of it. So all
        is of one moment where the tail was the same before and after.
        """
        while True:
            tail, book = index.tail, index.book
            found = cls(index, index.shards(), tail, book)
            if found._has(index.tail, index.book):
                return found

    def people(self) -> int:
        """Return how many people the parts have, with the dead."""
        saved = sum(one.people + len(one.dead) for one in self.segments)
        return saved + sum(len(one.part) for one in self.tail)

    def alive(self) -> int:
        """Return how many of them can be found."""
        return sum(one.people for one in self.segments) + sum(one.people() for one in self.tail)

    def equals(self, other: "Seen") -> bool:
        """Return whether the same people are in the same files; the dead of a file only grow."""
        mine = [(one.name, len(one.dead)) for one in self.segments]
        theirs = [(one.name, len(one.dead)) for one in other.segments]
        return self.index is other.index and mine == theirs and self._has(other.tail, other.book)

    def _has(self, tail: tuple[Held, ...], book: Book | None) -> bool:
        return book is self.book and [*map(id, tail)] == [*map(id, self.tail)]


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """What was seen, shared out."""

    seen: Seen
    rosters: tuple[Roster, ...]  # none where all is in memory


class Moments:
    """Shares out an index whenever it has changed.

    Parameters
    ----------
    shards : told the number of people in segments, says how many shards to make
    folder : of the index, as the machines see it; None is where it is here
    """

    def __init__(self, shards: Callable[[int], int], folder: Path | None) -> None:
        self._shards = shards
        self._folder = folder
        self._changing = threading.Lock()
        self._last: Moment | None = None
        self._number = 0

    def now(self, index: Index) -> Moment:
        """Return the index as it is."""
        with self._changing:
            seen = Seen.of(index)
            if self._last is None or not self._last.seen.equals(seen):
                self._number += 1
                self._last = Moment(seen, self._rosters(seen))
            return self._last

    def _rosters(self, seen: Seen) -> tuple[Roster, ...]:
        sizes = {one.name: one.people + len(one.dead) for one in seen.segments}
        dead = {one.name: one.dead for one in seen.segments}
        people = sum(sizes.values())
        if not people:
            return ()
        return tuple(
            Roster(
                number=self._number,
                folder=str(self._folder or seen.index.folder),
                owner=seen.index.owner,
                codebook=seen.book.name if seen.book else None,
                pieces=pieces,
                dead={piece.name: dead[piece.name] for piece in pieces},
            )
            for pieces in shares(sizes, self._shards(people))
        )
