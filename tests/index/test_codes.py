"""Codes and the look at everybody by them, against slow definitions."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.errors import InvalidInput, StorageError
from matcher.index import first_stage, kernel
from matcher.index.asked import asked
from matcher.index.block import LIST, Block, Query
from matcher.index.codes import Codebook, train
from matcher.index.first_stage import counted, floor_of, look_for, lower_floor, totals_of
from matcher.index.quantise import signed, to_bytes, to_rows
from tests.index.made_blocks import block_of, query_of, unit

_HERE = [name for name in kernel.KERNELS if kernel._works(name)]


def _coded(block: Block, codebook: Codebook) -> Block:
    return replace(block, codes=codebook.assign(to_rows(block.statements)))


def _codebook(width: int = 16, centroids: int = 24, seed: int = 5) -> Codebook:
    random = np.random.default_rng(seed)
    rows = unit(random.standard_normal((centroids, width)))
    return Codebook(rows * random.uniform(0.5, 0.9, (centroids, 1)).astype(np.float32))


def _slow_total(block: Block, query: Query, codebook: Codebook, person: int) -> int:
    """The definition in whole numbers; ratios in single precision, like a score's."""
    single, laid_out = np.float32, asked(query)
    total_weight = float(laid_out.weights.astype(np.float64).sum()) + float(
        np.float64(laid_out.context_weight)
    )

    def whole(weight: np.float32) -> int:
        return round(float(weight) / total_weight * 32_767)

    def ratio(sum_: int, foot: np.float32, slope: np.float32, length: np.float32) -> np.float32:
        return min(max((single(sum_) * length - foot) * slope, single(0)), single(1))

    held = block.contexts[person].astype(int) - 128
    up = ratio(int(held @ signed(query.context)), *laid_out.coarse_ramp, single(1))
    full, alone, rest = laid_out.list_ramp
    factor = alone + rest * min(up / full, single(1)) if full > 0 else single(1)
    factor_256 = int(np.rint(single(256) * factor))
    total = int(np.rint(single(32_640) * up)) * whole(laid_out.context_weight)
    assert block.codes is not None
    own = range(int(block.starts[person]), int(block.starts[person + 1]))
    for lane in range(len(query.required)):
        most = 0
        for row in own:
            code, rung = int(block.codes[row]), int(block.rungs[row])
            sum_ = int((codebook.held[code].astype(int) - 128) @ laid_out.rows[lane].astype(int))
            shown = ratio(sum_, laid_out.foot[lane], laid_out.slope[lane], codebook.lengths[code])
            byte = int(np.rint(shown * (single(255) * laid_out.worth[rung])))
            most = max(most, byte * (factor_256 if rung == LIST else 256))
        total += (most >> 1) * whole(laid_out.weights[lane])
    return total


@pytest.mark.parametrize("name", _HERE)
@settings(deadline=None, max_examples=25)
@given(
    counts=st.lists(st.integers(0, 9), min_size=1, max_size=9),
    requirements=st.lists(st.sampled_from([0, 1, 5, 16, 17, 40]), min_size=1, max_size=6),
    width=st.sampled_from([7, 16]),
    seed=st.integers(0, 500),
    list_context=st.sampled_from([0.0, 0.4]),
)
def test_totals_are_those_of_the_slow_definition(
    name: str,
    counts: list[int],
    requirements: list[int],
    width: int,
    seed: int,
    list_context: float,
) -> None:
    codebook = _codebook(width)
    block = _coded(block_of(counts, width=width, seed=seed), codebook)
    queries = [
        replace(query_of(many, width=width, seed=seed + i), list_context=list_context)
        for i, many in enumerate(requirements)
    ]
    places = np.arange(len(counts))[::-1]
    look = look_for([asked(query) for query in queries], codebook, name)
    totals = totals_of(block, look, places, name)
    for number, query in enumerate(queries):
        slowly = [_slow_total(block, query, codebook, int(place)) for place in places]
        assert totals[:, number].tolist() == slowly


def test_a_total_is_about_in_step_with_the_score_of_the_centroids_themselves() -> None:
    codebook = _codebook(centroids=40)
    held = np.random.default_rng(1).integers(40, size=300)
    block = _coded(
        replace(block_of([5] * 60), statements=codebook.held[held].reshape(300, 16)), codebook
    )
    assert block.codes is not None
    assert block.codes.tolist() == held.tolist()
    query = replace(query_of(9), list_context=0.0)
    unlike = Codebook(codebook.centroids / codebook.lengths[:, None])  # stand for themselves
    totals = totals_of(block, look_for([asked(query)], unlike, "numpy"), np.arange(60), "numpy")
    weight = float(query.weights.sum()) + query.context_weight
    about = totals[:, 0] / (32_640 * 32_767) * weight
    scores, _ = kernel.scores(block, query, kernel="numpy")
    assert np.abs(about - scores).max() < 0.02


# --- who is looked at more closely ----------------------------------------------------------------
def test_as_many_as_wanted_are_at_or_above_the_floor_and_hardly_more() -> None:
    totals = np.random.default_rng(2).integers(0, 1 << 30, (5_000, 1)).astype(np.int32)
    for wanted in (1, 100, 4_999, 5_000, 9_000):
        floor = floor_of(counted([totals[:3_000, 0], totals[3_000:, 0]]), wanted)
        chosen = int((totals >= floor).sum())
        assert min(wanted, 5_000) <= chosen <= wanted + 5


def test_nobody_is_left_out_who_has_the_same_total_as_one_who_is_chosen() -> None:
    totals = np.full((50, 1), 7 << 20, dtype=np.int32)
    assert (totals >= floor_of(counted([totals[:, 0]]), 10)).sum() == 50


