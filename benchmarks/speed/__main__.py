"""python -m benchmarks.speed: the quick questions on 10,000 people, or on --people."""

import argparse
import json

from benchmarks import rows, tables
from benchmarks.speed import cold_match, indexing, ranking_time, shortlist_recall
from benchmarks.speed.bases import DATA

_MOST_LEDGERS = 20_000  # people who all get a ledger for every vacancy


def main() -> None:
    """Ask every question, keep the answers, and write the tables anew."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--people", type=int, default=10_000, help="size of the base")
    parser.add_argument("--seed", type=int, default=20_260)
    parser.add_argument("--only", choices=[*_QUESTIONS], help="ask one question")
    options = parser.parse_args()
    for name, question in _QUESTIONS.items():
        if options.only in (None, name):
            found = question(options.people, options.seed)
            rows.append("speed", found, data=DATA)
            for row in found:
                print(json.dumps(row, ensure_ascii=False), flush=True)
    tables.write()


def _shortlist_recall(people: int, seed: int) -> list[rows.Row]:
    if people > _MOST_LEDGERS:
        print(f"shortlist_recall is not asked of more than {_MOST_LEDGERS:,} people")
        return []
    return shortlist_recall.run(people, seed=seed)


_QUESTIONS = {
    "ranking_time": lambda people, seed: ranking_time.run(people, seed=seed),
    "shortlist_recall": _shortlist_recall,
    "indexing": lambda people, seed: indexing.run(),
    "cold_match": lambda people, seed: cold_match.run(),
}

if __name__ == "__main__":
    main()
