"""Are tuned weights better than those in use, on vacancies that they have not seen?

In:  the table of judged pairs, grades, the weights in use
Out: a `Proof`: both figures and their paired difference, out of fold; the weights, or none where
     the interval of the gain reaches zero; and as a file what engine and service load
Why: whoever tunes and measures on the same judgements always wins. So the strength of the shrinking
     is chosen inside (inner folds) and the gain measured outside (outer folds), in whole vacancies,
     since the pairs of one vacancy are judged and err together. An interval that reaches zero
     recommends nothing, however nice the mean

The interval is that of the paired bootstrap over vacancies and that of Student's t, whichever is
wider: with a dozen vacancies the bootstrap alone is too narrow (Hesterberg 2015), and with random
judgements recommended too often.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import t as student
from sklearn.model_selection import GridSearchCV, GroupKFold
from threadpoolctl import threadpool_limits

from matcher.errors import InvalidInput
from matcher.evaluation import Figure, figure_of, gap
from matcher.judging import vacancies_needed
from matcher.ranking import Weights, weights_to_json
from matcher.weighing.fusion import COLUMNS
from matcher.weighing.telling import FEW, warnings_in_words
from matcher.weighing.tuner import AT, WeightTuner, ndcg_by_vacancy

if TYPE_CHECKING:
    import pandas as pd

    from matcher.weighing.tuner import Grades

SHRINKS = (0.2, 1.0, 5.0, 25.0)
LEAST = 6  # vacancies, below which nothing can be told


@dataclass(frozen=True, slots=True)
class Proof:
    """What tuning brought."""

    weights: Weights | None  # recommended; None where the gain may as well be nothing
    fitted: Weights  # on all judgements, recommended or not
    in_use: Weights
    before: Figure  # nDCG@10 of the weights in use, over vacancies
    after: Figure  # of tuned weights, on vacancies that they were not tuned on
    gain: Figure  # paired; a gain where `low` is above 0
    shrink: float  # chosen on all judgements
    vacancies: int
    pairs: int
    data: str  # 12 digits that change with any row or grade
    needed: int | None  # vacancies that would show this gain, if it is one; None where it is none
    warnings: tuple[str, ...]  # in English; `warnings_in_words` tells them in Dutch too

    def to_json(self, *, name: str = "", encoder: str = "", made: date | None = None) -> str:
        """Return the recommended weights as the file that engine and service load.

        Parameters
        ----------
        name : what they are called where they are shown
        encoder : with which the ledgers were made: `Matcher.encoder_name`
        made : day that the file names; None is today

        Raises
        ------
        InvalidInput : nothing is recommended
        """
        if self.weights is None:
            raise InvalidInput(
                f"nothing is recommended: the gain of {self.gain.mean:+.3f} "
                f"({self.gain.low:+.3f} to {self.gain.high:+.3f}) may as well be none; judge more "
                "vacancies, or keep the weights in use"
            )
        about = {
            "name": name,
            "made": (made or date.today()).isoformat(),
            "program": version("skills-matcher"),
            "encoder": encoder,
            "data": {"hash": self.data, "vacancies": self.vacancies, "pairs": self.pairs},
            "measured": {
                "measure": f"ndcg@{AT}",
                "in_use": round(self.before.mean, 4),
                "tuned": round(self.after.mean, 4),
                "gain": round(self.gain.mean, 4),
                "interval": [round(self.gain.low, 4), round(self.gain.high, 4)],
                "shrink": self.shrink,
            },
            "warnings": list(self.warnings),
        }
        return weights_to_json(self.weights, about)


def prove(
    table: "pd.DataFrame",
    grades: "Grades",
    *,
    in_use: Weights | None = None,
    shrinks: Sequence[float] = SHRINKS,
    folds: int = 5,
    inner: int = 3,
    seed: int = 0,
) -> Proof:
    """Tune, and measure the gain on vacancies that were kept out.

    Parameters
    ----------
    table, grades : as `pairs` returns them; NaN is not judged
    in_use : what is to be beaten; None are the shipped weights
    shrinks : among which the inner folds choose
    folds, inner : parts into which vacancies are divided, outside and inside
    seed : of the division

    Raises
    ------
    InvalidInput : fewer than `LEAST` vacancies have somebody who is suited
    """
    used = in_use or Weights()
    before = ndcg_by_vacancy(table, grades, used)
    names = table.index.get_level_values("vacancy").astype(str)
    kept = names.isin(list(before))
    table, grades, names = table[kept], np.asarray(grades, dtype=float)[kept], names[kept]
    if len(before) < LEAST:
        raise InvalidInput(
            f"{len(before)} vacancies have somebody who is suited; nothing can be tuned and proved "
            f"on fewer than {LEAST}, and {FEW} are few"
        )
    search = GridSearchCV(
        WeightTuner(in_use=in_use), {"shrink": list(shrinks)}, cv=GroupKFold(inner)
    )
    outside = GroupKFold(min(folds, len(before)), shuffle=True, random_state=seed)
    after: dict[str, float] = {}
    with threadpool_limits(1):  # products this small take five times as long on two threads
        for seen, unseen in outside.split(table, grades, groups=names):
            search.fit(table.iloc[seen], grades[seen], groups=names[seen])
            tuned = search.best_estimator_.weights_
            after |= ndcg_by_vacancy(table.iloc[unseen], grades[unseen], tuned)
        search.fit(table, grades, groups=names)
    fitted, figures = search.best_estimator_.weights_, (figure_of(after), figure_of(before))
    gained = careful(gap(*figures))
    judged = int(np.count_nonzero(~np.isnan(grades)))
    return Proof(
        weights=fitted if gained.low > 0 else None,
        fitted=fitted,
        in_use=used,
        before=figures[1],
        after=figures[0],
        gain=gained,
        shrink=float(search.best_params_["shrink"]),
        vacancies=len(before),
        pairs=judged,
        data=data_digest(table, grades),
        needed=_needed(gained),
        warnings=tuple(warnings_in_words(len(before), judged, "en")),
    )


def careful(found: Figure) -> Figure:
    """Return a figure with the wider of its own interval and Student's, each end by itself."""
    values = np.array(list(found.per_query.values()))
    if len(values) < 2:
        return found
    half = float(student.ppf(0.975, len(values) - 1) * values.std(ddof=1) / np.sqrt(len(values)))
    return replace(
        found, low=min(found.low, found.mean - half), high=max(found.high, found.mean + half)
    )


def data_digest(table: "pd.DataFrame", grades: "Grades") -> str:
    """Return 12 digits that change with any pair, what it shows, and its grade; not with order."""
    rows = table[list(COLUMNS)].to_numpy(float).round(4)
    lines = sorted(
        repr((tuple(map(str, who)), row.tolist(), float(grade)))
        for who, row, grade in zip(table.index, rows, np.asarray(grades, dtype=float), strict=True)
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def _needed(gained: Figure) -> int | None:
    return vacancies_needed(list(gained.per_query.values())) if gained.mean > 0 else None
