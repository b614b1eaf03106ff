"""A CV taken apart: what can be evidence, and what only says who somebody is.

In:  the lines of a CV with their sections, the person's name, a skill finder
Out: pieces of evidence with section and period; private pieces; titles; periods of roles; what is
     kept out, and why
Why: header lines are never pieces, so a title or an employer cannot be evidence; but where a role
     has nothing beside its header, the title is all there is, and goes on as a piece that says so.
     In education it is the other way round: the header names the diploma. Whatever is not known to
     be something else is a piece
"""

import re
from collections.abc import Iterator, Sequence

from matcher.profiles import identity
from matcher.profiles.bare import is_place, title_of
from matcher.profiles.contact import without_contact
from matcher.profiles.headings import Section
from matcher.profiles.lines import Line, ends_sentence, join_wrapped, trim
from matcher.profiles.periods import listed, ranges, single
from matcher.profiles.pieces import Aside, Parts, Piece, together
from matcher.profiles.roles import DURATION, Entry, entries, first_open
from matcher.profiles.sections import DATED, Placed, writes_to
from matcher.profiles.top import is_prose, top_of
from matcher.protocols import SkillFinder
from matcher.records import Period, Private

ONE_LINE_EACH = (Section.SKILLS, Section.LANGUAGES)  # items, which no margin breaks
PARTS = re.compile(
    r"\s*[|•·\t,;:()@]\s*|\s+[–—-]\s+|\s+(?:bij|at|chez|bei|te|la)\s+"
)  # what divides a title from an employer
LEARNED = re.compile(
    r"(?i)diploma|certifi[ck]a|gecertificeerd|certified|opleiding|cursus|rijbewij|\b(?:vca|bhv|big|"
    r"ehbo|haccp|nen ?\d+|code ?95|adr|mbo|hbo|vmbo|bachelor|master|degree|training|course|"
    r"licen[cs]e|ausbildung|schein|brevet|attest)\b"
)


def take_apart(text: str, placed: Placed, name: Private | None, finder: SkillFinder) -> Parts:
    """Return the parts of all sections together, in the order of the sections."""
    return together(
        part
        for section, lines in _runs(placed)
        for part in (
            _top(text, lines, name, finder) if section is None else _section(text, lines, section),
        )
    )


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


# --- the top ----------------------------------------------------------------------------------
def _top(text: str, lines: list[Line], name: Private | None, finder: SkillFinder) -> Parts:
    """Take the lines above the first heading apart; in a CV without headings that is all of it."""
    first = _first_role(lines, name)
    above, body = lines[:first], lines[first:]
    body, learned = _split_learned(body)
    return together(
        [
            top_of(text, above, name, finder),
            _entries(text, body, Section.ROLES) if body else Parts(),
            *(_elsewhere(line, Section.EDUCATION) for line in learned),
        ]
    )


def _first_role(lines: list[Line], name: Private | None) -> int:
    """Return the index from which roles stand under no heading; ``len(lines)`` where none do."""
    found = _first_dated(lines)
    if found is None:
        return len(lines)
    dated = next(i for i in range(found, len(lines)) if ranges(lines[i].text))
    if identity.kind_of_piece(lines[dated].text):
        return len(lines)
    who = [i for i in range(found, dated) if _says_who(lines[i], name)]
    return who[-1] + 1 if who else found


def _says_who(line: Line, name: Private | None) -> bool:
    named = name is not None and line.start < name.end and name.start < line.end
    return named or writes_to(line) or identity.kind_of_piece(line.text) is not None


def _split_learned(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Split off what ends a CV without headings and names papers: "VCA, lasdiploma niveau 3"."""
    end = len(lines)
    while end > 1 and _learned(lines[end - 1]):
        end -= 1
    return lines[:end], lines[end:]


def _learned(line: Line) -> bool:
    text = line.text
    short = len(text.split()) <= 12 and not (line.bullet or ends_sentence(text) or ranges(text))
    return short and bool(LEARNED.search(text))


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
    rest = without_contact(line.text)
    if kind in (None, "address", "link") and re.search(r"[^\W\d_]", rest):
        return Parts((Piece(line, section),))
    kind = kind or identity.kind_of_piece(line.text) or ("link" if rest != line.text else None)
    if kind is None:
        return Parts(aside=(Aside(line.start, line.end, "no words"),))
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
    told = [entry for entry in found if entry.header or not _beside_work(entry.line)]
    return Parts(
        pieces=(
            *(Piece(line, section, period) for line, period in _bodies(text, told)),
            *_bare(text, told, section),
        ),
        private=tuple(head for head in heads if head.kind != "title"),
        titles=tuple(head for head in heads if head.kind == "title"),
        roles=tuple(periods.values()) if section is Section.ROLES else (),
        heads=tuple(entry.line for entry in found if entry.header),
        aside=tuple(
            Aside(entry.line.start, entry.line.end, "place or hours of a role")
            for entry in found
            if not entry.header and _beside_work(entry.line)
        ),
    )


def _beside_work(line: Line) -> bool:
    """Tell whether a line below a role's header says only where it was, or how long."""
    return not line.bullet and (is_place(line.text) or bool(DURATION.fullmatch(line.text)))


def _bare(text: str, found: Sequence[Entry], section: Section) -> Iterator[Piece]:
    """Yield the titles of the entries of which the CV tells nothing else."""
    worded = {entry.number for entry in found if not entry.header}
    headers: dict[int, list[Entry]] = {}
    for entry in found:
        if entry.header and entry.number not in worded:
            headers.setdefault(entry.number, []).append(entry)
    for own in headers.values():
        title = title_of(text, [span for entry in own for span in _header_parts(entry.line)])
        if title is not None:
            start, end = title
            yield Piece(Line(text[start:end], start, end), section, own[0].period, bare=True)


def _heads(text: str, line: Line) -> Iterator[Private]:
    """Yield the parts of a header line: the first for the title, the rest for employers."""
    kind = "title"
    for start, end in _header_parts(line):
        if not DURATION.fullmatch(text[start:end]):
            yield Private(kind, text[start:end], start, end)
            kind = "employer"


def _courses(found: Sequence[Entry]) -> Parts:
    """In education a header is evidence: it names the diploma."""
    named = [not entry.header or _names_something(entry.line) for entry in found]
    both = list(zip(found, named, strict=True))
    return Parts(
        tuple(Piece(entry.line, Section.EDUCATION, entry.period) for entry, says in both if says),
        aside=tuple(
            Aside(entry.line.start, entry.line.end, "only dates")
            for entry, says in both
            if not says
        ),
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
