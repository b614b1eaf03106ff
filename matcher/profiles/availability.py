"""From when can somebody start?

In:  the lines of a CV with the section that each stands in
Out: the first day, 0 for "at once", or None where the CV does not tell
Why: only where people speak of themselves, and only in whole phrases: "24/7 beschikbaar", "op
     aanvraag beschikbaar" and what a job kept available say nothing of a start
"""

import re
from collections.abc import Iterable

from matcher.profiles.days import DAY, day_of
from matcher.profiles.headings import Section
from matcher.profiles.lines import Line

AT_ONCE = 0
_OF_WORK = (Section.ROLES, Section.PROJECTS, Section.EDUCATION, Section.REFERENCES)
_FREE = r"(?:beschikbaar|inzetbaar|available|verfügbar)"
_NOUN = r"(?:beschikbaarheid|availability|verfügbarkeit|startdatum|start date|available from)"
_NOW = (
    r"(?:per direct|direct|onmiddellijk|per omgaande|meteen|per heden|immediate(?:ly)?|now|"
    r"at once|right away|straight away|ab sofort|sofort)"
)
_FROM = (
    r"(?:(?:is|weer|again|to start|ook|:|met ingang van|m\.?i\.?v\.?|vanaf|per|op|from|"
    r"as (?:of|from)|starting|on|ab|zum|the)\s+){0,4}"
)
_BEGINS = r"(?:^|[.;|•,(:–-]\s*|\b(?:ben(?: ik)?|am|i'm|bin)\s+(?:weer\s+|again\s+)?)"
_ENDS = r"(?=\s*(?:$|[.,;|)!]|voor\b|for\b|für\b|en\b|and\b|und\b))"
_SAYS_NOW = re.compile(
    rf"{_BEGINS}(?:{_NOW}\s+{_FREE}|{_FREE}\s*:?\s+(?:is\s+)?{_NOW}|{_NOUN}\s*:?\s*{_NOW}|"
    rf"can start {_NOW}|kan (?:per )?(?:direct|meteen) (?:beginnen|starten)){_ENDS}",
    re.IGNORECASE,
)
_NO_RANGE = r"(?!\s*(?:[-–—]|tot\b|t/m|to\b|until\b|bis\b))"
_SAYS_WHEN = re.compile(
    rf"(?<!\w)(?:{_FREE}|{_NOUN}|can start|kan (?:beginnen|starten))\s*:?\s*{_FROM}"
    rf"(?P<a>{DAY}){_NO_RANGE}"
    rf"|(?<!\w)(?:vanaf|per|from|ab|zum|m\.?i\.?v\.?)\s+(?P<b>{DAY})\s+"
    rf"(?:weer\s+|again\s+|ben ik\s+)*{_FREE}",
    re.IGNORECASE,
)
_DENIES = re.compile(r"(?i)\b(?:niet|not|nicht|nog geen|never)\W+(?:\w+\W+){0,2}$")
_HEADING = re.compile(rf"(?i)\W*{_NOUN}\W*$")
_ALONE = re.compile(rf"(?i)\W*{_FROM}(?:{_NOW}|(?P<a>{DAY}))\W*$")


def available_in(placed: Iterable[tuple[Section | None, Line]], text: str) -> int | None:
    """Return from when somebody is available: the first that a CV tells of a start."""
    for section, line in placed:
        if section not in _OF_WORK:
            found = available_of(line.text, heading=_HEADING.match(_above(text, line.start)))
            if found is not None:
                return found
    return None


def available_of(text: str, *, heading: object = None) -> int | None:
    """Return from when a line says that somebody is available.

    Under a heading such as "Availability" a bare "1 March 2027" is enough.
    """
    if heading and (alone := _ALONE.match(text)):
        return AT_ONCE if alone["a"] is None else day_of(alone["a"])
    for match in _SAYS_WHEN.finditer(text):
        if not _DENIES.search(text[: match.start()]):
            return day_of(match["a"] or match["b"])
    now = _SAYS_NOW.search(text)
    return None if now is None or _DENIES.search(text[: now.start()]) else AT_ONCE


def _above(text: str, start: int) -> str:
    """Return the last line with a word in it before a place in the text."""
    before = text[max(0, start - 200) : start].rstrip(" \t")
    lines = [line for line in before.split("\n")[:-1] if re.search(r"\w", line)]
    return lines[-1] if lines else ""
