"""The shipped vocabulary on lines as people write them: what is named, and what only looks so."""

import cProfile
import pstats
from pathlib import Path

import pytest

from benchmarks import skill_mentions
from benchmarks.skill_mentions import Labelled
from matcher.skills import Finder, Vocabulary
from matcher.skills.compounds import is_first_part, is_last_part
from matcher.skills.tongues import tongue

LINES = skill_mentions.read(Path(__file__).with_name("mentions_lines.tsv"))


@pytest.fixture(scope="module")
def shipped() -> Finder:
    return Finder(Vocabulary.shipped())


@pytest.mark.parametrize("line", LINES, ids=[line.text for line in LINES])
def test_a_line_names_the_skills_that_were_marked_in_it_and_no_others(
    shipped: Finder, line: Labelled
) -> None:
    mentions = shipped.find(line.text)
    _, strays, missed = skill_mentions.judged(line, mentions, frozenset())
    words = [(line.text[one.start : one.end], one.concept) for one in strays]
    assert (words, [line.text[one.start : one.end] for one in missed]) == ([], [])


def test_a_letter_is_a_language_only_among_languages(shipped: Finder) -> None:
    lines = [
        "- The order went to supplier C; bay D of the hall; T. R. Mol was there",
        "Languages: C, R, Go, Java",
    ]
    found = shipped.find("\n".join(lines))
    assert all(mention.start > len(lines[0]) for mention in found)
    assert {mention.concept for mention in found} == {"c-language", "r-language", "golang", "java"}


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("wij zoeken iemand voor het beheer van de server", "nl"),
        ("we are looking for someone to run the server", "en"),
        ("wir suchen eine kraft fur den betrieb der anlage und mit erfahrung", "de"),
        ("nous cherchons une personne pour la gestion du parc et des outils", "fr"),
        ("haccp, vca, heftruck", ""),
        ("het the een and", ""),
    ],
)
def test_a_line_is_of_the_language_that_its_small_words_are_of(line: str, language: str) -> None:
    assert tongue(line) == language


@pytest.mark.parametrize(
    ("name", "rest", "language", "expected"),
    [
        ("regres", "vordering", "nl", True),
        ("regres", "sion", "nl", False),
        ("verkoop", "gesprekken", "nl", True),
        ("wondzorg", "protocol", "nl", True),
        ("nursing", "kennis", "en", True),
        ("custom", "isable", "en", False),
    ],
)
def test_a_name_begins_a_compound_of_its_own_language(
    name: str, rest: str, language: str, expected: bool
) -> None:
    assert is_first_part(name, rest, brand=False, language=language) is expected


def test_an_english_name_ends_no_compound() -> None:
    assert not is_last_part("mental health", "supple", language="en")
    assert is_last_part("zorgplan", "basis", language="nl")


def cost(finder: Finder, text: str) -> int:
    """Return how many calls finding in a text takes; a clock would measure the machine."""
    calls = cProfile.Profile()
    calls.runcall(lambda: finder.find(text))
    return int(pstats.Stats(calls).total_calls)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "item",
    [
        "Python, SQL Server, Word, wondzorg, ",  # a skills matrix on one line
        "rust, spark, go, ",  # only names that need company
        "C ; R ; ",  # single letters
        "x@y.nl python ",  # addresses
    ],
)
def test_twice_as_many_names_on_one_line_cost_about_twice_as_much(
    shipped: Finder, item: str
) -> None:
    once, twice = cost(shipped, item * 150), cost(shipped, item * 300)
    assert twice < 2.3 * once
