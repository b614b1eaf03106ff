"""A look at everybody by codes: about what does each person score?

In:  blocks with codes, up to 16 queries, a codebook, places of those who pass
Out: for each query and person a whole number, about in step with the score
Why: 40 bytes of codes and 384 of context are read of a person instead of 8,000, and all by whole
     numbers, so that the same people are looked at more closely on every machine and with every
     kernel. FAISS fast-scan over contexts (PQ96x4fs, best 1,000 of 100,000) takes 0.2 ms where
     reading all of them takes 1.8, but it tells the best contexts only: where the context weighs
     little it finds nobody, and a list's worth needs everybody's context
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from matcher.index import kernel_numpy
from matcher.index.asked import LANES, Asked, asked, list_factor
from matcher.index.block import LIST, Block, Query
from matcher.index.codes import Codebook
from matcher.index.kernel import trial
from matcher.index.quantise import to_rows

QUERIES = 16  # looked at together: as many as the lanes for contexts
BINS = 1 << 15
_SHIFT = 16  # a total has 30 bits; people are counted by the highest 14
_FULL = 32_640  # half of 255 x 256: a requirement shown fully
_WEIGHTS = 32_767  # the sum of a query's weights
_RUNG_ROWS = 8
_log = logging.getLogger(__name__)
_PEOPLE = 1_024  # looked at together by numpy

Totals = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Group:
    """One table: what each code on each rung shows, for 1, 2 or 4 slots of 16 requirements."""

    table: NDArray[np.uint8]  # (k * 8, slots * 16)
    masks: NDArray[np.uint8]  # (8, 2, slots * 16) 255 where a rung is other than (0) or (1) a list
    weights: NDArray[np.int32]  # (slots * 16,)
    queries: NDArray[np.int64]  # (slots,) whose requirements a slot holds


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked for: the queries' contexts and their tables."""

    asked: tuple[Asked, ...]
    contexts: NDArray[np.int8]  # (q, d)
    shift: NDArray[np.int32]  # (q,)
    ramps: NDArray[np.float32]  # (q, 2)
    lists: NDArray[np.float32]  # (q, 3)
    weights: NDArray[np.int32]  # (q,) of the contexts
    groups: tuple[Group, ...]


def look_for(queries: Sequence[Asked], codebook: Codebook, kernel: str) -> Look:
    """Lay out up to 16 queries for the first stage; `kernel` is one that works here."""
    shown = [_shown(one, codebook, kernel) for one in queries]
    whole = [_whole_weights(one) for one in queries]
    slots = [
        (number, shown[number][:, :, first : first + LANES], whole[number][first : first + LANES])
        for number, one in enumerate(queries)
        for first in range(0, len(one.rows), LANES)
    ]
    size = len(slots) if len(slots) <= 2 else 4
    groups = [_group(slots[first : first + size], size) for first in range(0, len(slots), 4)]
    return Look(
        asked=tuple(queries),
        contexts=np.stack([one.coarse for one in queries]),
        shift=np.array([one.coarse_shift for one in queries], dtype=np.int32),
        ramps=np.stack([one.coarse_ramp for one in queries]),
        lists=np.stack([one.list_ramp for one in queries]),
        weights=np.array([weights[-1] for weights in whole], dtype=np.int32),
        groups=tuple(groups),
    )


def totals_of(block: Block, look: Look, places: NDArray[np.int64], kernel: str) -> Totals:
    """Return (m, q) whole numbers from 0 to 2 ** 30, about in step with people's scores.

    Parameters
    ----------
    block : with codes
    places : (m,) of people in the block
    kernel : one that works here
    """
    many = len(look.asked)
    factors = np.empty((len(places), many), dtype=np.uint16)
    totals = np.empty((len(places), many), dtype=np.int32)
    if block.codes is None or not len(places):
        return totals
    if kernel == "numpy":
        _plainly(block, block.codes, look, places, factors, totals)
        return totals
    from matcher.index import kernel_codes

    kernel_codes.contexts_of(
        block.contexts,
        places,
        look.contexts,
        look.shift,
        look.ramps,
        look.lists,
        look.weights,
        factors,
        totals,
        vnni=kernel == "vnni" and block.contexts.shape[1] % 4 == 0,
    )
    for group in look.groups:
        kernel_codes.look_at_all(
            block.codes,
            block.rungs,
            block.starts,
            places,
            group.table,
            group.masks,
            group.weights,
            group.queries,
            factors,
            totals,
        )
    return totals


