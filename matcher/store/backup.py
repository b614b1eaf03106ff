"""A whole base in one file, and back.

In:  a base that others may be changing, on either engine; a file made from one
Out: one zip file with the base as it was at one moment, its checksum, and the page's desk where
     there is one; a base, on either engine
Why: the file holds a SQLite database whatever the engine was, so that a team can move from one to
     the other. People are copied page by page while others write, and whoever has changed since
     is copied again in one last short transaction: a copy that kept a SQLite file locked from
     beginning to end would stop an import. Restoring is one transaction, so that a kill leaves the
     place as it was
"""

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa

from matcher import owned
from matcher.errors import InvalidInput, NotFound, StorageError
from matcher.store import changes
from matcher.store.desk import DESK, copy_desk, desk_in
from matcher.store.engines import Engine
from matcher.store.leftovers import PART, RESTORING, staging
from matcher.store.people import PEOPLE_AT_ONCE
from matcher.store.schema import TABLES, gone, people
from matcher.store.settings import read_meta
from matcher.store.sqlite import FILE, SqliteEngine

_KIND = "skills-matcher backup 1"
_MANIFEST = "manifest.json"
_PIECE_BYTES = 1 << 20
_ROWS_AT_ONCE = 1_000
_DAMAGE = (zipfile.BadZipFile, zlib.error, KeyError, TypeError, ValueError, EOFError)


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup's file says of itself."""

    kind: str
    base: str  # id of the base that it was made of
    made: str  # UTC, as 2026-01-31T12:00:00+00:00
    people: int
    seq: int  # last change that it holds
    size_bytes: int  # of the database in it
    sha256: str  # of the database in it, hexadecimal


def save(engine: Engine, base: str, own: Path, target: Path) -> Backup:
    """Write a base, whose folder is `own`, to a new file; see `TalentBase.backup`."""
    if target.exists():
        raise InvalidInput(f"{target} is there already; name a new file for the backup")
    unfinished = target.with_name(f".{target.name}{PART}")
    try:
        with staging(unfinished, own) as folder:
            copy = SqliteEngine(folder, writable=True)
            try:
                told = _copied(engine, base, copy)
            finally:
                copy.close()
            packed, desk = folder / target.name, desk_in(own)
            if desk is not None:
                copy_desk(desk, folder / DESK)
            backup = _pack(copy.file, packed, base, *told)
            packed.rename(target)
            _sync(target.parent)
    except OSError as error:
        raise StorageError(
            f"the backup {target} cannot be written ({error}); name a file in a folder that you "
            "may write, on a disk with room for the base twice"
        ) from error
    return backup


def about(file: Path) -> Backup:
    """Return what a backup says of itself.

    Raises
    ------
    NotFound : there is no such file
    StorageError : the file is no backup, or is damaged where it says so
    """
    if not file.is_file():
        raise NotFound(f"there is no backup {file}; check the spelling")
    try:
        with zipfile.ZipFile(file) as archive:
            told = Backup(**json.loads(archive.read(_MANIFEST)))
        if told.kind != _KIND:
            raise ValueError(f"it says that it is {told.kind!r}, and {_KIND!r} is read")
    except (*_DAMAGE, OSError) as error:
        raise _damaged(file, error) from error
    return told


@contextmanager
def opened(file: Path, place: Path) -> Iterator[SqliteEngine]:
    """Yield the database in a backup, unpacked into the folder `place` and checked.

    Raises
    ------
    StorageError : the file is no backup or is damaged
    """
    with staging(place) as folder:
        try:
            _unpack(file, folder / FILE, about(file))
        except _DAMAGE as error:
            raise _damaged(file, error) from error
        except OSError as error:
            raise StorageError(
                f"the backup {file} cannot be unpacked ({error}); make room for the base twice"
            ) from error
        engine = SqliteEngine(folder, writable=True)
        try:
            yield engine
        finally:
            engine.close()


def desk_of(file: Path, folder: Path) -> bool:
    """Put the desk in a backup into a base's folder; return whether the backup holds one.

    Raises
    ------
    StorageError : the backup is damaged, or the folder cannot be written
    """
    try:
        with zipfile.ZipFile(file) as archive:
            if DESK not in archive.namelist():
                return False
            with staging(folder / f"{RESTORING}-desk") as place:
                with (
                    archive.open(DESK) as inside,
                    open(place / DESK, "wb", opener=owned.opener) as plain,
                ):
                    _copy(inside, plain)
                copy_desk(place / DESK, folder / DESK)
    except _DAMAGE as error:
        raise _damaged(file, error) from error
    except OSError as error:
        raise StorageError(f"the desk cannot be put into {folder} ({error}); make room") from error
    return True


