"""python -m benchmarks.quality TASK_FOLDER: every system on one judged task.

In:  a folder with queries/ (or vacancies/), corpus/ (or cvs/) and qrels.tsv
Out: a row a system: each measure with its 95 % interval, and the paired gap to BM25 with its own
"""

import argparse
from collections.abc import Mapping
from pathlib import Path

from benchmarks import rows, tables
from matcher.evaluation import MEASURES, SYSTEMS, Figure, answer, evaluate, gap, read_task

_RIVAL = "bm25"


def main() -> None:
    """Let every system answer the task, keep the figures, and write the tables anew."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("task", type=Path, metavar="TASK_FOLDER")
    parser.add_argument("--relevant-from", type=int, default=1, metavar="N")
    options = parser.parse_args()
    task = read_task(options.task)
    found: dict[str, Mapping[str, Figure]] = {}
    problems: dict[str, tuple[str, ...]] = {}
    for system in SYSTEMS:
        answers = answer(task, system)
        found[system] = evaluate(task.qrels, answers.run, relevant_from=options.relevant_from)
        problems[system] = answers.problems
        print(system, {name: round(found[system][name].mean, 3) for name in MEASURES}, flush=True)
    measured = [
        {
            "task": task.name,
            "system": system,
            "relevant_from": options.relevant_from,
            "queries": len(figures["map"].per_query),
            "problems": len(problems[system]),
            "figures": {name: _told(figures[name]) for name in MEASURES},
            "gap_to_bm25": {n: _told(gap(figures[n], found[_RIVAL][n])) for n in MEASURES},
        }
        for system, figures in found.items()
    ]
    rows.append("quality", measured, data=[options.task])
    tables.write()


def _told(figure: Figure) -> list[float]:
    """Return mean, low and high."""
    return [round(value, 4) for value in (figure.mean, figure.low, figure.high)]


if __name__ == "__main__":
    main()
