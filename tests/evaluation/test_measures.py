"""Every measure is held against a slow definition of our own, on rankings by chance."""

import math
import random
from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from matcher.errors import InvalidInput
from matcher.evaluation import MEASURES, Figure, evaluate, gap
from matcher.evaluation import figure_of as measured

Grades = Mapping[str, int]


# --- slow definitions, one query at a time ----------------------------------------------------
def relevant(grades: Grades, least: int) -> set[str]:
    return {document for document, grade in grades.items() if grade >= least}


def average_precision(
    ranking: Sequence[str], grades: Grades, least: int, depth: int | None = None
) -> float:
    """Return the mean, over all relevant documents, of the precision at the place of each."""
    wanted, found, total = relevant(grades, least), 0, 0.0
    for place, document in enumerate(ranking[:depth], start=1):
        if document in wanted:
            found += 1
            total += found / place
    return total / len(wanted)


def ndcg(ranking: Sequence[str], grades: Grades, depth: int) -> float:
    """Return the discounted sum of grades over that of the best order of all judged documents."""

    def gained(values: Sequence[int]) -> float:
        return sum(v / math.log2(place + 1) for place, v in enumerate(values[:depth], start=1))

    return gained([grades.get(d, 0) for d in ranking]) / gained(
        sorted(grades.values(), reverse=True)
    )


def recall(ranking: Sequence[str], grades: Grades, least: int, depth: int) -> float:
    wanted = relevant(grades, least)
    return len(wanted & set(ranking[:depth])) / len(wanted)


def precision(ranking: Sequence[str], grades: Grades, least: int, depth: int) -> float:
    return len(relevant(grades, least) & set(ranking[:depth])) / depth


def reciprocal_rank(ranking: Sequence[str], grades: Grades, least: int) -> float:
    wanted = relevant(grades, least)
    return next((1 / place for place, d in enumerate(ranking, 1) if d in wanted), 0.0)


def slow(ranking: Sequence[str], grades: Grades, least: int) -> dict[str, float]:
    return {
        "map": average_precision(ranking, grades, least),
        "map@50": average_precision(ranking, grades, least, 50),
        "ndcg@10": ndcg(ranking, grades, 10),
        "ndcg@50": ndcg(ranking, grades, 50),
        "recall@50": recall(ranking, grades, least, 50),
        "recall@100": recall(ranking, grades, least, 100),
        "p@10": precision(ranking, grades, least, 10),
        "mrr": reciprocal_rank(ranking, grades, least),
    }


def by_chance(seed: int) -> tuple[dict[str, dict[str, int]], dict[str, list[str]]]:
    """Return judgements and a run of six queries over 160 documents, some of them unjudged."""
    chance = random.Random(seed)
    documents = [f"d{n}" for n in range(160)]
    qrels = {
        f"q{n}": {d: chance.choice([0, 0, 1, 2, 3]) for d in chance.sample(documents, 70)}
        for n in range(6)
    }
    run = {q: chance.sample(documents, chance.choice([5, 60, 160])) for q in qrels}
    return qrels, run


@pytest.mark.parametrize("least", [1, 2])
@pytest.mark.parametrize("seed", range(5))
def test_measures_agree_with_their_slow_definitions(seed: int, least: int) -> None:
    qrels, run = by_chance(seed)
    figures = evaluate(qrels, run, relevant_from=least)
    assert tuple(figures) == MEASURES
    for query, ranking in run.items():
        expected = slow(ranking, qrels[query], least)
        found = {name: figure.per_query[query] for name, figure in figures.items()}
        assert found == pytest.approx(expected, abs=1e-9)
    for figure in figures.values():
        assert figure.mean == pytest.approx(sum(figure.per_query.values()) / 6)


def test_the_order_of_the_run_decides_and_no_library_breaks_ties() -> None:
    qrels = {"q": {"b": 1}}
    assert evaluate(qrels, {"q": ["a", "b", "c"]})["mrr"].mean == 1 / 2
    assert evaluate(qrels, {"q": ["c", "a", "b"]})["mrr"].mean == pytest.approx(1 / 3)


