"""When was it? Dates as people write them in CVs.

In:  a line
Out: the ranges in it, each with its span and its Period
Why: hand-written forms in nine languages; general date parsers read "2016-2019" as a day, and
     guess a month where there is none
A range of bare years runs from the middle of the first to the middle of the last year: it then is
as long as their difference, and wrong by at most six months at either end.
"""

import re
from dataclasses import dataclass

from matcher.calendar import month, months_covered
from matcher.records import Period

__all__ = ["Dated", "listed", "months_covered", "ranges", "single"]

MONTHS = (
    "januari|january|januar|jänner|janvier|janv|ianuarie|ianurie|enero|ene|gennaio|janeiro|"
    "stycz\\w+|jan|ian",
    "februari|february|februar|février|fevrier|févr|fevr|fév|februarie|febrero|febbraio|"
    "fevereiro|lut\\w+|feb|fev",
    "maart|march|märz|maerz|mars|martie|marzo|março|marca|marzec|mrt|mär|mar|voorjaar|lente|spring|frühjahr|frühling|printemps",
    "april|avril|avr|aprilie|abril|aprile|kwie\\w+|apr|abr",
    "mei|may|mai|mayo|maggio|maio|maja|maj",
    "juni|june|juin|iunie|junio|giugno|junho|czerw\\w+|jun|iun|zomers?|summer|sommer|été",
    "juli|july|juillet|juil|iulie|julio|luglio|julho|lip\\w+|jul|iul",
    "augustus|august|août|aout|agosto|sierp\\w+|aug|ago",
    "september|septembre|septembrie|septiembre|settembre|setembro|wrze\\w+|sept|sep|set|"
    "najaar|herfst|autumn|herbst|automne",
    "oktober|october|octobre|octombrie|octubre|ottobre|outubro|paźdz\\w+|okt|oct|ott|out",
    "november|novembre|noiembrie|noviembre|novembro|listop\\w+|nov|noi",
    "december|dezember|décembre|decembre|decembrie|diciembre|dicembre|dezembro|grud\\w+|dec|"
    "dez|déc|dic",
)
NAME = "(?:" + "|".join(MONTHS) + r")(?![^\W\d_])"
YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
POINT = (
    r"(?:(?<!\w)(?:begin|medio|eind|eerste helft|tweede helft|early|mid|late|end of|anfang|mitte|"
    r"ende|début|mi|fin)(?:\s+(?:van\s+)?|-))?"
    rf"(?:(?:\d{{1,2}}(?:e|st|nd|rd|th|\.)?\s+)?{NAME}[.,]?\s*(?:de\s+)?(?:{YEAR}|"
    rf"['’`]\d\d)(?!\d)"
    rf"|(?<!\d)\d{{1,2}}[-/.]\d{{1,2}}[-/.]{YEAR}(?!\d)|(?<![\d/])(?:0?[1-9]|"
    rf"1[0-2])\s?[-/.]\s?{YEAR}(?!\d)"
    rf"|(?<!\d){YEAR}[-/.](?:0[1-9]|1[0-2])(?!\d)|(?<!\d){YEAR}(?![\d%])|(?<!\w)['’`]\d\d(?!\d))"
)
NOW = (
    r"(?:heden|nu|hede|present|now|currently|current|today|ongoing|lopend|date|heute|jetzt|"
    r"aktuell|"
    r"laufend|présent|aujourd['’]hui|aujourd hui|ce jour|actuel\w*|prezent\w*|actual\w*|"
    r"present[eă]|"
    r"în curs|oggi|attuale|atual|hoje|teraz|obecnie|dziś)(?!\w)"
)
SEPARATOR = (
    r"\s*(?:[-‐‑‒–—→~>]+|t/m|tot\s+en\s+met|tot|tm|until|till|to|bis|jusqu['’]\w+|au|à|a|al|"
    r"până\s+(?:în|la)|pana\s+(?:in|la)|do|hasta|fino\s+a|en|and)\s*"
)
BEFORE = (
    r"(?:(?<!\w)(?:van|vanaf|sinds|from|since|von|seit|ab|depuis|de|du|din|desde|dal|od|"
    r"sedert|per|în|anno)\s+)?"
)
RANGE = re.compile(
    rf"(?<!\w){BEFORE}(?P<a>{POINT}){SEPARATOR}(?P<b>{POINT}|{NOW})"
    rf"|(?<!\w){BEFORE}(?P<a2>{NAME}[.,]?){SEPARATOR}(?P<b2>{NAME}[.,]?\s*{YEAR})"
    rf"|(?<![\d/])(?P<a4>{YEAR})\s?/\s?(?P<b4>{YEAR}|{NOW})"
    rf"|"
    rf"(?<!\w)(?P<a3>(?:\d{{1,2}}\s+)?{NAME}[.,]?\s*{YEAR})\s+\w{{1,6}}\s+(?P<b3>{NAME}[.,]?\s*{YEAR})",
    re.IGNORECASE,
)
SINCE = re.compile(
    rf"(?<!\w)(?:sinds|vanaf|since|from|seit|ab|depuis|desde|dal|od|sedert|din)\s+(?P<a>{POINT})"
    rf"|(?P<a2>{POINT})\s*[-–—]+\s*(?=$|\n|[|,\t)])|(?P<a3>{POINT})\s*[-–—]*\s*(?:\.\.\.|…)",
    re.IGNORECASE,
)
SINGLE = re.compile(POINT, re.IGNORECASE)
BETWEEN = re.compile(  # what may stand between the dates of "zomers 2019, 2020 (afgelast) en 2022"
    rf"(?:\W|\([^()]{{1,25}}\)|(?<!\w)(?:en|and|und|et|&|{'|'.join(MONTHS)})(?!\w))*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A stretch of time that a line names."""

    start: int
    end: int
    period: Period


def ranges(text: str) -> list[Dated]:
    """Return the ranges named in `text` ("mrt 2019 - heden", "sinds 2021"), in order."""
    found: list[Dated] = []
    for pattern in (RANGE, SINCE):
        for match in pattern.finditer(text):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            period = _period(match)
            if period is not None:
                found.append(Dated(match.start(), match.end(), period))
    return sorted(found, key=lambda dated: dated.start)


def listed(text: str) -> list[Dated]:
    """Return the stretch from the first to the last of the dates of a line that only lists dates.

    Empty where the line says anything else, holds fewer than two dates, or one range of two.
    """
    points = list(SINGLE.finditer(text))
    rest = SINGLE.sub(" ", text)
    whole = len(points) == 2 and bool(ranges(text)) and "," not in text
    if len(points) < 2 or whole or not BETWEEN.fullmatch(rest):
        return []
    spans = sorted((d.period.start, d.period.end or 0) for m in points if (d := single(m.group())))
    period = Period(spans[0][0], max(end for _, end in spans))
    return [Dated(points[0].start(), points[-1].end(), period)]


def single(text: str) -> Dated | None:
    """Return the first date named in `text` as the month or the year that it covers."""
    match = SINGLE.search(text)
    if match is None:
        return None
    year, number = _point(match.group())
    if number is None:
        return Dated(match.start(), match.end(), Period(month(year, 1), month(year + 1, 1)))
    start = month(year, number)
    return Dated(match.start(), match.end(), Period(start, start + 1))


def _period(match: re.Match[str]) -> Period | None:
    groups = match.groupdict()
    first = groups.get("a") or groups.get("a2") or groups.get("a3") or groups.get("a4")
    last = groups.get("b") or groups.get("b2") or groups.get("b3") or groups.get("b4")
    if first is None:
        return None
    if last is None or re.fullmatch(NOW, last, re.IGNORECASE):
        year, number = _point(first)
        return Period(month(year, number or 7), None)
    end_year, end_month = _point(last)
    start_year, start_month = _point(first, end_year)
    if start_year == end_year and start_month is None and end_month is None:
        return Period(month(start_year, 1), month(start_year + 1, 1))
    start = month(start_year, start_month or 7)
    end = month(end_year, end_month) + 1 if end_month else month(end_year, 7)
    return Period(start, end) if end > start else None


def _point(text: str, year_if_none: int = 0) -> tuple[int, int | None]:
    """Return (year, month or None) of one date."""
    full = re.search(YEAR, text)
    short = re.search(r"['’`](\d\d)", text)
    year = year_if_none
    if full:
        year = int(full.group())
    elif short:
        year = int(short.group(1)) + (2000 if int(short.group(1)) < 50 else 1900)
    for number, names in enumerate(MONTHS, start=1):
        if re.search(rf"(?i)(?<![^\W\d_])(?:{names})(?![^\W\d_])", text):
            return year, number
    parts = [int(part) for part in re.findall(r"\d+", text) if len(part) <= 2]
    if short or not parts:
        return year, None
    number = parts[-1]
    return year, number if 1 <= number <= 12 else None
