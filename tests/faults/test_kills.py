"""Children are killed while they write: nobody is lost, doubled or mistaken for another.

A short form of `python -m benchmarks.faults`, by the same code; and writers that are broken on
purpose are caught by it.
"""

import os
from pathlib import Path

import pytest

from benchmarks.faults import campaign
from benchmarks.faults.controls import CONTROLS
from benchmarks.faults.scenes import scenes

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork"),
    pytest.mark.slow,
]
SCENES = scenes(9)
KILLS = 21
CONTROL_KILLS = 200  # at most; a broken writer is caught much sooner


def test_kills_lose_nobody_and_the_ranking_is_that_of_a_twin_nobody_killed(tmp_path: Path) -> None:
    tally = campaign.run(SCENES, KILLS, seed=4, folder=tmp_path)
    assert (tally.faults, tally.examples) == ({}, [])
    assert tally.kills.total() == KILLS
    assert set(tally.kills) == {scene.work for scene in SCENES}
    assert tally.cut, "no kill came in the middle of a change; the test shows nothing"
    assert tally.acknowledged


@pytest.mark.parametrize("control", CONTROLS)
def test_a_writer_that_is_broken_on_purpose_is_caught_and_only_when_it_is_killed(
    tmp_path: Path, control: str
) -> None:
    tally = campaign.run(
        SCENES, CONTROL_KILLS, seed=5, folder=tmp_path, control=control, until_caught=True
    )
    assert not tally.before_kills
    assert tally.faults
