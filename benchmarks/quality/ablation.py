"""Ablation: what is each lane and rule of the ranking worth?

In:  the judged sets of `ranking`, indexed once
Out: a row a part, of the engine without it, with the paired gap to the whole engine
"""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.quality.bench import Options, Row, folder, say, told
from benchmarks.quality.ranking import SAMPLE
from matcher.evaluation import ABLATIONS, FULL, Figure, evaluate, gap, rankings, read_task

NAME = "ablation"

_MEASURES = ("map", "map@50", "ndcg@10")


def rows(options: Options) -> Iterator[Row]:
    """Yield the rows of the sample, then those of the development set."""
    yield from _without(options, SAMPLE, 2)
    yield from _without(options, folder(options.shared / "ranking_dev"), 1)


def _without(options: Options, place: Path, relevant_from: int) -> Iterator[Row]:
    task = read_task(place)
    names = [n for n in ABLATIONS if options.systems is None or f"without {n}" in options.systems]
    whole: dict[str, Figure] = {}
    say(options, f"{task.name}: indexing")
    for name, run in rankings(task, names, model=options.model):
        figures = evaluate(task.qrels, run, relevant_from=relevant_from)
        whole = whole or figures
        yield {
            "task": NAME,
            "set": task.name,
            "system": name if name == FULL else f"without {name}",
            "n": len(figures["map"].per_query),
            "relevant_from": relevant_from,
            "figures": {measure: told(figures[measure]) for measure in _MEASURES},
            f"gap_to_{FULL}": {m: told(gap(figures[m], whole[m])) for m in _MEASURES},
            "data_paths": [place],
        }
