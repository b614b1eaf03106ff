"""Bases on disk, so that a million people are made once and need no memory.

In:  the mould, queries, a number of people and a seed
Out: the people's rows in bytes, memory-mapped, and what each scores exactly for each query
Why: a million people take 7.7 GB in bytes and 31 in float32; rows are rounded and scored in
     float32 while they are made, piece by piece, and never stand in memory together
"""

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from time import process_time

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from benchmarks.speed import truth
from benchmarks.speed.people import PIECE, Mould, Piece, pieces
from matcher.index.block import Block, Query
from matcher.index.quantise import rests_of, to_bytes


@dataclass(frozen=True, slots=True)
class Base:
    """A base on disk."""

    block: Block
    exact: NDArray[np.float32]  # (q, n) scores in float32
    made_from: NDArray[np.int64]  # (n,) place of the real person
    source: NDArray[np.int64]  # (t,) place of the real statement
    folder: Path


def kept(real: Mould, queries: Sequence[Query], people: int, *, seed: int, cache: Path) -> Base:
    """Return the base of this many people, made unless the cache has it.

    Making 100,000 people takes about 25 seconds of CPU and 0.8 GB of disk.
    """
    folder = cache / f"people-{people}-{seed}-{_digest(real, queries, seed)}"
    if not (folder / "done.json").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        with threadpool_limits(1):
            _make(real, queries, people, seed, folder)
    return _opened(folder, real.statements.shape[1])


def _make(real: Mould, queries: Sequence[Query], people: int, seed: int, folder: Path) -> None:
    start = process_time()
    exact = np.lib.format.open_memmap(
        folder / "exact.npy", mode="w+", dtype=np.float32, shape=(len(queries), people)
    )
    names = ("statements", "rungs", "contexts", "context_rests", "counts", "made_from", "source")
    files = {name: (folder / f"{name}.bytes").open("wb") for name in names}
    done = 0
    for piece in pieces(real, people, seed=seed):
        several = len(piece.contexts)
        exact[:, done : done + several] = truth.scores(piece, queries)
        done += several
        for name, array in _parts(piece).items():
            array.tofile(files[name])
    for file in files.values():
        file.close()
    exact.flush()
    told = {"people": people, "seed": seed, "cpu_s": round(process_time() - start, 1)}
    (folder / "done.json").write_text(json.dumps(told), encoding="utf-8")


def _parts(piece: Piece) -> dict[str, NDArray[np.generic]]:
    contexts = to_bytes(piece.contexts)
    return {
        "statements": to_bytes(piece.statements),
        "rungs": piece.rungs,
        "contexts": contexts,
        "context_rests": rests_of(piece.contexts, contexts),
        "counts": np.diff(piece.starts),
        "made_from": piece.made_from,
        "source": piece.source,
    }


def _opened(folder: Path, width: int) -> Base:
    counts = np.fromfile(folder / "counts.bytes", dtype=np.int64)
    block = Block(
        statements=_mapped(folder / "statements.bytes").reshape(-1, width),
        starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        rungs=_mapped(folder / "rungs.bytes"),
        contexts=_mapped(folder / "contexts.bytes").reshape(-1, width),
        context_rests=_mapped(folder / "context_rests.bytes").view(np.int8).reshape(-1, width),
    )
    exact = np.load(folder / "exact.npy", mmap_mode="r")
    made_from = np.fromfile(folder / "made_from.bytes", dtype=np.int64)
    source = np.memmap(folder / "source.bytes", dtype=np.int64, mode="r")
    return Base(block, exact, made_from, source, folder)


def _mapped(path: Path) -> NDArray[np.uint8]:
    return np.asarray(np.memmap(path, dtype=np.uint8, mode="r"))


def _digest(real: Mould, queries: Sequence[Query], seed: int) -> str:
    """Return digits that change with the people, the queries and the scores that come of them."""
    first = next(pieces(real, PIECE, seed=seed))
    total = hashlib.sha256(truth.scores(first, queries).tobytes())
    for one in (first, *queries):
        for field in fields(one):
            total.update(np.ascontiguousarray(getattr(one, field.name)).tobytes())
    return total.hexdigest()[:12]
