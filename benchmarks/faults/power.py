"""What a loss of power leaves of the index's files: what was forced to the disk, and no more.

In:  a base whose writer was killed at a step, the index as it was before, the steps (`Steps.record`)
Out: the same folder as the worst disk would show it: no name since its folder was last forced
     (fsync), and no bytes of a file that was not forced itself
Why: a kill leaves what the system has in its cache; a loss of power does not. The database is left as
     it is: SQLite forces its own files, from C, where no step stands before it
"""

import json
import shutil
from pathlib import Path


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
