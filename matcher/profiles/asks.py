"""The asks in a line of a vacancy, one by one.

In:  the span of a line
Out: the spans of what it asks for
Why: "Hbo niveau, bij voorkeur richting X" holds a must and a wish, "Je SQL is goed en je spreekt
     Nederlands" two musts; a sentence that only comments on the one before ("Mooi meegenomen, maar
     geen must.") is a part of that
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from matcher.profiles import cues
from matcher.profiles.blocks import Block
from matcher.profiles.clauses import LOOSE_END, items_of
from matcher.profiles.degrees import least_level_of
from matcher.profiles.lines import LONGEST_SENTENCE, sentences, trim
from matcher.profiles.requirements import NUMBER, YEAR

FINITE = re.compile(
    r"(?i)\b(?:is|zijn|heb|hebt|heeft|bent|ben|kun|kunt|kan|are|have|has|can|ist|sind|hast|bist|"
    r"beschikt|est|avez|êtes|spreekt|weet|beheerst|werkt|kent|denkt|neemt|geeft|voelt|you|"
    r"je)\b"
)
AND_YOU = re.compile(r",?\s(?=(?:en|and|und|et)\s+(?:je|jij|you|du|sie|vous)\s)", re.IGNORECASE)
LEAD = re.compile(r"(?:en|and|und|et)\s+(?=(?:je|jij|you|du|sie|vous)\s)", re.IGNORECASE)
LINK = re.compile(r"(?:,| en| and| und| et)\s", re.IGNORECASE)
BACK = re.compile(
    r"(?i)(?:this|it|that|dit|dat|deze|das|ceci|c'est|both|beide)\s+(?:is|are|zijn|ist|est|"
    r"would be)?\s*"
    r".{0,30}(?:must|required|vereist|verplicht|eis|pré|pre|plus|voordeel|advantage|needed|"
    r"nodig|muss|atout|preferred)"
)
BUT = re.compile(r",?\s(?=(?:maar|(?<!maar )wel|but|aber|mais|dar)\s)", re.IGNORECASE)


OF_WHICH = re.compile(  # "minimaal 5 jaar werkervaring, waarvan 2 jaar als leidinggevende"
    rf",?\s(?=(?:waarvan|of which|including|davon|dont)\s(?:\w+\s){{0,2}}{NUMBER}\+?\s*{YEAR})",
    re.IGNORECASE,
)
FLAT = 700  # characters; a longer line is a text whose line breaks were lost
NOTE = 3  # lines; a shorter text is a note, and lists its asks in sentences
SEVERAL = re.compile(r"(?i)\b(?:en|of|and|or|und|oder|et|ou|zijn|hoeven|are|sind|sont)\b")
MESSAGE = 1_000  # characters; so is one of a mail or a chat, whatever its lines
MOST_COMMAS = 20  # of a sentence at which a waiver may begin
SHORT_WAIVER = 10  # words; a longer piece holds asks of its own


@dataclass(frozen=True, slots=True)
class Ask:
    """The span of one ask, and of what it was listed in: its own where it stands alone."""

    start: int
    end: int
    first: tuple[int, int]  # the first item of its list, which holds the verb
    whole: tuple[int, int]


def asks_of(text: str, block: Block) -> list[Ask]:
    """Return what a line asks for, one by one."""
    found: list[Ask] = []
    for start, end in _clauses(text, block):
        short = text.strip().count("\n") < NOTE or len(text) < MESSAGE
        flat = short or len(block.line.text) > FLAT
        prose = flat and not block.line.bullet
        items = items_of(text, start, end, prose=prose)
        found += [Ask(a, b, items[0], (start, end)) for a, b in items]
    return found


def _clauses(text: str, block: Block) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sentences(text, block.line.start, block.line.end):
        for a, b in _split_list(text, start, end):
            if found and b - found[-1][0] <= LONGEST_SENTENCE and _comments(text[a:b]):
                found[-1] = (found[-1][0], b)  # "This is a must." speaks of the ask before it
            else:
                found += _split_wish(text, a, b)
    return found


def _comments(piece: str) -> bool:
    """Tell whether a piece only says how much the ask before it decides."""
    if len(piece.split()) > 8:
        return False
    verdict = cues.VERDICT.match(piece) and (cues.NICE.search(piece) or cues.NOT_MUST.search(piece))
    return bool(verdict or BACK.match(piece))


def _split_list(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split at ";", at ", en je ...", and where one side is asked and the other is not."""
    cuts = {match.end() for match in re.finditer(r";\s", text[start:end])}
    for match in AND_YOU.finditer(text[start:end]):
        if FINITE.search(text[start : start + match.start()]):
            cuts.add(match.end())
    for match in BUT.finditer(text[start:end]):
        sides = text[start : start + match.start()], text[start + match.end() : end]
        if len({bool(cues.WAIVED.search(side)) for side in sides}) > 1 and not _comments(sides[1]):
            cuts.add(match.end())
    cuts |= _waivers(text, start, end)
    cuts |= {match.end() for match in OF_WHICH.finditer(text[start:end])}
    cuts |= _limits(text, start, end) | _papers(text, start, end)
    asked = _must_end(text, start, end)
    link = LINK.search(text, asked, end)
    if link and cues.NICE.search(text, link.end(), end):
        cuts.add(link.end() - start)
    edges = [0, *sorted(cuts), end - start]
    for a, b in itertools.pairwise(edges):
        first, last = trim(text, start + a, start + b, " \t\n\r,;")
        lead = LEAD.match(text, first, last)
        first = lead.end() if lead else first
        loose = LOOSE_END.search(text, first, last) if start + b < end else None
        last = loose.start() if loose else last
        if last > first:
            yield first, last


