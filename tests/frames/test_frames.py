"""Tables for analysts say what the records say."""

import math
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from matcher.calendar import month
from matcher.frames import (
    LEDGER_COLUMNS,
    LINE_COLUMNS,
    MATCH_COLUMNS,
    PEOPLE_COLUMNS,
    REQUIREMENT_COLUMNS,
    VACANCY_COLUMNS,
    ledger_frame,
    ledgers_frame,
    lines_frame,
    matches_frame,
    people_frame,
    requirements_frame,
    vacancies_frame,
)
from matcher.pipeline import Matcher, Ranking
from matcher.records import (
    Candidate,
    CvLine,
    Evidence,
    Fate,
    LanguageSkill,
    Match,
    Note,
    Period,
    Profile,
    Row,
    Rung,
    Status,
)

VACANCY = (
    "Je programmeert vlot in Python.\nErvaring met dbt is vereist.\nKennis van Kafka is een pré."
)


@pytest.fixture(scope="module")
def ranking(small_base: Path) -> Ranking:
    return Matcher.open(small_base).match(VACANCY, top=5)


def hand_made() -> Match:
    shown = Row(
        requirement="Python",
        number=1,
        importance="must",
        points=12.5,
        most=50.0,
        status=Status.PARTLY,
        evidence=Evidence("Pipelines in Python", 10, 29, 2, Rung.RECENT_ROLE),
        note=Note("years", "2", "4"),
        chance=0.625,
    )
    context = Row("context", None, "context", 3.25, 10.0, Status.MET, None)
    return Match("anna", "anna.pdf", 12.5 + 3.25, (0, 1), (shown, context), ("hidden text", "old"))


def test_a_ledger_is_one_row_a_line_with_every_column_filled() -> None:
    frame = ledger_frame(hand_made(), language="nl")
    assert tuple(frame.columns) == LEDGER_COLUMNS
    assert frame.iloc[0].to_dict() == {
        "number": 1,
        "requirement": "Python",
        "importance": "must",
        "points": 12.5,
        "most": 50.0,
        "status": "partly",
        "chance": 0.625,
        "rung": "recent role",
        "evidence": "Pipelines in Python",
        "proof": True,
        "page": 2,
        "note": "2 van 4 jaar",
    }
    assert ledger_frame(hand_made()).note[0] == "2 of 4 years"


def test_what_a_ledgers_row_lacks_is_missing_or_empty_and_never_a_number() -> None:
    context = ledger_frame(hand_made()).iloc[1]
    assert context.number is pd.NA
    assert context.page is pd.NA
    assert math.isnan(context.chance)
    assert (context.rung, context.evidence, context.note) == ("", "", "")
    assert not context.proof


def test_the_nearest_line_of_what_is_missing_is_told_from_proof() -> None:
    (shown, context), match = hand_made().rows, hand_made()
    lacking = replace(shown, status=Status.MISSING, points=0.5, note=None)
    frame = ledger_frame(replace(match, rows=(shown, lacking, context)))
    assert list(frame.evidence) == ["Pipelines in Python", "Pipelines in Python", ""]
    assert list(frame.proof) == [True, False, False]


def test_the_points_of_every_ledger_add_up_to_the_score(ranking: Ranking) -> None:
    for match in ranking.matches:
        assert ledger_frame(match).points.sum() == pytest.approx(match.score)


def test_matches_stand_in_the_order_of_the_ranking_with_their_places(ranking: Ranking) -> None:
    frame = matches_frame(ranking)
    assert tuple(frame.columns) == MATCH_COLUMNS
    assert list(frame.index) == [1, 2, 3, 4, 5]
    assert list(frame.candidate) == [m.candidate for m in ranking.matches]
    assert list(frame.score) == [m.score for m in ranking.matches]
    assert list(zip(frame.musts_met, frame.musts_asked, strict=True)) == [
        m.must_met for m in ranking.matches
    ]


def test_flags_are_joined_into_one_cell(ranking: Ranking) -> None:
    one = Ranking(ranking.vacancy, 1, (hand_made(),), (hand_made(),), ranking.as_of)
    assert matches_frame(one).iloc[0].to_list() == [
        "anna", 12.5 + 3.25, 0, 1, "hidden text; old", "anna.pdf",
    ]  # fmt: skip


