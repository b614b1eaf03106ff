"""Invented people of an index, many of them alike, so that scores tie across segments."""

import hashlib
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matcher.index.block import RUNGS, Query
from matcher.index.catalogue import Index
from matcher.index.entries import Entry
from matcher.index.finding import Hits
from matcher.records import Facts

WIDTH = 16
KINDS = 60  # of people; those of one kind have the same rows
CITIES = ("Utrecht", "Zwolle", "Breda")


def unit(rows: NDArray[np.float64]) -> NDArray[np.float32]:
    return (rows / np.linalg.norm(rows, axis=-1, keepdims=True)).astype(np.float32)


def key_of(number: int) -> bytes:
    return hashlib.sha256(f"invented {number}".encode()).digest()[:16]


def person(number: int, *, seq: int, kind: int | None = None) -> Entry:
    """Person number so-and-so; whoever comes later may have an id that stands before."""
    random = np.random.default_rng(number % KINDS if kind is None else kind)
    count = int(random.integers(0, 6))
    id_ = f"cv-{number * 7919 % 100_003:06d}"
    return Entry(
        id=id_,
        key=key_of(number),
        seq=seq,
        statements=unit(random.standard_normal((count, WIDTH))),
        rungs=random.integers(len(RUNGS), size=count).astype(np.uint8),
        context=unit(random.standard_normal(WIDTH)),
        facts=Facts(id=id_, city=CITIES[number % 3], tags=() if number % 50 else ("rare",)),
    )


def crowd(numbers: Iterable[int], *, seq: int) -> list[Entry]:
    return [person(number, seq=seq) for number in numbers]


def query(seed: int) -> Query:
    random = np.random.default_rng([9, seed])
    many = 3 + seed % 3
    return Query(
        required=unit(random.standard_normal((many, WIDTH))),
        weights=np.full(many, 0.7 / many, np.float32),
        foot=np.full(many, 0.0, np.float32),
        top=np.full(many, 0.8, np.float32),
        worth=np.linspace(0.2, 1.0, len(RUNGS)).astype(np.float32),
        context=unit(random.standard_normal(WIDTH)),
        context_weight=0.3,
        about=(0.0, 0.9),
    )


def index_in(folder: Path, *, codes_from: int = 10**9) -> Index:
    return Index.open(
        folder, base="b", calibration="1", encoder="invented", d=WIDTH, codes_from=codes_from
    )


def lived_in(folder: Path, *, people: int = 900, codes_from: int = 10**9) -> Index:
    """An index with segments of unequal sizes, a tail, and people who changed and who left.

    A third of `people` are in the second segment, a tenth in memory only.
    """
    index = index_in(folder, codes_from=codes_from)
    cuts = [0, people * 6 // 10, people * 9 // 10, people]
    for seq, (low, high) in enumerate(pairwise(cuts), start=1):
        index.apply(crowd(range(low, high), seq=seq), (), seq)
        if high < people:
            index.publish()
    changed = [person(number, seq=4, kind=number % KINDS + 1) for number in range(0, people, 17)]
    index.apply(changed, [key_of(number) for number in range(5, people, 23)], 4)
    return index


def same(mine: Hits, theirs: Hits) -> bool:
    """Are two answers equal, to the last bit of each score?"""
    return (
        mine.ids == theirs.ids
        and mine.scores.tobytes() == theirs.scores.tobytes()
        and np.array_equal(mine.best, theirs.best)
        and (mine.pool, mine.plan.way) == (theirs.pool, theirs.plan.way)
    )
