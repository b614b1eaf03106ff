"""The stages of a search, for some queries at a time.

In:  blocks, queries, who passes, a codebook
Out: who is worth scoring; the best of those who were scored
Why: what all queries of a batch need (filters, kernel, codes) is done once for all of them
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InvalidInput
from matcher.index.asked import Asked, asked
from matcher.index.best import best
from matcher.index.block import Block, Query
from matcher.index.codes import Codebook
from matcher.index.first_stage import Totals, counted, floor_of, look_for, totals_of, trusted
from matcher.index.kernel import (
    Best,
    Scores,
    best_kernel,
    check,
    kernel_for,
    loaded,
    named,
    score,
)

_FEW = 10_000
Allowed = Sequence[NDArray[np.bool_] | None]
Places = list[NDArray[np.int64]]  # of people, block by block
Touch = Callable[[int, NDArray[np.int64] | None], None]


class Watch:
    """Writes down how long each stage took, of `shared` queries at a time, after earlier ones."""

    def __init__(self, earlier: Mapping[str, float] | None = None, shared: int = 1) -> None:
        self.stage_ms = dict(earlier or {})
        self._shared, self._since = shared, perf_counter()

    def done(self, stage: str) -> None:
        """Write down a stage that began when the one before it was done."""
        now = perf_counter()
        self.stage_ms[stage] = round(1000 * (now - self._since) / self._shared, 3)
        self._since = now


class Stages:
    """Queries, checked against blocks and filters, and the stages of their searches."""

    def __init__(
        self,
        blocks: Sequence[Block],
        queries: Sequence[Query],
        allowed: Allowed | None,
        codebook: Codebook | None,
        kernel: str | None,
        touch: Touch | None,
    ) -> None:
        self.watch = Watch(shared=max(1, len(queries)))
        self.asked = [asked(query) for query in queries]
        for one, block in product(self.asked, blocks):
            check(block, one)
        self._blocks, self._codebook, self._touch = blocks, codebook, touch
        self.people = sum(len(block.contexts) for block in blocks)
        self.has_codes = codebook is not None and any(b.codes is not None for b in blocks)
        self.places = _passing(blocks, allowed)
        self.watch.done("filters")
        self.kernel = self._kernel(kernel)
        self.watch.done("kernel")

    def totals(self, laid_out: Sequence[Asked]) -> list[Totals]:
        """Return the first stage's totals (m, q) of those who pass, block by block."""
        if self._codebook is None:
            raise InvalidInput("there is no codebook to search by; give the one of this index")
        kernel = trusted(self.kernel)
        look = look_for(laid_out, self._codebook, kernel)
        found = []
        for number, (block, places) in enumerate(zip(self._blocks, self.places, strict=True)):
            coded = places if block.codes is not None else places[:0]
            if self._touch and len(coded):
                self._touch(number, coded[:0])  # all contexts are read, and no statement's row
            found.append(totals_of(block, look, coded, kernel))
        return found

    def promising(
        self, laid_out: Sequence[Asked], wanted: int, floors: Sequence[int] | None, watch: Watch
    ) -> list[Places]:
        """Return for each query who is scored exactly: the best by codes, and who has none."""
        totals = self.totals(laid_out)
        watch.done("codes")
        chosen = []
        for number in range(len(laid_out)):
            floor = floor_of(counted(totals, number), wanted) if floors is None else floors[number]
            parts = zip(self._blocks, self.places, totals, strict=True)
            chosen.append(
                [
                    own if block.codes is None else own[np.flatnonzero(part[:, number] >= floor)]
                    for block, own, part in parts
                ]
            )
        watch.done("choice")
        return chosen

    def ranked(
        self, laid_out: Asked, places: Places, size: int, ties: bool, watch: Watch
    ) -> tuple[NDArray[np.int32], NDArray[np.int32], Scores, Best]:
        """Return blocks, places, scores and statements of the best of those at `places`."""
        people = sum(map(len, places))
        at_once = people <= _FEW  # then statements are written down for all, not again for the best
        scores = [np.empty(0, dtype=np.float32)]
        shown = np.empty((people if at_once else 0, laid_out.requirements), dtype=np.int32)
        done = 0
        for number, (block, own) in enumerate(zip(self._blocks, places, strict=True)):
            if len(own):
                if self._touch:
                    self._touch(number, None if len(own) == len(block.contexts) else own)
                mine = shown[done : done + len(own)] if at_once else None
                scores.append(score(block, laid_out, own, self.kernel, mine))
                done += len(own)
        watch.done("exact")
        joined = np.concatenate(scores)
        order = best(joined, size, ties=ties)
        ends = np.cumsum([len(own) for own in places])
        block_of = np.searchsorted(ends, order, side="right").astype(np.int32)
        place = np.concatenate([np.empty(0, np.int64), *places])[order].astype(np.int32)
        shown = shown[order] if at_once else self._statements(laid_out, block_of, place)
        watch.done("best")
        return block_of, place, joined[order], shown

    def _statements(
        self, laid_out: Asked, block: NDArray[np.int32], place: NDArray[np.int32]
    ) -> Best:
        """Return the best statements of those who were found."""
        shown = np.empty((len(block), laid_out.requirements), dtype=np.int32)
        for number in np.unique(block):
            mine = np.flatnonzero(block == number)
            own = np.empty((len(mine), laid_out.requirements), dtype=np.int32)
            score(self._blocks[number], laid_out, place[mine].astype(np.int64), self.kernel, own)
            shown[mine] = own
        return shown

    def _kernel(self, kernel: str | None) -> str:
        """Return the kernel to use: the caller's, or the one that pays for so many statements."""
        if kernel is not None:
            return named(kernel)
        if loaded():
            return best_kernel()
        statements = sum(
            int((block.starts[own + 1] - block.starts[own]).sum())
            for block, own in zip(self._blocks, self.places, strict=True)
        )
        return kernel_for(statements * sum(max(1, one.groups) for one in self.asked))


def _passing(blocks: Sequence[Block], allowed: Allowed | None) -> Places:
    """Return the places of those who pass, after checking that filters and blocks fit together."""
    if allowed is None:
        return [np.arange(len(block.contexts)) for block in blocks]
    if len(allowed) != len(blocks):
        raise InvalidInput(
            f"filters of {len(allowed)} blocks were given, there are {len(blocks)}; give one each"
        )
    for block, passes in zip(blocks, allowed, strict=True):
        if passes is not None and len(passes) != len(block.contexts):
            raise InvalidInput(
                f"the filter speaks of {len(passes)} people, the block has "
                f"{len(block.contexts)}; evaluate it on this block"
            )
    return [
        np.arange(len(block.contexts)) if passes is None else np.flatnonzero(passes)
        for block, passes in zip(blocks, allowed, strict=True)
    ]
