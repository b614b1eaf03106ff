"""Searches against a sorted list of everybody, over blocks, filters and ties."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.errors import InvalidInput
from matcher.index.block import Block, Query
from matcher.index.search import Found, search
from tests.index.made_blocks import block_of, query_of, slow_score

_COUNTS = ([3, 1, 0, 7, 2] * 8, [], [5, 9] * 6, [0])


@pytest.fixture
def blocks() -> list[Block]:
    return [block_of(counts, seed=seed) for seed, counts in enumerate(_COUNTS)]


def _slowly(blocks: list[Block], query: Query, allowed: list[np.ndarray]) -> list[tuple[int, int]]:
    scored = [
        (-slow_score(block, query, place)[0], number, place)
        for number, block in enumerate(blocks)
        for place in np.flatnonzero(allowed[number]).tolist()
    ]
    return [(number, place) for _, number, place in sorted(scored)]


def _pairs(found: Found) -> list[tuple[int, int]]:
    return list(zip(found.block.tolist(), found.place.tolist(), strict=True))


def _everybody(blocks: list[Block]) -> list[np.ndarray]:
    return [np.ones(len(block.contexts), dtype=bool) for block in blocks]


@pytest.mark.parametrize("size", [0, 1, 7, 53, 400])
def test_the_best_of_all_blocks_come_in_the_order_of_the_slow_definition(
    blocks: list[Block], size: int
) -> None:
    query = query_of()
    found = search(blocks, query, size)
    assert _pairs(found) == _slowly(blocks, query, _everybody(blocks))[:size]
    assert found.plan.way == "exact"
    assert (found.plan.people, found.plan.passing) == (40 + 12 + 1, 40 + 12 + 1)


def test_scores_and_statements_are_those_of_the_slow_definition(blocks: list[Block]) -> None:
    query = query_of(19)
    found = search(blocks, query, 20)
    for (block, place), score, best in zip(_pairs(found), found.scores, found.best, strict=True):
        expected, statements = slow_score(blocks[block], query, place)
        assert score == pytest.approx(expected, abs=1e-6)
        assert best.tolist() == statements


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 1_000), share=st.sampled_from([0.0, 0.02, 0.1, 0.5, 1.0]))
def test_filters_come_before_the_best_are_chosen(seed: int, share: float) -> None:
    blocks = [block_of(counts, seed=seed + i) for i, counts in enumerate(_COUNTS)]
    query, random = query_of(seed=seed), np.random.default_rng(seed)
    allowed = [random.random(len(block.contexts)) < share for block in blocks]
    found = search(blocks, query, 9, allowed=allowed)
    assert _pairs(found) == _slowly(blocks, query, allowed)[:9]
    assert found.plan.passing == sum(int(passes.sum()) for passes in allowed)


def test_cutting_a_block_in_two_changes_no_score() -> None:
    block, query = block_of([4, 0, 6, 2, 9, 3]), query_of()
    cut = int(block.starts[3])
    halves = [
        Block(block.statements[:cut], block.starts[:4], block.rungs[:cut], block.contexts[:3]),
        Block(
            block.statements[cut:], block.starts[3:] - cut, block.rungs[cut:], block.contexts[3:]
        ),
    ]
    whole, parts = search([block], query, 6), search(halves, query, 6)
    assert parts.scores.tobytes() == whole.scores.tobytes()
    assert (3 * parts.block + parts.place).tolist() == whole.place.tolist()


def _alike(many: int) -> Block:
    one = block_of([2])
    return Block(
        np.tile(one.statements, (many, 1)),
        np.arange(0, 2 * many + 1, 2),
        np.tile(one.rungs, many),
        np.tile(one.contexts, (many, 1)),
    )


def test_equal_scores_come_in_the_order_of_blocks_and_places() -> None:
    found = search([_alike(3), _alike(4)], query_of(), 5)
    assert _pairs(found) == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1)]


def test_all_who_equal_the_last_one_are_returned_where_asked_for() -> None:
    found = search([_alike(3), _alike(4)], query_of(), 5, ties=True)
    assert len(found.scores) == 3 + 4


def test_a_filter_that_nobody_passes_leaves_nobody(blocks: list[Block]) -> None:
    nobody = [~passes for passes in _everybody(blocks)]
    found = search(blocks, query_of(), 5, allowed=nobody)
    assert (_pairs(found), found.best.shape, found.plan.rescored) == ([], (0, 5), 0)


def test_no_blocks_give_an_empty_list() -> None:
    assert _pairs(search([], query_of(), 5)) == []


def test_a_query_without_requirements_ranks_by_context() -> None:
    blocks, query = [block_of([2, 0, 1])], query_of(0)
    found = search(blocks, query, 3)
    assert _pairs(found) == _slowly(blocks, query, _everybody(blocks))
    assert found.best.shape == (3, 0)


def test_the_plan_tells_how_long_each_stage_took(blocks: list[Block]) -> None:
    plan = search(blocks, query_of(), 5).plan
    assert {"plan", "kernel", "exact", "best"} <= set(plan.stage_ms)
    assert min(plan.stage_ms.values()) >= 0


def test_a_filter_made_for_other_blocks_is_refused(blocks: list[Block]) -> None:
    allowed = _everybody(blocks)
    with pytest.raises(InvalidInput, match="filters of 3 blocks"):
        search(blocks, query_of(), 1, allowed=allowed[:3])
    with pytest.raises(InvalidInput, match="2 people, the block has 40"):
        search(blocks, query_of(), 1, allowed=[allowed[0][:2], *allowed[1:]])


def test_blocks_of_another_width_are_refused(blocks: list[Block]) -> None:
    with pytest.raises(InvalidInput, match="width 16, the query of 8"):
        search(blocks, query_of(width=8), 1)