def test_tables_without_rows_keep_their_columns(ranking: Ranking) -> None:
    nobody = Ranking(ranking.vacancy, 0, (), (), ranking.as_of)
    assert tuple(matches_frame(nobody).columns) == MATCH_COLUMNS
    assert tuple(ledger_frame(Match("a", "a.txt", 0.0, (0, 0), ())).columns) == LEDGER_COLUMNS


def test_the_ledgers_of_a_ranking_stand_under_one_another(ranking: Ranking) -> None:
    frame = ledgers_frame(ranking)
    assert tuple(frame.columns) == LEDGER_COLUMNS
    assert len(frame) == sum(len(match.rows) for match in ranking)
    sums = frame.groupby(["place", "candidate"]).points.sum()
    assert list(sums.index) == [(n, m.candidate) for n, m in enumerate(ranking, start=1)]
    assert list(sums) == pytest.approx([match.score for match in ranking])
    nobody = ledgers_frame(Ranking(ranking.vacancy, 0, (), (), ranking.as_of))
    assert tuple(nobody.columns) == LEDGER_COLUMNS
    assert nobody.index.names == ["place", "candidate"]


# --- people and vacancies -------------------------------------------------------------------------
def test_a_person_is_a_row_of_what_filters_can_ask_without_a_name() -> None:
    profile = Profile(
        "anna",
        (),
        roles=(Period(month(2020, 1), month(2022, 1)), Period(month(2025, 1), None)),
        languages=(LanguageSkill("dutch", "native", 0), LanguageSkill("english", None, 0)),
        education=("hbo", 0),
    )
    anna = Candidate("anna", "anna.pdf", "nl", profile, city="Utrecht", licences=("B", "VCA"))
    frame = people_frame([(anna, "the text")], as_of=month(2026, 1))
    assert tuple(frame.columns) == PEOPLE_COLUMNS
    told = frame.iloc[0]
    assert (told.candidate, told.city, told.education) == ("anna", "Utrecht", "hbo")
    assert (told.years, told.roles) == (2 + 1, 2)
    assert (told.languages, told.licences) == ("dutch native; english", "B; VCA")
    assert pd.isna(told.country)
    assert pd.isna(told.status)
    assert math.isnan(people_frame([(anna, "")]).years[0])


def test_columns_of_people_have_their_types_whoever_is_there(small_base: Path) -> None:
    everybody = people_frame(Matcher.open(small_base).candidates())
    nobody = people_frame([])
    assert len(everybody) == 14
    assert list(nobody.columns) == list(everybody.columns)
    assert list(nobody.dtypes) == list(everybody.dtypes)
    people = Matcher.open(small_base).candidates()
    names = {p.text for c, _ in people for p in c.identity if p.kind == "name"}
    assert len(names) == 14 - 1  # of one person there are two CVs
    assert not names & {str(cell) for cell in everybody.to_numpy().ravel()}


def test_vacancies_and_requirements_are_rows_that_agree(ranking: Ranking) -> None:
    vacancy = ranking.vacancy
    asked = requirements_frame(vacancy)
    assert tuple(asked.columns) == REQUIREMENT_COLUMNS
    assert list(asked.requirement) == [r.text for r in vacancy.requirements]
    assert list(asked.number) == [r.number for r in vacancy.requirements]
    (told,) = vacancies_frame([vacancy]).itertuples()
    assert vacancies_frame([]).columns.to_list() == list(VACANCY_COLUMNS)
    counts = asked.importance.value_counts()
    assert (told.musts, told.nices) == (counts["must"], counts["nice"])
    assert requirements_frame([vacancy, vacancy]).vacancy.to_list() == 2 * list(asked.vacancy)
    assert list(requirements_frame([]).dtypes) == list(asked.dtypes)


def test_every_line_of_a_cv_is_a_row_with_its_fate() -> None:
    lines = [
        CvLine("Anna", 0, 4, Fate.IDENTITY),
        CvLine("1/2", 5, 8, Fate.SET_ASIDE, "page number"),
    ]
    assert lines_frame(lines).to_numpy().tolist() == [
        ["identity", "", "Anna"], ["set aside", "page number", "1/2"],
    ]  # fmt: skip
    assert tuple(lines_frame([]).columns) == LINE_COLUMNS
