"""A cache on disk in front of an encoder: a line that was seen before is not encoded again.

In:  an encoder and the path of a SQLite file
Out: an encoder whose rows are the same bytes whether they come from the file or not
Why: rows are rounded to float16 on both ways, which halves the file (0.8 KB a text) and moves a
     cosine by less than 0.0001. SQLite, because two processes may write at once and a kill must
     not leave half a row; a plain file of appended rows needs locks and an index of its own.

Keys are SHA-256 of the model's name and the text, so no text stands in the file. A vector still
tells roughly what its text is about, and a hash can be confirmed by who guesses the text: treat the
file as personal data. `forget` wipes the rows of erased texts. A damaged file is only lost time: it
is thrown away with a warning; a file that is some other database is refused, never deleted.
"""

import hashlib
import logging
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from matcher import owned
from matcher.errors import InvalidInput, StorageError
from matcher.protocols import Encoder, Progress, Vectors
from matcher.vectors.encoder import unit

_log = logging.getLogger(__name__)

_APPLICATION = 0x4D564331  # "MVC1" in the file's header: this program, this layout
_TIMEOUT_S = 10.0
_KEYS_AT_ONCE = 500
_CHECK_BYTES = 4

_Halves = NDArray[np.float16]
_T = TypeVar("_T")


