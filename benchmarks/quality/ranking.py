"""Vacancy -> CVs: are the people who were judged to fit ranked first?

In:  the sample's judgements (16 vacancies x 126 CVs) and `ranking_dev` (10 x 472)
Out: a row a system: MAP, MAP@50, nDCG@10, recall@50, and the paired gap to BM25
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.quality.bench import Options, Row, folder, say, systems, told
from matcher.evaluation import SYSTEMS, Figure, answer, evaluate, gap, read_task

NAME = "ranking"

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
_MEASURES = ("map", "map@50", "ndcg@10", "recall@50")
_RIVAL = "bm25"


def rows(options: Options) -> Iterator[Row]:
    """Yield the rows of the sample, then those of the development set."""
    yield from judged(options, SAMPLE, 2)
    yield from judged(options, folder(options.shared / "ranking_dev"), 1)


def judged(options: Options, place: Path, relevant_from: int) -> Iterator[Row]:
    """Yield a row a system on one folder with judgements."""
    task = read_task(place)
    rival: Mapping[str, Figure] = {}
    for system in systems(options, SYSTEMS):
        say(options, f"{task.name}: {system}")
        answers = answer(task, system, model=options.model)
        figures = evaluate(task.qrels, answers.run, relevant_from=relevant_from)
        rival = figures if system == _RIVAL else rival
        row = {
            "task": NAME,
            "set": task.name,
            "system": system,
            "n": len(figures["map"].per_query),
            "relevant_from": relevant_from,
            "problems": len(answers.problems),
            "figures": {name: told(figures[name]) for name in _MEASURES},
            "data_paths": [place],
        }
        if rival:
            gaps = {name: told(gap(figures[name], rival[name])) for name in _MEASURES}
            row[f"gap_to_{_RIVAL}"] = gaps
        yield row
