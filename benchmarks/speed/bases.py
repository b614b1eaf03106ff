"""Talent bases of any size that look like the sample.

In:  the shipped sample, read by the engine itself; a number of people and a seed
Out: the engine's own rows for that many people, and its own queries for the sample's vacancies
Why: random vectors have no topics and no near neighbours, and flatter every index. Here a new
     person is a real one of whom each statement is moved by the difference of two neighbouring
     real statements: topics stay together in a person, and no two people are alike. The codebook
     is still flattered: the base has as many topics as the sample, not as the world
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.rows import HERE, digest
from matcher.index import Query, Rows
from matcher.pipeline import Matcher
from matcher.protocols import Vectors
from matcher.records import Vacancy

SAMPLE = HERE.parent / "data" / "sample"
DATA = (SAMPLE / "cvs", SAMPLE / "vacancies")  # what the rows of results are measured on
_ENGINE = (HERE.parent / "matcher", HERE.parent / "data" / "skills")
_CACHE = HERE.parent / ".cache" / "benchmarks"
_NEIGHBOURS = 10
_BLOCK_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Base:
    """Rows of many people, and for each the place of the real person that it was made from."""

    rows: Rows
    made_from: NDArray[np.int64]


def sample() -> Matcher:
    """Return the sample's talent base."""
    return Matcher.open(sample_folder())


def sample_folder() -> Path:
    """Return the folder of the sample's base, built once for each state of data and engine."""
    folder = _CACHE / digest([*DATA, *_ENGINE])
    if not (folder / "done").is_file():
        Matcher.open(folder, create=True).index([SAMPLE / "cvs"])
        (folder / "done").touch()
    return folder


def vacancies(matcher: Matcher) -> list[Vacancy]:
    """Return the sample's vacancies as the engine understands them."""
    return [matcher.understand(path) for path in sorted((SAMPLE / "vacancies").iterdir())]


def query_of(matcher: Matcher, vacancy: Vacancy) -> Query:
    """Return what the engine itself compares people with."""
    return matcher._query(vacancy)


def expanded(matcher: Matcher, people: int, *, seed: int) -> Base:
    """Return a base of `people` people made from the sample's."""
    random = np.random.default_rng(seed)
    _, real = matcher._rows
    made_from = random.integers(len(real.contexts), size=people)
    counts = np.diff(real.starts)[made_from]
    starts = np.concatenate([[0], np.cumsum(counts)])
    within = np.arange(starts[-1]) - np.repeat(starts[:-1], counts)
    source = within + np.repeat(real.starts[made_from], counts)
    statements = _moved(real.statements, source, random)
    return Base(Rows(statements, starts, _moved(real.contexts, made_from, random)), made_from)


def _moved(real: Vectors, source: NDArray[np.int64], random: np.random.Generator) -> Vectors:
    """Return real rows, each moved by the difference of two neighbouring real rows."""
    alike = real @ real.T
    np.fill_diagonal(alike, -1.0)
    near = np.argsort(-alike, axis=1)[:, :_NEIGHBOURS]
    rows = np.empty((len(source), real.shape[1]), dtype=np.float32)
    for first in range(0, len(source), _BLOCK_ROWS):
        part = source[first : first + _BLOCK_ROWS]
        one = random.integers(len(real), size=len(part))
        other = near[one, random.integers(near.shape[1], size=len(part))]
        moved = real[part] + real[one] - real[other]
        rows[first : first + len(part)] = moved / np.linalg.norm(moved, axis=1, keepdims=True)
    return rows
