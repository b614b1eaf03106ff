"""The kernel that needs nothing but numpy, and by which the others are tested.

In:  rows of people in bytes, a query as whole numbers, places of people
Out: each one's score and, for each requirement, their best statement
Why: nothing to compile or to load, so it is quicker for small bases; one matrix product a part and
     a running maximum. Single precision holds the sums exactly: their order does not matter
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from matcher.index.asked import Asked, list_factor, worth_by_factor
from matcher.index.block import OFFSET, Block

_PART = 8_192  # statements compared at once; their sums stay in the processor's cache
_SLICE = 1_024  # numbers whose sum single precision holds: 1,024 x 128 x 127 < 2 ** 24


def scan(
    block: Block,
    asked: Asked,
    places: NDArray[np.int64],
    scores: NDArray[np.float32],
    best: NDArray[np.int32],
) -> None:
    """Write scores (m,) and best statements (m, r); `best` of shape (0, 0) is left out."""
    counts = block.starts[places + 1] - block.starts[places]
    for first, last in _parts(counts):
        part = slice(first, last)
        ratios = _context_ratios(block, asked, places[part])
        total, which = _statements(block, asked, places[part], counts[part], ratios, len(best) > 0)
        scores[part] = total + asked.context_weight * ratios
        if len(best):
            best[part] = which.T


def _context_ratios(block: Block, asked: Asked, places: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return how far contexts lie up the ramp (m,); double precision holds the sums exactly."""
    rows = 256.0 * (block.contexts[places].astype(np.float64) - OFFSET)
    if block.context_rests is not None:
        rows += block.context_rests[places]
    foot, slope = asked.context_ramp
    ratios = np.clip((rows @ asked.context - foot) * slope, 0.0, 1.0)
    return np.asarray(ratios, dtype=np.float32)


def _statements(
    block: Block,
    asked: Asked,
    places: NDArray[np.int64],
    counts: NDArray[np.int64],
    ratios: NDArray[np.float32],
    wanted: bool,
) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """Return what statements score (m,) and, where wanted, which are the best (r, m)."""
    total = np.zeros(len(places), dtype=np.float32)
    which = np.full((asked.requirements, len(places)), -1, dtype=np.int32)
    filled = np.flatnonzero(counts)  # reduceat has no answer for an empty run
    if not len(filled) or not asked.requirements:
        return total, which
    ends = np.cumsum(counts)
    within = np.arange(ends[-1]) - np.repeat(ends - counts, counts)
    rows = within + np.repeat(block.starts[places], counts)
    owner = np.repeat(np.arange(len(places)), counts)
    worth = worth_by_factor(asked, list_factor(asked, ratios))[owner, block.rungs[rows]]
    lanes = slice(0, asked.requirements)
    cosines = sums(asked.rows[lanes], block.statements[rows]).astype(np.float32)
    shown = (cosines - asked.foot[lanes, None]) * asked.slope[lanes, None]
    shown = np.clip(shown, np.float32(0.0), np.float32(1.0)) * worth
    runs = (ends - counts)[filled]
    most = np.zeros((asked.requirements, len(places)), dtype=np.float32)
    most[:, filled] = np.maximum.reduceat(shown, runs, axis=1)
    for weight, own in zip(asked.weights[lanes], most, strict=True):  # in the kernels' order
        total += weight * own
    if wanted:
        at = np.where((shown == most[:, owner]) & (shown > 0), within, len(within))
        found = np.minimum.reduceat(at, runs, axis=1)
        which[:, filled] = np.where(found < len(within), found, -1)
    return total, which


def sums(asked: NDArray[np.int8], held: NDArray[np.uint8]) -> NDArray[np.int32]:
    """Return the whole numbers (r, t) that rows of signed and of offset bytes come to."""
    total = np.zeros((len(asked), len(held)), dtype=np.int32)
    for first in range(0, held.shape[1], _SLICE):
        part = held[:, first : first + _SLICE].astype(np.float32) - np.float32(OFFSET)
        total += (asked[:, first : first + _SLICE].astype(np.float32) @ part.T).astype(np.int32)
    return total


def _parts(counts: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Cut people so that each part owns about `_PART` statements, or as many people."""
    if not len(counts):
        return
    owned = np.cumsum(np.maximum(counts, 1)) // _PART
    cuts = np.flatnonzero(np.diff(owned)) + 1
    yield from zip([0, *cuts.tolist()], [*cuts.tolist(), len(counts)], strict=True)