def test_a_floor_of_nobody_lets_everybody_in() -> None:
    assert floor_of(counted([]), 10) == 0


def test_the_floor_is_lowered_until_few_of_those_below_are_likely_to_belong_higher() -> None:
    random = np.random.default_rng(4)
    totals = random.integers(1 << 27, 1 << 30, 20_000).astype(np.int32)
    unit = 1 / (1 << 30)
    scores = (unit * totals + random.normal(0.01, 0.03, 20_000)).astype(np.float32)
    floor, least = (1 << 30) * 19 // 20 >> 16 << 16, 0.94
    above = totals >= floor
    given = (counted([totals]), floor, unit, totals[above], scores[above], least)
    lower = lower_floor(*given, missed=2.0)
    belong = int(((scores >= least) & ~above).sum())
    missed = int(((scores >= least) & (totals < lower)).sum())
    assert belong > 100
    assert missed <= 2 + 3 * 2**0.5  # three deviations of a count of 2
    assert lower_floor(*given, missed=10.0 * belong) == floor
    slowly = [
        0.5 * math.erfc((least - ((number + 1) << 16) * unit - mean) / spread / 2**0.5) * many
        for mean, spread in [
            (
                float((scores[above] - unit * totals[above]).mean()),
                float((scores[above] - unit * totals[above]).std()),
            )
        ]
        for number, many in enumerate(given[0][: lower >> 16].tolist())
    ]
    assert sum(slowly) == pytest.approx(2.0, abs=0.2)


# --- codes ----------------------------------------------------------------------------------------
@settings(deadline=None, max_examples=20)
@given(many=st.integers(0, 30), centroids=st.sampled_from([1, 5, 16, 50]), seed=st.integers(0, 99))
def test_a_code_is_the_first_centroid_in_most_nearly_the_same_direction(
    many: int, centroids: int, seed: int
) -> None:
    codebook = _codebook(centroids=centroids, seed=seed)
    rows = unit(np.random.default_rng(seed).standard_normal((many, 16)))
    directions = codebook.centroids / codebook.lengths[:, None]
    sums = (to_bytes(rows).astype(int) - 128) @ signed(directions).astype(int).T
    expected = sums.argmax(axis=1).tolist()
    assert codebook.assign(rows).tolist() == expected
    assert codebook._nearest(to_bytes(rows), False).tolist() == expected
    if "vnni" in _HERE:
        assert codebook._nearest(to_bytes(rows), True).tolist() == expected


@pytest.fixture(scope="module")
def topics() -> np.ndarray:
    """8,000 rows around 60 topics."""
    random = np.random.default_rng(1)
    middles = random.standard_normal((60, 16))
    return unit(
        middles[random.integers(60, size=8_000)] + 0.3 * random.standard_normal((8_000, 16))
    )


def test_a_centroid_tells_what_cosine_to_expect_of_its_rows(topics: np.ndarray) -> None:
    codebook = train(topics, centroids=60)
    codes = codebook.assign(topics)
    directions = codebook.centroids / codebook.lengths[:, None]
    cosines = np.einsum("ij,ij->i", topics, directions[codes])
    assert codebook.lengths.max() <= 1
    assert codebook.lengths[codes].mean() == pytest.approx(cosines.mean(), abs=0.01)
    assert cosines.mean() > 0.9


def test_the_same_rows_give_the_same_codebook(topics: np.ndarray) -> None:
    assert train(topics, centroids=30).to_bytes() == train(topics, centroids=30).to_bytes()


def test_few_rows_give_at_most_one_centroid_each(topics: np.ndarray) -> None:
    assert train(topics[:3]).centroids.shape == (3, 16)


def test_a_codebook_comes_back_from_its_bytes(topics: np.ndarray) -> None:
    codebook = train(topics, centroids=30)
    again = Codebook.from_bytes(codebook.to_bytes())
    assert again.assign(topics).tolist() == codebook.assign(topics).tolist()


@pytest.mark.parametrize("damage", [lambda b: b[:-9], lambda b: b"", lambda b: b"x" * len(b)])
def test_damaged_bytes_are_refused(damage: object, topics: np.ndarray) -> None:
    block = train(topics, centroids=4).to_bytes()
    with pytest.raises(StorageError, match="matcher reindex"):
        Codebook.from_bytes(damage(block))  # type: ignore[operator]


def test_what_cannot_be_a_codebook_is_refused(topics: np.ndarray) -> None:
    with pytest.raises(InvalidInput, match="0 statements"):
        train(topics[:0])
    with pytest.raises(InvalidInput, match="shape"):
        Codebook(topics[0])
    with pytest.raises(InvalidInput, match="width 16"):
        train(topics, centroids=4).assign(topics[:, :8])


def test_the_first_stage_has_room_for_the_highest_total() -> None:
    most = first_stage._FULL * (first_stage._WEIGHTS + 200)  # rounded weights of 200 requirements
    assert most < 2**31
    assert most >> first_stage._SHIFT < first_stage.BINS


def test_a_first_stage_that_gives_other_totals_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    from matcher.index import kernel_codes

    honest = kernel_codes.look_at_all

    def broken(*given: object) -> None:
        honest(*given)  # type: ignore[arg-type]
        given[-1][3] += 1  # type: ignore[index]

    first_stage.trusted.cache_clear()
    assert first_stage.trusted(_HERE[0]) == _HERE[0]
    monkeypatch.setattr(kernel_codes, "look_at_all", broken)
    first_stage.trusted.cache_clear()
    assert first_stage.trusted(_HERE[0]) == "numpy"
    first_stage.trusted.cache_clear()
