"""The sample's talent base and vacancies, as the engine itself sees them.

In:  the shipped CVs and vacancies
Out: a `Matcher` over the CVs; the vacancies; what the index is asked for each of them
"""

from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.rows import HERE, digest
from matcher.comparing import Comparison
from matcher.index.block import Query
from matcher.pipeline import Matcher
from matcher.records import Vacancy

SAMPLE = HERE.parent / "data" / "sample"
DATA = (SAMPLE / "cvs", SAMPLE / "vacancies")  # what the rows of results are measured on
CACHE = HERE.parent / ".cache" / "benchmarks"
REQUIREMENTS = 15  # of a vacancy in the timings; the sample's have 14 to 21
# What decides how the sample's people and vacancies read as rows; not how they are kept or found.
READING = (
    *(HERE.parent / "matcher" / room for room in ("documents", "profiles", "ranking", "skills")),
    *(HERE.parent / "matcher" / name for name in ("vectors", "comparing.py", "records.py")),
    HERE.parent / "data" / "skills",
)
_ENGINE = (HERE.parent / "matcher", HERE.parent / "data" / "skills")


def sample() -> Matcher:
    """Return the sample's talent base."""
    return Matcher.open(sample_folder())


def sample_folder() -> Path:
    """Return the folder of the sample's base, built once for each state of data and engine."""
    folder = CACHE / digest([*DATA, *_ENGINE])
    if not (folder / "done").is_file():
        Matcher.open(folder, create=True).index([SAMPLE / "cvs"])
        (folder / "done").touch()
    return folder


def vacancies(matcher: Matcher) -> list[Vacancy]:
    """Return the sample's vacancies as the engine understands them."""
    return [matcher.understand(path) for path in sorted((SAMPLE / "vacancies").iterdir())]


def query_of(matcher: Matcher, vacancy: Vacancy) -> Query:
    """Return what the engine itself compares people with."""
    return Comparison(vacancy, matcher.searcher().snapshot.knowledge).query


def heaviest(query: Query, most: int = REQUIREMENTS) -> Query:
    """Return the query with its heaviest requirements only, which share the weight of all."""
    kept = np.sort(np.argsort(-query.weights, kind="stable")[:most])
    weights = query.weights[kept] * (query.weights.sum() / query.weights[kept].sum())
    return replace(
        query,
        required=np.ascontiguousarray(query.required[kept]),
        weights=weights,
        foot=query.foot[kept],
        top=query.top[kept],
    )


def perturbed(queries: list[Query], times: int, *, seed: int) -> list[Query]:
    """Return `times` variants of each query, for the tail of a distribution of times.

    Every requirement is moved a third of the way to a random one of another vacancy, and the
    weights change places: about the same work is asked for, in other words and proportions.
    """
    random = np.random.default_rng([seed, 1])
    every = np.concatenate([query.required for query in queries])
    found = []
    for query in queries * times:
        towards = every[random.integers(len(every), size=len(query.required))]
        moved = query.required + 0.5 * towards
        moved /= np.linalg.norm(moved, axis=1, keepdims=True)
        found.append(replace(query, required=moved, weights=random.permutation(query.weights)))
    return found
