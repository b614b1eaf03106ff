"""What do 10 and 100 million people take: bytes, machines, memory, money?

In:  rows of results (speed.jsonl, capacity.jsonl), and assumptions about machines and prices
Out: the tables of CAPACITY.md, between its markers; with --measure, a new row of capacity.jsonl
Why: everything that a search does is linear in people, so that what was measured on as many as fit
     here tells what more of them take. Each figure names its row; what nobody measured is said so

    python -m benchmarks.capacity              # write the tables anew
    python -m benchmarks.capacity --measure    # first measure what no other bench does
"""

import argparse
import logging
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from math import ceil
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks.markdown import table
from benchmarks.rows import HERE, Row, append, read
from matcher.index.block import RUNGS, Query
from matcher.index.catalogue import Index
from matcher.index.entries import Entry
from matcher.protocols import Vectors
from matcher.records import Facts

_PAGE = HERE / "CAPACITY.md"
_SIZES = (1_000_000, 10_000_000, 100_000_000)
_WIDTH = 384  # numbers of a row
_CONTEXT_ROWS = 2  # of a person: the whole text, and what rounding left of it
_FACTS_BYTES = 200  # of a person: id, keys, change, columns to filter on
_GB = 1e9
_ON_LOOPBACK = {
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_AUTH_MODE": "token",
}
_SHARDS = 4
_ROUNDS = 300


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is not ours to measure. Change these, and run this again."""

    cores: int = 16  # of a machine
    memory_gb: int = 128
    disk_gb: int = 3_800  # NVMe
    disk_gb_per_s: float = 2.0
    rented_eur: int = 250  # a month, such a machine in a data centre
    cloud_eur: int = 700  # a month, the like of it on demand
    questions_per_s: float = 5.0  # at the busiest time
    busy: float = 0.5  # share of the cores that may be busy then
    answer_ms: float = 250.0  # CPU time of a shard for one question
    copies: int = 2  # of the database


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, and where it comes from."""

    value: float | None
    source: str

    def shown(self, digits: int = 0) -> str:
        """Return it for people; a dash where nobody has measured it."""
        return "–" if self.value is None else f"{self.value:,.{digits}f}"


def figures() -> dict[str, Figure]:
    """Return what one person, or a million, takes."""
    speed, own = read("speed"), read("capacity")
    codes = _of(speed, "search", _per_million("cpu_ms"), system="matcher, codes first")
    exact = _of(speed, "search", _per_million("cpu_ms"), system="matcher, exact")
    statements = _of(speed, "search", lambda row: row["statements"] / row["people"])
    older = {"system": "matcher, codes first"}
    if codes.value is None:
        codes = _of(speed, "ranking_time", _per_million("cpu_ms"), **older)
    if exact.value is None:
        exact = _of(speed, "ranking_time", _per_million("cpu_ms"), system="matcher, exact")
    if statements.value is None:
        statements = _of(speed, "ranking_time", lambda row: row["statements"] / row["people"])
    index = _of(speed, "serving", lambda row: row["size_bytes"] / row["people"])
    return {
        "statements": statements,
        "index_bytes": index if index.value else _by_layout(statements),
        "looked_at_bytes": _looked_at(statements),
        "base_bytes": _of(own, "capacity", lambda row: row["base_bytes"] / row["cvs"]),
        "codes_ms": codes,
        "exact_ms": exact,
        "pairs_per_s": _of(speed, "batch", lambda row: row["pairs_per_s"], way="exact"),
        "cvs_per_minute": _of(speed, "indexing", lambda row: row["cvs_per_cpu_minute"]),
        "process_bytes": _of(speed, "serving", lambda row: row["own_bytes_with_encoder"]),
        "open_s": _of(speed, "serving", _per_million("open_wall_s")),
        "asking_ms": _of(own, "capacity", lambda row: row["asking_ms"]),
    }


def _of(rows: list[Row], question: str, get: Callable[[Row], float], **wanted: str) -> Figure:
    """Return a figure of the newest row about the most people."""
    found = [
        row
        for row in rows
        if row["question"] == question and all(row.get(k) == v for k, v in wanted.items())
    ]
    if not found:
        return Figure(None, f"no row of `{question}` yet")
    most = max(row.get("people", 0) for row in found)
    row = [row for row in found if row.get("people", 0) == most][-1]
    size = f"{most:,} people, " if most else ""
    return Figure(get(row), f"`{question}`: {size}{row['machine']}, {row['date']}")


def _per_million(name: str) -> Callable[[Row], float]:
    return lambda row: row[name] * 1e6 / row["people"]


def _by_layout(statements: Figure) -> Figure:
    if statements.value is None:
        return statements
    rows = statements.value * (_WIDTH + 1 + 2) + _CONTEXT_ROWS * _WIDTH
    return Figure(rows + _FACTS_BYTES, "the layout of a segment: no row of `serving` yet")


def _looked_at(statements: Figure) -> Figure:
    if statements.value is None:
        return statements
    return Figure(
        statements.value * (1 + 2) + _WIDTH + 8,
        "the layout: a code and a rung a statement, a context and an offset a person",
    )


