"""A base from a backup, without those who were erased since.

In:  the database of a backup; a place with no base, an empty one, or the one that it was made of
Out: the place holds what the backup held, under a new id, so that no older index is taken for its
Why: a backup is older than the last erasures. The marks of erased people (in the place itself, in
     the backup, in a later backup) are applied while people are copied: whoever had been put in
     before the erasure is left out, by id, text or document. One transaction: a kill in the middle
     leaves the place as it was
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from matcher.errors import InvalidInput
from matcher.store import changes, departed
from matcher.store.backup import copy_rows, pages_of, salt_of
from matcher.store.engines import Engine
from matcher.store.erasing import UNWIPED
from matcher.store.marks import mark_of, text_digest
from matcher.store.schema import TABLES, counters, erased, files, gone, people
from matcher.store.settings import drop_meta, write_meta

Marks = Mapping[bytes, int]  # mark -> the change with which it was made


@dataclass(frozen=True, slots=True)
class Restored:
    """What came out of a backup."""

    people: int
    left_out: int  # people who were erased after the backup was made


def restore(
    source: Engine,
    target: Engine,
    *,
    replace: bool,
    later: Sequence[Engine],
    stale: Sequence[str],
) -> Restored:
    """Fill the base in `target` from that in `source`; see `TalentBase.restore`."""
    with source.reading() as old, target.writing() as new:
        now = changes.Clock(new)
        marks = marks_of(old)
        for other in later:
            marks = _joined(marks, marks_for(old, other))
        if _holds_anybody(new):
            _check_replaced(old, new, target, replace)
            marks = _joined(marks, marks_of(new))
        settings = _settings(new) + _settings(old) + 1
        for table in TABLES.sorted_tables:
            if table is not counters:
                new.execute(table.delete())
        for table in TABLES.sorted_tables:
            if table not in (counters, people, gone, erased):
                copy_rows(old, new, table)
        done = _people(old, new, marks)
        new.execute(counters.update().where(counters.c.name == "settings").values(value=settings))
        _keep_marks(new, marks)
        write_meta(new, {"id": str(uuid4()).encode(), UNWIPED: b"1"})
        for key in stale if done.left_out else ():
            drop_meta(new, key)
        now.advance(max([changes.now(old), *marks.values()]))
        now.save()
    target.rewrite()
    with target.writing() as new:
        drop_meta(new, UNWIPED)
    return done


def marks_of(connection: sa.Connection) -> dict[bytes, int]:
    """Return the marks of those who were erased."""
    return {bytes(r.mark): r.seq for r in connection.execute(sa.select(erased))}


def marks_for(old: sa.Connection, other: Engine) -> dict[bytes, int]:
    """Return the marks in another base; InvalidInput where it is no copy of the same."""
    with other.reading() as connection:
        if salt_of(connection) != salt_of(old):
            raise InvalidInput(
                f"the talent base {other.place} is another one than the backup's; its list of "
                "erased people says nothing here"
            )
        return marks_of(connection)


def _people(old: sa.Connection, new: sa.Connection, marks: Marks) -> Restored:
    salt = salt_of(old)
    there, left_out = 0, 0
    paths = departed.drop_marked(new, marks)
    for rows in pages_of(old, sa.select(people)):
        out = [bool(marks) and _is_erased(row, salt, marks) for row in rows]
        paths.update(row["path"] for row, erased_ in zip(rows, out, strict=True) if erased_)
        if kept := [row for row, erased_ in zip(rows, out, strict=True) if not erased_]:
            new.execute(people.insert(), kept)
        there, left_out = there + len(kept), left_out + sum(out)
    for path in paths:  # of a file that held nobody else, the name goes too
        used = sa.select(people.c.id).where(people.c.path == path).exists()
        new.execute(files.delete().where(files.c.path == path, ~used))
    return Restored(there, left_out)


def _is_erased(row: Mapping[str, Any], salt: bytes, marks: Marks) -> bool:
    known = [("person", row["id"]), ("text", text_digest(row["text"])), ("document", row["digest"])]
    seqs = [marks.get(mark_of(salt, kind, value), 0) for kind, value in known if value]
    return any(seq > row["seq"] for seq in seqs)


def _check_replaced(old: sa.Connection, new: sa.Connection, target: Engine, replace: bool) -> None:
    if salt_of(old) != salt_of(new):
        raise InvalidInput(
            f"the talent base {target.place} is not the one that this backup was made of; restore "
            "into a new place"
        )
    if not replace:
        raise InvalidInput(
            f"the talent base {target.place} holds people; restore into a new place, or say "
            "--replace to give up all that came after the backup"
        )


def _joined(one: Marks, other: Marks) -> dict[bytes, int]:
    return {mark: max(one.get(mark, 0), other.get(mark, 0)) for mark in {*one, *other}}


def _keep_marks(new: sa.Connection, marks: Marks) -> None:
    for part in changes.parts(sorted(marks)):
        new.execute(erased.insert(), [{"mark": mark, "seq": marks[mark]} for mark in part])


def _holds_anybody(connection: sa.Connection) -> bool:
    rows = (
        connection.execute(sa.select(table).limit(1)).first()
        for table in (people, files, gone, erased)
    )
    return any(row is not None for row in rows)


def _settings(connection: sa.Connection) -> int:
    asked = sa.select(counters.c.value).where(counters.c.name == "settings")
    value: int = connection.execute(asked).scalar_one()
    return value