def test_a_query_without_an_answer_counts_zero() -> None:
    qrels = {"answered": {"a": 1}, "empty": {"a": 1}, "forgotten": {"a": 1}}
    figures = evaluate(qrels, {"answered": ["a"], "empty": []})
    assert {name: f.mean for name, f in figures.items() if name != "p@10"} == pytest.approx(
        dict.fromkeys(set(MEASURES) - {"p@10"}, (1 + 0 + 0) / 3)
    )
    assert figures["map"].per_query == {"answered": 1, "empty": 0, "forgotten": 0}


def test_a_query_that_nobody_fits_is_not_counted_and_an_unjudged_one_is_ignored() -> None:
    qrels = {"q": {"a": 2}, "nobody": {"a": 1, "b": 0}}
    figures = evaluate(qrels, {"q": ["a"], "nobody": ["a"], "unjudged": ["a"]}, relevant_from=2)
    assert figures["map"].per_query == {"q": 1}


def test_relevance_that_no_document_reaches_is_refused() -> None:
    with pytest.raises(InvalidInput, match="graded 4 or higher; lower the grade"):
        evaluate({"q": {"a": 3}}, {"q": ["a"]}, relevant_from=4)


def test_a_document_listed_twice_is_refused() -> None:
    with pytest.raises(InvalidInput, match="query 'q' lists a document twice"):
        evaluate({"q": {"a": 1}}, {"q": ["b", "a", "b"]})


# --- intervals ------------------------------------------------------------------------------
@pytest.mark.parametrize("seed", range(5))
def test_an_interval_contains_its_mean(seed: int) -> None:
    for figure in evaluate(*by_chance(seed)).values():
        assert figure.low - 1e-12 <= figure.mean <= figure.high + 1e-12
        assert figure.low >= 0
        assert figure.high <= 1


def figure_of(values: Sequence[float]) -> Figure:
    """Return the figure of queries with these reciprocal ranks, which are 1 or 1 / 2."""
    qrels = {f"q{n}": {"a": 1} for n in range(len(values))}
    run = {f"q{n}": ["a"] if value == 1 else ["b", "a"] for n, value in enumerate(values)}
    return evaluate(qrels, run)["mrr"]


def test_the_interval_of_two_queries_is_all_that_drawing_them_again_can_give() -> None:
    # Drawn twice with replacement: both the lower (1/4), one of each (1/2), both the higher (1/4).
    figure = figure_of([1, 1 / 2])
    assert (figure.low, figure.mean, figure.high) == (1 / 2, (1 + 1 / 2) / 2, 1)


def test_the_interval_of_many_queries_is_that_of_the_normal_law() -> None:
    figure = figure_of([1, 1 / 2] * 200)
    spread = 1.96 * np.std([1, 1 / 2]) / math.sqrt(400)
    assert figure.low == pytest.approx(3 / 4 - spread, abs=0.003)
    assert figure.high == pytest.approx(3 / 4 + spread, abs=0.003)


def test_a_mean_of_any_cases_can_be_had_with_its_interval_but_not_of_none() -> None:
    found = measured({"a": 3.0, "b": -1.0})
    assert (found.low, found.mean, found.high) == (-1, (3 - 1) / 2, 3)
    with pytest.raises(InvalidInput, match="a mean of nothing"):
        measured({})


def test_the_same_run_gives_the_same_interval() -> None:
    assert evaluate(*by_chance(3)) == evaluate(*by_chance(3))


def test_a_gap_is_the_mean_of_differences_query_by_query() -> None:
    better, worse = figure_of([1, 1 / 2, 1]), figure_of([1 / 2, 1 / 2, 1])
    found = gap(better, worse)
    assert found.per_query == {"q0": 1 - 1 / 2, "q1": 1 / 2 - 1 / 2, "q2": 1 - 1}
    assert found.mean == pytest.approx((1 / 2 + 0 + 0) / 3)
    assert found.low <= found.mean <= found.high


def test_a_gap_that_is_the_same_everywhere_has_no_width() -> None:
    found = gap(figure_of([1, 1, 1]), figure_of([1 / 2, 1 / 2, 1 / 2]))
    assert (found.low, found.mean, found.high) == (1 / 2, 1 / 2, 1 / 2)
