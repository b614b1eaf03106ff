"""Queries in a file, for processes that should load neither encoder nor talent base.

In:  queries
Out: one .npz with numbers only, and the same queries again
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from matcher.index.block import Query

_ARRAYS = ("required", "weights", "foot", "top", "worth", "context")


def write_queries(path: Path, queries: Sequence[Query]) -> None:
    """Write queries to a file."""
    arrays = {f"{i}.{name}": getattr(q, name) for i, q in enumerate(queries) for name in _ARRAYS}
    for i, q in enumerate(queries):
        single = (q.context_weight, *q.about, q.list_context, q.list_alone)
        arrays[f"{i}.single"] = np.array(single, dtype=np.float64)
    np.savez(path, **arrays)


def read_queries(path: Path) -> list[Query]:
    """Return the queries of a file."""
    with np.load(path) as arrays:
        number = sum(name.endswith(".single") for name in arrays.files)
        return [
            _query({name: arrays[f"{i}.{name}"] for name in (*_ARRAYS, "single")})
            for i in range(number)
        ]


def _query(arrays: dict[str, np.ndarray]) -> Query:
    weight, low, high, list_context, list_alone = arrays.pop("single").tolist()
    return Query(
        **arrays,
        context_weight=weight,
        about=(low, high),
        list_context=list_context,
        list_alone=list_alone,
    )
