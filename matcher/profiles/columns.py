"""The lines of a CV as people read them: column by column, with dates that a line broke whole.

In:  the text of a CV
Out: its lines, each a literal span of the text, in reading order
Why: text out of PDFs and mails runs columns together row by row, and sets "2019 -" and "heden" on
     two lines. A column is only believed where one of its cells is the heading of a section; a text
     without one keeps its lines as they are
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from matcher.profiles.headings import cv_section
from matcher.profiles.lines import Line, lines_of
from matcher.profiles.periods import POINT, UNTIL, ranges, single

GUTTER = 3  # spaces that part two cells of a row
LEFTMOST = 12  # a column to the right begins no nearer to the margin
FEWEST = 4  # cells that make a column
MOST_HEADS = 50  # columns with a heading that are tried, from the left; nobody writes so many
MOST_CROSSED = 0.2  # share of the rows below the first heading that may run across the gutter

Cell = tuple[int, int, int]  # column, start and end in the text

_OPEN = re.compile(rf"{POINT}\s*{UNTIL}\s*$", re.IGNORECASE)  # "09/2020 –" at the end of a line
_BEGINS = re.compile(  # a date, or "Van: januari 2025"
    rf"(?:(?:van|vanaf|begin(?:datum)?|start(?:datum)?|from|start date|since|von|beginn|du|début|"
    rf"periode|period|datum|date)\s*:?\s*)?{POINT}",
    re.IGNORECASE,
)
_ENDS = re.compile(rf"{POINT}\s*$", re.IGNORECASE)
_GOES_ON = re.compile(rf"(?:{UNTIL})\s*\w", re.IGNORECASE)  # "bis Januar 2015"
_MARK = re.compile(rf"\W*(?:{UNTIL})\W*", re.IGNORECASE)  # "to" on a line of its own
_LAST = re.compile(  # what ends a stretch: "heden", "– mrt 2019"
    rf"(?:{UNTIL})?\s*(?:{POINT}|(?:heden|nu|now|present|current|today|date|heute))"
    r"(?=$|\s*[|(,:]|\s{2}|\s+[A-Z])",
    re.IGNORECASE,
)


def read_lines(text: str) -> list[Line]:
    """Return the lines of a CV in reading order."""
    return _with_whole_dates(text, _by_column(text, lines_of(text)))


# --- columns --------------------------------------------------------------------------------
def _by_column(text: str, lines: list[Line]) -> list[Line]:
    """Return the lines with those of a column to the right behind those on its left."""
    gutter = _gutter(text, lines)
    if gutter is None:
        return lines
    left: list[Line] = []
    right: list[Line] = []
    begun = False
    for line in lines:
        for column, start, end in _halves(text, line, gutter):
            cell = text[start:end]
            beyond = column >= gutter - 1
            begun = begun or (beyond and cv_section(cell.strip()) is not None)
            to = right if beyond and begun else left
            to.append(_cell(text, line, start, end))
    return [*left, *(replace(one, gap=one.gap or not i) for i, one in enumerate(right))]


def _cell(text: str, line: Line, start: int, end: int) -> Line:
    """Return a part of a line as a line; a bullet of its own goes."""
    if (start, end) == (line.start, line.end):
        return line
    if start == line.start:
        return Line(text[start:end], start, end, line.bullet, line.gap)
    found = lines_of(text[start:end])
    if len(found) != 1:
        return Line(text[start:end], start, end, False, line.gap)
    one = found[0]
    return Line(one.text, start + one.start, start + one.end, one.bullet, line.gap)


def _gutter(text: str, lines: Sequence[Line]) -> int | None:
    """Return the column in which a second column of text begins, or None."""
    rows = [list(_cells(text, line)) for line in lines]
    heads = {
        column
        for row in rows
        for place, (column, start, end) in enumerate(row)
        if column >= LEFTMOST and (place or column >= 2 * LEFTMOST)
        if cv_section(text[start:end]) is not None
    }
    for gutter in sorted(heads)[:MOST_HEADS]:
        first = next(i for i, row in enumerate(rows) if any(c == gutter for c, _, _ in row))
        below = rows[first:]
        cells = sum(any(abs(c - gutter) <= 1 for c, _, _ in row) for row in below)
        crossed = sum(
            any(c < gutter - 1 and c + end - start > gutter for c, start, end in row)
            for row in below
        )
        if cells >= FEWEST and crossed <= MOST_CROSSED * len(below):
            return gutter
    return None


def _cells(text: str, line: Line) -> Iterator[Cell]:
    """Yield the cells of a row: what wide gaps part."""
    row = text.rfind("\n", 0, line.start) + 1
    at = line.start
    for gap in re.finditer(rf"[ \u00a0]{{{GUTTER},}}", text[line.start : line.end]):
        yield at - row, at, line.start + gap.start()
        at = line.start + gap.end()
    yield at - row, at, line.end


def _halves(text: str, line: Line, gutter: int) -> Iterator[Cell]:
    """Yield what stands on either side of the gutter."""
    cells = list(_cells(text, line))
    near = [c for c in cells if c[0] < gutter - 1]
    far = [c for c in cells if c[0] >= gutter - 1]
    for side in (near, far):
        if side:
            yield side[0][0], side[0][1], side[-1][2]


# --- dates ----------------------------------------------------------------------------------
def _with_whole_dates(text: str, lines: Sequence[Line]) -> list[Line]:
    """Return the lines with those joined that hold one stretch of time together."""
    found: list[Line] = []
    at = 0
    while at < len(lines):
        line, taken = lines[at], 1
        for many in (3, 2):
            whole = _joined(text, lines[at : at + many]) if at + many <= len(lines) else None
            if whole is not None:
                line, taken = whole, many
                break
        found.append(line)
        at += taken
    return found


def _joined(text: str, lines: Sequence[Line]) -> Line | None:
    """Return lines as one where they are the two ends of one stretch, or None."""
    first, last = lines[0], lines[-1]
    if len(first.text) > 130 or not _LAST.match(last.text):
        return None
    if len(lines) == 3 and not _MARK.fullmatch(lines[1].text):
        return None
    opens = _OPEN.search(first.text) is not None
    bare = _BEGINS.fullmatch(first.text.strip()) is not None
    follows = _ENDS.search(first.text) and _GOES_ON.match(last.text)
    if not (opens or bare or follows):
        return None
    whole = text[first.start : last.end]
    if len(whole) > len(first.text) + len(last.text) + 40 or ranges(last.text):
        return None  # it is a stretch of its own, or stands far below
    found = ranges(whole)
    if not opens and len(lines) == 2 and not found and bare and single(last.text):
        return None
    closes = any(dated.end > len(first.text) for dated in found)
    return Line(whole, first.start, last.end, first.bullet, first.gap) if closes else None
