"""The shortlist against a slow definition, and what it does with gaps, ties and nothing."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from matcher.errors import InvalidInput
from matcher.index import Query, Rows, shortlist

_WIDTH = 16


def _unit(rows: NDArray[np.float64]) -> NDArray[np.float32]:
    return np.asarray(rows / np.linalg.norm(rows, axis=-1, keepdims=True), dtype=np.float32)


def _base(counts: list[int], seed: int = 1) -> Rows:
    """A base of people with these numbers of statements."""
    draw = np.random.default_rng(seed).standard_normal
    starts = np.cumsum([0, *counts])
    return Rows(
        statements=_unit(draw((int(starts[-1]), _WIDTH))),
        starts=starts,
        contexts=_unit(draw((len(counts), _WIDTH))),
    )


def _query(requirements: int = 5, seed: int = 2) -> Query:
    random = np.random.default_rng(seed)
    return Query(
        required=_unit(random.standard_normal((requirements, _WIDTH))),
        weights=random.random(requirements).astype(np.float32),
        foot=random.uniform(0.0, 0.2, requirements).astype(np.float32),
        top=random.uniform(0.5, 0.8, requirements).astype(np.float32),
        context=_unit(random.standard_normal(_WIDTH)),
        context_weight=0.5,
        context_foot=0.05,
    )


def _slow_score(rows: Rows, query: Query, person: int) -> float:
    """The definition: weight x share of the way up the ramp, and the context above its foot."""
    own = rows.statements[rows.starts[person] : rows.starts[person + 1]]
    about = float(rows.contexts[person] @ query.context)
    score = query.context_weight * max(0.0, about - query.context_foot)
    for wish, weight, foot, top in zip(
        query.required, query.weights, query.foot, query.top, strict=True
    ):
        best = max((float(statement @ wish) for statement in own), default=0.0)
        score += weight * min(1.0, max(0.0, (best - foot) / (top - foot)))
    return score


def _slowly(rows: Rows, query: Query, people: list[int]) -> list[int]:
    return sorted(people, key=lambda person: (-_slow_score(rows, query, person), person))


@pytest.mark.parametrize("requirements", [1, 4, 5, 33])
def test_people_come_in_the_order_of_the_slow_definition(requirements: int) -> None:
    rows, query = _base([3, 1, 7, 2, 5, 4] * 20), _query(requirements)
    assert shortlist(rows, query, 120).tolist() == _slowly(rows, query, list(range(120)))


def test_the_list_is_the_head_of_the_whole_order() -> None:
    rows, query = _base([3, 1, 7] * 20), _query()
    assert shortlist(rows, query, 7).tolist() == shortlist(rows, query, 60).tolist()[:7]


def test_cutting_a_base_into_blocks_changes_nothing() -> None:
    rows, query = _base([250] * 90 + [1, 0, 400], seed=3), _query()  # 22,901 rows: two blocks
    assert shortlist(rows, query, 10).tolist() == _slowly(rows, query, list(range(93)))[:10]


def test_a_filter_with_gaps_lets_the_best_of_those_who_pass_through() -> None:
    rows, query = _base([3, 1, 0, 2, 5, 4] * 10), _query()
    allowed = np.arange(60) % 7 < 3
    expected = _slowly(rows, query, np.flatnonzero(allowed).tolist())
    assert shortlist(rows, query, 5, allowed=allowed).tolist() == expected[:5]
    assert shortlist(rows, query, 60, allowed=allowed).tolist() == expected


def test_a_filter_that_nobody_passes_leaves_nobody() -> None:
    nobody = np.zeros(3, dtype=bool)
    assert shortlist(_base([2, 2, 2]), _query(), 5, allowed=nobody).tolist() == []


def test_a_base_without_people_gives_an_empty_list() -> None:
    assert shortlist(_base([]), _query(), 5).tolist() == []


def test_people_without_statements_are_ranked_by_their_context_alone() -> None:
    query = replace(_query(), required=np.eye(1, _WIDTH, dtype=np.float32))
    one = np.ones(1, np.float32)
    query = replace(query, weights=one, foot=0 * one, top=one)
    against = -query.required
    rows = Rows(
        statements=against,  # the only statement belongs to the third person and shows nothing
        starts=np.array([0, 0, 0, 1, 1]),
        contexts=np.stack([-query.context, query.context, query.context, -query.context]),
    )
    assert shortlist(rows, query, 4).tolist() == [1, 2, 0, 3]


def test_equal_scores_come_in_the_order_of_places() -> None:
    one = _base([2])
    rows = Rows(
        statements=np.tile(one.statements, (9, 1)),
        starts=np.arange(0, 20, 2),
        contexts=np.tile(one.contexts, (9, 1)),
    )
    assert shortlist(rows, _query(), 4).tolist() == [0, 1, 2, 3]


def test_a_statement_below_the_foot_counts_as_much_as_none() -> None:
    query = replace(_query(1), foot=np.array([0.5], np.float32), top=np.ones(1, np.float32))
    wish = query.required[0].astype(np.float64)
    aside = np.linalg.qr(np.stack([wish, np.eye(_WIDTH)[3]]).T)[0][:, 1]  # at right angles to it
    below = _unit(0.4 * wish + np.sqrt(1 - 0.4**2) * aside)
    rows = Rows(
        statements=below[None],
        starts=np.array([0, 0, 1]),
        contexts=np.tile(query.context, (2, 1)),
    )
    assert shortlist(rows, query, 2).tolist() == [0, 1]


def test_rows_of_another_width_are_refused_with_both_widths() -> None:
    query = replace(_query(), required=np.eye(2, 8, dtype=np.float32))
    with pytest.raises(InvalidInput, match=r"width 16.*8"):
        shortlist(_base([2]), query, 1)


def test_a_filter_made_for_another_base_is_refused() -> None:
    with pytest.raises(InvalidInput, match="2 people, the base has 3"):
        shortlist(_base([1, 1, 1]), _query(), 1, allowed=np.ones(2, dtype=bool))
