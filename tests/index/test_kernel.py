"""Every kernel against the slow definition, and what happens when one goes wrong."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.errors import InvalidInput
from matcher.index import kernel, kernel_lanes
from matcher.index.block import LIST, RUNGS, SCALE, Block
from matcher.index.quantise import to_bytes, to_rows
from tests.index.made_blocks import block_of, query_of, slow_score, unit

_HERE = [name for name in kernel.KERNELS if kernel._works(name)]  # "vnni" not on every processor


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """What a test finds out about kernels is forgotten after it."""
    yield
    kernel._works.cache_clear()


@pytest.mark.parametrize("name", _HERE)
@settings(deadline=None, max_examples=40)
@given(
    counts=st.lists(st.integers(0, 15), max_size=12),
    requirements=st.integers(0, 35),
    width=st.sampled_from([1, 4, 7, 16, 60, 72]),
    seed=st.integers(0, 1_000),
    list_context=st.sampled_from([0.0, 0.3, 2.0]),
)
def test_a_kernel_gives_the_scores_and_statements_of_the_slow_definition(
    name: str, counts: list[int], requirements: int, width: int, seed: int, list_context: float
) -> None:
    block = block_of(counts, width=width, seed=seed)
    query = replace(query_of(requirements, width=width, seed=seed + 1), list_context=list_context)
    scores, best = kernel.scores(block, query, kernel=name)
    assert best.shape == (len(counts), requirements)
    for person in range(len(counts)):
        score, statements = slow_score(block, query, person)
        assert scores[person] == pytest.approx(score, abs=1e-6)
        assert best[person].tolist() == statements


@pytest.mark.parametrize("name", _HERE)
def test_all_kernels_give_the_very_same_numbers(name: str) -> None:
    block, query = block_of([20, 0, 3, 41, 6] * 60, width=384), query_of(33, width=384)
    scores, best = kernel.scores(block, query, kernel=name)
    expected, statements = kernel.scores(block, query, kernel="numpy")
    assert scores.tobytes() == expected.tobytes()
    assert best.tobytes() == statements.tobytes()


@pytest.mark.parametrize("name", _HERE)
def test_places_are_scored_in_the_order_asked_for(name: str) -> None:
    block, query = block_of([3, 0, 9, 6, 1]), query_of()
    scores, best = kernel.scores(block, query, kernel=name)
    places = np.array([4, 1, 1, 3])
    some, statements = kernel.scores(block, query, places, kernel=name)
    assert some.tolist() == scores[places].tolist()
    assert statements.tolist() == best[places].tolist()


@pytest.mark.parametrize("name", _HERE)
@pytest.mark.parametrize("many", [2, 5, 6, 9, 14])
def test_of_equal_statements_the_first_is_shown(name: str, many: int) -> None:
    block, query = block_of([many]), query_of()
    alike = replace(
        block,
        statements=np.repeat(block.statements[:1], many, axis=0),
        rungs=np.zeros(many, dtype=np.uint8),
    )
    _, best = kernel.scores(alike, query, kernel=name)
    assert set(best[0].tolist()) <= {0, -1}
    assert 0 in best[0]


@pytest.mark.parametrize("name", _HERE)
def test_rows_are_read_from_a_mapped_file_at_any_address(name: str, tmp_path: Path) -> None:
    block, query = block_of([20, 3, 7], width=64), query_of(width=64)
    path = tmp_path / "rows"
    path.write_bytes(b"\0" * 37 + block.statements.tobytes() + block.contexts.tobytes())
    mapped = np.memmap(path, dtype=np.uint8, mode="r")
    end = 37 + block.statements.size
    held = replace(
        block,
        statements=mapped[37:end].reshape(block.statements.shape),
        contexts=mapped[end:].reshape(block.contexts.shape),
    )
    scores, _ = kernel.scores(held, query, kernel=name)
    assert scores.tolist() == kernel.scores(block, query, kernel="numpy")[0].tolist()


@pytest.mark.parametrize("name", _HERE)
def test_a_list_counts_as_far_as_the_context_bears_it_out(name: str) -> None:
    wish, aside = np.eye(2, 16, dtype=np.float32) / 4  # bytes hold numbers up to 0.3
    block = Block(
        statements=to_bytes(wish[None]),
        starts=np.array([0, 1]),
        rungs=np.array([LIST], dtype=np.uint8),
        contexts=to_bytes((wish + aside)[None]),
    )
    query = replace(
        query_of(1),
        required=wish[None],
        weights=np.array([0.6], np.float32),
        foot=np.zeros(1, np.float32),
        top=np.array([1 / 16], np.float32),  # of which the wish itself is the whole
        context=aside,
        context_weight=0.4,
        about=(0.0, 1 / 2),  # of which the context is an eighth
        list_context=0.25,
        list_alone=0.1,
    )
    (score,), _ = kernel.scores(block, query, kernel=name)
    counts = 0.5 * (0.1 + 0.9 * (1 / 8) / 0.25)  # the list's worth x what the context leaves of it
    assert score == pytest.approx(0.6 * counts + 0.4 * 1 / 8, abs=0.005)


def test_bytes_lose_less_than_a_thousandth_of_a_score() -> None:
    block, query = block_of([12] * 200, width=384), query_of(15, width=384)
    rows = unit(np.random.default_rng(3).standard_normal((2_400, 384)))
    held = replace(block, statements=to_bytes(rows))
    finer = replace(query, list_context=0.0, context_weight=0.0)
    scores, _ = kernel.scores(held, finer, kernel="numpy")
    cosines = query.required.astype(np.float64) @ rows.T.astype(np.float64)
    foot, top = query.foot[:, None], query.top[:, None]
    shown = np.clip((cosines - foot) / (top - foot), 0, 1) * query.worth[held.rungs]
    exact = query.weights @ np.maximum.reduceat(shown, held.starts[:-1], axis=1)
    assert np.abs(scores - exact).max() < 0.001


@given(seed=st.integers(0, 100), many=st.integers(0, 9), width=st.integers(1, 70))
def test_rows_come_back_from_bytes_within_half_a_step(seed: int, many: int, width: int) -> None:
    rows = np.random.default_rng(seed).uniform(-0.29, 0.29, (many, width)).astype(np.float32)
    held = to_bytes(rows)
    assert (held.shape, held.dtype) == (rows.shape, np.uint8)
    assert np.abs(to_rows(held) - rows).max(initial=0.0) <= 0.5 / SCALE + 1e-6


def test_numbers_beyond_the_scale_are_cut_and_not_wrapped_round() -> None:
    assert to_bytes(np.array([[1.0, -1.0, 0.0]], np.float32)).tolist() == [[255, 1, 128]]


# --- which kernel ---------------------------------------------------------------------------------
def test_a_kernel_that_gives_other_numbers_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = kernel_lanes.scan

    def broken(*given: object, vnni: bool) -> None:
        honest(*given, vnni=vnni)  # type: ignore[arg-type]
        given[3][2] += 1e-6  # type: ignore[index]

    kernel._works.cache_clear()
    monkeypatch.setattr(kernel_lanes, "scan", broken)
    assert kernel.best_kernel() == "numpy"


def test_a_kernel_that_shows_another_statement_is_not_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    honest = kernel_lanes.scan

    def broken(*given: object, vnni: bool) -> None:
        honest(*given, vnni=vnni)  # type: ignore[arg-type]
        if vnni:
            given[4][1, 0] = 3  # type: ignore[index]

    kernel._works.cache_clear()
    monkeypatch.setattr(kernel_lanes, "scan", broken)
    monkeypatch.setattr(kernel, "_has_vnni", lambda: True)
    if "vnni" not in _HERE:
        pytest.skip("this processor has no 8-bit dot product to go wrong")
    assert kernel.best_kernel() == "numba"


def test_a_kernel_that_cannot_be_compiled_is_not_used(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, vnni: bool) -> None:
        raise OSError("no room for compiled code")

    kernel._works.cache_clear()
    monkeypatch.setattr(kernel_lanes, "scan", broken)
    block, query = block_of([3, 5]), query_of()
    scores, _ = kernel.scores(block, query)
    assert "no room for compiled code" in caplog.text
    assert scores.tolist() == kernel.scores(block, query, kernel="numpy")[0].tolist()


def test_a_processor_without_the_instruction_gets_the_plain_kernel(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kernel._works.cache_clear()
    monkeypatch.setattr(kernel, "_has_vnni", lambda: False)
    assert kernel.best_kernel() == "numba"
    with pytest.raises(InvalidInput, match=r"'vnni' does not work on this machine.*'numba'"):
        kernel.named("vnni")


def test_code_compiled_for_another_processor_has_no_instruction_of_this_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from numba import config

    monkeypatch.setattr(config, "CPU_NAME", "generic")
    assert not kernel._has_vnni()


def test_few_statements_are_compared_without_loading_a_compiled_kernel(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kernel, "_compared", 0)
    assert kernel.kernel_for(kernel.PAYS_FROM // 2) == "numpy"
    assert kernel.kernel_for(kernel.PAYS_FROM // 2) == kernel.best_kernel()


def test_the_self_test_tries_every_rung_and_more_than_one_group_of_lanes() -> None:
    block, query = kernel.trial()
    assert set(block.rungs.tolist()) == set(range(len(RUNGS)))
    assert len(query.required) > 16
    _, best = kernel.scores(block, query, kernel="numpy")
    assert (best >= 0).any()
    assert (best == -1).any()


# --- what is refused ------------------------------------------------------------------------------
def test_an_unknown_kernel_is_refused() -> None:
    with pytest.raises(InvalidInput, match="choose one of vnni, numba, numpy"):
        kernel.scores(block_of([1]), query_of(), kernel="fortran")


def test_rows_of_another_width_are_refused_with_both_widths() -> None:
    with pytest.raises(InvalidInput, match="width 16, the query of 8"):
        kernel.scores(block_of([2]), query_of(width=8))


def test_places_outside_the_block_are_refused() -> None:
    with pytest.raises(InvalidInput, match=r"places 0 to 3 .* 3 people"):
        kernel.scores(block_of([2, 1, 1]), query_of(), np.array([0, 3]))


def test_a_query_whose_parts_do_not_fit_is_refused() -> None:
    query = query_of(3)
    block = block_of([1])
    with pytest.raises(InvalidInput, match="weights has the shape"):
        kernel.scores(block, replace(query, weights=query.weights[:2]))
    with pytest.raises(InvalidInput, match="context row"):
        kernel.scores(block, replace(query, context=query.context[:4]))
    with pytest.raises(InvalidInput, match="8 rungs"):
        kernel.scores(block, replace(query, worth=query.worth[:4]))
    with pytest.raises(InvalidInput, match="top must be above its foot"):
        kernel.scores(block, replace(query, top=query.foot))
    with pytest.raises(InvalidInput, match="top must be above its foot"):
        kernel.scores(block, replace(query, about=(0.4, 0.4)))
