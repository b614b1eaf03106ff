"""What a base can be asked, on either engine; nothing here changes anything.

In:  an engine, opened for reading or for writing too
Out: people, files, changes, settings; what is wrong; a backup
Why: people are read in pages, each in a transaction of its own: one that lasts an hour would keep
     writers out of a SQLite file, and dead rows in a PostgreSQL table
"""

import weakref
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeVar

import sqlalchemy as sa

from matcher.codec import from_json
from matcher.errors import NotFound
from matcher.records import Unreadable
from matcher.store import backup, changes, checking, erasing, leftovers, settings
from matcher.store.backup import Backup
from matcher.store.changes import Change, parts
from matcher.store.engines import Engine
from matcher.store.people import Person, by_ids, page_by_id, page_by_seq
from matcher.store.schema import counters, files, taxonomies
from matcher.store.schema import people as _people
from matcher.store.settings import KeptTaxonomy

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Problems:
    """What could not be read of one file, as one record."""

    items: tuple[Unreadable, ...]


class Readable:
    """The reading half of a talent base."""

    def __init__(self, engine: Engine, id_: str) -> None:
        self._engine = engine
        self._id = id_
        self._folder = engine.folder(id_)
        weakref.finalize(self, engine.close)

    def close(self) -> None:
        """Let go of files and connections."""
        self._engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- what it is -----------------------------------------------------------------------------
    @property
    def id(self) -> str:
        """What tells this base from all others; a restored one has a new id."""
        return self._id

    def key_of(self, person: str) -> bytes:
        """Return the 16 bytes by which an index knows a person of this base, here or gone."""
        return changes.key_of(self._id, person)

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
        while page := self._changes_after(since):
            yield from page
            since = page[-1].seq

    # --- settings -------------------------------------------------------------------------------
    def meta(self, key: str) -> bytes | None:
        """Return what is kept under `key`, or None."""
        with self._engine.reading() as connection:
            return settings.read_meta(connection, key)

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

    # --- erasures and upkeep --------------------------------------------------------------------
    def unwiped(self) -> bool:
        """Return whether bytes of erased people may still be in the database's files."""
        return self.meta(erasing.UNWIPED) is not None

    def erased(self, digests: Iterable[str]) -> set[str]:
        """Return those of these digests (SHA-256 of documents, or of their texts) that were erased.

        A document that held several people is known by their texts only.
        """
        with self._engine.reading() as connection:
            return erasing.marked(connection, digests)

    def leftovers(self) -> list[Path]:
        """Return the folders with a base in clear that a backup or restore left when cut off."""
        return leftovers.left(self._folder)

    def verify(self) -> list[str]:
        """Read everything that the database holds; return what is wrong, in words for people."""
        return list(checking.problems(self._engine, self._id))

    def backup(self, target: Path) -> Backup:
        """Write the base, as it is at one moment, to a new file; others may go on writing.

        Takes room for the base twice beside `target` for a while. The file is as personal as the
        base; only its owner may read it.

        Raises
        ------
        InvalidInput : the file is there already
        StorageError : the base cannot be read, or the file not be written; there is none then
        """
        return backup.save(self._engine, self._id, self._folder, target)

    # --- reading --------------------------------------------------------------------------------
    def files(self) -> dict[str, tuple[str, tuple[Unreadable, ...]]]:
        """Return, for each file read before, its digest and what could not be read of it."""
        with self._engine.reading() as connection:
            rows = connection.execute(sa.select(files)).all()
        return {r.path: (r.digest, from_json(Problems, r.problems).items) for r in rows}

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

    def people(
        self, ids: Iterable[str] | None = None, *, missing_ok: bool = False
    ) -> Iterator[Person]:
        """Yield people sorted by id: all of them, or those with these ids.

        Pages are read in transactions of their own: who comes or goes meanwhile may be in or out.

        Raises
        ------
        NotFound : an id is not in the base, unless `missing_ok`
        """
        if ids is None:
            yield from self._everybody()
            return
        for part in parts(sorted(set(ids))):
            with self._engine.reading() as connection:
                found = by_ids(connection, self._id, part)
            missing = set(part) - {person.candidate.id for person in found}
            if missing and not missing_ok:
                raise NotFound(
                    f"no candidate {min(missing)!r} in {self.name}; "
                    "list them with: matcher match VACANCY --base DIR --json"
                )
            yield from found

    def stream(self, since: int = 0) -> Iterator[Person]:
        """Yield the people who changed after `since`, oldest change first.

        Pages are read in transactions of their own; who changes meanwhile comes (again) later on.
        """
        while page := self._page(page_by_seq, since):
            yield from page
            since = page[-1].seq

    def _everybody(self) -> Iterator[Person]:
        after = None
        while page := self._page(page_by_id, after):
            yield from page
            after = page[-1].candidate.id

    def _page(
        self, turn: Callable[[sa.Connection, str, T], list[Person]], after: T
    ) -> list[Person]:
        with self._engine.reading() as connection:
            return turn(connection, self._id, after)

    def _changes_after(self, since: int) -> list[Change]:
        with self._engine.reading() as connection:
            return changes.page_after(connection, self._id, since)
