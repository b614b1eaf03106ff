"""Whom should somebody judge next, and how much more must be judged?

In:  rankings of two or more systems, and what is judged already; or measured differences
Out: a blinded sheet of people on whom the systems disagree, with its key; a number of vacancies
Why: judging costs minutes a pair. What both systems put at the same place tells nothing about which
     is better, so pairs are drawn the more often the further the systems are apart (the drawing
     stays random: the worst disagreements alone would be a picture of the strangest CVs). Whoever
     judges sees no system, place or score, which would be copied into the grade; and the order of
     the sheet is a drawing too
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matcher.errors import InvalidInput
from matcher.judging.grades import MEANINGS, Grade

if TYPE_CHECKING:
    import pandas as pd

Run = Mapping[str, Sequence[str]]  # vacancy -> candidates, best first

_LEAST = 0.05  # weight in the drawing of a pair on which all systems agree
_SIDES = 1.96 * 2  # standard errors in a 95 % interval, of both sides


@dataclass(frozen=True, slots=True)
class Sheet:
    """What somebody judges, and what it was."""

    frame: "pd.DataFrame"  # code, vacancy, cv, grade, reason; the last two to be filled in
    key: "pd.DataFrame"  # code, vacancy, candidate, apart; keep it from whoever judges


def apart(runs: Mapping[str, Run], *, depth: int = 20) -> "pd.DataFrame":
    """Return how far systems are apart on each pair that any of them shows.

    Parameters
    ----------
    runs : name of a system -> its run; at least two
    depth : places that are looked at; what stands behind them counts as not shown

    Returns
    -------
    DataFrame : vacancy, candidate, apart in [0, 1], furthest first; equals in the order of ids

    Raises
    ------
    InvalidInput : fewer than two systems came

    Source: pooling to a depth is TREC's; a place counts as nDCG discounts it, 1 / log2(1 + place),
    and `apart` is the largest difference of two systems.
    """
    import pandas as pd

    if len(runs) < 2:
        raise InvalidInput(f"{len(runs)} system came; a disagreement needs two")
    worth: dict[tuple[str, str], list[float]] = {}
    for n, run in enumerate(runs.values()):
        for vacancy, people in run.items():
            for place, candidate in enumerate(people[:depth], start=1):
                worths = worth.setdefault((vacancy, candidate), [0.0] * len(runs))
                worths[n] = 1.0 / math.log2(1.0 + place)
    rows = [(v, c, max(found) - min(found)) for (v, c), found in worth.items()]
    frame = pd.DataFrame(rows, columns=["vacancy", "candidate", "apart"])
    return frame.sort_values(
        ["apart", "vacancy", "candidate"], ascending=[False, True, True], ignore_index=True
    )


def to_judge(
    runs: Mapping[str, Run],
    judged: Collection[tuple[str, str]] = (),
    *,
    each: int = 5,
    depth: int = 20,
    cvs: Mapping[str, str] | None = None,
    seed: int = 0,
) -> Sheet:
    """Return a blinded sheet of pairs that are not judged yet.

    Parameters
    ----------
    runs : name of a system -> its run; at least two
    judged : (vacancy, candidate) pairs that are left out
    each : most pairs of a vacancy: vacancies, not pairs, are what intervals count
    depth : see `apart`
    cvs : candidate -> what is shown of them, best without name and titles (`explanation.Blind`);
        None shows their ids, which are names of files
    seed : of the drawing; the same gives the same sheet

    Raises
    ------
    InvalidInput : fewer than two systems came, everything they show is judged, or a CV is missing

    Source: drawing with weights and without replacement, Efraimidis & Spirakis (2006).
    """
    import pandas as pd

    pool = apart(runs, depth=depth)
    known = {tuple(pair) for pair in judged}
    new = [(v, c) not in known for v, c in zip(pool.vacancy, pool.candidate, strict=True)]
    pool = pool[new].sort_values(["vacancy", "candidate"], ignore_index=True)
    if pool.empty:
        raise InvalidInput("everybody whom the systems show is judged; look deeper (depth)")
    random = np.random.default_rng(seed)
    keys = random.random(len(pool)) ** (1.0 / (_LEAST + pool.apart.to_numpy()))
    drawn = pool.assign(drawn=keys).sort_values("drawn", ascending=False)
    drawn = drawn.groupby("vacancy", sort=True).head(each).drop(columns="drawn")
    codes = [f"{n:03d}" for n in random.permutation(len(drawn)) + 1]
    key = drawn.assign(code=codes).sort_values(["vacancy", "code"], ignore_index=True)
    shown = key.candidate
    if cvs is not None:
        if lacking := sorted(set(key.candidate) - set(cvs)):
            raise InvalidInput(f"{len(lacking)} CVs are missing: {', '.join(lacking[:3])}")
        shown = key.candidate.map(dict(cvs))
    frame = pd.DataFrame({"code": key.code, "vacancy": key.vacancy, "cv": shown})
    return Sheet(
        frame.assign(grade=pd.array([pd.NA] * len(frame), dtype="Int64"), reason=""),
        key[["code", "vacancy", "candidate", "apart"]],
    )


def grades_of(filled: "pd.DataFrame", key: "pd.DataFrame", *, judge: str) -> tuple[Grade, ...]:
    """Return the judgements of a sheet that was filled in; rows without a grade are left out.

    Raises
    ------
    InvalidInput : a code is not in the key, or a grade is none of `MEANINGS`
    """
    who = {str(r.code): (str(r.vacancy), str(r.candidate)) for r in key.itertuples()}
    found = []
    for row in filled.dropna(subset=["grade"]).itertuples():
        code, said = str(row.code).zfill(3), row.grade
        if code not in who or float(str(said)) not in MEANINGS:
            raise InvalidInput(
                f"code {code} with the grade {said} cannot be used; keep the codes of the sheet, "
                f"and grade with {', '.join(map(str, sorted(MEANINGS)))}"
            )
        reason = "" if str(row.reason) == "nan" else str(row.reason)
        found.append(Grade(*who[code], int(float(str(said))), judge, reason))
    return tuple(found)


def vacancies_needed(differences: Sequence[float], *, width: float | None = None) -> int:
    """Return how many judged vacancies an interval needs, going by the spread of those there are.

    Parameters
    ----------
    differences : of two systems, one a vacancy: the `per_query` of a paired figure
    width : of the 95 % interval, both sides together; None asks for one that does not reach zero
        if the mean stays what it is

    Returns
    -------
    int, at least 2 : the whole number of vacancies, those there are among them

    Raises
    ------
    InvalidInput : fewer than two differences came, the width is not above 0, or the mean is 0 where
        no width was asked

    Source: the interval of a mean, 2 x 1.96 s / sqrt(n), which the percentile bootstrap of `gap`
    comes to; a few vacancies tell s badly, so take the number for its order of size.
    """
    values = np.asarray(differences, dtype=np.float64)
    if len(values) < 2:
        raise InvalidInput(f"{len(values)} difference came; a spread needs two vacancies")
    wanted = 2.0 * abs(float(values.mean())) if width is None else width
    if not wanted > 0:
        raise InvalidInput(
            "the width must be above 0; where the mean difference is 0, name the width you want"
        )
    return max(2, math.ceil((_SIDES * float(values.std(ddof=1)) / wanted) ** 2))
