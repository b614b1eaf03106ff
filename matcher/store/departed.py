"""What was kept of somebody before: so that who was taken out can be erased, and earlier versions.

In:  the ids of people whose rows are about to go or to be replaced, or who are to be erased
Out: a note in the settings for each of them: marks of all their documents so far, and their file
Why: the row of a person is gone, but the name of their file and vectors of their lines are not; who
     asks to be erased later is found by a mark of their id, which names nobody. An earlier version
     of a CV must not come back from another folder either
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from matcher.store.changes import parts
from matcher.store.marks import mark_of, text_digest
from matcher.store.schema import meta, people
from matcher.store.settings import read_meta

_KEY = "departed "


@dataclass(frozen=True, slots=True)
class Departed:
    """What is kept of somebody who was there."""

    path: str  # of the file that they came from last
    marks: frozenset[bytes]  # of their documents and the texts of these


def note(connection: sa.Connection, ids: Iterable[str]) -> None:
    """Write down what these people, whose rows are still there, came from; add to earlier notes."""
    salt = read_meta(connection, "salt") or b""
    asked = sa.select(people.c.id, people.c.path, people.c.text, people.c.digest)
    for part in parts(sorted(ids)):
        rows = connection.execute(asked.where(people.c.id.in_(part))).all()
        before = noted(connection, part)
        forget(connection, part)
        notes = []
        for row in rows:
            earlier = before[row.id].marks if row.id in before else frozenset()
            marks = earlier | marks_of(salt, row.text, row.digest)
            notes.append({"key": _key(salt, row.id), "value": _value(Departed(row.path, marks))})
        if notes:
            connection.execute(meta.insert(), notes)


def forget(connection: sa.Connection, ids: Sequence[str]) -> None:
    """Drop what is written down of these people."""
    salt = read_meta(connection, "salt") or b""
    for part in parts([_key(salt, id_) for id_ in ids]):
        connection.execute(meta.delete().where(meta.c.key.in_(part)))


def noted(connection: sa.Connection, ids: Sequence[str]) -> dict[str, Departed]:
    """Return what is written down of those of these people of whom there is something."""
    salt = read_meta(connection, "salt") or b""
    keys = {_key(salt, id_): id_ for id_ in ids}
    found: dict[str, Departed] = {}
    for part in parts(list(keys)):
        rows = connection.execute(sa.select(meta).where(meta.c.key.in_(part)))
        found |= {keys[row.key]: _departed(row.value) for row in rows}
    return found


def drop_marked(connection: sa.Connection, marks: Iterable[bytes]) -> set[str]:
    """Drop the notes of people with these marks; return the files that they came from."""
    paths: set[str] = set()
    for part in parts([_KEY + mark.hex() for mark in marks]):
        rows = connection.scalars(sa.select(meta.c.value).where(meta.c.key.in_(part)))
        paths |= {_departed(value).path for value in rows}
        connection.execute(meta.delete().where(meta.c.key.in_(part)))
    return paths


def _key(salt: bytes, id_: str) -> str:
    return _KEY + mark_of(salt, "person", id_).hex()


def marks_of(salt: bytes, text: str, digest: str) -> frozenset[bytes]:
    """Return the marks of a document by its text, and by its digest where that is known."""
    known = [("text", text_digest(text)), *([("document", digest)] if digest else [])]
    return frozenset(mark_of(salt, *one) for one in known)


def _value(told: Departed) -> bytes:
    marks = sorted(mark.hex() for mark in told.marks)
    return json.dumps({"path": told.path, "marks": marks}).encode()


def _departed(value: bytes) -> Departed:
    told = json.loads(bytes(value))
    return Departed(told["path"], frozenset(map(bytes.fromhex, told["marks"])))
