"""What does a CV show?

In:  Document (the CV's visible text) and a skill finder
Out: Candidate: the profile for the ranker; apart from it, who it is and what the jobs were called
Why: structure first: lines -> sections -> parts (evidence or not) -> statements, one room after the
     other. What is a header is decided by its place and form, never by what a title says, so
     another title gives the same profile, but where a role tells nothing else. Nobody is refused
     who says a word about work: who says little is taken in and flagged
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from matcher.errors import InvalidInput
from matcher.profiles import identity
from matcher.profiles.account import account_of
from matcher.profiles.availability import available_in
from matcher.profiles.columns import read_lines
from matcher.profiles.degrees import highest_of
from matcher.profiles.headings import Section
from matcher.profiles.instructions import INSTRUCTION
from matcher.profiles.languages import language_of
from matcher.profiles.licences import licences_in, licences_of
from matcher.profiles.lines import Line
from matcher.profiles.once import one_document
from matcher.profiles.parts import take_apart
from matcher.profiles.periods import ranges
from matcher.profiles.personal import blanked, personal_of, set_aside
from matcher.profiles.pieces import Parts, Piece
from matcher.profiles.places import city_in, country_in
from matcher.profiles.scripts import check_script
from matcher.profiles.sections import Placed, sections_of
from matcher.profiles.statements import Told, tell
from matcher.profiles.studies import degrees_in
from matcher.profiles.titles import without_titles
from matcher.profiles.told import with_told
from matcher.profiles.top import NO_NAME
from matcher.protocols import SkillFinder
from matcher.records import (
    Candidate,
    CvLine,
    Document,
    Fate,
    Private,
    Profile,
    Setting,
)

VERY_LONG = 25_000  # characters of a CV; more is flagged
LITTLE, FEW = 40, 3  # words and lines of evidence; a CV with no more of either is flagged


@dataclass(frozen=True, slots=True)
class _Read:
    """A CV on its way to being a candidate."""

    lines: tuple[Line, ...]
    placed: Placed
    name: Private | None
    parts: Parts
    told: Told
    aside: tuple[Private, ...]  # lines about the person, taken out before roles are looked for

    def account(self, text: str) -> tuple[CvLine, ...]:
        """Return what became of each line."""
        kept = {line.start for _, line in self.placed} | {one.start for one in self.aside}
        headings = [line for line in self.lines if line.start not in kept]
        parts = self.parts
        if self.name is not None:
            parts = replace(parts, private=(*parts.private, self.name))
        return account_of(text, headings, parts, self.told)


@one_document()
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
        holds no word about work, skill or study
    """
    text = document.text
    read = _read(document, finder)
    placed, name, parts, told = read.placed, read.name, read.parts, read.told
    if not told.statements:
        raise InvalidInput(
            f"{document.source} was read ({len(text)} characters), but it holds no word about "
            "work, skills or study beside names and addresses; check that it is a CV and that its "
            "text was read whole"
        )
    lines = [s for s in told.statements if s.setting is not Setting.TITLE]
    language = language_of("\n".join(statement.text for statement in lines or told.statements))
    if language == "und":  # a few lines of keywords: the headings and headers speak too
        language = language_of(text)
    private = (*((name,) if name else ()), *parts.private)
    header = [line for section, line in placed if section in (None, Section.PERSONAL)]
    city = city_in(header, name.text if name else None)
    candidate = Candidate(
        id=document.id,
        source=document.source,
        language=language,
        profile=Profile(
            id=document.id,
            statements=told.statements,
            language=language,
            roles=parts.roles,
            languages=told.languages,
            education=highest_of(told.statements),
            degrees=degrees_in(told.statements),
        ),
        identity=tuple(sorted(private, key=lambda piece: piece.start)),
        titles=parts.titles,
        city=city,
        flags=_flags(document, read),
        country=country_in(header, city),
        licences=licences_in(lines, _named(header, finder)),
        available=available_in(placed, text),
    )
    return with_told(candidate, document)


@one_document()
def line_account(document: Document, finder: SkillFinder) -> tuple[CvLine, ...]:
    """Return what became of each visible line of a CV, in order, also of one that is refused.

    Raises
    ------
    InvalidInput : the text is mostly in a script that the line rules cannot read
    """
    return _read(document, finder).account(document.text)


def _read(document: Document, finder: SkillFinder) -> _Read:
    text = document.text
    check_script(text, document.source)
    lines = read_lines(text)
    placed, aside = set_aside(sections_of(text, lines, document.page_starts))
    top = [line for section, line in placed if section is None]
    dated = next((i for i, line in enumerate(top) if ranges(line.text)), len(top))
    named = [line for i, line in enumerate(top[:dated]) if _may_name(line, finder, first=i == 0)]
    name = identity.name_in(named, finder, lines)
    parts = take_apart(text, placed, name, finder)
    personal = personal_of(text, (piece.line for piece in parts.pieces))
    said = replace(document, text=blanked(text, ((one.start, one.end) for one in personal)))
    told = tell(said, parts.pieces, name, finder)
    if not told.statements:
        called = [*((name,) if name else ()), *parts.titles]
        bare = [
            Piece(Line(title.text, title.start, title.end), Section.ROLES, bare=True)
            for title in called
            if _known(title.text, finder) or (name is not None and title is not name)
        ]
        own = None if name and _known(name.text, finder) else name
        last = tell(said, bare, own, finder)
        told = replace(last, aside=(*told.aside, *last.aside))
    parts = replace(parts, private=(*parts.private, *aside, *personal))
    return _Read(tuple(lines), placed, name, parts, told, tuple(aside))


def _may_name(line: Line, finder: SkillFinder, *, first: bool) -> bool:
    """Tell whether a line of the header can hold a name, by its form: notes have no name on top."""
    text = line.text
    if line.bullet or NO_NAME.search(text):
        return False
    if not text[:1].islower():
        return True
    return first and not (re.search(r"[,;/+&(]", text) or finder.find(text))


def _known(title: str, finder: SkillFinder) -> bool:
    """Tell whether a line that stands where a title does is a word about work at all."""
    return without_titles(title) != title or bool(finder.find(title))


def _named(header: Sequence[Line], finder: SkillFinder) -> Iterator[str]:
    """Yield the licences that stand between contact details: "BIG-geregistreerd"."""
    for line in header:
        yield from licences_of(line.text, finder.find(line.text))


def _flags(document: Document, read: _Read) -> tuple[str, ...]:
    little = _little(document.text, read)
    holds = {
        little: bool(little),
        "no dates found": not read.parts.roles,
        "hidden text": bool(document.hidden),
        "very long": len(document.text) > VERY_LONG,
        "instructions to software in the text": bool(
            INSTRUCTION.search(document.text)
            or any(INSTRUCTION.search(h.text) for h in document.hidden)
        ),
    }
    said = (f"read by OCR (confidence {document.ocr:.2f})",) if document.ocr is not None else ()
    return (*(flag for flag, true in holds.items() if true), *said, *document.notes)


def _little(text: str, read: _Read) -> str:
    """Return in words that there is little to go on; nothing where there is enough."""
    statements = [s for s in read.told.statements if s.setting is not Setting.TITLE]
    if not statements:
        return "little to go on: only job titles"
    if sum(len(statement.text.split()) for statement in statements) >= LITTLE:
        return ""
    lines = sum(line.fate is Fate.EVIDENCE for line in read.account(text))
    few = f"little to go on: {lines} {'line' if lines == 1 else 'lines'}"
    return few if lines <= FEW else ""
