"""What did the columns of a table tell of a person?

In:  the fields of a Document that are no text: ("status", "active"), ("contacted", "2026-01-31")
Out: the Candidate with them
Why: a status is no evidence, so it never becomes a line of the CV; what cannot be understood is
     flagged and not guessed
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from matcher.countries import country_of
from matcher.profiles.availability import AT_ONCE, available_of
from matcher.profiles.days import day_of
from matcher.records import Candidate, Document

Change = dict[str, Any] | None  # fields of Candidate; None: not understood
_NOW = re.compile(
    r"(?i)ja|yes|true|waar|now|nu|today|(?:per )?direct|onmiddellijk|immediate(?:ly)?|"
    r"ab sofort|sofort"
)
_LATER = re.compile(  # it is told that they are not free now, or nothing
    r"(?i)nee|no|false|onwaar|nein|niet beschikbaar|not available|in overleg|by arrangement|"
    r"nach absprache|onbekend|unknown"
)


def with_told(candidate: Candidate, document: Document) -> Candidate:
    """Return the candidate with what a table's columns told.

    A value that is understood goes before what the text says. One that is not becomes a flag.
    """
    for field, text in document.told:
        change = _READERS[field](text)
        if change is None:
            change = {"flags": (*candidate.flags, f"{field} not understood")}
        candidate = replace(candidate, **change)
    return candidate


def _available(text: str) -> Change:
    if _LATER.fullmatch(text.strip()):
        return {}
    day = AT_ONCE if says_now(text) else day_of(text)
    day = available_of(text) if day is None else day
    return None if day is None else {"available": day}


def _contacted(text: str) -> Change:
    day = day_of(text)
    return None if day is None else {"contacted": day}


def _country(text: str) -> Change:
    code = country_of(text)
    return None if code is None else {"country": code}


def _city(text: str) -> Change:
    town, _, rest = text.partition(",")
    country = country_of(rest) if len(rest.strip()) > 2 else None
    return {"city": town.strip(), **({"country": country} if country else {})}


_READERS: dict[str, Callable[[str], Change]] = {
    "available": _available,
    "city": _city,
    "contacted": _contacted,
    "country": _country,
    "status": lambda text: {"status": text.strip()},
    "tags": lambda text: {"tags": tags_of(text)},
}


def says_now(text: str) -> bool:
    """Tell whether a cell about availability says "at once"."""
    return bool(_NOW.fullmatch(text.strip()))


def tags_of(text: str) -> tuple[str, ...]:
    """Return the tags of a cell, each once: "senior; silver medal" -> senior, silver medal."""
    tags = (" ".join(tag.split()) for tag in re.split(r"[,;|\n]", text))
    return tuple(dict.fromkeys(filter(None, tags)))
