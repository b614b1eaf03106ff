"""Rates, ratios, tests and verdicts are those that one can work out by hand."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from scipy.stats import fisher_exact

from matcher.errors import InvalidInput
from matcher.fairness import Cut, Demographics, Field, Rate, Verdict, rates


def field(scores: list[list[float]]) -> Field:
    """People p0, p1, ... with these scores; places follow from them, ties in the order given."""
    rows = np.array(scores, dtype=float)
    places = np.empty(rows.shape, dtype=np.int64)
    for column in range(rows.shape[1]):
        order = np.argsort(-rows[:, column], kind="stable")
        places[order, column] = np.arange(1, len(rows) + 1)
    return Field(tuple(f"p{n}" for n in range(len(rows))), rows, places)


def told(**columns: str) -> Demographics:
    """Groups by letter, one a person; a blank tells nothing."""
    return Demographics(
        tuple(columns),
        {
            name: {f"p{n}": letter for n, letter in enumerate(letters) if letter != " "}
            for name, letters in columns.items()
        },
    )


def of(found: list[Rate], group: str, cut: Cut) -> Rate:
    (one,) = [r for r in found if (r.group, r.cut) == (group, cut)]
    return one


TEN = field([[s] for s in (90, 80, 70, 60, 50, 40, 30, 20, 10, 5)])
MIXED = told(gender="mmmmvmvvvv")  # m: places 1 2 3 4 6; v: 5 7 8 9 10


def test_a_rate_is_selected_of_considered_and_the_ratio_is_to_the_highest() -> None:
    found = rates(TEN, MIXED, cuts=[Cut("top", 6)], least=2)
    m, v = of(found, "m", Cut("top", 6)), of(found, "v", Cut("top", 6))
    assert (m.selected, m.considered, m.rate) == (5, 5, 5 / 5)
    assert (v.selected, v.considered, v.rate) == (1, 5, 1 / 5)
    assert (m.reference, v.reference) == ("m", "m")
    assert (m.ratio, v.ratio) == (1.0, pytest.approx((1 / 5) / (5 / 5)))
    assert (m.verdict, m.p, v.rest) == (Verdict.REFERENCE, None, 5 / 5)


def test_a_cut_by_score_takes_the_score_itself_and_the_median_only_what_lies_above() -> None:
    found = rates(TEN, MIXED, cuts=[Cut("score", 50.0), Cut("median")], least=2)
    assert of(found, "m", Cut("score", 50.0)).selected == 4
    assert of(found, "v", Cut("score", 50.0)).selected == 1  # 50 is 50 or more
    assert of(found, "v", Cut("median")).selected == 1  # the median is (50 + 40) / 2 = 45
    even = field([[1.0], [2.0], [2.0], [2.0], [3.0]])
    assert [r.selected for r in rates(even, told(g="aabbb"), cuts=[Cut("median")], least=1)] == [
        1,
        0,
    ]


def test_the_median_is_of_each_vacancy() -> None:
    two = field([[10, 1], [20, 2], [30, 400], [40, 500]])
    found = rates(two, told(g="aabb"), cuts=[Cut("median")], least=2)
    assert [(r.group, r.selected, r.considered) for r in found] == [("a", 0, 4), ("b", 4, 4)]


def test_of_one_vacancy_the_chance_is_fishers() -> None:
    (v,) = [r for r in rates(TEN, MIXED, cuts=[Cut("top", 6)], least=2) if r.group == "v"]
    assert v.p == pytest.approx(fisher_exact([[1, 4], [5, 0]]).pvalue)
    # 4 of 6 with both margins fixed: m gets 5 or 1 of the six, (C(5,5) C(5,1) + the same) / C(10,6)
    assert v.p == pytest.approx((5 + 5) / 210)


def test_of_more_vacancies_people_are_permuted_not_pairs() -> None:
    times = [3, 3, 3, 0, 2, 0, 0, 1]  # of three vacancies, how often each is selected
    scores = [[100.0 if v < n else 0.0 for v in range(3)] for n in times]
    found = rates(field(scores), told(g="aaaabbbb"), cuts=[Cut("score", 50)], least=2)
    (b,) = [r for r in found if r.group == "b"]
    sums = [sum(times[i] for i in own) for own in combinations(range(8), 4)]
    seen = abs((3 + 3 + 3 + 0) - (2 + 0 + 0 + 1))
    exact = np.mean([abs(2 * s - sum(times)) >= seen for s in sums])
    assert b.p == pytest.approx(exact, abs=0.02)
    as_pairs = fisher_exact([[3, 9], [9, 3]]).pvalue
    assert as_pairs < exact / 2  # what twelve pairs of four people would claim


def test_a_middle_group_that_stands_above_the_rest_is_not_lower() -> None:
    ranked = "a" * 30 + "b" * 21 + "c" * 60 + "b" * 9  # selected: a 30/30, b 21/30, c 0/60
    scores = [[float(200 - n)] for n in range(len(ranked))]
    found = rates(field(scores), told(g=ranked), cuts=[Cut("top", 51)])
    b, c = of(found, "b", Cut("top", 51)), of(found, "c", Cut("top", 51))
    assert (b.ratio, b.rest) == (pytest.approx(21 / 30), pytest.approx(30 / 90))
    assert b.p is not None
    assert b.p < 0.01
    assert b.verdict is Verdict.UNDECIDED
    assert c.verdict is Verdict.LOWER


def test_a_small_group_gets_a_rate_and_no_conclusion_and_is_no_reference() -> None:
    scores = [[float(100 - n)] for n in range(50)]
    found = rates(field(scores), told(g="c" * 3 + "a" * 22 + "b" * 25), cuts=[Cut("top", 10)])
    c, a, b = (of(found, g, Cut("top", 10)) for g in "cab")
    assert (c.rate, c.verdict, c.p, c.low) == (1.0, Verdict.SMALL, None, None)
    assert a.reference == b.reference == "a"
    assert c.ratio == pytest.approx(1 / (7 / 22))


def test_a_group_below_two_in_a_hundred_is_too_small_however_many_it_has() -> None:
    scores = [[float(n)] for n in range(2_000)]
    groups = "a" * 1_970 + "b" * 30
    found = rates(field(scores), told(g=groups), cuts=[Cut("top", 100)], least=20)
    assert of(found, "b", Cut("top", 100)).verdict is Verdict.SMALL  # 30 of 2,000 is 1.5 %


def test_where_nobody_of_a_group_is_selected_there_is_no_interval_and_the_test_decides() -> None:
    scores = [[float(100 - n)] for n in range(60)]
    found = rates(field(scores), told(g="a" * 30 + "b" * 30), cuts=[Cut("top", 30)])
    b = of(found, "b", Cut("top", 30))
    assert (b.ratio, b.low, b.high, b.verdict) == (0.0, None, None, Verdict.LOWER)


def test_a_difference_that_matters_not_needs_an_interval_above_four_fifths() -> None:
    scores = [[1.0 if n % 10 else 0.0] for n in range(4_000)]  # nine of ten, in either half
    many = rates(field(scores), told(g="a" * 2_000 + "b" * 2_000), cuts=[Cut("score", 1)])
    assert [r.verdict for r in many if r.p is not None] == [Verdict.EVEN]
    few = rates(field(scores[:40]), told(g="a" * 20 + "b" * 20), cuts=[Cut("score", 1)])
    (one,) = [r for r in few if r.p is not None]
    assert one.ratio == 1.0
    assert one.low is not None
    assert (one.low < 0.8) == (one.verdict is Verdict.UNDECIDED)


def test_holm_multiplies_the_smallest_p_by_the_number_of_tests_and_never_falls() -> None:
    scores = [[float(200 - n)] for n in range(120)]
    groups = "a" * 40 + "b" * 40 + "c" * 40
    found = rates(field(scores), told(g=groups), cuts=[Cut("top", 50), Cut("top", 60)])
    tested = sorted((r.p, r.p_all) for r in found if r.p is not None and r.p_all is not None)
    assert len(tested) == 4
    assert tested[0][1] == pytest.approx(4 * tested[0][0])
    assert tested[-1][1] == pytest.approx(max(tested[-2][1], tested[-1][0]))
    assert all(a[1] <= b[1] for a, b in pairwise(tested))


def test_pairs_of_columns_are_groups_of_their_own() -> None:
    both = told(gender="mmvv ", origin="xyxyx").crossed()
    assert both.columns == ("gender", "origin", "gender × origin")
    assert both.groups["gender × origin"] == {
        "p0": "m × x", "p1": "m × y", "p2": "v × x", "p3": "v × y",
    }  # fmt: skip


def test_groups_given_by_lot_are_called_lower_in_at_most_one_audit_of_twenty() -> None:
    rng = np.random.default_rng(11)
    scores = rng.normal(size=(120, 1)) + rng.normal(size=(120, 4)) / 2  # people differ, groups not
    called = 0
    for _ in range(60):
        letters = "".join(rng.choice(list("abc"), 120))
        found = rates(
            field(scores.tolist()), told(g=letters), cuts=[Cut("top", 10), Cut("top", 30)]
        )
        called += any(r.verdict is Verdict.LOWER for r in found)
    assert called <= 0.05 * 60 + 2


def test_the_same_seed_gives_the_same_figures() -> None:
    one, other = (rates(TEN, MIXED, cuts=[Cut("top", 4)], least=2, seed=5) for _ in range(2))
    assert one == other


def test_an_unknown_cut_is_refused() -> None:
    with pytest.raises(InvalidInput, match="there are top, score and median"):
        TEN.selected(Cut("bottom", 3))


def test_a_column_of_which_nobody_is_there_has_no_rates() -> None:
    assert rates(TEN, Demographics(("g",), {"g": {"somebody else": "a"}})) == []
