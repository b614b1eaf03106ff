"""Where, at the end of a CV, do lines begin that a vacancy wrote?

In:  the lines of a CV
Out: the index of the first of them
Why: what a vacancy asks, pasted under the last section, is nobody's work: "Je hebt minimaal 3 jaar
     ervaring" speaks to its reader, a CV speaks of its writer. Such lines are no heading and stay
     on the lowest rung
"""

import re
from collections.abc import Sequence

from matcher.profiles import cues
from matcher.profiles.headings import cv_section
from matcher.profiles.lines import Line
from matcher.profiles.periods import ranges

OWN = re.compile(
    r"(?i)\b(?:ik|mij|mijn|mezelf|wij|ons|onze|i|my|me|we|our|ich|mein\w*|wir|je suis|j['’]\w+|mon|"
    r"ma|mes)\b"
)
READER = re.compile(
    r"(?i)\b(?:je|jij|jou|jouw|jullie|you|your|yours|du|dein\w*|vous|votre|vos)\b(?! suis)"
)
CLAIM = re.compile(  # no heading, unless dated roles follow
    r"(?i)(?:werk)?(?:ervaring|experience) (?:in|met|with|als|as|voor|bij|binnen)\b"
)
HALF = 0.5


def pasted_from(lines: Sequence[Line]) -> int:
    """Return the index of the first line of the longest such end; ``len(lines)`` where none is.

    It begins below air, holds no bullets, and half of its lines or more speak as a vacancy does,
    the first among them.
    """
    first = len(lines)
    asking = strong = 0
    for index in range(len(lines) - 1, 0, -1):
        line = lines[index]
        if line.bullet or ranges(line.text) or _opens_section(line):
            break
        demands = _demands(line.text)
        strong += demands
        asking += demands or _asks(line.text)
        enough = strong and asking >= HALF * (len(lines) - index)
        if line.gap and enough and (demands or _asks(line.text)):
            first = index
    return first


def _opens_section(line: Line) -> bool:
    known = cv_section(line.text) is not None and not CLAIM.match(line.text)
    return known or line.ruled or line.text.isupper()


def _demands(text: str) -> bool:
    """Tell whether a line speaks to its reader, or says how much it decides."""
    if OWN.search(text):
        return False
    cued = (cues.MUST, cues.NICE, cues.NOT_MUST, cues.WAIVED)
    return bool(READER.search(text)) or any(cue.search(text) for cue in cued)


def _asks(text: str) -> bool:
    found = cues.ASKS.search(text)
    return bool(found) and not OWN.search(text)
