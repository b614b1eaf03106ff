"""Searches against a sorted list of everybody, over blocks, filters and ties."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.errors import InvalidInput
from matcher.index import kernel
from matcher.index.block import Block, Query
from matcher.index.codes import Codebook, train
from matcher.index.first_stage import floor_of
from matcher.index.plan import PAYS_FROM, choose, rescored
from matcher.index.quantise import to_rows
from matcher.index.search import Found, counts, search, search_many
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
    rows, starts, rungs, contexts = block.statements, block.starts, block.rungs, block.contexts
    rests = block.context_rests
    assert rests is not None
    halves = [
        Block(rows[:cut], starts[:4], rungs[:cut], contexts[:3], context_rests=rests[:3]),
        Block(rows[cut:], starts[3:] - cut, rungs[cut:], contexts[3:], context_rests=rests[3:]),
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
    assert {"filters", "kernel", "exact", "best"} <= set(plan.stage_ms)
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


# --- codes ----------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def coded() -> tuple[list[Block], Codebook]:
    """9,000 people in three blocks, whose statements lie around 200 topics."""
    blocks = [block_of([3, 0, 5, 1, 6] * 600, seed=seed, topics=200) for seed in range(3)]
    rows = [to_rows(block.statements) for block in blocks]
    codebook = train(np.concatenate(rows)[::3], centroids=256)
    return [
        replace(block, codes=codebook.assign(own)) for block, own in zip(blocks, rows, strict=True)
    ], codebook


def _recall(found: Found, exact: Found) -> float:
    return len(set(_pairs(found)) & set(_pairs(exact))) / max(1, len(exact.scores))


def test_a_list_chosen_by_codes_keeps_nearly_all_of_the_exact_one(
    coded: tuple[list[Block], Codebook],
) -> None:
    blocks, codebook = coded
    kept = []
    for seed in range(10):
        query = query_of(8, seed=seed)
        found = search(blocks, query, 100, codebook=codebook, way="codes")
        exact = search(blocks, query, 100)
        assert rescored(100) <= found.plan.rescored < 9_000
        kept.append(_recall(found, exact))
        both = dict(zip(_pairs(exact), exact.scores.tolist(), strict=True))
        for pair, score in zip(_pairs(found), found.scores.tolist(), strict=True):
            assert both.get(pair, score) == score
    assert np.mean(kept) >= 0.99


def test_more_people_are_scored_where_codes_tell_too_little(
    coded: tuple[list[Block], Codebook],
) -> None:
    blocks, codebook = coded
    coarse = Codebook(codebook.centroids[:16])
    recoded = [replace(block, codes=coarse.assign(to_rows(block.statements))) for block in blocks]
    kept, scored, at_first = [], [], []
    for seed in range(6):
        query = replace(query_of(8, seed=seed), context_weight=0.0, list_context=0.0)
        exact = search(blocks, query, 50)
        found = search(recoded, query, 50, codebook=coarse, way="codes")
        bins = counts(recoded, [query], codebook=coarse)[0]
        first = search(
            recoded, query, 50, codebook=coarse, way="codes", floor=floor_of(bins, rescored(50))
        )
        kept.append(_recall(found, exact))
        at_first.append(_recall(first, exact))
        scored.append(found.plan.rescored > first.plan.rescored)
    assert all(scored)
    assert np.mean(at_first) < 0.9
    assert np.mean(kept) >= 0.97


@pytest.mark.parametrize("way", ["exact", "gather", "codes"])
@pytest.mark.parametrize("share", [0.001, 0.01, 0.1, 0.5])
def test_every_way_finds_the_best_of_those_who_pass(
    coded: tuple[list[Block], Codebook], way: str, share: float
) -> None:
    blocks, codebook = coded
    query, random = query_of(8), np.random.default_rng(3)
    allowed = [random.random(len(block.contexts)) < share for block in blocks]
    found = search(blocks, query, 100, allowed=allowed, codebook=codebook, way=way)
    scores, _ = zip(*(kernel.scores(block, query) for block in blocks), strict=True)
    passing = np.concatenate([np.where(a, s, -1) for a, s in zip(allowed, scores, strict=True)])
    expected = np.argsort(-passing, kind="stable")[: min(100, int((passing >= 0).sum()))]
    at = 3_000 * found.block.astype(int) + found.place
    assert np.isin(at, expected).mean() >= (0.98 if way == "codes" else 1.0)
    assert len(at) == len(expected)
    assert all(allowed[block][place] for block, place in _pairs(found))


@pytest.mark.parametrize("way", ["exact", "codes"])
@pytest.mark.parametrize("name", [name for name in kernel.KERNELS if kernel._works(name)])
def test_searches_together_find_what_each_finds_alone(
    coded: tuple[list[Block], Codebook], way: str, name: str
) -> None:
    blocks, codebook = coded
    queries = [query_of(1 + 5 * (seed % 8), seed=seed) for seed in range(19)]
    together = search_many(blocks, queries, 30, codebook=codebook, way=way, kernel=name)
    for query, found in zip(queries, together, strict=True):
        alone = search(blocks, query, 30, codebook=codebook, way=way, kernel="numpy")
        assert _pairs(found) == _pairs(alone)
        assert found.scores.tobytes() == alone.scores.tobytes()
        assert found.best.tolist() == alone.best.tolist()
        assert found.plan.rescored == alone.plan.rescored


def test_how_people_are_cut_into_blocks_does_not_decide_who_is_scored(
    coded: tuple[list[Block], Codebook],
) -> None:
    blocks, codebook = coded
    query = query_of(8)
    bins = sum(counts([block], [query], codebook=codebook) for block in blocks)
    floor = floor_of(bins[0], rescored(100))
    whole = search(blocks, query, 100, codebook=codebook, way="codes", floor=floor)
    parts = [
        search([block], query, 100, codebook=codebook, way="codes", floor=floor) for block in blocks
    ]
    assert sum(part.plan.rescored for part in parts) == whole.plan.rescored
    merged = sorted(
        (-score, number, place)
        for number, part in enumerate(parts)
        for score, place in zip(part.scores.tolist(), part.place.tolist(), strict=True)
    )[:100]
    assert [(number, place) for _, number, place in merged] == _pairs(whole)


def test_people_without_codes_are_all_scored(coded: tuple[list[Block], Codebook]) -> None:
    blocks, codebook = coded
    tail = block_of([4] * 50, seed=9)
    query = query_of(8)
    found = search([*blocks, tail], query, 9_050, codebook=codebook, way="codes")
    assert sum(number == 3 for number, _ in _pairs(found)) == 50
    alone, _ = kernel.scores(tail, query)
    of_tail = found.scores[found.block == 3]
    assert sorted(of_tail.tolist()) == sorted(alone.tolist())


def test_rows_are_announced_before_they_are_read(coded: tuple[list[Block], Codebook]) -> None:
    blocks, codebook = coded
    told: list[tuple[int, int | None]] = []

    def touch(block: int, places: np.ndarray | None) -> None:
        told.append((block, None if places is None else len(places)))

    found = search(blocks, query_of(), 9, codebook=codebook, way="codes", touch=touch)
    assert told[:3] == [(0, 0), (1, 0), (2, 0)]  # all contexts, no statements
    assert sum(many or 0 for _, many in told[3:]) == found.plan.rescored
    told.clear()
    search(blocks, query_of(), 9, touch=touch)
    assert told == [(0, None), (1, None), (2, None)]


def test_a_way_by_codes_needs_codes(blocks: list[Block]) -> None:
    with pytest.raises(InvalidInput, match="no codes to search by"):
        search(blocks, query_of(), 5, way="codes")
    with pytest.raises(InvalidInput, match="choose one of exact, gather, codes"):
        search(blocks, query_of(), 5, way="guess")


# --- plans ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("people", "passing", "size", "has_codes", "way"),
    [
        (0, 0, 10, False, "exact"),
        (PAYS_FROM, PAYS_FROM, 100, False, "exact"),
        (PAYS_FROM - 1, PAYS_FROM - 1, 100, True, "exact"),
        (PAYS_FROM, PAYS_FROM, 100, True, "codes"),
        (PAYS_FROM, PAYS_FROM - 1, 100, True, "codes"),
        (100_000, 2 * rescored(100), 100, True, "gather"),
        (100_000, 2 * rescored(100) + 1, 100, True, "codes"),
        (100_000, 50_000, 100_000, True, "gather"),
        (100_000, 100_000, 100_000, True, "exact"),
        (100_000, 50_000, 100, False, "gather"),
        (100_000, 0, 100, True, "gather"),
    ],
)
def test_the_way_follows_from_size_and_selectivity(
    people: int, passing: int, size: int, has_codes: bool, way: str
) -> None:
    assert choose(people, passing, size, has_codes) == way
