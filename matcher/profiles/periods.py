"""When was it? Dates as people write them in CVs.

In:  a line
Out: the ranges in it, each with its span and its Period
Why: hand-written forms in nine languages; general date parsers read "2016-2019" as a day, and
     guess a month where there is none
A range of bare years runs from the middle of the first to the middle of the last year: it then is
as long as their difference, and wrong by at most six months at either end.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass

from matcher.calendar import month, months_covered
from matcher.profiles.once import once_a_document
from matcher.records import Period

__all__ = ["Dated", "listed", "months_covered", "ranges", "single"]

MONTHS = (
    "januari|january|januar|jänner|janvier|janv|ianuarie|ianurie|enero|ene|gennaio|janeiro|"
    "stycz\\w+|jan|ian|winters?|hiver",
    "februari|february|februar|février|fevrier|févr|fevr|fév|februarie|febrero|febbraio|"
    "fevereiro|lut\\w+|feb|fev|febr",
    "maart|march|märz|maerz|mars|martie|marzo|março|marca|marzec|mrt|mär|mar|voorjaar|lente|"
    "spring|frühjahr|frühling|printemps",
    "april|avril|avr|aprilie|abril|aprile|kwie\\w+|apr|abr",
    "mei|may|mai|mayo|maggio|maio|maja|maj",
    "juni|june|juin|iunie|junio|giugno|junho|czerw\\w+|jun|iun|zomers?|summers?|sommer|été",
    "juli|july|juillet|juil|iulie|julio|luglio|julho|lip\\w+|jul|iul",
    "augustus|august|août|aout|agosto|sierp\\w+|aug|ago",
    "september|septembre|septembrie|septiembre|settembre|setembro|wrze\\w+|sept|sep|set|"
    "najaar|herfst|autumn|fall|herbst|automne",
    "oktober|october|octobre|octombrie|octubre|ottobre|outubro|paźdz\\w+|okt|oct|ott|out",
    "november|novembre|noiembrie|noviembre|novembro|listop\\w+|nov|noi",
    "december|dezember|décembre|decembre|decembrie|diciembre|dicembre|dezembro|grud\\w+|dec|"
    "dez|déc|dic",
)
NAME = "(?:" + "|".join(MONTHS) + r")(?![^\W\d_])"
YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
SHORT = r"['’`´‘]\s?\d\d(?!\d)"  # '19
_PART = {  # of a year, before or after it: the month in which it begins, and how many it lasts
    "1": r"(?:begin|early|anfang|début|eerste helft)",
    "7": r"(?:medio|halverwege|mid|midden|mitte|mi|tweede helft)",
    "12": r"(?:eind(?:e)?|late|end of|end|ende|fin)",
}
_QUARTER = (
    r"(?:(?:[qk]|kw\.?\s?|quarter |kwartaal )[1-4]|[1-4](?:e|ste|de|st|nd|rd|th|\.)?\s?"
    r"(?:q|kw|kwartaal|quarter|quartal|trimestre))"
)
_OF = r"\s*(?:(?:van|of|de|in|'s)\s+)?"
_DAY = r"(?:\d{1,2}(?:e|ste|st|nd|rd|th|\.)?\s+(?:of\s+)?)?"
POINT = (
    rf"(?:(?<!\w)(?:{'|'.join(_PART.values())})(?:\s+(?:van\s+|of\s+)?|-))?"
    rf"(?:{_DAY}{NAME}[.,]?(?:{_OF}|\s?[-/]\s?)(?:{YEAR}|{SHORT})(?!\d)"
    rf"|(?<!\w){_QUARTER}[.,]?(?:{_OF}|[-/])(?:{YEAR}|{SHORT})(?!\d)"
    rf"|(?<!\d){YEAR}[\s-]?{_QUARTER}(?!\w)"
    rf"|(?<!\d)\d{{1,2}}[-/.]\d{{1,2}}[-/.]{YEAR}(?!\d)"
    rf"|(?<!\d){YEAR}[-/.](?:0[1-9]|1[0-2])[-/.](?:0[1-9]|[12]\d|3[01])(?!\d)"
    rf"|(?<![\d/])(?:0?[1-9]|1[0-2])\s?[-/.]\s?{YEAR}(?!\d)"
    rf"|(?<!\d){YEAR}[-/.](?:0[1-9]|1[0-2])(?!\d)"
    rf"|(?<!\d){YEAR}[,]?\s+{NAME}(?![.,]?\s*(?:{YEAR}|{SHORT}))"
    rf"|(?<!\d){YEAR}(?![\d%])|(?<!\w){SHORT})"
)
_BRIEF = (  # two digits for a year: only beside another date
    rf"(?:{_DAY}{NAME}[.,]?(?:\s+|[-/]){{YY}}|(?<![\d/.-])(?:0?[1-9]|1[0-2])[/.-]{{YY}}"
    rf"|(?<!\d)(?:0?[1-9]|[12]\d|3[01])[-/.](?:0?[1-9]|1[0-2])[-/.]{{YY}})"
).replace("{YY}", r"(?:[0-3]\d|[6-9]\d)(?![\d%:]|[/.,]\d)")
NOW = (
    r"(?:(?:op\s+|the\s+|le\s+|à\s+)?(?:heden|nu(?: toe)?|hede|present|now|currently|current|today|"
    r"ongoing|vandaag|huidige?(?:\s+(?:functie|baan|werkgever))?|nog steeds|still|momenteel|"
    r"lopende?|date|dato|heute|jetzt|aktuell|gegenwart|derzeit|laufend|présent|"
    r"aujourd['’]hui|aujourd hui|ce jour|en cours|maintenant|actuel\w*|prezent\w*|actual\w*|"
    r"present[eă]|în curs|oggi|attuale|atual|hoje|teraz|obecnie|dziś))(?!\w)"
)
_ABOUT = r"(?:(?:exp(?:ected)?|verwacht|vsl|ca|circa|approx|about|ongeveer|rond|±)\.?\s*)?"
UNTIL = (
    r"(?:[-‐‑‒–—−→~>]+|(?:tot|eind(?:e|datum)?|until|to|end(?:e)?(?: date)?|bis|fin|au)\s*:|"
    r"einddatum|end date|t\s?[/&]\s?(?:m|rn)|t\.?e\.?m\.?|tot\s+en\s+met|tot\s+aan|tot|tm|until|"
    r"till|'til|"
    r"through|thru|up\s+(?:to|until)(?:\s+and\s+including)?|to|bis(?:\s+zum)?|jusqu['’]\w+)"
)
SEPARATOR = (
    rf"\s*(?:{UNTIL}(?:\s*{UNTIL})?|au|à|a|al|până\s+(?:în|la)|pana\s+(?:in|la)|do|hasta|"
    rf"fino\s+a|en|and)\s*{_ABOUT}"
)
BEFORE = (
    r"(?:(?<!\w)(?:van|vanaf|sinds|from|since|von|seit|ab|depuis|de|du|din|desde|dal|od|"
    r"sedert|per|în|anno|v\.?\s?a\.?|between|tussen)\s+)?"
)
RANGE = re.compile(
    rf"(?<!\w){BEFORE}(?P<a>{POINT}){SEPARATOR}(?P<b>{POINT}|{NOW})"
    rf"|(?<!\w){BEFORE}(?P<a5>{POINT}|{_BRIEF})\s*{UNTIL}\s*{_ABOUT}(?P<b5>{_BRIEF}|{POINT}|{NOW})"
    rf"|(?<!\w){BEFORE}(?P<a2>{_DAY}{NAME}[.,]?){SEPARATOR}(?P<b2>{_DAY}{NAME}[.,]?\s*(?:{YEAR}|"
    rf"{SHORT}))"
    rf"|(?<![\d/])(?P<a4>{YEAR})\s?/\s?(?P<b4>{YEAR}|{NOW})"
    rf"|(?<![\d/])(?P<a6>{YEAR})\s?[-–/]\s?(?P<b6>(?:1[3-9]|[2-3]\d|[6-9]\d)(?![\d%]|[-/.]\d))"
    rf"|(?<![\d/])(?P<a7>{YEAR})\s?–\s?(?P<b7>(?:0\d|1[0-2])(?![\d%]|[-/.]\d))"
    rf"|(?<!\w)(?P<a3>{_DAY}{NAME}[.,]?\s*{YEAR}|(?<![\d/])(?:0[1-9]|1[0-2])[-/.]{YEAR})"
    rf"\s+(?:(?:\w{{1,6}}\.?|[/|,])\s+)?(?P<b3>{_DAY}{NAME}[.,]?\s*{YEAR}|"
    rf"(?:0[1-9]|1[0-2])[-/.]{YEAR})(?!\d)",
    re.IGNORECASE,
)
SINCE = re.compile(
    rf"(?<!\w)(?:sinds|vanaf|since|from|seit|ab|depuis|desde|dal|od|sedert|din|v\.?\s?a\.?|"
    rf"per)\s+(?P<a>{POINT}|{_BRIEF})"
    rf"|(?P<a2>{POINT})\s*(?:[-–—−→>]+|t/m|tot|to|until)\s*(?=$|\n|[|,\t)])"
    rf"|(?P<a3>{POINT})\s*(?:[-–—]*\s*(?:\.\.\.|…)|e\.?v\.|\+)",
    re.IGNORECASE,
)
_SCANNED = re.compile(r"(?<![^\W_])(?=[^\W_]*\d[^\W_]*\d)[12lI][09Oo][\dOolI]{2}(?![^\W_])")
_LETTERS = str.maketrans("OolI", "0011")
_DIGITS = re.compile(r"\d\d")
_YEARS = re.compile(rf"{YEAR}|{SHORT}|{_BRIEF}", re.IGNORECASE)  # each stretch holds one
SINGLE = re.compile(POINT, re.IGNORECASE)
BETWEEN = re.compile(  # what may stand between the dates of "zomers 2019, 2020 (afgelast) en 2022"
    rf"(?:\W|\([^()]{{1,25}}\)|(?<!\w)(?:en|and|und|et|&|{'|'.join(MONTHS)})(?!\w))*", re.IGNORECASE
)


_NAMED = tuple(
    (number, re.compile(rf"(?i)(?<![^\W\d_])(?:{names})(?![^\W\d_])"))
    for number, names in enumerate(MONTHS, start=1)
)
_QUARTERED = re.compile(rf"(?i){_QUARTER}(?!\d)")
_FULL = re.compile(
    rf"\d{{1,2}}[-/.]\d{{1,2}}[-/.]{YEAR}|{YEAR}[-/.]\d\d[-/.]\d\d|\d+[-/.]\d+[-/.]\d\d(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A stretch of time that a line names."""

    start: int
    end: int
    period: Period


