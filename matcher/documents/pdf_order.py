"""In which order does a person read the words of a page?

In:  words with their places, and the ruled lines of the page
Out: `Block`s in reading order, each one column of text or one table
Why: columns are parted by a gutter, an upright strip without words that runs past several lines.
     The gutter with the most text beside it is cut first, then the parts on their own. On
     two-column CVs this keeps 1.00 of adjacent words, where every plain reader keeps 0.82. A gutter
     inside a ruled table, between labels and their text, or before dates is no gutter of columns
"""

import itertools
import re
from dataclasses import dataclass
from statistics import median

from matcher.documents.pdf_words import Word

_GUTTER = 6.0  # points; the narrowest strip between two columns
_FEWEST = 3  # rows on either side of a gutter
_OVERLAP = 0.4  # of the shorter side's height that must stand beside the other
_DEEPEST = 12
_SAME_ROW_EM = 0.4
_PARAGRAPH_EM = 1.4
_HEADING_EM = 2.6
_EDGE = 3.0  # left edges within this distance are one
_LABEL = re.compile(
    r"(?:19|20)\d\d|[’'´]\d\d\b|\b\d{1,2}[-/.]\d{2,4}\b|^\W*(?:heden|nu|present|now|today|current|"
    r"jan|feb|mrt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)\w*\W*$",
    re.I,
)
_LABELS = 0.6  # share of the runs on one side that are dates
_LABELS_BESIDE = 0.75  # of those with a partner on their line
_HEADINGS = 3
_RAIL = 1.5  # lines for each heading in a rail
_SECTION = 1.2  # of the usual step between lines: more starts a section


@dataclass(slots=True)
class Run:
    """Words of one line that stand close together."""

    words: list[Word]
    left: float
    bottom: float
    right: float
    top: float
    baseline: float

    @property
    def text(self) -> str:
        """Return the words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def size(self) -> float:
        """Return the height of the letters, in points."""
        return median(word.size for word in self.words)


@dataclass(frozen=True, slots=True)
class Block:
    """One column of text, or, with `cells`, one row of a table."""

    runs: tuple[Run, ...]
    cells: tuple[tuple[Run, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A level line on the page, or the edge of a filled box."""

    left: float
    right: float
    y: float


@dataclass(frozen=True, slots=True)
class _Band:
    """The rows [first, end) of a page, with a gutter left of `x`."""

    first: int
    end: int
    x: float
    width: float
    left: list[Run]
    right: list[Run]

    @property
    def weight(self) -> tuple[int, float]:
        """Return how much text stands beside the gutter, then how wide it is."""
        return len(self.left) + len(self.right), self.width


def runs_of(words: list[Word]) -> list[Run]:
    """Join the words that follow each other closely."""
    runs: list[Run] = []
    for word in words:
        run = runs[-1] if runs else None
        if run is not None and word.follows and abs(word.baseline - run.baseline) < word.size:
            run.words.append(word)
            run.left, run.right = min(run.left, word.left), max(run.right, word.right)
            run.bottom, run.top = min(run.bottom, word.bottom), max(run.top, word.top)
        else:
            runs.append(Run([word], word.left, word.bottom, word.right, word.top, word.baseline))
    return runs


def reading_order(runs: list[Run], rules: list[Rule], depth: int = 0) -> list[Block]:
    """Return the columns and tables of a page in reading order; every run is in one of them."""
    rows = rows_of(runs)
    band = _best_band(rows, rules) if depth < _DEEPEST else None
    if band is None:
        return [Block(tuple(runs))] if runs else []
    first, end = _without_strays(rows, band)
    left = [run for row in rows[first:end] for run in row if run.left < band.x]
    right = [run for row in rows[first:end] for run in row if run.left >= band.x]
    ruled = _ruled_rows(band, rules)
    if ruled:
        inside = _table([*left, *right], ruled, depth)
    elif _is_rail(left, right):
        inside = _sections(left, right, rules, depth)
    else:
        inside = [*reading_order(left, rules, depth + 1), *reading_order(right, rules, depth + 1)]
    return [
        *reading_order([run for row in rows[:first] for run in row], rules, depth + 1),
        *inside,
        *reading_order([run for row in rows[end:] for run in row], rules, depth + 1),
    ]


