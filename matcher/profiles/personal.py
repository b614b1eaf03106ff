"""What tells of the person and not of the work: age, origin, faith, family, health and the like.

In:  a line of a CV, in Dutch, English, German or French
Out: the spans of its personal clauses, each with its subject; the line without them
Why: nobody is ranked by who they are. A clause goes as a whole, since its other words ("in
     Turkije", "met Mirjam") are the person's too; what else the line says stays. The phrases are
     data, one a line with an example (`data/lexicon/personal.*.toml`), so that somebody who speaks
     the language can mend them. They are looked for where a clause begins, never inside one:
     "begeleidt jongeren met een beperking" and "Managed sick leave" are work. Patterns of all four
     languages are tried on every line, since another line must not decide how this one is read
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple

from matcher.countries import country_of
from matcher.profiles.headings import Section
from matcher.profiles.lines import Line
from matcher.profiles.once import once_a_document
from matcher.profiles.roles import bare_dates
from matcher.records import Private
from matcher.resources import shipped
from matcher.towns import is_known

LANGUAGES = ("nl", "en", "de", "fr")
_YEAR = r"(?:19|20)\d\d"
_HARD = r"[,;!?|•●·()\[\]\t\"“”…]|:(?=\s|$)|\.(?=\s|$)(?!\s+\d)"
_HARD += r"(?!\s+(?:jan|feb|mär|mar|apr|mai|may|mei|jun|jul|aug|sep|o[kc]t|nov|de[zc])\w*\s+\d{4})"
_HARD += r"|\s[-–—/]\s"
_SOFT = r"\s(?:en|and|und|et|&|maar|but|aber|mais|terwijl|while|sowie|plus)\s"
_BOUNDARY = re.compile(rf"(?P<hard>{_HARD})|{_SOFT}")
_WHOLE_WORD = r"(?:(?<!\w)|(?!\w))"
_ENDS = {  # what must follow a phrase, by how far it reaches
    "whole": r"(?=\W*$)",
    "alone": rf"(?=\s*(?:$|{_HARD}))",
    "exact": rf"(?=\s*(?:$|{_HARD})|{_SOFT})",
    "open": _WHOLE_WORD,
    "clause": _WHOLE_WORD,
    "label": "",
    "names": "",
}
_AFTER_A_MARK = ("whole", "alone", "label", "names")  # they begin a line, or follow a mark
_PLACED = ("age", "origin", "nationality", "residence")  # a place that follows belongs to them
_DATES = rf"(?:\(?{_YEAR}\)?[\s–/-]*)+(?:heden|nu|present|now|heute|ce jour)?[\s:]*"
_NATION = "ꙮ"  # in the place of each letter of "Turkse": what is of no language is compiled once
_HOURS = "hours"  # how many somebody works
_LONGEST_LINE = 300  # characters of a line that can be personal as a whole
_LONGEST = 80  # characters of a bracket that belongs to a clause


Placed = list[tuple[Section | None, Line]]


class Personal(NamedTuple):
    """A personal clause of a line."""

    start: int
    end: int
    subject: str  # "age", "family", ...


@dataclass(frozen=True, slots=True)
class Phrase:
    """One row of the lexicon."""

    language: str
    subject: str
    reach: str
    says: str  # a pattern
    example: str


@dataclass(frozen=True, slots=True)
class _Lexicon:
    rows: tuple[tuple[Phrase, frozenset[str], str], ...]  # with its first letters and its pattern
    nations: re.Pattern[str]
    leads: re.Pattern[str]
    places: re.Pattern[str]
    fillers: frozenset[str]


@once_a_document
def personal_in(text: str) -> tuple[Personal, ...]:
    """Return the personal clauses of a line in order; the whole line where nothing else is left."""
    known = _lexicon()
    low = known.nations.sub(lambda match: _NATION * len(match.group()), _lowered(text))
    found: list[Personal] = []
    first = -1
    for whole, start, marked in _starts(low, known.leads):
        first = whole if first < 0 else first
        if found and start < found[-1].end:
            continue
        marked = marked or bool(found and _BOUNDARY.fullmatch(low, found[-1].end, whole))
        for phrase, pattern in _that_open(low[start : start + 2]):
            if phrase.reach in _AFTER_A_MARK and not (
                marked if phrase.reach != "whole" else whole == first
            ):
                continue
            match = pattern.match(low, start)
            if match is not None and (phrase.reach != "names" or _NAMES.match(text, match.end())):
                end = _reach(text, low, match.end(), phrase, known)
                found.append(Personal(whole, end, phrase.subject))
                break
    if found and _nothing_left(low, found, known):
        return (Personal(0, len(text), found[0].subject),)
    return tuple(_joined(low, found))


def without_personal(text: str) -> str:
    """Return a line with its personal clauses as blanks, so that all else keeps its place."""
    return blanked(text, ((start, end) for start, end, _ in personal_in(text)))


def subject_of(text: str) -> str | None:
    """Return the subject of a line that is personal as a whole, or None."""
    found = personal_in(text)
    return found[0].subject if found and not without_personal(text).strip(" \t\n,;.|") else None


def personal_of(text: str, lines: Iterable[Line]) -> list[Private]:
    """Return the personal clauses of some lines of a text, where they stand in it."""
    return [
        Private(
            "personal",
            text[line.start + start : line.start + end],
            line.start + start,
            line.start + end,
        )
        for line in lines
        for start, end, _ in personal_in(text[line.start : line.end])
    ]


def set_aside(placed: Placed) -> tuple[Placed, list[Private]]:
    """Return the lines without those below the header that are personal as a whole, and these.

    They go before roles are looked for, so that a year in them dates nothing. Hours stay till
    then: "2017 - 2020, 12 uur per week" dates a role.
    """
    kept: Placed = []
    aside: list[Private] = []
    gap = False
    for place, (section, line) in enumerate(placed):
        own = section not in (None, Section.PERSONAL) or line.bullet
        heads = _heads_dates(placed, place)  # "Ouderschapsverlof" above "2012 - 2014" is an entry
        known = own and not heads and len(line.text) <= _LONGEST_LINE
        if known and subject_of(line.text) not in (None, _HOURS):
            aside.append(Private("personal", line.text, line.start, line.end))
            gap = gap or line.gap
            continue
        kept.append((section, replace(line, gap=True) if gap else line))
        gap = False
    return kept, aside


def _heads_dates(placed: Placed, place: int) -> bool:
    """Tell whether the next line is nothing but dates, of which this line is the header then."""
    if placed[place][1].bullet or place + 1 == len(placed):
        return False
    below = placed[place + 1][1]
    return not below.gap and bare_dates(below.text)


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return `text` with spaces in the place of the spans."""
    kept: list[str] = []
    at = 0
    for start, end in sorted(spans):
        kept += (text[at:start], " " * (end - max(start, at)))
        at = max(at, end)
    return "".join((*kept, text[at:]))


