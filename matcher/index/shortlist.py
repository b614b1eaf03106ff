"""Late interaction over a whole base, in blocks.

In:  (t, d) statement rows with the offsets of each person's, (n, d) context rows, a query
Out: the places of the best people among those allowed
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InvalidInput
from matcher.protocols import Vectors

_BLOCK_ROWS = 200_000  # rows compared at once: 12 MB of cosines for 15 requirements


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a base; person i owns statements `starts[i]` to `starts[i + 1]`."""

    statements: Vectors  # (t, d) centred, of length 1
    starts: NDArray[np.int64]  # (n + 1,)
    contexts: Vectors  # (n, d) centred, of length 1


@dataclass(frozen=True, slots=True)
class Query:
    """What people are compared with."""

    required: Vectors  # (r, d) centred requirement rows
    weights: NDArray[np.float32]  # (r,) shares of the score
    floors: NDArray[np.float32]  # (r,) cosine of ordinary work
    full: float  # cosine that counts as saying the same
    context: Vectors  # (d,) centred
    context_weight: float  # share of the score per unit of cosine


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

    Raises
    ------
    InvalidInput : rows and query differ in width

    Source: MaxSim (Khattab & Zaharia, SIGIR 2020) over cosines above each requirement's floor.
    """
    people = len(rows.starts) - 1
    if people and rows.contexts.shape[1] != query.required.shape[1]:
        raise InvalidInput(
            f"the base has rows of width {rows.contexts.shape[1]}, the query of "
            f"{query.required.shape[1]}; use one encoder for both"
        )
    places = np.arange(people) if allowed is None else np.flatnonzero(allowed)
    if len(places) <= size and allowed is None:
        return places
    scores = np.concatenate([[], *(_scores(rows, query, part) for part in _parts(rows, places))])
    order = np.argsort(-scores, kind="stable")[:size]
    return places[order]


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
    if len(places) == places[-1] - places[0] + 1:
        block = rows.statements[rows.starts[places[0]] : rows.starts[places[-1] + 1]]
    else:  # a filter left gaps: gather the few rows that are needed
        taken = np.arange(within[-1]) - np.repeat(within[:-1], counts)
        block = rows.statements[taken + np.repeat(rows.starts[places], counts)]
    best = np.zeros((len(query.required), len(places)), dtype=np.float32)
    filled = np.flatnonzero(counts)  # reduceat has no answer for an empty run
    if len(filled):
        best[:, filled] = np.maximum.reduceat(query.required @ block.T, within[:-1][filled], axis=1)
    room = np.maximum(query.full - query.floors, 0.05)[:, None]
    shown = np.clip((best - query.floors[:, None]) / room, 0.0, 1.0)
    context = np.clip(rows.contexts[places] @ query.context, 0.0, None)
    return np.asarray(query.weights @ shown + query.context_weight * context, dtype=np.float32)
