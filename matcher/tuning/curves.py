"""Requirements judged one by one -> the curves that turn signs into chances.

In:  the signs of judged rows (`matcher.ranking.Signs`), what was judged, and of which vacancy
Out: `Curves` for the ranking, and the chances that curves fitted without a row's vacancy give it
Why: logistic regression on four signs, with slopes that groups share, has about 25 numbers for
     3,500 judgements; it can be printed, read and refuted. The certainty that is reported is
     always that of curves which never saw the vacancy
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InvalidInput
from matcher.ranking import Chances, Curve, Curves, Signs

LABELS = ("met", "partly", "unclear", "missing")
BEHAVIOUR = ("behaviour", "behaviour by name")
FACTS = ("language", "education")

_STRENGTH = 3.0  # of the judgements against the pull of all slopes towards 0 (sklearn's C)
_FEWEST = 50  # judged rows, below which curves are not worth their name
_SIGNS = ("likeness", "named", "context", "level")


@dataclass(frozen=True, slots=True)
class Judged:
    """One row that somebody judged by reading the CV."""

    vacancy: str
    candidate: str
    signs: Signs
    label: str  # one of `LABELS`
    number: int = 0  # of the requirement, where it is known


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
    """Return each decided row with the chances from curves fitted on the other vacancies.

    A row of a group that no other vacancy has gets none, and is left out.

    Raises
    ------
    InvalidInput : there are fewer than two vacancies, or what the others leave cannot be fitted
    """
    vacancies = sorted({row.vacancy for row in rows})
    if len(vacancies) < 2:
        raise InvalidInput(
            f"judgements of {len(vacancies)} vacancies came; curves are tried on a vacancy that "
            "they were not fitted on, so judge requirements of two at least"
        )
    found = []
    for vacancy in vacancies:
        curves = fit_curves([row for row in rows if row.vacancy != vacancy])
        for row in decided(rows):
            chances = curves.chances(row.signs) if row.vacancy == vacancy else None
            if chances is not None:
                found.append((row, chances))
    return found


def _fit(rows: Sequence[Judged], event: str) -> dict[str, Curve]:
    answers = np.array([outcome(row, event) for row in rows], dtype=bool)
    if len(rows) < _FEWEST or answers.all() or not answers.any():
        raise InvalidInput(
            f"{len(rows)} judged rows, {int(answers.sum())} of them {event}; at least {_FEWEST} "
            "with both answers are needed: judge more requirements"
        )
    groups = sorted({row.signs.group for row in rows})
    columns = [_Column("bias", group) for group in groups] + [
        _Column(sign, family)
        for sign in _SIGNS
        for family in sorted({_family(sign, group) for group in groups} - {""})
    ]
    weights = _upward(columns, rows, answers)
    return {
        group: Curve(
            bias=weights[_Column("bias", group)],
            **{sign: weights.get(_Column(sign, _family(sign, group)), 0.0) for sign in _SIGNS},
        )
        for group in groups
    }


class _Column(NamedTuple):
    """One number to fit: the bias of a group, or the slope that a family of groups shares."""

    sign: str
    family: str

    def of(self, signs: Signs) -> float:
        """Return what stands in a row's cell."""
        if self.sign == "bias":
            return float(signs.group == self.family)
        value: float = getattr(signs, self.sign)
        return value if _family(self.sign, signs.group) == self.family else 0.0


def _upward(
    columns: Sequence[_Column], rows: Sequence[Judged], answers: NDArray[np.bool_]
) -> dict[_Column, float]:
    """Return the weight of each column; slopes that would fall are left out, and the rest refitted.

    No sign speaks against what it is a sign of.
    """
    from sklearn.linear_model import LogisticRegression

    design = np.array([[column.of(row.signs) for column in columns] for row in rows])
    model = LogisticRegression(C=_STRENGTH, max_iter=5000, fit_intercept=False)
    weights = dict(zip(columns, model.fit(design, answers).coef_[0].tolist(), strict=True))
    kept = [c for c in columns if c.sign == "bias" or weights[c] >= 0]
    return weights if len(kept) == len(columns) else _upward(kept, rows, answers)


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
