"""What a field is compared with.

In:  a field, and a value as a recruiter writes it: "hbo", "2027-03", "6 months ago", "duits"
Out: `Value`: the word, or the stretch of numbers that it stands for
Why: checked while it is read, so that a filter that can never hold is refused and not obeyed
"""

import calendar
import re
from collections.abc import Callable
from datetime import date
from typing import NoReturn

from matcher import towns
from matcher.countries import country_of
from matcher.index import fields
from matcher.index.fields import Field, Kind
from matcher.index.terms import Value
from matcher.records import EDUCATION_SCALE, LANGUAGE_SCALE

Wrong = Callable[[str], NoReturn]
_LEVELS = LANGUAGE_SCALE[:-1]  # without the mother tongue
_NOW = re.compile(r"(?i)now|nu|today|vandaag|(?:per )?direct|immediately|at once")
_BACK = re.compile(r"(?i)(\d{1,4}) (months?|maand(?:en)?|years?|jaar|jaren) (?:ago|geleden)")
_AHEAD = re.compile(r"(?i)(?:in|over) (\d{1,4}) (months?|maand(?:en)?|years?|jaar|jaren)")
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_DUTCH = re.compile(r"(?:(\d{1,2})-)?(\d{1,2})-(\d{4})")
_NATIVE = ("native", "moedertaal", "mother tongue", "moedertaalspreker")


def read_value(field: Field, text: str, wrong: Wrong) -> Value:
    """Return a value of a field; `wrong` is told why it is none."""
    match field.kind:
        case Kind.SCALE:
            return _education(text, wrong)
        case Kind.YEARS:
            return _years(text, wrong)
        case Kind.LEVEL:
            return _level(text, wrong)
        case Kind.DAY:
            return _day(field, text, wrong)
        case Kind.COUNTRY:
            return Value(country_of(text) or wrong(f"no country {text!r}; write two letters: NL"))
        case _:
            return Value(_word(field, text, wrong))


def town_value(text: str, country: str | None, wrong: Wrong) -> tuple[Value, str | None]:
    """Return a town that can be found, and its country if one was given."""
    letters = None
    if country is not None:
        letters = country_of(country) or wrong(f"no country {country!r}; write two letters: NL")
    if towns.locate(text, letters) is None:
        near = towns.similar(text)
        meant = f"did you mean {', '.join(near)}?" if near else "try a larger town nearby"
        where = f" in {letters}" if letters else ""
        wrong(f"no town {text!r}{where} in the table of towns; {meant}")
    return Value(text), letters


def _word(field: Field, text: str, wrong: Wrong) -> str:
    if field.name == "language":
        found = fields.tongue_named(text)
        if found is None:
            near = fields.nearest(text, fields.TONGUES)
            meant = f"did you mean {near}?" if near else f"one of {', '.join(fields.TONGUES)}"
            wrong(f"no language {text!r}; {meant}")
        return found
    if field.name == "cv_language":
        return fields.letters_named(text) or wrong(f"no language {text!r}; write two letters: nl")
    return text


def _education(text: str, wrong: Wrong) -> Value:
    stretch = fields.EDUCATION.get(text.casefold())
    if stretch is None:
        wrong(f"education is one of {', '.join(EDUCATION_SCALE)}, mbo, bachelor; not {text!r}")
    return Value(text.casefold(), *stretch)


def _years(text: str, wrong: Wrong) -> Value:
    found = re.fullmatch(r"(?i)(\d{1,3})(\.\d{1,3})?(?: (?:years?|jaar|jaren))?", text)
    if found is None:
        wrong("years is a number, for example years>=5")
    whole, part = int(found[1]), found[2]
    if part is None:
        return Value(str(whole), 12 * whole, 12 * whole + 11)
    months = 12 * float(f"{whole}{part}")
    return Value(f"{whole}{part}", months, months)


def _level(text: str, wrong: Wrong) -> Value:
    if text.casefold() in _NATIVE:
        wrong(
            "a mother tongue tells where somebody comes from, so it may decide about nobody; ask "
            "for C2, which native speakers reach as well"
        )
    if text.upper() not in _LEVELS:
        wrong(f"a level is one of {', '.join(_LEVELS)}; not {text!r}")
    place = _LEVELS.index(text.upper()) + 1
    # Whoever grew up with a language is at its highest level.
    return Value(text.upper(), place, place + (place == len(_LEVELS)))


def _day(field: Field, text: str, wrong: Wrong) -> Value:
    spaced = " ".join(text.split())
    if _NOW.fullmatch(spaced):
        return Value("now", ago=0)
    for form, sign in ((_BACK, 1), (_AHEAD, -1)):
        if found := form.fullmatch(spaced):
            count = int(found[1])
            months = count * (1 if found[2].lower().startswith("m") else 12)
            shown = f"{months} months ago" if sign > 0 else f"in {months} months"
            return Value(shown, ago=sign * months)
    iso, dutch = _ISO.fullmatch(spaced), _DUTCH.fullmatch(spaced)
    year, month, day = iso.groups() if iso else dutch.groups()[::-1] if dutch else (None,) * 3
    try:
        return _stretch(int(year or 0), int(month or 0), int(day or 0))
    except ValueError:
        wrong(f"{text!r} is no day; write {field.name} < 2027-03-01, or 6 months ago, or now")


def _stretch(year: int, month: int, day: int) -> Value:
    """Return the days of a year, of a month (not 0) or one day (not 0); ValueError: none such."""
    first = date(year, month or 1, day or 1)
    last = date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    text = first.isoformat()[: 10 if day else 7 if month else 4]
    return Value(text, first.toordinal(), last.toordinal())
