"""A CV taken apart: what can be evidence, and what only says who somebody is.

In:  the lines of a CV with their sections, and the person's name
Out: pieces of evidence with section and period; private pieces; titles; periods of roles
Why: header lines are never pieces, so a title or an employer cannot be evidence. In education it is
     the other way round: the header names the diploma
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from matcher.profiles import identity
from matcher.profiles.contact import divided, without_contact
from matcher.profiles.headings import Section
from matcher.profiles.lines import Line, ends_sentence, join_wrapped, trim
from matcher.profiles.periods import listed, ranges, single
from matcher.profiles.roles import DURATION, Entry, entries, first_open
from matcher.profiles.sections import DATED, Placed, writes_to
from matcher.records import Period, Private

ONE_LINE_EACH = (Section.SKILLS, Section.LANGUAGES)  # items, which no margin breaks
PARTS = re.compile(
    r"\s*[|•·\t,;:()@]\s*|\s+[–—-]\s+|\s+(?:bij|at|chez|bei|te|la)\s+"
)  # what divides a title from an employer


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of the CV on its way to being a statement."""

    line: Line
    section: Section
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """A CV, or a section of it, taken apart."""

    pieces: tuple[Piece, ...] = ()
    private: tuple[Private, ...] = ()
    titles: tuple[Private, ...] = ()
    roles: tuple[Period, ...] = ()


def take_apart(text: str, placed: Placed, name: Private | None) -> Parts:
    """Return the parts of all sections together, in the order of the sections."""
    return together(
        part
        for section, lines in _runs(placed)
        for part in (
            _header(text, lines, name) if section is None else _section(text, lines, section),
        )
    )


def together(parts: Iterable[Parts]) -> Parts:
    """Return several parts as one."""
    every = list(parts)
    return Parts(
        pieces=tuple(piece for part in every for piece in part.pieces),
        private=tuple(piece for part in every for piece in part.private),
        titles=tuple(title for part in every for title in part.titles),
        roles=tuple(role for part in every for role in part.roles),
    )


def is_prose(text: str) -> bool:
    """Tell whether a line of a header is a sentence, and no name, title or address."""
    return len(text) > 110 or is_sentence(text)


def is_sentence(text: str) -> bool:
    """Tell whether a line is a sentence by its end, and not only by its length."""
    return len(text.split()) >= 8 and ends_sentence(text.rstrip())


def _runs(placed: Placed) -> Iterator[tuple[Section | None, list[Line]]]:
    run: list[Line] = []
    for index, (section, line) in enumerate(placed):
        run.append(line)
        if index + 1 == len(placed) or placed[index + 1][0] is not section:
            yield section, run
            run = []


def _section(text: str, lines: list[Line], section: Section) -> Parts:
    if section is Section.PERSONAL:
        return together(_personal(line) for line in lines)
    if section is Section.REFERENCES:
        return Parts(
            private=tuple(Private("reference", line.text, line.start, line.end) for line in lines)
        )
    if section in DATED:
        return _entries(text, lines, section)
    lines, body = _undeclared(lines, section)
    least = 1000 if section in ONE_LINE_EACH else 25
    return together(
        [
            _entries(text, body, Section.ROLES) if body else Parts(),
            *(_elsewhere(line, section) for line in join_wrapped(text, lines, least=least)),
        ]
    )


# --- the header on top ----------------------------------------------------------------------
def _header(text: str, lines: list[Line], name: Private | None) -> Parts:
    """Take the top of a CV apart: who it is, what they call themselves, prose, sometimes roles."""
    dated = _first_dated(lines)
    body: list[Line] = []
    if dated is not None and len(lines) - dated > 4:  # a CV without headings
        lines, body = lines[:dated], lines[dated:]
    written = max((line.start for line in lines if writes_to(line)), default=-1)
    parts = [
        Parts((Piece(line, Section.SUMMARY),))
        if not _contact(line)
        and (is_sentence(line.text) or (line.start > written and is_prose(line.text)))
        else _header_line(text, line, name)
        for line in _unwrapped(text, lines)
    ]
    return together([*parts, _entries(text, body, Section.ROLES) if body else Parts()])


