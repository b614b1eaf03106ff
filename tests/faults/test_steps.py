"""Dying at each step by which files change; and what reaches the disk before what.

A kill cannot show what a loss of power would: that a file had its name before it had its bytes. The
order of the steps can, and what is taken from the disk by it (`benchmarks.faults.power`).
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.faults import power
from benchmarks.faults.campaign import Stage, Tally, finish, judge
from benchmarks.faults.nursery import Nursery
from benchmarks.faults.scenes import scenes

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork"),
    pytest.mark.slow,
]
MOST_DEATHS = 8  # of one scene, spread over all its steps
SCENE = {scene.work: scene for scene in scenes(9)}


@pytest.fixture(scope="module")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    with Nursery(tmp_path_factory.mktemp("nursery")) as nursery:
        yield nursery


@pytest.mark.parametrize("work", ["compaction", "migration", "first start"])
def test_dying_at_any_step_loses_nobody(tmp_path: Path, nursery: Nursery, work: str) -> None:
    stage = Stage(SCENE[work], tmp_path / "stage", nursery)
    tally, deaths = Tally(), 0
    every = max(1, stage.life.steps // MOST_DEATHS)
    for step in range(1, stage.life.steps + 1, every):
        base = stage.begin()
        deaths += stage.work(base, die_at=step).killed
        judge(stage, stage.look(base), tally)
        finish(stage, base, tally)
    assert (tally.faults, tally.examples) == ({}, [])
    assert deaths >= min(MOST_DEATHS, stage.life.steps) - 1  # lives differ by a step or two


@pytest.mark.parametrize("work", ["compaction", "first start"])
def test_a_loss_of_power_at_any_step_loses_nobody(
    tmp_path: Path, nursery: Nursery, work: str
) -> None:
    stage, tally = Stage(SCENE[work], tmp_path / "stage", nursery), Tally()
    power.cut_all(stage, tmp_path / "steps.jsonl", MOST_DEATHS, tally)
    assert (tally.faults, tally.examples) == ({}, [])
    assert tally.kills
    assert tally.cut, "no file was on its way to the disk; the test shows nothing"


def test_what_is_renamed_into_the_index_was_on_the_disk_and_its_name_is_before_the_next_step(
    tmp_path: Path, nursery: Nursery
) -> None:
    stage = Stage(SCENE["compaction"], tmp_path / "stage", nursery)
    record = tmp_path / "steps.jsonl"
    assert not stage.work(stage.begin(), record=str(record)).error
    steps = [tuple(json.loads(line)) for line in record.read_text().splitlines()]
    index = str(stage.begin() / "index")
    renames = [
        place
        for place, (name, *paths) in enumerate(steps)
        if name in ("rename", "replace") and paths[1].startswith(index)
    ]
    assert renames, "nothing was renamed into the index; the test shows nothing"
    for place in renames:
        _, source, target = steps[place]
        assert ("fsync", source) in steps[:place]
        later = steps[place + 1 :]
        if Path(target).name.startswith("manifest"):
            assert later[0] == ("fsync", index), "others may see a name that a loss of power undoes"
    for place, (name, *paths) in enumerate(steps):
        if name in ("rename", "replace") and Path(paths[1]).name.startswith("manifest"):
            earlier = steps[:place]
            segments = [n for n, step in enumerate(earlier) if "/segment-" in step[-1]]
            last = max((n for n in segments if steps[n][0] in ("rename", "replace")), default=-1)
            assert ("fsync", index) in earlier[last + 1 :] or last < 0
