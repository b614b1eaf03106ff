"""The ramp of likeness and what lies on it, held against slow definitions."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from matcher.ranking import Ramp, above, ramp

cosines = st.floats(-1, 1, width=32)


def matrices(columns: st.SearchStrategy[int]) -> st.SearchStrategy[np.ndarray]:
    shapes = st.tuples(st.integers(0, 4), columns)
    return shapes.flatmap(lambda shape: arrays(np.float32, shape, elements=cosines))


def slow_edge(row: list[float], deviations: float) -> float:
    """Return the mean of a row, and so many of its standard deviations (of all, not n - 1) more."""
    mean = sum(row) / len(row)
    return mean + deviations * math.sqrt(sum((one - mean) ** 2 for one in row) / len(row))


@settings(max_examples=150, deadline=None)
@given(matrices(st.integers(1, 30)), st.floats(0, 3), st.floats(0.5, 6))
def test_a_ramp_runs_between_two_numbers_of_deviations_above_the_mean(
    background: np.ndarray, low: float, wide: float
) -> None:
    found = ramp(background, low, low + wide)
    for row, foot, top in zip(background.tolist(), found.foot, found.top, strict=True):
        expected = slow_edge(row, low)
        assert foot == pytest.approx(expected, abs=1e-4)
        room = max(slow_edge(row, low + wide) - expected, 0.05)
        assert top == pytest.approx(expected + room, abs=1e-4)


def test_two_ordinary_lines_make_a_ramp_that_can_be_told_by_hand() -> None:
    found = ramp(np.array([[0.25, 0.75]], np.float32), 1, 2)  # mean 0.5, deviation 0.25
    assert (found.foot.tolist(), found.top.tolist()) == ([0.5 + 0.25], [0.5 + 2 * 0.25])


def test_without_a_background_a_ramp_runs_from_0_to_1() -> None:
    found = ramp(np.zeros((3, 0), np.float32), 1, 7)
    assert (found.foot.tolist(), found.top.tolist()) == ([0, 0, 0], [1, 1, 1])


def test_ordinary_lines_that_are_all_equally_alike_leave_a_small_ramp() -> None:
    found = ramp(np.full((1, 9), 0.5, np.float32), 1, 7)
    assert found.foot.tolist() == [0.5]
    assert found.top[0] == pytest.approx(0.5 + 0.05)


@settings(max_examples=150, deadline=None)
@given(matrices(st.integers(0, 6)), st.floats(0.05, 1), st.data())
def test_what_lies_on_a_ramp_is_its_part_of_the_way_up(
    similarities: np.ndarray, room: float, data: st.DataObject
) -> None:
    foot = data.draw(arrays(np.float32, len(similarities), elements=cosines))
    found = above(similarities, Ramp(foot, foot + np.float32(room)))
    assert found.dtype == np.float32
    assert found.shape == similarities.shape
    for row, low, cells in zip(similarities, foot, found, strict=True):
        for cosine, cell in zip(row, cells, strict=True):
            way = (float(cosine) - float(low)) / room
            assert cell == pytest.approx(min(1.0, max(0.0, way)), abs=1e-4)


def test_the_foot_gives_0_the_middle_a_half_and_the_top_1() -> None:
    cosines_ = np.array([[0.25, 0.5, 0.75, 0.9, -1.0]], np.float32)
    found = above(cosines_, Ramp(np.array([0.25], np.float32), np.array([0.75], np.float32)))
    assert found.tolist() == [[0, (0.5 - 0.25) / (0.75 - 0.25), 1, 1, 0]]
