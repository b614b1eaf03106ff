"""What does a vacancy ask for?

In:  Document (the vacancy's visible text) and a skill finder
Out: Vacancy: numbered requirements, and everything else set aside with the reason
Why: headings decide where there are any, sentences where there are none; nothing is dropped in
     silence, so a recruiter can see what was not read as a requirement
"""

from matcher.errors import InvalidInput
from matcher.profiles.advice import advice_for
from matcher.profiles.asks import asks_of
from matcher.profiles.blocks import ASKING, Block, blocks_of, titled
from matcher.profiles.flat import bulleted, recut
from matcher.profiles.languages import language_of
from matcher.profiles.lines import join_wrapped, lines_of
from matcher.profiles.mentions import find_each
from matcher.profiles.requirements import (
    concept_groups,
    importance_of,
    kind_of,
    level_of,
    weight_of,
    years_of,
)
from matcher.profiles.scripts import check_script
from matcher.profiles.talk import why_not
from matcher.protocols import SkillFinder
from matcher.records import Document, Importance, Kind, Mention, Requirement, SetAside, Vacancy


def understand_vacancy(document: Document, finder: SkillFinder) -> Vacancy:
    """Return what a vacancy asks for.

    Parameters
    ----------
    document : the vacancy; its first short line is taken as the title
    finder   : finds the skills that a line names

    Returns
    -------
    Vacancy : requirements numbered from 1 in the order of the text; each `text` is literally
        ``document.text[start:end]``

    Raises
    ------
    InvalidInput : the text is empty, is mostly in a script that the line rules cannot read, or
        holds nothing that asks for anything
    """
    text = document.text
    check_script(text, document.source)
    title, lines = titled(recut(text, join_wrapped(text, bulleted(text, lines_of(text)))))
    blocks = blocks_of(text, lines)
    pieces = [
        (block, start, end)
        for block in blocks
        for start, end in (
            [(block.line.start, block.line.end)] if block.heading else asks_of(text, block)
        )
    ]
    structured = any(block.part in ASKING for block in blocks)
    asked: list[Requirement] = []
    aside = [SetAside(title.text, title.start, title.end, "title")] if title else []
    found = find_each(finder, [text[start:end].replace("\n", " ") for _, start, end in pieces])
    for (block, start, end), mentions in zip(pieces, found, strict=True):
        piece = text[start:end]
        why = "heading" if block.heading else why_not(piece, block, structured, bool(mentions))
        if why:
            aside.append(SetAside(piece, start, end, why))
        else:
            number = len(asked) + 1
            asked.append(_requirement(number, piece, start, block, mentions, finder))
    if not asked:
        raise InvalidInput(
            f"{document.source} was read ({len(text)} characters), but no line in it asks for "
            "anything; give the vacancy's own text, with what the person must know or will do"
        )
    language = language_of(text)
    return Vacancy(
        id=document.id,
        source=document.source,
        language=language,
        title=title.text if title else "",
        requirements=tuple(asked),
        set_aside=tuple(aside),
        advice=advice_for(tuple(asked), text, language),
        text=text,
    )


def _requirement(
    number: int,
    piece: str,
    start: int,
    block: Block,
    mentions: tuple[Mention, ...],
    finder: SkillFinder,
) -> Requirement:
    importance = importance_of(piece, block.part)
    kind = kind_of(piece, mentions, finder)
    if kind is Kind.EDUCATION and importance is Importance.TASK:
        kind = Kind.HARD  # teaching pupils of a school asks for no diploma of that school
    return Requirement(
        number=number,
        text=piece,
        start=start,
        end=start + len(piece),
        importance=importance,
        kind=kind,
        weight=weight_of(importance, kind),
        concepts=concept_groups(piece, mentions, finder),
        years=years_of(piece),
        level=level_of(piece, kind),
    )