@cache
def trusted(kernel: str) -> str:
    """Return the kernel, or "numpy" where it gives other totals than numpy does.

    Like the exact kernels, the first stage's are tried once in a process on rows made for it.
    """
    if kernel == "numpy" or not _differs(kernel):
        return kernel
    _log.warning("the first stage of the kernel %r fails its self-test and is not used", kernel)
    return "numpy"


def _differs(kernel: str) -> bool:
    block, query = trial()
    codebook = Codebook(to_rows(block.statements[::3]) * np.float32(0.7))
    block = replace(block, codes=codebook.assign(to_rows(block.statements)))
    other = _first(query, 5)
    places = np.arange(len(block.contexts))
    for queries in ([other], [query], [query, other, query]):
        laid_out = [asked(one) for one in queries]
        try:
            mine = totals_of(block, look_for(laid_out, codebook, kernel), places, kernel)
        except Exception as error:  # whatever a compiler may raise: numpy can do it too
            _log.warning("the first stage of the kernel %r cannot be used: %s", kernel, error)
            return True
        plain = totals_of(block, look_for(laid_out, codebook, "numpy"), places, "numpy")
        if not np.array_equal(mine, plain):
            return True
    return False


def _first(query: Query, many: int) -> Query:
    """Return a query for the first requirements only, to which lists count fully."""
    return replace(
        query,
        required=query.required[:many],
        weights=query.weights[:many],
        foot=query.foot[:many],
        top=query.top[:many],
        list_context=0.0,
    )


def counted(totals: Sequence[NDArray[np.int32]]) -> NDArray[np.int64]:
    """Return how many people, of all blocks, have a total in each of `BINS` bins."""
    bins = np.zeros(BINS, dtype=np.int64)
    for part in totals:
        bins += np.bincount(part >> _SHIFT, minlength=BINS)
    return bins


def floor_of(bins: NDArray[np.int64], wanted: int) -> int:
    """Return the total from which on there are `wanted` people at least, or all that there are.

    It is the edge of a bin, so that it depends on who is there and not on how they are cut into
    blocks; bins of several machines can be added up.
    """
    above = np.cumsum(bins[::-1])
    if wanted >= above[-1]:
        return 0
    return (BINS - 1 - int(np.searchsorted(above, wanted))) << _SHIFT


def lower_floor(
    bins: NDArray[np.int64],
    floor: int,
    unit: float,
    totals: NDArray[np.int32],
    scores: NDArray[np.float32],
    least: float,
    missed: float,
) -> int:
    """Return the floor below which, by what is known now, at most `missed` people belong higher.

    Parameters
    ----------
    bins : how many people have which total
    floor : totals from which on people were scored exactly
    unit : score that a total of 1 stands for
    totals, scores : (m,) of those who were
    least : the score that is enough to be on the list
    missed : how many may be missed, on average

    What totals say too little or too much (exact score - about) is taken to be spread below the
    floor as it is above it, normally.
    """
    if len(scores) < 2 or floor <= 0:
        return floor
    errors = np.sort(scores - unit * totals.astype(np.float64))  # in whatever order they came
    ordinary, spread = float(errors.mean()), max(float(errors.std()), 1e-6)
    edges = (np.arange(1, (floor >> _SHIFT) + 1, dtype=np.float64)) * ((1 << _SHIFT) * unit)
    chance = _above((least - edges - ordinary) / spread)
    expected = np.cumsum(bins[: len(edges)] * chance)
    return int(np.searchsorted(expected, missed, side="right")) << _SHIFT


def unit_of(laid_out: Asked) -> float:
    """Return the score that a total of 1 stands for."""
    weights = float(laid_out.weights.sum(dtype=np.float64)) + float(laid_out.context_weight)
    return weights / (_FULL * _WEIGHTS)


