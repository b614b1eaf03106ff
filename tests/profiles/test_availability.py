"""From when somebody can start, and what only looks like it."""

from datetime import date

import pytest

from matcher.profiles import understand_candidate
from matcher.profiles.availability import AT_ONCE, available_of
from matcher.profiles.days import day_of
from tests.profiles.profile_fakes import WordFinder, document

MARCH = date(2027, 3, 1).toordinal()


@pytest.mark.parametrize(
    "text",
    [
        "Per direct beschikbaar",
        "Beschikbaar: per direct",
        "Beschikbaarheid: direct",
        "Ik ben per direct beschikbaar voor een nieuwe uitdaging.",
        "Direct inzetbaar, 40 uur",
        "Available immediately",
        "Immediately available",
        "Availability: immediate",
        "Ab sofort verfügbar",
    ],
)
def test_at_once_is_read_in_three_languages(text: str) -> None:
    assert available_of(text) == AT_ONCE


@pytest.mark.parametrize(
    "text",
    [
        "Beschikbaar vanaf 1 maart 2027",
        "Beschikbaarheid: 01-03-2027",
        "Per 1 maart 2027 beschikbaar",
        "Vanaf maart 2027 weer beschikbaar",
        "32 uur per week, beschikbaar per 2027-03-01",
        "Beschikbaar m.i.v. 1 maart 2027 voor 36 uur",
        "Available from 1 March 2027",
        "I am available from March 1st, 2027.",
        "I can start on 1 March 2027",
        "Verfügbar ab 1. März 2027",
    ],
)
def test_a_first_day_is_read_in_three_languages(text: str) -> None:
    assert available_of(text) == MARCH


@pytest.mark.parametrize(
    "text",
    [
        "24/7 beschikbaar voor storingen",
        "References available on request",
        "Op aanvraag beschikbaar",
        "Beschikbaar in overleg",
        "Niet direct beschikbaar",
        "Zorgde dat informatie direct beschikbaar is",
        "Not available before 1 March 2027",
        "Beschikbaar vanaf 1 september",
        "Available from January 2019 - March 2021 as volunteer",
        "Available for freelance work",
    ],
)
def test_what_only_looks_like_it_tells_nothing(text: str) -> None:
    assert available_of(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1 maart 2027", date(2027, 3, 1)),
        ("1e maart 2027", date(2027, 3, 1)),
        ("March 15, 2027", date(2027, 3, 15)),
        ("15. März 2027", date(2027, 3, 15)),
        ("maart 2027", date(2027, 3, 1)),
        ("01-03-2027", date(2027, 3, 1)),
        ("1/3/2027", date(2027, 3, 1)),
        ("03/15/2027", date(2027, 3, 15)),
        ("2027-03-15", date(2027, 3, 15)),
        ("2027-03", date(2027, 3, 1)),
        ("03-2027", date(2027, 3, 1)),
        ("31-02-2027", None),
        ("2027", None),
        ("1 maart", None),
    ],
)
def test_a_day_is_read_as_people_write_it(text: str, day: date | None) -> None:
    assert day_of(text) == (day.toordinal() if day else None)


CV = """Anna de Boer
Utrecht | 06-00112233

PROFIEL
Adviseur in de zorg. {summary}

WERKERVARING
Adviseur, De Linde, 2019 - heden
- Budgetbewaking, direct beschikbaar voor vragen
{heading}
"""


@pytest.mark.parametrize(
    ("summary", "heading", "expected"),
    [
        ("Ik ben per direct beschikbaar.", "", AT_ONCE),
        ("", "\nBESCHIKBAARHEID\nPer 1 maart 2027", MARCH),
        ("", "\nBESCHIKBAARHEID\n1 maart 2027", MARCH),
        ("", "\nAVAILABILITY\nImmediately", AT_ONCE),
        ("", "", None),
    ],
)
def test_a_cv_tells_it_in_the_summary_or_under_a_heading_and_never_in_a_job(
    summary: str, heading: str, expected: int | None
) -> None:
    text = CV.format(summary=summary, heading=heading)
    assert understand_candidate(document(text), WordFinder()).available == expected
