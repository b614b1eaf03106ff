"""A hostile line costs time in proportion to its length: 50 KB within a second of CPU.

A quadratic pattern needs a minute for it: on 20,000 letters the one for e-mail addresses took 13 s.
"""

import time
from collections.abc import Callable

import pytest

from matcher.profiles.contact import divided, without_contact
from matcher.profiles.identity import kind_of_piece, name_in
from matcher.profiles.lines import Line
from matcher.profiles.neutral import name_pattern, neutral
from matcher.profiles.personal import personal_in
from matcher.profiles.places import city_in, country_in
from matcher.profiles.titles import without_titles
from tests.profiles.profile_fakes import WordFinder

SIZE = 50_000
MOST_S = 8  # of CPU; the slowest linear reading took 0.7 on a busy machine
UNITS = {
    "one word": "a",
    "words": "ab ",
    "spaces": "- " + " " * 98,
    "commas": "a, ",
    "dots": "a.",
    "hyphens": "a-",
    "capitals": "A",
    "names": "Aa ",
    "at signs": "a@",
    "digits": "0",
    "groups of digits": "06 ",
    "brackets": "(",
    "pairs of brackets": "(a) ",
    "bars": "| ",
    "clauses": "geboren in, ",
    "years": "2019 ",
    "conjunctions": "ik ben en ",
    "apostrophes": "o'",
}


def line(text: str) -> Line:
    return Line(text, 0, len(text))


READERS: dict[str, Callable[[str], object]] = {
    "contact": without_contact,
    "pieces": lambda text: list(divided(line(text))),
    "kind": kind_of_piece,
    "kind after digits": lambda text: kind_of_piece("1 " + text),
    "name": lambda text: name_in([line(text)], WordFinder()),
    "neutral": lambda text: neutral(text, name_pattern("Aa Bb")),
    "personal": personal_in,
    "town": lambda text: city_in([line("plaats" + text)]),
    "country": lambda text: country_in([line(text)], "Goes"),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("unit", UNITS)
def test_a_line_of_50_kb_is_read_in_linear_time(reader: str, unit: str) -> None:
    text = (UNITS[unit] * SIZE)[:SIZE]
    begun = time.process_time()
    READERS[reader](text)
    assert time.process_time() - begun < MOST_S


@pytest.mark.parametrize("text", ["werkzaam als " + "a" * 250 + "~", "senior " * 40, "(" * 300])
def test_the_longest_statement_is_freed_of_titles_at_once(text: str) -> None:
    begun = time.process_time()
    without_titles(text[:300])
    assert time.process_time() - begun < 1
