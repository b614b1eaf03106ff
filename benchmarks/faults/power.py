"""What a loss of power leaves of the index's files: what was forced to the disk, and no more.

In:  a base whose writer was killed at a step, its index as it was before, and the steps so far
Out: the same folder as the worst disk would show it: no name since its folder was last forced
     (fsync), and no bytes of a file that was not forced itself
Why: a kill leaves what the system has in its cache; a loss of power does not. The database is left
     as it is: SQLite forces its own files, from C, where no step stands before it
"""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from benchmarks.faults.campaign import Scene, Stage, Tally, finish, judge
from benchmarks.faults.nursery import Nursery


def run(scenes: Sequence[Scene], cuts: int, *, folder: Path) -> Tally:
    """Cut the power about so often, spread over the steps of all scenes; look, finish, compare."""
    tally, each = Tally(), -(-cuts // len(scenes))
    with Nursery(folder) as nursery:
        for number, scene in enumerate(scenes):
            stage = Stage(scene, folder / f"{number}-{scene.work}", nursery)
            cut_all(stage, folder / f"{number}-steps.jsonl", each, tally)
    return tally


def cut_all(stage: Stage, record: Path, cuts: int, tally: Tally) -> None:
    """Cut the power of one scene so often; `tally.cut` counts those that took something."""
    before = stage.begin("before") / "index"
    steps = stage.life.steps
    for step in range(1, steps + 1, max(1, steps // cuts)):
        base = stage.begin()
        record.unlink(missing_ok=True)
        if not stage.work(base, die_at=step, record=str(record)).killed:
            tally.too_late += 1
            continue
        tally.kills[stage.scene.work] += 1
        taken = cut(base / "index", before, record)
        left = tally.cut
        judge(stage, stage.look(base), tally)
        tally.cut = left + bool(taken)
        tally.acknowledged += len(stage.said())
        finish(stage, base, tally)


def cut(index: Path, before: Path, record: Path) -> int:
    """Take from an index what a loss of power after the last step takes; return how many files.

    Parameters
    ----------
    index  : the folder, as the kill left it
    before : a copy of it as it was, all on the disk; need not exist
    record : what `Steps` wrote, up to the kill; the last step had not been taken yet
    """
    steps = [tuple(json.loads(line)) for line in record.read_text().splitlines()][:-1]
    kept = {path.name for path in before.iterdir()} if before.is_dir() else set()
    forced, pending = set(kept), dict[str, bool]()  # name -> whether it is there
    for name, *paths in steps:
        last = Path(paths[-1]) if paths else Path()
        if name in ("fsync", "fdatasync") and last == index:
            kept = {one for one in kept if pending.get(one, True)}
            kept |= {one for one, there in pending.items() if there}
            pending.clear()
        elif last.parent != index:
            continue
        elif name in ("fsync", "fdatasync"):
            forced.add(last.name)
        elif name in ("rename", "replace"):
            pending[last.name] = True
            if Path(paths[0]).name in forced:
                forced.add(last.name)
        elif name in ("unlink", "remove"):
            pending[last.name] = False
    return _apply(index, before, kept, forced)


def _apply(index: Path, before: Path, kept: set[str], forced: set[str]) -> int:
    """Leave the names that are kept, emptied where their bytes were not forced."""
    taken = 0
    for path in list(index.iterdir()) if index.is_dir() else ():
        if path.name not in kept:
            path.unlink()
            taken += 1
        elif path.name not in forced:
            path.write_bytes(b"")
            taken += 1
    for name in kept:
        if not (index / name).exists() and (before / name).exists():
            shutil.copy2(before / name, index / name)  # it was removed, and that was not forced
            taken += 1
    return taken
