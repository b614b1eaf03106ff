"""Rows of the quality bench -> a short table of targets, and all figures, for README.md.

Of each task, set and system the newest row counts, where it was measured on the same data as the
newest row of its set: rows of other data are history. The first rows, which knew one task only and
called its set a task, are read as rows of "ranking".
"""

from collections.abc import Mapping, Sequence
from itertools import groupby

from benchmarks.markdown import interval, table, where
from benchmarks.rows import Row
from benchmarks.targets import TARGETS, Target

_SIMPLE = ("bm25", "tfidf", "chars")  # rivals that know no embedding; the best of them is shown
_EMBEDDED = ("cosine", "minilm")


def summary(rows: Sequence[Row]) -> list[str]:
    """Return the short table: one line a target."""
    newest = _newest(rows)
    lines = []
    for target in TARGETS:
        found = {
            system: row
            for (task, set_, system), row in newest.items()
            if (task, set_) == (target.task, target.set) and target.measure in row["figures"]
        }
        if target.system in found:
            lines.append(_line(target, found))
    head = ("task", "measure", "chance", "simple rival", "embedding", "matcher", "target")
    return ["", *table(head, lines)] if lines else []


def details(rows: Sequence[Row]) -> list[str]:
    """Return a table a task and set: every system, every figure."""
    lines = []
    kept = sorted(_newest(rows).values(), key=lambda row: (row["task"], row["set"]))
    for (task, set_), group in groupby(kept, key=lambda row: (row["task"], row["set"])):
        together = list(group)
        last = max(together, key=lambda row: row["place"])
        measures = list(dict.fromkeys(name for row in together for name in row["figures"]))
        gaps = list(dict.fromkeys(key for row in together for key in row if key.startswith("gap_")))
        many = len({row["n"] for row in together}) > 1
        less = [f"less {_rival(key)}: {measures[0]}" for key in gaps]
        head = ("system", *["n"] * many, *measures, *less)
        cells = [
            (
                row["system"],
                *[f"{row['n']:,}"] * many,
                *(_cell(row["figures"], name) for name in measures),
                *(_cell(row.get(key, {}), measures[0], "+") for key in gaps),
            )
            for row in together
        ]
        size = "" if many else f", n = {last['n']}"
        lines += ["", f"**{task}: {set_}**{size} {where(last)}", "", *table(head, cells)]
        for row in together:
            if "bins" in row and row["system"] == "matcher":
                lines += _curve(f"{task}: {set_}", row["bins"])
    return lines


def _curve(title: str, bins: Sequence[Sequence[float]]) -> list[str]:
    """Return a reliability curve: what was said, and how often it came true."""
    head = ("said", "rows", "mean said", "came true")
    cells = [
        (f"{low:.1f}–{high:.1f}", f"{count:,.0f}", f"{said:.3f}", f"{true:.3f}")
        for low, high, count, said, true in bins
    ]
    return ["", f"*{title}, the chances of matcher, bin by bin*", "", *table(head, cells)]


def _newest(rows: Sequence[Row]) -> dict[tuple[str, str, str], Row]:
    """Return the newest row of each task, set and system, without those of other data."""
    current = [_modern(row) | {"place": place} for place, row in enumerate(rows)]
    data = {(row["task"], row["set"]): (row["data"], row["seed"]) for row in current}
    return {
        (row["task"], row["set"], row["system"]): row
        for row in current
        if data[row["task"], row["set"]] == (row["data"], row["seed"])
    }


def _modern(row: Row) -> Row:
    if "set" in row:
        return row
    return row | {"task": "ranking", "set": row["task"], "n": row["queries"], "seed": 20_260}


def _line(target: Target, found: Mapping[str, Row]) -> tuple[str, ...]:
    means = {system: row["figures"][target.measure][0] for system, row in found.items()}
    return (
        target.question,
        target.measure,
        _mean(means, ["chance"]),
        *(_best(means, names, target) for names in (_SIMPLE, _EMBEDDED)),
        interval(found[target.system]["figures"][target.measure]),
        target.told,
    )


def _best(means: Mapping[str, float], names: Sequence[str], target: Target) -> str:
    """Return the best of these systems with its name, or a dash where none was measured."""
    there = [name for name in names if name in means]
    if not there:
        return "–"
    best = max(there, key=lambda name: means[name] if target.more else -means[name])
    return f"{means[best]:.3f} ({best})"


def _mean(means: Mapping[str, float], names: Sequence[str]) -> str:
    return next((f"{means[name]:.3f}" for name in names if name in means), "–")


def _cell(figures: Mapping[str, Sequence[float]], name: str, sign: str = "") -> str:
    return interval(figures[name], sign) if name in figures else "–"


def _rival(key: str) -> str:
    return key.removeprefix("gap_to_")
