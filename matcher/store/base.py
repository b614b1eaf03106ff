"""A talent base: the people that were put in, whatever engine keeps them.

In:  people (document text, candidate record, vectors) as they were read from their files
Out: the same people, which files need not be read again, and what has changed since when
Why: the database is the truth, written in short transactions, so that a person who was acknowledged
     is there after a kill; whatever is derived from it follows its change numbers
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import sqlalchemy as sa

from matcher import owned
from matcher.codec import to_json
from matcher.errors import NotFound, StorageError
from matcher.records import Candidate, Unreadable
from matcher.store import backup, erasing, leftovers, migrations, restoring, settings
from matcher.store.changes import Clock
from matcher.store.engines import Engine
from matcher.store.marks import text_digest
from matcher.store.people import Person, amend, replace_people
from matcher.store.postgres import PostgresEngine, is_url, lock_first_start
from matcher.store.reading import Problems, Readable
from matcher.store.restoring import Restored
from matcher.store.schema import FORMAT, counters, files, taxonomies
from matcher.store.settings import KeptTaxonomy
from matcher.store.sqlite import SqliteEngine, folder_of


class TalentBase(Readable):
    """People and the files they came from. Open it with `create` or `open`; close it after use.

    One object may be used by several threads.
    """

    @classmethod
    def create(cls, where: Path | str, *, must_exist: bool = False) -> "TalentBase":
        """Open the base in a folder or PostgreSQL database for writing; make it if need be.

        A base of an earlier version is brought up to date; everybody in it is kept.

        Parameters
        ----------
        where : a folder, made where it is missing, or "postgresql://user@host/database"
        must_exist : make nothing

        Raises
        ------
        NotFound : there is no base, and there must be one
        StorageError : the place cannot be written, or holds a base that cannot be read
        """
        if not (must_exist or is_url(where)):
            _make(folder_of(where))
        with _opened(where, writable=True) as engine:
            if must_exist:
                _check_there(engine)
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
            _check_there(engine)
            with engine.reading() as connection:
                _check_format(connection, engine)
                id_ = settings.read_meta(connection, "id")
            return cls(engine, _named(id_, engine))

    # --- settings -------------------------------------------------------------------------------
    def set_meta(self, values: Mapping[str, bytes]) -> None:
        """Keep these values, in one transaction."""
        with self._engine.writing() as connection:
            settings.count_up(connection)
            settings.write_meta(connection, values)

    def drop_meta(self, *keys: str) -> None:
        """Forget what is kept under these keys."""
        with self._engine.writing() as connection:
            settings.count_up(connection)
            for key in keys:
                settings.drop_meta(connection, key)

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
        record = {"path": path, "digest": digest, "problems": to_json(Problems((*problems,)))}
        with self._changing() as (connection, clock):
            connection.execute(files.delete().where(files.c.path == path))
            replace_people(connection, clock, self._id, path, people)
            connection.execute(files.insert(), record)
            taken_in = [("text", text_digest(person.text)) for person in people]
            taken_in += {("document", person.digest) for person in people}
            erasing.pardon(connection, [*taken_in, ("document", digest.partition(" ")[0])])

    def amend(self, ids: Iterable[str], change: Callable[[Candidate], Candidate]) -> int:
        """Put a changed record in place of these people's; their texts and vectors stay.

        `change` gets each candidate as the base holds it, and returns one with the same id and the
        same statements. In one transaction, so that nothing that comes between is lost.

        Returns
        -------
        int : how many records differ now

        Raises
        ------
        NotFound : somebody is not there; nobody was changed
        """
        with self._changing() as (connection, clock):
            return amend(connection, clock, ids, change)

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

    def wipe(self) -> None:
        """Write the database's files anew without what was deleted: takes as much room again.

        What backups and restores that were cut off left behind is deleted.

        Raises
        ------
        StorageError : it is not done; bytes of erased people may still be in the files
        """
        try:
            self._engine.rewrite()
            leftovers.clear(self.folder)
        except (StorageError, OSError) as error:
            raise StorageError(
                f"those who were erased are taken out, but bytes of them may still be in the "
                f"files: {error}; then finish with: matcher erase --unfinished --base {self.name}"
            ) from error
        with self._engine.writing() as connection:
            settings.drop_meta(connection, erasing.UNWIPED)

    # --- upkeep -----------------------------------------------------------------------------------
    @classmethod
    def restore(
        cls,
        file: Path,
        where: Path | str,
        *,
        replace: bool = False,
        erased_in: Sequence[Path | str] = (),
        stale: Sequence[str] = (),
    ) -> Restored:
        """Make a base from a backup, on either engine, without those who were erased since.

        The desk of the page in the backup takes the place of the one here; who is not in the base
        leaves it when it is opened with `service.Desk.keep_only`, as `matcher restore` does.

        Parameters
        ----------
        where : a place without a base, with an empty one, or with the one that it was made of
        replace : give up what that one holds; who was erased in it stays erased
        erased_in : later backups of the same base, or bases, whose erased people stay out too
        stale : settings to drop where somebody was left out, since they hold parts of them

        Raises
        ------
        NotFound : there is no such file
        InvalidInput : there are people already, or `erased_in` names another base
        StorageError : a file is no backup or is damaged, or the place cannot be written
        """
        backup.about(file)  # nothing is made where there is no backup
        with cls.create(where) as base:
            with ExitStack() as stack:
                name = leftovers.RESTORING
                source = stack.enter_context(_unpacked(file, base.folder / name))
                later = [
                    stack.enter_context(_erased_in(place, base.folder / f"{name}-{n}"))
                    for n, place in enumerate(erased_in)
                ]
                done = restoring.restore(
                    source, base.engine, replace=replace, later=later, stale=stale
                )
            backup.desk_of(file, base.folder)
            base.engine.discard(base.id)
        return done

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
        owned.folder(folder)
    except OSError as error:
        raise StorageError(
            f"cannot make the folder {folder} for the talent base ({error.strerror}); "
            "give --base a folder that you may write"
        ) from error


def _check_there(engine: Engine) -> None:
    if not engine.exists():
        raise NotFound(
            f"no talent base {engine.place}; make one with: matcher index PATHS "
            f"--base {engine.name}"
        )


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


@contextmanager
def _unpacked(file: Path, staging: Path) -> Iterator[Engine]:
    """Yield the base in a backup, brought up to date."""
    with backup.opened(file, staging) as engine:
        with engine.writing() as connection:
            migrations.prepare(connection, f"in {file}")
        yield engine


@contextmanager
def _erased_in(place: Path | str, staging: Path) -> Iterator[Engine]:
    """Yield the base in a backup, a folder or a database, for its list of the erased."""
    if not is_url(place) and Path(place).is_file():
        with _unpacked(Path(place), staging) as engine:
            yield engine
    else:
        with TalentBase.open(place) as base:
            yield base.engine
