"""python -m benchmarks.speed: every question of the ranking core, on 10,000 and 100,000 people."""

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import rows, tables
from benchmarks.rows import Row
from benchmarks.speed import (
    batch_time,
    cold_match,
    encoder_time,
    filter_time,
    growth,
    indexing,
    plots,
    ratios,
    search_time,
    serving,
    shortlist_recall,
)
from benchmarks.speed.bases import CACHE, DATA
from benchmarks.speed.setting import Setting

_PEOPLE = (10_000, 100_000)

BY_SIZE: dict[str, Callable[[Setting], list[Row]]] = {
    "search": search_time.run,
    "filters": filter_time.run,
    "batch": batch_time.run,
    "growth": growth.run,
    "serving": serving.run,
    "shortlist_recall": shortlist_recall.run,
}
ONCE: dict[str, Callable[[], list[Row]]] = {
    "encoder": encoder_time.run,
    "indexing": indexing.run,
    "cold_match": cold_match.run,
    "ratios": ratios.run,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask every question, keep the answers, and write tables and plots anew."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=_PEOPLE, help="sizes of the base")
    parser.add_argument("--seed", type=int, default=20_260)
    parser.add_argument("--rounds", type=int, default=5, help="times that all systems are asked")
    parser.add_argument("--cache", type=Path, default=CACHE, help="folder for what is made once")
    parser.add_argument("--only", nargs="+", choices=[*BY_SIZE, *ONCE], help="some questions")
    options = parser.parse_args(arguments)
    chosen = options.only or [*BY_SIZE, *ONCE]
    for people in options.people:
        setting = Setting(people, options.seed, options.cache, options.rounds)
        for name in [name for name in BY_SIZE if name in chosen]:
            _keep(BY_SIZE[name](setting))
    for name in [name for name in ONCE if name in chosen]:
        _keep(ONCE[name]())
    tables.write()
    plots.write()
    return 0


def _keep(found: list[Row]) -> None:
    rows.append("speed", found, data=DATA)
    for row in found:
        print(json.dumps(row, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
