"""How firm is a place, if the weights were a little different?

In:  ledgers in order, each with a row for the same requirements
Out: for each the lowest and the highest place that it takes in most draws of other weights
Why: places one to three often lie within half a point, and a list shows them as if that were firm.
     The rows' points are enough to say it: weights of rows move, what was earned of each does not
"""

from collections.abc import Sequence

import numpy as np

from matcher.records import Match

SHIFT = 0.2  # most by which a weight is moved, as a ratio of itself
DRAWS = 200
_TAIL = 0.05  # share of the draws left out at either end
_SEED = 14


def places(matches: Sequence[Match]) -> list[tuple[int, int]]:
    """Return for each match its lowest and highest place, from 1, under weights moved at random.

    The same ledgers give the same places. Nobody gets none.
    """
    if not matches:
        return []
    numbers = [row.number for row in matches[0].rows]
    earned = np.array([_points(match, numbers) for match in matches], dtype=np.float64)
    most = np.array([row.most for row in matches[0].rows], dtype=np.float64)
    moved = np.random.default_rng(_SEED).uniform(1 - SHIFT, 1 + SHIFT, (DRAWS, len(numbers)))
    whole = np.maximum(moved @ most, 1e-9)
    scores = (earned @ moved.T) / whole
    order = np.argsort(-scores, axis=0, kind="stable")
    place = np.empty_like(order)
    np.put_along_axis(place, order, np.arange(1, len(matches) + 1)[:, None], axis=0)
    low, high = np.quantile(place, [_TAIL, 1 - _TAIL], axis=1, method="nearest")
    return [(int(a), int(b)) for a, b in zip(low, high, strict=True)]


def _points(match: Match, numbers: Sequence[int | None]) -> list[float]:
    points = {row.number: row.points for row in reversed(match.rows)}
    return [points.get(number, 0.0) for number in numbers]
