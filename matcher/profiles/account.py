"""What became of each line of a CV?

In:  a text, the lines that opened sections, its parts, and the statements that were made of them
Out: every visible line with exactly one fate: evidence, role header, heading, identity, set aside
Why: a line that disappears is a skill that nobody finds; the fates add up to the lines of the text,
     and what is set aside says why. A line with several parts has the fate of the first in that
     order: one word of evidence makes it evidence
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from matcher.profiles.lines import Line
from matcher.profiles.pieces import Parts
from matcher.profiles.statements import Told
from matcher.records import CvLine, Fate

VISIBLE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
UNKNOWN = "nothing recognised it"  # the name of a fault: no line should come to this
_Span = tuple[int, int, str]


def account_of(text: str, headings: Iterable[Line], parts: Parts, told: Told) -> tuple[CvLine, ...]:
    """Return what became of each line of `text` that holds more than white space."""
    private = [*parts.private, *parts.titles]
    fates: tuple[tuple[Fate, Sequence[_Span]], ...] = (
        (Fate.EVIDENCE, _sorted((s.start, s.end, "") for s in told.statements)),
        (Fate.ROLE_HEADER, _sorted((line.start, line.end, "") for line in parts.heads)),
        (Fate.HEADING, _sorted((line.start, line.end, "") for line in headings)),
        (Fate.IDENTITY, _sorted((one.start, one.end, "") for one in private)),
        (Fate.SET_ASIDE, _sorted((a.start, a.end, a.why) for a in (*parts.aside, *told.aside))),
    )
    found = []
    for match in VISIBLE.finditer(text):
        if match.group().strip():
            fate, why = _fate(text, match.start(), match.end(), fates)
            found.append(_line(text, match.start(), match.end(), fate, why))
    return tuple(found)


def _sorted(spans: Iterable[_Span]) -> list[_Span]:
    """Return spans in order, without those that lie within another one before them."""
    found: list[_Span] = []
    for span in sorted(spans, key=lambda one: (one[0], -one[1])):
        if span[1] > span[0] and not (found and span[1] <= found[-1][1]):
            found.append(span)
    return found


def _fate(
    text: str, start: int, end: int, fates: Sequence[tuple[Fate, Sequence[_Span]]]
) -> tuple[Fate, str]:
    for fate, spans in fates:
        first = bisect_left(spans, start, key=lambda one: one[1] - 1)  # ends after the start
        if first < len(spans) and spans[first][0] < end:
            return fate, spans[first][2]
    if re.search(r"[^\W\d_]", text[start:end]):
        return Fate.SET_ASIDE, UNKNOWN
    return Fate.SET_ASIDE, "marks only" if not re.search(r"\w", text[start:end]) else "no words"


def _line(text: str, start: int, end: int, fate: Fate, why: str) -> CvLine:
    raw = text[start:end]
    first = start + len(raw) - len(raw.lstrip())
    return CvLine(raw.strip(), first, first + len(raw.strip()), fate, why)
