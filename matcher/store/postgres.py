"""A base for a team: the tables in a PostgreSQL database.

In:  a URL; its host, user, password and schema (`options=-csearch_path=NAME`) are libpq's
Out: an `Engine`; what is derived from the base lies in a folder of the user's cache
Why: connections are tried before use, so that a server that was started again is found again
     without a restart here. Nothing is sent twice by itself: a change whose answer was lost may
     have been kept, and whoever asked for it knows whether doing it again is safe
"""

import shutil
import time
from importlib.util import find_spec
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from matcher import owned
from matcher.errors import InvalidInput, StorageError
from matcher.resources import default_cache
from matcher.store.engines import LOCK_TIMEOUT_S, Engine
from matcher.store.schema import TABLES

_SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")
_CONNECTION = {
    "connect_timeout": 10,
    "application_name": "skills-matcher",
    "client_encoding": "utf8",
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "tcp_user_timeout": 60_000,  # milliseconds without an answer after which a peer is gone
}
_FIRST_START = 0x4D54_4231  # "MTB1": the lock under which tables are made

# By SQLSTATE, or by its class: the first two characters.
_ADVICE = {
    "53100": "the server's disk is full: free some room and do it again; nothing of this change "
    "was kept",
    "55P03": f"another process has been writing to it for {LOCK_TIMEOUT_S} s: wait until that has "
    "ended",
    "42": "check that this user may make and change tables there, and that the schema holds "
    "nothing but this base",
    "25": "the server, or this user, is set to reading only",
    "XX": "it is damaged: restore it from a backup into a new database with: matcher restore FILE "
    "--base URL",
}
_LOST = (
    "the server went away or did not let us in: check that it runs, and the host, user, password "
    "and database of the URL; then do it again"
)
_OLDER_READERS = sa.text(
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND backend_xmin IS NOT NULL AND xact_start < :since"
)
_TEXT = "a text holds a character that PostgreSQL does not take; leave it out of the document"


class PostgresEngine(Engine):
    """The base in a PostgreSQL database.

    Parameters
    ----------
    url : as "postgresql://user@host/database"
    writable : whether it may be written
    """

    def __init__(self, url: str, *, writable: bool) -> None:
        if find_spec("psycopg") is None:
            raise InvalidInput(
                "a base in PostgreSQL needs the package psycopg; install it with: "
                "pip install 'skills-matcher[postgres]'"
            )
        try:
            parsed = sa.make_url(url).set(drivername="postgresql+psycopg")
        except (sa.exc.ArgumentError, ValueError) as error:
            raise InvalidInput(
                "the URL of the talent base is not understood; write it as "
                "postgresql://user@host/database"
            ) from error
        self._writable = writable
        shown = parsed.set(drivername="postgresql")
        self.url = shown.render_as_string(hide_password=False)
        self.name = shown.render_as_string(hide_password=True)
        self._writer = sa.create_engine(
            parsed, pool_pre_ping=True, pool_size=4, max_overflow=28, connect_args=_CONNECTION
        )
        self._reader = self._writer.execution_options(
            postgresql_readonly=True, isolation_level="REPEATABLE READ"
        )

        @sa.event.listens_for(self._writer, "begin")
        def _begin(connection: sa.Connection) -> None:
            if connection.get_execution_options().get("isolation_level") is None:
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT_S}s'")

    @property
    def place(self) -> str:
        return f"at {self.name}"

    def exists(self) -> bool:
        with self.reading() as connection:
            return sa.inspect(connection).has_table("meta")

    def folder(self, id_: str) -> Path:
        folder = default_cache() / "bases" / id_
        try:
            owned.folder(folder)
            folder.chmod(0o700)
        except OSError as error:
            raise StorageError(
                f"cannot make the folder {folder} for what is derived from the talent base "
                f"({error.strerror}); set MATCHER_CACHE to a folder that you may write"
            ) from error
        return folder

    def discard(self, id_: str) -> None:
        shutil.rmtree(self.folder(id_), ignore_errors=True)

    def version(self) -> str:
        with self.reading() as connection:
            return f"PostgreSQL {connection.scalar(sa.text('SHOW server_version'))}"

    def size_bytes(self) -> int:
        sizes = [sa.func.pg_total_relation_size(name) for name in TABLES.tables]
        with self.reading() as connection:
            return sum(connection.execute(sa.select(*sizes)).one())

    def problems(self) -> list[str]:
        return []  # the server checks each page that is read; `verify` reads them all

    def locked(self) -> bool:
        counter = TABLES.tables["counters"]
        with self._translated("read"), self._writer.begin() as connection:
            free = sa.select(counter.c.name).with_for_update(skip_locked=True)
            rows = connection.execute(free).all()
            there = connection.scalar(sa.select(sa.func.count()).select_from(counter)) or 0
        return len(rows) < there

    def rewrite(self) -> None:
        writer = self._writer.execution_options(isolation_level="AUTOCOMMIT")
        with self._translated("rewritten"), writer.connect() as connection:
            _wait_for_older_readers(connection)
            for name in TABLES.tables:
                connection.exec_driver_sql(f"VACUUM (FULL) {name}")

    def advice(self, error: DBAPIError) -> str:
        code = getattr(error.orig, "sqlstate", None) or ""
        if isinstance(error, sa.exc.DataError):
            return _TEXT
        if error.connection_invalidated or code[:2] in ("", "08", "57"):
            return _LOST
        return _ADVICE.get(code) or _ADVICE.get(code[:2]) or "see the server's log"


def _wait_for_older_readers(connection: sa.Connection) -> None:
    """Wait until nobody can still see what was deleted: the server keeps those rows for them.

    A reader of another schema counts too; one that is on a table of this base holds its lock.
    """
    since = connection.scalar(sa.text("SELECT clock_timestamp()"))
    until = time.monotonic() + LOCK_TIMEOUT_S
    while readers := connection.scalars(_OLDER_READERS, {"since": since}).all():
        if time.monotonic() > until:
            raise StorageError(
                "other sessions of this database have been reading since before the people were "
                f"taken out (process {', '.join(map(str, readers))} of the server): end them"
            )
        time.sleep(0.05)


def is_url(where: Path | str) -> bool:
    """Return whether this names a PostgreSQL database rather than a folder."""
    return isinstance(where, str) and where.partition("://")[0] in _SCHEMES and "://" in where


def lock_first_start(connection: sa.Connection) -> None:
    """Let one process at a time look whether tables are there, and make them."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_FIRST_START)))
