"""A tick is a promise about the line that a row quotes, and about nothing else."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from ranking_examples import WEIGHTS, match, profile, requirement, row, statement

from matcher.errors import InvalidInput
from matcher.ranking import Judge, Traits, columns, judge_to_json, read_judge, shipped_judge, traits
from matcher.ranking.chances import shipped_curves
from matcher.records import Kind, Rung, Setting, Status

SURE = {"bias": -4.0, "named": 8.0}  # a named skill: log odds 4, else -4
UNSURE = {"bias": -4.0}
PYTHON = statement("Built web services in Python", "python")
COOKED = statement("Cooked for a hundred guests")


def numbers(shows: dict[str, float], some: dict[str, float]) -> object:
    return replace(WEIGHTS, curves=shipped_curves(), judge=Judge(shows, some), partly=0.5)


def pair(asked: str, told: str, **more: object) -> Traits:
    given: dict[str, object] = {
        "rung": Rung.RECENT_ROLE, "likeness": 0.0, "usual": 0.0, "shown": [],
    }  # fmt: skip
    return traits(requirement(text=asked), statement(told), **(given | more))  # type: ignore[arg-type]


# --- traits -----------------------------------------------------------------------------------
def test_inflected_and_compound_words_are_words_in_common() -> None:
    found = pair(
        "Ervaring met contractonderhandelingen", "Onderhandelingen gevoerd over contracten"
    )
    assert found.words == 1.0  # "ervaring" and "met" ask for nothing


def test_words_in_common_count_by_their_letters() -> None:
    found = pair("Budgets and audits", "Prepared the budget")
    assert found.words == pytest.approx(len("budgets") / len("budgetsaudits"))


def test_words_that_every_requirement_has_prove_nothing() -> None:
    assert pair("Strong experience with Terraform", "Strong experience in retail").words == 0.0


def test_several_asks_are_told_from_one() -> None:
    one, three = pair("Budgets", "x").asks, pair("Budgets, audits and payroll", "x").asks
    assert (one, three) == (1.0, 1 / 3)


def test_another_language_is_seen_by_its_small_words() -> None:
    assert pair("Je werkt met de klant aan een plan", "Worked with the client on a plan").cross == 1
    assert pair("You work with the client", "Worked with the client on a plan").cross == 0


def test_a_course_is_study_and_no_work() -> None:
    course = statement("Python for analysts", setting=Setting.EDUCATION)
    found = traits(
        requirement(), course, rung=Rung.PROJECT, likeness=0.5, usual=0.2, shown=[True, False]
    )
    assert (found.study, found.role) == (1.0, 0.0)
    assert (found.named, found.head, found.known) == (0.5, 1.0, 1.0)
    assert found.ahead == pytest.approx(0.5 - 0.2)


# --- status -----------------------------------------------------------------------------------
def test_a_line_that_shows_it_is_met_and_quoted() -> None:
    found = row(requirement(), profile(COOKED, PYTHON), weights=numbers(SURE, SURE))
    assert (found.status, found.evidence and found.evidence.text) == (Status.MET, PYTHON.text)


def test_a_line_that_perhaps_shows_it_is_at_most_partly() -> None:
    found = row(requirement(), profile(PYTHON), weights=numbers(UNSURE, SURE))
    assert found.status is Status.PARTLY


def test_the_rest_of_the_cv_makes_no_line_say_more() -> None:
    asked, person = requirement(), profile(PYTHON)
    unsure = numbers({"bias": -0.1}, {"bias": 0.1})
    statuses = {
        match([asked], person, context=context, weights=unsure).rows[0].status  # type: ignore[arg-type]
        for context in (0.0, 1.0)
    }
    assert statuses == {Status.PARTLY}


@pytest.mark.parametrize(
    "bare", [statement("Python", "python"), replace(PYTHON, setting=Setting.LIST)]
)
def test_a_line_that_only_names_it_meets_nothing(bare: object) -> None:
    found = row(requirement(), profile(bare), weights=numbers(SURE, SURE))  # type: ignore[arg-type]
    assert found.status is Status.PARTLY


def test_letters_in_common_across_languages_meet_nothing_without_the_name_of_the_skill() -> None:
    sure = numbers({"bias": 4.0}, {"bias": 4.0})
    asked = requirement(text="Je hebt een graduaat", kind=Kind.HARD, concepts=())
    told = statement("Award loans for undergraduate and graduate students of the state")
    assert row(asked, profile(told), weights=sure).status is Status.PARTLY
    named = requirement(text="Je werkt met Python aan een dienst")
    assert row(named, profile(PYTHON), weights=sure).status is Status.MET


def test_points_are_those_of_the_line_whatever_the_judge_says() -> None:
    asked, person = requirement(), profile(PYTHON)
    strict, mild = (
        row(asked, person, weights=numbers(one, one), meaning=[[0.8]]) for one in (UNSURE, SURE)
    )
    assert strict.points == mild.points > 0
    assert strict.status is not mild.status


# --- the shipped judge ------------------------------------------------------------------------
def test_the_shipped_judge_ticks_a_plain_sentence_and_no_other_trade() -> None:
    judge = shipped_judge()
    plain = pair("Preparing annual budgets", "Prepared annual budgets", likeness=0.9, shown=[True])
    other = pair("Preparing annual budgets", "Cooked for guests", likeness=0.1, shown=[False])
    assert judge.chances(Kind.HARD, plain).met > 0.5
    assert judge.chances(Kind.HARD, other).shown < 0.1


@pytest.mark.parametrize("name", ["likeness", "named", "words", "back", "longest"])
def test_no_sign_of_the_shipped_judge_speaks_against_what_it_is_a_sign_of(name: str) -> None:
    judge = shipped_judge()
    for kind in (Kind.HARD, Kind.TOOL, Kind.SOFT, Kind.EXPERIENCE):
        low = Traits(**dict.fromkeys(Traits._fields, 0.5))
        high = low._replace(**{name: 0.9})
        assert judge.chances(kind, high).shown >= judge.chances(kind, low).shown
        assert judge.chances(kind, high).met >= judge.chances(kind, low).met


def test_a_judge_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "judge.json"
    path.write_text(judge_to_json(Judge(SURE, UNSURE), {"pairs": 3}), encoding="utf-8")
    assert read_judge(path) == Judge(SURE, UNSURE)


@pytest.mark.parametrize("weights", [{"astrology": 1.0}, {"named": 1e9}, {"named": "much"}])
def test_a_file_that_is_no_judge_is_refused(weights: dict[str, object], tmp_path: Path) -> None:
    path = tmp_path / "judge.json"
    path.write_text(json.dumps({"shows": weights, "some": {}}), encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"matcher\.tuning judge"):
        read_judge(path)


def test_every_weight_has_its_column() -> None:
    known = columns(Kind.HARD, Traits(*(0.0 for _ in Traits._fields)))
    judge = shipped_judge()
    assert (judge.shows.keys() | judge.some.keys()) <= known.keys()
