"""Bytes -> a file that is there whole or not at all."""

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write `content` under another name, then rename; folders that lack are made.

    Parameters
    ----------
    private : nobody but its owner may read it, from the first byte
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, building = tempfile.mkstemp(prefix=".building-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if not private:  # it was made with the rights 0600
            Path(building).chmod(0o644)
        Path(building).replace(path)
    finally:
        Path(building).unlink(missing_ok=True)
