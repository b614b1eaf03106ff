"""The state of an index in a process, while threads search it and others change it.

In:  changes of people; segments that took the place of parts; damage that a search has met
Out: the state of this moment
Why: states are immutable, so that searches take no lock; whoever replaces one takes this one
"""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace

from matcher.errors import InvalidInput
from matcher.index.entries import Entry, part_of
from matcher.index.part import Keys, keys_of
from matcher.index.state import State, Swap
from matcher.index.training import Book


class Living:
    """A state that is replaced, never changed."""

    def __init__(self, state: State, problems: Sequence[str]) -> None:
        self.state = state
        self.problems = tuple(problems)
        self._lock = threading.Lock()

    def change(
        self, added: Iterable[Entry], gone: Iterable[bytes], seq: int, *, width: int
    ) -> None:
        """Take in the changes up to `seq`; see `Index.apply`."""
        with self._lock:
            state = self.state
            if seq < state.seq:
                raise InvalidInput(
                    f"changes up to {seq} came after those up to {state.seq}; give them in order"
                )
            codebook = state.book.codebook if state.book else None
            part = part_of(added, width=width, codebook=codebook)
            state = state.without(keys_of([*gone])).grown(part)
            self.state = replace(state, seq=seq)

    def remove(self, keys: Keys) -> None:
        """Leave out people, without a change of the base that says so."""
        with self._lock:
            self.state = self.state.without(keys)

    def seal(self) -> State:
        """Set the tail aside to be written: what comes in from now on is not merged with it."""
        with self._lock:
            state = self.state
            self.state = replace(state, sealed=(*state.sealed, *state.fresh), fresh=())
            return self.state

    def swap(self, swaps: Sequence[Swap], book: Book | None) -> None:
        """Put segments in place of the parts that were written into them."""
        with self._lock:
            self.state = self.state.swapped(swaps, book)

    def empty(self) -> None:
        """Leave out everybody."""
        with self._lock:
            self.state, self.problems = State(), ()

    def drop_damaged(self) -> bool:
        """Leave out segments whose file was found to be damaged; return whether any was there."""
        with self._lock:
            saved = self.state.saved
            parts = [one.part for one in saved if one.part.file and one.part.file.damage]
            if parts:
                self.problems += tuple(part.file.damage for part in parts if part.file)
                self.state = self.state.less(parts)
            return bool(parts)