class CachedEncoder:
    """An encoder that keeps its rows, rounded to float16, in a file.

    Parameters
    ----------
    encoder : makes the rows that are not in the file
    path    : the file; made, with its folder, when the first row is kept
    keep    : without it the file is only read
    """

    def __init__(self, encoder: Encoder, path: Path, *, keep: bool = True) -> None:
        self._encoder = encoder
        self._file = _File(path)
        self._path, self._keep = path, keep

    def reading_only(self) -> "CachedEncoder":
        """Return an encoder with the same rows, which keeps none of those that it makes."""
        return CachedEncoder(self._encoder, self._path, keep=False)

    @property
    def name(self) -> str:
        """Name and hash of the model behind the cache."""
        return self._encoder.name

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Return (len(texts), d) float32 rows of length 1, in the order given.

        `progress` counts the distinct texts that were not in the file.

        Raises
        ------
        InvalidInput : the file is a database of another program
        """
        keys = {text: self._key(text) for text in texts}
        kept = self._file.read(keys.values())
        missing = [text for text, key in keys.items() if key not in kept]
        if missing or not kept:
            halves = self._encoder.encode(missing, progress=progress).astype(np.float16)
            if not texts:
                return halves.astype(np.float32)
            fresh = {keys[text]: row for text, row in zip(missing, halves, strict=True)}
            if self._keep:
                self._file.write(fresh)
            kept |= fresh
        return unit(np.stack([kept[keys[text]] for text in texts]).astype(np.float32))

    def forget(self, texts: Iterable[str]) -> None:
        """Wipe the rows of these texts: the file is written anew, or thrown away.

        Raises
        ------
        StorageError : the file may be neither written nor deleted
        """
        self._file.delete([self._key(text) for text in texts])

    def forget_others(self, texts: Iterable[str]) -> None:
        """Wipe all rows but those of these texts, of which a row need not be there.

        Raises
        ------
        StorageError : the file may be neither written nor deleted
        """
        self._file.delete_others(map(self._key, texts))

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(f"{self.name}\n{text}".encode("utf-8", "surrogatepass")).digest()


class _File:
    """The SQLite file: key -> check sum and float16 row."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, keys: Iterable[bytes]) -> dict[bytes, _Halves]:
        """Return the rows of those keys that the file holds undamaged."""
        wanted = list(keys)

        def rows(connection: sqlite3.Connection) -> dict[bytes, _Halves]:
            found: dict[bytes, _Halves] = {}
            for start in range(0, len(wanted), _KEYS_AT_ONCE):
                some = wanted[start : start + _KEYS_AT_ONCE]
                marks = ",".join("?" * len(some))
                query = f"SELECT key, value FROM vectors WHERE key IN ({marks})"
                found |= {
                    key: np.frombuffer(value, "<f2", offset=_CHECK_BYTES)
                    for key, value in connection.execute(query, some)
                    if value[:_CHECK_BYTES] == _check(key, value[_CHECK_BYTES:])
                }
            return found

        return (self._use(rows) if self._path.is_file() else None) or {}

    def write(self, rows: dict[bytes, _Halves]) -> None:
        """Keep rows; one that another process has just kept is replaced by the same."""
        values = [(key, row.astype("<f2").tobytes()) for key, row in rows.items()]
        checked = [(key, _check(key, value) + value) for key, value in values]
        self._use(lambda file: file.executemany("REPLACE INTO vectors VALUES (?, ?)", checked))

    def delete(self, keys: Iterable[bytes]) -> None:
        """Take rows out; where the file cannot be written anew, it is thrown away."""
        rows = [(key,) for key in keys]
        self._wipe(lambda file: file.executemany("DELETE FROM vectors WHERE key = ?", rows))

    def delete_others(self, keys: Iterable[bytes]) -> None:
        """Take out the rows of all other keys; else as `delete`."""

        def work(file: sqlite3.Connection) -> sqlite3.Cursor:
            file.execute("CREATE TEMP TABLE wanted (key BLOB PRIMARY KEY) WITHOUT ROWID")
            file.executemany("INSERT OR IGNORE INTO wanted VALUES (?)", ((key,) for key in keys))
            return file.execute("DELETE FROM vectors WHERE key NOT IN (SELECT key FROM wanted)")

        self._wipe(work)

    def _wipe(self, work: Callable[[sqlite3.Connection], sqlite3.Cursor]) -> None:
        if not self._path.is_file():
            return
        if self._use(work) is None or not self._rewrite():
            try:
                self._throw_away()
            except OSError as error:
                raise StorageError(
                    f"the cache of vectors {self._path} cannot be wiped or deleted ({error}); "
                    "delete it yourself: it is only a cache"
                ) from error

    def _rewrite(self) -> bool:
        """Write the file anew: SQLite keeps parts of deleted rows in stale cells of its pages."""
        try:
            with closing(sqlite3.connect(self._path, timeout=_TIMEOUT_S)) as file:
                file.execute("VACUUM")
        except sqlite3.Error as error:
            _log.warning("the cache of vectors %s starts anew: %s", self._path, error)
            return False
        return True

    def _use(self, work: Callable[[sqlite3.Connection], _T]) -> _T | None:
        """Do one transaction; a failure is only a warning, since the cache can be missed."""
        try:
            owned.folder(self._path.parent)
            owned.file(self._path)
            connection = sqlite3.connect(self._path, timeout=_TIMEOUT_S, isolation_level=None)
            with closing(connection) as file:
                file.execute("PRAGMA secure_delete = ON")
                file.execute("BEGIN IMMEDIATE")  # closing without COMMIT rolls back
                self._prepare(file)
                result = work(file)
                file.execute("COMMIT")
                return result
        except (sqlite3.OperationalError, OSError) as error:  # locked, disk full, not writable
            _log.warning("the cache of vectors %s is not used now: %s", self._path, error)
        except sqlite3.DatabaseError as error:
            _log.warning("the cache of vectors %s was damaged, starts anew: %s", self._path, error)
            self._throw_away()
        return None

    def _prepare(self, file: sqlite3.Connection) -> None:
        (application,) = file.execute("PRAGMA application_id").fetchone()
        (tables,) = file.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if not tables:
            file.execute(f"PRAGMA application_id = {_APPLICATION}")
            file.execute(
                "CREATE TABLE vectors (key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID"
            )
        elif application != _APPLICATION:
            raise InvalidInput(
                f"{self._path} is a database of another program, not a cache of vectors; "
                "name another file for the cache"
            )

    def _throw_away(self) -> None:
        for path in (self._path, self._path.with_name(self._path.name + "-journal")):
            path.unlink(missing_ok=True)


def _check(key: bytes, value: bytes) -> bytes:
    """Return a check sum, since SQLite does not notice a flipped bit inside a value."""
    return zlib.crc32(value, zlib.crc32(key)).to_bytes(_CHECK_BYTES, "little")
