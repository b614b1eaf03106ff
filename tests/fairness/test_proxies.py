"""Proxies change one thing each, and the rule of recency is what its switch says."""

import pytest

from matcher.calendar import month
from matcher.fairness import Proxies, Trial, proxies
from matcher.fairness.proxies import (
    NAMES,
    gap_now,
    graduation_earlier,
    graduation_gone,
    long_ago,
    longer,
    shorter,
)
from matcher.records import Candidate, Period, Polarity, Profile, Setting, Statement, Vacancy

NOW = month(2026, 12)
FIRST, LAST = Period(month(2010, 1), month(2015, 1)), Period(month(2018, 1), None)


@pytest.fixture(scope="module")
def found(trial: Trial, vacancies: list[Vacancy], people: list[tuple[Candidate, str]]) -> Proxies:
    return proxies(trial, vacancies, people)


def test_every_proxy_is_measured_with_and_without_the_rule_of_recency(found: Proxies) -> None:
    assert tuple(m.proxy for m in found.in_use) == NAMES
    assert tuple(m.proxy for m in found.without_recency) == NAMES
    assert found.unread == 0
    for one in (*found.in_use, *found.without_recency):
        assert one.down <= one.mean <= one.up
        assert 0 <= one.moved <= one.scores == one.people  # one vacancy


def test_work_of_long_ago_costs_points_under_the_rule_and_none_without_it(found: Proxies) -> None:
    (used,) = [m for m in found.in_use if m.proxy == "all work 10 years earlier"]
    (flat,) = [m for m in found.without_recency if m.proxy == "all work 10 years earlier"]
    assert used.people == 4
    assert used.down < 0
    assert (flat.moved, flat.mean) == (0, 0.0)


def test_what_is_told_of_leave_and_hours_in_a_header_moves_nothing(found: Proxies) -> None:
    told = [m for m in found.in_use if m.proxy.endswith("in the header")]
    assert [m.moved for m in told] == [0, 0, 0]


# --- the edits ------------------------------------------------------------------------------------
def profile() -> Profile:
    def line(period: Period | None) -> Statement:
        return Statement("x", 0, 1, None, Setting.ROLE, Polarity.SHOWN, period)

    return Profile("a", (line(FIRST), line(LAST), line(None)), roles=(FIRST, LAST))


def periods(changed: Profile) -> tuple[Period, Period]:
    """The roles, which the statements follow."""
    assert [s.period for s in changed.statements] == [*changed.roles, None]
    one, other = changed.roles
    return one, other


def test_long_ago_moves_all_work_ten_years_and_ends_what_lasts() -> None:
    assert periods(long_ago(profile(), NOW)) == (
        Period(month(2000, 1), month(2005, 1)),
        Period(month(2008, 1), month(2016, 12)),
    )


def test_a_gap_ends_what_lasts_two_years_ago() -> None:
    assert periods(gap_now(profile(), NOW)) == (FIRST, Period(month(2018, 1), month(2024, 12)))


def test_a_longer_career_begins_ten_years_earlier() -> None:
    assert periods(longer(profile(), NOW)) == (Period(month(2000, 1), month(2015, 1)), LAST)
    assert longer(Profile("a", ()), NOW) == Profile("a", ())


def test_shorter_roles_end_when_they_did() -> None:
    assert periods(shorter(profile(), NOW)) == (
        Period(month(2012, 7), month(2015, 1)),
        Period(NOW - (NOW - month(2018, 1)) // 2, None),
    )


def test_years_of_study_are_taken_out_or_moved_and_those_of_work_stay() -> None:
    text = "Werk 2019 - 2021\nHbo Bouwkunde, 2010 - 2014\nIso 9001 2015.5"
    start = text.index("Hbo")
    study = Statement("Hbo", start, start + 3, None, Setting.EDUCATION, Polarity.SHOWN)
    who = Candidate("a", "a.txt", "nl", Profile("a", (study,)))
    assert graduation_gone(who, text) == "Werk 2019 - 2021\nHbo Bouwkunde,  - \nIso 9001 2015.5"
    assert "Hbo Bouwkunde, 1990 - 1994" in graduation_earlier(who, text)
    assert "Werk 2019 - 2021" in graduation_earlier(who, text)
