"""Months as numbers: the arithmetic behind "how long" and "how recent".

In:  years, months and periods
Out: month numbers (``year * 12 + month - 1``), months covered, names to show
Why: a union of intervals counts overlapping jobs once; a sum of durations counts them twice
"""

from collections.abc import Sequence

from matcher.errors import InvalidInput
from matcher.records import Period

NAMES = {
    "nl": ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


def month(year: int, number: int) -> int:
    """Return the month number of the `number`-th month (1 to 12) of `year`.

    Raises
    ------
    InvalidInput : `number` is not a month of the year
    """
    if not 1 <= number <= 12:
        raise InvalidInput(f"month {number} of {year} was given; a month is a number from 1 to 12")
    return year * 12 + number - 1


def months_covered(periods: Sequence[Period], as_of: int) -> int:
    """Return how many months before `as_of` lie in at least one of the periods.

    Parameters
    ----------
    periods : in any order, overlapping or not; a period without an end lasts until `as_of`
    as_of   : month number; what lies at or after it does not count

    Returns
    -------
    int >= 0 : months of the union; 0 where there are no periods
    """
    spans = sorted(
        (period.start, as_of if period.end is None else min(period.end, as_of))
        for period in periods
    )
    covered, reached = 0, 0
    for start, end in spans:
        covered += max(0, end - max(start, reached))
        reached = max(reached, end)
    return covered


def month_name(number: int, language: str = "en") -> str:
    """Return a month number as people write it: "mrt 2019" in Dutch, else "Mar 2019"."""
    year, index = divmod(number, 12)
    return f"{NAMES.get(language, NAMES['en'])[index]} {year}"


def iso(number: int) -> str:
    """Return a month number as "2019-03"."""
    year, index = divmod(number, 12)
    return f"{year}-{index + 1:02d}"
