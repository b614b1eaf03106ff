"""The folder of an index: whose it is, who may write it, what is swept out of it.

In:  a folder; the base, calibration and encoder that its files must be of
Out: names of its files, a lock for the one writer, errors that say what to do
Why: a file of another base or calibration gives answers that look right, so each file says whose it
     is; and two writers would each delete what the other has just written
"""

import errno
import fcntl
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from matcher import owned
from matcher.errors import Busy, StorageError
from matcher.index.envelope import SUFFIX, UNFINISHED, Mapped, settle

KINDS = ("manifest", "segment", "codebook")
_LOCK = "lock"
_OURS = re.compile(
    rf"({'|'.join(KINDS)})-(\d{{10}})(-[0-9a-f]{{16}}{re.escape(SUFFIX)}|{re.escape(UNFINISHED)})"
)
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True, slots=True)
class Owner:
    """What an index is made for; with another of these its rows mean something else."""

    base: str
    calibration: str
    encoder: str
    width: int

    def facts(self) -> dict[str, Any]:
        """Return what is written into each file."""
        return asdict(self)

    def check(self, file: Mapped) -> None:
        """Return when a file is of this owner; StorageError says what it is of instead."""
        wrong = [
            f"{name} {file.facts.get(name)!r} instead of {mine!r}"
            for name, mine in asdict(self).items()
            if file.facts.get(name) != mine
        ]
        if wrong:
            raise StorageError(f"{file.name} belongs to {', '.join(wrong)}")


def stem(kind: str, generation: int) -> str:
    """Return how the name of a file of this kind begins."""
    return f"{kind}-{generation:010d}"


def files(folder: Path, kind: str) -> list[tuple[int, str]]:
    """Return generation and name of the finished files of a kind, the newest first."""
    if not folder.is_dir():
        return []
    names = [(_OURS.fullmatch(path.name), path.name) for path in folder.iterdir()]
    found = [(int(m[2]), n) for m, n in names if m and m[1] == kind and n.endswith(SUFFIX)]
    return sorted(found, reverse=True)


def sweep(folder: Path, keep: Collection[str]) -> None:
    """Delete the files of this index that are not in `keep`, finished or not; only a writer may.

    Manifests go first, so that a kill leaves none that names what is gone. What others have put
    into the folder stays.
    """
    names = [path.name for path in folder.iterdir() if _OURS.fullmatch(path.name)]
    gone = sorted(set(names) - set(keep), key=lambda name: not name.startswith("manifest"))
    for name in gone:
        (folder / name).unlink(missing_ok=True)
    if gone:
        settle(folder)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Be the one who writes into the folder, which is made where it is missing.

    Raises
    ------
    Busy : another process writes
    StorageError : the folder may not be written; the disk is full
    """
    try:
        owned.folder(folder)
        with open(folder / _LOCK, "ab", opener=owned.opener) as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Busy(
                    f"another process is writing the index in {folder}; try again when it is done"
                ) from error
            yield
    except OSError as error:
        raise StorageError(_unwritten(folder, error)) from error


def _unwritten(folder: Path, error: OSError) -> str:
    if error.errno in _FULL:
        return (
            f"no room to write the index in {folder} ({error.strerror}); the index as it was is "
            "still used. Make room and try again"
        )
    return (
        f"the index in {folder} cannot be written ({error.strerror or error}); the index as it "
        "was is still used. Give the folder to a user who may write it"
    )
