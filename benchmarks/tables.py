"""Rows of results -> the tables in this folder's README.md, between markers.

Of each question (and size, task, system) the newest run counts; older rows stay in results/.
Run it by itself with: python -m benchmarks.tables
"""

from collections.abc import Callable, Sequence

from benchmarks import capacity, quality_tables, speed_tables
from benchmarks.rows import HERE, Row, read

_PAGE = HERE / "README.md"


def write() -> None:
    """Write every table anew whose markers the page has."""
    speed, quality = read("speed"), read("quality")
    text = _PAGE.read_text(encoding="utf-8")
    for name, written in _TABLES.items():
        start, end = f"<!-- {name} -->", f"<!-- end {name} -->"
        if start in text:
            rows = quality if name.startswith("quality") else _asked(name, speed)
            text = _between(start, end, text, written(rows))
    _PAGE.write_text(text, encoding="utf-8")
    capacity.write()


def _asked(name: str, rows: Sequence[Row]) -> list[Row]:
    """Return the rows of a question; the table of what was asked speaks of all."""
    return [row for row in rows if name in ("asked", row["question"])]


def _between(start: str, end: str, text: str, lines: Sequence[str]) -> str:
    before, _, rest = text.partition(f"{start}\n")
    _, _, after = rest.partition(end)
    return "\n".join([before + start, *lines, end + after])


_TABLES: dict[str, Callable[[Sequence[Row]], list[str]]] = {
    "asked": speed_tables.asked,
    **speed_tables.TABLES,
    "quality": quality_tables.details,
    "quality_summary": quality_tables.summary,
}

if __name__ == "__main__":
    write()