def _above(deviations: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the chance of a normal number to lie so many deviations above the mean, or higher.

    Source: Abramowitz and Stegun (1964), 26.2.16; off by at most 0.00001.
    """
    size = np.minimum(np.abs(deviations), 8.0)
    t = 1.0 / (1.0 + 0.33267 * size)
    tail = np.exp(-0.5 * size * size) * 0.3989422804
    tail *= t * (0.4361836 + t * (-0.1201676 + t * 0.9372980))
    return np.where(deviations > 0, tail, 1.0 - tail)


def _whole_weights(laid_out: Asked) -> NDArray[np.int32]:
    """Return weights (lanes + 1,) in whole numbers, the context's last."""
    weights = np.append(laid_out.weights, laid_out.context_weight).astype(np.float64)
    total = float(weights.sum())
    scale = _WEIGHTS / total if total > 0 else 0.0
    return np.asarray(np.rint(weights * scale), dtype=np.int32)


def _shown(laid_out: Asked, codebook: Codebook, kernel: str) -> NDArray[np.uint8]:
    """Return (k, 8, lanes) what a code on a rung shows of each requirement, to 1/255."""
    found = np.zeros((len(codebook.centroids), _RUNG_ROWS, len(laid_out.rows)), dtype=np.uint8)
    if not len(laid_out.rows):
        return found
    if kernel != "numpy":
        from matcher.index import kernel_codes

        vnni = kernel == "vnni" and laid_out.rows.shape[1] % 4 == 0
        kernel_codes.shown_by(codebook.held, codebook.lengths, laid_out, found, vnni=vnni)
        return found
    sums = kernel_numpy.sums(laid_out.rows, codebook.held).T.astype(np.float32)
    up = (sums * codebook.lengths[:, None] - laid_out.foot) * laid_out.slope
    ratios = np.clip(up, np.float32(0.0), np.float32(1.0))
    for rung, worth in enumerate(laid_out.worth):
        found[:, rung] = np.rint(ratios * (np.float32(255.0) * worth))
    return found


def _group(slots: Sequence[tuple[int, NDArray[np.uint8], NDArray[np.int32]]], size: int) -> Group:
    """Put slots side by side; those that are missing show nothing, to the first one's query."""
    codes = slots[0][1].shape[0]
    table = np.zeros((codes, _RUNG_ROWS, size, LANES), dtype=np.uint8)
    weights = np.zeros((size, LANES), dtype=np.int32)
    queries = np.full(size, slots[0][0], dtype=np.int64)
    for at, (query, shown, whole) in enumerate(slots):
        table[:, :, at], weights[at], queries[at] = shown, whole, query
    masks = np.zeros((_RUNG_ROWS, 2, size * LANES), dtype=np.uint8)
    masks[:, 0] = 255
    masks[LIST] = masks[LIST, ::-1]
    return Group(table.reshape(codes * _RUNG_ROWS, size * LANES), masks, weights.ravel(), queries)


def _plainly(
    block: Block,
    codes: NDArray[np.uint16],
    look: Look,
    places: NDArray[np.int64],
    factors: NDArray[np.uint16],
    totals: Totals,
) -> None:
    """Write factors and totals (m, q) with numpy, part by part."""
    for first in range(0, len(places), _PEOPLE):
        part = slice(first, first + _PEOPLE)
        sums = kernel_numpy.sums(look.contexts, block.contexts[places[part]]).astype(np.float32)
        for number, one in enumerate(look.asked):
            foot, slope = one.coarse_ramp
            ratios = np.clip((sums[number] - foot) * slope, np.float32(0.0), np.float32(1.0))
            factor = np.float32(256.0) * list_factor(one, ratios)
            factors[part, number] = np.rint(factor).astype(np.uint16)
            earned = np.rint(np.float32(_FULL) * ratios).astype(np.int32)
            totals[part, number] = earned * look.weights[number]
        for group in look.groups:
            _add_codes(block, codes, group, places[part], factors[part], totals[part])


def _add_codes(
    block: Block,
    codes: NDArray[np.uint16],
    group: Group,
    places: NDArray[np.int64],
    factors: NDArray[np.uint16],
    totals: Totals,
) -> None:
    counts = block.starts[places + 1] - block.starts[places]
    filled, ends = np.flatnonzero(counts), np.cumsum(counts)
    if not len(filled):
        return
    rows = np.arange(ends[-1]) + np.repeat(block.starts[places] - ends + counts, counts)
    rungs = block.rungs[rows]
    shown = group.table[codes[rows].astype(np.int64) * _RUNG_ROWS + rungs]
    best = np.zeros((2, len(places), shown.shape[1]), dtype=np.int32)
    for kind, mask in enumerate(group.masks.transpose(1, 0, 2)):
        masked = shown & mask[rungs]
        best[kind, filled] = np.maximum.reduceat(masked, (ends - counts)[filled], axis=0)
    for slot, query in enumerate(group.queries):
        lanes = slice(LANES * slot, LANES * (slot + 1))
        lists = best[1, :, lanes] * factors[:, query, None].astype(np.int32)
        most = np.maximum(best[0, :, lanes] << 8, lists) >> 1
        totals[:, query] += most @ group.weights[lanes]
