"""Where a base is kept: what both engines can do, and how their errors are told.

In:  a folder, or the URL of a PostgreSQL database
Out: transactions to read and to write in; every error of a driver as one `StorageError`
Why: the rest of the store speaks SQLAlchemy Core and need not know which engine it is on
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from matcher.errors import StorageError

LOCK_TIMEOUT_S = 30  # how long a writer waits for another one


class Engine(ABC):
    """A place where a base is kept, opened for reading or for writing too."""

    url: str  # opens the same base again
    name: str  # the same without a password, for people
    _reader: sa.Engine
    _writer: sa.Engine
    _writable: bool

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Yield a connection in a transaction that changes nothing and sees one state.

        Raises
        ------
        StorageError : the base cannot be read
        """
        with self._translated("read"), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Yield a connection in a transaction: all that is done in it is kept, or nothing.

        Raises
        ------
        StorageError : the base cannot be written, or another writer did not finish
        """
        if not self._writable:
            raise StorageError(
                f"the talent base {self.place} cannot be written: it was opened for reading; "
                "open it for writing"
            )
        with self._translated("written"), self._writer.begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of files and connections."""
        self._reader.dispose()
        self._writer.dispose()

    @property
    @abstractmethod
    def place(self) -> str:
        """Where it is, as words in a sentence: "in FOLDER" or "at URL"."""

    @abstractmethod
    def exists(self) -> bool:
        """Return whether there is a database that could hold a base."""

    @abstractmethod
    def folder(self, id_: str) -> Path:
        """Return the folder for what is derived from the base with this id; it exists."""

    @abstractmethod
    def discard(self, id_: str) -> None:
        """Delete the folder of a base that is replaced; nothing where the base itself is in it."""

    @abstractmethod
    def version(self) -> str:
        """Return name and version of the database program."""

    @abstractmethod
    def size_bytes(self) -> int:
        """Return the room that the base takes."""

    @abstractmethod
    def problems(self) -> list[str]:
        """Return what is wrong with the database's own structures, after reading all of them."""

    @abstractmethod
    def locked(self) -> bool:
        """Return whether somebody writes to the base at this moment."""

    @abstractmethod
    def rewrite(self) -> None:
        """Write all tables anew, so that nothing of what was deleted stays in a file."""

    @abstractmethod
    def advice(self, error: DBAPIError) -> str:
        """Return the next step after a driver's error."""

    @contextmanager
    def _translated(self, done: str) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            said = " ".join(str(error.orig).split())
            raise StorageError(
                f"the talent base {self.place} cannot be {done} ({said}); {self.advice(error)}"
            ) from error
        except PoolTimeout as error:
            raise StorageError(
                f"the talent base {self.place} cannot be {done}: all connections are in use; "
                "ask less at once"
            ) from error
