"""A talent base on disk: one SQLite file in one folder.

In:  people (document text, candidate record, vectors) as they were read from their files
Out: the same people, and which files need not be read again
Why: SQLite is the truth, written in short transactions with synchronous FULL, so that a person
     who was acknowledged is there after a kill; SQLAlchemy Core, so that another database can
     take its place. A rollback journal rather than a write-ahead log: a base on a read-only disk
     can then still be searched.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from matcher.errors import InvalidInput, NotFound, StorageError
from matcher.protocols import Vectors
from matcher.records import Candidate, Unreadable
from matcher.store.codec import from_json, to_json

_FILE = "base.sqlite"
_FORMAT = "1"
_IDS_AT_ONCE = 500  # SQLite allows 32,766 variables in one question; stay far below

_tables = sa.MetaData()
_meta = sa.Table(
    "meta",
    _tables,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("value", sa.LargeBinary, nullable=False),
)
_files = sa.Table(
    "files",
    _tables,
    sa.Column("path", sa.String, primary_key=True),
    sa.Column("digest", sa.String, nullable=False),
    sa.Column("problems", sa.String, nullable=False),  # JSON list of Unreadable
)
_people = sa.Table(
    "people",
    _tables,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("path", sa.String, nullable=False, index=True),
    sa.Column("text", sa.String, nullable=False),
    sa.Column("candidate", sa.String, nullable=False),
    sa.Column("vectors", sa.LargeBinary, nullable=False),  # float16, one row a statement
    sa.Column("context", sa.LargeBinary, nullable=False),  # float16, one row
)
_taxonomies = sa.Table(
    "taxonomies",
    _tables,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("digest", sa.String, nullable=False),  # SHA-256 of what it holds
    sa.Column("imported", sa.String, nullable=False),  # day, as 2026-01-31
    sa.Column("summary", sa.String, nullable=False),  # JSON, for people
    sa.Column("content", sa.LargeBinary, nullable=False),
)


@dataclass(frozen=True, slots=True)
class KeptTaxonomy:
    """A taxonomy that a base keeps; its content is read on its own."""

    name: str
    digest: str
    imported: str
    summary: str


@dataclass(frozen=True, slots=True)
class Person:
    """What a base holds of one candidate."""

    candidate: Candidate
    text: str  # the document's text, which the evidence's offsets refer to
    vectors: Vectors  # (statements, d)
    context: Vectors  # (d,)


@dataclass(frozen=True, slots=True)
class _Problems:
    items: tuple[Unreadable, ...]


class TalentBase:
    """People and the files they came from. Open it with `create` or `open`; close it after use."""

    def __init__(self, folder: Path, mode: str) -> None:
        self.folder = folder
        # Readers of their own: one that is still reading must not keep the next one waiting.
        self._reader = _engine(folder / _FILE, "ro")
        self._writer = _engine(folder / _FILE, mode)

    @classmethod
    def create(cls, folder: Path) -> "TalentBase":
        """Open the base in `folder`, making folder and base where they are missing.

        Raises
        ------
        StorageError : the folder cannot be written, or holds a base that cannot be read
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(
                f"cannot make the folder {folder} for the talent base ({error.strerror}); "
                "give --base a folder that you may write"
            ) from error
        base = cls(folder, "rwc")
        with base._translated("written"), base._writer.begin() as connection:
            _tables.create_all(connection)
            if _read_meta(connection, "format") is None:
                _write_meta(connection, {"format": _FORMAT.encode()})
            # A file that may only be read is opened all the same; a write tells at once.
            own = _meta.update().where(_meta.c.key == "format")
            connection.execute(own.values(value=_meta.c.value))
        base._check_format()
        return base

    @classmethod
    def open(cls, folder: Path) -> "TalentBase":
        """Open the base in `folder` for reading.

        Raises
        ------
        NotFound : there is no base in that folder
        StorageError : there is one, but it cannot be read
        """
        if not (folder / _FILE).is_file():
            raise NotFound(
                f"no talent base in {folder}; make one with: matcher index PATHS --base {folder}"
            )
        base = cls(folder, "ro")
        base._check_format()
        return base

    def close(self) -> None:
        """Let go of the file."""
        self._reader.dispose()
        self._writer.dispose()

    # --- settings of the base -----------------------------------------------------------------
    def meta(self, key: str) -> bytes | None:
        """Return what is kept under `key`, or None."""
        with self._translated("read"), self._reader.connect() as connection:
            return _read_meta(connection, key)

    def set_meta(self, values: Mapping[str, bytes]) -> None:
        """Keep these values, in one transaction."""
        with self._translated("written"), self._writer.begin() as connection:
            _write_meta(connection, values)

    # --- writing ------------------------------------------------------------------------------
    def put(
        self, path: str, digest: str, people: Sequence[Person], problems: Sequence[Unreadable] = ()
    ) -> None:
        """Replace all that came from the file `path` by these people and problems.

        One transaction: after a kill either the old people of the file are there or the new.
        It counts "edition" up, by which other processes see that what they loaded has changed.

        Raises
        ------
        InvalidInput : a candidate's id belongs to another file, or comes twice
        """
        with self._translated("written"), self._writer.begin() as connection:
            connection.execute(_people.delete().where(_people.c.path == path))
            connection.execute(_files.delete().where(_files.c.path == path))
            ids = [person.candidate.id for person in people]
            twice = [id_ for id_, times in Counter(ids).items() if times > 1]
            if taken := [*twice, *_held(connection, ids)]:
                raise InvalidInput(
                    f"candidate {taken[0]!r} of {path} came before; give each person an id of "
                    "their own"
                )
            record = {"path": path, "digest": digest, "problems": to_json(_Problems((*problems,)))}
            connection.execute(_files.insert(), record)
            if people:
                connection.execute(_people.insert(), [_row(path, person) for person in people])
            _count_up(connection)

    # --- taxonomies ---------------------------------------------------------------------------
    def put_taxonomy(self, kept: KeptTaxonomy, content: bytes) -> None:
        """Keep a taxonomy in place of the one of that name; counts "edition" up."""
        with self._translated("written"), self._writer.begin() as connection:
            connection.execute(_taxonomies.delete().where(_taxonomies.c.name == kept.name))
            connection.execute(_taxonomies.insert(), {**asdict(kept), "content": content})
            _count_up(connection)

    def drop_taxonomy(self, name: str) -> None:
        """Erase a taxonomy; counts "edition" up.

        Raises
        ------
        NotFound : there is none of that name
        """
        with self._translated("written"), self._writer.begin() as connection:
            gone = connection.execute(_taxonomies.delete().where(_taxonomies.c.name == name))
            if not gone.rowcount:
                raise NotFound(
                    f"no taxonomy {name!r} in {self.folder}; see what there is with: "
                    f"matcher taxonomy list --base {self.folder}"
                )
            _count_up(connection)

    def taxonomies(self) -> list[KeptTaxonomy]:
        """Return the taxonomies that the base keeps, by name."""
        with self._translated("read"), self._reader.connect() as connection:
            if not sa.inspect(connection).has_table("taxonomies"):  # of an earlier version
                return []
            t = _taxonomies.c
            rows = connection.execute(
                sa.select(t.name, t.digest, t.imported, t.summary).order_by(t.name)
            ).all()
        return [KeptTaxonomy(*row) for row in rows]

    def taxonomy(self, name: str) -> bytes:
        """Return the content of a taxonomy; NotFound where there is none of that name."""
        with self._translated("read"), self._reader.connect() as connection:
            content = connection.scalar(
                sa.select(_taxonomies.c.content).where(_taxonomies.c.name == name)
            )
        if content is None:
            raise NotFound(f"no taxonomy {name!r} in {self.folder}")
        return bytes(content)

    # --- reading ------------------------------------------------------------------------------
    def files(self) -> dict[str, tuple[str, tuple[Unreadable, ...]]]:
        """Return, for each file read before, its digest and what could not be read of it."""
        with self._translated("read"), self._reader.connect() as connection:
            rows = connection.execute(sa.select(_files)).all()
        return {r.path: (r.digest, from_json(_Problems, r.problems).items) for r in rows}

    def owners(self) -> dict[str, str]:
        """Return the file that each candidate's id belongs to."""
        with self._translated("read"), self._reader.connect() as connection:
            return {
                r.id: r.path for r in connection.execute(sa.select(_people.c.id, _people.c.path))
            }

    def ids(self) -> list[str]:
        """Return the candidates' ids, sorted; the order of every array made from the base."""
        with self._translated("read"), self._reader.connect() as connection:
            return list(connection.scalars(sa.select(_people.c.id).order_by(_people.c.id)))

    def people(self, ids: Iterable[str] | None = None) -> Iterator[Person]:
        """Yield people sorted by id: all of them, or those with these ids.

        Raises
        ------
        NotFound : an id is not in the base
        """
        wanted = None if ids is None else sorted(set(ids))
        with self._translated("read"), self._reader.connect() as connection:
            if wanted is None:
                for row in connection.execute(sa.select(_people).order_by(_people.c.id)):
                    yield _person(row)
                return
            for part in _parts(wanted):
                rows = connection.execute(
                    sa.select(_people).where(_people.c.id.in_(part)).order_by(_people.c.id)
                ).all()
                if missing := set(part) - {row.id for row in rows}:
                    raise NotFound(
                        f"no candidate {min(missing)!r} in {self.folder}; "
                        "list them with: matcher match VACANCY --base DIR --json"
                    )
                yield from map(_person, rows)

    def _check_format(self) -> None:
        found = self.meta("format")
        if found is None or found.decode(errors="replace") != _FORMAT:
            raise StorageError(
                f"the talent base in {self.folder} has format {found!r}, this version reads "
                f"{_FORMAT}; index the documents again into a new folder"
            )

    @contextmanager
    def _translated(self, done: str) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            raise StorageError(
                f"the talent base in {self.folder} cannot be {done} ({error.orig}); "
                "check that the folder is yours to write, that the disk is not full, and that no "
                "other `matcher index` runs on it"
            ) from error