def copy_rows(source: sa.Connection, target: sa.Connection, table: sa.Table) -> None:
    """Add all rows of a table to the same table elsewhere."""
    for rows in pages_of(source, sa.select(table)):
        target.execute(table.insert(), rows)


def pages_of(source: sa.Connection, asked: sa.Select[Any]) -> Iterator[list[dict[str, Any]]]:
    """Yield what is asked for, some rows at a time."""
    found = source.execution_options(yield_per=_ROWS_AT_ONCE).execute(asked)
    for rows in found.mappings().partitions():
        yield [dict(row) for row in rows]


def _copied(engine: Engine, base: str, copy: SqliteEngine) -> tuple[int, int]:
    """Copy a base that others may be changing; return people and last change of the copy."""
    with copy.writing() as target:
        TABLES.create_all(target)
    with engine.reading() as source:
        start = changes.now(source)
    since = 0
    while rows := _page(engine, since):
        with copy.writing() as target:
            since = _put(target, rows)
    with engine.reading() as source, copy.writing() as target:  # one moment for all of it
        while rows := _changed_after(source, since):
            since = _put(target, rows)
        left = source.scalars(sa.select(gone.c.key).where(gone.c.seq > start)).all()
        _drop(target, base, {bytes(key) for key in left})
        for table in TABLES.sorted_tables:
            if table is not people:
                copy_rows(source, target, table)
        seq = changes.now(source)
        there = target.scalar(sa.select(sa.func.count()).select_from(people)) or 0
    if seq != start:
        copy.rewrite()  # who left or changed meanwhile is in stale parts of its pages
    return there, seq


def _page(engine: Engine, since: int) -> list[dict[str, Any]]:
    with engine.reading() as source:
        return _changed_after(source, since)


def _changed_after(source: sa.Connection, since: int) -> list[dict[str, Any]]:
    asked = sa.select(people).where(people.c.seq > since).order_by(people.c.seq)
    return [dict(row) for row in source.execute(asked.limit(PEOPLE_AT_ONCE)).mappings()]


def _put(target: sa.Connection, rows: Sequence[dict[str, Any]]) -> int:
    """Put people into the copy in place of what it holds of them; return their last number."""
    target.execute(people.delete().where(people.c.id.in_([row["id"] for row in rows])))
    target.execute(people.insert(), rows)
    seq: int = rows[-1]["seq"]
    return seq


def _drop(target: sa.Connection, base: str, keys: set[bytes]) -> None:
    """Take out of the copy who has left the base while it was made."""
    if keys:
        ids = target.scalars(sa.select(people.c.id)).all()
        left = [id_ for id_ in ids if changes.key_of(base, id_) in keys]
        for part in changes.parts(left):
            target.execute(people.delete().where(people.c.id.in_(part)))


def _pack(database: Path, packed: Path, base: str, there: int, seq: int) -> Backup:
    made = datetime.now(UTC).isoformat(timespec="seconds")
    with (
        os.fdopen(os.open(packed, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "wb") as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
    ):
        with archive.open(FILE, "w", force_zip64=True) as inside, database.open("rb") as plain:
            size, digest = _copy(plain, inside)
        if (desk := desk_in(database.parent)) is not None:
            archive.write(desk, DESK)
        backup = Backup(_KIND, base, made, there, seq, size, digest)
        archive.writestr(_MANIFEST, json.dumps(asdict(backup), indent=2))
        archive.close()
        file.flush()
        os.fsync(file.fileno())
    return backup


def _unpack(file: Path, database: Path, told: Backup) -> None:
    with (
        zipfile.ZipFile(file) as archive,
        archive.open(FILE) as inside,
        open(database, "wb", opener=owned.opener) as plain,
    ):
        size, digest = _copy(inside, plain)
    if (size, digest) != (told.size_bytes, told.sha256):
        raise ValueError("its checksum does not fit")


def _damaged(file: Path, error: Exception) -> StorageError:
    return StorageError(
        f"{file} is no backup of a talent base, or is damaged ({error}); take another one"
    )


def _copy(source: IO[bytes], target: IO[bytes]) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    while piece := source.read(_PIECE_BYTES):
        target.write(piece)
        digest.update(piece)
        size += len(piece)
    return size, digest.hexdigest()


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def salt_of(connection: sa.Connection) -> bytes:
    """Return what is the same in a base, its backups and what is restored from them."""
    return read_meta(connection, "salt") or b""