@once_a_document
def ranges(text: str) -> tuple[Dated, ...]:
    """Return the ranges named in `text` ("mrt 2019 - heden", "sinds 2021"), in order."""
    text = _digits(text)
    found: list[Dated] = []
    if not _DIGITS.search(text) or not _YEARS.search(text):  # most lines; the patterns are slow
        return ()
    for pattern in (RANGE, SINCE):
        starts = [dated.start for dated in found]  # of the other pattern; none overlaps another
        fresh: list[Dated] = []
        for match in pattern.finditer(text):
            before = bisect_left(starts, match.end())
            if before and match.start() < found[before - 1].end:
                continue
            period = _period(match)
            if period is not None:
                fresh.append(Dated(match.start(), match.end(), period))
        found += fresh
    return tuple(sorted(found, key=lambda dated: dated.start))


@once_a_document
def listed(text: str) -> tuple[Dated, ...]:
    """Return the stretch from the first to the last of the dates of a line that only lists dates.

    Empty where the line says anything else, holds fewer than two dates, or one range of two.
    """
    text = _digits(text)
    points = list(SINGLE.finditer(text)) if _DIGITS.search(text) else []
    if len(points) < 2:
        return ()
    rest = SINGLE.sub(" ", text)
    whole = len(points) == 2 and bool(ranges(text)) and "," not in text
    if whole or not BETWEEN.fullmatch(rest):
        return ()
    spans = sorted((d.period.start, d.period.end or 0) for m in points if (d := single(m.group())))
    period = Period(spans[0][0], max(end for _, end in spans))
    return (Dated(points[0].start(), points[-1].end(), period),)


