"""What does a vacancy ask for?

In:  Document (the vacancy's visible text) and a skill finder
Out: Vacancy: numbered requirements, and everything else set aside with the reason
Why: headings decide where there are any, sentences where there are none; nothing is dropped in
     silence, so a recruiter can see what was not read as a requirement
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from matcher.errors import InvalidInput
from matcher.profiles import cues
from matcher.profiles.advice import advice_for
from matcher.profiles.headings import LONGEST, Part, vacancy_part
from matcher.profiles.languages import language_of
from matcher.profiles.lines import Line, join_wrapped, lines_of, sentences, trim
from matcher.profiles.requirements import (
    concept_groups,
    importance_of,
    kind_of,
    level_of,
    weight_of,
    years_of,
)
from matcher.protocols import SkillFinder
from matcher.records import Document, Requirement, SetAside, Vacancy

ASKING = (Part.REQUIREMENTS, Part.NICE, Part.TASKS)
READABLE = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f\u1e00-\u1fff]")
FINITE = re.compile(
    r"(?i)\b(?:is|zijn|heb|hebt|heeft|bent|ben|kun|kunt|kan|are|have|has|can|ist|sind|hast|bist|"
    r"beschikt|est|avez|êtes|spreekt|weet|beheerst|werkt|kent|denkt|neemt|geeft|voelt|you|"
    r"je)\b"
)
AND_YOU = re.compile(r",?\s(?=(?:en|and|und|et)\s+(?:je|jij|you|du|sie|vous)\s)", re.IGNORECASE)
LINK = re.compile(r"(?:,| en| and| und| et)\s", re.IGNORECASE)
BACK = re.compile(
    r"(?i)(?:this|it|that|dit|dat|deze|das|ceci|c'est|both|beide)\s+(?:is|are|zijn|ist|est|"
    r"would be)?\s*"
    r".{0,30}(?:must|required|vereist|verplicht|eis|pré|pre|plus|voordeel|advantage|needed|"
    r"nodig|muss|atout|preferred)"
)
BUT = re.compile(r",?\s(?=(?:maar|(?<!maar )wel|but|aber|mais|dar)\s)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Block:
    """A line with the part of the vacancy that it stands in."""

    line: Line
    part: Part | None
    heading: bool = False


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
    title, lines = _title(join_wrapped(text, lines_of(text)))
    blocks = _blocks(text, lines)
    structured = any(block.part in ASKING for block in blocks)
    asked: list[Requirement] = []
    aside = [SetAside(title.text, title.start, title.end, "title")] if title else []
    for block in blocks:
        if block.heading:
            aside.append(SetAside(block.line.text, block.line.start, block.line.end, "heading"))
            continue
        for start, end in _asks(text, block):
            why = _why_not(text[start:end], block, structured, finder)
            if why:
                aside.append(SetAside(text[start:end], start, end, why))
            else:
                number = len(asked) + 1
                asked.append(_requirement(number, text, start, end, block.part, finder))
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


def check_script(text: str, source: str) -> None:
    """Refuse a text that is empty or mostly in a script that the rules cannot read.

    Raises
    ------
    InvalidInput : no letters, or less than half of them Latin, Greek or Cyrillic
    """
    letters = [c for c in text if c.isalpha()]
    if not letters:
        raise InvalidInput(f"{source} holds no text; give a vacancy or CV with words in it")
    known = sum(bool(READABLE.match(c)) for c in letters)
    if known * 2 < len(letters):
        raise InvalidInput(
            f"{source} is mostly in an unsupported script ({len(letters) - known} of "
            f"{len(letters)} letters are not Latin, Greek or Cyrillic). The encoder knows about "
            "100 languages, but the rules for lines and sections do not; give a translation"
        )


def _title(lines: list[Line]) -> tuple[Line | None, list[Line]]:
    first = lines[0]
    short = len(first.text) <= 120 and len(first.text.split()) <= 16
    sentence = first.text.endswith(".") or first.bullet
    if short and not sentence and vacancy_part(first.text) is None and len(lines) > 1:
        return first, lines[1:]
    label = re.match(
        r"(?i)(?:functie|vacature|job title|title|role|position|stelle|poste)\s*:", first.text
    )
    if label and len(lines) > 1:
        return first, lines[1:]
    return None, lines


def _blocks(text: str, lines: list[Line]) -> list[_Block]:
    blocks: list[_Block] = []
    part: Part | None = None
    for index, line in enumerate(lines):
        after = lines[index + 1] if index + 1 < len(lines) else None
        head, rest = _inline_heading(text, line)
        if head is not None:
            part = head
            blocks.append(_Block(Line(text[line.start : rest], line.start, rest), part, True))
            body = Line(text[rest : line.end], rest, line.end, line.bullet, line.gap)
            blocks.append(_Block(_stripped(text, body), part))
        elif not line.bullet and _known_heading(line, after):
            part = vacancy_part(line.text)
            blocks.append(_Block(line, part, True))
        elif _unknown_heading(line, after):
            part = _after_unknown(line, after, part)
            blocks.append(_Block(line, part, True))
        else:
            blocks.append(_Block(line, part))
    return blocks


def _stripped(text: str, line: Line) -> Line:
    start, end = trim(text, line.start, line.end)
    return Line(text[start:end], start, end, line.bullet, line.gap)


def _known_heading(line: Line, after: Line | None) -> bool:
    if vacancy_part(line.text) is None or after is None:
        return False
    if line.text.endswith((".", ",", ";")) and not line.text.endswith("..."):
        return False
    if line.text[0].islower() and not line.gap:
        return False
    marked = line.text.endswith((":", "?", "!")) or line.text.isupper()
    return marked or line.gap or after.bullet or after.gap or len(line.text.split()) <= 5


def _inline_heading(text: str, line: Line) -> tuple[Part | None, int]:
    """Return the part and the offset after it where a line begins with "Functie-eisen: ..."."""
    match = re.match(r"[^.:;!?\n]{3,45}[:?]\s+(?=\S)", line.text)
    if not match or len(line.text) - match.end() < 3 or line.bullet:
        return None, line.start
    part = vacancy_part(match.group())
    return part, line.start + match.end()


def _unknown_heading(line: Line, after: Line | None) -> bool:
    words = line.text.split()
    if line.bullet or after is None or len(line.text) > LONGEST or len(words) > 8:
        return False
    if line.text.endswith(":"):
        return True
    if line.text[-1] in ".;,!" or not line.gap:
        return False
    return after.bullet or (line.text.endswith("?") and len(words) <= 8)


def _after_unknown(line: Line, after: Line | None, part: Part | None) -> Part | None:
    if line.text.endswith(":") and part is not None:
        return part
    return (
        part
        if part in (Part.REQUIREMENTS, Part.NICE) and after is not None and after.bullet
        else None
    )


def _asks(text: str, block: _Block) -> list[tuple[int, int]]:
    """Return the spans of what a line asks for, one by one."""
    found: list[tuple[int, int]] = []
    for start, end in sentences(text, block.line.start, block.line.end):
        for a, b in _split_list(text, start, end):
            if found and BACK.match(text[a:b]) and len(text[a:b].split()) <= 8:
                found[-1] = (found[-1][0], b)  # "This is a must." speaks of the ask before it
            else:
                found += _split_wish(text, a, b)
    return found


def _split_list(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split at ";", at ", en je ...", and where one side is asked and the other is not."""
    cuts = {match.end() for match in re.finditer(r";\s", text[start:end])}
    for match in AND_YOU.finditer(text[start:end]):
        if FINITE.search(text[start : start + match.start()]):
            cuts.add(match.end())
    for match in BUT.finditer(text[start:end]):
        sides = text[start : start + match.start()], text[start + match.end() : end]
        if len({bool(cues.WAIVED.search(side)) for side in sides}) > 1:
            cuts.add(match.end())
    asked = _must_end(text, start, end)
    link = LINK.search(text, asked, end)
    if link and cues.NICE.search(text, link.end(), end):
        cuts.add(link.end() - start)
    edges = [0, *sorted(cuts), end - start]
    for a, b in itertools.pairwise(edges):
        piece = trim(text, start + a, start + b, " \t\n\r,;")
        if piece[1] > piece[0]:
            yield piece


