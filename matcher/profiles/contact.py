"""Contact details: what they look like, and the pieces of a line that hold them.

In:  a line of a CV's header
Out: patterns for e-mail, links and telephone numbers; the pieces of a line
"""

import re
from collections.abc import Iterator

from matcher.profiles.lines import Line, trim

# Every part is bounded and begins where its word does: time is linear in any input.
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}+\s?@\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
LINK = re.compile(
    r"(?i)(?:https?://|www\.)\S+|\b(?:linkedin|github|gitlab|behance|xing|twitter)\.com\S*|"
    r"(?<![\w.-])(?!(?:asp|vb|ado|ml)\.net\b|(?-i:\w*\.NET\b)|(?:socket|draw)\.io\b|"
    r"(?:salesforce|force|booking|monday|bol)\.com\b(?!/))"  # products, and no addresses
    r"[\w-]{1,63}+(?:\.[\w-]{1,63}+){0,6}?\.(?:nl|com|org|net|eu|io|dev|be|de|me)(?:/\S*)?(?!\w)"
)
PHONE = re.compile(r"(?<![\w/])(?:\+|00|\(0|0)\d?[\d\s()./–-]{7,18}\d(?!\w)")


def without_contact(text: str) -> str:
    """Return `text` without e-mail addresses, links and telephone numbers."""
    for pattern in (EMAIL, LINK, PHONE):
        text = pattern.sub(" ", text)
    return text


def divided(line: Line) -> Iterator[tuple[int, int]]:
    """Yield the spans of the parts of a header line that "|", "•", tabs or wide gaps divide."""
    at = 0
    for cut in [
        *re.finditer(
            r"(?i)\s*[|•·●\t;]\s*|\s{3,}|\s+[–—-]\s+|(?<=[^\W_]{3})\.\s+|,\s+(?=[\w.+-]+@)|"
            r",\s+(?=(?:\+|0)\d)|,\s+(?=(?:geboren|rijbewijs|tel|mobiel|phone|born|driving|"
            r"e-?mail|linkedin|nationalit)\b)",
            line.text,
        ),
        None,
    ]:
        stop = cut.start() if cut else len(line.text)
        start, end = trim(line.text, at, stop, " \t\n,;")
        if end > start:
            yield line.start + start, line.start + end
        at = cut.end() if cut else stop