def _waivers(text: str, start: int, end: int) -> set[int]:
    """Return the commas between what is demanded and what is not: "VCA moet, BIG hoeft niet"."""
    signs = [match.end() for match in re.finditer(r"[,;:(]\s?", text[start:end])][:MOST_COMMAS]
    edges = [0, *signs, end - start]
    parts = [text[start + a : start + b] for a, b in itertools.pairwise(edges)]
    return {
        sign
        for sign, before, after in zip(signs, parts[:-1], parts[1:], strict=True)
        if before.rstrip().endswith(",")
        and _waives(before) is not _waives(after)
        and (_demands(after if _waives(before) else before) or _of_its_own(after))
    }


def _of_its_own(piece: str) -> bool:
    """Tell whether a waiver names what it waives: "Bachelor, richting speelt geen rol"."""
    found = cues.WAIVED.search(piece)
    if found is None or SEVERAL.search(piece):
        return False
    return bool(re.search(r"[^\W\d_]{4,}", piece[: found.start()]))


def _waives(piece: str) -> bool:
    return len(piece.split()) <= SHORT_WAIVER and bool(cues.WAIVED.search(piece))


def _demands(piece: str) -> bool:
    return bool(cues.MUST.search(piece) or cues.STRONG.search(piece))


def _asked(head: str) -> bool:
    cued = (cues.ASKS, cues.STRONG, cues.MUST, cues.NICE)
    return any(cue.search(head) for cue in cued)


def _limits(text: str, start: int, end: int) -> set[int]:
    """Return where "..., maar een diploma is geen harde eis" begins, as offsets in the span."""
    found: set[int] = set()
    for match in BUT.finditer(text[start:end]):
        ask, limit = text[start : start + match.start()], text[start + match.end() : end]
        denied = cues.NOT_MUST.search(limit) and not cues.NOT_MUST.search(ask)
        if denied and not (cues.NICE.search(limit) or _comments(limit)) and len(ask.split()) > 2:
            found.add(match.end())
    return found


def _papers(text: str, start: int, end: int) -> set[int]:
    """Return where a certificate follows a degree: "hbo-verpleegkunde en een BIG-registratie"."""
    found: set[int] = set()
    for match in re.finditer(
        r"\s(?:en|and|und|et)\s+(?=(?:een|a|an|eine?n?|une?)\s)", text[start:end]
    ):
        degree, paper = text[start : start + match.start()], text[start + match.end() : end]
        learned = cues.EDUCATION.search(degree) and least_level_of(degree)
        both = cues.CERTIFICATE.search(degree) or cues.EDUCATION.search(paper)
        if learned and cues.CERTIFICATE.search(paper) and not both and not cues.NICE.search(paper):
            found.add(match.end())
    return found


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
        ours = cues.OURSELVES.search(text, *head) and not cues.YOURSELF.search(text, *head)
        if match.end() >= end - 2 or (ours and not _asked(text[slice(*head)])):
            continue  # "We plannen een rondleiding, het liefst tijdens een dienst" is one sentence
        yield head
        yield trim(text, match.start(), end, " \t\n\r,;)")
        return
    tail = re.search(r",\s+(?!of\b|or\b|en\b|and\b)([^,;]{3,70})$", text[start:end])
    if (
        tail
        and re.search(r"(?i)\b(?:is|zijn|are|would be|ist|est)\b", tail.group(1))
        and cues.NICE.search(tail.group(1))
        and not _comments(tail.group(1))  # "If you have X, that is a bonus" is one wish
    ):
        head_text = text[start : start + tail.start()]
        if re.search(r"(?i)\b(?:je|jij|you|du|vous) ", head_text) and not cues.NICE.search(
            head_text
        ):
            yield trim(text, start, start + tail.start())
            yield trim(text, start + tail.start(1), end, " \t\n\r,;")
            return
    yield start, end
