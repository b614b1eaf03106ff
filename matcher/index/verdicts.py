"""Which people meet one test?

In:  a test, and the columns of people
Out: for each person YES, NO or UNTOLD, as -1, 0 and 1 in one byte
Why: what is asked of a word or of a set is asked once for each that occurs; people look it up. A
     million of them take a few milliseconds a test
"""

import calendar
import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.index.columns import Columns
from matcher.index.encoded import Coded, Sets, hashed
from matcher.index.terms import Near, Test, Unknown, Value
from matcher.towns import Place, folded, km_from, locate

YES, UNTOLD, NO = 1, 0, -1
Verdicts = NDArray[np.int8]  # (n,)
# Whoever has the first may do what the second allows.
_INCLUDES = {
    "b": "am",
    "be": "b am",
    "c1": "b am",
    "c": "c1 b am",
    "d1": "b am",
    "d": "d1 b am",
    "c1e": "c1 be b am",
    "ce": "c c1e c1 be b am",
    "d1e": "d1 be b am",
    "de": "d d1e d1 be b am",
    "a": "am",
    "vca-vol": "vca",
}
DRIVING = frozenset({"am", "a", "b", "be", "c1", "c1e", "c", "ce", "d1", "d1e", "d", "de", "t"})
NO_DRIVING = "none"  # kept for those whose CV denies a driving licence
_ANY_LEVEL = Test("", ">=", (Value("A1", 1, 1),))


def of_test(test: Test, columns: Columns, as_of: int) -> Verdicts:
    """Return who meets a test; `as_of` is the month that "now" and open roles are about."""
    match test.field:
        case "city" | "country":
            return _by_word(columns.city, _lives(test, columns.city.words), UNTOLD)
        case "status":
            return _by_word(columns.status, _is(test, columns.status.words), NO)
        case "cv_language":
            return _by_word(columns.written, _is(test, columns.written.words), UNTOLD)
        case "tag":
            return _of_sets(columns.tags, _held(test), NO)
        case "licence":
            return _licensed(test, columns.licences)
        case "language":
            return _of_sets(columns.languages, _held(test), UNTOLD)
        case "id":
            return _told(np.isin(columns.id, hashed(value.text for value in test.values)))
        case "source":
            wanted = hashed(value.text for value in test.values)
            return _told(np.isin(columns.source, wanted) | np.isin(columns.file, wanted))
        case "education":
            return _compared(test, columns.education, columns.education > 0)
        case "years":
            months = months_worked(columns, as_of)
            return _compared(test, months, np.diff(columns.worked.starts) > 0)
        case "available" | "contacted":
            days = columns.available if test.field == "available" else columns.contacted
            return _compared(_dated(test, as_of), days, days >= 0)
    return _of_sets(columns.languages, _level(test), UNTOLD)


def of_radius(near: Near, columns: Columns) -> Verdicts:
    """Return who lives within a distance of a town; a town that the table lacks is not told."""
    centre = locate(near.town.text, near.country)
    towns = _towns(columns.city.words)
    table = np.zeros(len(towns.names) + 1, np.int8)
    if centre is not None:
        far = km_from(centre, towns.latitudes, towns.longitudes)
        table[:-1] = np.where(np.isnan(far), UNTOLD, np.where(far <= near.km, YES, NO))
    return table[columns.city.codes]


def of_unknown(unknown: Unknown, columns: Columns) -> Verdicts:
    """Return of whom the field is not told."""
    match unknown.field:
        case "city":
            told = [bool(name) for name in _towns(columns.city.words).names]
            return _by_word(columns.city, _no_if(told), YES)
        case "country":
            told = [bool(country) for country in _towns(columns.city.words).countries]
            return _by_word(columns.city, _no_if(told), YES)
        case "status":
            return _by_word(columns.status, [NO] * len(columns.status.words), YES)
        case "cv_language":
            return _by_word(columns.written, [NO] * len(columns.written.words), YES)
        case "tag" | "licence" | "language":
            name = {"tag": "tags", "licence": "licences", "language": "languages"}[unknown.field]
            return _of_sets(getattr(columns, name), lambda *_: NO, YES)
        case "education":
            return _told(columns.education == 0)
        case "years":
            return _told(np.diff(columns.worked.starts) == 0)
        case "available" | "contacted":
            return _told(getattr(columns, unknown.field) < 0)
        case "id" | "source":
            return _told(np.zeros(len(columns), dtype=bool))
    any_level = Test(unknown.field, _ANY_LEVEL.comparison, _ANY_LEVEL.values)
    return _told(_of_sets(columns.languages, _level(any_level), UNTOLD) == UNTOLD)


def months_worked(columns: Columns, as_of: int) -> NDArray[np.int64]:
    """Return how many months before `as_of` each person worked."""
    rows = columns.worked.rows
    lengths = np.minimum(rows[:, 1], np.int32(as_of)) - rows[:, 0]
    total = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum(np.maximum(lengths, 0), out=total[1:])
    return np.diff(total[columns.worked.starts])


def divided(word: str) -> tuple[str, str | None]:
    """Return town and country of "Bergen, NL"."""
    found = re.fullmatch(r"(.*), ([A-Z]{2})", word, re.DOTALL)
    return (found[1], found[2]) if found else (word, None)


# --- numbers ----------------------------------------------------------------------------------
def _told(holds: NDArray[np.bool_]) -> Verdicts:
    return np.where(holds, np.int8(YES), np.int8(NO))


