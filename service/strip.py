"""One strip a person: a cell for each requirement, as wide as it can earn, as full as it earned.

In:  the rows of one ledger, which say what each requirement can earn, and their groups
Out: where each cell lies, the same for everybody; the cells of one person as SVG
Why: cells that line up down the list can be read as a matrix. Widths that depend on data are
     attributes of <rect>, so that no page needs a style in its HTML; the empty cells are drawn once
     and referred to
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from matcher.explanation import look_of
from matcher.records import Row
from service.tongue import number

ORDER = ("must", "ask", "task", "nice", "context")
WIDTH = 540
_BETWEEN = 12.0  # groups
_GAP = 1.5  # cells
_WIDEST_LETTERS = 11.0  # least width of a cell that has its number above it
ICONS = {
    "met": "check", "likely": "likely", "partly": "half", "unclear": "ask", "missing": "cross",
    "context": "info",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a requirement's cell lies."""

    x: float
    width: float
    group: str


class Strips:
    """The strips of one ranking.

    Parameters
    ----------
    rows : of any ledger of it
    groups : requirement's number -> group
    texts : the page's words
    """

    def __init__(
        self, rows: Sequence[Row], groups: Mapping[int, str], texts: Mapping[str, str], lang: str
    ) -> None:
        self._texts, self._lang = texts, lang
        self._groups: dict[int, str] = dict(groups)
        counted = [row for row in rows if row.most > 0]
        counted.sort(key=lambda r: (ORDER.index(self._group(r)), r.number or 0))
        kinds = len({self._group(row) for row in counted})
        total = sum(row.most for row in counted) or 1.0
        scale, x, last = (WIDTH - _BETWEEN * max(0, kinds - 1)) / total, 0.0, ""
        self.cells: dict[int | None, Cell] = {}
        self._heads: list[tuple[str, float, float, float]] = []  # group, from, to, most
        for row in counted:
            group, width = self._group(row), row.most * scale
            x += _BETWEEN if last and group != last else 0.0
            self.cells[row.number] = Cell(x, width, group)
            if group != last:
                self._heads.append((group, x, x, 0.0))
            name, start, _, most = self._heads[-1]
            self._heads[-1] = (name, start, x + width, most + row.most)
            x, last = x + width, group

    def tracks(self) -> Markup:
        """Return the empty cells, to be put in the page once."""
        rects = (
            f'<rect x="{_short(cell.x)}" height="14" '
            f'width="{_short(max(0.5, cell.width - _GAP))}"/>'
            for cell in self.cells.values()
        )
        return Markup(f'<g id="tracks">{"".join(rects)}</g>')

    def head(self) -> Markup:
        """Return the names of the groups and the numbers of the requirements, for above a list."""
        parts = []
        for group, start, end, most in self._heads:
            name = self._texts[f"s_{group}"]
            wide = end - start > 60
            title = f"{name} {most:.0f}" if wide else name
            parts.append(
                f'<text class="g" x="{start:.1f}" y="10">{escape(title)}</text>'
                f'<line x1="{start:.1f}" x2="{end - _GAP:.1f}" y1="15" y2="15"/>'
            )
        parts += [
            f'<text x="{cell.x + cell.width / 2 - 0.7:.1f}" y="26">{key}</text>'
            for key, cell in self.cells.items()
            if key is not None and cell.width > _WIDEST_LETTERS
        ]
        return Markup(
            f'<svg class="strip-head" viewBox="0 0 {WIDTH} 29" aria-hidden="true">'
            f"{''.join(parts)}</svg>"
        )

    def of(self, rows: Iterable[Row], score: float) -> Markup:
        """Return the strip of one person."""
        parts, sums = [], dict.fromkeys((name for name, *_ in self._heads), 0.0)
        for row in rows:
            cell = self.cells.get(row.number)
            if cell is None:
                continue
            sums[cell.group] += row.points
            width = max(0.5, cell.width - _GAP)
            full, look = width * row.points / row.most, look_of(row)
            if full > 0.2:
                place = f'x="{_short(cell.x)}" width="{_short(full)}" height="14"'
                parts.append(f'<rect class="f-{look}" {place}/>')
            if look == "missing":
                parts.append(
                    f'<rect class="o" x="{cell.x + 0.6:.1f}" y=".6" '
                    f'width="{max(0.5, width - 1.2):.1f}" height="12.8"/>'
                )
        told = "; ".join(
            f"{self._texts[f's_{group}']} {number(sums[group], self._lang, 1)}" for group in sums
        )
        name = f"{number(score, self._lang)} / 100: {told}"
        return Markup(
            f'<svg class="strip" viewBox="0 -1 {WIDTH} 16" role="img" aria-label="{escape(name)}">'
            f'<use href="#tracks"/>{"".join(parts)}</svg>'
        )

    def _group(self, row: Row) -> str:
        if row.number is None:
            return "context"
        group = self._groups.get(row.number, str(row.importance))
        return group if group in ORDER else "nice"


def mini(points: float, most: float, look: str) -> Markup:
    """Return a small bar for one row of a ledger."""
    full = 74 * points / most if most else 0.0
    return Markup(
        '<svg class="mini" viewBox="0 0 74 8" aria-hidden="true"><rect class="t" width="74" '
        f'height="8" rx="1"/><rect class="f-{escape(look)}" width="{full:.1f}" height="8" rx="1"/>'
        "</svg>"
    )


def bar(value: float, most: float) -> Markup:
    """Return a bar that fills its place."""
    full = 100 * value / most if most else 0.0
    return Markup(
        '<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="t" '
        f'width="100" height="10"/><rect class="v" width="{full:.1f}" height="10"/></svg>'
    )


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
