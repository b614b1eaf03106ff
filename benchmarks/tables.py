"""Rows of results -> the tables in this folder's README.md and the project's, between markers.

Of each question (and size, task, system) the newest row counts; older ones stay in results/.
Run it by itself with: python -m benchmarks.tables
"""

from collections.abc import Callable, Sequence

from benchmarks import quality_tables
from benchmarks.markdown import table, where
from benchmarks.rows import HERE, Row, read

_READMES = (HERE / "README.md", HERE.parent / "README.md")


def write() -> None:
    """Write every table anew, in each README that has its markers."""
    speed, quality = read("speed"), read("quality")
    for readme in _READMES:
        text = readme.read_text(encoding="utf-8")
        for name, written in _TABLES.items():
            asked = [r for r in speed if r["question"] == name]
            asked = quality if name.startswith("quality") else asked
            start, end = f"<!-- {name} -->", f"<!-- end {name} -->"
            if start in text:
                text = _between(start, end, text, written(asked))
        readme.write_text(text, encoding="utf-8")


def _between(start: str, end: str, text: str, lines: Sequence[str]) -> str:
    before, _, rest = text.partition(f"{start}\n")
    _, _, after = rest.partition(end)
    return "\n".join([before + start, *lines, end + after])


def _ranking_time(rows: Sequence[Row]) -> list[str]:
    lines = []
    for people in sorted({row["people"] for row in rows}):
        newest = [row for row in rows if row["people"] == people]
        newest = [row for row in newest if _run(row) == _run(newest[-1])]
        lines += [
            "",
            f"**{people:,} people, {newest[-1]['statements']:,} statements** {where(newest[-1])}",
            "",
            *table(
                ("system", "CPU ms a query", "rounds", "of the loop", "@10", "@100", "@400"),
                [
                    (
                        row["system"],
                        f"{row['cpu_ms']:.1f}",
                        f"{row['least_ms']:.1f}–{row['most_ms']:.1f}",
                        f"{row['share_of_loop']:.3f}",
                        *(f"{row[f'recall@{k}']:.3f}" for k in (10, 100, 400)),
                    )
                    for row in sorted(newest, key=lambda row: -row["cpu_ms"])
                ],
            ),
            *(
                f"\nThe codes took {row['build_cpu_s']} s of CPU to make."
                for row in newest
                if "build_cpu_s" in row
            ),
        ]
    return lines


def _shortlist_recall(rows: Sequence[Row]) -> list[str]:
    if not rows:
        return []
    newest = {row["people"]: row for row in rows}
    cells = [
        (f"{people:,}", *(f"{row['held'][k]:.3f}" for k in ("10", "50", "100")))
        for people, row in sorted(newest.items())
    ]
    held = table(("people", "best 10", "best 50", "best 100"), cells)
    return ["", f"Share of the best by ledger on the list of 400 {where(rows[-1])}", "", *held]


def _indexing(rows: Sequence[Row]) -> list[str]:
    if not rows:
        return []
    row = rows[-1]
    spent = row["cpu_s"]
    total = sum(spent.values())
    return [
        "",
        f"{row['cvs']} CVs: **{row['cvs_per_cpu_minute']} a minute of CPU**, "
        f"{row['cvs_per_clock_minute']} by the clock; the encoder makes "
        f"{row['lines_per_cpu_s']} lines a second of CPU. {where(row)}",
        "",
        *table(
            ("stage", "CPU s", "share"),
            [(stage, f"{s:.2f}", f"{s / total:.0%}") for stage, s in spent.items()],
        ),
    ]


def _cold_match(rows: Sequence[Row]) -> list[str]:
    if not rows:
        return []
    row = rows[-1]
    verdict = "within" if row["within_budget"] else "**over**"
    return [
        "",
        f"**{row['cpu_s']} s** of CPU ({row['least_s']}–{row['most_s']} in {row['repeats']} runs), "
        f"{verdict} the budget of {row['budget_s']:g} s. {where(row)}",
    ]


def _run(row: Row) -> tuple[str, ...]:
    return row["date"], row["commit"], row["data"], str(row["seed"])


_TABLES: dict[str, Callable[[Sequence[Row]], list[str]]] = {
    "ranking_time": _ranking_time,
    "shortlist_recall": _shortlist_recall,
    "indexing": _indexing,
    "cold_match": _cold_match,
    "quality": quality_tables.details,
    "quality_summary": quality_tables.summary,
}

if __name__ == "__main__":
    write()
