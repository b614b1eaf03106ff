"""Searching 20,000 people finds the best 100, by every way and under every filter.

Recall is counted, so that nothing that runs beside the test changes it.
"""

from pathlib import Path

import pytest

from benchmarks.speed import setting as speed_setting
from benchmarks.speed.ratios import PEOPLE, recalls
from benchmarks.speed.setting import Setting
from matcher.pipeline import Matcher


@pytest.fixture(scope="module")
def found(sample_base: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(speed_setting, "sample", lambda: Matcher.open(sample_base))
        return recalls(Setting(PEOPLE, cache=tmp_path_factory.mktemp("bench")))


@pytest.mark.parametrize(
    ("way", "least"),
    [
        ("exact", 0.985),
        ("codes first", 0.98),
        ("filter of 0.1 %, random", 0.98),
        ("filter of 0.1 %, unlike the vacancy", 0.98),
        ("filter of 10 %, random", 0.98),
        ("filter of 10 %, unlike the vacancy", 0.98),
    ],
)
def test_the_best_hundred_are_found(found: dict[str, float], way: str, least: float) -> None:
    assert found[way] >= least


def test_every_way_and_filter_is_held(found: dict[str, float]) -> None:
    assert len(found) == 6
