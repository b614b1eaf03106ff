"""Which weights put the people in the order in which they were judged?

In:  the table of `fusion.pairs` and grades
Out: a scikit-learn estimator: `fit`, `predict` (scores), `score` (mean nDCG@10 over vacancies); it
     can stand in a `GridSearchCV` with a `GroupKFold` by vacancy
Why: fifteen numbers, not a forest: a few dozen judgements fit no more, and a recruiter can read
     them. Each is a factor above 0 and a stronger line never earns less than a weaker one, so that
     whoever shows more never falls. All are drawn towards the weights in use, by `shrink`

The loss is that of RankNet (Burges et al., ICML 2005): for two people of one vacancy with different
grades, log(1 + exp(-(difference of scores) / softness)), weighed by the difference of grades. Pairs
that the must-haves put in order are left out, since no weight can turn them round.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.base import BaseEstimator

from matcher.errors import InvalidInput
from matcher.ranking import Factors, Weights, tie_break
from matcher.records import Kind
from matcher.weighing.fusion import (
    ALL_MUSTS,
    IMPORTANCES,
    KINDS,
    LADDER,
    Floats,
    layout,
    parts,
    scores,
)

if TYPE_CHECKING:
    import pandas as pd

    Grades = pd.Series[float] | Floats

AT = 10  # places that nDCG looks at

_OWN = (len(IMPORTANCES) - 1, len(KINDS) - 1, len(LADDER) - 1)  # numbers of each part; firsts are 1
_MOST_LOG = 2.3  # a factor lies from 0.1 to 10
_MOST_STEP = 3.0  # of the ladder: e^-3 is next to nothing
_CONTEXT = (0.02, 0.90)
_LEAST_CREDIT = 1e-6
_DIGITS = 4


class WeightTuner(BaseEstimator):  # type: ignore[misc]
    """Fits weights to judgements.

    Parameters
    ----------
    shrink : how strongly the numbers are held at those in use, >= 0; about so many vacancies must
        agree before a factor moves by e
    softness : difference of scores, in points, that is worth noticing
    in_use : the weights that are to be improved; None are the shipped ones

    Attributes
    ----------
    weights_ : Weights, after `fit`; four decimals
    loss_ : of the judgements with them, without what shrinks
    """

    def __init__(
        self, shrink: float = 3.0, softness: float = 4.0, in_use: Weights | None = None
    ) -> None:
        self.shrink = shrink
        self.softness = softness
        self.in_use = in_use

    def fit(self, X: "pd.DataFrame", y: "Grades") -> "WeightTuner":  # noqa: N803
        """Fit the weights.

        Parameters
        ----------
        X : (p, c) table of `pairs`, indexed by (vacancy, candidate)
        y : (p,) grades; NaN is not judged

        Raises
        ------
        InvalidInput : no vacancy has two people with different grades whom weights can order
        """
        problem = _problem(X, y, self.softness)
        start = _numbers_of(self._used())
        penalty = self.shrink / problem.vacancies

        def loss(numbers: Floats) -> tuple[float, Floats]:
            value, slope = problem.loss(numbers)
            moved = numbers - start
            return value + penalty * float(moved @ moved) / 2, slope + penalty * moved

        found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=_bounds())
        self.weights_ = _weights_of(found.x, self._used())
        self.loss_ = problem.loss(_numbers_of(self.weights_))[0]
        return self

    def predict(self, X: "pd.DataFrame") -> Floats:  # noqa: N803
        """Return everybody's score in [0, 100], in the order of the table."""
        return scores(X, self.weights_)

    def score(self, X: "pd.DataFrame", y: "Grades") -> float:  # noqa: N803
        """Return the mean nDCG@10 over vacancies; 0 where nobody of any is suited."""
        found = ndcg_by_vacancy(X, y, self.weights_)
        return float(np.mean(list(found.values()))) if found else 0.0

    def _used(self) -> Weights:
        return Weights() if self.in_use is None else self.in_use


def ndcg_by_vacancy(
    table: "pd.DataFrame", grades: "Grades", weights: Weights, *, at: int = AT
) -> dict[str, float]:
    """Return vacancy -> nDCG of the order that weights give, in [0, 1].

    The order is the engine's: all must-haves met first, then by score, equals by `tie_break`. Who
    was not judged (NaN) is left out, and so is a vacancy for which nobody is suited.

    Source: Järvelin & Kekäläinen (2002) with trec_eval's gain: the grade itself.
    """
    found = {}
    told, judged = np.asarray(grades, dtype=float), np.round(scores(table, weights), 2)
    tiers = table[ALL_MUSTS].to_numpy(float)
    ties = [tie_break(str(candidate)) for candidate in table.index.get_level_values("candidate")]
    for vacancy, rows in _groups(table).items():
        kept = rows[~np.isnan(told[rows])]
        order = sorted(kept, key=lambda n: (-tiers[n], -judged[n], ties[n]))
        ideal = _dcg(np.sort(told[kept])[::-1], at)
        if ideal > 0:
            found[str(vacancy)] = _dcg(told[order], at) / ideal
    return found


