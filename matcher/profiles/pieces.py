"""What a CV is taken apart into.

In:  nothing; these are the records that sections hand on
Out: pieces of evidence with section and period; private pieces; titles; periods of roles; and what
     is kept out, with the reason
"""

from collections.abc import Iterable
from dataclasses import dataclass

from matcher.profiles.headings import Section
from matcher.profiles.lines import Line
from matcher.records import Period, Private


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of the CV on its way to being a statement."""

    line: Line
    section: Section
    period: Period | None = None
    bare: bool = False  # the title of a role that tells nothing else


@dataclass(frozen=True, slots=True)
class Aside:
    """A part of the text that is no evidence and says nothing of who somebody is."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Parts:
    """A CV, or a section of it, taken apart."""

    pieces: tuple[Piece, ...] = ()
    private: tuple[Private, ...] = ()
    titles: tuple[Private, ...] = ()
    roles: tuple[Period, ...] = ()
    heads: tuple[Line, ...] = ()  # header lines of roles
    aside: tuple[Aside, ...] = ()


def together(parts: Iterable[Parts]) -> Parts:
    """Return several parts as one."""
    every = list(parts)
    return Parts(
        pieces=tuple(piece for part in every for piece in part.pieces),
        private=tuple(piece for part in every for piece in part.private),
        titles=tuple(title for part in every for title in part.titles),
        roles=tuple(role for part in every for role in part.roles),
        heads=tuple(head for part in every for head in part.heads),
        aside=tuple(one for part in every for one in part.aside),
    )
