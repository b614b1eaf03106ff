"""Facts and filters made at random, and a filter's answer for one person the slow way.

Everything here is written from the description of filters, not from their code.
"""

import datetime
import math
from typing import Any

from hypothesis import strategies as st

from matcher import towns
from matcher.index.terms import And, Near, Not, Or, Term, Test, Unknown, Value
from matcher.records import EDUCATION_SCALE, LANGUAGE_SCALE, Facts, Period

AS_OF = 2026 * 12 + 10  # November 2026
TOWNS = ("Utrecht", "utrecht", "Den Haag", "The Hague", "Bergen", "Amersfoort", "Nergenshuizen")
_DAY = datetime.date(2026, 6, 15).toordinal()
_words = st.sampled_from(["senior", "Senior", "two words", 'a "b"', "en", "é"])


def _periods() -> st.SearchStrategy[tuple[Period, ...]]:
    """Stretches that do not touch; the last may go on, some lie after AS_OF."""
    gaps = st.lists(st.tuples(st.integers(1, 40), st.integers(1, 90)), max_size=4)

    def laid(steps: list[tuple[int, int]], lasting: bool) -> tuple[Period, ...]:
        at, found = AS_OF - 150, []
        for gap, length in steps:
            found.append(Period(at + gap, at + gap + length))
            at += gap + length
        if found and lasting:
            found[-1] = Period(found[-1].start, None)
        return tuple(found)

    return st.builds(laid, gaps, st.booleans())


facts = st.builds(
    Facts,
    id=st.sampled_from(["anna", "bram", "Chloé"]),
    source=st.sampled_from(["anna.pdf", "people.csv#1", "people.csv#2"]),
    written=st.sampled_from(["nl", "en", "und"]),
    city=st.none() | st.sampled_from(TOWNS),
    country=st.none() | st.sampled_from(["NL", "NO"]),
    languages=st.dictionaries(
        st.sampled_from(["dutch", "english", "german"]),
        st.none() | st.sampled_from(LANGUAGE_SCALE),
    ).map(lambda one: tuple(one.items())),
    education=st.none() | st.sampled_from(EDUCATION_SCALE),
    worked=_periods(),
    licences=st.lists(st.sampled_from(["B", "CE", "VCA", "none", "BIG"]), unique=True).map(tuple),
    available=st.none() | st.just(0) | st.integers(_DAY - 400, _DAY + 400),
    status=st.none() | st.sampled_from(["active", "Placed"]),
    tags=st.lists(_words, unique=True, max_size=3).map(tuple),
    contacted=st.none() | st.integers(_DAY - 400, _DAY + 100),
)


# --- filters ----------------------------------------------------------------------------------
def _listed(field: str, values: list[str]) -> st.SearchStrategy[str]:
    quoted = [f'"{value}"'.replace('a "b"', r"a \"b\"") for value in values]
    chosen = st.lists(st.sampled_from(quoted), min_size=1, max_size=2)
    return st.builds(
        lambda some, sign: f"{field} {sign} {' | '.join(some)}",
        chosen,
        st.sampled_from(["=", "!="]),
    )


def _ordered(field: str, values: list[str]) -> st.SearchStrategy[str]:
    signs = st.sampled_from(["=", "!=", ">=", "<=", ">", "<"])
    return st.builds(lambda sign, value: f"{field} {sign} {value}", signs, st.sampled_from(values))


_FIELDS = (
    "city country language education years licence available status tag contacted id source "
    "cv_language german"
)
_tests = st.one_of(
    _listed("city", list(TOWNS)),
    _listed("country", ["NL", "BE", "NO"]),
    _listed("language", ["dutch", "german", "fr"]),
    _listed("licence", ["B", "C", "ce", "VCA", "BIG", "BE", "AM"]),
    _listed("status", ["Active", "placed", "gone"]),
    _listed("tag", ["senior", "two words", 'a "b"', "en", "é"]),
    _listed("id", ["Anna", "bram", "chloé", "nobody"]),
    _listed("source", ["people.csv", "People.csv#2", "anna.pdf"]),
    _listed("cv_language", ["nl", "english", "de"]),
    _ordered("education", ["hbo", "mbo", "bachelor", "wo", "phd", "hbo | mbo2"]),
    _ordered("years", ["0", "2", "5", "2.5", "0.5 | 7"]),
    _ordered("available", ["now", "2026-06", "2026-06-15", "2027", "in 2 months"]),
    _ordered("contacted", ["now", "2026-06", "2026-06-15", "3 months ago", "1 year ago"]),
    _ordered("german", ["A1", "B2", "C2", "B1 | C1"]),
    _ordered("dutch", ["B2", "C2"]),
    st.sampled_from(
        ["city within 20 km of Utrecht", "within 60.5 km of Den Haag", "within 10 km of Bergen, NO"]
    ),
    st.sampled_from([f"{field} is unknown" for field in _FIELDS.split()]),
)
filters = st.recursive(
    _tests,
    lambda inner: st.one_of(
        inner.map(lambda one: f"not ({one})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda all_: f"({' and '.join(all_)})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda any_: f"({' or '.join(any_)})"),
    ),
    max_leaves=6,
)


