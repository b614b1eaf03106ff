"""The engine's own search over a base on disk.

In:  a `Base`
Out: the base with codes, and what ranks its people in a way that is named, or that the engine
     chooses
Why: the codebook is made once and kept beside the base, since a million people take minutes
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import process_time

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from benchmarks.speed.kept import Base
from matcher.index.block import Block, Query
from matcher.index.codes import SAMPLE, Codebook, train
from matcher.index.kernel import best_kernel
from matcher.index.quantise import to_rows
from matcher.index.search import Found, search, search_many

_ROWS = 65_536  # given codes at once


@dataclass(frozen=True, slots=True)
class Engine:
    """A block with codes, and the codebook that they are of.

    Searches take the best kernel from the first on, as a process does that has answered a few.
    """

    block: Block
    codebook: Codebook
    train_cpu_s: float
    assign_cpu_s: float

    def found(
        self,
        query: Query,
        size: int,
        allowed: NDArray[np.bool_] | None = None,
        *,
        way: str | None = None,
        kernel: str | None = None,
    ) -> Found:
        """Return what the engine finds."""
        masks = None if allowed is None else [allowed]
        return search(
            [self.block],
            query,
            size,
            allowed=masks,
            codebook=self.codebook,
            way=way,
            kernel=kernel or best_kernel(),
        )

    def many(self, queries: Sequence[Query], size: int, *, way: str | None = None) -> list[Found]:
        """Return what the engine finds for many queries at once."""
        return search_many(
            [self.block], queries, size, codebook=self.codebook, way=way, kernel=best_kernel()
        )


def built(base: Base) -> Engine:
    """Return the engine over a base; its codes are made unless the base's folder has them."""
    folder = base.folder
    if not (folder / "codes.json").is_file():
        _make(base)
    told = json.loads((folder / "codes.json").read_text(encoding="utf-8"))
    codebook = Codebook.from_bytes((folder / "codebook.bytes").read_bytes())
    codes = np.asarray(np.memmap(folder / "codes.bytes", dtype=np.uint16, mode="r"))
    return Engine(replace(base.block, codes=codes), codebook, **told)


def _make(base: Base) -> None:
    rows, folder = base.block.statements, base.folder
    with threadpool_limits(1):
        start = process_time()
        spread = np.unique(np.linspace(0, len(rows) - 1, SAMPLE).astype(np.int64))
        codebook = train(to_rows(rows[spread]))
        trained = process_time()
        with (folder / "codes.bytes").open("wb") as file:
            for first in range(0, len(rows), _ROWS):
                codebook.assign(to_rows(rows[first : first + _ROWS])).tofile(file)
        assigned = process_time()
    (folder / "codebook.bytes").write_bytes(codebook.to_bytes())
    told = {"train_cpu_s": round(trained - start, 1), "assign_cpu_s": round(assigned - trained, 1)}
    (folder / "codes.json").write_text(json.dumps(told), encoding="utf-8")
