"""Late interaction over a whole base, in blocks.

In:  (t, d) statement rows with the offsets of each person's, (n, d) context rows, a query
Out: the places of the best people among those allowed
Why: one matrix product a block and a running maximum; a loop over people takes twice as long
     (benchmarks/README.md). Where the base has codes, they choose whom to score exactly
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InvalidInput
from matcher.index.coded import Codes
from matcher.protocols import Vectors

_BLOCK_ROWS = 20_000  # rows compared at once; their cosines stay in the processor's cache
_STEP = 4  # matrix products are quickest with a multiple of 4 rows: 20 take less time than 19
_RESCORED = 10  # people scored exactly for each one on the list, where codes choose whom ...
_LEAST = 4_000  # ... and the fewest: 1,000 lose 0.04 of the exact best 100


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a base; person i owns statements `starts[i]` to `starts[i + 1]`."""

    statements: Vectors  # (t, d) centred, of length 1
    starts: NDArray[np.int64]  # (n + 1,)
    contexts: Vectors  # (n, d) centred, of length 1
    codes: Codes | None = None  # made of these statements

    def __post_init__(self) -> None:
        if self.codes is not None and not self.codes.fit(self.starts):
            raise InvalidInput(
                f"the codes were made for other people than these {len(self.starts) - 1}; "
                "make them anew with codes_of"
            )


@dataclass(frozen=True, slots=True)
class Query:
    """What people are compared with."""

    required: Vectors  # (r, d) centred requirement rows
    weights: NDArray[np.float32]  # (r,) shares of the score
    foot: NDArray[np.float32]  # (r,) cosine from which a likeness counts
    top: NDArray[np.float32]  # (r,) cosine from which it counts fully, above `foot`
    context: Vectors  # (d,) centred
    context_weight: float  # share of the score per unit of cosine ...
    context_foot: float = 0.0  # ... above this one


def shortlist(
    rows: Rows, query: Query, size: int, *, allowed: NDArray[np.bool_] | None = None
) -> NDArray[np.int64]:
    """Return the places of the `size` best people, best first, ties by place.

    Parameters
    ----------
    rows : of the whole base, n people; a person may have no statements
    query : r requirements of the same width d
    size : most people returned
    allowed : (n,) people who pass the filters; None lets everybody pass

    Returns
    -------
    (<= size,) places. Exact, unless the base has codes and more people pass than 4,000 and than
    10 x `size`: then that many, the best by codes, are scored, which keeps 0.999 of the exact list.

    Raises
    ------
    InvalidInput : rows, query and filter are not made for one another

    Source: MaxSim (Khattab & Zaharia, SIGIR 2020) over cosines on each requirement's ramp.
    """
    _check(rows, query, allowed)
    places = np.arange(len(rows.contexts)) if allowed is None else np.flatnonzero(allowed)
    rescored = max(_LEAST, _RESCORED * size)
    if rows.codes is not None and len(places) > rescored:
        places = _promising(rows, rows.codes, query, places, rescored)
    scores = np.concatenate([[], *(_scores(rows, query, part) for part in _parts(rows, places))])
    order = np.argsort(-scores, kind="stable")[:size]
    return places[order]


def _check(rows: Rows, query: Query, allowed: NDArray[np.bool_] | None) -> None:
    people = len(rows.starts) - 1
    if people and rows.contexts.shape[1] != query.required.shape[1]:
        raise InvalidInput(
            f"the base has rows of width {rows.contexts.shape[1]}, the query of "
            f"{query.required.shape[1]}; use one encoder for both"
        )
    if allowed is not None and len(allowed) != people:
        raise InvalidInput(
            f"the filter speaks of {len(allowed)} people, the base has {people}; "
            "evaluate it on this base"
        )


def _promising(
    rows: Rows, codes: Codes, query: Query, places: NDArray[np.int64], size: int
) -> NDArray[np.int64]:
    """Return those of `places` who score best by their codes, in the order of places."""
    shown = _shown(query.required @ codes.centroids.T, query)
    scores = (codes.scores(shown, query.weights) + _context(rows.contexts, query))[places]
    return np.sort(places[np.argpartition(-scores, size)[:size]])


def _parts(rows: Rows, places: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Cut places so that each part owns about `_BLOCK_ROWS` statements."""
    if len(places) == 0:
        return []
    owned = np.cumsum(rows.starts[places + 1] - rows.starts[places])
    cuts = np.flatnonzero(np.diff(owned // _BLOCK_ROWS)) + 1
    return np.split(places, cuts)


def _scores(rows: Rows, query: Query, places: NDArray[np.int64]) -> NDArray[np.float32]:
    counts = rows.starts[places + 1] - rows.starts[places]
    within = np.concatenate([[0], np.cumsum(counts)])
    asked = len(query.required)
    if len(places) == places[-1] - places[0] + 1:
        block = rows.statements[rows.starts[places[0]] : rows.starts[places[-1] + 1]]
        contexts = rows.contexts[places[0] : places[-1] + 1]
    else:  # a filter left gaps: gather the few rows that are needed
        taken = np.arange(within[-1]) - np.repeat(within[:-1], counts)
        block = rows.statements[taken + np.repeat(rows.starts[places], counts)]
        contexts = rows.contexts[places]
    best = np.zeros((asked, len(places)), dtype=np.float32)
    filled = np.flatnonzero(counts)  # reduceat has no answer for an empty run
    if len(filled):
        required = np.pad(query.required, ((0, -asked % _STEP), (0, 0)))
        cosines = (required @ block.T)[:asked]
        best[:, filled] = np.maximum.reduceat(cosines, within[:-1][filled], axis=1)
    return query.weights @ _shown(best, query) + _context(contexts, query)


def _shown(cosines: NDArray[np.float32], query: Query) -> NDArray[np.float32]:
    """Return how far (r, x) cosines lie between each requirement's foot and top."""
    room = (query.top - query.foot)[:, None]
    shown = np.clip((cosines - query.foot[:, None]) / room, 0.0, 1.0)
    return np.asarray(shown, dtype=np.float32)


def _context(contexts: Vectors, query: Query) -> NDArray[np.float32]:
    likeness = np.clip(contexts @ query.context - query.context_foot, 0.0, None)
    return np.asarray(query.context_weight * likeness, dtype=np.float32)
