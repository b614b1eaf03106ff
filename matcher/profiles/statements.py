"""The pieces of a CV as statements: quoted by span, read without names, titles and gender.

In:  pieces of one CV, its text, the person's name and a skill finder
Out: statements with setting, polarity, period and mentions; the human languages among them
Why: a line of a skills list stays one statement ("Frameworks: React, Vue, Angular"): the label
     gives the encoder its context, the mentions are found one by one all the same. Skills are
     looked for in all statements together, since a name such as "Go" is known by its neighbours.
     Names of diplomas stay, also where they name a trade: a diploma is evidence, a title is not
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from matcher.profiles.headings import Section
from matcher.profiles.identity import own_name
from matcher.profiles.instructions import INSTRUCTION
from matcher.profiles.languages import only_tongues, tongues
from matcher.profiles.lines import Line, sentences, tidy, trim
from matcher.profiles.mentions import find_each
from matcher.profiles.neutral import neutral
from matcher.profiles.parts import Piece
from matcher.profiles.polarity import clauses
from matcher.profiles.titles import without_titles
from matcher.protocols import SkillFinder
from matcher.records import (
    Document,
    LanguageSkill,
    Polarity,
    Private,
    Setting,
    Statement,
)

LONGEST = 300  # characters of one statement

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
SPOKEN_IN = (Setting.LIST, Setting.SUMMARY, Setting.OTHER)  # where languages are told
# "Ik volg momenteel een cursus Python": not a wish any more, not yet work.
COURSE_NOW = re.compile(
    r"(?i)\b(?:volg(?:de)?|doe|bezig met|start(?:te)? met|following|taking|enrolled (?:in|on)|"
    r"studying|completing|"
    r"mache|suis)\b.{0,40}?\b(?:cursus|opleiding|training|bootcamp|leergang|course|programme|"
    r"degree|weiterbildung|kurs|formation)"
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
class Told:
    """What the pieces of a CV tell."""

    statements: tuple[Statement, ...]
    languages: tuple[LanguageSkill, ...]


def tell(
    document: Document, pieces: Iterable[Piece], name: Private | None, finder: SkillFinder
) -> Told:
    """Return the statements of a CV in the order of its text, and the languages they name."""
    own = own_name(document.text, name, finder)
    read = [
        (piece.section, statement)
        for piece in sorted(pieces, key=lambda piece: piece.line.start)
        for start, end, polarity in _clauses(document.text, piece)
        if (statement := _statement(document, piece, start, end, polarity, own)) is not None
    ]
    statements = [statement for _, statement in read]
    found = find_each(finder, [statement.text for statement in statements])
    return Told(
        statements=tuple(
            replace(statement, mentions=mentions)
            for statement, mentions in zip(statements, found, strict=True)
        ),
        languages=tuple(
            skill
            for index, (section, statement) in enumerate(read)
            for skill in _languages(document.text, section, statement, index)
        ),
    )


def _clauses(text: str, piece: Piece) -> Iterator[tuple[int, int, Polarity]]:
    line = piece.line
    whole = SETTINGS[piece.section] is Setting.LIST and len(line.text) <= LONGEST
    spans = [(line.start, line.end)] if whole else _answered(text, line)
    for start, end in spans:
        for a, b in _shortened(text, start, end):
            yield from clauses(text, a, b)


def _answered(text: str, line: Line) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a line; "Oracle? Geen ervaring." stays together."""
    asked: int | None = None
    for start, end in sentences(text, line.start, line.end):
        if text[start:end].endswith("?") and len(text[start:end].split()) <= 4 and end < line.end:
            asked = start if asked is None else asked
            continue
        yield (start if asked is None else asked), end
        asked = None


def _statement(
    document: Document,
    piece: Piece,
    start: int,
    end: int,
    polarity: Polarity,
    name: re.Pattern[str] | None,
) -> Statement | None:
    quote = document.text[start:end]
    if INSTRUCTION.search(quote) or ON_REQUEST.match(quote) or WORK_TERMS.match(quote):
        return None
    setting = SETTINGS[piece.section]
    if setting in (Setting.SUMMARY, Setting.OTHER) and COURSE_NOW.search(quote):
        setting = Setting.EDUCATION
    if setting is Setting.SUMMARY and _enumerates(quote):
        setting = Setting.LIST
    read = tidy(quote)
    if setting is not Setting.EDUCATION:
        read = without_titles(read)
    read = _swept(neutral(read, name))
    if not re.search(r"[^\W_]", read) or len(re.sub(r"\W", "", read)) < 2:
        return None
    if setting in (Setting.ROLE, Setting.PROJECT) and not re.search(r"[^\W\d_]{3}", read):
        return None
    return Statement(
        text=read,
        start=start,
        end=end,
        page=document.page_of(start),
        setting=setting,
        polarity=polarity,
        period=piece.period,
    )


def _enumerates(text: str) -> bool:
    """Return whether a text is a row of terms without a sentence around them."""
    items = [item.split() for item in re.split(r"[,;|]", text) if item.strip()]
    return len(items) >= 4 and sum(map(len, items)) <= 2.5 * len(items)


def _languages(
    text: str, section: Section, statement: Statement, index: int
) -> Iterator[LanguageSkill]:
    if statement.polarity is not Polarity.SHOWN or statement.setting not in SPOKEN_IN:
        return
    quote = text[statement.start : statement.end]  # its text has lost the "mother" of the tongue
    listed = section is Section.LANGUAGES or only_tongues(quote)
    for tongue in tongues(quote):
        if listed or tongue.level is not None:
            yield LanguageSkill(tongue.language, tongue.level, index)


def _swept(text: str) -> str:
    """Return `text` without the gaps and stray marks that taking words out leaves behind."""
    text = re.sub(r"\(\s*[,;|/–-]*\s*\)", " ", text)
    text = re.sub(r"([\"'“‘])\s*([\"'”’])(?=\s|[,.;:)]|$)", " ", text)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s+([,.;:!?)])(?!\w)", r"\1", text)  # but not "no .NET"
    text = re.sub(r"([,;:])(?:\s*[,;:])+", r"\1", text)
    text = re.sub(r"([(])\s+", r"\1", text)
    return re.sub(r"^[\s,.;:|/–—&-]+", "", text).strip(" ,;|/–—-")


def _shortened(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the span, or pieces of it of at most `LONGEST` characters, cut at a natural place."""
    while end - start > LONGEST:
        cut = _cut(text[start : start + LONGEST])
        yield trim(text, start, start + cut)
        start, end = trim(text, start + cut, end)
    if end > start:
        yield start, end


def _cut(window: str) -> int:
    """Return where to cut a window of text: after a mark, else at a space, else at its end."""
    marks = [window.rfind(mark, 60) + len(mark) - 1 for mark in ("; ", " - ", "\n")
             if window.rfind(mark, 60) > 0]  # fmt: skip
    cut = max(marks) if marks else max(window.rfind(", ", 60), window.rfind(" ", 60))
    return cut if cut > 0 else len(window)
