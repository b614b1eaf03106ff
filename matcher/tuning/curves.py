"""Requirements judged one by one -> the curves that turn signs into chances.

In:  the signs of judged rows (`matcher.ranking.Signs`), what was judged, and of which vacancy
Out: `Curves` for the ranking, and the chances that curves fitted without a row's vacancy give it
Why: logistic regression on four signs, with slopes that groups share, has about 25 numbers for
     3,500 judgements; it can be printed, read and refuted. The certainty that is reported is
     always that of curves which never saw the vacancy
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InvalidInput
from matcher.ranking import Chances, Curve, Curves, Signs

LABELS = ("met", "partly", "unclear", "missing")
BEHAVIOUR = ("behaviour", "behaviour by name")
FACTS = ("language", "education")

_STRENGTH = 3.0  # of the judgements against the pull of all slopes towards 0 (sklearn's C)
_FEWEST = 50  # judged rows, below which curves are not worth their name

Design = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """One row that somebody judged by reading the CV."""

    vacancy: str
    candidate: str
    signs: Signs
    label: str  # one of `LABELS`


def decided(rows: Sequence[Judged]) -> list[Judged]:
    """Return the rows that say whether something is shown.

    What is judged "unclear" says so only of behaviour: there the answer to "does the CV show it?"
    is no. Of anything else it says that nobody can tell.
    """
    return [r for r in rows if r.label != "unclear" or r.signs.group in BEHAVIOUR]


def outcome(row: Judged, event: str) -> bool:
    """Return whether a row is judged shown (at least partly), or met."""
    return row.label == "met" or (event == "shown" and row.label == "partly")


def fit_curves(rows: Sequence[Judged]) -> Curves:
    """Return the curves that fit these judgements.

    Raises
    ------
    InvalidInput : fewer than 50 rows are decided, or all of them the same way

    Source: Platt scaling (Platt 1999) on several signs; scikit-learn's logistic regression.
    """
    kept = decided(rows)
    return Curves(_fit(kept, "shown"), _fit(kept, "met"))


def held_out(rows: Sequence[Judged]) -> list[tuple[Judged, Chances]]:
    """Return each decided row with the chances from curves fitted on the other vacancies."""
    found = []
    for vacancy in sorted({row.vacancy for row in rows}):
        curves = fit_curves([row for row in rows if row.vacancy != vacancy])
        for row in decided(rows):
            chances = curves.chances(row.signs) if row.vacancy == vacancy else None
            if chances is not None:
                found.append((row, chances))
    return found


def _fit(rows: Sequence[Judged], event: str) -> dict[str, Curve]:
    from sklearn.linear_model import LogisticRegression

    answers = np.array([outcome(row, event) for row in rows], dtype=bool)
    if len(rows) < _FEWEST or answers.all() or not answers.any():
        raise InvalidInput(
            f"{len(rows)} judged rows, {int(answers.sum())} of them {event}; at least {_FEWEST} "
            "with both answers are needed: judge more requirements"
        )
    groups = sorted({row.signs.group for row in rows})
    columns = _columns(groups)
    design = np.array([[column(row.signs) for column in columns.values()] for row in rows])
    model = LogisticRegression(C=_STRENGTH, max_iter=5000, fit_intercept=False)
    weights = dict(zip(columns, model.fit(design, answers).coef_[0].tolist(), strict=True))
    return {
        group: Curve(
            bias=weights[f"bias {group}"],
            likeness=_slope(weights, "likeness", group),
            named=_slope(weights, "named", group),
            context=_slope(weights, "context", group),
            level=_slope(weights, "level", group),
        )
        for group in groups
    }


def _columns(groups: Sequence[str]) -> dict[str, Callable[[Signs], float]]:
    """Return the columns of the design: a bias a group, and slopes that groups share.

    A slope is never below 0 in effect, since no sign speaks against what it is a sign of.
    """
    columns: dict[str, Callable[[Signs], float]] = {
        f"bias {group}": (lambda signs, g=group: float(signs.group == g)) for group in groups
    }
    for sign in ("likeness", "named", "context", "level"):
        for family in sorted({_family(sign, group) for group in groups} - {""}):
            columns[f"{sign} {family}"] = lambda signs, s=sign, f=family: (
                getattr(signs, s) if _family(s, signs.group) == f else 0.0
            )
    return columns


def _slope(weights: dict[str, float], sign: str, group: str) -> float:
    family = _family(sign, group)
    return max(0.0, weights[f"{sign} {family}"]) if family else 0.0


def _family(sign: str, group: str) -> str:
    """Return which groups share a sign's slope, or "" where the sign says nothing of a group."""
    if group in FACTS:
        return group if sign == "level" else ""
    if sign == "level":
        return "years" if group == "years" else ""
    kind = group.removesuffix(" by name")
    if sign == "named":
        return kind
    return "behaviour" if kind == "behaviour" else "work"
