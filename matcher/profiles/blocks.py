"""Which part of a vacancy does each line stand in?

In:  the lines of a vacancy
Out: its title, and blocks: lines with the part that the heading above them opens
Why: headings decide where there are any; one that no table knows is a heading by its form
"""

import itertools
import re
from dataclasses import dataclass

from matcher.profiles import cues
from matcher.profiles.headings import LONGEST, Part, vacancy_part
from matcher.profiles.lines import Line, trim
from matcher.profiles.patterns import plain

ASKED = re.compile(
    r"(?i)(?:wat|wie|hoe|waar\w*|waarom|dit|zo|jouw|what|who|how|why|where|here|this|your|was|wer|"
    r"das|ihre|deine|qui|ce|vos|votre|about|over|our|onze)\b"
)
EITHER = ("voorwaarden", "conditions")  # of the firm, or of the person: what stands below tells
PAY = re.compile(
    r"(?i)[€£]|\beuros?\b|\bbrut(?:o|to)?\b|\$ ?\d|\b\d{1,2} (?:vakantie|verlof|vrije |days (?:off|"
    r"holiday|leave)|tage urlaub)"
)
ASKING = (Part.REQUIREMENTS, Part.NICE, Part.TASKS)


@dataclass(frozen=True, slots=True)
class Block:
    """A line with the part of the vacancy that it stands in."""

    line: Line
    part: Part | None
    heading: bool = False


MESSAGE = 1_000  # characters; a shorter text may be a message, which begins with what is sought
SEEKS = re.compile(
    r"(?i)(?:(?:ik|wij|we|i|ich|wir|je|nous) )?(?:zoek|need|such|cherch|recherch)\w*\s"
)
GREETS = re.compile(  # how a mail begins and ends: "hoi", "Bonjour Claire,", "Groet, Joke"
    r"(?i)(?:hoi|hey|hi|hello|hallo|bonjour|goede(?:morgen|middag|n?avond|ndag)|(?:good )?morning|"
    r"guten (?:tag|morgen)|(?:met )?(?:vriendelijke |hartelijke )?groet(?:en|jes)?|cheers|thanks|"
    r"merci|bedankt|mvg|viele grüße|gru(?:ß|ss)|(?:kind |best )?regards|cordialement)"
    r"(?:,? \w+(?:-\w+)?){0,2}\W*"
    r"|(?:dag|beste|dear|liebe[rs]?|madame|monsieur|sehr geehrte[rs]?)(?: [\w.-]+){1,3}\s*[,!:]"
)


def titled(lines: list[Line]) -> tuple[Line | None, list[Line]]:
    """Return the title, or None, and the lines without it."""
    first = lines[0]
    short = len(first.text) <= 120 and len(first.text.split()) <= 16
    message = sum(len(line.text) for line in lines) < MESSAGE
    sentence = first.text.endswith(".") or first.bullet or (message and SEEKS.match(first.text))
    if short and not sentence and vacancy_part(first.text) is None and len(lines) > 1:
        return first, lines[1:]
    label = re.match(
        r"(?i)(?:functie|vacature|job title|title|role|position|stelle|poste)\s*:", first.text
    )
    if label and len(lines) > 1:
        return first, lines[1:]
    return None, lines


def blocks_of(text: str, lines: list[Line]) -> list[Block]:
    """Return the lines as blocks, headings among them."""
    blocks: list[Block] = []
    part: Part | None = None
    for index, line in enumerate(lines):
        after = lines[index + 1] if index + 1 < len(lines) else None
        head, rest = _inline_heading(text, line)
        if head is not None:
            part = head
            blocks.append(Block(Line(text[line.start : rest], line.start, rest), part, True))
            body = Line(text[rest : line.end], rest, line.end, line.bullet, line.gap)
            blocks.append(Block(_stripped(text, body), part))
        elif not line.bullet and _known_heading(line, after):
            part = vacancy_part(line.text)
            blocks.append(Block(line, part, True))
        elif line.gap and plain(line.text) in EITHER and after is not None:
            part = Part.OFFER if _offers(lines[index + 1 :]) else Part.REQUIREMENTS
            blocks.append(Block(line, part, True))
        elif _unknown_heading(line, after):
            part = _after_unknown(line, lines[index + 1 :], part)
            blocks.append(Block(line, part, True))
        else:
            blocks.append(Block(line, part))
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
    if not marked and len(line.text.split()) > 5 and not ASKED.match(line.text):
        return False  # a sentence that begins like a heading: "In deze rol stuur je ... aan"
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


def _after_unknown(line: Line, below: list[Line], part: Part | None) -> Part | None:
    if line.text.endswith(":") and part is not None:
        return part
    if _offers(below):
        return Part.OFFER
    return part if part in (Part.REQUIREMENTS, Part.NICE) and below and below[0].bullet else None


def _offers(below: list[Line]) -> bool:
    """Tell whether half of the lines under a heading tell what the job pays."""
    head = list(itertools.takewhile(lambda line: not line.gap, below))[:8]
    paid = sum(bool(cues.OFFERS.search(line.text) or PAY.search(line.text)) for line in head)
    return paid * 2 >= len(head) > 0