def _engine(file: Path, mode: str) -> sa.Engine:
    engine = sa.create_engine(
        "sqlite://",
        creator=lambda: _connect(file, mode),
        poolclass=sa.pool.NullPool,
    )

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        # Python's own transaction handling starts them late; two writers would then fail at once.
        connection.exec_driver_sql("BEGIN" if mode == "ro" else "BEGIN IMMEDIATE")

    return engine


def _connect(file: Path, mode: str) -> "sqlite3.Connection":
    if mode == "ro" and file.with_name(f"{file.name}-journal").exists():
        # A killed writer left half a change. A reader may not undo it, so try once as a writer.
        with suppress(sqlite3.Error), closing(_connect(file, "rw")) as writer:
            writer.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    connection = sqlite3.connect(
        f"{file.resolve().as_uri()}?mode={mode}",
        uri=True,
        timeout=10,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")  # erased people must not stay in free pages
    return connection


def _read_meta(connection: sa.Connection, key: str) -> bytes | None:
    return connection.scalar(sa.select(_meta.c.value).where(_meta.c.key == key))


def _write_meta(connection: sa.Connection, values: Mapping[str, bytes]) -> None:
    connection.execute(_meta.delete().where(_meta.c.key.in_(list(values))))
    connection.execute(_meta.insert(), [{"key": k, "value": v} for k, v in values.items()])


def _count_up(connection: sa.Connection) -> None:
    edition = int(_read_meta(connection, "edition") or 0) + 1
    _write_meta(connection, {"edition": str(edition).encode()})


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[i : i + _IDS_AT_ONCE] for i in range(0, len(ids), _IDS_AT_ONCE))


def _held(connection: sa.Connection, ids: Sequence[str]) -> Iterator[str]:
    """Yield those of the ids that are in the base."""
    for part in _parts(ids):
        yield from connection.scalars(sa.select(_people.c.id).where(_people.c.id.in_(part)))


def _row(path: str, person: Person) -> dict[str, object]:
    return {
        "id": person.candidate.id,
        "path": path,
        "text": person.text,
        "candidate": to_json(person.candidate),
        "vectors": person.vectors.astype(np.float16).tobytes(),
        "context": person.context.astype(np.float16).tobytes(),
    }


def _person(row: sa.Row[tuple[str, str, str, str, bytes, bytes]]) -> Person:
    candidate = from_json(Candidate, row.candidate)
    try:
        context = np.frombuffer(row.context, dtype=np.float16).astype(np.float32)
        vectors = np.frombuffer(row.vectors, dtype=np.float16).astype(np.float32)
        vectors = vectors.reshape(len(candidate.profile.statements), len(context))
    except (ValueError, TypeError) as error:
        raise StorageError(
            f"the stored vectors of {row.id!r} cannot be read back; index the documents again "
            "into a new base"
        ) from error
    return Person(candidate=candidate, text=row.text, vectors=vectors, context=context)