def _compared(test: Test, numbers: NDArray[Any], told: NDArray[np.bool_]) -> Verdicts:
    holds = np.zeros(len(numbers), dtype=bool)
    for value in test.values:
        holds |= _holds(test.comparison, numbers, value)
    verdicts = _told(holds)
    verdicts[~told] = UNTOLD
    return verdicts


def _holds(comparison: str, numbers: NDArray[Any], value: Value) -> NDArray[np.bool_]:
    holds = {
        ">=": lambda: numbers >= value.low,
        ">": lambda: numbers > value.high,
        "<=": lambda: numbers <= value.high,
        "<": lambda: numbers < value.low,
        "=": lambda: (numbers >= value.low) & (numbers <= value.high),
    }
    return np.asarray(holds[comparison]())


def _dated(test: Test, as_of: int) -> Test:
    """Return the test with days in place of "now" and "6 months ago"."""
    values = (value if value.ago is None else _month(value, as_of) for value in test.values)
    return Test(test.field, test.comparison, tuple(values))


def _month(value: Value, as_of: int) -> Value:
    year, number = divmod(as_of - (value.ago or 0), 12)
    first = date(year, number + 1, 1).toordinal()
    return Value(value.text, first, first + calendar.monthrange(year, number + 1)[1] - 1)


# --- words ------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Towns:
    """What the table of towns knows of the towns in which people live."""

    names: tuple[str, ...]  # folded; empty where only a country is told
    found: tuple[Place | None, ...]
    countries: tuple[str | None, ...]
    latitudes: NDArray[np.float64]  # NaN where the table lacks the town
    longitudes: NDArray[np.float64]


@functools.lru_cache(maxsize=64)
def _towns(words: tuple[str, ...]) -> _Towns:
    pairs = [divided(word) for word in words]
    found = tuple(locate(*pair) for pair in pairs)
    return _Towns(
        names=tuple(folded(town) for town, _ in pairs),
        found=found,
        countries=tuple(
            told or (place.country if place else None)
            for (_, told), place in zip(pairs, found, strict=True)
        ),
        latitudes=np.array([place.latitude if place else np.nan for place in found]),
        longitudes=np.array([place.longitude if place else np.nan for place in found]),
    )


def _by_word(coded: Coded, answers: Sequence[int], without: int) -> Verdicts:
    """Return for each person the answer for their word, or `without`."""
    return np.array([*answers, without], np.int8)[coded.codes]  # UNTOLD, -1: the last entry


def _no_if(told: Sequence[bool]) -> list[int]:
    return [NO if one else YES for one in told]


def _is(test: Test, words: Sequence[str]) -> list[int]:
    wanted = {value.text.casefold() for value in test.values}
    return [YES if word.casefold() in wanted else NO for word in words]


def _lives(test: Test, words: tuple[str, ...]) -> list[int]:
    """Return of each town whether it is one of those asked for, in whatever language."""
    towns = _towns(words)
    if test.field == "country":
        wanted = {value.text for value in test.values}
        return [UNTOLD if c is None else YES if c in wanted else NO for c in towns.countries]
    pairs = [divided(value.text) for value in test.values]
    names = {folded(town) for town, country in pairs if country is None}
    found = {locate(*pair) for pair in pairs} - {None}
    return [
        UNTOLD if not name else YES if name in names or place in found else NO
        for name, place in zip(towns.names, towns.found, strict=True)
    ]


# --- sets -------------------------------------------------------------------------------------
def _of_sets(sets: Sets, answer: Callable[[str, int], int], empty: int) -> Verdicts:
    """Return for each person the greatest answer for a word and level of theirs, or `empty`."""
    degrees = int(sets.levels.max(initial=0)) + 1
    table = np.array([[answer(word, level) for level in range(degrees)] for word in sets.words])
    answers = np.full(len(sets.starts) - 1, empty, np.int8)
    filled = np.flatnonzero(np.diff(sets.starts))
    if len(filled):  # reduceat has no answer for an empty run
        each = table.astype(np.int8)[sets.items, sets.levels]
        answers[filled] = np.maximum.reduceat(each, sets.starts[filled])
    return answers[sets.codes]


def _held(test: Test) -> Callable[[str, int], int]:
    wanted = {value.text.casefold() for value in test.values}
    return lambda word, _: YES if word.casefold() in wanted else NO


def _level(test: Test) -> Callable[[str, int], int]:
    """Return the check of a language's level; another language beside it says no."""

    def answer(word: str, level: int) -> int:
        if word != test.field:
            return NO
        if level == 0:
            return UNTOLD
        holds = (_holds(test.comparison, np.array(level), value) for value in test.values)
        return YES if any(bool(one) for one in holds) else NO

    return answer


def _licensed(test: Test, licences: Sets) -> Verdicts:
    """Return who holds a licence.

    Whoever names a driving licence, or denies to have one, has told which they have; of any other
    licence that a CV does not name it is not known.
    """
    each = [_one_licence(value.text.casefold(), licences) for value in test.values]
    return np.asarray(np.maximum.reduce(each), np.int8)


def _one_licence(wanted: str, licences: Sets) -> Verdicts:
    # "Held" overrules "other driving licences told", and that "nothing told": 2 > 1 > 0.
    def answer(word: str, _: int) -> int:
        plain = word.casefold()
        if plain == wanted or wanted in _INCLUDES.get(plain, "").split():
            return 2
        return int(wanted in DRIVING and (plain in DRIVING or plain == NO_DRIVING))

    return np.array([UNTOLD, NO, YES], np.int8)[_of_sets(licences, answer, 0)]
