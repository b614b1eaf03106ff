"""What stands for a statement where there are very many: the number of its nearest centroid.

In:  a sample of statement rows; later, all rows
Out: a codebook of centroids, and two bytes for each row
Why: two bytes instead of 384 let everybody be looked at (first_stage.py). A centroid is kept as the
     mean of its rows, shorter than 1: it then tells what cosine to expect of them, and the exact
     best 100 of 100,000 lie in the first 500 with 0.999 instead of 0.994
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InvalidInput, StorageError
from matcher.index import kernel_numpy
from matcher.index.kernel import kernel_for
from matcher.index.quantise import signed, to_bytes
from matcher.protocols import Vectors

CENTROIDS = 2_048  # 1,024 keep as much of a list; 4,096 take twice as long to make and keep no more
SAMPLE = 40 * CENTROIDS  # rows that a codebook is made from; more bring nothing
_ROUNDS = 6
_SEED = 20_260
_PART = 4_096  # rows coded at once


@dataclass(frozen=True, eq=False)
class Codebook:
    """Centroids of statements; a code is a place among them."""

    centroids: Vectors  # (k, d) means of rows, of length up to 1

    def __post_init__(self) -> None:
        shape = self.centroids.shape
        if len(shape) != 2 or not 0 < shape[0] <= 65_536:
            raise InvalidInput(
                f"centroids of the shape {shape} were given; a codebook needs (k, d) with 1 to "
                "65,536 centroids"
            )

    @cached_property
    def lengths(self) -> NDArray[np.float32]:
        """Return (k,) what cosine with its centroid a row can be expected to have."""
        return np.asarray(np.linalg.norm(self.centroids, axis=1), dtype=np.float32)

    @cached_property
    def held(self) -> NDArray[np.uint8]:
        """Return the directions of the centroids in bytes (k, d), like statements."""
        return to_bytes(self._directions())

    def assign(self, rows: Vectors) -> NDArray[np.uint16]:
        """Return the codes (t,) of rows (t, d): the centroid in most nearly the same direction.

        Sums are of whole numbers, so that a row has the same code on every machine.

        Raises
        ------
        InvalidInput : the rows have another width than the centroids
        """
        if rows.ndim != 2 or rows.shape[1] != self.centroids.shape[1]:
            raise InvalidInput(
                f"rows of the shape {rows.shape} were given, the codebook has centroids of width "
                f"{self.centroids.shape[1]}; use the codebook of this index"
            )
        codes = np.empty(len(rows), dtype=np.uint16)
        fours = rows.shape[1] % 4 == 0
        quick = fours and kernel_for(len(rows) * len(self.centroids) // 16) == "vnni"
        for first in range(0, len(rows), _PART):
            part = to_bytes(rows[first : first + _PART])
            codes[first : first + _PART] = self._nearest(part, quick)
        return codes

    def to_bytes(self) -> bytes:
        """Return it as one block of safetensors, which holds numbers and nothing else."""
        from safetensors.numpy import save

        return save({"centroids": self.centroids})

    @classmethod
    def from_bytes(cls, block: bytes) -> "Codebook":
        """Return what `to_bytes` wrote; StorageError where the block is damaged."""
        from safetensors import SafetensorError
        from safetensors.numpy import load

        try:
            return cls(np.asarray(load(block)["centroids"], dtype=np.float32))
        except (SafetensorError, KeyError, ValueError, InvalidInput) as error:
            raise StorageError(
                "the codebook of the index is damaged; `matcher reindex` makes it anew"
            ) from error

    def _directions(self) -> Vectors:
        lengths = np.maximum(self.lengths, np.float32(1e-12))[:, None]
        return np.asarray(self.centroids / lengths, dtype=np.float32)

    @cached_property
    def _asked(self) -> NDArray[np.int8]:
        return signed(self._directions())

    def _nearest(self, part: NDArray[np.uint8], quick: bool) -> NDArray[np.uint16]:
        if quick:
            from matcher.index import kernel_codes

            return kernel_codes.nearest(part, self._asked)
        sums = kernel_numpy.sums(self._asked, part)
        return np.asarray(sums.argmax(axis=0), dtype=np.uint16)


def train(rows: Vectors, *, centroids: int = CENTROIDS) -> Codebook:
    """Return a codebook for rows like these; the same rows in the same order give the same.

    Parameters
    ----------
    rows : (t, d) of length 1, a sample; `SAMPLE` of them are enough
    centroids : how many at most; fewer where there are fewer rows

    Raises
    ------
    InvalidInput : there are no rows, or more centroids than two bytes can tell apart

    Source: spherical k-means of FAISS (Douze et al., 2024).
    """
    if not len(rows) or not 0 < centroids <= 65_536:
        raise InvalidInput(
            f"{len(rows)} statements and {centroids} centroids were given; a codebook needs a "
            "statement at least, and 1 to 65,536 centroids"
        )
    rows = np.ascontiguousarray(rows, dtype=np.float32)
    middles = _middles(rows, min(centroids, len(rows)))
    codes = Codebook(middles).assign(rows)
    counts = np.bincount(codes, minlength=len(middles))
    means = np.zeros(middles.shape, dtype=np.float64)
    np.add.at(means, codes, rows)
    means = np.where(counts[:, None] > 0, means / np.maximum(counts, 1)[:, None], middles)
    return Codebook(np.asarray(means, dtype=np.float32))


def _middles(rows: Vectors, number: int) -> Vectors:
    import faiss

    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)  # the order of adding decides the last digit
    try:
        kmeans = faiss.Kmeans(
            rows.shape[1],
            number,
            niter=_ROUNDS,
            spherical=True,
            seed=_SEED,
            min_points_per_centroid=1,
            max_points_per_centroid=1 + SAMPLE // number,
        )
        kmeans.train(rows)
    finally:
        faiss.omp_set_num_threads(threads)
    return np.asarray(kmeans.centroids, dtype=np.float32)
