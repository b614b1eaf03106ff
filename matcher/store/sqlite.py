"""A base in a folder: one SQLite file.

In:  the folder
Out: an `Engine`
Why: synchronous FULL, so that a person who was acknowledged is there after a kill or a power cut.
     A rollback journal rather than a write-ahead log: a base on a read-only disk can then still be
     searched. `secure_delete` alone does not erase: of 300 bases that random rows were put into and
     taken out of, 44 kept bytes of deleted rows in stale parts of their pages; after VACUUM, none
"""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from matcher import owned
from matcher.errors import InvalidInput
from matcher.store.engines import LOCK_TIMEOUT_S, Engine

FILE = "base.sqlite"

_ADVICE = {
    sqlite3.SQLITE_FULL: "the disk is full: free some room and do it again; nothing of this change "
    "was kept, and all that was kept before is there",
    sqlite3.SQLITE_BUSY: f"another process has been writing to it for {LOCK_TIMEOUT_S} s: wait "
    "until that has ended",
    sqlite3.SQLITE_CORRUPT: "it is damaged: restore it from a backup into a new folder with: "
    "matcher restore FILE --base FOLDER",
}
_ADVICE[sqlite3.SQLITE_NOTADB] = _ADVICE[sqlite3.SQLITE_CORRUPT]
_ADVICE[sqlite3.SQLITE_LOCKED] = _ADVICE[sqlite3.SQLITE_BUSY]
_ELSE = "check that the folder is yours to write, and that the disk is whole and has room"


class SqliteEngine(Engine):
    """The base in a folder.

    Parameters
    ----------
    folder : need not exist where `writable`
    writable : whether it may be written, and is made where it is missing
    """

    def __init__(self, folder: Path, *, writable: bool) -> None:
        self._folder = folder
        self.file = folder / FILE
        self.url = self.name = str(folder)
        self._writable = writable
        # Readers of their own: one that is still reading must not keep the next one waiting.
        self._reader = _engine(self.file, "ro")
        self._writer = _engine(self.file, "rwc")

    @property
    def place(self) -> str:
        return f"in {self._folder}"

    def exists(self) -> bool:
        if not self.file.is_file():
            return False
        with self.reading() as connection:  # a first start that was killed leaves a file of nothing
            return bool(sa.inspect(connection).get_table_names())

    def folder(self, id_: str) -> Path:
        return self._folder

    def discard(self, id_: str) -> None:
        return

    def version(self) -> str:
        return f"SQLite {sqlite3.sqlite_version}"

    def size_bytes(self) -> int:
        return self.file.stat().st_size

    def problems(self) -> list[str]:
        with self.reading() as connection:
            found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        return [str(line) for line in found if line != "ok"]

    def locked(self) -> bool:
        try:
            with closing(_connect(self.file, "rw", timeout_s=0)) as connection:
                connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
        return False

    def rewrite(self) -> None:
        with (
            self._translated("rewritten"),
            self._writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
        ):
            connection.exec_driver_sql("VACUUM")

    def advice(self, error: DBAPIError) -> str:
        code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
        return _ADVICE.get(code, _ELSE)


def folder_of(where: Path | str) -> Path:
    """Return the folder that is meant; InvalidInput where it is a URL of something else."""
    if isinstance(where, str) and "://" in where:
        raise InvalidInput(
            f"{where!r} is no talent base; name a folder, or a PostgreSQL database as "
            "postgresql://user@host/database"
        )
    return Path(where)


def _engine(file: Path, mode: str) -> sa.Engine:
    engine = sa.create_engine(
        "sqlite://", creator=lambda: _connect(file, mode), poolclass=sa.pool.NullPool
    )

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        if connection.get_execution_options().get("isolation_level") == "AUTOCOMMIT":
            return
        # Python's own transaction handling starts them late; two writers would then fail at once.
        connection.exec_driver_sql("BEGIN" if mode == "ro" else "BEGIN IMMEDIATE")

    return engine


def _connect(file: Path, mode: str, *, timeout_s: float = LOCK_TIMEOUT_S) -> sqlite3.Connection:
    if mode == "ro" and file.with_name(f"{file.name}-journal").exists():
        # A killed writer left half a change. A reader may not undo it, so try once as a writer.
        with suppress(sqlite3.Error), closing(_connect(file, "rw")) as writer:
            writer.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if mode == "rwc":
        owned.file(file)  # its journal gets the same rights
    connection = sqlite3.connect(
        f"{file.resolve().as_uri()}?mode={mode}",
        uri=True,
        timeout=timeout_s,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")  # see the door-plate; `rewrite` does the rest
    return connection
