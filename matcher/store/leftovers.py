"""Folders in which a backup or a restore works, and what a kill leaves of them.

In:  such a folder, and the folder of the base
Out: the same, empty, for its owner alone, held while somebody is at work in it; those of the dead
Why: each holds a base in clear, which an erasure must reach. A backup works beside its target,
     anywhere on the machine, so a note in the base's own folder says where. The operating system
     lets go of a lock at a kill, so that what is left behind is told from what is being made
"""

import contextlib
import errno
import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from matcher import owned

RESTORING = ".restoring"  # a restore works in the base's folder, in folders that begin like this
PART = ".part"  # how the name of a folder ends in which a backup works; it begins with a dot
_NOTE = ".backup-"


@contextmanager
def staging(folder: Path, base: Path | None = None) -> Iterator[Path]:
    """Yield an empty folder that only its owner may open, and that is gone afterwards.

    Parameters
    ----------
    folder : where; what a kill left there is deleted
    base : the folder of the base that is copied, which keeps a note; one that may not be written
        keeps none

    Raises
    ------
    OSError : it cannot be made, or another process is at work in it
    """
    if _is_held(folder):
        raise OSError(errno.EBUSY, "another process is at work there")
    note = _note(folder, base) if base else None
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # a disk without locks
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)
        if note and not folder.exists():
            note.unlink(missing_ok=True)


def left(base: Path) -> list[Path]:
    """Return the folders that backups and restores of the base left when they were cut off."""
    own = [path for path in base.iterdir() if path.name.startswith(RESTORING)]
    told = map(_told, _notes(base))
    elsewhere = [folder for folder in told if _is_ours(folder) and folder.is_dir()]
    return sorted(path for path in (*own, *elsewhere) if not _is_held(path))


def clear(base: Path) -> None:
    """Delete what `left` names.

    Raises
    ------
    OSError : a folder may not be deleted
    """
    for folder in left(base):
        shutil.rmtree(folder)
    for note in _notes(base):
        folder = _told(note)
        if not (_is_ours(folder) and folder.is_dir()):
            note.unlink(missing_ok=True)


def _note(folder: Path, base: Path) -> Path | None:
    place = str(folder.absolute())
    name = hashlib.sha256(os.fsencode(place)).hexdigest()[:16]
    note = base / f"{_NOTE}{name}"
    try:
        with open(note, "wb", opener=owned.opener) as file:
            file.write(os.fsencode(place))
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        return None
    return note


def _notes(base: Path) -> list[Path]:
    return sorted(path for path in base.iterdir() if path.name.startswith(_NOTE))


def _told(note: Path) -> Path:
    """Return the folder that a note tells of."""
    try:
        return Path(os.fsdecode(note.read_bytes()))
    except OSError:
        return note


def _is_ours(folder: Path) -> bool:
    """Tell whether a folder is named as a backup names its own: a note may come from elsewhere."""
    return folder.name.startswith(".") and folder.name.endswith(PART)


def _is_held(folder: Path) -> bool:
    """Tell whether a process is at work in a folder."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(handle)
    return False