def _sections(labels: list[Run], runs: list[Run], rules: list[Rule], depth: int) -> list[Block]:
    """Return what stands above the first heading of a rail, then each heading and its section."""
    blocks: list[Block] = []
    for label in _from_top(labels):
        line = label.baseline + _SAME_ROW_EM * label.size
        blocks += reading_order([run for run in runs if run.baseline > line], rules, depth + 1)
        blocks.append(Block((label,)))
        runs = [run for run in runs if run.baseline <= line]
    return blocks + reading_order(runs, rules, depth + 1)


def rows_of(runs: list[Run]) -> list[list[Run]]:
    """Return the runs on one baseline together, from top to bottom and left to right."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: -run.baseline):
        if rows and rows[-1][0].baseline - run.baseline < _SAME_ROW_EM * run.size:
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda run: run.left) for row in rows]


def _best_band(rows: list[list[Run]], rules: list[Rule]) -> _Band | None:
    """Return the stretch whose gutter has the most runs beside it; the widest gutter of equals."""
    best: _Band | None = None
    for x in _edges([run for row in rows for run in row]):
        for first, end in _stretches(rows, x):
            band = _band(rows, first, end, x, rules)
            if band and (best is None or band.weight > best.weight):
                best = band
    return best


def _without_strays(rows: list[list[Run]], band: _Band) -> tuple[int, int]:
    """Return the band's rows without those at its ends that belong to the full lines around it.

    A left line close below a full one is the rest of its paragraph; a left line just above a full
    one is its heading.
    """
    first, end = band.first, band.end
    while 0 < first < end and _belongs(rows[first], rows[first - 1], band.x, _PARAGRAPH_EM):
        first += 1
    if first < end < len(rows) and _belongs(rows[end - 1], rows[end], band.x, _HEADING_EM):
        end -= 1
    return first, end


def _belongs(row: list[Run], full: list[Run], x: float, nearest_em: float) -> bool:
    near = abs(row[0].baseline - full[0].baseline) <= nearest_em * row[0].size
    return near and row[-1].left < x and abs(row[0].left - full[0].left) < row[0].size


def _edges(runs: list[Run]) -> list[float]:
    """Return the left edges that several runs share."""
    edges: list[list[float]] = []
    for left in sorted(run.left for run in runs):
        if edges and left - edges[-1][0] <= _EDGE:
            edges[-1].append(left)
        else:
            edges.append([left])
    return [edge[0] - 0.5 for edge in edges if len(edge) > 1][1:]


def _stretches(rows: list[list[Run]], x: float) -> list[tuple[int, int]]:
    """Return the stretches of rows, from top to bottom, of which none crosses the strip at `x`."""
    crossing = [n for n, row in enumerate(rows) if any(r.left < x < r.right + _GUTTER for r in row)]
    ends = zip([-1, *crossing], [*crossing, len(rows)], strict=True)
    return [(before + 1, after) for before, after in ends if after - before > _FEWEST]


def _band(rows: list[list[Run]], first: int, end: int, x: float, rules: list[Rule]) -> _Band | None:
    inside = [run for row in rows[first:end] for run in row]
    left = [run for run in inside if run.left < x]
    right = [run for run in inside if run.left >= x]
    if not left or not right:
        return None
    width = min(run.left for run in right) - max(run.right for run in left)
    band = _Band(first, end, x, width, left, right)
    if _ruled_rows(band, rules):
        return band
    if min(len(rows_of(left)), len(rows_of(right))) < _FEWEST or _overlap(left, right) < _OVERLAP:
        return None
    if _are_bullets(left) or _in_rows(left, right) or _in_cells(inside):
        return None
    return None if _are_labels(left, right) or _are_labels(right, left) else band


def _overlap(left: list[Run], right: list[Run]) -> float:
    spans = [(min(r.bottom for r in side), max(r.top for r in side)) for side in (left, right)]
    shared = min(spans[0][1], spans[1][1]) - max(spans[0][0], spans[1][0])
    return shared / max(min(high - low for low, high in spans), 1.0)


def _are_bullets(runs: list[Run]) -> bool:
    return sum(len(run.text) <= 2 for run in runs) > 0.8 * len(runs)


def _are_labels(side: list[Run], other: list[Run]) -> bool:
    """Tell whether one side holds the dates of the other, or names ending in a colon."""
    dates = sum(map(_is_date, side))
    names = sum(run.text.endswith(":") for run in side)
    if max(dates, names) >= _LABELS * len(side) and len(side) <= len(other):
        return True
    beside = [run for run in side if _level(run, other)]
    dates = sum(map(_is_date, beside))
    alone = len(side) - len(beside)  # headings and what stands above the dates
    return dates > 1 and dates >= _LABELS_BESIDE * len(beside) and alone <= dates + _HEADINGS


def _is_date(run: Run) -> bool:
    return bool(_LABEL.search(run.text)) and len(run.words) <= 8


def _level(run: Run, others: list[Run]) -> bool:
    """Tell whether a run has a partner on its line."""
    return any(abs(run.baseline - other.baseline) < _SAME_ROW_EM * run.size for other in others)


def _is_rail(labels: list[Run], other: list[Run]) -> bool:
    """Tell whether headings stand in a rail, each on the first line of the section beside it."""
    if any(len(run.words) > 3 or any(map(str.isdigit, run.text)) for run in labels):
        return False
    rows = [row[0].baseline for row in rows_of(other)]
    if len(rows) < _RAIL * len(labels) or not all(_level(run, other) for run in labels):
        return False
    steps = [above - below for above, below in itertools.pairwise(rows)]
    usual = sorted(steps)[len(steps) // 4]
    for label, below in itertools.pairwise(_from_top(labels)):
        above = min(y for y in rows if y > below.baseline + _SAME_ROW_EM * below.size)
        lines = sum(y < label.baseline - 1 for y in rows if y >= above)
        if not lines and above - below.baseline < _SECTION * usual:
            return False
    return True


def _in_rows(left: list[Run], right: list[Run]) -> bool:
    """Tell whether every short run has its partner on the same line, as in a list of levels."""
    if len(left) != len(right) or any(len(run.words) > 5 for run in (*left, *right)):
        return False
    pairs = zip(_from_top(left), _from_top(right), strict=True)
    level = all(abs(a.baseline - b.baseline) < 0.5 * a.size for a, b in pairs)
    first = _from_top(left)[0].text + _from_top(right)[0].text
    return level and not first.isupper()


def _in_cells(runs: list[Run]) -> bool:
    """Tell whether lines of three or more cells, as many in each, make a table without rules."""
    rows = rows_of(runs)
    cells = [row for row in rows if len(row) > 1]
    if len(cells) < max(_FEWEST, (len(rows) - len(cells)) / 2):
        return False
    alike = all(len(row) == len(cells[0]) > 2 for row in cells)
    return alike and all(
        abs(a.left - b.left) < _EDGE for row in cells for a, b in zip(row, cells[0], strict=True)
    )


def _from_top(runs: list[Run]) -> list[Run]:
    return sorted(runs, key=lambda run: (-run.baseline, run.left))


def _ruled_rows(band: _Band, rules: list[Rule]) -> list[tuple[float, float]]:
    """Return the rows (low, high) that lines across the gutter make; fewer than two are none."""
    crossing = sorted({round(r.y) for r in rules if r.left < band.x - _GUTTER and r.right > band.x})
    rows = []
    for low, high in itertools.pairwise(crossing):
        if any(_within(r, low, high) for r in band.left) and any(
            _within(r, low, high) for r in band.right
        ):
            rows.append((float(low), float(high)))
    return rows if len(rows) > 1 else []


def _within(run: Run, low: float, high: float) -> bool:
    return low < (run.bottom + run.top) / 2 <= high


def _table(runs: list[Run], rows: list[tuple[float, float]], depth: int) -> list[Block]:
    """Return the table, and what stands above, between and below its rows."""
    inside = [r for r in runs if any(_within(r, *row) for row in rows)]
    gutters = _gutters(inside)
    blocks: list[Block] = []
    rest = [r for r in runs if not any(_within(r, *row) for row in rows)]
    for low, high in reversed(rows):
        above = [r for r in rest if (r.bottom + r.top) / 2 > high]
        blocks += reading_order(above, [], depth + 1)
        rest = [r for r in rest if (r.bottom + r.top) / 2 <= high]
        row = [r for r in inside if _within(r, low, high)]
        cells = (tuple(r for r in row if _column(r, gutters) == n) for n in range(len(gutters) + 1))
        blocks.append(Block((), tuple(cells)))
    return blocks + reading_order(rest, [], depth + 1)


def _gutters(runs: list[Run]) -> list[float]:
    """Return the middles of the strips that no run of a table stands in."""
    gutters, reach = [], None
    for run in sorted(runs, key=lambda run: run.left):
        if reach is not None and run.left - reach > _EDGE:
            gutters.append((run.left + reach) / 2)
        reach = max(reach or run.right, run.right)
    return gutters


def _column(run: Run, gutters: list[float]) -> int:
    return sum(run.left > gutter for gutter in gutters)
