"""Pairs of a requirement and a line, labelled by reading -> the judge of a CV's lines.

In:  a table (.tsv) of labelled pairs: hashes of the texts, the numbers of the pair, the label
Out: a `Judge`, and for vacancies kept out what it says beside what a reader said
Why: curves fitted on the whole CV's likeness said .90 of ticks whose quote showed a quarter. Here
     a label is of the quoted line alone, texts and vacancies are strangers', and no number tells
     of the rest of the CV. Logistic curves with signs that are set beforehand, since a few
     thousand pairs teach no more than the size of a weight; texts stay outside the project, and
     the table's hashes and numbers are all that the fit reads

Refit: `python -m matcher.tuning judge --pairs data/evidence/pairs.tsv --out JUDGE.json`. Where
likeness is measured another way, the numbers must be read anew first, from the same texts:
`python -m benchmarks.evidence`.
"""

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InvalidInput, NotFound
from matcher.ranking import Chances, Judge, Traits, columns, judge_to_json
from matcher.records import Kind

PAIR_LABELS = ("shows", "partly", "related", "no")
KEPT_OUT = "kept out"
_FEWEST = 200
_HALF = 0.5  # chance from which a row is called met, or likely; see `Weights`
_PULL = 0.005  # of each weight towards 0, per pair: the penalty on its square

# Which way a number may speak; the rest may speak either way.
_FOR = (
    "likeness", "close", "ahead", "named", "head", "words", "back", "longest", "role", "asks",
    "short", "alike by name", "alike by words", "words by name", "short by name",
)  # fmt: skip
_AGAINST = ("bare", "brief", "study", "unnamed")


@dataclass(frozen=True, slots=True)
class Pair:
    """A requirement and a line that somebody judged by reading the two, and nothing else."""

    vacancy: str
    source: str  # of the CV
    split: str
    kind: Kind
    traits: Traits
    label: str  # one of `PAIR_LABELS`
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Told:
    """What a judge says of pairs that it did not see, beside what a reader said."""

    pairs: int
    vacancies: int
    met: int  # called met: a chance of a half that the line alone shows it, and no bare line
    met_shown: float  # of those, judged shown
    met_some: float  # ... shown or partly
    found: float  # of those judged shown, called met or likely
    ece_shows: float
    ece_some: float


@dataclass(frozen=True, slots=True)
class Trained:
    """A judge, and what it says of vacancies kept out."""

    judge: Judge
    in_turn: Told  # every development vacancy, by a judge that saw none of its pairs
    kept_out: Told  # the vacancies set aside from the start


def train_judge_command(table: Path, out: Path) -> Trained:
    """Fit a judge on a table's development pairs, write it, and try it on those kept out."""
    pairs = read_pairs(table)
    seen = [pair for pair in pairs if pair.split != KEPT_OUT]
    unseen = [pair for pair in pairs if pair.split == KEPT_OUT]
    judge = fit_judge(seen)
    done = Trained(
        judge, told(seen, held_out_by_vacancy(seen)), told(unseen, judged_by(judge, unseen))
    )
    about = {
        "table": table.name,
        "digest": hashlib.sha256(table.read_bytes()).hexdigest()[:12],
        "pairs": len(seen),
        "vacancies": done.in_turn.vacancies,
        "in_turn": rounded(done.in_turn),
        "kept_out": rounded(done.kept_out),
    }
    out.write_text(judge_to_json(judge, about), encoding="utf-8")
    return done


def rounded(told: Told) -> dict[str, float]:
    """Return the figures as a file keeps them."""
    return {name: round(getattr(told, name), 3) for name in Told.__slots__}


def told(pairs: Sequence[Pair], chances: Sequence[Chances]) -> Told:
    """Return how chances compare with labels; shares of nothing are 0."""
    met = [
        pair
        for pair, one in zip(pairs, chances, strict=True)
        if one.met >= _HALF and not pair.traits.bare
    ]
    shows = [one for pair, one in zip(pairs, chances, strict=True) if showing(pair, "shows")]
    return Told(
        pairs=len(pairs),
        vacancies=len({pair.vacancy for pair in pairs}),
        met=len(met),
        met_shown=_share([showing(pair, "shows") for pair in met]),
        met_some=_share([showing(pair, "some") for pair in met]),
        found=_share([one.shown >= _HALF for one in shows]),
        ece_shows=_error([one.met for one in chances], [showing(p, "shows") for p in pairs]),
        ece_some=_error([one.shown for one in chances], [showing(p, "some") for p in pairs]),
    )


def _share(answers: Sequence[bool]) -> float:
    return sum(answers) / len(answers) if answers else 0.0


