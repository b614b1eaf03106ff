"""What tells of the person is found as whole clauses, and work about the same subjects stays."""

import re
from pathlib import Path

import pytest

from benchmarks.personal_lines import lines
from matcher.calendar import month
from matcher.profiles import understand_candidate
from matcher.profiles.personal import (
    openings,
    personal_in,
    phrases,
    subject_of,
    without_personal,
)
from tests.profiles.profile_fakes import WordFinder, document

ROWS = [
    row.split("\t")
    for row in (Path(__file__).parent / "personal_lines.tsv").read_text("utf-8").splitlines()[1:]
]
HALVES = {"kept out": ROWS[::2], "looked at": ROWS[1::2]}  # the first row is line 2 of the file

CV = """Sanne de Wit
sanne@example.nl | 06-00112233

Profiel
{said}Ik bouw al jaren datapijplijnen in Python.

Werkervaring
Ontwikkelaar, Waterbedrijf Noord
2019 - heden
- Rapporten gemaakt in SQL
{line}- Modellen in dbt opgezet
"""


@pytest.mark.parametrize("phrase", phrases(), ids=lambda phrase: phrase.example)
def test_each_example_of_the_lexicon_is_personal_as_a_whole(phrase: object) -> None:
    assert subject_of(phrase.example) is not None  # type: ignore[attr-defined]


@pytest.mark.parametrize("half", HALVES)
def test_of_the_personal_lines_97_in_100_are_found_and_of_the_work_one_in_100(half: str) -> None:
    personal = [text for _, kind, text in HALVES[half] if kind == "personal"]
    work = [text for _, kind, text in HALVES[half] if kind == "work"]
    assert len(personal) > 130
    assert len(work) > 195
    assert sum(subject_of(text) is not None for text in personal) >= 0.97 * len(personal)
    assert sum(bool(personal_in(text)) for text in work) <= 0.01 * len(work)


@pytest.mark.parametrize("text", [text for _, kind, text in ROWS if kind == "both"])
def test_a_line_with_both_keeps_its_work(text: str) -> None:
    marked = re.search(r"\{(.*?)\}", text)
    assert marked is not None
    left = without_personal(text.replace("{", "").replace("}", ""))
    own = set(re.findall(r"\w{3,}", marked[1]))
    work = set(re.findall(r"\w{3,}", text[: marked.start()] + text[marked.end() :]))
    kept = set(re.findall(r"\w{3,}", left))
    assert not (own - work) & kept
    assert work - {"and", "und"} <= kept | {"maar", "but"}


@pytest.mark.parametrize(
    "said",
    [
        "Geboren in 1966 in Turkije. ", "Ik ben 58. ", "Ik ben moslima. ", "Ik ben gehuwd. ",
        "I am a mother of two. ", "Ich bin schwerbehindert. ", "J'ai 58 ans. ",
    ],
)  # fmt: skip
def test_a_personal_sentence_changes_nothing_that_the_ranker_reads(said: str) -> None:
    plain = understand_candidate(document(CV.format(said="", line="")), WordFinder()).profile
    for text in (CV.format(said=said, line=""), CV.format(said="", line=f"- {said.strip()}\n")):
        told = understand_candidate(document(text), WordFinder()).profile
        assert [s.text for s in told.statements] == [s.text for s in plain.statements]
        assert [s.mentions for s in told.statements] == [s.mentions for s in plain.statements]
        assert told.roles == plain.roles


def test_a_personal_clause_is_kept_for_people_to_see_where_it_stands() -> None:
    text = CV.format(said="", line="- Getrouwd met Mirjam, vader van twee dochters\n")
    candidate = understand_candidate(document(text), WordFinder())
    told = [piece for piece in candidate.identity if piece.kind == "personal"]
    assert [piece.text for piece in told] == ["Getrouwd met Mirjam, vader van twee dochters"]
    assert all(text[piece.start : piece.end] == piece.text for piece in told)


@pytest.mark.parametrize(
    "text",
    [
        "Migrated from Oracle to PostgreSQL", "Signed off 40 change requests",
        "Fully recovered the database within four hours", "Raised by 20 % the share of repairs",
        "Single and multi-page applications", "Engaged, precise, quick",
        "WIA, WGA en ziektewet", "Doelgroepen: autisme, ADHD, LVB", "Kinderen: van 0 tot 4 jaar",
        "Bouwjaar 1972: renovatie", "Partner: Microsoft", "Religion: lesson plans for grade 5",
        "Handicap : accompagnement de douze résidents",
    ],
)  # fmt: skip
def test_words_with_another_sense_are_left(text: str) -> None:
    assert personal_in(text) == ()


def test_a_clause_keeps_the_length_of_the_line() -> None:
    text = "Ik ben 58 jaar en ken Siemens S7"
    assert len(without_personal(text)) == len(text)
    assert without_personal(text).strip() == "ken Siemens S7"


@pytest.mark.parametrize("phrase", phrases()[::7], ids=lambda phrase: phrase.example)
def test_what_a_phrase_can_begin_with_is_told_from_its_pattern(phrase: object) -> None:
    # Were an opening missing, the phrase would never be tried on its own example.
    assert personal_in(phrase.example)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("pattern", "first_two"),
    [
        ("abc", {"ab"}), ("(?:ik )?ben", {"ik", "be"}), ("a|bc", {"a", "bc"}),
        ("[ab]c", {"ac", "bc"}), ("x?yz", {"xy", "yz"}), ("(?!no)ab", {"ab"}),
        ("a{0,2}b", {"aa", "ab", "b"}),
    ],
)  # fmt: skip
def test_openings_are_the_first_two_letters(pattern: str, first_two: set[str]) -> None:
    assert first_two <= openings(pattern)


def test_hours_beside_dates_date_a_role_and_are_read_by_nobody() -> None:
    text = """Anna Jansen

Werkervaring

Bijbaan thuishulp bij Zilverdauw
2017 - 2020, 12 uur per week
- Gekookt voor zes oudere dames
- In deeltijd
"""
    profile = understand_candidate(document(text), WordFinder()).profile
    assert [one.text for one in profile.statements] == ["Gekookt voor zes oudere dames"]
    # a year without a month is taken from its middle
    assert [one.start for one in profile.roles] == [month(2017, 7)]


def test_lines_of_work_that_name_such_things_are_left() -> None:
    work = [row["line"] for row in lines() if row["kind"] == "work"]
    assert len(work) == 96
    assert [line for line in work if without_personal(line) != line] == []
