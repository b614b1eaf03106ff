"""Curves are fitted as they are said to be, and never judged by what they were fitted on."""

import math
import random
from dataclasses import replace

import pytest

from matcher.errors import InvalidInput
from matcher.ranking import Curves, Signs
from matcher.tuning import curves as tuning
from matcher.tuning.curves import Judged, decided, fit_curves, held_out, outcome

TRUE = (-3.0, 5.0, 2.0)  # bias, likeness, context


def judged(label: str, group: str = "tool", vacancy: str = "v") -> Judged:
    return Judged(vacancy, "anna", Signs(group, 0.5, 0.5, 0.5), label)


def drawn(rows: int, *, seed: int = 1, group: str = "work", vacancies: int = 5) -> list[Judged]:
    """Return rows whose chance of being met follows the true curve; the others are missing."""
    rng = random.Random(seed)
    found = []
    for n in range(rows):
        signs = Signs(group, rng.random(), 0.0, rng.random())
        odds = TRUE[0] + TRUE[1] * signs.likeness + TRUE[2] * signs.context
        met = rng.random() < 1 / (1 + math.exp(-odds))
        found.append(Judged(f"v{n % vacancies}", f"c{n}", signs, "met" if met else "missing"))
    return found


def test_a_curve_that_is_known_is_found_again() -> None:
    curve = fit_curves(drawn(6000)).met["work"]
    assert (curve.bias, curve.likeness, curve.context) == pytest.approx(TRUE, abs=0.4)
    assert (curve.named, curve.level) == (0, 0)


def test_where_nothing_is_partly_met_shown_and_met_are_one_event() -> None:
    found = fit_curves(drawn(300))
    assert found.shown == found.met


def test_a_sign_that_speaks_against_a_row_gets_no_slope_and_the_rest_is_fitted_without_it() -> None:
    """To cut a slope off after the fit would leave a bias that was fitted beside it."""
    rows = drawn(2000)
    against = [replace(r, signs=replace(r.signs, context=1 - r.signs.context)) for r in rows]
    without = [replace(r, signs=replace(r.signs, context=0.0)) for r in rows]
    found, plain = fit_curves(against).met["work"], fit_curves(without).met["work"]
    assert found.context == 0
    assert (found.bias, found.likeness) == pytest.approx((plain.bias, plain.likeness), abs=1e-4)


def test_every_slope_is_at_least_nought_whatever_is_judged() -> None:
    rng = random.Random(3)
    groups = ("tool", "work", "work by name", "years", "education", "language", "behaviour")
    rows = [
        Judged("v", "c", Signs(rng.choice(groups), *(rng.random() for _ in range(4))), label)
        for label in rng.choices(tuning.LABELS, k=500)
    ]
    for event in (fit_curves(rows).shown, fit_curves(rows).met):
        for curve in event.values():
            assert min(curve.likeness, curve.named, curve.context, curve.level) >= 0


def test_kinds_of_work_share_the_slope_of_likeness_and_keep_a_bias_each() -> None:
    """A tool that hardly any CV shows: less likely met at the same likeness."""
    rare = [replace(r, signs=replace(r.signs, group="tool")) for r in drawn(600, seed=2)]
    rare = [replace(r, label="missing") if n % 2 else r for n, r in enumerate(rare)]
    found = fit_curves(drawn(600) + rare).met
    assert found["tool"].likeness == found["work"].likeness > 0
    assert found["tool"].bias < found["work"].bias


@pytest.mark.parametrize(
    ("label", "shown", "met"),
    [("met", True, True), ("partly", True, False), ("unclear", False, False),
     ("missing", False, False)],
)  # fmt: skip
def test_partly_is_shown_but_not_met(label: str, shown: bool, met: bool) -> None:
    row = judged(label)
    assert (outcome(row, "shown"), outcome(row, "met")) == (shown, met)


def test_unclear_decides_a_row_of_behaviour_only() -> None:
    rows = [judged("unclear"), judged("unclear", "behaviour"), judged("missing")]
    assert decided(rows) == rows[1:]


@pytest.mark.parametrize(
    "rows",
    [[], drawn(49), [judged("met")] * 60, [judged("missing")] * 60, [judged("unclear")] * 90],
)
def test_too_few_judgements_or_all_alike_are_refused(rows: list[Judged]) -> None:
    with pytest.raises(InvalidInput, match=r"at least 50 with both answers .*judge more"):
        fit_curves(rows)


# --- held out -------------------------------------------------------------------------------
def test_a_vacancys_own_judgements_never_touch_its_chances() -> None:
    rows = drawn(400)
    lied = [
        replace(r, label="missing" if r.label == "met" else "met") if r.vacancy == "v0" else r
        for r in rows
    ]
    told = {r.candidate: c for r, c in held_out(rows) if r.vacancy == "v0"}
    assert told == {r.candidate: c for r, c in held_out(lied) if r.vacancy == "v0"}
    assert len(told) == 400 / 5


def test_the_fit_for_each_vacancy_is_of_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[set[str]] = []

    def fit(rows: list[Judged]) -> Curves:
        seen.append({row.vacancy for row in rows})
        return fit_curves(rows)

    monkeypatch.setattr(tuning, "fit_curves", fit)
    held_out(drawn(400))
    everyone = {f"v{n}" for n in range(5)}
    assert seen == [everyone - {f"v{n}"} for n in range(5)]


def test_a_group_that_only_one_vacancy_has_gets_no_chance_held_out() -> None:
    alone = [replace(judged("met", "language"), vacancy="v0")] * 3
    assert len(held_out(drawn(400) + alone)) == 400
