"""A row of hyphens is looked at once, and what a producer made of one hyphen is still one."""

import itertools
import re

from matcher.documents.normal import clean_characters

# As it was: right, but in the square of a row of plain hyphens.
SLOW = re.compile("-*\u00ad?[\u2010\u2011]+-*")


def test_every_short_row_of_hyphens_reads_as_before() -> None:
    for length in range(1, 7):
        for letters in itertools.product("a-\u00ad\u2010", repeat=length):
            text = "".join(letters)
            assert clean_characters(text) == SLOW.sub("-", text).replace("\u00ad", "")


def test_a_long_row_of_hyphens_stays() -> None:
    assert clean_characters("-" * 200_000) == "-" * 200_000
