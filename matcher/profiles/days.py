"""Which day does a piece of text name?

In:  "1 maart 2027", "March 1st, 2027", "01-03-2027", "2027-03-01", "maart 2027"
Out: a pattern for such days, and the number of the day (1 is 1 January of year 1)
Why: availability and contacts are days, where roles are months. Three numbers are day, month and
     year, as in Europe; a month without a day is its first; a day without a year is no day
"""

import re
from datetime import date

from matcher.profiles.periods import MONTHS, NAME

_YEAR = r"20\d\d"
_TH = r"(?:e|ste|de|st|nd|rd|th|\.)?"
DAY = (
    rf"(?:\d{{1,2}}{_TH}\s+(?:of\s+)?{NAME}[.,]?\s*{_YEAR}"  # 1 maart 2027
    rf"|{NAME}[.,]?\s+\d{{1,2}}{_TH},?\s+{_YEAR}"  # March 1st, 2027
    rf"|{NAME}[.,]?\s*{_YEAR}"
    rf"|{_YEAR}-\d{{1,2}}(?:-\d{{1,2}})?|\d{{1,2}}[-/.]\d{{1,2}}[-/.]{_YEAR}"
    rf"|\d{{1,2}}[-/]{_YEAR})(?!\d)"
)
_NAMED = tuple(re.compile(rf"(?i)(?<![^\W\d_])(?:{names})(?![^\W\d_])") for names in MONTHS)


def day_of(text: str) -> int | None:
    """Return the day that a text of the form `DAY` names, or None where there is no such day."""
    found = re.search(DAY, text, re.IGNORECASE)
    if found is None:
        return None
    said = found.group()
    numbers = [int(number) for number in re.findall(r"\d+", said)]
    month = next((n for n, pattern in enumerate(_NAMED, 1) if pattern.search(said)), None)
    if month is not None:
        year, day = numbers[-1], numbers[0] if len(numbers) > 1 else 1
    elif numbers[0] > 31:
        year, month, day = (*numbers, 1)[:3]
    else:
        day, month, year = (1, *numbers)[-3:]
        if month > 12 >= day:  # 03/15/2027
            day, month = month, day
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return None
