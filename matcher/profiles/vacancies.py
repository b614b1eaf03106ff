"""What does a vacancy ask for?

In:  Document (the vacancy's visible text) and a skill finder
Out: Vacancy: numbered requirements, and everything else set aside with the reason
Why: headings decide where there are any, sentences where there are none; what the rules say is
     overruled where the trained reader of sentences is sure of the contrary (`vacancy`): no table
     of phrases holds the talk of every agency. Nothing is dropped in silence, so a recruiter can
     see what was not read as a requirement
"""

from collections.abc import Sequence

from matcher.errors import InvalidInput
from matcher.profiles import cues
from matcher.profiles.advice import advice_for
from matcher.profiles.asked_facts import asked_facts
from matcher.profiles.asks import Ask, asks_of
from matcher.profiles.blocks import ASKING, Block, blocks_of, titled
from matcher.profiles.flat import bulleted, recut
from matcher.profiles.languages import language_of
from matcher.profiles.lines import Line, join_wrapped, lines_of
from matcher.profiles.mentions import find_each
from matcher.profiles.once import once_a_document, one_document
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
from matcher.profiles.talk import greets, pays, seeks, surely_talk, why_not
from matcher.profiles.vacancy.letters import envelope_of
from matcher.profiles.vacancy.sentence_cues import Sentence
from matcher.profiles.vacancy.sentence_reader import Read, Says, read_sentences
from matcher.protocols import SkillFinder
from matcher.records import Document, Importance, Kind, Mention, Requirement, SetAside, Vacancy

NOTE, NOTE_LINES = 1_000, 4  # characters and line breaks; a note says who is sought in one line
MAIL = 900  # characters; a shorter text says who is sought, in whatever words
SURELY_NOT = 0.2  # chance that a sentence asks or tells work, below which it is set aside
SURELY = 0.75  # ... from which it is kept, whatever the rules say
TURNS = 0.7  # ... of an ask alone, or of work alone, that turns the importance
DOUBTFUL = 0.5  # ... from which it is kept in a text of which nothing else would be
SAID_OF_PEOPLE = (Kind.CERTIFICATE, Kind.EDUCATION, Kind.LANGUAGE, Kind.EXPERIENCE)


