"""Who are the best for a query, among those who pass?

In:  blocks of people, queries, for each block who passes the filters
Out: `Found`: blocks and places of the best, their scores and best statements, and the `Plan`
Why: filters come first, then the cheapest way to the same list (plan.py). Where people stand in
     which blocks changes nobody's score, and not who is scored
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.index import plan as planning
from matcher.index.block import Block, Query
from matcher.index.codes import Codebook
from matcher.index.first_stage import BINS, QUERIES, counted
from matcher.index.kernel import Best, Scores
from matcher.index.plan import Plan
from matcher.index.stages import Allowed, Promising, Stages, Told, Touch, Watch


@dataclass(frozen=True, slots=True)
class Found:
    """The best people of a search, best first; equal scores in the order of blocks and places."""

    block: NDArray[np.int32]  # (k,) which of the blocks
    place: NDArray[np.int32]  # (k,) place in the block
    scores: Scores  # (k,)
    best: Best  # (k, r) best statement within the person; -1 where none counts
    plan: Plan
    told: Told | None = None  # of those beyond a `floor` that was given


def search(
    blocks: Sequence[Block],
    query: Query,
    size: int,
    *,
    allowed: Allowed | None = None,
    codebook: Codebook | None = None,
    way: str | None = None,
    kernel: str | None = None,
    ties: bool = False,
    floor: int | None = None,
    touch: Touch | None = None,
) -> Found:
    """Return the `size` best people, best first.

    Parameters
    ----------
    blocks : of people, with rows of the query's width
    query : what they are compared with
    size : most people returned
    allowed : for each block, (n,) who passes the filters; None lets everybody pass
    codebook : by which the blocks' codes were made; people of blocks without codes are all scored
    way : one of `plan.WAYS`; None is the cheapest
    kernel : one of `kernel.KERNELS`; None is the cheapest
    ties : return, beyond `size`, all whose score equals the last one's
    floor : total from which on people are scored exactly, where codes choose them (see `counts`)
    touch : called with a block's number and the places (None: all) whose rows are about to be read

    Raises
    ------
    InvalidInput : blocks, query and filters are not made for one another, or the way or the kernel
        cannot be used
    """
    (found,) = search_many(
        blocks,
        [query],
        size,
        allowed=allowed,
        codebook=codebook,
        way=way,
        kernel=kernel,
        ties=ties,
        floors=None if floor is None else [floor],
        touch=touch,
    )
    return found


def search_many(
    blocks: Sequence[Block],
    queries: Sequence[Query],
    size: int,
    *,
    allowed: Allowed | None = None,
    codebook: Codebook | None = None,
    way: str | None = None,
    kernel: str | None = None,
    ties: bool = False,
    floors: Sequence[int] | None = None,
    touch: Touch | None = None,
) -> list[Found]:
    """Return for each query what `search` returns, in less time than one after the other.

    Parameters, Raises: see `search`
    """
    stages = Stages(blocks, queries, allowed, codebook, kernel, touch)
    people, passing = stages.people, sum(map(len, stages.places))
    way = planning.choose(people, passing, size, stages.has_codes, way)
    found: list[Found] = []
    for first in range(0, len(queries), QUERIES):
        asked = stages.asked[first : first + QUERIES]
        watch = Watch(stages.watch.stage_ms, len(asked))
        promising: Sequence[Promising | None] = [None] * len(asked)
        if way == "codes":
            edges = None if floors is None else floors[first : first + QUERIES]
            promising = stages.promising(asked, planning.rescored(size), edges, watch)
        for one, about in zip(asked, promising, strict=True):
            mine = Watch(watch.stage_ms)
            block, place, scores, best, scored, told = stages.ranked(one, about, size, ties, mine)
            plan = Plan(way, stages.kernel, people, passing, scored, mine.stage_ms)
            found.append(Found(block, place, scores, best, plan, told))
    return found


def counts(
    blocks: Sequence[Block],
    queries: Sequence[Query],
    *,
    allowed: Allowed | None = None,
    codebook: Codebook,
    kernel: str | None = None,
    touch: Touch | None = None,
) -> NDArray[np.int64]:
    """Return for each query how many people have which total in the first stage (q, bins).

    A base cut into shards is searched like one base when their counts are added up, and each shard
    is searched the way "codes" with ``floor_of(sum, plan.rescored(size))`` as its `floor`. What the
    shards found tells together (`Told.joined`) whether one base would have gone lower.
    """
    stages = Stages(blocks, queries, allowed, codebook, kernel, touch)
    rows = [np.empty((0, BINS), dtype=np.int64)]
    for first in range(0, len(queries), QUERIES):
        totals = stages.totals(stages.asked[first : first + QUERIES])
        for number in range(len(stages.asked[first : first + QUERIES])):
            rows.append(counted([part[:, number] for part in totals])[None])
    return np.concatenate(rows)
