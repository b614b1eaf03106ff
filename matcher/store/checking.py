"""Is everything in the database what it should be?

In:  the engine of a base
Out: what is wrong, in words for people; nothing where all is well
Why: every row is read and decoded, as a search of everybody would: a page that cannot be read, a
     record that is half one, vectors of another length or with a number that is none, a change
     number given twice or not yet given, somebody both here and gone
"""

from collections.abc import Iterator

import numpy as np
import sqlalchemy as sa

from matcher.errors import StorageError
from matcher.store import changes
from matcher.store.engines import Engine
from matcher.store.people import PEOPLE_AT_ONCE, person_of
from matcher.store.schema import files, gone, people


def problems(engine: Engine, base: str) -> Iterator[str]:
    """Yield what is wrong with the base with this id; the first error of reading is the last."""
    try:
        yield from engine.problems()
        with engine.reading() as connection:
            yield from _strays(connection)
        yield from _people(engine, base)
    except StorageError as error:
        yield str(error)


def _strays(connection: sa.Connection) -> Iterator[str]:
    known = sa.select(files.c.path)
    paths = sa.select(people.c.path).where(people.c.path.not_in(known)).distinct().limit(1)
    if (path := connection.scalar(paths)) is not None:
        yield f"people of the file {path!r} are there, but the file is not"
    last = max(
        connection.scalar(sa.select(sa.func.max(table.c.seq))) or 0 for table in (people, gone)
    )
    if last > (told := changes.now(connection)):
        yield f"the last change has the number {last}, but the counter stands at {told}"
    both = sa.select(people.c.seq).where(people.c.seq.in_(sa.select(gone.c.seq))).limit(1)
    if (seq := connection.scalar(both)) is not None:
        yield f"the change {seq} is that of somebody here and of somebody gone"


def _people(engine: Engine, base: str) -> Iterator[str]:
    after, width = "", None
    while True:
        with engine.reading() as connection:
            asked = sa.select(people).where(people.c.id >= after).order_by(people.c.id)
            rows = connection.execute(asked.limit(PEOPLE_AT_ONCE + 1)).all()
            keys = {changes.key_of(base, row.id): row.id for row in rows[:PEOPLE_AT_ONCE]}
            for part in changes.parts(list(keys)):
                for key in connection.scalars(sa.select(gone.c.key).where(gone.c.key.in_(part))):
                    yield f"{keys[bytes(key)]!r} is both here and gone"
        for row in rows[:PEOPLE_AT_ONCE]:
            width = width or len(row.context) // 2
            yield from _wrong(row, base, width)
        if len(rows) <= PEOPLE_AT_ONCE:
            return
        after = rows[-1].id


def _wrong(row: sa.Row[tuple[object, ...]], base: str, width: int) -> Iterator[str]:
    try:
        person = person_of(row, base)
    except StorageError as error:
        yield f"{row.id!r}: {error}"
        return
    if person.candidate.id != row.id:
        yield f"{row.id!r} is the record of {person.candidate.id!r}"
    if len(person.context) != width:
        yield f"{row.id!r} has vectors of {len(person.context)} numbers, others of {width}"
    if not (np.isfinite(person.vectors).all() and np.isfinite(person.context).all()):
        yield f"{row.id!r} has vectors with numbers that are none"
    if row.seq < 1:
        yield f"{row.id!r} has no change number"
