"""Which shard answers for whom, and on which machine does it run?

In:  segments with numbers of people; machines with numbers of cores
Out: for each shard the pieces of segments that it answers for; a machine for each shard
Why: a search takes as long as its slowest shard, so all are given the same number of people, even
     where one segment is ten times as large as the next. Consecutive people stay together: a
     machine then reads few files, and what it has read stays in its memory
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Piece:
    """People of a segment: places `first` up to `last`, which is not in it."""

    name: str  # of the segment's file
    first: int
    last: int


def shares(sizes: Mapping[str, int], number: int) -> tuple[tuple[Piece, ...], ...]:
    """Return what each of `number` shards answers for; their people differ by one at most.

    Parameters
    ----------
    sizes : people of each segment, with the dead
    number : of shards, at least 1; with fewer people than shards, some answer for nobody
    """
    total = sum(sizes.values())
    cuts = [total * shard // number for shard in range(number + 1)]
    found: list[tuple[Piece, ...]] = []
    for low, high in pairwise(cuts):
        mine, start = [], 0
        for name, size in sizes.items():
            first, last = max(low - start, 0), min(high - start, size)
            if first < last:
                mine.append(Piece(name, first, last))
            start += size
        found.append(tuple(mine))
    return tuple(found)


def place(
    shards: int, cores: Mapping[str, float], load: Mapping[str, int] | None = None
) -> list[str]:
    """Return a machine for each of some shards: always the one with the fewest per core.

    Parameters
    ----------
    shards : that need a machine
    cores : of each machine, one machine at least
    load : shards that machines have already
    """
    running = {node: (load or {}).get(node, 0) for node in cores}
    chosen = []
    for _ in range(shards):
        best = min(sorted(cores), key=lambda node: (running[node] + 1) / max(cores[node], 1))
        running[best] += 1
        chosen.append(best)
    return chosen


def fair(cores: Sequence[float], people: int, *, least: int) -> int:
    """Return how many shards to make: one a core, but none for fewer than `least` people."""
    return max(1, min(int(sum(max(1, round(core)) for core in cores)), people // least))