@dataclass(frozen=True, slots=True)
class Need:
    """What so many people take."""

    people: int
    cores: int
    machines: int  # rows on disk, codes and contexts in memory; one may be lost
    machines_in_memory: int  # everything in memory; one may be lost
    index_gb: float
    looked_at_gb: float
    base_gb: float | None
    answer_ms: float
    batch_s: float | None
    indexing_core_hours: float | None
    opening_s: float | None


def need(people: int, known: dict[str, Figure], assumed: Assumed) -> Need | None:
    """Return what so many people take; None where what a search costs is not known."""
    codes, index, hot = (
        known[name].value for name in ("codes_ms", "index_bytes", "looked_at_bytes")
    )
    if codes is None or index is None or hot is None:
        return None
    cpu_ms = codes * people / 1e6
    busy = assumed.questions_per_s * cpu_ms / 1000 / assumed.busy
    cores = max(1, ceil(cpu_ms / assumed.answer_ms), ceil(busy))
    room_gb = 0.8 * assumed.memory_gb
    base, pairs, minute, opening = (
        known[name].value for name in ("base_bytes", "pairs_per_s", "cvs_per_minute", "open_s")
    )

    def machines(in_memory_gb: float) -> int:
        least = max(
            ceil(cores / assumed.cores),
            ceil(in_memory_gb / room_gb),
            ceil(index * people / _GB / assumed.disk_gb),
        )
        return least + 1

    count = machines(hot * people / _GB)
    shards = assumed.cores * count
    return Need(
        people=people,
        cores=cores,
        machines=count,
        machines_in_memory=machines(index * people / _GB),
        index_gb=index * people / _GB,
        looked_at_gb=hot * people / _GB,
        base_gb=None if base is None else base * people / _GB,
        answer_ms=cpu_ms / shards,
        batch_s=None if pairs is None else 100 * people / pairs / shards,
        indexing_core_hours=None if minute is None else people / minute / 60,
        opening_s=None if opening is None else opening * people / 1e6,
    )


def _known_table(known: dict[str, Figure]) -> list[str]:
    named = {
        "statements": ("statements of a person", 1),
        "index_bytes": ("bytes of a person in the index", 0),
        "looked_at_bytes": ("of them looked at for every question", 0),
        "base_bytes": ("bytes of a person in the database (SQLite, texts and rows)", 0),
        "codes_ms": ("CPU ms of a question to 1,000,000 people, codes first", 1),
        "exact_ms": ("the same, everybody exactly", 1),
        "pairs_per_s": ("pairs of vacancy and person a second of one core, in batch", 0),
        "cvs_per_minute": ("CVs read, understood and encoded a minute of one core", 0),
        "process_bytes": ("bytes of a serving process's own, with the encoder", 0),
        "open_s": ("seconds to open an index of 1,000,000 people, cold", 2),
        "asking_ms": ("ms that asking four shards adds to a search, on loopback", 1),
    }
    rows = [
        (label, known[name].shown(digits), known[name].source)
        for name, (label, digits) in named.items()
    ]
    return ["", *table(("figure", "value", "measured"), rows), ""]


def _assumed_table(assumed: Assumed) -> list[str]:
    rows = [
        ("a machine", f"{assumed.cores} cores, {assumed.memory_gb} GB, "
                      f"{assumed.disk_gb / 1000:.1f} TB NVMe at {assumed.disk_gb_per_s:.0f} GB/s"),
        ("its price a month, rented", f"€ {assumed.rented_eur:,}"),
        ("its price a month, in a cloud on demand", f"€ {assumed.cloud_eur:,}"),
        ("questions a second at the busiest time", f"{assumed.questions_per_s:g}"),
        ("share of the cores busy then, at most", f"{assumed.busy:.0%}"),
        ("CPU ms of a shard for one question, at most", f"{assumed.answer_ms:g}"),
        ("copies of the database", f"{assumed.copies}"),
    ]  # fmt: skip
    return ["", *table(("assumption", "value"), rows), ""]


