"""What to judge next: where systems disagree, drawn blind; and how much more is needed."""

import io
import math

import numpy as np
import pandas as pd
import pytest

from matcher.errors import InvalidInput
from matcher.evaluation import figure_of
from matcher.judging import Grade, apart, grades_of, to_judge, vacancies_needed

RUNS = {
    "a": {"v": ["anna", "bram", "carl", "dora"], "w": ["anna", "bram"]},
    "b": {"v": ["anna", "carl", "bram", "emma"], "w": ["anna", "bram"]},
}


def test_apart_is_the_difference_of_the_discounts() -> None:
    found = apart(RUNS, depth=3).set_index(["vacancy", "candidate"]).apart
    assert found["v", "anna"] == 0
    assert found["v", "bram"] == pytest.approx(1 / math.log2(3) - 1 / math.log2(4))
    assert ("v", "dora") not in found.index  # behind the depth in both
    assert apart(RUNS, depth=4).set_index(["vacancy", "candidate"]).apart[
        "v", "dora"
    ] == pytest.approx(1 / math.log2(5))


def test_a_sheet_tells_no_system_no_place_and_no_name() -> None:
    people = ("anna", "bram", "carl", "dora", "emma")
    cvs = {who: f"a CV of {n} years" for n, who in enumerate(people)}
    sheet = to_judge(RUNS, {("v", "anna")}, each=3, cvs=cvs)
    assert list(sheet.frame.columns) == ["code", "vacancy", "cv", "grade", "reason"]
    text = sheet.frame.to_csv()
    assert not any(who in text for who in cvs)
    assert ("v", "anna") not in set(zip(sheet.key.vacancy, sheet.key.candidate, strict=True))
    assert sheet.frame.groupby("vacancy").size().to_dict() == {"v": 3, "w": 2}
    assert sheet.frame.code.is_unique
    again = to_judge(RUNS, {("v", "anna")}, each=3, cvs=cvs)
    pd.testing.assert_frame_equal(sheet.frame, again.frame)


def test_what_systems_disagree_on_is_drawn_more_often_but_not_alone() -> None:
    same = [f"p{n}" for n in range(10)]
    runs = {"a": {"v": ["x", *same]}, "b": {"v": same}}
    drawn = [to_judge(runs, each=1, seed=seed).key.candidate[0] for seed in range(200)]
    assert 0.2 < drawn.count("x") / 200 < 0.95  # one of eleven by chance
    assert len(set(drawn)) > 3


def test_a_filled_sheet_becomes_judgements() -> None:
    sheet = to_judge(RUNS, each=2)
    handed_in = io.StringIO(sheet.frame.to_csv(index=False))
    filled = pd.read_csv(handed_in).astype({"reason": object})  # zeros of the codes are lost
    filled.loc[0, "grade"], filled.loc[0, "reason"] = 3, "dbt"
    code = f"{filled.code[0]:03d}"
    who = sheet.key.set_index("code").candidate[code]
    vacancy = sheet.key.set_index("code").vacancy[code]
    assert grades_of(filled, sheet.key, judge="els") == (Grade(vacancy, who, 3, "els", "dbt"),)
    filled.loc[0, "grade"] = 7
    with pytest.raises(InvalidInput, match="grade 7"):
        grades_of(filled, sheet.key, judge="els")


def test_where_nothing_is_left_or_nothing_can_differ_that_is_told() -> None:
    with pytest.raises(InvalidInput, match="needs two"):
        apart({"a": RUNS["a"]})
    judged = {(v, c) for run in RUNS.values() for v, people in run.items() for c in people}
    with pytest.raises(InvalidInput, match="is judged"):
        to_judge(RUNS, judged)
    with pytest.raises(InvalidInput, match="CVs are missing"):
        to_judge(RUNS, cvs={"anna": ""})


def test_so_many_vacancies_give_the_width_that_was_wanted() -> None:
    random = np.random.default_rng(1)
    seen = random.normal(0.03, 0.08, size=30)
    needed = vacancies_needed(seen.tolist(), width=0.03)
    assert needed == math.ceil((2 * 1.96 * seen.std(ddof=1) / 0.03) ** 2)
    more = random.normal(0.03, seen.std(ddof=1), size=needed)
    figure = figure_of({f"{n:04}": float(v) for n, v in enumerate(more)})
    assert figure.high - figure.low == pytest.approx(0.03, rel=0.15)


def test_without_a_width_the_interval_is_to_leave_zero_out() -> None:
    seen = [0.02, 0.06, -0.02, 0.06]  # mean 0.03
    assert vacancies_needed(seen) == vacancies_needed(seen, width=2 * 0.03)
    with pytest.raises(InvalidInput, match="above 0"):
        vacancies_needed([0.1, -0.1])
    with pytest.raises(InvalidInput, match="two vacancies"):
        vacancies_needed([0.1], width=0.1)
    assert vacancies_needed([0.1, 0.1, 0.1]) == 2
