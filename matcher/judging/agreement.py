"""How far do people who judged the same agree, beyond what chance would give?

In:  grades by judge
Out: Cohen's weighted kappa of two judges, Krippendorff's alpha of any number of them
Why: a ranking cannot agree with its judges better than they do with each other, so their agreement
     is the ceiling of every figure. Kappa is what people know, for two who judged the same pairs;
     alpha takes any number of judges and pairs that some of them left out. Both count how far two
     grades lie apart: a 3 beside a 2 is no 3 beside a 0
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InvalidInput

LEVELS = ("nominal", "ordinal", "interval")
WEIGHTS = ("none", "linear", "quadratic")

Judged = Mapping[Any, int]  # what was judged -> grade


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two or more judges agree."""

    judges: tuple[str, ...]
    both: int  # pairs of vacancy and candidate that at least two judged
    exact: float  # share of them (of two judges each time) with the same grade
    kappa: float | None  # Cohen's, quadratic; None with more than two judges
    alpha: float  # Krippendorff's, ordinal


def agreement(judges: Mapping[str, Judged]) -> Agreement:
    """Return how the judges agree on what at least two of them judged.

    Raises
    ------
    InvalidInput : there are fewer than two judges, nothing was judged twice, or all gave one grade
    """
    if len(judges) < 2:
        raise InvalidInput(
            f"{len(judges)} judge came; agreement needs two, named in the column judge"
        )
    told = [
        (first[unit], second[unit])
        for first, second in combinations(judges.values(), 2)
        for unit in first
        if unit in second
    ]
    if not told:
        raise InvalidInput("nobody judged what another judged; let two judge the same people")
    names = tuple(sorted(judges))
    kappa = None
    if len(names) == 2:
        kappa = cohen_kappa([a for a, _ in told], [b for _, b in told])
    units = {unit for own in judges.values() for unit in own}
    return Agreement(
        judges=names,
        both=sum(sum(unit in own for own in judges.values()) > 1 for unit in units),
        exact=sum(a == b for a, b in told) / len(told),
        kappa=kappa,
        alpha=krippendorff_alpha(list(judges.values())),
    )


def cohen_kappa(
    first: Sequence[int], second: Sequence[int], *, weights: str = "quadratic"
) -> float:
    """Return the agreement of two judges beyond chance.

    Parameters
    ----------
    first, second : (n,) grades of the same things, in the same order
    weights : "none" counts every difference alike, "linear" by its size, "quadratic" by its square

    Returns
    -------
    float in [-1, 1] : 1 where all are alike, 0 where they agree as often as chance would

    Raises
    ------
    InvalidInput : the lengths differ, nothing came, or both gave one and the same grade throughout

    Source: Cohen (1960, 1968): 1 - (weighted disagreement seen) / (expected from the margins).
    """
    if weights not in WEIGHTS:
        raise InvalidInput(f"weights {weights!r} is none of {', '.join(WEIGHTS)}")
    if len(first) != len(second) or not first:
        raise InvalidInput(
            f"{len(first)} and {len(second)} grades came; give both judges' of the same things"
        )
    grades = sorted({*first, *second})
    if len(grades) == 1:
        raise InvalidInput("both judges gave one and the same grade; kappa says nothing of that")
    place = {grade: n for n, grade in enumerate(grades)}
    seen = np.zeros((len(grades), len(grades)))
    np.add.at(seen, ([place[g] for g in first], [place[g] for g in second]), 1.0)
    apart = np.abs(np.subtract.outer(grades, grades)).astype(float)
    cost = {"none": (apart > 0).astype(float), "linear": apart, "quadratic": apart**2}[weights]
    expected = np.outer(seen.sum(axis=1), seen.sum(axis=0)) / len(first)
    return float(1.0 - (cost * seen).sum() / (cost * expected).sum())


def krippendorff_alpha(judges: Sequence[Judged], *, level: str = "ordinal") -> float:
    """Return the agreement of any number of judges beyond chance.

    Parameters
    ----------
    judges : each one's grades; what one left out is missing, and what only one judged says nothing
    level : "nominal" counts every difference alike, "ordinal" by how many grades lie between,
        "interval" by the square of the difference

    Returns
    -------
    float, at most 1 : 1 where all are alike, 0 where they agree as often as chance would

    Raises
    ------
    InvalidInput : nothing was judged twice, or all gave one and the same grade

    Source: Krippendorff, "Computing Krippendorff's alpha-reliability" (2011): 1 - observed
    disagreement / expected disagreement, both from the matrix of coincidences.
    """
    if level not in LEVELS:
        raise InvalidInput(f"level {level!r} is none of {', '.join(LEVELS)}")
    units: dict[Hashable, list[int]] = {}
    for own in judges:
        for unit, grade in own.items():
            units.setdefault(unit, []).append(grade)
    twice = [grades for grades in units.values() if len(grades) > 1]
    grades = sorted({grade for own in twice for grade in own})
    if len(grades) < 2:
        raise InvalidInput(
            "alpha needs things that two judged, and more than one grade among them; judge more"
        )
    matrix = _coincidences(twice, grades)
    totals = matrix.sum(axis=1)
    apart = _DISTANCES[level](np.asarray(grades, dtype=float), totals)
    observed = (matrix * apart).sum()
    expected = (np.outer(totals, totals) * apart).sum() / (totals.sum() - 1.0)
    return float(1.0 - observed / expected)


def _coincidences(units: Sequence[Sequence[int]], grades: Sequence[int]) -> NDArray[np.float64]:
    """Return how often two grades meet on one thing; one of m judgements counts m."""
    place = {grade: n for n, grade in enumerate(grades)}
    matrix = np.zeros((len(grades), len(grades)))
    for own in units:
        counts = np.bincount([place[g] for g in own], minlength=len(grades)).astype(float)
        matrix += (np.outer(counts, counts) - np.diag(counts)) / (len(own) - 1.0)
    return matrix


def _nominal(grades: NDArray[np.float64], totals: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.not_equal.outer(grades, grades).astype(float)


def _interval(grades: NDArray[np.float64], totals: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.subtract.outer(grades, grades) ** 2)


def _ordinal(grades: NDArray[np.float64], totals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the squares of how many judgements lie between two grades, half of both ends."""
    middle = np.cumsum(totals) - totals / 2
    return _interval(middle, totals)


_Distance = Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]]
_DISTANCES: Mapping[str, _Distance] = {
    "nominal": _nominal, "ordinal": _ordinal, "interval": _interval
}  # fmt: skip
