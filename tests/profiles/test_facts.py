"""What filters can ask of a candidate."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from matcher.calendar import months_covered
from matcher.profiles import facts_of
from matcher.profiles.facts import stretches
from matcher.records import Candidate, Facts, LanguageSkill, Period, Private, Profile

_periods = st.builds(
    lambda start, length: Period(start, None if length == 0 else start + length),
    st.integers(0, 60),
    st.integers(0, 30),
)


def test_a_candidate_s_facts_hold_what_was_told_and_nothing_of_who_it_is() -> None:
    profile = Profile(
        "anna",
        (),
        language="nl",
        roles=(Period(10, 20), Period(15, 30), Period(31, None)),
        languages=(
            LanguageSkill("dutch", "native", 0),
            LanguageSkill("german", None, 0),
            LanguageSkill("german", "B1", 0),
            LanguageSkill("german", "A2", 0),
        ),
        education=("hbo", 0),
    )
    candidate = Candidate(
        "anna", "anna.pdf", "nl", profile, identity=(Private("name", "Anna de Boer", 0, 12),),
        city="Utrecht", country="NL", licences=("B",), available=0, status="active",
        tags=("senior",), contacted=739_000,
    )  # fmt: skip
    assert facts_of(candidate) == Facts(
        "anna", "anna.pdf", "nl", "Utrecht", "NL", (("dutch", "native"), ("german", "B1")), "hbo",
        (Period(10, 30), Period(31, None)), ("B",), 0, "active", ("senior",), 739_000,
    )  # fmt: skip


def test_of_a_cv_that_tells_nothing_nothing_is_known() -> None:
    candidate = Candidate("bram", "bram.pdf", "und", Profile("bram", ()))
    assert facts_of(candidate) == Facts("bram", "bram.pdf")


@given(st.lists(_periods, max_size=6), st.integers(0, 120))
def test_stretches_cover_the_same_months_as_the_roles_and_never_touch(
    roles: list[Period], as_of: int
) -> None:
    found = stretches(roles)
    assert months_covered(found, as_of) == months_covered(roles, as_of)
    for one, next_ in pairwise(found):
        assert one.end is not None
        assert one.end < next_.start
