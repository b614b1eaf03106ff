"""Who are the best for a query, among those who pass?

In:  blocks of people, a query, for each block who passes the filters
Out: `Found`: blocks and places of the best, their scores and best statements, and the `Plan`
Why: filters come first, then the cheapest way to the same list (plan.py). Where people stand in
     which blocks changes nobody's score, and not who is scored
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InvalidInput
from matcher.index import plan as planning
from matcher.index.asked import Asked, asked
from matcher.index.best import best
from matcher.index.block import Block, Query
from matcher.index.kernel import Best, Scores, check, kernel_for, named, score
from matcher.index.plan import Plan

Allowed = Sequence[NDArray[np.bool_]]
Places = list[NDArray[np.int64]]  # of people, block by block


@dataclass(frozen=True, slots=True)
class Found:
    """The best people of a search, best first; equal scores in the order of blocks and places."""

    block: NDArray[np.int32]  # (k,) which of the blocks
    place: NDArray[np.int32]  # (k,) place in the block
    scores: Scores  # (k,)
    best: Best  # (k, r) best statement within the person; -1 where none counts
    plan: Plan


@dataclass(slots=True)
class _Watch:
    """Writes down how long each stage took."""

    stage_ms: dict[str, float] = field(default_factory=dict)
    _since: float = field(default_factory=perf_counter)

    def done(self, stage: str) -> None:
        now = perf_counter()
        self.stage_ms[stage] = round(1000 * (now - self._since), 3)
        self._since = now


def search(
    blocks: Sequence[Block],
    query: Query,
    size: int,
    *,
    allowed: Allowed | None = None,
    way: str | None = None,
    kernel: str | None = None,
    ties: bool = False,
) -> Found:
    """Return the `size` best people, best first.

    Parameters
    ----------
    blocks : of people, with rows of the query's width
    query : what they are compared with
    size : most people returned
    allowed : for each block, (n,) who passes the filters; None lets everybody pass
    way : one of `plan.WAYS`; None is the cheapest
    kernel : one of `kernel.KERNELS`; None is the cheapest
    ties : return, beyond `size`, all whose score equals the last one's

    Raises
    ------
    InvalidInput : blocks, query and filters are not made for one another, or the way or the kernel
        cannot be used
    """
    watch = _Watch()
    laid_out = asked(query)
    places = _passing(blocks, laid_out, allowed)
    people, passing = sum(len(block.contexts) for block in blocks), sum(map(len, places))
    way = planning.choose(people, passing, size, False, way)
    watch.done("plan")
    kernel = _kernel(kernel, blocks, laid_out, places)
    watch.done("kernel")
    scores = [
        score(block, laid_out, own, kernel) for block, own in zip(blocks, places, strict=True)
    ]
    watch.done("exact")
    found = _best(scores, places, size, ties)
    shown = _statements(blocks, laid_out, found, kernel)
    watch.done("best")
    plan = Plan(way, kernel, people, passing, passing, watch.stage_ms)
    return Found(*found, shown, plan)


def _passing(blocks: Sequence[Block], laid_out: Asked, allowed: Allowed | None) -> Places:
    """Return the places of those who pass, after checking that all fits together."""
    for block in blocks:
        check(block, laid_out)
    if allowed is None:
        return [np.arange(len(block.contexts)) for block in blocks]
    if len(allowed) != len(blocks):
        raise InvalidInput(
            f"filters of {len(allowed)} blocks were given, there are {len(blocks)}; give one each"
        )
    for block, passes in zip(blocks, allowed, strict=True):
        if len(passes) != len(block.contexts):
            raise InvalidInput(
                f"the filter speaks of {len(passes)} people, the block has "
                f"{len(block.contexts)}; evaluate it on this block"
            )
    return [np.flatnonzero(passes) for passes in allowed]


def _kernel(kernel: str | None, blocks: Sequence[Block], laid_out: Asked, places: Places) -> str:
    """Return the kernel to use: the caller's, or the one that pays for so many statements."""
    if kernel is not None:
        return named(kernel)
    statements = sum(
        int((block.starts[own + 1] - block.starts[own]).sum())
        for block, own in zip(blocks, places, strict=True)
    )
    return kernel_for(statements * max(1, laid_out.groups))


def _best(
    scores: Sequence[Scores], places: Places, size: int, ties: bool
) -> tuple[NDArray[np.int32], NDArray[np.int32], Scores]:
    """Return blocks, places and scores of the best of all blocks."""
    joined = np.concatenate([np.empty(0, np.float32), *scores])
    order = best(joined, size, ties=ties)
    ends = np.cumsum([len(own) for own in places])
    block = np.searchsorted(ends, order, side="right").astype(np.int32)
    at = np.concatenate([np.empty(0, np.int64), *places])[order]
    return block, at.astype(np.int32), joined[order]


def _statements(
    blocks: Sequence[Block],
    laid_out: Asked,
    found: tuple[NDArray[np.int32], NDArray[np.int32], Scores],
    kernel: str,
) -> Best:
    """Return the best statements of those who were found."""
    block, place, _ = found
    shown = np.empty((len(block), laid_out.requirements), dtype=np.int32)
    for number in np.unique(block):
        mine = np.flatnonzero(block == number)
        own = np.empty((len(mine), laid_out.requirements), dtype=np.int32)
        score(blocks[number], laid_out, place[mine].astype(np.int64), kernel, own)
        shown[mine] = own
    return shown
