"""Which people are worth comparing exactly, in a base of very many?

In:  statement rows with the offsets of each person's; later, for each code, how well it shows what
     is asked
Out: for each person about the score of their statements; the best few are then scored exactly
Why: a statement is stood for by the number of its nearest centroid (two bytes for 1,536), and each
     person's best by a running maximum over a small table. Among 100,000 people the list of 400
     then takes 42 ms of CPU instead of 441 and keeps 0.999 of it (benchmarks/README.md); one mean
     row a person takes 6 ms and keeps 0.16
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InvalidInput, StorageError
from matcher.protocols import Vectors

PAYS_FROM = 50_000  # people; below, the exact scan costs less than the ledgers that follow it
_CENTROIDS = 1024  # at 100,000 people 2,048 keep hardly more, and take twice as long to make
_TRAINED_ON = 40  # rows a centroid, of the rows spread over the base
_ROUNDS = 6
_SEED = 20_260
_LANES = 32  # requirements compared at once: numpy copies rows of 32 bytes in one instruction
_BLOCK_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Codes:
    """The centroids, and for each person the numbers of those nearest to their statements.

    Turn s holds the codes of everybody's statement s; `order` puts people with many statements
    first, so that those who have a statement s are the first `len(turns[s])`.
    """

    centroids: Vectors  # (k, d)
    order: NDArray[np.int64]  # (n,) places of people
    turns: tuple[NDArray[np.uint16], ...]

    def fit(self, starts: NDArray[np.int64]) -> bool:
        """Return whether they were made for people with these offsets of statements."""
        if len(self.order) != len(starts) - 1:
            return False
        counts = np.zeros(len(self.order), dtype=np.int64)
        for turn in self.turns:
            counts[self.order[: len(turn)]] += 1
        return bool(np.array_equal(counts, np.diff(starts)))

    def scores(self, shown: NDArray[np.float32], weights: NDArray[np.float32]) -> Vectors:
        """Return about what each person's statements score, by place.

        Parameters
        ----------
        shown : (r, k) how well each code shows each requirement, in [0, 1]; kept to 1/255
        weights : (r,) of the requirements

        Returns
        -------
        (n,) : sum over requirements of weight x the best of the person's codes; 0 without any

        Source: the centroid interaction of PLAID (Santhanam et al., CIKM 2022), over everybody.
        """
        total = np.zeros(len(self.order), dtype=np.float32)
        for first in range(0, len(shown), _LANES):
            part = shown[first : first + _LANES]
            table = np.zeros((len(self.centroids), _LANES), dtype=np.uint8)
            table[:, : len(part)] = np.rint(255 * part.T)
            best = np.zeros((len(self.order), _LANES), dtype=np.uint8)
            for turn in self.turns:
                mine = best[: len(turn)]
                np.maximum(mine, table.take(turn, axis=0), out=mine)
            total[self.order] += best[:, : len(part)] @ (weights[first : first + _LANES] / 255)
        return total

    def to_bytes(self) -> bytes:
        """Return them as one block of safetensors, which holds numbers and nothing else."""
        from safetensors.numpy import save

        lengths = np.array([len(turn) for turn in self.turns], dtype=np.int64)
        return save(
            {
                "centroids": self.centroids,
                "order": self.order,
                "lengths": lengths,
                "codes": np.concatenate(self.turns),
            }
        )

    @classmethod
    def from_bytes(cls, block: bytes) -> "Codes":
        """Return what `to_bytes` wrote; StorageError where the block is damaged."""
        from safetensors import SafetensorError
        from safetensors.numpy import load

        try:
            parts = load(block)
            cuts = np.cumsum(parts["lengths"])
            turns = tuple(np.split(parts["codes"], cuts)[: len(cuts)])
            return cls(parts["centroids"], parts["order"], turns)
        except (SafetensorError, KeyError, ValueError) as error:
            raise StorageError(
                "the talent base's codes are damaged; index the documents into a new base"
            ) from error


def codes_of(
    statements: Vectors, starts: NDArray[np.int64], *, centroids: int = _CENTROIDS
) -> Codes:
    """Return the codes of a base; 100,000 people take 13 seconds of CPU.

    Parameters
    ----------
    statements : (t, d) unit rows
    starts : (n + 1,) person i owns statements `starts[i]` to `starts[i + 1]`
    centroids : how many; fewer where there are fewer statements

    Raises
    ------
    InvalidInput : there are no statements, or more centroids than two bytes can tell apart
    """
    if not len(statements) or not 0 < centroids <= 65_536:
        raise InvalidInput(
            f"{len(statements)} statements and {centroids} centroids were given; codes need a "
            "statement at least, and 1 to 65,536 centroids"
        )
    counts = np.diff(starts)
    order = np.argsort(-counts, kind="stable")
    found = _centroids(statements, min(centroids, len(statements)))
    codes = _nearest(statements, found)
    having = [int((counts > turn).sum()) for turn in range(int(counts.max()))]
    turns = tuple(codes[starts[order[:many]] + turn] for turn, many in enumerate(having))
    return Codes(found, order, turns)


def _centroids(statements: Vectors, number: int) -> Vectors:
    import faiss

    spread = np.linspace(0, len(statements) - 1, min(len(statements), _TRAINED_ON * number))
    trained_on = np.ascontiguousarray(statements[np.unique(spread.astype(np.int64))])
    kmeans = faiss.Kmeans(
        statements.shape[1],
        number,
        niter=_ROUNDS,
        spherical=True,
        seed=_SEED,
        min_points_per_centroid=1,
        max_points_per_centroid=_TRAINED_ON,
    )
    kmeans.train(trained_on)
    return np.asarray(kmeans.centroids, dtype=np.float32)


def _nearest(statements: Vectors, centroids: Vectors) -> NDArray[np.uint16]:
    parts = [
        (statements[first : first + _BLOCK_ROWS] @ centroids.T).argmax(axis=1).astype(np.uint16)
        for first in range(0, len(statements), _BLOCK_ROWS)
    ]
    return np.concatenate(parts)
