"""Rows of results -> plots in benchmarks/plots, small SVG files.

In:  the newest rows of each question
Out: search.svg, filters.svg, growth.svg; one whose rows are missing is left as it is
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.rows import HERE, Row, read
from benchmarks.speed_targets import newest

FOLDER = HERE / "plots"
_ENGINE, _RIVAL = "#0b6e4f", "#8a8a8a"
_MOST_SHOWN = 100_000  # people; rivals do not fit in memory beyond


def write(folder: Path = FOLDER) -> None:
    """Draw every plot anew."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "bench", "font.size": 9})
    rows = read("speed")
    folder.mkdir(exist_ok=True)
    _search(newest(rows, question="search", people=_MOST_SHOWN), folder / "search.svg")
    _filters(newest(rows, question="filters", people=_MOST_SHOWN), folder / "filters.svg")
    _growth([row for row in rows if row["question"] == "search"], folder / "growth.svg")


def _search(rows: Sequence[Row], path: Path) -> None:
    """Recall against time: up and to the left is better."""
    shown = [row for row in rows if "recall@100" in row]
    if not shown:
        return
    figure, axes = _figure("CPU ms a query (one thread)", "recall of the exact best 100")
    for row in shown:
        mine = row["system"].startswith("matcher")
        axes.plot(row["p50_ms"], row["recall@100"], "o", color=_ENGINE if mine else _RIVAL)
        axes.annotate(
            row["system"],
            (row["p50_ms"], row["recall@100"]),
            xytext=(4, -9),
            textcoords="offset points",
            fontsize=7,
        )
    axes.set_xscale("log")
    axes.set_title(f"{shown[0]['people']:,} people", loc="left")
    _save(figure, path)


def _filters(rows: Sequence[Row], path: Path) -> None:
    """Recall under filters that people like the vacancy, or unlike it, pass."""
    if not rows:
        return
    figure, axes = _figure("share of people who pass, %", "recall of the exact best 100")
    for system in dict.fromkeys(row["system"] for row in rows):
        own = [r for r in rows if r["system"] == system and r["kind"].startswith("unlike")]
        mine = system.startswith("matcher")
        axes.plot(
            [100 * row["share"] for row in own],
            [row["recall@100"] for row in own],
            "o-",
            color=_ENGINE if mine else _RIVAL,
        )
        axes.annotate(system, (100 * own[0]["share"], own[0]["recall@100"]), fontsize=7)
    axes.set_xscale("log")
    axes.set_title("filters that people unlike the vacancy pass", loc="left")
    _save(figure, path)


def _growth(rows: Sequence[Row], path: Path) -> None:
    """Time against size."""
    if not rows:
        return
    figure, axes = _figure("people", "CPU ms a query (one thread)")
    systems = ("matcher, exact", "matcher, codes first", "reading the bytes", "numpy, one product")
    for system in systems:
        sizes = sorted({row["people"] for row in rows if row["system"] == system})
        own = [newest(rows, system=system, people=size)[-1] for size in sizes]
        mine = system.startswith("matcher")
        axes.plot(
            sizes,
            [row["cpu_ms"] for row in own],
            "o-" if mine else "o--",
            color=_ENGINE if mine else _RIVAL,
        )
        if own:
            axes.annotate(system, (sizes[-1], own[-1]["cpu_ms"]), fontsize=7)
    axes.set_xscale("log")
    axes.set_yscale("log")
    _save(figure, path)


def _figure(across: str, up: str) -> tuple[Any, Any]:
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(6.4, 3.6), layout="constrained")
    axes.set_xlabel(across)
    axes.set_ylabel(up)
    axes.grid(alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _save(figure: Any, path: Path) -> None:
    import matplotlib.pyplot as plt

    figure.savefig(path, format="svg", metadata={"Date": None})
    plt.close(figure)
