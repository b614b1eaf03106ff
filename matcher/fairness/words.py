"""The words of the audit's report, in Dutch and English.

In:  a key, and a language of `LANGUAGES`
Out: words; English for another language
Why: what is no figure stands in `words.toml`, where it can be read and mended without code
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from matcher.fairness.rates import Cut

LANGUAGES = ("nl", "en")
Pair = tuple[str, str]  # Dutch, English


def called(table: str, key: str, language: str) -> str:
    """Return what a table calls something; KeyError where it has no such key."""
    return say(texts()[table][key], language)


def heads(language: str) -> dict[str, str]:
    """Return all headings in a language."""
    return {key: say(pair, language) for key, pair in texts()["heads"].items()}


def rows(table: str) -> list[Mapping[str, Any]]:
    """Return the rows of a table, in order."""
    found: list[Mapping[str, Any]] = texts()[table]
    return found


def say(pair: Pair, language: str) -> str:
    """Return the words of a pair in a language."""
    return pair[0] if language == "nl" else pair[1]


def own(row: Mapping[str, Any], language: str) -> str:
    """Return the words of a row in a language; "" where it has none."""
    return str(row.get("nl" if language == "nl" else "en", ""))


def article(named: str, language: str) -> str:
    """Return an article as the language calls its law: of the AI-verordening, of the AVG."""
    if language != "nl":
        return named
    for english, dutch in (("AI Act", "AI-verordening"), ("GDPR", "AVG"), ("annex", "bijlage")):
        named = named.replace(english, dutch)
    return named


def cut_in_words(cut: Cut, language: str) -> str:
    """Return a cut-off in words."""
    value = f"{cut.value:g}"
    return say(
        {
            "top": (f"eerste {value}", f"first {value}"),
            "score": (f"score vanaf {value}", f"score {value} or more"),
            "median": ("score boven de mediaan", "score above the median"),
        }[cut.kind],
        language,
    )


def number(value: float | None, language: str, digits: int = 2) -> str:
    """Return a number as the language writes it; a dash for what is not told."""
    if value is None:
        return "–"
    told = f"{value:.{digits}f}"
    return told.replace(".", ",") if language == "nl" else told


@cache
def texts() -> Mapping[str, Any]:
    """Return `words.toml`."""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
