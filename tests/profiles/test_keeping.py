"""What recruiters keep of somebody is changed by name and survives a new reading."""

from dataclasses import replace
from datetime import date

import pytest

from matcher.errors import InvalidInput
from matcher.profiles import Changes, carried, changed
from matcher.records import Candidate, Profile

ANNA = Candidate(
    "anna", "anna.pdf", "nl", Profile("anna", ()), status="active", tags=("Senior", "remote"),
    contacted=date(2026, 8, 20).toordinal(), available=0,
)  # fmt: skip
READ = replace(ANNA, status=None, tags=(), contacted=None, available=None)


def test_only_what_is_named_changes() -> None:
    assert changed(ANNA, Changes()) == ANNA
    assert changed(ANNA, Changes(status=" in  procedure ")) == replace(ANNA, status="in procedure")
    day = date(2027, 3, 1).toordinal()
    assert changed(ANNA, Changes(contacted="1 maart 2027")) == replace(ANNA, contacted=day)
    assert changed(ANNA, Changes(available="2027-03-01")) == replace(ANNA, available=day)
    assert changed(READ, Changes(available="per direct")) == replace(READ, available=0)


def test_tags_are_put_on_once_and_taken_off_in_any_case() -> None:
    put = changed(ANNA, Changes(tags=("senior", "new; two words", "REMOTE")))
    assert put.tags == ("Senior", "remote", "new", "two words")
    assert changed(put, Changes(untagged=("senior", " Two  words"))).tags == ("remote", "new")


def test_empty_text_takes_a_field_away() -> None:
    gone = changed(ANNA, Changes(status="", contacted=" ", available="", untagged=ANNA.tags))
    assert gone == READ


@pytest.mark.parametrize(
    "changes", [Changes(contacted="last week"), Changes(available="31-02-2027")]
)
def test_a_day_that_is_none_is_refused_with_the_way_to_write_it(changes: Changes) -> None:
    with pytest.raises(InvalidInput, match="is no day; write it as 2027-03-01"):
        changed(ANNA, changes)


def test_reading_a_cv_again_keeps_what_was_kept() -> None:
    assert carried(READ, ANNA) == ANNA
    assert carried(READ, None) == READ


def test_what_a_table_tells_now_goes_before_but_costs_no_tag_and_no_later_contact() -> None:
    told = replace(READ, status="placed", tags=("senior", "b"), contacted=1, available=5)
    assert carried(told, ANNA) == replace(
        ANNA, status="placed", tags=("Senior", "remote", "b"), available=5
    )
