"""Other ways to find the best people for a query, each told in a few lines.

In:  the people of a base in float32; then a query, a number of people, and who may be among them
Out: the places of that many people, best first
"""

from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from itertools import pairwise
from typing import Protocol

import faiss
import numpy as np
from numpy.typing import NDArray

from benchmarks.speed import truth
from benchmarks.speed.people import Piece
from benchmarks.speed.truth import combined
from matcher.index.block import Query
from matcher.protocols import Vectors

Places = NDArray[np.int64]
Mask = NDArray[np.bool_]
_BLOCK_ROWS = 20_000  # statements compared at once; their cosines stay in the processor's cache
_IN_INT8 = 127 / 0.30


def optional(means: "Means", breadth: int) -> dict[str, Callable[[], "Rival"]]:
    """Return what makes the rivals of the extra `bench`, of those that are installed here."""
    makers: dict[str, Callable[[], Rival]] = {
        "hnswlib": partial(means.hnswlib, breadth),
        "usearch": partial(means.usearch, breadth),
    }
    return {f"{name}, mean rows": make for name, make in makers.items() if find_spec(name)}


class Rival(Protocol):
    """Ranks the people of the base that it was made for."""

    def __call__(self, query: Query, size: int, allowed: Mask | None = None) -> Places:
        """Return the places of `size` people, best first."""


def loop(people: Piece) -> Rival:
    """A product and a maximum for each person: the definition of MaxSim, exact."""
    ends = list(zip(people.starts, people.starts[1:], strict=False))

    def ranked(query: Query, size: int, allowed: Mask | None = None) -> Places:
        cosines = np.empty((len(query.required), len(people.statements)), dtype=np.float32)
        for start, end in ends:
            cosines[:, start:end] = query.required @ people.statements[start:end].T
        return _best(
            combined(cosines, people, query, people.contexts @ query.context), size, allowed
        )

    return ranked


def one_product(people: Piece) -> Rival:
    """One product over the whole base, then a maximum over each person's part, exact."""

    def ranked(query: Query, size: int, allowed: Mask | None = None) -> Places:
        cosines = query.required @ people.statements.T
        return _best(
            combined(cosines, people, query, people.contexts @ query.context), size, allowed
        )

    return ranked


def products(people: Piece) -> Rival:
    """The same in blocks whose cosines stay in the processor's cache, exact."""
    return _blocks(people, lambda query, part: query.required @ people.statements[part].T)


def torch_bfloat16(people: Piece) -> Rival:
    """The same with torch's product in bfloat16."""
    import torch

    rows = torch.from_numpy(people.statements).bfloat16()

    def cosines(query: Query, part: slice) -> NDArray[np.float32]:
        wanted = torch.from_numpy(query.required).bfloat16()
        found: NDArray[np.float32] = (wanted @ rows[part].T).float().numpy()
        return found

    return _blocks(people, cosines)


def torch_int8(people: Piece) -> Rival:
    """The same with torch's product of whole numbers of 8 bits."""
    import torch

    rows = torch.from_numpy(_int8(people.statements))

    def cosines(query: Query, part: slice) -> NDArray[np.float32]:
        wanted = torch.from_numpy(_int8(query.required))
        found = torch._int_mm(rows[part], wanted.T.contiguous())
        return found.T.float().numpy() / np.float32(_IN_INT8**2)

    return _blocks(people, cosines)


def faiss_statements(people: Piece, neighbours: int) -> Rival:
    """FAISS Flat: for each requirement the nearest statements, of which each person's best.

    `knn` is what an `IndexFlatIP` calls, without its copy of all rows.
    """

    def ranked(query: Query, size: int, allowed: Mask | None = None) -> Places:
        found, places = faiss.knn(
            query.required, people.statements, neighbours, metric=faiss.METRIC_INNER_PRODUCT
        )
        cosines = np.full((len(query.required), len(people.statements)), -1, dtype=np.float32)
        np.put_along_axis(cosines, places, found, axis=1)
        return _best(
            combined(cosines, people, query, people.contexts @ query.context), size, allowed
        )

    return ranked


