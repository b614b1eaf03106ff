"""The file beside a base in which the recruiter's page keeps its own: copied, and brought back.

In:  a base's folder
Out: a copy of its desk as it is at one moment, for the owner alone; the desk of a backup, in place
Why: a backup without it would lose shortlists, notes and the audit, and a restored base would give
     everybody another number. SQLite's own copying is used both ways, so that a page may be served
     meanwhile. What the desk holds is `service.desk`'s matter; here it is a file
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from matcher import owned
from matcher.errors import StorageError

DESK = "desk.sqlite"
_WAIT_S = 30.0


def copy_desk(source: Path, target: Path) -> None:
    """Copy a desk over another one, which is made where there is none.

    Raises
    ------
    StorageError : the source is no desk or is damaged, or the target cannot be written
    """
    owned.file(target)
    try:
        with (
            closing(_read_only(source)) as old,
            closing(sqlite3.connect(target, timeout=_WAIT_S)) as new,
        ):
            old.backup(new)
    except sqlite3.Error as error:
        raise StorageError(
            f"the desk {source} cannot be copied to {target} ({error}); move the damaged one away "
            "and try again"
        ) from error


def desk_in(folder: Path) -> Path | None:
    """Return the desk in a base's folder; None where there is none."""
    file = folder / DESK
    return file if file.is_file() else None


def _read_only(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=_WAIT_S)
