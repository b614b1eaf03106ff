"""What do people score exactly, in float32? The truth that every system is held against.

In:  a piece of people before any rounding, queries
Out: (q, n) scores, as the docstring of `matcher.index.block.Query` defines them
Why: written from that definition, in numpy alone, and not with the engine's own code
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.speed.people import Piece
from matcher.index.block import LIST, Query


def scores(piece: Piece, queries: Sequence[Query]) -> NDArray[np.float32]:
    """Return each person's score for each query; a person without statements has a context."""
    return np.stack([_scores(piece, query) for query in queries])


def combined(
    cosines: NDArray[np.float32], piece: Piece, query: Query, contexts: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return the (n,) scores from (r, t) cosines of statements and (n,) of contexts."""
    low, high = query.about
    about = np.clip((contexts - low) / (high - low), 0, 1)
    borne_out = np.ones_like(about)
    if query.list_context:
        share = np.minimum(1, about / query.list_context)
        borne_out = query.list_alone + (1 - query.list_alone) * share
    counts = np.diff(piece.starts)
    worth = query.worth[piece.rungs]
    worth *= np.where(piece.rungs == LIST, np.repeat(borne_out, counts), np.float32(1))
    shown = cosines - query.foot[:, None]
    shown /= (query.top - query.foot)[:, None]
    np.clip(shown, 0, 1, out=shown)
    shown *= worth
    best = np.zeros((len(shown), len(counts)), dtype=np.float32)
    filled = np.flatnonzero(counts)  # reduceat has no answer for an empty run
    if len(filled):
        best[:, filled] = np.maximum.reduceat(shown, piece.starts[:-1][filled], axis=1)
    total: NDArray[np.float32] = query.weights @ best + np.float32(query.context_weight) * about
    return total


def best(found: NDArray[np.float32], size: int) -> NDArray[np.int64]:
    """Return the places of the `size` highest scores, best first, ties by place."""
    size = min(size, len(found))
    if not size:
        return np.empty(0, dtype=np.int64)
    edge = np.partition(found, len(found) - size)[len(found) - size]
    places = np.flatnonzero(found >= edge)
    return places[np.argsort(-found[places], kind="stable")][:size]


def _scores(piece: Piece, query: Query) -> NDArray[np.float32]:
    cosines = query.required @ piece.statements.T
    return combined(cosines, piece, query, piece.contexts @ query.context)
