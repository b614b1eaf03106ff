"""A talent base: the people that were put in, whatever engine keeps them.

In:  people (document text, candidate record, vectors) as they were read from their files
Out: the same people, which files need not be read again, and what has changed since when
Why: the database is the truth, written in short transactions, so that a person who was acknowledged
     is there after a kill; whatever is derived from it follows its change numbers
"""

import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from matcher.errors import NotFound, StorageError
from matcher.records import Unreadable
from matcher.store import changes, erasing, migrations, settings
from matcher.store.changes import Change, Clock, parts
from matcher.store.codec import from_json, to_json
from matcher.store.engines import Engine
from matcher.store.people import (
    PEOPLE_AT_ONCE,
    Person,
    by_ids,
    page_by_id,
    page_by_seq,
    replace_people,
)
from matcher.store.postgres import PostgresEngine, is_url, lock_first_start
from matcher.store.schema import FORMAT, counters, files, taxonomies
from matcher.store.schema import people as _people
from matcher.store.settings import KeptTaxonomy
from matcher.store.sqlite import SqliteEngine, folder_of


@dataclass(frozen=True, slots=True)
class _Problems:
    items: tuple[Unreadable, ...]


class TalentBase:
    """People and the files they came from. Open it with `create` or `open`; close it after use.

    One object may be used by several threads.
    """

    def __init__(self, engine: Engine, id_: str) -> None:
        self._engine = engine
        self._id = id_
        self._folder = engine.folder(id_)
        weakref.finalize(self, engine.close)

    @classmethod
    def create(cls, where: Path | str) -> "TalentBase":
        """Open the base in a folder or PostgreSQL database for writing; make it if need be.

        A base of an earlier version is brought up to date; everybody in it is kept.

        Parameters
        ----------
        where : a folder, made where it is missing, or "postgresql://user@host/database"

        Raises
        ------
        StorageError : the place cannot be written, or holds a base that cannot be read
        """
        if not is_url(where):
            _make(folder_of(where))
        with _opened(where, writable=True) as engine:
            with engine.writing() as connection:
                lock_first_start(connection)
                migrations.prepare(connection, engine.place)
                # A file that may only be read is opened all the same; a write tells at once.
                own = counters.update().where(counters.c.name == "people")
                connection.execute(own.values(value=counters.c.value))
                id_ = settings.read_meta(connection, "id")
            return cls(engine, _named(id_, engine))

    @classmethod
    def open(cls, where: Path | str) -> "TalentBase":
        """Open the base in a folder or PostgreSQL database for reading.

        Raises
        ------
        NotFound : there is no base
        StorageError : there is one, but it cannot be read, or is of another version
        """
        with _opened(where, writable=False) as engine:
            if not engine.exists():
                raise NotFound(
                    f"no talent base {engine.place}; make one with: matcher index PATHS "
                    f"--base {engine.name}"
                )
            with engine.reading() as connection:
                _check_format(connection, engine)
                id_ = settings.read_meta(connection, "id")
            return cls(engine, _named(id_, engine))

    def close(self) -> None:
        """Let go of files and connections."""
        self._engine.close()

    def __enter__(self) -> "TalentBase":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- what it is -----------------------------------------------------------------------------
    @property
    def id(self) -> str:
        """What tells this base from all others; a restored one has a new id."""
        return self._id

    @property
    def folder(self) -> Path:
        """Folder for what is derived from the base: index, links, cache of vectors."""
        return self._folder

    @property
    def url(self) -> str:
        """What opens this base again: its folder, or its URL with the password."""
        return self._engine.url

    @property
    def name(self) -> str:
        """Its folder, or its URL without the password; for messages."""
        return self._engine.name

    @property
    def engine(self) -> Engine:
        """What keeps it; for upkeep."""
        return self._engine

    # --- what has changed -----------------------------------------------------------------------
    def seq(self) -> int:
        """Return the number of the last change of a person; 0 where there never was one."""
        with self._engine.reading() as connection:
            return changes.now(connection)

    def state(self) -> tuple[int, int]:
        """Return two numbers of which one has grown when another process changed something.

        The first is `seq`, the second counts changes of settings (calibration) and taxonomies.
        """
        with self._engine.reading() as connection:
            rows = connection.execute(sa.select(counters.c.name, counters.c.value)).all()
        found = {row.name: row.value for row in rows}
        return found["people"], found["settings"]

    def changes(self, since: int = 0) -> Iterator[Change]:
        """Yield what changed after `since`, oldest first, of each person only the last change.

        Pages are read in transactions of their own; who changes meanwhile comes (again) later on.
        """
        while True:
            with self._engine.reading() as connection:
                page = changes.page_after(connection, self._id, since)
            yield from page
            if len(page) < changes.CHANGES_AT_ONCE:
                return
            since = page[-1].seq

    # --- settings -------------------------------------------------------------------------------
    def meta(self, key: str) -> bytes | None:
        """Return what is kept under `key`, or None."""
        with self._engine.reading() as connection:
            return settings.read_meta(connection, key)

    def set_meta(self, values: Mapping[str, bytes]) -> None:
        """Keep these values, in one transaction."""
        with self._engine.writing() as connection:
            settings.count_up(connection)
            settings.write_meta(connection, values)

    # --- writing --------------------------------------------------------------------------------
    def put(
        self, path: str, digest: str, people: Sequence[Person], problems: Sequence[Unreadable] = ()
    ) -> None:
        """Replace all that came from the file `path` by these people and problems.

        One transaction: after a kill either the old people of the file are there or the new. Who
        is new or differs gets a number of change, whoever is as before keeps theirs; who came
        from the file before and does not now is gone. Doing it twice changes nothing more.

        Raises
        ------
        InvalidInput : a candidate's id belongs to another file, or comes twice
        """
        record = {"path": path, "digest": digest, "problems": to_json(_Problems((*problems,)))}
        with self._changing() as (connection, clock):
            connection.execute(files.delete().where(files.c.path == path))
            replace_people(connection, clock, self._id, path, people)
            connection.execute(files.insert(), record)
            taken_in = [("text", erasing.text_digest(person.text)) for person in people]
            taken_in += {("document", person.digest) for person in people}
            erasing.pardon(connection, [*taken_in, ("document", digest.partition(" ")[0])])

    def remove(self, *ids: str) -> None:
        """Take people out. Their files are not read again until they change.

        Raises
        ------
        NotFound : somebody is not there; nobody was taken out
        """
        with self._changing() as (connection, clock):
            erasing.remove(connection, clock, self._id, ids)

    def erase(self, *ids: str, wipe: bool = True) -> None:
        """Take people out of the database so that none of their bytes stay, and that they stay out.

        The documents are known again by `erased`, the people in an older backup by `restore`.
        With `wipe` False the bytes are gone only when `wipe` has returned.

        Raises
        ------
        NotFound : somebody is not there; nobody was taken out
        StorageError : it is not done, or not wholly; `unwiped` says which
        """
        with self._changing() as (connection, clock):
            settings.write_meta(connection, {erasing.UNWIPED: b"1"})
            erasing.erase(connection, clock, self._id, ids)
        if wipe:
            self.wipe()

    def unwiped(self) -> bool:
        """Return whether bytes of erased people may still be in the database's files."""
        return self.meta(erasing.UNWIPED) is not None

    def wipe(self) -> None:
        """Write the database's files anew without what was deleted: takes as much room again."""
        self._engine.rewrite()
        with self._engine.writing() as connection:
            settings.drop_meta(connection, erasing.UNWIPED)

    def erased(self, digests: Iterable[str]) -> set[str]:
        """Return those of these digests (SHA-256 of documents, or of their texts) that were erased.

        A document that held several people is known by their texts only.
        """
        with self._engine.reading() as connection:
            return erasing.marked(connection, digests)

    # --- taxonomies -----------------------------------------------------------------------------
    def put_taxonomy(self, kept: KeptTaxonomy, content: bytes) -> None:
        """Keep a taxonomy in place of the one of that name."""
        with self._engine.writing() as connection:
            settings.count_up(connection)
            settings.put_taxonomy(connection, kept, content)

    def drop_taxonomy(self, name: str) -> None:
        """Erase a taxonomy.

        Raises
        ------
        NotFound : there is none of that name
        """
        with self._engine.writing() as connection:
            settings.count_up(connection)
            dropped = connection.execute(taxonomies.delete().where(taxonomies.c.name == name))
            if not dropped.rowcount:
                raise NotFound(
                    f"no taxonomy {name!r} in {self.name}; see what there is with: "
                    f"matcher taxonomy list --base {self.name}"
                )

    def taxonomies(self) -> list[KeptTaxonomy]:
        """Return the taxonomies that the base keeps, by name."""
        with self._engine.reading() as connection:
            return settings.all_taxonomies(connection)

    def taxonomy(self, name: str) -> bytes:
        """Return the content of a taxonomy; NotFound where there is none of that name."""
        with self._engine.reading() as connection:
            asked = sa.select(taxonomies.c.content).where(taxonomies.c.name == name)
            content = connection.scalar(asked)
        if content is None:
            raise NotFound(f"no taxonomy {name!r} in {self.name}")
        return bytes(content)

    # --- reading --------------------------------------------------------------------------------
    def files(self) -> dict[str, tuple[str, tuple[Unreadable, ...]]]:
        """Return, for each file read before, its digest and what could not be read of it."""
        with self._engine.reading() as connection:
            rows = connection.execute(sa.select(files)).all()
        return {r.path: (r.digest, from_json(_Problems, r.problems).items) for r in rows}

    def owners(self) -> dict[str, str]:
        """Return the file that each candidate's id belongs to."""
        with self._engine.reading() as connection:
            rows = connection.execute(sa.select(_people.c.id, _people.c.path)).all()
        return {row.id: row.path for row in rows}

    def ids(self) -> list[str]:
        """Return the candidates' ids, sorted; the order of every array made from the base."""
        with self._engine.reading() as connection:
            return list(connection.scalars(sa.select(_people.c.id).order_by(_people.c.id)))

    def count(self) -> int:
        """Return how many people there are."""
        with self._engine.reading() as connection:
            return connection.scalar(sa.select(sa.func.count()).select_from(_people)) or 0

    def people(self, ids: Iterable[str] | None = None) -> Iterator[Person]:
        """Yield people sorted by id: all of them, or those with these ids.

        Pages are read in transactions of their own: who comes or goes meanwhile may be in or out.

        Raises
        ------
        NotFound : an id is not in the base
        """
        if ids is None:
            yield from self._everybody()
            return
        for part in parts(sorted(set(ids))):
            with self._engine.reading() as connection:
                found = by_ids(connection, self._id, part)
            if missing := set(part) - {person.candidate.id for person in found}:
                raise NotFound(
                    f"no candidate {min(missing)!r} in {self.name}; "
                    "list them with: matcher match VACANCY --base DIR --json"
                )
            yield from found

    def stream(self, since: int = 0) -> Iterator[Person]:
        """Yield the people who changed after `since`, oldest change first.

        Pages are read in transactions of their own; who changes meanwhile comes (again) later on.
        """
        while True:
            with self._engine.reading() as connection:
                page = page_by_seq(connection, self._id, since)
            yield from page
            if len(page) < PEOPLE_AT_ONCE:
                return
            since = page[-1].seq

    def _everybody(self) -> Iterator[Person]:
        after = None
        while True:
            with self._engine.reading() as connection:
                page = page_by_id(connection, self._id, after)
            yield from page
            if len(page) < PEOPLE_AT_ONCE:
                return
            after = page[-1].candidate.id

    @contextmanager
    def _changing(self) -> Iterator[tuple[sa.Connection, Clock]]:
        with self._engine.writing() as connection:
            clock = Clock(connection)
            yield connection, clock
            clock.save()


@contextmanager
def _opened(where: Path | str, *, writable: bool) -> Iterator[Engine]:
    """Yield the engine for a place, which is let go of where the base cannot be opened."""
    engine: Engine
    if is_url(where):
        engine = PostgresEngine(str(where), writable=writable)
    else:
        engine = SqliteEngine(folder_of(where), writable=writable)
    try:
        yield engine
    except BaseException:
        engine.close()
        raise


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"cannot make the folder {folder} for the talent base ({error.strerror}); "
            "give --base a folder that you may write"
        ) from error


def _check_format(connection: sa.Connection, engine: Engine) -> None:
    if migrations.format_of(connection, engine.place) < FORMAT:
        raise StorageError(
            f"the talent base {engine.place} was made by an earlier version; bring it up to date, "
            f"which keeps everybody, with: matcher upgrade --base {engine.name}"
        )


def _named(id_: bytes | None, engine: Engine) -> str:
    if id_ is None:
        raise StorageError(
            f"the talent base {engine.place} has lost its id; restore it from a backup into a new "
            "folder with: matcher restore FILE --base FOLDER"
        )
    return id_.decode()
