"""Invented people of an index: rows around topics, facts to filter on."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from matcher.index.block import RUNGS, Query
from matcher.index.catalogue import Index
from matcher.index.entries import Entry
from matcher.records import Facts

WIDTH = 64
AS_OF = 24_300  # a month
CITIES = ("Utrecht", "Zwolle", "Breda")


def unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=-1, keepdims=True)).astype(np.float32)


def key_of(number: int) -> bytes:
    return hashlib.sha256(f"base {number}".encode()).digest()[:16]


def person(number: int, *, seq: int | None = None, state: int = 0, width: int = WIDTH) -> Entry:
    """Person number so-and-so, in a state that differs from their other states."""
    random = np.random.default_rng([number, state])
    count = int(random.integers(0, 6))
    return Entry(
        id=f"cv-{number:05d}",
        key=key_of(number),
        seq=number if seq is None else seq,
        statements=unit(random.standard_normal((count, width))),
        rungs=random.integers(len(RUNGS), size=count).astype(np.uint8),
        context=unit(random.standard_normal(width)),
        facts=Facts(id=f"cv-{number:05d}", city=CITIES[number % 3]),
    )


def crowd(numbers: Iterable[int], **options: int) -> list[Entry]:
    return [person(number, **options) for number in numbers]


def query(seed: int = 0, *, requirements: int = 4, width: int = WIDTH) -> Query:
    random = np.random.default_rng([9, seed])
    return Query(
        required=unit(random.standard_normal((requirements, width))),
        weights=np.full(requirements, 0.7 / requirements, np.float32),
        foot=np.full(requirements, 0.0, np.float32),
        top=np.full(requirements, 0.8, np.float32),
        worth=np.linspace(0.2, 1.0, len(RUNGS)).astype(np.float32),
        context=unit(random.standard_normal(width)),
        context_weight=0.3,
        about=(0.0, 0.9),
    )


def index_in(folder: Path, **options: object) -> Index:
    given = {"base": "b1", "calibration": "7", "encoder": "e5", "d": WIDTH}
    return Index.open(folder, **(given | options))


def filled(folder: Path, *batches: Sequence[Entry]) -> Index:
    """An index with a segment for each batch."""
    index = index_in(folder)
    for batch in batches:
        index.apply(batch, [], max(entry.seq for entry in batch))
        index.publish()
    return index


def answers(
    index: Index, *, size: int = 20, way: str | None = None
) -> list[tuple[str, float, list[int]]]:
    """What three queries get: all that must not change when only files do."""
    found = [index.search(query(seed), size, as_of=AS_OF, way=way) for seed in range(3)]
    return [
        (id_, float(score), best.tolist())
        for hits in found
        for id_, score, best in zip(hits.ids, hits.scores, hits.best, strict=True)
    ]
