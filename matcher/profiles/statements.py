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
from matcher.profiles.pieces import Aside, Piece
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
NO_WORDS = "no words"
NOTHING_LEFT = "only names, titles or contact details"

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
PAGE = re.compile(
    r"(?i)\W*(?:(?:page|pagina|seite|blz|pag|p)\.?\s*)?\d{1,2}(?:\s*(?:/|of|van|von|sur)\s*\d{1,2})?\W*"
)
WORK_TERMS = re.compile(
    r"(?i)^\W*(?:beschikbaar(?:heid)?|availability|available|opzegtermijn|notice period)\b"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What the pieces of a CV tell."""

    statements: tuple[Statement, ...]
    languages: tuple[LanguageSkill, ...]
    aside: tuple[Aside, ...] = ()


def tell(
    document: Document, pieces: Iterable[Piece], name: Private | None, finder: SkillFinder
) -> Told:
    """Return the statements of a CV in the order of its text, and the languages they name."""
    own = own_name(document.text, name, finder)
    read: list[tuple[Section, Statement]] = []
    aside: list[Aside] = []
    for piece in sorted(pieces, key=lambda piece: piece.line.start):
        for start, end, polarity in _clauses(document.text, piece):
            found_ = _statement(document, piece, start, end, polarity, own)
            if isinstance(found_, Aside):
                aside.append(found_)
            else:
                read.append((piece.section, found_))
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
        aside=tuple(aside),
    )


def _clauses(text: str, piece: Piece) -> Iterator[tuple[int, int, Polarity]]:
    line = piece.line
    if piece.bare:
        yield line.start, line.end, Polarity.SHOWN
        return
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
) -> Statement | Aside:
    """Return what a clause says, or why it says nothing."""
    quote = document.text[start:end]
    setting = Setting.TITLE if piece.bare else SETTINGS[piece.section]
    why = _no_evidence(quote, setting)
    if why is not None:
        return Aside(start, end, why)
    if setting in (Setting.SUMMARY, Setting.OTHER) and COURSE_NOW.search(quote):
        setting = Setting.EDUCATION
    if setting is Setting.SUMMARY and _enumerates(quote):
        setting = Setting.LIST
    read = tidy(quote)
    if setting not in (Setting.EDUCATION, Setting.TITLE):
        read = without_titles(read)
    read = _swept(neutral(read, name))
    if not _readable(read, setting):
        same = re.sub(r"\W", "", read) == re.sub(r"\W", "", quote)
        return Aside(start, end, NO_WORDS if same else NOTHING_LEFT)
    return Statement(
        text=read,
        start=start,
        end=end,
        page=document.page_of(start),
        setting=setting,
        polarity=polarity,
        period=piece.period,
    )


def _no_evidence(quote: str, setting: Setting) -> str | None:
    """Return why a clause is no evidence whatever it says; None where it can be."""
    if INSTRUCTION.search(quote):
        return "speaks to software"
    if PAGE.fullmatch(quote):
        return "page number"
    if ON_REQUEST.match(quote):
        return "references on request"
    if WORK_TERMS.match(quote) and setting not in (Setting.ROLE, Setting.PROJECT):
        return "availability"
    return None


def _readable(read: str, setting: Setting) -> bool:
    """Tell whether anything is left to read: "C" or "R" in a list, two letters elsewhere."""
    least = 1 if setting in (Setting.LIST, Setting.OTHER) else 2
    return len(re.findall(r"[^\W\d_]", read)) >= least


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
