"""The figures of a ranking, each with the interval that its few vacancies allow.

In:  qrels (query -> document -> grade) and a run (query -> documents, best first)
Out: one `Figure` a measure: mean over all judged vacancies, and a 95 % bootstrap interval
Why: trec_eval's own definitions through ir-measures; the run's order is handed over as descending
     ranks, so that no library breaks ties its own way
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.errors import InvalidInput
from matcher.evaluation.tasks import Qrels

Run = Mapping[str, Sequence[str]]  # query -> documents, best first

MEASURES = ("map", "map@50", "ndcg@10", "ndcg@50", "recall@50", "recall@100", "p@10", "mrr")
_RESAMPLES = 10_000
_SEED = 20_260
_AT_ONCE = 1_000  # resamples drawn together


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean over vacancies with its 95 % interval; all three in [0, 1], but for differences."""

    mean: float
    low: float
    high: float
    per_query: Mapping[str, float]


def evaluate(qrels: Qrels, run: Run, *, relevant_from: int = 1) -> dict[str, Figure]:
    """Return every measure of `MEASURES` for one run.

    Parameters
    ----------
    qrels : judgements; every judged query counts, one that the run lacks counts 0
    run : documents best first, without doubles
    relevant_from : least grade that counts as relevant in map, recall, p and mrr; nDCG uses
        the grades themselves

    Raises
    ------
    InvalidInput : no query has a document of that grade, or a query lists a document twice

    Source: ir-measures (MacAvaney et al., ECIR 2022) over trec_eval; percentile bootstrap over
    queries (Efron 1979), 10,000 resamples, fixed seed.
    """
    judged = [q for q, grades in qrels.items() if max(grades.values()) >= relevant_from]
    if not judged:
        raise InvalidInput(
            f"no query has a document graded {relevant_from} or higher; "
            "lower the grade from which a document counts as relevant"
        )
    for query, documents in run.items():
        if len(set(documents)) < len(documents):
            raise InvalidInput(f"query {query!r} lists a document twice; list each once")
    scores = _per_query({q: dict(qrels[q]) for q in judged}, run, relevant_from)
    return {name: figure_of({q: scores[name].get(q, 0.0) for q in judged}) for name in MEASURES}


def gap(better: Figure, worse: Figure) -> Figure:
    """Return the paired difference of two systems on the same queries, with its interval."""
    return figure_of({q: better.per_query[q] - worse.per_query[q] for q in better.per_query})


def figure_of(per_query: Mapping[str, float]) -> Figure:
    """Return the mean over queries (or lines, or cases) with its 95 % interval.

    Parameters
    ----------
    per_query : one value each, in any range; the key only fixes the order

    Raises
    ------
    InvalidInput : there is none

    Source: percentile bootstrap (Efron 1979), 10,000 resamples, fixed seed.
    """
    if not per_query:
        raise InvalidInput("a mean of nothing was asked for; give at least one measured case")
    values = np.array([per_query[q] for q in sorted(per_query)], dtype=np.float64)
    random = np.random.default_rng(_SEED)
    means = np.empty(_RESAMPLES)
    for start in range(0, _RESAMPLES, _AT_ONCE):  # thousands of lines would not fit at once
        size = (min(_AT_ONCE, _RESAMPLES - start), len(values))
        means[start : start + size[0]] = values[random.integers(len(values), size=size)].mean(
            axis=1
        )
    low, high = np.quantile(means, (0.025, 0.975))
    return Figure(float(values.mean()), float(low), float(high), dict(per_query))


def _per_query(
    qrels: dict[str, dict[str, int]], run: Run, relevant_from: int
) -> dict[str, dict[str, float]]:
    import ir_measures
    from ir_measures import AP, RR, P, R, nDCG

    wanted = dict(
        zip(
            MEASURES,
            (
                AP(rel=relevant_from),
                AP(rel=relevant_from) @ 50,
                nDCG @ 10,
                nDCG @ 50,
                R(rel=relevant_from) @ 50,
                R(rel=relevant_from) @ 100,
                P(rel=relevant_from) @ 10,
                RR(rel=relevant_from),
            ),
            strict=True,
        )
    )
    names = {str(measure): name for name, measure in wanted.items()}
    ranked = {q: {d: float(-i) for i, d in enumerate(docs)} for q, docs in run.items()}
    scores: dict[str, dict[str, float]] = {name: {} for name in MEASURES}
    for metric in ir_measures.iter_calc(list(wanted.values()), qrels, ranked):
        scores[names[str(metric.measure)]][metric.query_id] = metric.value
    return scores
