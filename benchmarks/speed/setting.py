"""What every question is asked on: one size of base, the sample's vacancies, the engine.

In:  a number of people, a seed, a folder for what is made once
Out: bases, queries and the engine over them, each made when a question first needs it
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.rows import Row, digest
from benchmarks.speed.bases import (
    CACHE,
    DATA,
    READING,
    heaviest,
    perturbed,
    query_of,
    sample,
    vacancies,
)
from benchmarks.speed.engine import Engine, built
from benchmarks.speed.kept import Base, kept
from benchmarks.speed.people import Mould, Piece, mould, pieces, read_mould, write_mould
from benchmarks.speed.query_file import read_queries, write_queries
from benchmarks.speed.truth import best
from matcher.index.block import Query
from matcher.pipeline import Matcher

SIZE = 100  # people asked for
MOST_IN_MEMORY = 200_000  # people whose float32 rows, which rivals need, fit in 8 GB


@dataclass
class Setting:
    """A base of `people` people, and who is asked for."""

    people: int
    seed: int = 20_260
    cache: Path = CACHE
    rounds: int = 5

    @cached_property
    def matcher(self) -> Matcher:
        """Return the engine over the sample."""
        return sample()

    @cached_property
    def real(self) -> Mould:
        """Return the sample's people."""
        return read_mould(self._workload / "mould.npz")

    @cached_property
    def queries(self) -> list[Query]:
        """Return the sample's vacancies, of each the 15 heaviest requirements."""
        return read_queries(self._workload / "queries.npz")

    @cached_property
    def _workload(self) -> Path:
        """Return the folder of what is asked of whom, made once for each reading of the sample.

        An index that works otherwise is asked the same, and the sample need not be encoded again.
        """
        folder = self.cache / f"workload-{digest([*DATA, *READING])}"
        if not (folder / "mould.npz").is_file():
            folder.mkdir(parents=True, exist_ok=True)
            found = [heaviest(query_of(self.matcher, one)) for one in vacancies(self.matcher)]
            write_queries(folder / "queries.npz", found)
            write_mould(folder / "mould.npz", mould(self.matcher))
        return folder

    def many(self, number: int) -> list[Query]:
        """Return so many queries: the vacancies, then variants of them."""
        times = -(-number // len(self.queries)) - 1
        return [*self.queries, *perturbed(self.queries, times, seed=self.seed)][:number]

    @cached_property
    def base(self) -> Base:
        """Return the base."""
        return kept(self.real, self.queries, self.people, seed=self.seed, cache=self.cache)

    @cached_property
    def engine(self) -> Engine:
        """Return the engine over the base."""
        return built(self.base)

    def whole(self) -> Piece:
        """Return the base's people in float32, 31 KB each; the same that `base` was rounded from.

        Each statement stands once in memory while it is made.
        """
        block = self.base.block
        statements = np.empty(block.statements.shape, dtype=np.float32)
        contexts = np.empty(block.contexts.shape, dtype=np.float32)
        row = person = 0
        for piece in pieces(self.real, self.people, seed=self.seed):
            statements[row : row + len(piece.statements)] = piece.statements
            contexts[person : person + len(piece.contexts)] = piece.contexts
            row, person = row + len(piece.statements), person + len(piece.contexts)
        rungs = np.asarray(block.rungs)
        made_from, source = self.base.made_from, np.asarray(self.base.source)
        return Piece(statements, block.starts, rungs, contexts, made_from, source)

    def row(self, question: str, **figures: object) -> Row:
        """Return a row of results about this setting."""
        block = self.base.block
        return {
            "question": question,
            "people": self.people,
            "statements": len(block.statements),
            "requirements": max(len(query.required) for query in self.queries),
            "queries": len(self.queries),
            "seed": self.seed,
            **figures,
        }


def recall(
    found: list[NDArray[np.int64]],
    exact: NDArray[np.float32],
    k: int,
    allowed: list[NDArray[np.bool_]] | None = None,
) -> Mapping[str, float]:
    """Return the share of the exact best k among each query's first k: the mean and the least.

    Parameters
    ----------
    found : for each query places, best first
    exact : (q, n) scores in float32
    allowed : for each query the (n,) people who may be found; None: everybody
    """
    shares = []
    for number, places in enumerate(found):
        who = np.arange(exact.shape[1]) if allowed is None else np.flatnonzero(allowed[number])
        wanted = who[best(np.asarray(exact[number])[who], k)]
        shares.append(np.isin(wanted, places[:k]).mean() if len(wanted) else 1.0)
    return {
        f"recall@{k}": round(float(np.mean(shares)), 4),
        f"least_recall@{k}": round(float(np.min(shares)), 4),
    }
