"""Figures of rows -> cells and tables of Markdown."""

from collections.abc import Iterable, Sequence

from benchmarks.rows import Row


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a table; all columns but the first are set to the right."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return [f"| {' | '.join(cells)} |" for cells in (head, tuple(rule), *rows)]


def interval(figure: Sequence[float], sign: str = "") -> str:
    """Return a mean with its interval; `sign` "+" writes one before positive numbers too."""
    mean, low, high = figure
    return f"{mean:{sign}.3f} [{low:{sign}.3f}, {high:{sign}.3f}]"


def where(row: Row) -> str:
    """Return what a row was measured on, in brackets."""
    return f"({row['machine']}; commit {row['commit']}, data {row['data']}, {row['date']})"
