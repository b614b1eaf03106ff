"""What does a CV show?

In:  Document (the CV's visible text) and a skill finder
Out: Candidate: the profile for the ranker; apart from it, who it is and what the jobs were called
Why: structure first. Header lines are never statements, so a title or an employer cannot be
     evidence; what is left is quoted by span and read without names, titles and gendered words.
     A line of a skills list stays one statement ("Frameworks: React, Vue, Angular"): the label
     gives the encoder its context, the mentions are found one by one all the same. Names of
     diplomas stay, also where they name a trade: a diploma is evidence, a job title is not
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from matcher.errors import InvalidInput
from matcher.profiles import identity
from matcher.profiles.degrees import SCALE, level_of
from matcher.profiles.headings import Section, cv_section, loose_section
from matcher.profiles.languages import language_of, tongues
from matcher.profiles.lines import Line, join_wrapped, lines_of, sentences, tidy, trim
from matcher.profiles.periods import ranges, single
from matcher.profiles.polarity import clauses
from matcher.profiles.roles import Entry, entries, first_open
from matcher.profiles.titles import own_titles, without_titles
from matcher.profiles.vacancies import check_script
from matcher.protocols import SkillFinder
from matcher.records import (
    Candidate,
    Document,
    LanguageSkill,
    Period,
    Polarity,
    Private,
    Profile,
    Setting,
    Statement,
)

LONGEST = 300  # characters of one statement
VERY_LONG = 25_000  # characters of a CV; more is flagged

SETTINGS = {
    Section.ROLES: Setting.ROLE,
    Section.PROJECTS: Setting.PROJECT,
    Section.EDUCATION: Setting.EDUCATION,
    Section.SKILLS: Setting.LIST,
    Section.LANGUAGES: Setting.LIST,
    Section.SUMMARY: Setting.SUMMARY,
    Section.PERSONAL: Setting.LIST,
    Section.HOBBIES: Setting.OTHER,
    Section.OTHER: Setting.OTHER,
}
DATED = (Section.ROLES, Section.PROJECTS, Section.EDUCATION)
INSTRUCTION = re.compile(
    r"(?i)(?:ignore|disregard|forget) (?:\w+ ){0,4}(?:instructions?|prompts?|criteria|rules)|"
    r"(?:negeer|vergeet) (?:\w+ ){0,4}(?:instructies?|opdrachten|regels|criteria)"
    r"|(?:rank|score|rate|place|put) (?:this|the|me)\w*(?: \w+){0,3} (?:first|highest|top|100|"
    r"best)|(?:plaats|zet|rangschik) (?:deze|dit|mij)(?: \w+){0,3} (?:bovenaan|eerste|"
    r"als beste|hoogst)"
    r"|you are (?:now )?an? (?:ai|language model|assistant)|system prompt|as an ai|(?:dit is de|"
    r"this is the) (?:beste|best|ideale|ideal) (?:kandidaat|candidate)|"
    r"ignoriere (?:\w+ ){0,3}anweisungen"
)
# "Ik volg momenteel een cursus Python": not a wish any more, not yet work.
COURSE_NOW = re.compile(
    r"(?i)\b(?:volg(?:de)?|doe|bezig met|start(?:te)? met|following|taking|enrolled (?:in|on)|"
    r"studying|completing|"
    r"mache|suis)\b.{0,40}?\b(?:cursus|opleiding|training|bootcamp|leergang|course|programme|"
    r"degree|weiterbildung|kurs|formation)"
)
UNFINISHED = re.compile(
    r"(?i)niet (?:afgerond|afgemaakt|voltooid|behaald)|zonder diploma|gestopt|"
    r"not (?:completed|finished)|unfinished|no degree|dropped out|nicht abgeschlossen|abgebrochen|"
    r"non (?:achev|termin)|neterminat"
)
ON_REQUEST = re.compile(
    r"(?i)^\W*(?:referenties|references|referenzen|références)?\W*(?:zijn |"
    r"are )?(?:op (?:aanvraag|verzoek)|available (?:up)?on request|(?:up)?on request|"
    r"auf anfrage|sur demande)\b"
)
WORK_TERMS = re.compile(
    r"(?i)^\W*(?:beschikbaar(?:heid)?|availability|available|opzegtermijn|notice period)\b"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line of the CV on its way to being a statement."""

    line: Line
    section: Section
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A CV taken apart: what is evidence, and what is not."""

    pieces: tuple[_Piece, ...]
    private: tuple[Private, ...]
    titles: tuple[Private, ...]
    roles: tuple[Period, ...]


def understand_candidate(document: Document, finder: SkillFinder) -> Candidate:
    """Return what a CV shows.

    Parameters
    ----------
    document : the CV
    finder   : finds the skills that a statement names

    Returns
    -------
    Candidate : each statement's span quotes the document literally; its `text` is that quote
        without identity, titles and gendered words, on one line; the offsets of its mentions are
        offsets in that `text`. Only `profile` may go to a ranker.

    Raises
    ------
    InvalidInput : the text is empty, is mostly in a script that the line rules cannot read, or
        nothing in it can be evidence
    """
    text = document.text
    check_script(text, document.source)
    sections = _sections(lines_of(text))
    name = identity.name_in([line for section, line in sections if section is None])
    parsed = _parse(text, sections, name)
    reader = _Reader(document, finder, name, parsed)
    statements = tuple(reader.statements())
    if not statements:
        raise InvalidInput(
            f"{document.source} was read ({len(text)} characters), but no line in it tells what "
            "somebody did or knows; check that it is a CV and that its text was read whole"
        )
    profile = Profile(
        id=document.id,
        statements=statements,
        roles=parsed.roles,
        languages=tuple(reader.languages),
        education=_highest(statements),
    )
    top = [line for section, line in sections if section in (None, Section.PERSONAL)]
    private = (*((name,) if name else ()), *parsed.private)
    return Candidate(
        id=document.id,
        source=document.source,
        language=language_of(text),
        profile=profile,
        identity=tuple(sorted(private, key=lambda piece: piece.start)),
        titles=parsed.titles,
        city=identity.city_in(top),
        flags=_flags(document, parsed),
    )


def _sections(lines: list[Line]) -> list[tuple[Section | None, Line]]:
    """Return the lines with their sections, without the headings; None is the header on top."""
    found: list[tuple[Section | None, Line]] = []
    section: Section | None = None
    loose = sum(line.gap for line in lines) * 12 < len(lines)  # a text that lost its empty lines
    for index, line in enumerate(lines):
        named = cv_section(line.text) or _loose(lines, index)
        if named and _stands_out(line, lines, index, loose):
            section = named
            continue
        inline = _inline(line, section)
        found.append((inline or section, line))
    return found


def _stands_out(line: Line, lines: list[Line], index: int, loose: bool) -> bool:
    if line.text.endswith((",", ";")) or index + 1 == len(lines):
        return False
    if line.bullet:  # "1. PROFIEL"
        return line.gap and (line.text.isupper() or not lines[index + 1].bullet)
    if line.text[0].islower() and not line.text.endswith(":"):
        return False
    return line.gap or loose or line.text.isupper() or line.text.endswith(":")


def _loose(lines: list[Line], index: int) -> Section | None:
    """Return the section of a heading that is not in the table, where it cannot be a title."""
    line = lines[index]
    if not line.gap or index == 0 or line.text[-1] in ".,;" or index + 1 == len(lines):
        return None
    if ranges(line.text) or single(line.text):
        return None
    for other in lines[index + 1 : index + 4]:
        if other.gap or other.bullet:
            break
        if ranges(other.text) or single(other.text):
            return None  # dates close below: the header of a role
    return loose_section(line.text)


def _inline(line: Line, section: Section | None) -> Section | None:
    """Return the section that one line names for itself: "Talen: Nederlands, Engels"."""
    match = re.match(r"([^:]{3,30}):\s*\S", line.text)
    if match is None:
        return None
    named = cv_section(match.group(1))
    if named in (Section.LANGUAGES, Section.HOBBIES, Section.REFERENCES):
        return named
    if section in (None, Section.PERSONAL, Section.OTHER) and named in (
        Section.SKILLS,
        Section.EDUCATION,
    ):
        return named
    return None


def _parse(text: str, sections: list[tuple[Section | None, Line]], name: Private | None) -> _Parsed:
    pieces: list[_Piece] = []
    private: list[Private] = []
    titles: list[Private] = []
    roles: list[Period] = []
    for section, lines in _runs(sections):
        if section is None:
            header = _header(text, lines, name)
            pieces += header.pieces
            private += header.private
            titles += header.titles
            roles += header.roles
        elif section is Section.PERSONAL:
            pieces += [piece for line in lines for piece in _personal(line, private)]
        elif section is Section.REFERENCES:
            private += [Private("reference", line.text, line.start, line.end) for line in lines]
        elif section in DATED:
            found = _entries(text, lines, section)
            pieces += found.pieces
            private += found.private
            titles += found.titles
            roles += found.roles
        else:
            lines, body = _undeclared(lines, section)
            if body:
                found = _entries(text, body, Section.ROLES)
                pieces += found.pieces
                private += found.private
                titles += found.titles
                roles += found.roles
            least = 1000 if section in (Section.SKILLS, Section.LANGUAGES) else 25
            for line in join_wrapped(text, lines, least=least):
                pieces += _elsewhere(line, section, private)
    return _Parsed(tuple(pieces), tuple(private), tuple(titles), tuple(roles))


def _runs(
    sections: list[tuple[Section | None, Line]],
) -> Iterator[tuple[Section | None, list[Line]]]:
    run: list[Line] = []
    for index, (section, line) in enumerate(sections):
        run.append(line)
        if index + 1 == len(sections) or sections[index + 1][0] is not section:
            yield section, run
            run = []


def _header(text: str, lines: list[Line], name: Private | None) -> _Parsed:
    """Take the top of a CV apart: who it is, what they call themselves, prose, sometimes roles."""
    dated = _first_dated(lines)
    body: list[Line] = []
    if dated is not None and len(lines) - dated > 4:  # a CV without headings
        lines, body = lines[:dated], lines[dated:]
    pieces: list[_Piece] = []
    private: list[Private] = []
    titles: list[Private] = []
    for line in join_wrapped(text, lines, least=60):
        if _is_prose(line.text):
            pieces.append(_Piece(line, Section.SUMMARY))
            continue
        told = 0  # pieces of this line that are neither contact nor personal details
        for start, end in identity.pieces(line):
            if name and start < name.end and name.start < end:
                start = min(name.end, end)
                start, end = trim(text, start, end)
                if end <= start:
                    continue
            piece = text[start:end]
            if identity.LICENCE.search(piece):
                pieces.append(_Piece(Line(piece, start, end), Section.PERSONAL))
                continue
            kind = identity.kind_of_piece(piece)
            if kind:
                private.append(Private(kind, piece, start, end))
            elif re.search(r"[^\W\d_]{3}", piece) and not identity.DOCUMENT_WORD.fullmatch(piece):
                # "IT professional | Data | Cloud": a single word further on is a topic
                topic = told > 0 and len(piece.split()) == 1
                (private if topic else titles).append(
                    Private("detail" if topic else "title", piece, start, end)
                )
                told += 1
    rest = _entries(text, body, Section.ROLES) if body else _Parsed((), (), (), ())
    return _Parsed(
        (*pieces, *rest.pieces), (*private, *rest.private), (*titles, *rest.titles), rest.roles
    )


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


def _is_prose(text: str) -> bool:
    return len(text) > 110 or (len(text.split()) >= 8 and text.rstrip().endswith((".", "!")))


def _personal(line: Line, private: list[Private]) -> Iterator[_Piece]:
    if identity.LICENCE.search(line.text):
        yield _Piece(line, Section.PERSONAL)
    elif _is_prose(line.text) and identity.kind_of_piece(line.text) is None:
        yield _Piece(line, Section.SUMMARY)
    else:
        kind = identity.kind_of_piece(line.text) or "detail"
        private.append(Private(kind, line.text, line.start, line.end))


def _elsewhere(line: Line, section: Section, private: list[Private]) -> Iterator[_Piece]:
    """Yield a line outside the header, unless it is a personal detail that strayed there."""
    kind = identity.kind_of_label(line.text)
    bare = re.sub(
        "|".join(
            p.pattern.replace("(?i)", "") for p in (identity.EMAIL, identity.LINK, identity.PHONE)
        ),
        "",
        line.text,
        flags=re.IGNORECASE,
    )
    if kind not in (None, "address", "link") or not re.search(r"[^\W\d_]{3}", bare):
        private.append(
            Private(
                kind or identity.kind_of_piece(line.text) or "link", line.text, line.start, line.end
            )
        )
    else:
        yield _Piece(line, section)


def _entries(text: str, lines: list[Line], section: Section) -> _Parsed:
    """Take a section of roles, projects or courses apart into headers and what was done."""
    found = entries(lines, singles=section is not Section.ROLES)
    if section is Section.ROLES:
        found = first_open(found, lines)
    if section is Section.EDUCATION:
        return _courses(text, found)
    private: list[Private] = []
    titles: list[Private] = []
    for entry in found:
        if entry.header:
            for index, (start, end) in enumerate(_header_parts(entry.line)):
                kind = "title" if index == 0 else "employer"
                (titles if kind == "title" else private).append(
                    Private(kind, text[start:end], start, end)
                )
    pieces = [_Piece(line, section, period) for line, period in _bodies(text, found)]
    seen: dict[int, Period] = {
        entry.number: entry.period for entry in found if entry.period is not None
    }
    roles = tuple(seen.values()) if section is Section.ROLES else ()
    return _Parsed(tuple(pieces), tuple(private), tuple(titles), roles)


def _courses(text: str, found: list[Entry]) -> _Parsed:
    """In education a header is evidence: it names the diploma."""
    pieces: list[_Piece] = []
    for entry in found:
        if entry.header and not _names_something(entry.line):
            continue
        pieces.append(_Piece(entry.line, Section.EDUCATION, entry.period))
    return _Parsed(tuple(pieces), (), (), ())


def _names_something(line: Line) -> bool:
    """Tell whether a header holds more than dates and one word beside them ("Graduated: 2015")."""
    kept = line.text
    for dated in reversed(ranges(line.text) or [d for d in [single(line.text)] if d]):
        kept = kept[: dated.start] + kept[dated.end :]
    words = re.findall(r"[^\W\d_]{2,}", kept)
    return (
        len(words) > 1
        or (len(words) == 1 and kept == line.text)
        or bool(re.search(r"[^\W\d_]{5}", kept) and ":" not in kept)
    )


def _bodies(text: str, found: list[Entry]) -> Iterator[tuple[Line, Period | None]]:
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
    gaps = [(d.start, d.end) for d in ranges(line.text)]
    alone = single(line.text)
    if not gaps and alone:
        gaps = [(alone.start, alone.end)]
    cuts = [
        *gaps,
        *(
            m.span()
            for m in re.finditer(
                r"\s*[|•·\t,;:()@]\s*|\s+[–—-]\s+|\s+(?:bij|at|chez|bei|te|la)\s+", line.text
            )
        ),
    ]
    at = 0
    for start, end in [*sorted(cuts), (len(line.text), len(line.text))]:
        if start > at:
            a, b = trim(line.text, at, start, " \t\n,;:|()[]–—-•·.")
            if re.search(r"[^\W\d_]{2}", line.text[a:b]):
                yield line.start + a, line.start + b
        at = max(at, end)


class _Reader:
    """Turns the pieces of one CV into statements; collects its languages on the way."""

    def __init__(
        self, document: Document, finder: SkillFinder, name: Private | None, parsed: _Parsed
    ) -> None:
        self.document = document
        self.finder = finder
        self.parsed = parsed
        self.name = identity.name_pattern(name.text if name else None)
        # Titles and employers alike: which of the two a header part is, depends on the title.
        heads = [p.text for p in parsed.titles] + [
            p.text for p in parsed.private if p.kind == "employer"
        ]
        self.own = own_titles([head for head in heads if not self._is_skill(head)])
        self.languages: list[LanguageSkill] = []

    def statements(self) -> Iterator[Statement]:
        """Yield the statements in the order of the text."""
        text = self.document.text
        count = 0
        for piece in sorted(self.parsed.pieces, key=lambda p: p.line.start):
            for start, end, polarity in self._clauses(piece):
                quote = text[start:end]
                if INSTRUCTION.search(quote) or ON_REQUEST.match(quote) or WORK_TERMS.match(quote):
                    continue
                statement = self._statement(piece, start, end, polarity)
                if statement is not None:
                    self._note_languages(piece, statement, count)
                    count += 1
                    yield statement

    def _clauses(self, piece: _Piece) -> Iterator[tuple[int, int, Polarity]]:
        text, line = self.document.text, piece.line
        whole = SETTINGS[piece.section] is Setting.LIST and len(line.text) <= LONGEST
        spans = [(line.start, line.end)] if whole else sentences(text, line.start, line.end)
        for start, end in spans:
            for a, b in _shortened(text, start, end):
                yield from clauses(text, a, b)

    def _statement(
        self, piece: _Piece, start: int, end: int, polarity: Polarity
    ) -> Statement | None:
        quote = self.document.text[start:end]
        setting = SETTINGS[piece.section]
        if setting in (Setting.SUMMARY, Setting.OTHER) and COURSE_NOW.search(quote):
            setting = Setting.EDUCATION
        read = tidy(quote)
        if setting is not Setting.EDUCATION:
            read = without_titles(read, self.own)
        read = _swept(identity.neutral(read, self.name))
        if not re.search(r"[^\W_]", read) or len(re.sub(r"\W", "", read)) < 2:
            return None
        if setting in (Setting.ROLE, Setting.PROJECT) and not re.search(r"[^\W\d_]{3}", read):
            return None
        return Statement(
            text=read,
            start=start,
            end=end,
            page=self.document.page_of(start),
            setting=setting,
            polarity=polarity,
            period=piece.period,
            mentions=self.finder.find(read),
        )

    def _note_languages(self, piece: _Piece, statement: Statement, index: int) -> None:
        if statement.polarity is not Polarity.SHOWN or statement.setting not in (
            Setting.LIST, Setting.SUMMARY, Setting.OTHER,
        ):  # fmt: skip
            return
        for tongue in tongues(statement.text):
            if piece.section is Section.LANGUAGES or tongue.level is not None:
                self.languages.append(LanguageSkill(tongue.language, tongue.level, index))

    def _is_skill(self, head: str) -> bool:
        found = self.finder.find(head)
        return len(found) == 1 and found[0].start == 0 and found[0].end == len(head)


def _swept(text: str) -> str:
    """Return `text` without the gaps and stray marks that taking words out leaves behind."""
    text = re.sub(r"\(\s*[,;|/–-]*\s*\)", " ", text)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s+([,.;:!?)])", r"\1", text)
    text = re.sub(r"([,;:])(?:\s*[,;:])+", r"\1", text)
    text = re.sub(r"([(])\s+", r"\1", text)
    return re.sub(r"^[\s,.;:|/–—&-]+", "", text).strip(" ,;|/–—-")


def _shortened(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the span, or pieces of it of at most `LONGEST` characters, cut at a natural place."""
    while end - start > LONGEST:
        window = text[start : start + LONGEST]
        cut = (
            max(window.rfind(mark, 60) + len(mark) - 1 for mark in ("; ", " - ", "\n"))
            if any(window.rfind(mark, 60) > 0 for mark in ("; ", " - ", "\n"))
            else max(window.rfind(", ", 60), window.rfind(" ", 60))
        )
        cut = cut if cut > 0 else LONGEST
        yield trim(text, start, start + cut)
        start, end = trim(text, start + cut, end)
    if end > start:
        yield start, end


def _highest(statements: tuple[Statement, ...]) -> tuple[str, int] | None:
    best: tuple[str, int] | None = None
    for index, statement in enumerate(statements):
        if statement.setting is not Setting.EDUCATION or statement.polarity is not Polarity.SHOWN:
            continue
        level = None if UNFINISHED.search(statement.text) else level_of(statement.text)
        if level and (best is None or SCALE.index(level) > SCALE.index(best[0])):
            best = (level, index)
    return best


def _flags(document: Document, parsed: _Parsed) -> tuple[str, ...]:
    holds = {
        "no dates found": not parsed.roles,
        "hidden text": bool(document.hidden),
        "very long": len(document.text) > VERY_LONG,
        "instructions to software in the text": bool(
            INSTRUCTION.search(document.text)
            or any(INSTRUCTION.search(h.text) for h in document.hidden)
        ),
    }
    return tuple(flag for flag, true in holds.items() if true)
