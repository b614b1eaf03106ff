"""The report says what the figures say, in two languages, as text, and names nobody."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from matcher import Matcher
from matcher.errors import InvalidInput
from matcher.fairness import (
    Audit,
    Demographics,
    Rate,
    Swap,
    Swapped,
    Verdict,
    audit,
    page,
    proxies_frame,
    rates_frame,
    report,
    swaps_frame,
)
from matcher.fairness.frames import PROXY_COLUMNS, RATE_COLUMNS, SWAP_COLUMNS
from matcher.fairness.rates import Cut
from matcher.fairness.report import findings_of
from matcher.fairness.words import texts
from matcher.records import Vacancy

DAY = date(2026, 12, 1)
HOSTILE = "<script>alert('x')</script>"


@pytest.fixture(scope="module")
def told(letters: Matcher) -> Demographics:
    one, two, three, four = letters.ids()
    return Demographics(
        ("gender", "origin"),
        {
            "gender": {one: "v", two: "m", three: "v", four: "m", "gone": "v"},
            "origin": {one: HOSTILE, two: HOSTILE, three: "nl"},
        },
    )


@pytest.fixture(scope="module")
def found(letters: Matcher, vacancies: list[Vacancy], told: Demographics) -> Audit:
    return audit(letters, vacancies, told, cuts=[Cut("top", 2), Cut("median")], least=2, each=1,
                 most=2)  # fmt: skip


def test_an_audit_says_of_what_it_is(found: Audit, letters: Matcher) -> None:
    scope = found.scope
    assert (scope.people, scope.known, scope.absent) == (4, 4, 1)
    assert scope.encoder == letters.encoder_name
    assert found.sizes == (("gender", 4, 0), ("origin", 3, 1), ("gender × origin", 3, 1))
    assert [s.people for s in found.standings if s.column == "gender"] == [2, 2]
    shares = [s.share for s in found.standings if s.column == "gender"]
    assert sum(shares) / 2 == pytest.approx(0.5)  # places 1 to 4 shared out over two and two


def test_the_first_two_of_a_list_are_two_of_four(found: Audit) -> None:
    top = [r for r in found.rates if (r.column, r.cut) == ("gender", Cut("top", 2))]
    assert sum(r.selected for r in top) == 2
    assert sum(r.considered for r in top) == 4


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_report_is_json_with_the_same_keys_and_figures_in_both_languages(
    found: Audit, language: str
) -> None:
    made = report(found, language, on=DAY)
    assert json.loads(json.dumps(made)) == made
    assert made["on"] == "2026-12-01"
    english = report(found, "en", on=DAY)
    assert [list(r) for r in made["rates"]] == [list(r) for r in english["rates"]]
    assert [r["ratio"] for r in made["rates"]] == [r["ratio"] for r in english["rates"]]
    assert list(made) == list(english)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_loads_nothing_and_shows_groups_as_text(found: Audit, language: str) -> None:
    html = page(found, language, on=DAY)
    assert HOSTILE not in html
    assert "&lt;script&gt;" in html
    assert re.findall(r"(?:src|href|url)\s*[=(]", html) == []
    assert "default-src 'none'" in html
    assert "prefers-color-scheme: dark" in html
    assert f'<html lang="{language}">' in html


def test_figures_of_fewer_than_five_people_are_told_to_the_analyst_and_not_in_the_report(
    found: Audit,
) -> None:
    assert {r.people for r in found.rates} <= {1, 2}
    made = report(found, "en", on=DAY)
    for one in made["rates"]:
        assert (one["selected"], one["rate"], one["ratio"]) == (None, None, None)
    assert {one["mean"] for one in made["standings"]} == {None}
    many = replace(found.rates[0], people=5, considered=5)
    (told,) = report(replace(found, rates=(many,)), "en", on=DAY)["rates"]
    assert told["selected"] == many.selected


def test_articles_bear_the_names_of_their_language(found: Audit) -> None:
    dutch = report(found, "nl", on=DAY)["paperwork"]
    assert dutch["fria"][0]["article"] == "AI-verordening 27(1)(a)"
    assert dutch["dpia"][0]["article"] == "AVG 35(7)(a)"
    assert "alleen tijdens dit onderzoek gelezen" in dutch["dpia"][0]["text"]
    alone = report(replace(found, sizes=()), "nl", on=DAY)["paperwork"]
    assert "geen bestand met groepen gebruikt" in alone["dpia"][0]["text"]


def test_nobody_is_named(found: Audit, letters: Matcher) -> None:
    for made in (page(found, "nl", on=DAY), json.dumps(report(found, "en", on=DAY))):
        for candidate, _ in letters.candidates():
            assert candidate.id not in made
            names = [piece.text for piece in candidate.identity if piece.kind == "name"]
            assert not [name for name in names if name in made]


def test_every_text_has_both_languages() -> None:
    for name in ("verdicts", "subjects", "places", "proxies", "heads"):
        for key, pair in texts()[name].items():
            assert len(pair) == 2, key
            assert all(pair), key
    for name in ("limits", "law", "register", "fria", "dpia", "handling", "evidence"):
        for row in texts()[name]:
            assert bool(row.get("nl")) == bool(row.get("en")), row


def test_what_only_the_organisation_knows_is_left_open_and_shown_so(found: Audit) -> None:
    entry = {
        row["key"]: row["text"] for row in report(found, "nl", on=DAY)["paperwork"]["register"]
    }
    assert entry["organization"] == entry["lawful_basis"] == ""
    assert "0 van " in entry["risks"]
    assert found.scope.version in entry["methods_and_models"]
    assert page(found, "nl", on=DAY).count("vul zelf in") >= 8


def test_each_part_of_the_report_has_its_article(found: Audit) -> None:
    made = report(found, "en", on=DAY)
    parts = {row["part"] for row in made["law"]}
    assert {"rates", "swaps", "proxies", "limits", "register", "fria", "dpia"} == parts
    assert {row["part"] for row in made["paperwork"]["evidence"]} <= parts | {"of"}


def test_the_gravest_finding_comes_first(found: Audit) -> None:
    one = Rate(
        "origin", "b", Cut("top", 5), 30, 60, 6, "a", 0.4, 0.25, 0.1, 0.6, 0.001, 0.01,
        Verdict.LOWER,
    )  # fmt: skip
    sentences = list(findings_of(replace(found, rates=(*found.rates, one)), "nl"))
    assert sentences[0] == (
        "origin: ‘b’ wordt 0,25 keer zo vaak geselecteerd als ‘a’ (eerste 5; interval 0,10–0,60; "
        "p 0,001): aantoonbaar lager."
    )
    none = replace(one, ratio=0.0, low=None, high=None, verdict=Verdict.SIGNAL)
    (english,) = [
        s for s in findings_of(replace(found, rates=(none,)), "en") if "times as often" in s
    ]
    assert "no interval" in english


def test_a_swap_that_moved_a_score_is_listed_with_its_words(found: Audit) -> None:
    moved = Swapped(Swap("age", "header", "nl", "Ik ben 28.", "Ik ben 67."), 1, 1, 2.5)
    swaps = replace(found.swaps, done=(*found.swaps.done, moved))
    made = report(replace(found, swaps=swaps), "en", on=DAY)
    assert made["swaps"]["moved_list"] == [
        {"subject": "age", "place": "header", "language": "nl", "before": "Ik ben 28.",
         "after": "Ik ben 67.", "moved": 1, "most": 2.5}
    ]  # fmt: skip
    assert any("by at most 2.50 points" in sentence for sentence in made["findings"])


def test_without_groups_swaps_and_proxies_are_audited(
    letters: Matcher, vacancies: list[Vacancy]
) -> None:
    found = audit(letters, vacancies, each=1, most=1)
    assert (found.rates, found.standings, found.sizes) == ((), (), ())
    assert len(found.swaps.done) == 4
    assert "No file of groups was given" in page(found, "en", on=DAY)
    assert tuple(rates_frame(found).columns) == RATE_COLUMNS


def test_an_audit_of_nothing_is_refused(letters: Matcher, vacancies: list[Vacancy]) -> None:
    with pytest.raises(InvalidInput, match="needs a vacancy"):
        audit(letters, [])
    with pytest.raises(InvalidInput, match="none of the 1 people"):
        audit(letters, vacancies, Demographics(("g",), {"g": {"nobody": "x"}}))


def test_the_figures_are_tables_for_analysts(found: Audit) -> None:
    rates = rates_frame(found)
    assert tuple(rates.columns) == RATE_COLUMNS
    assert len(rates) == len(found.rates)
    assert (rates.rate == rates.selected / rates.considered).all()
    swaps = swaps_frame(found)
    assert (tuple(swaps.columns), swaps.moved.sum()) == (SWAP_COLUMNS, 0)
    moved = proxies_frame(found)
    assert (moved.index.name, *moved.columns) == PROXY_COLUMNS
