"""Columns of a table go to filters, and what they say wrongly is flagged."""

from dataclasses import replace
from datetime import date

import pytest

from matcher.profiles import understand_candidate
from matcher.records import Candidate
from tests.profiles.profile_fakes import WordFinder, document

CV = """Anna de Boer
1234 AB Utrecht | 06-00112233

WERKERVARING
Adviseur, De Linde, 2019 - heden
- Budgetbewaking
"""


def told(*fields: tuple[str, str]) -> Candidate:
    """Return what is understood of a CV in a row with these columns."""
    return understand_candidate(replace(document(CV), told=fields), WordFinder())


def test_columns_for_filters_become_fields_and_no_line_of_the_cv() -> None:
    found = told(
        ("status", "in procedure"),
        ("tags", "senior; zilver |senior,\nremote"),
        ("available", "1 maart 2027"),
        ("contacted", "2026-08-20"),
        ("city", "Den Haag, Nederland"),
        ("country", "Netherlands"),
    )
    assert (found.status, found.tags) == ("in procedure", ("senior", "zilver", "remote"))
    assert found.available == date(2027, 3, 1).toordinal()
    assert found.contacted == date(2026, 8, 20).toordinal()
    assert (found.city, found.country) == ("Den Haag", "NL")
    assert found.profile == told().profile
    assert found.flags == told().flags


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("ja", 0),
        ("True", 0),
        ("per direct", 0),
        ("beschikbaar vanaf 1-3-2027", date(2027, 3, 1).toordinal()),
        ("nee", None),
        ("in overleg", None),
    ],
)
def test_availability_is_read_as_tables_write_it(value: str, expected: int | None) -> None:
    found = told(("available", value))
    assert found.available == expected
    assert found.flags == told().flags


@pytest.mark.parametrize("field", ["available", "contacted", "country"])
def test_what_is_not_understood_is_flagged_and_not_guessed(field: str) -> None:
    found = told((field, "vorige week ergens"))
    assert f"{field} not understood" in found.flags
    assert getattr(found, field) == getattr(told(), field)


def test_the_text_tells_where_no_column_does() -> None:
    found = told()
    assert (found.city, found.country) == ("Utrecht", "NL")
    assert (found.status, found.tags, found.contacted, found.available) == (None, (), None, None)


@pytest.mark.parametrize(
    ("line", "city", "country"),
    [
        ("Soest | 06-00112214 | anna@example.nl", "Soest", None),
        ("06-00112214 / anna@example.nl / Nijmegen / rijbewijs B", "Nijmegen", None),
        ("Wijk bij Duurstede", "Wijk bij Duurstede", None),
        ("Brussels (Ixelles) // anna@example.com", "Brussels", None),
        ("Winterswijk, NL | anna@example.nl", "Winterswijk", "NL"),
        ("Tiel, the Netherlands", "Tiel", "NL"),
        ("B-1000 Brussel", "Brussel", "BE"),
        ("Kerkstraat 1, D-48455 Gronau", "Gronau", "DE"),
        ("anna@example.nl | 06-00112214", None, None),
    ],
)
def test_a_town_is_found_alone_and_between_contact_details(
    line: str, city: str | None, country: str | None
) -> None:
    text = CV.replace("1234 AB Utrecht | 06-00112233", line)
    found = understand_candidate(document(text), WordFinder())
    assert (found.city, found.country) == (city, country)


def test_a_person_named_like_a_town_does_not_live_there() -> None:
    text = CV.replace("Anna de Boer", "Bram Houten").replace("1234 AB Utrecht | ", "")
    assert understand_candidate(document(text), WordFinder()).city is None
