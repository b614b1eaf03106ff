"""Bases of earlier versions, brought up to date.

In:  a connection in a transaction, to a base of any format
Out: the same base in the present format, with everybody in it
Why: a list of functions, run in one transaction on either engine: a kill leaves the old format or
     the new one. Alembic does the same with a table, a folder of scripts and 0.25 s of imports
"""

from collections.abc import Callable, Mapping
from uuid import uuid4

import sqlalchemy as sa

from matcher.errors import StorageError
from matcher.store.schema import FORMAT, TABLES, counters, people
from matcher.store.settings import read_meta, write_meta


def prepare(connection: sa.Connection, place: str) -> None:
    """Make the tables, or bring those that are there up to date.

    Raises
    ------
    StorageError : there are tables of another program, or of a later version
    """
    if not sa.inspect(connection).has_table("meta"):
        _first_start(connection, place)
    while (found := format_of(connection, place)) < FORMAT:
        _STEPS[found](connection)
        write_meta(connection, {"format": str(found + 1).encode()})


def format_of(connection: sa.Connection, place: str) -> int:
    """Return the format of the base.

    Raises
    ------
    StorageError : it is of a later version, or of none
    """
    found = read_meta(connection, "format")
    number = int(found) if found and found.isdigit() else 0
    if number > FORMAT:
        raise StorageError(
            f"the talent base {place} was made by a later version of this program (format "
            f"{number}, this version reads up to {FORMAT}); install that version"
        )
    if number not in (FORMAT, *_STEPS):
        raise StorageError(
            f"the talent base {place} has format {found!r}, this version reads up to {FORMAT}; "
            "index the documents again into a new folder"
        )
    return number


def _first_start(connection: sa.Connection, place: str) -> None:
    if others := set(sa.inspect(connection).get_table_names()) & set(TABLES.tables):
        raise StorageError(
            f"the database {place} holds the table {min(others)!r} of another program; give the "
            "talent base a folder, a database or a schema of its own"
        )
    TABLES.create_all(connection)
    write_meta(connection, {"format": str(FORMAT).encode(), **_names()})
    _start_counting(connection, 0)


def _number_the_people(connection: sa.Connection) -> None:
    """Format 1 -> 2: a change number for everybody, the digest of documents, ids of the base."""
    connection.exec_driver_sql("ALTER TABLE people ADD COLUMN digest VARCHAR DEFAULT '' NOT NULL")
    connection.exec_driver_sql("ALTER TABLE people ADD COLUMN seq BIGINT DEFAULT '0' NOT NULL")
    order = sa.func.row_number().over(order_by=people.c.id).label("n")
    numbered = sa.select(people.c.id, order).subquery()
    connection.execute(people.update().where(people.c.id == numbered.c.id).values(seq=numbered.c.n))
    TABLES.create_all(connection)  # those of today that a base of format 1 lacks
    (by_seq,) = [index for index in people.indexes if index.name == "ix_people_seq"]
    by_seq.create(connection)
    write_meta(connection, _names())
    count = connection.scalar(sa.select(sa.func.count()).select_from(people))
    _start_counting(connection, count or 0)


def _names() -> dict[str, bytes]:
    """Return what tells this base from all others, and what its marks are hashed with."""
    return {"id": str(uuid4()).encode(), "salt": str(uuid4()).encode()}


def _start_counting(connection: sa.Connection, seq: int) -> None:
    rows = [{"name": "people", "value": seq}, {"name": "settings", "value": 0}]
    connection.execute(counters.insert(), rows)


# A step may use tables of `schema` only as long as they are what they were when it was written.
_STEPS: Mapping[int, Callable[[sa.Connection], None]] = {1: _number_the_people}
