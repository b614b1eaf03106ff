"""How people of several shards stand by codes, before any of them is scored.

In:  of each shard, how many people have which total
Out: the total from which on people are scored, everywhere
Why: one machine scores the best few thousand by codes exactly, of all its people. If each shard did
     so with its own, as many again would be scored on each, and whom one machine leaves out would
     be found: another answer than one machine gives. The highest totals of each shard tell whom one
     machine would have chosen
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from matcher.index.first_stage import BINS, floor_of


@dataclass(frozen=True, slots=True, eq=False)
class Totals:
    """The bins of a shard that hold its best by codes, more of them than are wanted in all."""

    bins: NDArray[np.int32]
    counts: NDArray[np.int32]

    @classmethod
    def of(cls, counts: NDArray[np.int64], wanted: int) -> Self:
        """Return the highest bins with more than `wanted` people, or all that have any.

        Nobody in a lower one can be among the `wanted` best of all shards; and that there are more
        people than are wanted must show, because else all are scored.
        """
        above = np.cumsum(counts[::-1])
        last = min(int(np.searchsorted(above, wanted + 1)) + 1, len(counts))
        bins = len(counts) - 1 - np.flatnonzero(counts[::-1][:last])
        return cls(bins.astype(np.int32), counts[bins].astype(np.int32))


def floor(parts: Sequence[Totals], wanted: int) -> int:
    """Return the total from which on people are scored, so that `wanted` are, if there are."""
    bins = np.zeros(BINS, dtype=np.int64)
    for part in parts:
        bins[part.bins] += part.counts
    return floor_of(bins, wanted)
