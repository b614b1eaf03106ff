"""What a format's reader gives back, before it becomes a Document.

In:  nothing
Out: `Content` (the visible text of one document), `Refused` (why there is none), `Part` (one
     document of a file that may hold many), `Begun` (the next member of an archive is being read)
Why: readers know bytes and text; ids, digests and sources are the business of one place
"""

from dataclasses import dataclass

from matcher.limited import Refused
from matcher.records import HiddenText

__all__ = ["Begun", "Content", "Part", "Refused", "hidden"]


@dataclass(frozen=True, slots=True)
class Content:
    """The text of one document in the normal form."""

    media: str
    text: str
    page_starts: tuple[int, ...] = ()
    hidden: tuple[HiddenText, ...] = ()
    told: tuple[tuple[str, str], ...] = ()  # fields that are for filters: ("status", "active")
    ocr: float | None = None  # how sure OCR is of the letters that it read, a ratio
    notes: tuple[str, ...] = ()  # for the recruiter: what was not read, and what to do


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a file, or why it has no text."""

    content: Content | Refused
    tag: str = ""  # what the source name gets behind the file's name: "#12", "/cv.pdf"
    id: str | None = None  # None: the file's own id


@dataclass(frozen=True, slots=True)
class Begun:
    """Said before a member of an archive is read, to name it if it kills its reader."""

    tag: str


def hidden(text: str, why: str, page: int | None = None) -> tuple[HiddenText, ...]:
    """Return one piece of hidden text, or none where it holds no letter or digit."""
    text = " ".join(text.split())
    return (HiddenText(text, why, page),) if any(map(str.isalnum, text)) else ()