def _error(chances: Sequence[float], answers: Sequence[bool]) -> float:
    """Return the expected calibration error in ten bins; `matcher.evaluation` has the same."""
    if not chances:
        return 0.0
    said, true = np.array(chances), np.array(answers, dtype=np.float64)
    place = np.searchsorted(np.linspace(0.0, 1.0, 11)[1:-1], said, side="left")
    gaps = [abs((said - true)[place == one].sum()) for one in range(10)]
    return float(sum(gaps) / len(said))


def read_pairs(path: Path) -> list[Pair]:
    """Return the labelled pairs of a table.

    Raises
    ------
    NotFound : there is no such file
    InvalidInput : a column is missing, or a cell holds something else
    """
    if not path.is_file():
        raise NotFound(f"no labelled pairs at {path}; name a table (.tsv)")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    try:
        return [_pair(cells) for cells in rows]
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidInput(
            f"{path} is no table of labelled pairs ({error!r}); the columns are vacancy, source, "
            f"split, kind, label, and {', '.join(Traits._fields)}"
        ) from error


def _pair(cells: "dict[str, str]") -> Pair:
    if cells["label"] not in PAIR_LABELS:
        raise ValueError(f"label {cells['label']!r}")
    return Pair(
        cells["vacancy"],
        cells["source"],
        cells["split"],
        Kind(cells["kind"]),
        Traits(*(float(cells[name]) for name in Traits._fields)),
        cells["label"],
    )


def showing(pair: Pair, event: str) -> bool:
    """Return whether the line was judged to show the requirement ("shows"), or a part ("some")."""
    return pair.label == "shows" or (event == "some" and pair.label == "partly")


def fit_judge(pairs: Sequence[Pair]) -> Judge:
    """Return the judge that fits these pairs.

    Raises
    ------
    InvalidInput : fewer than 200 pairs came, or all have the same answer

    Source: logistic regression with a ridge penalty on columns of one spread, and with bounds at
    0 for the weights whose sign is set (L-BFGS-B, Byrd et al. 1995).
    """
    return Judge(_fit(pairs, "shows"), _fit(pairs, "some"))


def judged_by(judge: Judge, pairs: Sequence[Pair]) -> list[Chances]:
    """Return the judge's chances of each pair."""
    return [judge.chances(pair.kind, pair.traits) for pair in pairs]


def held_out_by_vacancy(pairs: Sequence[Pair], *, folds: int = 8) -> list[Chances]:
    """Return for each pair the chances of a judge that saw nothing of its vacancy."""
    names = sorted({pair.vacancy for pair in pairs})
    fold = {name: place % folds for place, name in enumerate(names)}
    found: dict[int, Chances] = {}
    for one in range(folds):
        judge = fit_judge([pair for pair in pairs if fold[pair.vacancy] != one])
        for place, pair in enumerate(pairs):
            if fold[pair.vacancy] == one:
                found[place] = judge.chances(pair.kind, pair.traits)
    return [found[place] for place in range(len(pairs))]


def _fit(pairs: Sequence[Pair], event: str) -> dict[str, float]:
    from scipy.optimize import minimize

    answers = np.array([showing(pair, event) for pair in pairs], dtype=np.float64)
    if len(pairs) < _FEWEST or answers.all() or not answers.any():
        raise InvalidInput(
            f"{len(pairs)} labelled pairs came, {int(answers.sum())} of them yes; at least "
            f"{_FEWEST} with both answers are needed"
        )
    found = [columns(pair.kind, pair.traits) for pair in pairs]
    names = list(found[0])
    design = np.array([[row[name] for name in names] for row in found])
    spread = np.maximum(design.std(axis=0), 1e-6)
    spread[names.index("bias")] = 1.0
    design = design / spread
    weights = np.array([pair.weight for pair in pairs])
    pull = np.array([0.0 if name == "bias" else _PULL for name in names])

    def loss(at: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = design @ at
        error = weights * (1 / (1 + np.exp(-odds)) - answers)
        missed = weights @ np.logaddexp(0.0, np.where(answers > 0, -odds, odds))
        total = weights.sum()
        return (
            float(missed / total + pull @ at**2),
            design.T @ error / total + 2 * pull * at,
        )

    found_at = minimize(
        loss,
        np.zeros(len(names)),
        jac=True,
        method="L-BFGS-B",
        bounds=[_bounds(name) for name in names],
        options={"maxiter": 2000},
    ).x
    return {
        name: float(weight) for name, weight in zip(names, found_at / spread, strict=True) if weight
    }


def _bounds(name: str) -> tuple[float | None, float | None]:
    return (0.0 if name in _FOR else None, 0.0 if name in _AGAINST else None)
