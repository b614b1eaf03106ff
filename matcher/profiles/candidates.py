"""What does a CV show?

In:  Document (the CV's visible text) and a skill finder
Out: Candidate: the profile for the ranker; apart from it, who it is and what the jobs were called
Why: structure first: lines -> sections -> parts (evidence or not) -> statements, one room after the
     other. What is a header is decided by its place and form, never by what a title says, so
     another title gives the same profile
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from matcher.errors import InvalidInput
from matcher.profiles import identity
from matcher.profiles.availability import available_in
from matcher.profiles.columns import read_lines
from matcher.profiles.degrees import highest_of
from matcher.profiles.headings import Section
from matcher.profiles.instructions import INSTRUCTION
from matcher.profiles.languages import language_of
from matcher.profiles.licences import licences_in, licences_of
from matcher.profiles.lines import Line
from matcher.profiles.parts import Parts, take_apart
from matcher.profiles.personal import blanked, personal_of, set_aside
from matcher.profiles.places import city_in, country_in
from matcher.profiles.scripts import check_script
from matcher.profiles.sections import sections_of
from matcher.profiles.statements import tell
from matcher.profiles.told import with_told
from matcher.protocols import SkillFinder
from matcher.records import (
    Candidate,
    Document,
    Profile,
)

VERY_LONG = 25_000  # characters of a CV; more is flagged


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
    lines = read_lines(text)
    placed, aside = set_aside(sections_of(text, lines, document.page_starts))
    name = identity.name_in([line for section, line in placed if section is None], finder, lines)
    parts = take_apart(text, placed, name)
    personal = personal_of(text, (piece.line for piece in parts.pieces))
    said = replace(document, text=blanked(text, ((one.start, one.end) for one in personal)))
    told = tell(said, parts.pieces, name, finder)
    if not told.statements:
        raise InvalidInput(
            f"{document.source} was read ({len(text)} characters), but no line in it tells what "
            "somebody did or knows; check that it is a CV and that its text was read whole"
        )
    language = language_of("\n".join(statement.text for statement in told.statements))
    if language == "und":  # a few lines of keywords: the headings and headers speak too
        language = language_of(text)
    private = (*((name,) if name else ()), *parts.private, *aside, *personal)
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
        ),
        identity=tuple(sorted(private, key=lambda piece: piece.start)),
        titles=parts.titles,
        city=city,
        flags=_flags(document, parts),
        country=country_in(header, city),
        licences=licences_in(told.statements, _named(header, finder)),
        available=available_in(placed, text),
    )
    return with_told(candidate, document)


def _named(header: Sequence[Line], finder: SkillFinder) -> Iterator[str]:
    """Yield the licences that stand between contact details: "BIG-geregistreerd"."""
    for line in header:
        yield from licences_of(line.text, finder.find(line.text))


def _flags(document: Document, parts: Parts) -> tuple[str, ...]:
    holds = {
        "no dates found": not parts.roles,
        "hidden text": bool(document.hidden),
        "very long": len(document.text) > VERY_LONG,
        "instructions to software in the text": bool(
            INSTRUCTION.search(document.text)
            or any(INSTRUCTION.search(h.text) for h in document.hidden)
        ),
    }
    said = (f"read by OCR (confidence {document.ocr:.2f})",) if document.ocr is not None else ()
    return (*(flag for flag, true in holds.items() if true), *said, *document.notes)
