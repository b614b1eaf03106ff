"""The stages of a search, for some queries at a time.

In:  blocks, queries, who passes, a codebook
Out: who is worth scoring; the best of those who were scored
Why: what all queries of a batch need (filters, kernel, codes) is done once for all of them
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InvalidInput
from matcher.index.asked import Asked, asked
from matcher.index.best import best
from matcher.index.block import Block, Query
from matcher.index.codes import Codebook
from matcher.index.first_stage import (
    Totals,
    counted,
    floor_of,
    look_for,
    lower_floor,
    totals_of,
    trusted,
    unit_of,
)
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

_MISSED = 0.002  # share of a list that may be missed, on average; else more people are scored
WIDENINGS = 3
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


@dataclass(frozen=True, slots=True)
class Promising:
    """What the first stage tells for one query."""

    asked: Asked
    totals: list[NDArray[np.int32]]  # of those who pass, block by block; none without codes
    bins: NDArray[np.int64]
    floor: int  # total from which on people are scored
    fixed: bool  # the floor is the caller's


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What those who were scored tell of those who were not."""

    bins: NDArray[np.int64]  # how many of those who pass have which total
    totals: NDArray[np.int32]  # (m,) of those with codes who were scored
    scores: Scores  # (m,)
    others: Scores  # (k,) of those without codes, all of whom are scored

    @classmethod
    def joined(cls, parts: Sequence["Told"]) -> "Told":
        """Return what several machines tell together."""
        return cls(
            np.sum([part.bins for part in parts], axis=0),
            np.concatenate([part.totals for part in parts]),
            np.concatenate([part.scores for part in parts]),
            np.concatenate([part.others for part in parts]),
        )

    def lowered(self, floor: int, laid_out: Asked, size: int) -> int:
        """Return the total from which on people should be scored; `floor` where that is enough."""
        everybody = np.concatenate([self.scores, self.others])
        if len(everybody) <= size:
            return floor
        last = len(everybody) - size
        least = float(np.partition(everybody, last)[last])
        unit, missed = unit_of(laid_out), _MISSED * size
        lower = lower_floor(self.bins, floor, unit, self.totals, self.scores, least, missed)
        return min(lower, floor)


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
    ) -> "list[Promising]":
        """Return for each query who is scored exactly: the best by codes, and who has none."""
        totals = self.totals(laid_out)
        watch.done("codes")
        found = []
        for number, one in enumerate(laid_out):
            mine = [part[:, number] for part in totals]
            bins = counted(mine)
            fixed = floors is not None
            floor = floors[number] if floors is not None else floor_of(bins, wanted)
            found.append(Promising(one, mine, bins, floor, fixed))
        watch.done("choice")
        return found

    def ranked(
        self, laid_out: Asked, promising: "Promising | None", size: int, ties: bool, watch: Watch
    ) -> tuple[NDArray[np.int32], NDArray[np.int32], Scores, Best, int, Told | None]:
        """Return blocks, places, scores and statements of the best, and how many were scored.

        Of those who pass, everybody is scored, or those who are promising. Where the floor is the
        caller's, what they tell comes last.
        """
        places = self.places if promising is None else self._above(promising, promising.floor)
        scores = self._scores(laid_out, places)
        told = None
        if promising is not None and promising.fixed:
            told = self._told(promising, promising.floor, scores)
        elif promising is not None:
            places, scores = self._widened(promising, places, scores, size)
        watch.done("exact")
        joined = np.concatenate([np.empty(0, np.float32), *scores])
        order = best(joined, size, ties=ties)
        ends = np.cumsum([len(own) for own in places])
        block_of = np.searchsorted(ends, order, side="right").astype(np.int32)
        place = np.concatenate([np.empty(0, np.int64), *places])[order].astype(np.int32)
        shown = self._statements(laid_out, block_of, place)
        watch.done("best")
        return block_of, place, joined[order], shown, len(joined), told

    def _scores(self, laid_out: Asked, places: Places) -> list[Scores]:
        found = []
        for number, (block, own) in enumerate(zip(self._blocks, places, strict=True)):
            if self._touch and len(own):
                self._touch(number, None if len(own) == len(block.contexts) else own)
            found.append(score(block, laid_out, own, self.kernel))
        return found

    def _above(self, promising: "Promising", floor: int, below: int | None = None) -> Places:
        """Return who has a total from `floor` on, under `below`; who has no codes is above all."""
        found = []
        for block, own, totals in zip(self._blocks, self.places, promising.totals, strict=True):
            if block.codes is None:
                found.append(own if below is None else own[:0])
            else:
                chosen = totals >= floor if below is None else (totals >= floor) & (totals < below)
                found.append(own[np.flatnonzero(chosen)])
        return found

    def _widened(
        self, promising: "Promising", places: Places, scores: list[Scores], size: int
    ) -> tuple[Places, list[Scores]]:
        """Score more people, where those who were scored tell that others may belong higher."""
        floor = promising.floor
        for _ in range(WIDENINGS):
            lower = self._told(promising, floor, scores).lowered(floor, promising.asked, size)
            if lower >= floor:
                break
            more = self._above(promising, lower, floor)
            pairs = zip(places, scores, more, self._scores(promising.asked, more), strict=True)
            merged = [_merged(*four) for four in pairs]
            places, scores = [own for own, _ in merged], [own for _, own in merged]
            floor = lower
        return places, scores

    def _told(self, promising: "Promising", floor: int, scores: Sequence[Scores]) -> Told:
        """Return what those from a floor on tell, with their scores block by block."""
        coded = [block.codes is not None for block in self._blocks]
        above = [t[t >= floor] for t, has in zip(promising.totals, coded, strict=True) if has]
        known = [own for own, has in zip(scores, coded, strict=True) if has]
        others = [own for own, has in zip(scores, coded, strict=True) if not has]
        none = np.empty(0, np.float32)
        return Told(
            promising.bins,
            np.concatenate([np.empty(0, np.int32), *above]),
            np.concatenate([none, *known]),
            np.concatenate([none, *others]),
        )

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


def _merged(
    places: NDArray[np.int64], scores: Scores, more: NDArray[np.int64], more_scores: Scores
) -> tuple[NDArray[np.int64], Scores]:
    """Return both in the order of places."""
    joined = np.concatenate([places, more])
    order = np.argsort(joined, kind="stable")
    return joined[order], np.concatenate([scores, more_scores])[order]


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