# --- within ---------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Problem:
    """The judgements, ready to be asked for the loss of any numbers."""

    shown: Floats  # (p, cells)
    asked: Floats  # (p, kinds asked)
    context: Floats  # (p,)
    better: NDArray[np.intp]  # (q,) places of those who were judged better ...
    worse: NDArray[np.intp]  # ... and of those they were compared with
    worth: Floats  # (q,) share of the loss; sums to 1
    vacancies: int
    softness: float

    def loss(self, numbers: Floats) -> tuple[float, Floats]:
        """Return the loss and its slope in the numbers."""
        importance, kind, step = layout()
        logs, kinds, ladder, share = _unpacked(numbers)
        by_cell = np.exp(logs[importance] + kinds[kind] + ladder[step])
        by_asked = np.exp(np.add.outer(logs, kinds)).ravel()
        above, below = self.shown @ by_cell, self.asked @ by_asked
        rows = above / below
        score = 100.0 * ((1.0 - share) * rows + share * self.context)
        apart = (score[self.better] - score[self.worse]) / self.softness
        value = float(self.worth @ np.logaddexp(0.0, -apart))
        pull = -self.worth * _logistic(-apart) / self.softness
        slope = np.zeros_like(score)
        np.add.at(slope, self.better, pull)
        np.add.at(slope, self.worse, -pull)
        scaled = 100.0 * (1.0 - share) * slope / below
        of_cells = (scaled @ self.shown) * by_cell
        of_asked = -((scaled * rows) @ self.asked) * by_asked
        grid = of_asked.reshape(len(IMPORTANCES), len(KINDS))
        return value, np.concatenate([
            (np.bincount(importance, of_cells, len(IMPORTANCES)) + grid.sum(axis=1))[1:],
            (np.bincount(kind, of_cells, len(KINDS)) + grid.sum(axis=0))[1:],
            # A step lowers all below it.
            -np.cumsum(np.bincount(step, of_cells, len(LADDER))[::-1])[::-1][1:],
            [float(slope @ (100.0 * (self.context - rows))) * share * (1.0 - share)],
        ])  # fmt: skip


def _problem(table: "pd.DataFrame", grades: "Grades", softness: float) -> _Problem:
    told, tiers = np.asarray(grades, dtype=float), table[ALL_MUSTS].to_numpy(float)
    better, worse, worth, vacancies = [], [], [], 0
    for rows in _groups(table).values():
        first, second = np.meshgrid(rows, rows, indexing="ij")
        turn = (told[first] > told[second]) & (tiers[first] == tiers[second])  # NaN is never above
        if not turn.any():
            continue
        gaps = told[first[turn]] - told[second[turn]]
        better.append(first[turn])
        worse.append(second[turn])
        worth.append(gaps / gaps.sum())
        vacancies += 1
    if not vacancies:
        raise InvalidInput(
            "no vacancy has two people with different grades whom weights can put in order; judge "
            "people who fit as well as people who do not"
        )
    shown, asked, context = parts(table)
    return _Problem(
        shown, asked, context, np.concatenate(better), np.concatenate(worse),
        np.concatenate(worth) / vacancies, vacancies, softness,
    )  # fmt: skip


def _groups(table: "pd.DataFrame") -> Mapping[Hashable, NDArray[np.intp]]:
    found: dict[Hashable, list[int]] = {}
    for place, vacancy in enumerate(table.index.get_level_values("vacancy")):
        found.setdefault(vacancy, []).append(place)
    return {vacancy: np.array(places, dtype=np.intp) for vacancy, places in found.items()}


def _unpacked(numbers: Floats) -> tuple[Floats, Floats, Floats, float]:
    """Return the logs of importances, kinds and credits, the firsts 0, and the context's share."""
    a, b = _OWN[0], _OWN[0] + _OWN[1]
    return (
        np.concatenate([[0.0], numbers[:a]]),
        np.concatenate([[0.0], numbers[a:b]]),
        np.concatenate([[0.0], -np.cumsum(numbers[b:-1])]),
        float(_logistic(numbers[-1:])[0]),
    )


def _numbers_of(weights: Weights) -> Floats:
    """Return weights as the numbers that are fitted: logs, steps down the ladder, log odds."""
    factors = weights.factors or Factors()
    credit = [max(_LEAST_CREDIT, factors.credit.get(step, 1.0)) for step in LADDER]
    first = factors.importance.get(IMPORTANCES[0], 1.0), factors.kinds.get(KINDS[0], 1.0)
    share = float(np.clip(weights.context, *_CONTEXT))
    found = np.concatenate([
        [np.log(factors.importance.get(i, 1.0) / first[0]) for i in IMPORTANCES[1:]],
        [np.log(factors.kinds.get(k, 1.0) / first[1]) for k in KINDS[1:]],
        -np.diff(np.log(credit)),
        [np.log(share / (1.0 - share))],
    ])  # fmt: skip
    low, high = np.array(_bounds()).T
    clipped: Floats = np.clip(found, low, high)
    return clipped


def _weights_of(numbers: Floats, used: Weights) -> Weights:
    logs, kinds, ladder, share = _unpacked(numbers)
    return replace(
        used,
        context=round(share, _DIGITS),
        factors=Factors(
            dict(zip(IMPORTANCES, _rounded(logs), strict=True)),
            dict[Kind, float](zip(KINDS, _rounded(kinds), strict=True)),
            dict(zip(LADDER, _rounded(ladder), strict=True)),
        ),
    )


def _bounds() -> list[tuple[float, float]]:
    logs = [(-_MOST_LOG, _MOST_LOG)] * (_OWN[0] + _OWN[1])
    low, high = (float(np.log(share / (1.0 - share))) for share in _CONTEXT)
    return [*logs, *[(0.0, _MOST_STEP)] * _OWN[2], (low, high)]


def _rounded(logs: Floats) -> list[float]:
    return [round(float(value), _DIGITS) for value in np.exp(logs)]


def _logistic(values: Floats) -> Floats:
    return 1.0 / (1.0 + np.exp(-values))


def _dcg(grades: Floats, at: int) -> float:
    best = grades[:at]
    return float((best / np.log2(np.arange(2, len(best) + 2))).sum())