def _lowered(text: str) -> str:
    """Return `text` in small letters with plain apostrophes and spaces, of the same length."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")


def _starts(low: str, leads: re.Pattern[str]) -> Iterator[tuple[int, int, bool]]:
    """Yield where clauses begin: with the words that lead in, without them, and after a mark?"""
    edges = [(0, True), *((m.end(), m["hard"] is not None) for m in _BOUNDARY.finditer(low))]
    for edge, marked in edges:
        at = edge
        while at < len(low) and not low[at].isalnum():
            if at > edge and _BOUNDARY.match(low, at):
                break
            at += 1
        if at == len(low):
            return
        yield at, at, marked
        lead = leads.match(low, at)
        if lead and lead.end() > at:
            yield at, lead.end(), marked


def _reach(text: str, low: str, end: int, phrase: Phrase, known: _Lexicon) -> int:
    """Return where the clause of a phrase ends."""
    if phrase.reach in ("clause", "label", "names"):
        edge = _BOUNDARY.search(low, end)
        while phrase.reach != "clause" and edge and edge["hard"] is None:
            edge = _BOUNDARY.search(low, edge.end())
        end = edge.start() if edge else len(low)
    while True:
        more = _bracket(low, end)
        if more == end and phrase.subject in _PLACED and phrase.reach != "open":
            more = _place(text, low, end, known)
        if more == end and phrase.reach == "names":
            more = _name(text, end)
        if more == end:
            return end
        end = more


def _bracket(low: str, end: int) -> int:
    """Return the end of a bracket that opens here."""
    match = re.compile(rf"\s*\([^()]{{0,{_LONGEST}}}\)").match(low, end)
    return match.end() if match else end


def _place(text: str, low: str, end: int, known: _Lexicon) -> int:
    """Return the end of ", Jamaica" or " en Marokkaanse" that goes on here."""
    edge = _BOUNDARY.match(low, end)
    if edge is None or edge.group().strip() in (".", ";", "|", "•", ":", "!", "?", ")"):
        return end
    after = _BOUNDARY.search(low, edge.end())
    stop = after.start() if after else len(low)
    words = text[edge.end() : stop].strip(" .")
    if not words or len(words) > 40:
        return end
    named = known.places.fullmatch(low[edge.end() : stop].strip(" ."))
    town = (
        words[:1].isupper() and len(words.split()) <= 3 and (country_of(words) or is_known(words))
    )
    return stop if named or town or re.fullmatch(r"[\d\s./-]+", words) else end


def _name(text: str, end: int) -> int:
    """Return the end of ", Omar" or " en Lotte" that goes on here."""
    match = _NAMED.match(text, end)
    return match.end() if match else end


_NAMES = re.compile(  # what a label of children is followed by: "Bram (2011)", "Aisha, Omar", "2"
    r"\s*(?:\d|[^\W\d_a-z][\w'’-]+\s*(?:[,(&]|$|(?:en|and|und|et)\s+[^\W\d_a-z])|"
    r"(?i:geen|no|none|keine|aucun|une?|deux|twee|drie|two|three|zwei|drei|trois)\b)"
)
_NAMED = re.compile(
    r"\s*(?:,|&|\b(?:en|and|und|et)\b)\s*[^\W\d_a-z][\w'’-]+(?:\s+[^\W\d_a-z][\w'’-]+)?"
    r"(?=\s*(?:[,.;(|]|$|\b(?:en|and|und|et)\b))"
)


def _nothing_left(low: str, found: Sequence[Personal], known: _Lexicon) -> bool:
    """Tell whether nothing beside the clauses says more than "since 2012" or "and"."""
    rest = blanked(low, ((start, end) for start, end, _ in found))
    words = re.findall(r"[^\W\d_](?:[\w'-]*\w)?", rest)
    return all(word in known.fillers or known.places.fullmatch(word) for word in words)


def _joined(low: str, found: Sequence[Personal]) -> Iterator[Personal]:
    """Yield the clauses with the "and" that ties them to what stays."""
    for start, end, subject in found:
        before = re.search(
            r"\s(?:en|and|und|et|&|maar|but|aber|mais)\s+$", low[max(0, start - 9) : start]
        )
        if before:
            start -= len(before.group()) - 1
        elif not low[:start].strip(" \t,") or low[:start].rstrip()[-1:] in ".!?|•":
            after = _TIE.match(low, end)
            end = after.end() if after else end
        yield Personal(start, end, subject)


_TIE = re.compile(r"\s*,?\s*(?:en|and|und|et|&|maar|but|aber|mais)\s+|\s*[,:;]\s*")


# --- the lexicon ----------------------------------------------------------------------------
@cache
def phrases() -> tuple[Phrase, ...]:
    """Return the rows of the lexicon, languages in order."""
    return tuple(
        Phrase(language, subject, row["reach"], row["says"], row["example"])
        for language in LANGUAGES
        for subject, table in _table(language).items()
        if isinstance(table, dict)
        for row in table.get("phrases", ())
    )


@cache
def _table(language: str) -> Mapping[str, Any]:
    return tomllib.loads(shipped(f"lexicon/personal.{language}.toml").read_text(encoding="utf-8"))


@cache
def _lexicon() -> _Lexicon:
    """Return the lexicon as patterns; they are made when the first line is read."""
    tables = {language: _table(language) for language in LANGUAGES}
    shared = {
        name: [word for table in tables.values() for word in table["shared"].get(name, ())]
        for name in tables["nl"]["shared"]
    }
    words = {
        language: shared | {"year": [_YEAR], "nation": [f"{_NATION}+"]} | table["words"]
        for language, table in tables.items()
    }
    rows = phrases()
    said = [_pattern(row.says, words[row.language]) for row in rows]
    leads = "|".join(
        _pattern(lead, words[language])
        for language, table in tables.items()
        for lead in table["leads"]
    )
    places = [
        f"{_NATION}+",
        *(one for each in words.values() for one in each.get("abroad", ())),
        *(one for each in words.values() for one in each.get("land", ())),
    ]
    return _Lexicon(
        tuple(
            (row, openings(says), f"(?:{says}){_ENDS[row.reach]}")
            for row, says in zip(rows, said, strict=True)
        ),
        re.compile(rf"(?<!\w)(?:{'|'.join(shared['nation'])})(?!\w)"),
        re.compile(rf"(?:(?:{_DATES}|(?:{leads})\s+)){{1,3}}"),
        re.compile("|".join(places)),
        frozenset(word for table in tables.values() for word in table["fillers"])
        | {month for each in words.values() for month in each.get("month", ())}
        | frozenset(words["nl"]["when"]),
    )


@cache
def _that_open(two: str) -> tuple[tuple[Phrase, "re.Pattern[str]"], ...]:
    """Return the phrases that a text can begin with whose first two letters these are."""
    two = re.sub(r"\s", " ", two)
    keys = (two, two[:1], two[:1] + _ANY, _ANY + two[1:], _ANY, _ANY + _ANY)
    return tuple(
        (phrase, _compiled(pattern))
        for phrase, opening, pattern in _lexicon().rows
        if any(key in opening for key in keys)
    )


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)  # the cache of `re` holds fewer than the lexicon has


def _pattern(says: str, words: Mapping[str, Sequence[str]]) -> str:
    """Return a phrase as a pattern: its {classes} filled in, a space for any run of white space."""
    filled = re.sub(r"\{([a-z]+)\}", lambda m: f"(?:{'|'.join(words[m[1]])})", says)
    filled = filled.replace(r"\S+", r"\S{1,40}")
    return filled.replace(" ?", r"\s*").replace(" *", r"\s*").replace(" ", r"\s+")


# --- what a phrase can begin with -----------------------------------------------------------
_ANY = "\0"  # any letter
_OFTEN = re.compile(r"(?P<none>[?*]|\{0,\d+\})\??|(?P<some>\+|\{\d+(?:,\d*)?\})\??")
_LOOK = re.compile(r"\(\?<?[=!]")


def openings(pattern: str) -> frozenset[str]:
    """Return the first two letters of what `pattern` matches, `_ANY` for any; one where it is all.

    It knows the syntax that the lexicon uses: groups, choices, classes and the quantifiers.
    """
    return _choice(pattern, 0)[0]


def _choice(pattern: str, at: int) -> tuple[frozenset[str], int]:
    """Return the openings of a choice up to its bracket, and where it ends."""
    every: set[str] = set()
    one = frozenset(("",))
    while at < len(pattern) and pattern[at] != ")":
        if pattern[at] == "|":
            every |= one
            one, at = frozenset(("",)), at + 1
            continue
        more, at = _item(pattern, at)
        one = _then(one, more)
    return frozenset(every | one), at


def _item(pattern: str, at: int) -> tuple[frozenset[str], int]:
    """Return the openings of one group, class or letter with its quantifier."""
    sign = pattern[at]
    if sign == "(":
        look = _LOOK.match(pattern, at)
        letters, at = _choice(pattern, look.end() if look else at + len("(?:"))
        letters = frozenset(("",)) if look else letters
    elif sign == "[":
        stop = pattern.index("]", at + 2)
        letters = frozenset(c for c in _LETTERS if re.match(pattern[at : stop + 1], c))
        letters, at = letters or frozenset((_ANY,)), stop
    elif sign == "\\":
        at += 1
        letters = _ESCAPED.get(pattern[at], frozenset(pattern[at]))
    else:
        letters = frozenset("" if sign in "^$" else _ANY if sign == "." else sign)
        letters = letters or frozenset(("",))
    often = _OFTEN.match(pattern, at + 1)
    if often is None:
        return letters, at + 1
    letters = letters | _then(letters, letters)
    return letters | {""} if often["none"] else letters, often.end()


def _then(first: frozenset[str], second: frozenset[str]) -> frozenset[str]:
    return frozenset((a + b)[:2] for a in first for b in second)


_LETTERS = "abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöûùüœß0123456789'., -"
_ESCAPED = {
    "w": frozenset((_ANY,)), "S": frozenset((_ANY,)), "W": frozenset((_ANY,)),
    "d": frozenset("0123456789"), "s": frozenset(" "), "b": frozenset(("",)), "t": frozenset(" "),
}  # fmt: skip