@once_a_document
def single(text: str) -> Dated | None:
    """Return the first date named in `text` as the month or the year that it covers."""
    text = _digits(text)
    match = SINGLE.search(text) if _DIGITS.search(text) else None
    if match is None:
        return None
    year, number = _point(match.group())
    if number is None:
        return Dated(match.start(), match.end(), Period(month(year, 1), month(year + 1, 1)))
    start = month(year, number)
    return Dated(match.start(), match.end(), Period(start, start + 1))


def _digits(text: str) -> str:
    """Return `text`, as long as it was, with the letters that a scan made of digits in years."""
    return _SCANNED.sub(lambda year: year.group().translate(_LETTERS), text)


def _period(match: re.Match[str]) -> Period | None:
    groups = match.groupdict()
    first = next((text for name, text in groups.items() if name[0] == "a" and text), None)
    last = next((text for name, text in groups.items() if name[0] == "b" and text), None)
    if first is None:
        return None
    if last is None or re.fullmatch(NOW, last, re.IGNORECASE):
        year, number = _point(first)
        return Period(month(year, number or 7), None)
    end_year, end_month = _point(last, last=True)
    start_year, start_month = _point(first, end_year)
    if start_year == end_year and start_month is None and end_month is None:
        return Period(month(start_year, 1), month(start_year + 1, 1))
    start = month(start_year, start_month or 7)
    end = month(end_year, end_month) + 1 if end_month else month(end_year, 7)
    return Period(start, end) if end > start else None


