"""What does a vacancy ask for?

In:  Document (the vacancy's visible text) and a skill finder
Out: Vacancy: numbered requirements, and everything else set aside with the reason
Why: headings decide where there are any, sentences where there are none; nothing is dropped in
     silence, so a recruiter can see what was not read as a requirement
"""

from matcher.errors import InvalidInput
from matcher.profiles import cues
from matcher.profiles.advice import advice_for
from matcher.profiles.asked_facts import asked_facts
from matcher.profiles.asks import Ask, asks_of
from matcher.profiles.blocks import ASKING, Block, blocks_of, titled
from matcher.profiles.flat import bulleted, recut
from matcher.profiles.languages import language_of
from matcher.profiles.lines import join_wrapped, lines_of
from matcher.profiles.mentions import find_each
from matcher.profiles.requirements import (
    concept_groups,
    importance_of,
    kind_of,
    least_of,
    level_of,
    weight_of,
    years_of,
)
from matcher.profiles.scripts import check_script
from matcher.profiles.talk import greets, pays, seeks, why_not
from matcher.protocols import SkillFinder
from matcher.records import Document, Importance, Kind, Mention, Requirement, SetAside, Vacancy

NOTE, NOTE_LINES = 1_000, 4  # characters and line breaks; a note says who is sought in one line
SAID_OF_PEOPLE = (Kind.CERTIFICATE, Kind.EDUCATION, Kind.LANGUAGE, Kind.EXPERIENCE)


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
        (block, ask)
        for block in blocks
        for ask in ([_alone(block)] if block.heading else asks_of(text, block))
    ]
    structured = any(block.part in ASKING for block in blocks)
    note = len(text) < NOTE and text.count("\n") < NOTE_LINES
    asked: list[Requirement] = []
    aside = [SetAside(title.text, title.start, title.end, "title")] if title else []
    found = find_each(finder, [text[a.start : a.end].replace("\n", " ") for _, a in pieces])
    named = {ask.whole for (_, ask), mentions in zip(pieces, found, strict=True) if mentions}
    judged: dict[tuple[int, int], str | None] = {}  # of sentences: each is judged once
    for (block, ask), mentions in zip(pieces, found, strict=True):
        piece, whole = text[ask.start : ask.end], text[slice(*ask.whole)]
        if not block.heading and ask.whole not in judged:
            judged[ask.whole] = why_not(whole, block, structured, ask.whole in named)
        why = "heading" if block.heading else judged[ask.whole]
        if note and not block.heading and why == "company" and seeks(whole):
            why = None
        if not why and piece != whole and (pays(piece) or greets(piece)):
            why = "offer" if pays(piece) else "heading"
        if why and why not in ("offer", "heading") and piece != whole:
            if ask.first == (ask.start, ask.end):
                aside.append(SetAside(whole, *ask.whole, why))  # a sentence is left out as one
        elif why:
            aside.append(SetAside(piece, ask.start, ask.end, why))
        else:
            lead = "" if ask.first == (ask.start, ask.end) else text[slice(*ask.first)]
            number = len(asked) + 1
            asked.append(
                _requirement(number, piece, lead, ask.start, block, mentions, finder, note=note)
            )
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


def _alone(block: Block) -> Ask:
    span = block.line.start, block.line.end
    return Ask(*span, span, span)


def _requirement(
    number: int,
    piece: str,
    lead: str,
    start: int,
    block: Block,
    mentions: tuple[Mention, ...],
    finder: SkillFinder,
    *,
    note: bool,
) -> Requirement:
    kind = kind_of(piece, mentions, finder)
    importance = importance_of(piece, block.part, lead)
    does = cues.DOES.search(lead or piece)
    person = kind in SAID_OF_PEOPLE or (note and not does)
    if importance is Importance.TASK and block.part is None and person:
        importance = Importance.MUST  # no work is a diploma; "VCA en rijbewijs B" asks for both
    if kind is Kind.EDUCATION and importance is Importance.TASK:
        kind = Kind.HARD  # teaching pupils of a school asks for no diploma of that school
    groups = concept_groups(piece, mentions, finder)
    level = level_of(piece, kind)
    return Requirement(
        number=number,
        text=piece,
        start=start,
        end=start + len(piece),
        importance=importance,
        kind=kind,
        weight=weight_of(importance, kind),
        concepts=groups,
        years=years_of(piece),
        level=level,
        least=least_of(piece, mentions, groups),
        facts=asked_facts(piece, kind, level, groups, mentions, finder),
    )
