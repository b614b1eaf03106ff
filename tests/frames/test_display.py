"""A notebook shows strip, ledger and quotes; what files hold is shown as text."""

import re
from dataclasses import replace

import pytest

from matcher.display import ranking_html, show, strip
from matcher.explanation import look_of
from matcher.records import (
    Evidence,
    Importance,
    Kind,
    Match,
    Note,
    Requirement,
    Row,
    Rung,
    SetAside,
    Status,
    Vacancy,
)

BAD = "<img src=x onerror=alert(1)>"


def row(number: int | None, points: float, most: float, **told: object) -> Row:
    given = {
        "requirement": f"requirement {number}", "importance": "must", "status": Status.PARTLY,
        "evidence": Evidence("Built it", 0, 8, 2, Rung.RECENT_ROLE), "chance": 0.9, **told,
    }  # fmt: skip
    return Row(number=number, points=points, most=most, **given)  # type: ignore[arg-type]


PROVEN = row(2, 20.0, 40.0)
LIKELY = row(1, 5.0, 20.0, status=Status.MET, chance=0.6, importance="nice")
MISSING = row(3, 0.0, 10.0, status=Status.MISSING, chance=0.1)
CONTEXT = row(None, 30.0, 30.0, status=Status.MET, evidence=None, chance=None,
              importance="context", note=Note("context", "0.9"))  # fmt: skip
MATCH = Match("anna", "anna.pdf", 55.0, (0, 2), (LIKELY, PROVEN, MISSING, CONTEXT), ("old",))


def cells(svg: str) -> list[tuple[str, float, float]]:
    found = re.findall(r'<rect class="([\w-]+)" x="([\d.]+)" width="([\d.]+)"', svg)
    return [(look, float(x), float(width)) for look, x, width in found]


def test_a_cell_is_as_wide_as_it_can_earn_and_as_full_as_it_earned() -> None:
    shown = cells(strip(MATCH.rows))
    tracks = [(x, width) for look, x, width in shown if look == "t"]
    fills = [(look, width) for look, _, width in shown if look != "t"]
    assert [x for x, _ in tracks] == pytest.approx([0, 360 * 0.4, 360 * 0.5, 360 * 0.7], abs=0.1)
    assert [look for look, _ in fills] == ["f-partly", "f-missing", "f-likely", "f-context"]
    assert fills[0][1] == pytest.approx((360 * 0.4 - 1.5) * 20 / 40, abs=0.1)
    assert fills[1][1] == 0.0


def test_what_earns_nothing_has_no_cell_and_an_empty_ledger_an_empty_strip() -> None:
    off = row(9, 0.0, 0.0)
    assert cells(strip([off])) == cells(strip([])) == []


def test_a_ledger_quotes_proof_bare_and_the_nearest_line_only_as_that() -> None:
    html = show(MATCH, language="en")._repr_html_()
    assert "<q>Built it</q>" in html
    assert "likely; nearest line: <q>Built it</q>" in html
    assert "not shown; nearest line: <q>" in html
    assert look_of(LIKELY) == "likely"
    assert "55.00" in html
    assert "deels aangetoond" in show(MATCH, language="nl")._repr_html_()


def test_whatever_a_cv_or_a_vacancy_holds_is_shown_as_text() -> None:
    evidence = Evidence(BAD, 0, 9, None, Rung.LIST)
    bad = replace(PROVEN, requirement=BAD, evidence=evidence)
    match = Match(BAD, BAD, 20.0, (0, 1), (bad,), (BAD,))
    asked = Requirement(1, BAD, 0, 1, Importance.MUST, Kind.TOOL, 1.0)
    vacancy = Vacancy("v", "v.txt", "en", BAD, (asked,), (SetAside(BAD, 0, 1, "offer"),), (BAD,))
    for html in (
        show(match)._repr_html_(),
        show(vacancy)._repr_html_(),
        ranking_html(BAD, [match]),
    ):
        assert "<img" not in html
        assert "&lt;img" in html


def test_a_vacancy_shows_requirements_advice_and_what_was_set_aside() -> None:
    asked = Requirement(7, "Python", 0, 6, Importance.OFF, Kind.TOOL, 2.0)
    aside = SetAside("Leuk team", 0, 1, "offer")
    vacancy = Vacancy("v", "v.txt", "nl", "Engineer", (asked,), (aside,), ("Te veel eisen.",))
    html = show(vacancy)._repr_html_()
    for told in ("Engineer", "Python", "off", "Te veel eisen.", "1 set aside", "Leuk team"):
        assert told in html
    assert repr(show(vacancy)) == "<Vacancy: 'Engineer', 1 requirements>"
    assert repr(show(MATCH)) == "<Match: 'anna', 55.00, 4 rows>"


def test_light_and_dark_follow_the_notebook_before_the_system() -> None:
    html = show(MATCH)._repr_html_()
    system, light, dark = (
        html.index(mark)
        for mark in ("prefers-color-scheme:dark", 'theme-light="true"', 'theme-light="false"')
    )
    assert system < light < dark  # a later rule of the same weight wins
