"""A CV without who it is about: its own words, with identity and job titles covered.

In:  a candidate's record and the text that its offsets refer to
Out: any stretch of the text in pieces, each plain or covered with the kind of what it covers
Why: the ranker never saw names and titles; who reads its evidence should not have to either. The
     spans of the record are not enough: a CV speaks of its owner again ("Anna built", a file's
     name in a footer), so each name that the record or the file's name knows is covered wherever
     it stands, and so is an employer that a header names. One that only a sentence names is known
     by its form ("Pakketta B.V.") or by the words before it ("ik werkte bij", "employed by").
     The town is left: it is needed for travel
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from matcher import towns
from matcher.records import Candidate

_NAME = re.compile(r"[^\W\d_]{3,}")
_PARTICLES = frozenset({
    "van", "der", "den", "ten", "ter", "het", "von", "und", "del", "dos", "bin", "ben", "the",
    "and", "cv", "resume", "curriculum", "vitae", "pdf", "docx", "txt",
})  # fmt: skip
_FORM = r"(?:B\.?V|N\.?V|V\.?O\.?F|Ltd|Limited|LLP|LLC|Inc|GmbH|plc|S\.?A\.?R\.?L)\b\.?"
_BIG = r"[A-ZÀ-Þ][\w&'’-]*"  # a word that a name is made of
_JOINED = rf"{_BIG}(?: (?:(?:&|en|and|und|et|of|van|de|der|den|het|the) )?{_BIG}){{0,4}}"
_WITH_FORM = re.compile(rf"(?:{_BIG} (?:& )?){{1,4}}{_FORM}")
_AFTER_CUE = re.compile(
    r"(?i:\b(?:werk(?:te|zaam|ervaring)?|gewerkt|dienst|gedetacheerd|stage|baan|functie|employed|"
    r"work(?:ed|ing)?|interned|internship|job|gearbeitet|arbeitete|angestellt|tätig|travaillé)"
    r"(?: \w+){0,2}? (?:bij|at|bei|chez)|"
    r"\b(?:employed by|worked for|work for|gewerkt voor|werkte voor)) "
    rf"(?:(?:de|het|the|der|die|das|la|le) )?({_JOINED})"
)
_AT = (
    r"(?i:\b(?:bij|at|for|voor|van|of|by|within|binnen|namens|from|bei|chez)) (?:(?:de|het|the) )?"
)
_KIND_OF_PLACE = frozenset({
    "stichting", "gemeente", "bureau", "groep", "groupe", "zorg", "hogeschool", "universiteit",
    "university", "school", "college", "bank", "studio", "atelier", "koninklijke", "technische",
    "provincie", "ministerie", "municipality", "ziekenhuis", "hospital", "clinique", "kantoor",
    "adviesbureau", "supermarkt", "restaurant", "hotel", "société", "institut", "institute",
    "stadtwerke", "spedition", "uitgeverij", "the", "zelfde",
})  # fmt: skip  # first words of employers' names that name none alone


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; `covers` says what it hides, and is empty for one that may be read."""

    text: str
    start: int
    end: int
    covers: str = ""


class Blind:
    """One CV, of which any stretch can be read without who it is about.

    Parameters
    ----------
    candidate : the record
    text : of the document
    """

    def __init__(self, candidate: Candidate, text: str) -> None:
        self._text = text
        self._spans = _merged(sorted(_spans(candidate, text), key=_widest_first), text)

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """Yield the pieces of [start, end) in order; covered ones whole where they begin in it."""
        at = max(0, start)
        end = min(end, len(self._text))
        for a, b, kind in self._spans:
            if b <= at or a >= end:
                continue
            if a > at:
                yield Piece(self._text[at:a], at, a)
            stop = min(b, end)
            yield Piece(self._text[max(a, at) : stop], max(a, at), stop, kind)
            at = stop
        if at < end:
            yield Piece(self._text[at:end], at, end)


def name_of(candidate: Candidate) -> str:
    """Return what a candidate is called: the CV's name, or the id, which is the file's name."""
    names = (piece.text.strip() for piece in candidate.identity if piece.kind == "name")
    return next(filter(None, names), candidate.id)


def _spans(candidate: Candidate, text: str) -> Iterator[tuple[int, int, str]]:
    city = (candidate.city or "").casefold()
    for piece in (*candidate.identity, *candidate.titles):
        if not city or piece.text.strip().casefold() != city:
            yield piece.start, piece.end, piece.kind
    for word in sorted(_own_words(candidate)):
        for found in re.finditer(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", text, re.IGNORECASE):
            if found.group()[:1].isupper() or _in_address(text, found):
                yield found.start(), found.end(), "name"
    yield from _employers(candidate, text)


def _employers(candidate: Candidate, text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where employers are named outside the headers: those of headers, and those of cues."""
    headers = [piece.text.strip(" ,.") for piece in candidate.identity if piece.kind == "employer"]
    for name in sorted({h for h in headers if h[:1].isupper() and not towns.is_known(h)}):
        short = re.sub(rf"[ ,]+{_FORM}$", "", name)
        for found in re.finditer(rf"(?<!\w){re.escape(short)}(?!\w)", text):
            yield found.start(), found.end(), "employer"
        first = short.split()[0]
        alone = len(first) > 3 and first.casefold() not in _KIND_OF_PLACE
        if alone and not towns.is_known(first):  # "bij Pakketta" for Pakketta Fulfilment
            for found in re.finditer(rf"{_AT}({re.escape(first)})(?!\w)", text):
                yield found.start(1), found.end(1), "employer"
    for found in _WITH_FORM.finditer(text):
        yield found.start(), found.end(), "employer"
    for found in _AFTER_CUE.finditer(text):
        if not towns.is_known(found[1]):
            yield found.start(1), found.end(1), "employer"


def _own_words(candidate: Candidate) -> set[str]:
    """Return the words of the person's name: from the CV, and from the name of its file."""
    names = [piece.text for piece in candidate.identity if piece.kind == "name"]
    words = {word.casefold() for name in (*names, candidate.id) for word in _NAME.findall(name)}
    return words - _PARTICLES


def _in_address(text: str, found: re.Match[str]) -> bool:
    """Tell whether a word in small letters is a part of an address or of a file's name."""
    around = text[max(0, found.start() - 1) : found.end() + 1]
    return any(sign in around for sign in "@./_-")


def _widest_first(span: tuple[int, int, str]) -> tuple[int, int]:
    return span[0], -span[1]


def _merged(spans: list[tuple[int, int, str]], text: str) -> list[tuple[int, int, str]]:
    """Return spans that do not meet, in order; of two that meet the first gives the kind."""
    merged: list[tuple[int, int, str]] = []
    for start, end, kind in spans:
        start, end = max(0, start), min(end, len(text))
        if merged and start < merged[-1][1]:
            before = merged[-1]
            merged[-1] = (before[0], max(before[1], end), before[2])
        elif start < end:
            merged.append((start, end, kind))
    return merged
