"""What is scarce, where it is and what lies near it are counts that the ledgers bear out."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.faults.letters import LetterEncoder
from matcher import Matcher
from matcher.errors import InvalidInput
from matcher.market import (
    Asked,
    Market,
    Near,
    market,
    market_frame,
    market_report,
    near_frame,
    sector_market,
    sectors_of,
    supply_frame,
)
from matcher.market.frames import MARKET_COLUMNS, NEAR_COLUMNS, SUPPLY_COLUMNS
from matcher.records import Status, Vacancy

CVS = {
    "anna": ("Utrecht", "- Modellen gebouwd in dbt en Python\n- Rapporten in SQL"),
    "bob": ("Utrecht", "- Rapporten gemaakt in SQL en Tableau"),
    "carl": ("Zwolle", "- Websites gebouwd in PHP\n- Geen ervaring met Python"),
}
CV = """{name}
{city}

Werkervaring
Medewerker, Bedrijf
2020 - heden
{lines}
"""
ONE = "Functie-eisen\n- Ervaring met Python is vereist.\n- Kennis van SQL is vereist."
TWO = (
    "Functie-eisen\n- Kennis van Python is vereist.\n- Je bent een teamspeler.\n"
    "- Power BI is een pré."
)


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    folder: Path = tmp_path_factory.mktemp("market")
    for name, (city, lines) in CVS.items():
        text = CV.format(name=f"{name.title()} de Vries", city=city, lines=lines)
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    made = Matcher.open(folder / "base", create=True, encoder=LetterEncoder())
    assert made.index([folder / f"{name}.txt" for name in CVS]).people == 3
    return made


@pytest.fixture(scope="module")
def vacancies(matcher: Matcher) -> list[Vacancy]:
    return [matcher.understand(text) for text in (ONE, TWO)]


@pytest.fixture(scope="module")
def found(matcher: Matcher, vacancies: list[Vacancy]) -> Market:
    return market(matcher, vacancies)


def asked(found: Market, word: str) -> Asked:
    (one,) = [a for a in found.asked if word in a.name]
    return one


def test_what_two_vacancies_ask_of_the_same_skill_and_kind_is_one_requirement(
    found: Market, matcher: Matcher
) -> None:
    again = market(matcher, [matcher.understand(ONE), matcher.understand(ONE)])
    assert (asked(again, "Python").vacancies, asked(again, "Python").musts) == (2, 2)
    assert found.people == 3
    assert len(found.vacancies) == 2


def test_behaviour_is_no_market(found: Market) -> None:
    assert [a for a in found.asked if "teamspeler" in a.name] == []


def test_who_shows_a_requirement_is_who_meets_its_row_whole_or_in_part(
    found: Market, matcher: Matcher, vacancies: list[Vacancy]
) -> None:
    shown: Counter[str] = Counter()
    for match in matcher.match(vacancies[0], top=None):
        for row in match.rows:
            shown[row.requirement] += row.status in (Status.MET, Status.PARTLY)
    sql = next(r for r in vacancies[0].requirements if "SQL" in r.text)
    assert asked(found, "SQL").shown == shown[sql.text]


def test_the_scarcest_comes_first_and_places_and_languages_add_up(found: Market) -> None:
    counts = [a.shown for a in found.asked]
    assert counts == sorted(counts)
    assert found.places == {"Utrecht": 2, "Zwolle": 1}
    assert sum(found.languages.values()) == 3
    for one in found.asked:
        assert sum(one.places.values()) == sum(one.languages.values()) == one.shown


def test_a_filter_narrows_the_market(matcher: Matcher, vacancies: list[Vacancy]) -> None:
    narrow = market(matcher, vacancies, where="city = Zwolle")
    assert (narrow.people, narrow.places) == (1, {"Zwolle": 1})


# --- sectors --------------------------------------------------------------------------------------
def test_a_sector_counts_who_names_a_skill_and_who_denies_it_has_it_not(matcher: Matcher) -> None:
    it = sector_market(matcher, ["it"])
    python = next(a for a in it.asked if a.name == "Python")
    assert (python.shown, dict(python.places)) == (1, {"Utrecht": 1})  # carl denies it
    assert (python.vacancies, python.musts) == (0, 0)
    names = [a.name for a in it.asked]
    assert len(names) > 100
    assert {"it", "care"} <= set(sectors_of(matcher))


def test_a_neighbour_is_counted_for_who_shows_it_and_not_the_skill_itself(
    matcher: Matcher,
) -> None:
    skills = matcher.searcher().snapshot.skills
    (php,) = [c.id for c in skills.vocabulary.concepts.values() if c.label("en") == "PHP"]
    near = skills.neighbours.of(php)
    it = sector_market(matcher, ["it"])
    own = next(a for a in it.asked if a.name == "PHP")
    for one in own.near:
        assert 1 <= one.people <= 2  # carl shows PHP itself
    named = {matcher.skill_name(concept, "en") for concept in near}
    assert {one.skill for one in own.near} <= named


# --- tables ---------------------------------------------------------------------------------------
MADE = Market(
    people=4,
    vacancies=("one",),
    asked=(
        Asked("dbt", "tool", 1, 1, 0, 1, 2, {"Utrecht": 1}, {"nl": 1},
              (Near("Airflow", 2, 1), Near("SQL", 1, 0))),
        Asked("French", "language", 1, 0, 1, 2, 0, {"Utrecht": 1, "": 1}, {"fr": 2}, ()),
    ),
    places={"Utrecht": 2, "": 2},
    languages={"nl": 2, "fr": 2},
)  # fmt: skip


def test_the_table_of_a_market_is_one_row_a_requirement() -> None:
    frame = market_frame(MADE)
    assert tuple(frame.columns) == MARKET_COLUMNS
    assert frame.iloc[0].to_list() == [
        "dbt", "tool", 1, 1, 0, 1, 1 / 4, 2, "Airflow", 2, 1,
    ]  # fmt: skip
    assert frame.iloc[1][["share", "near", "near_people"]].to_list() == [2 / 4, "", 0]


def test_supply_by_place_and_language_tells_shares_of_those_who_are_there() -> None:
    places = supply_frame(MADE, "place")
    assert tuple(places.columns) == SUPPLY_COLUMNS
    assert places.to_numpy().tolist() == [
        ["dbt", "Utrecht", 2, 1, 1 / 2], ["dbt", "", 2, 0, 0.0],
        ["French", "Utrecht", 2, 1, 1 / 2], ["French", "", 2, 1, 1 / 2],
    ]  # fmt: skip
    languages = supply_frame(MADE, "language").set_index(["name", "by"]).share
    assert languages["French", "fr"] == 2 / 2
    with pytest.raises(InvalidInput, match="by place or by language"):
        supply_frame(MADE, "age")  # type: ignore[arg-type]


def test_neighbours_that_widen_the_pool_most_come_first() -> None:
    assert near_frame(MADE).to_numpy().tolist() == [["dbt", "Airflow", 2, 1], ["dbt", "SQL", 1, 0]]


def test_tables_of_an_empty_market_keep_their_columns() -> None:
    empty = Market(0, (), (), {}, {})
    assert tuple(market_frame(empty).columns) == MARKET_COLUMNS
    assert tuple(supply_frame(empty, "place").columns) == SUPPLY_COLUMNS
    assert tuple(near_frame(empty).columns) == NEAR_COLUMNS
    assert market_report(MADE)["asked"][0]["share"] == 0.25