class Means:
    """One mean row a person, and indexes of it as a vector database has them.

    They rank by the cosine with the weighted mean of the requirements, without ramps and rungs.
    """

    def __init__(self, people: Piece) -> None:
        sums = np.add.reduceat(people.statements, people.starts[:-1], axis=0)
        self.rows: Vectors = sums / np.linalg.norm(sums, axis=1, keepdims=True)

    def flat(self) -> Rival:
        """FAISS Flat, exact for this measure."""
        index = faiss.IndexFlatIP(self.rows.shape[1])
        index.add(self.rows)
        return self._faiss(index, faiss.SearchParameters)

    def ivf(self, probes: int) -> Rival:
        """FAISS IVF over 8-bit rows."""
        lists = max(16, min(2048, int(2 * len(self.rows) ** 0.5)))
        index = faiss.index_factory(
            self.rows.shape[1], f"IVF{lists},SQ8", faiss.METRIC_INNER_PRODUCT
        )
        index.train(self.rows[: 40 * lists])
        index.add(self.rows)
        return self._faiss(index, lambda **how: faiss.SearchParametersIVF(nprobe=probes, **how))

    def hnsw(self, breadth: int) -> Rival:
        """FAISS HNSW with 32 links."""
        index = faiss.IndexHNSWFlat(self.rows.shape[1], 32, faiss.METRIC_INNER_PRODUCT)
        index.add(self.rows)
        return self._faiss(index, lambda **how: faiss.SearchParametersHNSW(efSearch=breadth, **how))

    def hnswlib(self, breadth: int) -> Rival:
        """hnswlib with 16 links; a filter is asked of every node that is met."""
        import hnswlib

        index = hnswlib.Index(space="ip", dim=self.rows.shape[1])
        index.init_index(max_elements=len(self.rows), ef_construction=200, M=16)
        index.set_num_threads(1)
        index.add_items(self.rows)

        def ranked(query: Query, size: int, allowed: Mask | None = None) -> Places:
            index.set_ef(max(breadth, size))
            size = size if allowed is None else min(size, int(allowed.sum()))
            passes = None if allowed is None else (lambda place: bool(allowed[place]))
            found, _ = index.knn_query(_mean(query), k=size, filter=passes)
            return np.asarray(found[0], dtype=np.int64)

        return ranked

    def usearch(self, breadth: int) -> Rival:
        """usearch with 16 links in bfloat16; it knows no filter, so ten times as many are asked."""
        from usearch.index import Index

        index = Index(
            ndim=self.rows.shape[1], metric="ip", dtype="bf16", connectivity=16,
            expansion_search=breadth,
        )  # fmt: skip
        index.add(np.arange(len(self.rows)), self.rows, threads=1)

        def ranked(query: Query, size: int, allowed: Mask | None = None) -> Places:
            many = size if allowed is None else min(10 * size, len(self.rows))
            found = index.search(_mean(query)[0], many, threads=1).keys.astype(np.int64)
            return found if allowed is None else found[allowed[found]][:size]

        return ranked

    def _faiss(self, index: faiss.Index, how: Callable[..., faiss.SearchParameters]) -> Rival:
        def ranked(query: Query, size: int, allowed: Mask | None = None) -> Places:
            if allowed is None:
                found = index.search(_mean(query), size, params=how())
            else:
                bits = np.packbits(allowed, bitorder="little")
                chosen = faiss.IDSelectorBitmap(bits)
                found = index.search(_mean(query), size, params=how(sel=chosen))
            places = np.asarray(found[1][0])
            return places[places >= 0]

        return ranked


def _blocks(people: Piece, cosines: Callable[[Query, slice], NDArray[np.float32]]) -> Rival:
    cuts = np.searchsorted(people.starts, np.arange(0, len(people.statements), _BLOCK_ROWS))
    cuts = np.unique([*cuts, len(people.contexts)])
    parts = [_part(people, first, last) for first, last in pairwise(cuts)]

    def ranked(query: Query, size: int, allowed: Mask | None = None) -> Places:
        contexts = people.contexts @ query.context
        scores = [
            combined(cosines(query, part), some, query, contexts[owners])
            for some, part, owners in parts
        ]
        return _best(np.concatenate(scores), size, allowed)

    return ranked


def _part(people: Piece, first: int, last: int) -> tuple[Piece, slice, slice]:
    start, end = people.starts[first], people.starts[last]
    some = Piece(
        people.statements[start:end],
        people.starts[first : last + 1] - start,
        people.rungs[start:end],
        people.contexts[first:last],
        people.made_from[first:last],
        people.source[start:end],
    )
    return some, slice(start, end), slice(first, last)


def _best(scores: NDArray[np.float32], size: int, allowed: Mask | None) -> Places:
    if allowed is None:
        return truth.best(scores, size)
    places = np.flatnonzero(allowed)
    return places[truth.best(scores[places], size)]


def _mean(query: Query) -> Vectors:
    wanted: Vectors = (query.weights @ query.required)[None]
    return wanted


def _int8(rows: Vectors) -> NDArray[np.int8]:
    found = np.empty(rows.shape, dtype=np.int8)
    for first in range(0, len(rows), _BLOCK_ROWS):
        part = np.rint(rows[first : first + _BLOCK_ROWS] * np.float32(_IN_INT8))
        found[first : first + _BLOCK_ROWS] = np.clip(part, -127, 127)
    return found
