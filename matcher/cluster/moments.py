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
from matcher.index.catalogue import Index, View
from matcher.index.codes import Codebook
from matcher.index.part import Held
from matcher.index.state import State


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """An index as it was, shared out."""

    index: Index
    state: State
    people: int  # with the dead
    alive: int
    rosters: tuple[Roster, ...]  # none where all is in memory

    @property
    def tail(self) -> list[Held]:
        """The parts that are only in this machine's memory."""
        return [*self.state.sealed, *self.state.fresh]

    @property
    def codebook(self) -> Codebook | None:
        """What statements have codes of, if they have any."""
        return self.state.book.codebook if self.state.book else None


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

    def of(self, view: View) -> Moment:
        """Return the index as it was at a moment."""
        with self._changing:
            index, state, last = view.index, view.state, self._last
            if last is None or last.index is not index or last.state is not state:
                self._number += 1
                people = sum(len(one.part) for one in state.held)
                rosters = self._rosters(index, state)
                last = self._last = Moment(index, state, people, state.people(), rosters)
            return last

    def _rosters(self, index: Index, state: State) -> tuple[Roster, ...]:
        saved = {one.part.file.name: one for one in state.saved if one.part.file is not None}
        sizes = {name: len(one.part) for name, one in saved.items()}
        dead = {name: one.part.keys[~one.alive] for name, one in saved.items()}
        people = sum(sizes.values())
        if not people:
            return ()
        return tuple(
            Roster(
                number=self._number,
                folder=str(self._folder or index.folder),
                owner=index.owner,
                codebook=state.book.name if state.book else None,
                pieces=pieces,
                dead={piece.name: dead[piece.name] for piece in pieces},
            )
            for pieces in shares(sizes, self._shards(people))
        )
