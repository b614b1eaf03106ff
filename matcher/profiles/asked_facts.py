"""What does a requirement ask that is a fact: papers, studies, languages with levels, of a trade?

In:  a requirement's text, kind, level, groups of skills and mentions, a skill finder
Out: AskedFacts
Why: facts are decided by name, level, field and dates; what is asked of them is read once, with the
     vacancy, so that the ranker compares and reads no text of vacancies itself
"""

import itertools
import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from matcher.profiles.languages import tongues
from matcher.profiles.papers import asked_papers
from matcher.profiles.requirements import AND, AT_MOST, OR, YEARS, number
from matcher.profiles.studies import asked_study
from matcher.protocols import SkillFinder
from matcher.records import AskedFacts, Kind, Mention
from matcher.resources import shipped

_AS = r"(?i)\b(?:als|as|comme|en tant que|en tant qu')\s+(?:[\w'-]+\s+){0,3}?"
_JOINS = re.compile(
    r"(?i)[\s,/&]*(?:(?:and|en|und|et|or|of|oder|ou|en/of|and/or)\s)?\s*(?:het |the )?"
)
_BILINGUAL = re.compile(r"(?i)\b(?:bilingual|tweetalig\w*|zweisprachig\w*|bilingue)\b")
_CONTENT = re.compile(r"[^\W\d_]{3,}")
_PLAIN = """
including owning waarvan which davon dont inklusive inclusief whereof actueel
tussen between zwischen entre volle full ruim circa about ungefähr environ rond
als een met van the for and voor bij aan het und mit des les jaren anderhalf half ein eine une
tot twee drie vier vijf zes two three four five six seven eight ten zwei drei fünf deux trois
quatre cinq bent has you your min max maximaal maximum most than more meer dan comme tant que
yrs minimaal minstens minste jaar ervaring werkervaring relevante aantoonbare ruime hebt
beschikt over binnen least years year experience experienced working with work have minimum
proven strong solid hands mindestens jahre jahren erfahrung berufserfahrung moins ans années
expérience tenminste enige several plus maanden months monate mois vergelijkbare functie similar
role position zelfstandig werkend from into using avec dans
"""
_SAYS_NOTHING = frozenset(_PLAIN.split())


def asked_facts(
    text: str,
    kind: Kind,
    level: str | None,
    groups: Sequence[Sequence[str]],
    mentions: Sequence[Mention],
    finder: SkillFinder,
) -> AskedFacts:
    """Return what a requirement asks of facts; nothing where its kind is no fact."""
    if kind is Kind.CERTIFICATE:
        return AskedFacts(papers=asked_papers(text, mentions, finder))
    if kind is Kind.EDUCATION:
        return asked_study(text)
    if kind is Kind.LANGUAGE:
        return AskedFacts(tongues=_tongues(text, level, groups))
    if kind is Kind.EXPERIENCE:
        return AskedFacts(
            trade=trade_of(text), most_years=_most_years(text), aside=_aside(text, mentions)
        )
    return AskedFacts()


def _tongues(
    text: str, level: str | None, groups: Sequence[Sequence[str]]
) -> tuple[tuple[tuple[str, str | None], ...], ...]:
    """Return the languages asked for: all groups, any within one, each with its least level.

    "Nederlands (C1) en Engels (B2)" asks each at its own level; one level is asked of all.
    """
    named = tongues(text)
    told = {one.level for one in named if one.level}
    betweens = [text[a.end : b.start] for a, b in itertools.pairwise(named)]
    listed = all(_JOINS.fullmatch(between) for between in betweens)
    shared = level if listed and len(told) == 1 else None
    both = bool(_BILINGUAL.search(text))  # as good as a mother tongue, and that in both
    found: list[list[tuple[str, str | None]]] = []
    for at, one in enumerate(named):
        between = text[named[at - 1].end : one.start] if at else ""
        pair = one.language, "C1" if both else one.level or shared
        either = at and not both and _either(between, text[named[at].end :])
        if either and found:
            found[-1].append(pair)
        elif all(pair[0] != other for group in found for other, _ in group):
            found.append([pair])
    if not found:
        return tuple(tuple((concept, level) for concept in group) for group in groups)
    return tuple(map(tuple, found))


def _either(between: str, after: str) -> bool:
    """Tell whether two languages are a choice: "Frans of Duits", "French, German or Spanish"."""
    if OR.search(between) and not re.search(r"(?i)en/of|and/or", between):
        return True
    if not re.fullmatch(r"[\s,]*(?:\([^)]*\))?[\s,]*", between):
        return False
    sign = re.match(r"[^.;]{0,40}?\b(of|or|oder|ou|en|and|und|et)\b", after, re.IGNORECASE)
    return bool(sign and not AND.fullmatch(sign.group(1)))


def trade_of(text: str) -> str:
    """Return a pattern of the work of an occupation: "als lasser" asks for "lassen"."""
    for called, does in _trades():
        if called.search(text):
            return does
    return ""


@cache
def _trades() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (
            re.compile(rf"{_AS}(?:{'|'.join(row['called'])})(?!\w)"),
            rf"(?i)(?<!\w)(?:{'|'.join(row['does'])})(?!\w)",
        )
        for row in trades().values()
    )


def trades() -> Mapping[str, Mapping[str, Any]]:
    """Return the lexicon of trades as it is written, for those who check it."""
    return tomllib.loads((shipped("lexicon") / "trades.toml").read_text(encoding="utf-8"))


def _most_years(text: str) -> float | None:
    """Return the most years that are asked where no least is: "up to 5 years", "0-2 years"."""
    for match in YEARS.finditer(text):
        upper = AT_MOST.search(text[: match.start()])
        if upper or match.group(1) == "0":
            told = match.group(1) if upper else match.group(2) or match.group(1)
            return number(told) or None
    return None


def _aside(text: str, mentions: Sequence[Mention]) -> bool:
    """Tell whether the skills that a line of years names are the smaller part of its words.

    "3 jaar als zelfstandig werkend kok in de horeca" is of a cook's years, wherever they were.
    """
    words = [
        match for match in _CONTENT.finditer(text)
        if match.group().casefold() not in _SAYS_NOTHING
    ]  # fmt: skip
    if not mentions or not words:
        return False
    covered = sum(
        any(mention.start < word.end() and word.start() < mention.end for mention in mentions)
        for word in words
    )
    return 2 * covered <= len(words)