def _unwrapped(text: str, lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines of a header with sentences made whole; contact lines stay as they are."""
    for contact, group in itertools.groupby(lines, _contact):
        run = list(group)
        yield from run if contact else join_wrapped(text, run, least=60)


def _contact(line: Line) -> bool:
    """Tell whether marks divide a header line: "Utrecht | 06-00112233 | a@example.nl"."""
    return bool(re.search(r"[|•·●\t]", line.text)) and len(list(divided(line))) > 1


def _header_line(text: str, line: Line, name: Private | None) -> Parts:
    pieces: list[Piece] = []
    private: list[Private] = []
    titles: list[Private] = []
    for start, end in _beside(text, divided(line), name):
        piece = text[start:end]
        kind = identity.kind_of_piece(piece)
        if identity.LICENCE.search(piece):
            pieces.append(Piece(Line(piece, start, end), Section.PERSONAL))
        elif kind:
            private.append(Private(kind, piece, start, end))
        elif re.search(r"[^\W\d_]{3}", piece) and not identity.DOCUMENT_WORD.fullmatch(piece):
            # "IT professional | Data | Cloud": a single word further on is a topic
            topic = bool(titles) and len(piece.split()) == 1
            kept, kind = (private, "detail") if topic else (titles, "title")
            kept.append(Private(kind, piece, start, end))
    return Parts(tuple(pieces), tuple(private), tuple(titles))


def _beside(
    text: str, spans: Iterable[tuple[int, int]], name: Private | None
) -> Iterator[tuple[int, int]]:
    """Yield the spans without the part that is the person's name."""
    for start, end in spans:
        if name and start < name.end and name.start < end:
            start, end = trim(text, min(name.end, end), end)
        if end > start:
            yield start, end


def _personal(line: Line) -> Parts:
    if identity.LICENCE.search(line.text):
        return Parts((Piece(line, Section.PERSONAL),))
    kind = identity.kind_of_piece(line.text)
    if kind is None and is_prose(line.text):
        return Parts((Piece(line, Section.OTHER),))
    return Parts(private=(Private(kind or "detail", line.text, line.start, line.end),))


def _elsewhere(line: Line, section: Section) -> Parts:
    """Return a line outside the header, unless it is a personal detail that strayed there."""
    kind = identity.kind_of_label(line.text)
    if kind in (None, "address", "link") and re.search(r"[^\W\d_]{3}", without_contact(line.text)):
        return Parts((Piece(line, section),))
    kind = kind or identity.kind_of_piece(line.text) or "link"
    return Parts(private=(Private(kind, line.text, line.start, line.end),))


# --- roles, projects, education -------------------------------------------------------------
def _first_dated(lines: list[Line]) -> int | None:
    """Return the index of the first line of the first header with a range of dates."""
    found = entries(lines, singles=False)
    numbers = {e.number for e in found if e.header and ranges(e.line.text)}
    return next((i for i, e in enumerate(found) if e.header and e.number in numbers), None)


def _undeclared(lines: list[Line], section: Section) -> tuple[list[Line], list[Line]]:
    """Split off roles that stand under a heading which the tables do not know."""
    if section not in (Section.SUMMARY, Section.OTHER, Section.HOBBIES):
        return lines, []
    first = _first_dated(lines)
    if first is None or len(lines) - first < 2:
        return lines, []
    return lines[:first], lines[first:]


def _entries(text: str, lines: list[Line], section: Section) -> Parts:
    """Take a section of roles, projects or courses apart into headers and what was done."""
    found = entries(lines, singles=section is not Section.ROLES)
    if section is Section.EDUCATION:
        return _courses(found)
    if section is Section.ROLES:
        found = first_open(found, lines)
    heads = [head for entry in found if entry.header for head in _heads(text, entry.line)]
    periods = {e.number: e.period for e in found if e.period is not None and not e.away}
    return Parts(
        pieces=tuple(Piece(line, section, period) for line, period in _bodies(text, found)),
        private=tuple(head for head in heads if head.kind != "title"),
        titles=tuple(head for head in heads if head.kind == "title"),
        roles=tuple(periods.values()) if section is Section.ROLES else (),
    )


def _heads(text: str, line: Line) -> Iterator[Private]:
    """Yield the parts of a header line: the first for the title, the rest for employers."""
    kind = "title"
    for start, end in _header_parts(line):
        if not DURATION.fullmatch(text[start:end]):
            yield Private(kind, text[start:end], start, end)
            kind = "employer"


def _courses(found: Sequence[Entry]) -> Parts:
    """In education a header is evidence: it names the diploma."""
    return Parts(
        tuple(
            Piece(entry.line, Section.EDUCATION, entry.period)
            for entry in found
            if not entry.header or _names_something(entry.line)
        )
    )


def _names_something(line: Line) -> bool:
    """Tell whether a header holds more than dates and one word beside them ("Graduated: 2015")."""
    kept = line.text
    for dated in reversed(ranges(line.text) or [d for d in [single(line.text)] if d]):
        kept = kept[: dated.start] + kept[dated.end :]
    words = re.findall(r"[^\W\d_]{2,}", kept)
    return (
        len(words) > 1
        or (len(words) == 1 and kept == line.text)
        or bool(re.search(r"[^\W\d_]{3}", kept) and ":" not in kept)
    )


def _bodies(text: str, found: Sequence[Entry]) -> Iterator[tuple[Line, Period | None]]:
    run: list[Entry] = []
    for entry in [*found, None]:
        if entry is not None and not entry.header and (not run or run[-1].number == entry.number):
            run.append(entry)
            continue
        for line in join_wrapped(text, [e.line for e in run]):
            yield line, run[0].period
        run = [entry] if entry is not None and not entry.header else []


def _header_parts(line: Line) -> Iterator[tuple[int, int]]:
    """Yield the spans of the parts of a role header, without its dates."""
    dates = [(d.start, d.end) for d in listed(line.text) or ranges(line.text)]
    alone = single(line.text)
    if not dates and alone:
        dates = [(alone.start, alone.end)]
    cuts = [*dates, *(match.span() for match in PARTS.finditer(line.text))]
    at = 0
    for start, end in [*sorted(cuts), (len(line.text), len(line.text))]:
        if start > at:
            a, b = trim(line.text, at, start, " \t\n,;:|()[]–—-•·.")
            if re.search(r"[^\W\d_]{2}", line.text[a:b]):
                yield line.start + a, line.start + b
        at = max(at, end)
