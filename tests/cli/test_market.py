"""`matcher market`: a table, JSON, and words where it is asked wrongly."""

from pathlib import Path

import pytest

from matcher.resources import shipped
from tests.cli.conftest import Run

VACANCY = shipped("sample/vacancies/data-engineer.txt")


def test_the_scarcest_requirements_are_shown_and_told_as_json(run: Run, talent: Path) -> None:
    said = run("market", VACANCY, "--base", talent, "--top", 3)
    assert (said.code, said.err) == (0, "")
    assert "14 people, 1 vacancy," in said.out
    assert "more (--top, --json)" in said.out
    told = run("market", VACANCY, "--base", talent, "--json").json
    shown = [one["shown"] for one in told["asked"]]
    assert shown == sorted(shown)
    assert told["people"] == sum(told["languages"].values()) == 14


def test_a_sector_takes_the_place_of_vacancies(run: Run, talent: Path) -> None:
    told = run("market", "--sector", "it", "--base", talent, "--json").json
    assert told["vacancies"] == []
    assert next(a["shown"] for a in told["asked"] if a["name"] == "dbt") > 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "name vacancies"),
        ((VACANCY, "--sector", "it"), "name vacancies"),
        (("--sector", "it", "--where", "city = Utrecht"), "name vacancies"),
        (("--sector", "magic"), "no sector is called 'magic'; there are behaviour, care"),
    ],
)
def test_a_market_asked_wrongly_is_refused(
    run: Run, talent: Path, words: tuple[object, ...], says: str
) -> None:
    said = run("market", *words, "--base", talent)
    assert said.code == 2
    assert says in said.err
