"""What conditions say, and who meets them."""

import pytest

from matcher.calendar import month
from matcher.errors import InvalidInput
from matcher.index import Condition, conditions, passes
from matcher.records import Candidate, LanguageSkill, Period, Profile

_AS_OF = month(2026, 1)


def _candidate(
    *,
    city: str | None = "Utrecht",
    education: tuple[str, int] | None = ("hbo", 0),
    languages: tuple[str, ...] = ("dutch", "german"),
    roles: tuple[Period, ...] = (Period(month(2019, 1), month(2023, 7)),),  # 4 years, 6 months
) -> Candidate:
    spoken = tuple(LanguageSkill(language, None, 0) for language in languages)
    profile = Profile("anna", (), roles=roles, languages=spoken, education=education)
    return Candidate("anna", "anna.pdf", "nl", profile, city=city)


def _passes(text: str, candidate: Candidate | None = None) -> bool:
    return passes(candidate or _candidate(), conditions([text]), as_of=_AS_OF)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("city=Utrecht", Condition("city", "=", ("utrecht",))),
        (" City = Utrecht | Den Bosch ", Condition("city", "=", ("utrecht", "den bosch"))),
        ("city!=Utrecht", Condition("city", "!=", ("utrecht",))),
        ("years>=2.5", Condition("years", ">=", ("2.5",))),
        ("education >= HBO", Condition("education", ">=", ("hbo",))),
    ],
)
def test_a_condition_is_a_field_a_comparison_and_values(text: str, expected: Condition) -> None:
    assert conditions([text]) == (expected,)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Utrecht", "write for example city=Utrecht"),
        ("city=", "is no condition"),
        ("city<Utrecht", "is no condition"),
        ("age=30", "no field 'age' to filter on; choose one of city"),
        ("gender=f", "no field 'gender'"),
        ("city>=Utrecht", "city has no order"),
        ("years>=many", "years is a number"),
        ("education>=drs", "education is one of vmbo"),
    ],
)
def test_what_is_no_condition_is_refused_with_the_way_out(text: str, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        conditions([text])


@pytest.mark.parametrize(
    "text",
    [
        "city=utrecht",
        "city=Zeist|UTRECHT",
        "city!=Zeist",
        "language=german",
        "language!=french",
        "education=hbo",
        "education>=mbo4",
        "education>=hbo",
        "years>=4.5",
        "years>=10|4",
        "years=4",
        "id=Anna",
        "source=anna.pdf",
    ],
)
def test_a_candidate_passes_what_the_cv_shows(text: str) -> None:
    assert _passes(text)


@pytest.mark.parametrize(
    "text",
    [
        "city=Zeist",
        "city!=Utrecht|Zeist",
        "language=french",
        "language!=dutch",
        "education>=wo",
        "education!=hbo",
        "years>=4.6",
        "years>=5",
        "years=5",
        "id=ann",
    ],
)
def test_a_candidate_is_stopped_by_what_the_cv_does_not_show(text: str) -> None:
    assert not _passes(text)


def test_what_a_cv_does_not_tell_meets_no_demand_and_no_exclusion_stops_it() -> None:
    unknown = _candidate(city=None, education=None, languages=(), roles=())
    for demand in ("city=Utrecht", "education>=vmbo", "language=dutch", "years>=1"):
        assert not _passes(demand, unknown)
    for exclusion in ("city!=Utrecht", "education!=hbo", "language!=dutch"):
        assert _passes(exclusion, unknown)


def test_all_conditions_must_hold() -> None:
    both = conditions(["city=Utrecht", "years>=10"])
    assert not passes(_candidate(), both, as_of=_AS_OF)
    assert passes(_candidate(), both[:1], as_of=_AS_OF)
    assert passes(_candidate(), (), as_of=_AS_OF)


def test_a_role_that_lasts_counts_until_the_month_asked_about() -> None:
    lasting = _candidate(roles=(Period(month(2025, 1), None),))
    assert _passes("years>=1", lasting)
    assert not passes(lasting, conditions(["years>=1"]), as_of=month(2025, 12))
