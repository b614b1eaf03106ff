"""Files and folders that nobody but their owner may open.

In:  the path of what is to hold CVs, or something that was made of them
Out: a folder with the rights 0700, a file with 0600
Why: rights are given when a thing is made, whatever the umask: what is narrowed afterwards was open
     for a moment. What is there already keeps its rights; `matcher doctor` names wider ones
"""

import contextlib
import os
from pathlib import Path

_FOLDER, _FILE = 0o700, 0o600


def folder(path: Path) -> None:
    """Make a folder for its owner alone, and those above it, which hold nothing, where they lack.

    Raises
    ------
    OSError : it cannot be made
    """
    path.mkdir(mode=_FOLDER, parents=True, exist_ok=True)


def opener(path: str, flags: int) -> int:
    """Open a file, one that is made for its owner alone: ``open(path, "wb", opener=opener)``."""
    return os.open(path, flags, _FILE)


def file(path: Path) -> None:
    """Make an empty file where there is none, before a library makes it with wider rights.

    Where that is impossible nothing happens: the library says so in its own words.
    """
    with contextlib.suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _FILE))
