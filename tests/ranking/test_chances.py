"""Curves of chance: their formula, their files, and which group a requirement is of."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InvalidInput
from matcher.ranking import Chances, Curve, Curves, Signs, curves_to_json, read_curves
from matcher.ranking.chances import group_of, shipped_curves
from matcher.records import Kind

ratios = st.floats(0, 1)
slopes = st.floats(0, 20)
curves = st.builds(Curve, st.floats(-20, 20), slopes, slopes, slopes, slopes)
signs = st.builds(Signs, st.just("tool"), ratios, ratios, ratios, ratios)


def slow_chance(curve: Curve, found: Signs) -> float:
    """Platt 1999: the odds are the bias times what each sign multiplies them by."""
    odds = math.exp(curve.bias)
    for name in ("likeness", "named", "context", "level"):
        odds *= math.exp(getattr(curve, name)) ** getattr(found, name)
    return odds / (1 + odds)


@given(curves, signs)
def test_a_chance_is_the_odds_of_the_bias_multiplied_by_every_sign(
    curve: Curve, found: Signs
) -> None:
    assert curve.at(found) == pytest.approx(slow_chance(curve, found), rel=1e-9)


def test_without_a_bias_and_signs_it_is_even() -> None:
    assert Curve(0.0, 5.0, 5.0, 5.0, 5.0).at(Signs("tool", 0.0, 0.0, 0.0)) == 1 / (1 + 1)


@given(curves, curves, signs)
def test_what_is_met_is_shown_too(shown: Curve, met: Curve, found: Signs) -> None:
    chances = Curves({"tool": shown}, {"tool": met}).chances(found)
    assert chances == Chances(shown.at(found), min(shown.at(found), met.at(found)))


@given(st.sampled_from(["likeness", "named", "context", "level"]), signs, ratios)
def test_more_of_a_sign_never_makes_a_shipped_chance_smaller(
    sign: str, found: Signs, more: float
) -> None:
    fitted = shipped_curves()
    for group in fitted.shown:
        cells = {name: getattr(found, name) for name in ("likeness", "named", "context", "level")}
        less = fitted.chances(Signs(group, **cells))
        better = fitted.chances(Signs(group, **cells | {sign: max(cells[sign], more)}))
        assert less is not None
        assert better is not None
        assert better.shown >= less.shown
        assert better.met >= less.met


def test_a_group_without_judgements_has_no_chances() -> None:
    one = {"tool": Curve(0.0)}
    found = Signs("education", 1.0, 1.0, 1.0)
    assert Curves(one, one).chances(found) is None
    assert Curves(one | {"education": Curve(0.0)}, one).chances(found) is None


def test_every_group_that_a_requirement_can_be_of_has_a_shipped_curve() -> None:
    groups = {
        group_of(kind, named=named, years=years)
        for kind in Kind
        if kind is not Kind.TERMS
        for named in (False, True)
        for years in (False, True)
    }
    assert groups == set(shipped_curves().shown) == set(shipped_curves().met)


@pytest.mark.parametrize(
    ("kind", "named", "years", "group"),
    [
        (Kind.TOOL, True, False, "tool"),
        (Kind.TOOL, True, True, "years"),
        (Kind.HARD, True, False, "work by name"),
        (Kind.EXPERIENCE, False, False, "work"),
        (Kind.SOFT, True, False, "behaviour by name"),
        (Kind.CERTIFICATE, False, False, "certificate"),
        (Kind.LANGUAGE, True, False, "language"),
    ],
)
def test_requirements_are_grouped_by_kind_and_by_whether_their_skills_are_known(
    kind: Kind, named: bool, years: bool, group: str
) -> None:
    assert group_of(kind, named=named, years=years) == group


@given(curves, curves, ratios, ratios)
def test_a_line_earns_a_ratio_and_a_better_line_no_less(
    shown: Curve, met: Curve, less: float, more: float
) -> None:
    both = Curves({"tool": shown}, {"tool": met})
    less, more = sorted((less, more))
    earned = [both.strength("tool", ratio, ratio) for ratio in (0.0, less, more, 1.0)]
    if earned[0] is None:  # no line adds anything
        assert earned == [None] * 4
        return
    assert (earned[0], earned[3]) == (0, 1)
    assert 0 <= earned[1] <= earned[2] <= 1  # type: ignore[operator]


def test_what_is_shown_in_part_earns_half_of_what_is_met() -> None:
    """Chances of nothing, of the line and of a perfect line, by hand; the context is a half."""
    both = Curves({"tool": Curve(-1.0, 4.0)}, {"tool": Curve(-3.0, 4.0, context=1.0)})

    def credit(likeness: float) -> float:
        shown = 1 / (1 + math.exp(1 - 4 * likeness))
        met = 1 / (1 + math.exp(3 - 4 * likeness - 0.5))
        return met * 1 + (shown - met) * 0.5

    expected = (credit(0.5) - credit(0)) / (credit(1) - credit(0))
    assert both.strength("tool", 0.5, 0.0) == pytest.approx(expected)


def test_a_group_without_curves_earns_by_the_rules() -> None:
    assert Curves({}, {}).strength("tool", 1.0, 1.0) is None


# --- files ----------------------------------------------------------------------------------
def test_curves_come_back_from_their_file_to_four_places(tmp_path: Path) -> None:
    kept = Curves({"tool": Curve(-1.23456, 0.5)}, {"tool": Curve(0.25, level=2.0)})
    path = tmp_path / "curves.json"
    path.write_text(curves_to_json(kept, {"rows": 3}), encoding="utf-8")
    found = read_curves(path)
    assert found == Curves({"tool": Curve(-1.2346, 0.5)}, {"tool": Curve(0.25, level=2.0)})
    assert json.loads(path.read_text(encoding="utf-8"))["about"] == {"rows": 3}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[1]",
        '{"shown": {}}',
        '{"shown": [], "met": {}}',
        '{"shown": {"tool": {"bias": "much"}}, "met": {}}',
        '{"shown": {"tool": {"likeness": 1}}, "met": {}}',
        '{"shown": {"tool": {"bias": 0, "charm": 1}}, "met": {}}',
        '{"shown": {"tool": {"bias": NaN}}, "met": {}}',
        '{"shown": {"tool": {"bias": 1e9}}, "met": {}}',
        '{"shown": {"tool": {"bias": 0, "named": -1}}, "met": {}}',
    ],
)
def test_a_file_that_is_damaged_or_something_else_is_refused_by_name(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "curves.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"curves\.json cannot be read as curves .*matcher tune"):
        read_curves(path)


def test_a_file_that_is_not_text_or_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00")
    for name in ("bytes.json", "nowhere.json"):
        with pytest.raises(InvalidInput, match="cannot be read as curves"):
            read_curves(tmp_path / name)


def test_curves_know_the_encoder_that_their_file_names(tmp_path: Path) -> None:
    path = tmp_path / "curves.json"
    path.write_text(curves_to_json(Curves({}, {}), {"encoder": "e5@1"}), encoding="utf-8")
    assert read_curves(path) == Curves({}, {}, "e5@1")
