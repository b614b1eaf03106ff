"""Where a text holds addresses and file names, which name no skill.

In:  a text
Out: spans of e-mail addresses, web addresses and file names, by start
Why: linkedin.com/in/someone does not show skill with LinkedIn, nor does cv_python.docx show Python.
     Endings that are also names of techniques (ASP.NET, Socket.IO, Node.js) are no web addresses
     unless "www" or "http" stands before them.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

_ADDRESS = re.compile(
    r"(?<!\S)\S+@[\w-]+(?:\.[\w-]+)+"
    r"|(?:https?://|www\.)\S+"
    r"|\b(?:[\w-]{1,63}\.){1,8}(?:com|nl|be|de|org|eu|fr|uk|info|edu|gov)\b(?:/\S*)?"
    r"|\b[\w-]{1,120}(?:\.[\w-]{1,60}){0,8}\.(?:pdf|docx?|odt|rtf|txt|xlsx?|csv|pptx?|jpe?g|png|gif|zip|eml|msg)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[\s:|-]*")

Span = tuple[int, int]


def addresses(text: str) -> list[Span]:
    """Return the spans of addresses and file names in `text`."""
    if "." not in text:
        return []
    return [match.span() for match in _ADDRESS.finditer(text)]


def is_masked(start: int, end: int, text: str, masks: Sequence[Span]) -> bool:
    """Tell whether a mention lies in an address, or is its label ("LinkedIn: linkedin.com/...").

    A name that is itself written like an address (Monday.com) may fill the whole of one.
    """
    at = bisect_right(masks, (start, len(text) + 1))
    for first, last in masks[max(0, at - 1) : at + 1]:  # the last before, the first behind
        if first < end and start < last:
            return not (start <= first and last <= end)
        gap = text[end:first] if end <= first <= end + 4 else ""
        if gap and _LABEL.fullmatch(gap) and "\n" not in gap:
            return True
    return False
