"""Words and numbers in the reader's language.

In:  a request: a choice in the address, one kept in a cookie, or Accept-Language
Out: "nl" or "en"; every text of the page; numbers and dates as that language writes them
"""

import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path

from starlette.requests import Request

LANGUAGES = ("nl", "en")
THEMES = ("light", "dark")
_PART = re.compile(r"\s*([a-z]{1,8})(?:-[a-z0-9]{1,8})*\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*", re.I)
_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
    "oktober", "november", "december",
)  # fmt: skip


def language_of(request: Request) -> str:
    """Return the reader's language; English where none of ours is asked for."""
    for chosen in (request.query_params.get("lang"), request.cookies.get("lang")):
        if chosen in LANGUAGES:
            return chosen
    best, language = 0.0, "en"
    for part in request.headers.get("accept-language", "")[:500].split(","):
        found = _PART.fullmatch(part)
        if found and (name := found[1].lower()) in LANGUAGES:
            quality = float(found[2] or 1)
            if quality > best:
                best, language = quality, name
    return language


def theme_of(request: Request) -> str:
    """Return light, dark, or nothing: as the machine has it."""
    for chosen in (request.query_params.get("theme"), request.cookies.get("theme")):
        if chosen in THEMES:
            return chosen
    return ""


def words(language: str) -> dict[str, str]:
    """Return every text of the page, by key."""
    place = LANGUAGES.index(language)
    return {key: pair[place] for key, pair in _copy().items()}


def number(value: float, language: str, digits: int = 2) -> str:
    """Return a number with so many decimals; Dutch has a comma."""
    text = f"{value:.{digits}f}"
    return text.replace(".", ",") if language == "nl" else text


def told(text: str, language: str) -> str:
    """Return a sentence of the engine with the numbers of the reader's language."""
    return _POINT.sub(",", text) if language == "nl" else text


def day(at: float, language: str) -> str:
    """Return a moment as day and time on this machine's clock."""
    when = datetime.fromtimestamp(at)
    if language == "nl":
        return f"{when.day} {_MONTHS[when.month - 1]} {when.year}, {when:%H:%M}"
    return f"{when.day} {when:%B %Y, %H:%M}"


@cache
def _copy() -> dict[str, list[str]]:
    path = Path(__file__).parent / "copy.json"
    found: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return found
