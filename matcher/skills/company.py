"""Which of the places that may be mentions are: the longest of those that overlap, and in company.

In:  candidates, each a place in the text with what its name stands for
Out: those that stay
Why: a longer name means what it says, so "SQL Server" is no "SQL". A name that is also an ordinary
     word counts beside another skill of its sector, or as an item of a list. All of it in time that
     grows with the number of candidates: a skills matrix on one line may hold thousands
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from matcher.skills.vocabulary import Name

_SEPARATOR = re.compile(r"[,;|•·/]")
_OUTSIDE = re.compile(r"^[\W\d_]+|[\W\d_]+$")  # bullets, numbers, stars around an item
_NEAR = 200  # characters within which an ambiguous name needs company
_BESIDE = 30  # the same for a single letter
_HOBBIES = re.compile(
    r"^\W*(?:hobb(?:y|ie|y'|y’)?s?|interests?|interesses?|vrije tijd|freizeit|loisirs|"
    r"centres d'intérêt)\b.{0,24}?:",
    re.IGNORECASE,
)

Span = tuple[int, int]


class Entry(NamedTuple):
    """What a pattern stands for."""

    name: Name | None  # None for a phrase that means something else
    sector: str
    soft: bool
    brand: bool
    written: bool  # False for a form that was derived from a name
    shipped: bool = True  # False for a name that a taxonomy of the base added
    tool: bool = False
    proper: bool = False  # counts only with its one capital, which a sentence may give it too


class Candidate(NamedTuple):
    """A place that may be a mention."""

    start: int
    end: int
    line: int
    weight: tuple[bool, int, int, bool]  # more is better: shipped, letters, wholeness, written so
    entry: Entry
    firm: bool  # needs no company
    beside: tuple[Span, ...] = ()  # words with a capital against it

    @property
    def concept(self) -> str:
        """The concept, or nothing for a phrase that means something else."""
        return self.entry.name.concept if self.entry.name else ""


def best(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates that stay when better ones push out what they overlap."""
    starts: list[int] = []
    ends: list[int] = []
    kept = []
    for one in sorted(candidates, key=lambda one: one.weight, reverse=True):
        at = bisect_left(starts, one.end)  # those that stay do not overlap, so one neighbour tells
        if at and ends[at - 1] > one.start:
            continue
        starts.insert(at, one.start)
        ends.insert(at, one.end)
        kept.append(one)
    return kept


def in_company(
    doubtful: Sequence[Candidate], known: Sequence[Candidate], lines: Sequence[str]
) -> list[Candidate]:
    """Return the doubtful candidates that have another skill of their sector near them.

    Words for behaviour are everywhere, so they need it in the same line, and single letters a few
    characters away. In a line that is a list, any other skill will do, and so will two others as
    doubtful. A line that holds nothing else is an item of a list. A word against another with a
    capital ("Support Teams") is part of a name, unless the other is a skill too.
    """
    around = _Around.of(known, doubtful, lines)
    return [
        one
        for one in doubtful
        if (not one.beside or around.covers(one.beside))
        and (around.has_sector(one) or around.is_listed(one))
    ]


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known and what is doubtful in a text, by line and by sector."""

    lines: Sequence[str]
    listing: dict[int, bool]  # whether a line is a list, filled as it is asked
    cores: dict[int, int]  # letters of a line without what stands around it, filled likewise
    on_line: dict[tuple[int, str], set[str]]  # line and sector ("" for all) -> known concepts
    by_sector: dict[str, list[tuple[int, int, str]]]  # start, end, concept; by start
    doubts: dict[int, set[int]]  # line -> where doubtful candidates start
    covered: list[Span]

    @classmethod
    def of(
        cls, known: Sequence[Candidate], doubtful: Sequence[Candidate], lines: Sequence[str]
    ) -> "_Around":
        on_line: dict[tuple[int, str], set[str]] = defaultdict(set)
        by_sector: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for one in sorted(known, key=lambda one: one.start):
            on_line[one.line, ""].add(one.concept)
            on_line[one.line, one.entry.sector].add(one.concept)
            by_sector[one.entry.sector].append((one.start, one.end, one.concept))
        doubts: dict[int, set[int]] = defaultdict(set)
        for one in doubtful:
            doubts[one.line].add(one.start)
        spans = sorted({(one.start, one.end) for one in (*known, *doubtful)})
        return cls(lines, {}, {}, on_line, by_sector, doubts, spans)

    def covers(self, spans: Iterable[Span]) -> bool:
        """Tell whether one of these places is that of a skill, known or doubtful."""
        for start, end in spans:
            at = bisect_left(self.covered, (start, 0))
            if at < len(self.covered) and self.covered[at][0] < end:
                return True
            if at and self.covered[at - 1][1] > start:
                return True
        return False

    def has_sector(self, one: Candidate) -> bool:
        """Tell whether another skill of the same sector is near enough."""
        sector = one.entry.sector
        if not sector:
            return False
        reach = _BESIDE if one.end - one.start == 1 else _NEAR
        same_line = self.on_line.get((one.line, sector), set())
        if reach == _NEAR and (len(same_line) > 1 or same_line - {one.concept}):
            return True
        return not one.entry.soft and self._is_near(one, reach)

    def _is_near(self, one: Candidate, reach: int) -> bool:
        others = self.by_sector.get(one.entry.sector, [])
        at = bisect_left(others, (one.start, 0, ""))
        for index in range(at, len(others)):
            start, _, concept = others[index]
            if start - one.end > reach:
                break
            if concept != one.concept:
                return True
        for index in range(at - 1, -1, -1):
            _, end, concept = others[index]
            if one.start - end > reach:
                break
            if concept != one.concept:
                return True
        return False

    def is_listed(self, one: Candidate) -> bool:
        """Tell whether a candidate is an item of a list."""
        if one.line not in self.cores:
            self.cores[one.line] = len(_OUTSIDE.sub("", self.lines[one.line]))
        if self.cores[one.line] == one.end - one.start > 1:
            return True
        if not self._is_list(one.line):
            return False
        beside = self.on_line.get((one.line, ""), set())
        return bool(len(beside) > 1 or beside - {one.concept}) or len(self.doubts[one.line]) > 2

    def _is_list(self, number: int) -> bool:
        if number not in self.listing:
            line = self.lines[number]
            parts = [part.split() for part in _SEPARATOR.split(line)]
            self.listing[number] = (
                len(parts) >= 3 and max(map(len, parts)) <= 4 and not _HOBBIES.match(line)
            )
        return self.listing[number]
