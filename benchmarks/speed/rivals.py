"""Other ways to find the best people for a query, each told in a few lines.

In:  the rows of a base; then a query and a number of people
Out: the places of that many people, best first
"""

from typing import Protocol

import faiss
import numpy as np
from numpy.typing import NDArray

from matcher.index import Query, Rows

Places = NDArray[np.int64]


class Rival(Protocol):
    """Ranks the people of the base that it was made for."""

    def __call__(self, query: Query, size: int) -> Places:
        """Return the places of `size` people, best first."""


def loop(rows: Rows) -> Rival:
    """A product and a maximum for each person: the definition of MaxSim, exact."""

    def ranked(query: Query, size: int) -> Places:
        best = np.zeros((len(query.required), len(rows.contexts)), dtype=np.float32)
        for person, (start, end) in enumerate(zip(rows.starts, rows.starts[1:], strict=False)):
            best[:, person] = (query.required @ rows.statements[start:end].T).max(axis=1)
        return _best(rows, query, best, size)

    return ranked


def one_product(rows: Rows) -> Rival:
    """One product over the whole base, then a maximum over each person's part, exact."""

    def ranked(query: Query, size: int) -> Places:
        cosines = query.required @ rows.statements.T
        best = np.maximum.reduceat(cosines, rows.starts[:-1], axis=1)
        return _best(rows, query, best, size)

    return ranked


def faiss_statements(rows: Rows, neighbours: int) -> Rival:
    """FAISS Flat: for each requirement the nearest statements, of which each person's best."""
    index = faiss.IndexFlatIP(rows.statements.shape[1])
    index.add(rows.statements)
    owner = np.repeat(np.arange(len(rows.contexts)), np.diff(rows.starts))

    def ranked(query: Query, size: int) -> Places:
        cosines, found = index.search(query.required, neighbours)
        best = np.zeros((len(query.required), len(rows.contexts)), dtype=np.float32)
        lane = np.repeat(np.arange(len(best)), neighbours)
        np.maximum.at(best, (lane, owner[found.ravel()]), cosines.ravel())
        return _best(rows, query, best, size)

    return ranked


def faiss_means(rows: Rows) -> Rival:
    """FAISS Flat over one mean row a person, against the weighted mean of the requirements."""
    sums = np.add.reduceat(rows.statements, rows.starts[:-1], axis=0)
    index = faiss.IndexFlatIP(sums.shape[1])
    index.add(sums / np.linalg.norm(sums, axis=1, keepdims=True))

    def ranked(query: Query, size: int) -> Places:
        wanted = (query.weights @ query.required)[None]
        return np.asarray(index.search(wanted, size)[1][0])

    return ranked


def _best(rows: Rows, query: Query, best: NDArray[np.float32], size: int) -> Places:
    room = (query.top - query.foot)[:, None]
    shown = np.clip((best - query.foot[:, None]) / room, 0.0, 1.0)
    context = np.clip(rows.contexts @ query.context - query.context_foot, 0.0, None)
    scores = query.weights @ shown + query.context_weight * context
    return np.argsort(-scores, kind="stable")[:size]