@one_document()
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
    _, around = _opened(text)
    title, pieces = pieces_of(text)
    blocks = [block for block, _ in pieces]
    structured = any(block.part in ASKING for block in blocks)
    note = len(text) < NOTE and text.count("\n") < NOTE_LINES
    found = find_each(finder, [text[a.start : a.end].replace("\n", " ") for _, a in pieces])
    named = {ask.whole for (_, ask), mentions in zip(pieces, found, strict=True) if mentions}
    reads = dict(zip(wholes_of(pieces), read_sentences(sentences_of(text, pieces)), strict=True))
    why = _reasons(text, pieces, named, reads, structured=structured, note=note)
    if not note and all(why.values()):
        why = {at: None if _doubtful(pieces[at], reads) else why[at] for at in why}
    elif all(why.values()) and not (title or any(block.heading for block in blocks)):
        # who writes a line and no more asks for something, unless the line is about themselves
        why = {
            at: None if said == "company" and not _of_ourselves(text, pieces[at][1]) else said
            for at, said in why.items()
        }
    asked: list[Requirement] = []
    aside = [SetAside(title.text, title.start, title.end, "title")] if title else []
    aside += [SetAside(line.text, line.start, line.end, why) for line, why in around]
    for place, ((block, ask), mentions) in enumerate(zip(pieces, found, strict=True)):
        piece, whole, reason = text[ask.start : ask.end], text[slice(*ask.whole)], why[place]
        if reason and reason not in ("offer", "heading") and piece != whole:
            if ask.first == (ask.start, ask.end):
                aside.append(SetAside(whole, *ask.whole, reason))  # a sentence is left out as one
        elif reason:
            aside.append(SetAside(piece, ask.start, ask.end, reason))
        else:
            lead = "" if ask.first == (ask.start, ask.end) else text[slice(*ask.first)]
            number = len(asked) + 1
            read = None if note else reads[ask.whole]
            asked.append(
                _requirement(number, piece, lead, ask.start, block, mentions, finder, read)
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


Pieces = Sequence[tuple[Block, Ask]]
Reads = dict[tuple[int, int], Read]


def pieces_of(text: str) -> tuple[Line | None, list[tuple[Block, Ask]]]:
    """Return the title of a vacancy, and its headings and asks in order."""
    body, _ = _opened(text)
    title, lines = titled(recut(text, join_wrapped(text, bulleted(text, list(body)))))
    return title, [
        (block, ask)
        for block in blocks_of(text, lines)
        for ask in ([_alone(block)] if block.heading else asks_of(text, block))
    ]


@once_a_document
def _opened(text: str) -> tuple[tuple[Line, ...], tuple[tuple[Line, str], ...]]:
    """Return the lines of a vacancy that are its own, and those of its envelope with why."""
    lines = lines_of(text)
    around = envelope_of(lines)
    starts = {line.start for line, _ in around}
    return tuple(line for line in lines if line.start not in starts), tuple(around)


def wholes_of(pieces: Pieces) -> list[tuple[int, int]]:
    """Return the spans of the sentences that the pieces were cut from, each once, in order."""
    return list(dict.fromkeys(ask.whole for _, ask in pieces))


def sentences_of(text: str, pieces: Pieces) -> list[Sentence]:
    """Return these sentences as the reader of sentences takes them."""
    blocks = {ask.whole: block for block, ask in reversed(pieces)}
    return [Sentence(text[slice(*whole)], blocks[whole]) for whole in wholes_of(pieces)]


def _of_ourselves(text: str, ask: Ask) -> bool:
    return cues.OURSELVES.match(text, ask.whole[0], ask.whole[1]) is not None


def _alone(block: Block) -> Ask:
    span = block.line.start, block.line.end
    return Ask(*span, span, span)


def _reasons(
    text: str,
    pieces: Pieces,
    named: set[tuple[int, int]],
    reads: Reads,
    *,
    structured: bool,
    note: bool,
) -> dict[int, str | None]:
    """Return for each piece why it asks for nothing, or None where it asks."""
    judged: dict[tuple[int, int], str | None] = {}  # of sentences: each is judged once
    found: dict[int, str | None] = {}
    for place, (block, ask) in enumerate(pieces):
        piece, whole = text[ask.start : ask.end], text[slice(*ask.whole)]
        if not block.heading and ask.whole not in judged:
            said = why_not(whole, block, structured, ask.whole in named, note=note)
            judged[ask.whole] = (
                said if note and said is None else _corrected(said, whole, reads[ask.whole])
            )
        why = "heading" if block.heading else judged[ask.whole]
        seeking = seeks(whole) if note else len(text) < MAIL and cues.SOUGHT.search(whole)
        if not block.heading and why == "company" and seeking:
            why = None
        if not why and piece != whole and (pays(piece) or greets(piece)):
            why = "offer" if pays(piece) else "heading"
        found[place] = why
    return found


def _corrected(why: str | None, whole: str, read: Read) -> str | None:
    """Return why a sentence asks for nothing, after the reader had its say."""
    asks = read.asks + read.works
    if why is None and asks < SURELY_NOT and not cues.ABLE.search(whole):
        return read.says.value if read.says not in (Says.ASK, Says.TASK) else "company"
    if why in _TALK and asks > SURELY and not surely_talk(whole):
        return None
    return why


_TALK = ("company", "offer", "application")  # reasons that the reader may overrule


def _by_reader(importance: Importance, piece: str, kind: Kind, read: Read | None) -> Importance:
    """Return the importance, turned where the reader is sure of an ask or of a task.

    What the piece itself says ("is vereist", "a plus") and what only a person can have stays.
    """
    if read is None or importance is Importance.NICE:
        return importance
    if importance is Importance.TASK and read.asks >= TURNS:
        return Importance.MUST
    said = cues.MUST.search(piece) or cues.STRONG.search(piece) or years_of(piece) is not None
    if importance is Importance.MUST and read.works >= TURNS and not said:
        return importance if kind in SAID_OF_PEOPLE else Importance.TASK
    return importance


def _doubtful(piece: tuple[Block, Ask], reads: Reads) -> bool:
    block, ask = piece
    read = reads[ask.whole]
    return not block.heading and read.asks + read.works >= DOUBTFUL


def _requirement(
    number: int,
    piece: str,
    lead: str,
    start: int,
    block: Block,
    mentions: tuple[Mention, ...],
    finder: SkillFinder,
    read: Read | None,
) -> Requirement:
    """Return one requirement; `read` is what the reader holds of its sentence, None in a note."""
    kind = kind_of(piece, mentions, finder)
    importance = _by_reader(importance_of(piece, block.part, lead), piece, kind, read)
    does = cues.DOES.search(lead or piece)
    person = kind in SAID_OF_PEOPLE or (read is None and not does)
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
