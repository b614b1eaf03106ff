"""All that an index consists of at one moment, and what changes make of it.

In:  a state; people who came, changed or went, or a part that turned out to be damaged
Out: another state; the one before stays as it was
Why: a search looks at one state from beginning to end, whatever is written meanwhile
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log

import numpy as np

from matcher.index.entries import assigned
from matcher.index.merging import merged
from matcher.index.part import Alive, Held, Keys, Part
from matcher.index.training import Book

_TOGETHER = 20_000  # people of the tail in one part at most; more are not copied again
_TIER = 4  # segments of about one size are merged when there are this many
_SMALLEST_TIER = 16  # people; one CV added to thousands must not write thousands anew
_LARGEST = 400_000  # people of a merged segment at most, 3 GB: clusters share out segments
_DEAD_RATIO = 0.25  # of a segment's people, from which it is written anew on its own

Swap = tuple[Sequence[Held], Part | None]  # parts, and the segment of their living, if any live


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """Segments, and what came in since: `sealed` is being written, `fresh` is not yet."""

    seq: int = 0  # the last change that is contained
    saved: tuple[Held, ...] = ()
    sealed: tuple[Held, ...] = ()
    fresh: tuple[Held, ...] = ()
    book: Book | None = None

    @property
    def held(self) -> tuple[Held, ...]:
        """All parts."""
        return (*self.saved, *self.sealed, *self.fresh)

    def people(self) -> int:
        """Return how many people are alive."""
        return sum(one.people() for one in self.held)

    def without(self, keys: Keys) -> "State":
        """Return the state in which these people are dead."""
        return replace(
            self,
            saved=tuple(one.without(keys) for one in self.saved),
            sealed=tuple(one.without(keys) for one in self.sealed),
            fresh=tuple(one.without(keys) for one in self.fresh),
        )

    def grown(self, part: Part) -> "State":
        """Return the state with these people in place of how they were before.

        Whoever is held as they were after the same change, or a later one, stays.
        """
        added = Held(part, ~self._contained(part))
        if not added.alive.any():
            return self
        other = self.without(part.keys[added.alive])
        return replace(other, fresh=_together((*other.fresh, added)))

    def less(self, damaged: Sequence[Part]) -> "State":
        """Return the state without damaged segments; what they held is to come in again."""
        gone = {id(part) for part in damaged}
        firsts = [int(one.part.seqs.min()) for one in self.saved if id(one.part) in gone]
        saved = tuple(one for one in self.saved if id(one.part) not in gone)
        return replace(self, saved=saved, seq=min([self.seq, *(first - 1 for first in firsts)]))

    def swapped(self, swaps: Sequence[Swap], book: Book | None) -> "State":
        """Return the state with segments in place of the parts that were written into them.

        Who has died in those parts since they were written, is dead in the segments too.
        """
        now = {id(one.part): one.alive for one in self.held}
        old = {id(one.part) for group, _ in swaps for one in group}
        saved = [one for one in self.saved if id(one.part) not in old]
        for group, part in swaps:
            if part is None:
                continue
            held = Held.whole(part)
            for one in group:
                alive = now.get(id(one.part), np.zeros_like(one.alive))
                held = held.without(one.part.keys[one.alive & ~alive])
            saved.append(held)
        fresh = self.fresh if book is self.book else tuple(_coded(one, book) for one in self.fresh)
        return State(self.seq, tuple(saved), (), fresh, book)

    def _contained(self, part: Part) -> Alive:
        found = np.zeros(len(part), dtype=np.bool_)
        for one in self.held:
            places = one.part.find(part.keys)
            here = np.flatnonzero(places >= 0)
            there = places[here]
            found[here] |= one.alive[there] & (one.part.seqs[there] >= part.seqs[here])
        return found


def due(saved: Sequence[Held], *, everything: bool = False) -> list[list[Held]]:
    """Return groups of segments to be written anew, each as one segment.

    Segments of about one size are merged by the four, so that each person is copied once for each
    time that the base grows four times. One with many dead is written anew on its own; with
    `everything`, each one with any.
    """
    tiers: dict[int, list[Held]] = {}
    for one in saved:
        size = max(1, one.people() / _SMALLEST_TIER)
        tiers.setdefault(int(log(size, _TIER)), []).append(one)
    groups = []
    for tier in tiers.values():
        for at in range(0, len(tier), _TIER):
            group = tier[at : at + _TIER]
            if len(group) == _TIER and sum(one.people() for one in group) <= _LARGEST:
                groups.append(group)
            else:
                groups += [[one] for one in group if _worn(one, everything)]
    return groups


def _worn(held: Held, everything: bool) -> bool:
    dead = len(held.part) - held.people()
    return dead > 0 if everything else dead > _DEAD_RATIO * len(held.part)


def _together(tail: tuple[Held, ...]) -> tuple[Held, ...]:
    """Merge what came last with what came before it, while that is not much larger.

    A person is then copied once for each time that the tail doubles.
    """
    parts = [*tail]
    while len(parts) > 1:
        before, last = len(parts[-2].part), len(parts[-1].part)
        if before > 2 * last or before + last > _TOGETHER:
            break
        parts[-2:] = [Held.whole(merged(parts[-2:]))]
    return tuple(parts)


def _coded(held: Held, book: Book | None) -> Held:
    block = held.part.block
    codes = None if book is None else assigned(block.statements, book.codebook)
    return Held(replace(held.part, block=replace(block, codes=codes)), held.alive)
