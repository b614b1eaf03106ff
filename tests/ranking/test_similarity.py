"""Floors and what lies above them, held against slow definitions."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from matcher.ranking import above, floors

cosines = st.floats(-1, 1, width=32)
quantiles = st.sampled_from([0.0, 0.25, 0.5, 0.9, 0.99, 1.0])


def matrices(columns: st.SearchStrategy[int]) -> st.SearchStrategy[np.ndarray]:
    shapes = st.tuples(st.integers(0, 4), columns)
    return shapes.flatmap(lambda shape: arrays(np.float32, shape, elements=cosines))


def slow_floor(row: list[float], quantile: float) -> float:
    """Return the highest of the lowest `quantile` of a row: the sorted value at that place."""
    return sorted(row)[math.floor(quantile * (len(row) - 1) + 1e-9)]


@settings(max_examples=150, deadline=None)
@given(matrices(st.integers(1, 30)), quantiles)
def test_a_floor_is_the_sorted_value_at_the_quantile(
    background: np.ndarray, quantile: float
) -> None:
    expected = [slow_floor(row, quantile) for row in background.tolist()]
    assert floors(background, quantile).tolist() == expected


def test_without_a_background_every_floor_is_0() -> None:
    assert floors(np.zeros((3, 0), np.float32), 0.99).tolist() == [0, 0, 0]


@settings(max_examples=150, deadline=None)
@given(matrices(st.integers(0, 6)), st.floats(0.1, 1), st.data())
def test_what_lies_above_a_floor_is_its_part_of_the_way_to_full(
    similarities: np.ndarray, full: float, data: st.DataObject
) -> None:
    floor = data.draw(arrays(np.float32, len(similarities), elements=cosines))
    found = above(similarities, floor, full)
    assert found.dtype == np.float32
    assert found.shape == similarities.shape
    for row, low, cells in zip(similarities, floor, found, strict=True):
        for cosine, cell in zip(row, cells, strict=True):
            way = (float(cosine) - float(low)) / max(full - float(low), 0.05)
            assert cell == pytest.approx(min(1.0, max(0.0, way)), abs=1e-4)


def test_the_floor_gives_0_the_middle_a_half_and_full_gives_1() -> None:
    cosines_ = np.array([[0.25, 0.5, 0.75, 0.9, -1.0]], np.float32)
    found = above(cosines_, np.array([0.25], np.float32), 0.75)
    assert found.tolist() == [[0, (0.5 - 0.25) / (0.75 - 0.25), 1, 1, 0]]


def test_a_floor_at_full_divides_by_nothing_small() -> None:
    found = above(np.array([[0.75, 0.8]], np.float32), np.array([0.75], np.float32), 0.75)
    assert found[0, 0] == 0
    assert found[0, 1] == pytest.approx(1)