# --- one person, the slow way -----------------------------------------------------------------
def answer(term: Term, one: Facts) -> bool | None:
    """Return True, False, or None where it is not told."""
    if isinstance(term, Not):
        inner = answer(term.term, one)
        return None if inner is None else not inner
    if isinstance(term, And):
        answers = [answer(part, one) for part in term.terms]
        return False if False in answers else None if None in answers else True
    if isinstance(term, Or):
        answers = [answer(part, one) for part in term.terms]
        return True if True in answers else None if None in answers else False
    if isinstance(term, Near):
        return _near(term, one)
    if isinstance(term, Unknown):
        return _unknown(term.field, one)
    return _test(term, one)


def months(one: Facts) -> int:
    """Return the months worked before AS_OF, counted one by one."""
    return sum(
        any(p.start <= month and (p.end is None or month < p.end) for p in one.worked)
        for month in range(AS_OF - 400, AS_OF)
    )


def _unknown(field: str, one: Facts) -> bool:
    told: dict[str, Any] = {
        "city": one.city,
        "country": _country(one),
        "language": one.languages,
        "education": one.education,
        "years": one.worked,
        "licence": one.licences,
        "available": one.available if one.available != 0 else "at once",
        "status": one.status,
        "tag": one.tags,
        "contacted": one.contacted,
        "id": one.id,
        "source": one.source,
        "cv_language": one.written != "und",
    }
    if field in told:
        return not told[field]
    return not one.languages or dict(one.languages).get(field, "not one of theirs") is None


def _test(term: Test, one: Facts) -> bool | None:
    if term.field == "licence":
        answers = [_licence(value.text.casefold(), one) for value in term.values]
        return True if True in answers else None if None in answers else False
    if term.field not in ("status", "tag", "id", "source") and _unknown(term.field, one):
        return None
    return any(_meets(term, value, one) for value in term.values)


def _meets(term: Test, value: Value, one: Facts) -> bool:
    text = value.text.casefold()
    match term.field:
        case "city":
            assert one.city is not None
            here, there = towns.locate(one.city, one.country), towns.locate(value.text)
            return one.city.casefold() == text or (here is not None and here == there)
        case "country":
            return _country(one) == value.text
        case "language":
            return text in dict(one.languages)
        case "status":
            return (one.status or "").casefold() == text
        case "tag":
            return text in [tag.casefold() for tag in one.tags]
        case "id":
            return one.id.casefold() == text
        case "source":
            return text in (one.source.casefold(), one.source.casefold().split("#")[0])
        case "cv_language":
            return one.written == text
        case "education":
            return _compared(term, value, EDUCATION_SCALE.index(one.education or "") + 1)
        case "years":
            return _compared(term, value, months(one))
        case "available":
            return _compared(term, value, one.available or 0)
        case "contacted":
            return _compared(term, value, one.contacted or 0)
    level = dict(one.languages).get(term.field)
    return level is not None and _compared(term, value, LANGUAGE_SCALE.index(level) + 1)


def _compared(term: Test, value: Value, number: float) -> bool:
    low, high = value.low, value.high
    if value.ago is not None:
        year, index = divmod(AS_OF - value.ago, 12)
        low = datetime.date(year, index + 1, 1).toordinal()
        high = datetime.date(year + (index == 11), (index + 1) % 12 + 1, 1).toordinal() - 1
    return {
        "=": low <= number <= high,
        ">=": number >= low,
        "<=": number <= high,
        ">": number > high,
        "<": number < low,
    }[term.comparison]


def _licence(wanted: str, one: Facts) -> bool | None:
    gives = {"B": "b am", "CE": "ce c be b c1 c1e am", "VCA": "vca", "BIG": "big", "none": ""}
    if any(wanted in gives[held].split() for held in one.licences):
        return True
    driving = any(held in ("B", "CE", "none") for held in one.licences)
    return False if driving and wanted in ("am", "b", "be", "c", "ce") else None


def _country(one: Facts) -> str | None:
    place = towns.locate(one.city) if one.city else None
    return one.country or (place.country if place else None)


def _near(term: Near, one: Facts) -> bool | None:
    here = towns.locate(one.city, one.country) if one.city else None
    there = towns.locate(term.town.text, term.country)
    if here is None or there is None:
        return None
    return _km(here, there) <= term.km


def _km(one: towns.Place, other: towns.Place) -> float:
    """Return the distance by the spherical law of cosines."""
    a, b = math.radians(one.latitude), math.radians(other.latitude)
    turn = math.radians(one.longitude - other.longitude)
    cosine = math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(turn)
    return 6371.0 * math.acos(max(-1.0, min(1.0, cosine)))