def _point(text: str, year_if_none: int = 0, *, last: bool = False) -> tuple[int, int | None]:
    """Return (year, month or None) of one date; `last` asks for the last month of a quarter."""
    year = _year(text) or year_if_none
    for number, names in _NAMED:
        if names.search(text):
            return year, number
    quarter = _QUARTERED.search(text)
    if quarter:
        number = int(re.findall(r"[1-4]", quarter.group())[0])
        return year, number * 3 - (0 if last else 2)
    numbers = re.findall(r"\d+", re.sub(YEAR, "Y", text, count=1))
    if _FULL.search(text):  # the day comes first in Europe, last behind a year
        numbers = numbers[:1] if re.match(rf"\D*{YEAR}", text) else numbers[1:2]
    elif not re.search(YEAR, text):  # "06/19": the year is the other number
        numbers = numbers[:-1][-1:]
    if numbers and 1 <= int(numbers[-1]) <= 12:
        return year, int(numbers[-1])
    part = next(
        (n for n, words in _PART.items() if re.search(rf"(?i)(?<!\w){words}(?!\w)", text)), ""
    )
    return year, int(part) if part else None


def _year(text: str) -> int | None:
    """Return the year of a date; two digits are of this century up to 49."""
    full = re.search(YEAR, text)
    if full:
        return int(full.group())
    short = re.search(r"(?<!\d)(\d\d)\W*$", text)
    if short is None:
        return None
    return int(short.group(1)) + (2000 if int(short.group(1)) < 50 else 1900)
