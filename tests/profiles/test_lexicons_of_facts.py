"""Fields of study, papers and trades are found by every example that their lexicons give."""

import re

import pytest

from matcher.profiles import asked_facts, fields, paper_names
from matcher.profiles.fields import fields_in, narrower, near
from matcher.profiles.paper_names import named_paper

FIELDS = [
    (name, language, example)
    for name, row in fields.rows().items()
    for language, own in row["examples"].items()
    for example in own
]


@pytest.mark.parametrize(("name", "language", "example"), FIELDS)
def test_an_example_names_its_field_or_a_wider_one_beside_it(
    name: str, language: str, example: str
) -> None:
    assert name in fields_in(example)
    assert set(fields_in(example)) <= {name, *fields.rows()[name].get("wider", ())}


@pytest.mark.parametrize("name", fields.rows())
def test_a_field_has_words_and_examples_in_four_languages_and_a_name_in_two(name: str) -> None:
    row = fields.rows()[name]
    assert set(row["words"]) == set(row["examples"]) == {"nl", "en", "de", "fr"}
    assert set(row["label"]) == {"nl", "en"}
    assert {*row.get("wider", ()), *row.get("near", ())} <= set(fields.rows()) - {name}


@pytest.mark.parametrize(
    "text",
    [
        "Technische Universiteit Delft",
        "Bachelor of Science, Ohio State University",
        "Massachusetts Institute of Technology",
        "Lincoln High School",
        "Proficient multi-tasker",
    ],
)
def test_the_name_of_a_school_or_a_bare_degree_tells_no_field(text: str) -> None:
    assert fields_in(text) == ()


def test_a_narrower_field_is_one_of_the_wider_and_a_near_one_is_not() -> None:
    assert {"construction", "electrical", "mechanical"} <= set(narrower(["technical"]))
    assert set(narrower(["construction"])) == {"construction"}
    assert {"technical", "architecture"} <= set(near(["construction"]))
    assert "nursing" not in near(["construction"])


@pytest.mark.parametrize(("name", "row"), paper_names.rows().items())
def test_an_example_names_its_paper(name: str, row: dict[str, str]) -> None:
    assert re.search(named_paper(name).names, row["example"])


def test_a_paper_that_includes_another_names_that_too_and_not_the_other_way_round() -> None:
    assert re.search(named_paper("cdl-b").names, "Class A CDL")
    assert not re.search(named_paper("cdl-a").names, "Class B CDL")


@pytest.mark.parametrize("row", asked_facts.trades().values(), ids=list(asked_facts.trades()))
def test_a_trade_is_asked_by_its_name_and_shown_by_its_work(row: dict[str, dict[str, str]]) -> None:
    work = asked_facts.trade_of(row["examples"]["asked"])
    assert re.search(work, row["examples"]["line"])
    assert not asked_facts.trade_of("Ervaring als projectmanager")