def _must_end(text: str, start: int, end: int) -> int:
    """Return where "... is vereist" ends, or `end` where the span has no such words."""
    match = cues.DEMANDS.search(text, start, end)
    if match is None or cues.NOT_MUST.search(text, start, end):
        return end
    return match.end()


def _split_wish(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split "HBO niveau, bij voorkeur richting X" into what must be and what would be nice."""
    for match in cues.PREFERENCE.finditer(text, start, end):
        head = trim(text, start, match.start(), " \t\n\r,;:-–(")
        unfinished = re.search(
            r"(?i)\b(?:is|zijn|are|be|wordt|worden|heeft|hebt|heb|have|you|je|we|ben|bent|met|"
            r"with|in|van|of|als|een|a|de|het|gaat|sollicitanten|kandidaten)$",
            text[head[0] : head[1]],
        )
        words = len(text[head[0] : head[1]].split())
        if (
            unfinished
            or words < 1
            or (words == 1 and not cues.EDUCATION.search(text[slice(*head)]))
        ):
            continue
        if match.end() >= end - 2:
            continue
        yield head
        yield trim(text, match.start(), end, " \t\n\r,;)")
        return
    tail = re.search(r",\s+(?!of\b|or\b|en\b|and\b)([^,;]{3,70})$", text[start:end])
    if (
        tail
        and re.search(r"(?i)\b(?:is|zijn|are|would be|ist|est)\b", tail.group(1))
        and cues.NICE.search(tail.group(1))
    ):
        head_text = text[start : start + tail.start()]
        if re.search(r"(?i)\b(?:je|jij|you|du|vous) ", head_text) and not cues.NICE.search(
            head_text
        ):
            yield trim(text, start, start + tail.start())
            yield trim(text, start + tail.start(1), end, " \t\n\r,;")
            return
    yield start, end


def _why_not(piece: str, block: _Block, structured: bool, finder: SkillFinder) -> str | None:
    """Return why a piece asks for nothing, or None where it is a requirement."""
    if len(re.findall(r"[^\W\d_]", piece)) < 3 and not finder.find(piece):
        return "heading"
    if piece.endswith(":") and len(piece.split()) <= 2:
        return "heading"
    if cues.WAIVED.search(piece) and not cues.NOT_MUST.search(piece):
        return "not needed"
    if block.part is not None and block.part not in ASKING:
        return block.part.value
    if cues.EQUAL.search(piece) and not cues.STRONG.search(piece):
        return "equal opportunity"
    if block.part in ASKING:
        if _explains(piece, finder):
            return "explanation"
        return _talk_in_section(piece, block)
    return _talk_in_prose(piece, block, structured, finder)


def _explains(piece: str, finder: SkillFinder) -> bool:
    """Tell whether a clause only comments on the ask before it: "anders leer je het bij ons"."""
    if not cues.EXPLAINS.match(piece) or len(piece.split()) < 3:
        return False
    asking = (cues.STRONG, cues.NICE, cues.DOES)
    return not (any(cue.search(piece) for cue in asking) or finder.find(piece))


def _says_you(piece: str) -> bool:
    cued = (cues.ASKS, cues.DOES, cues.STRONG, cues.MUST, cues.NICE)
    return any(cue.search(piece) for cue in cued)


def _talk_in_section(piece: str, block: _Block) -> str | None:
    if block.line.bullet:
        return None
    if cues.INVITES.search(piece) and not cues.ASKS.search(piece):
        return "application"
    if cues.COMPANY.search(piece) and not _says_you(piece):
        return "company"
    if len(piece.split()) <= 12 and piece.endswith(("!", "?")) and not cues.MUST.search(piece):
        return "company"
    return None


def _talk_in_prose(piece: str, block: _Block, structured: bool, finder: SkillFinder) -> str | None:
    strong = cues.STRONG.search(piece) or cues.NICE.search(piece) or cues.NOT_MUST.search(piece)
    if strong:
        return None
    does = cues.DOES.search(piece)
    if cues.INVITES.search(piece):
        return "application"
    if cues.OFFERS.search(piece):
        return "offer"
    if (cues.COMPANY.search(piece) or cues.ANNOUNCES.search(piece)) and not does:
        return "company"
    if piece.endswith("?"):
        return "company"
    if does or block.line.bullet:
        return None
    if structured:
        return None if cues.MUST.search(piece) and cues.ASKS.search(piece) else "company"
    if cues.ASKS.search(piece) or cues.MUST.search(piece):
        return None
    return None if finder.find(piece) else "company"


def _requirement(
    number: int, text: str, start: int, end: int, part: Part | None, finder: SkillFinder
) -> Requirement:
    piece = text[start:end]
    mentions = finder.find(piece)
    importance = importance_of(piece, part)
    kind = kind_of(piece, mentions, finder)
    return Requirement(
        number=number,
        text=piece,
        start=start,
        end=end,
        importance=importance,
        kind=kind,
        weight=weight_of(importance, kind),
        concepts=concept_groups(piece, mentions, finder),
        years=years_of(piece),
        level=level_of(piece, kind),
    )