def _plan_table(known: dict[str, Figure], assumed: Assumed) -> list[str]:
    needs = [one for size in _SIZES if (one := need(size, known, assumed))]
    if not needs:
        return ["", "Not known yet: no row tells what a search costs.", ""]

    def line(label: str, cell: Callable[[Need], str]) -> tuple[str, ...]:
        return (label, *(cell(one) for one in needs))

    def some(value: float | None, unit: str, digits: int = 0) -> str:
        return "–" if value is None else f"{value:,.{digits}f} {unit}"

    def money(one: Need, price: int) -> str:
        disks = 0 if one.base_gb is None else ceil(1.5 * one.base_gb / assumed.disk_gb)
        return f"€ {price * (one.machines + assumed.copies * max(1, disks)):,}"

    rows = [
        line("index on disk", lambda one: some(one.index_gb, "GB")),
        line("of it in memory at least", lambda one: some(one.looked_at_gb, "GB", 1)),
        line("database, one copy", lambda one: some(one.base_gb, "GB")),
        line("cores for the questions", lambda one: f"{one.cores:,}"),
        line("machines for the index, one to spare", lambda one: f"{one.machines:,}"),
        line("the same with all rows in memory", lambda one: f"{one.machines_in_memory:,}"),
        line("CPU ms of each shard for a question", lambda one: f"{one.answer_ms:,.1f}"),
        line("100 vacancies against all", lambda one: some(one.batch_s, "s")),
        line("first indexing", lambda one: some(one.indexing_core_hours, "core hours")),
        line("opening on the machine that asks, cold", lambda one: some(one.opening_s, "s", 1)),
        line("a month, rented, with the database", lambda one: money(one, assumed.rented_eur)),
        line("a month, in a cloud, with the database", lambda one: money(one, assumed.cloud_eur)),
    ]
    return ["", *table(("", *(f"{one.people:,} people" for one in needs)), rows), ""]


def write() -> None:
    """Write the tables of the page anew."""
    known, assumed = figures(), Assumed()
    text = _PAGE.read_text(encoding="utf-8")
    for name, lines in {
        "known": _known_table(known),
        "assumed": _assumed_table(assumed),
        "plan": _plan_table(known, assumed),
    }.items():
        start, end = f"<!-- {name} -->\n", f"<!-- end {name} -->"
        before, _, rest = text.partition(start)
        text = before + start + "\n".join(lines) + "\n" + end + rest.partition(end)[2]
    _PAGE.write_text(text, encoding="utf-8")


# --- measuring ----------------------------------------------------------------------------------
def measure() -> Row:
    """Return a row: bytes of the sample's base, and what asking shards adds to a search."""
    from benchmarks.speed.bases import SAMPLE, sample_folder

    base = sample_folder()
    derived = {"vectors.sqlite"}
    files = [path for path in base.glob("*.sqlite") if path.name not in derived]
    cvs = sum(path.is_file() for path in (SAMPLE / "cvs").iterdir())
    alone, together = _asking()
    return {
        "question": "capacity",
        "cvs": cvs,
        "base_bytes": sum(path.stat().st_size for path in files),
        "shards": _SHARDS,
        "alone_ms": alone,
        "asking_ms": round(together - alone, 3),
    }


def _asking() -> tuple[float, float]:
    """Return the wall time of a search of 100 people, here and by shards on this machine."""
    from matcher.cluster import ClusterIndex

    with (
        tempfile.TemporaryDirectory(prefix="ray", dir="/tmp") as folder,
        threadpool_limits(1),
    ):
        token = Path(folder) / "token"
        token.write_text("0123456789abcdef" * 4, encoding="ascii")
        os.environ |= _ON_LOOPBACK | {"RAY_AUTH_TOKEN_PATH": str(token)}
        import ray

        index, query = _tiny(Path(folder) / "index")
        joined = ray.init(
            num_cpus=2,
            include_dashboard=False,
            object_store_memory=80_000_000,
            logging_level=logging.ERROR,
            log_to_driver=False,
            _temp_dir=folder,
        )
        try:
            with ClusterIndex(index, joined.address_info["gcs_address"], shards=_SHARDS) as cluster:
                times = {}
                for name, searched in (("alone", index), ("together", cluster)):
                    searched.search(query, 100, as_of=0)
                    spent = []
                    for _ in range(_ROUNDS):
                        start = perf_counter()
                        searched.search(query, 100, as_of=0)
                        spent.append(1000 * (perf_counter() - start))
                    times[name] = round(median(spent), 3)
        finally:
            ray.shutdown()
    return times["alone"], times["together"]


def _tiny(folder: Path) -> tuple[Index, Query]:
    """Return an index of 100 people, and 15 requirements."""
    random = np.random.default_rng(1)

    def unit(many: int) -> Vectors:
        rows = random.standard_normal((many, _WIDTH)).astype(np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    index = Index.open(folder, base="bench", calibration="1", encoder="bench", d=_WIDTH)
    people = [
        Entry(f"p{i:03d}", sha256(b"%d" % i).digest()[:16], 1, unit(20), np.zeros(20, np.uint8),
              unit(1)[0], Facts(id=f"p{i:03d}"))
        for i in range(100)
    ]  # fmt: skip
    index.apply(people, (), 1)
    index.publish()
    shares = np.full(15, 0.9 / 15, dtype=np.float32)
    ramp = np.zeros(15, dtype=np.float32), np.full(15, 0.5, dtype=np.float32)
    worth = np.ones(len(RUNGS), dtype=np.float32)
    return index, Query(unit(15), shares, *ramp, worth, unit(1)[0], 0.1, (0.0, 0.5))


def main() -> None:
    """Measure, if asked to; write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", action="store_true")
    if parser.parse_args().measure:
        from benchmarks.speed.bases import DATA

        append("capacity", [measure()], data=DATA)
    write()


if __name__ == "__main__":
    main()
