"""Rows of the speed bench -> tables: what was asked and reached, then each question."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from benchmarks.markdown import table, where
from benchmarks.rows import Row
from benchmarks.speed_targets import TARGETS, newest

_MB = 1_000_000


def asked(rows: Sequence[Row]) -> list[str]:
    """Return what the ranking core is meant to reach, and what was measured."""
    cells, run = [], None
    for target in TARGETS:
        found = target.measured(rows)
        if found is None:
            cells.append((target.question, target.told, "not measured", ""))
        else:
            run = found.row
            verdict = "yes" if target.holds(found.figure) else "**no**"
            cells.append((target.question, target.told, found.told, verdict))
    if run is None:
        return []
    return ["", f"Newest rows {where(run)}", "", *table(("asked", "", "reached", ""), cells)]


def search(rows: Sequence[Row]) -> list[str]:
    """Return a table a size of base."""
    head = (
        "system", "p50 ms", "p99 ms", "queries/s", "× reading", "of numpy", "@10", "@100",
        "least @100", "build s", "MB",
    )  # fmt: skip
    return _by_people(
        rows,
        lambda some: table(head, [_searched(row) for row in sorted(some, key=_slowest)]),
    )


def filters(rows: Sequence[Row]) -> list[str]:
    """Return a table a size of base: cost and recall of each system at each share."""
    return _by_people(rows, _filtered)


def batch(rows: Sequence[Row]) -> list[str]:
    """Return pairs a second, one by one and at once."""
    return _by_people(
        rows,
        lambda some: table(
            ("way", "vacancies", "pairs/s, one by one", "pairs/s, at once", "times as many"),
            [
                (
                    row["way"],
                    str(row["vacancies"]),
                    f"{row['pairs_per_s_singly']:,}",
                    f"{row['pairs_per_s']:,}",
                    f"{row['times_singly']:.2f}",
                )
                for row in some
            ],
        ),
    )


def serving(rows: Sequence[Row]) -> list[str]:
    """Return what a serving process costs, a column a size of base."""
    some = [newest(rows, people=people)[-1] for people in _sizes(rows)]
    if not some:
        return []
    lines: tuple[tuple[str, Callable[[Row], str]], ...] = (
        ("build, CPU s", lambda row: f"{row['build_cpu_s']:.0f}"),
        ("disk, MB", lambda row: f"{row['size_bytes'] / _MB:,.0f}"),
        ("cold open, s by the clock", lambda row: f"{row['open_wall_s']:.2f}"),
        ("cold open, CPU s", lambda row: f"{row['open_cpu_s']:.2f}"),
        ("cold open, MB read", lambda row: f"{row['open_read_bytes'] / _MB:,.0f}"),
        ("warm open, s by the clock", lambda row: f"{row['warm_open_wall_s']:.2f}"),
        ("first query, ms by the clock", lambda row: f"{row['first_wall_ms']:,.0f}"),
        ("first query, MB read", lambda row: f"{row['first_read_bytes'] / _MB:,.0f}"),
        ("list of 400, p50 ms", lambda row: f"{row['p50_ms']:.1f}"),
        ("list of 400, p99 ms", lambda row: f"{row['p99_ms']:.1f}"),
        ("with city=Utrecht, p50 ms", lambda row: f"{row['p50_ms_city']:.1f}"),
        ("with a tag of 1 %, p50 ms", lambda row: f"{row['p50_ms_tag']:.1f}"),
        ("own memory when open, MB", lambda row: f"{row['own_bytes_open'] / _MB:,.0f}"),
        ("own memory after queries, MB", lambda row: f"{row['own_bytes_served'] / _MB:,.0f}"),
        ("... with the encoder, MB", lambda row: f"{row['own_bytes_with_encoder'] / _MB:,.0f}"),
    )
    cells = [(name, *(told(row) for row in some)) for name, told in lines]
    head = ("", *(f"{row['people']:,} people" for row in some))
    return ["", where(some[-1]), "", *table(head, cells)]


def encoder(rows: Sequence[Row]) -> list[str]:
    """Return lines a second, and what cheaper numbers cost in quality."""
    some = newest(rows)
    if not some:
        return []
    cells = [
        (
            row["system"],
            f"{row['lines_per_cpu_s']:.0f}",
            f"{row['to_float32']:.2f}",
            f"{row['cosine_mean']:.5f}",
            f"{row['cosine_least']:.5f}",
            f"{row['sample_map']:.4f}" if "sample_map" in row else "",
        )
        for row in some
    ]
    head = ("computed by", "lines/s", "× float32", "cosine, mean", "least", "MAP, sample")
    return ["", f"{some[0]['lines']:,} lines {where(some[0])}", "", *table(head, cells)]


def indexing(rows: Sequence[Row]) -> list[str]:
    """Return CVs a minute, and where the time goes."""
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
        *_own_speed(row),
        "",
        *table(
            ("stage", "CPU s", "share"),
            [(stage, f"{s:.2f}", f"{s / total:.0%}") for stage, s in spent.items()],
        ),
    ]


def shortlist_recall(rows: Sequence[Row]) -> list[str]:
    """Return how much of the best by ledger is on the list."""
    if not rows:
        return []
    kept = {row["people"]: row for row in rows}
    cells = [
        (f"{people:,}", *(f"{row['held'][k]:.3f}" for k in ("10", "50", "100")))
        for people, row in sorted(kept.items())
    ]
    held = table(("people", "best 10", "best 50", "best 100"), cells)
    return ["", f"Share of the best by ledger on the list of 400 {where(rows[-1])}", "", *held]


def cold_match(rows: Sequence[Row]) -> list[str]:
    """Return what a cold start costs."""
    if not rows:
        return []
    row = rows[-1]
    verdict = "within" if row["within_budget"] else "**over**"
    return [
        "",
        f"**{row['cpu_s']} s** of CPU ({row['least_s']}–{row['most_s']} in {row['repeats']} runs), "
        f"{verdict} the budget of {row['budget_s']:g} s. {where(row)}",
    ]


TABLES: dict[str, Callable[[Sequence[Row]], list[str]]] = {
    "search": search,
    "filters": filters,
    "batch": batch,
    "serving": serving,
    "encoder": encoder,
    "indexing": indexing,
    "shortlist_recall": shortlist_recall,
    "cold_match": cold_match,
}


# --- how ----------------------------------------------------------------------------------------
def _sizes(rows: Iterable[Row]) -> list[int]:
    return sorted({row["people"] for row in rows})


def _by_people(rows: Sequence[Row], written: Callable[[list[Row]], list[str]]) -> list[str]:
    lines = []
    for people in _sizes(rows):
        some = newest(rows, people=people)
        told = f"**{people:,} people, {some[-1]['statements']:,} statements** {where(some[-1])}"
        lines += ["", told, "", *written(some)]
    return lines


def _searched(row: Row) -> tuple[str, ...]:
    def figure(name: str, form: str, scale: float = 1.0) -> str:
        return format(row[name] / scale, form) if name in row else ""

    return (
        row["system"],
        figure("p50_ms", ".2f"),
        figure("p99_ms", ".2f"),
        figure("queries_per_s", ",.0f"),
        figure("to_limit", ".2f"),
        figure("to_product", ".4f"),
        *(figure(name, ".3f") for name in ("recall@10", "recall@100", "least_recall@100")),
        figure("build_cpu_s", ".1f"),
        figure("size_bytes", ",.0f", _MB),
    )


def _slowest(row: Row) -> float:
    return -float(row["cpu_ms"])


def _filtered(rows: list[Row]) -> list[str]:
    shares = sorted({row["share"] for row in rows})
    head = ("filter", "system", *(f"{100 * share:g} %" for share in shares))
    return table(head, list(_kinds(rows, shares)))


def _kinds(rows: list[Row], shares: list[float]) -> Iterator[tuple[str, ...]]:
    for kind in dict.fromkeys(row["kind"] for row in rows):
        for system in dict.fromkeys(row["system"] for row in rows):
            own = {r["share"]: r for r in rows if (r["kind"], r["system"]) == (kind, system)}
            yield (kind, system, *(_cost(own[share]) for share in shares))


def _cost(row: Row) -> str:
    return f"{row['recall@100']:.3f} / {row['p50_ms']:.2f} ms / {row['to_unfiltered']:.2f}"


def _own_speed(row: Row) -> list[str]:
    if "stage_to_encoder" not in row:
        return []
    return [
        "",
        f"Given the same {row['lines_encoded']:,} lines at once, the encoder makes "
        f"{row['lines_per_cpu_s_at_once']} a second: the stage takes {row['stage_to_encoder']:.2f} "
        f"times as long. {row['lines_asked']:,} lines were asked for, {row['lines_distinct']:,} of "
        f"them distinct, {row['lines_encoded']:,} encoded.",
    ]
