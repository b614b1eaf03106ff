"""People <-> rows of the database.

In:  people of one file, or the ids of people
Out: the same people; which of them are new or changed
Why: who has not changed keeps the number of their last change, so that indexes and batches that
     follow the changes need not look at them again: of a table of 10,000 people often one line has
     changed. People are read in pages, each in a transaction of its own: one that lasts an hour
     would keep writers out of a SQLite file, and dead rows in a PostgreSQL table
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import sqlalchemy as sa

from matcher.codec import from_json, to_json
from matcher.errors import InvalidInput, NotFound, StorageError
from matcher.protocols import Vectors
from matcher.records import Candidate
from matcher.store import departed
from matcher.store.changes import Clock, come_back, key_of, leave, parts
from matcher.store.schema import people

PEOPLE_AT_ONCE = 256
CONTENT = ("text", "candidate", "vectors", "context", "digest")


@dataclass(frozen=True, slots=True)
class Person:
    """What a base holds of one candidate."""

    candidate: Candidate
    text: str  # the document's text, which the evidence's offsets refer to
    vectors: Vectors  # (statements, d)
    context: Vectors  # (d,)
    digest: str = ""  # SHA-256 of the bytes that the document came from, hexadecimal, where known
    seq: int = 0  # number of the person's last change; given by the base
    key: bytes = b""  # 16 bytes that name the person in this base's index; given by the base


def replace_people(
    connection: sa.Connection, clock: Clock, base: str, path: str, new: Sequence[Person]
) -> None:
    """Let these be the people of the file `path`; see `TalentBase.put`."""
    ids = [person.candidate.id for person in new]
    owned = set(connection.scalars(sa.select(people.c.id).where(people.c.path == path)))
    _check(connection, path, ids, owned)
    departed.note(connection, owned.difference(ids))
    leave(connection, clock, base, owned.difference(ids))
    for part in parts(sorted(new, key=lambda person: person.candidate.id)):
        rows = [_row(path, person) for person in part]
        known = _contents(connection, [row["id"] for row in rows if row["id"] in owned])
        changed = [row for row in rows if known.get(row["id"]) != _content(row)]
        if not changed:
            continue
        names = [row["id"] for row in changed]
        departed.note(connection, [row["id"] for row in changed if _differs(row, known)])
        connection.execute(people.delete().where(people.c.id.in_(names)))
        come_back(connection, base, names)
        connection.execute(people.insert(), [{**row, "seq": clock.next()} for row in changed])


def amend(
    connection: sa.Connection,
    clock: Clock,
    ids: Iterable[str],
    change: Callable[[Candidate], Candidate],
) -> int:
    """Change the records of people and nothing else of them; see `TalentBase.amend`."""
    differ = 0
    for part in parts(sorted(set(ids))):
        asked = sa.select(people.c.id, people.c.candidate).where(people.c.id.in_(part))
        found = {row.id: from_json(Candidate, row.candidate) for row in connection.execute(asked)}
        if missing := sorted(set(part) - found.keys()):
            raise NotFound(f"no candidate {missing[0]!r} in this talent base; nobody was changed")
        for id_, before in sorted(found.items()):
            after = change(before)
            if after != before:
                own = people.update().where(people.c.id == id_)
                connection.execute(own.values(candidate=to_json(after), seq=clock.next()))
                differ += 1
    return differ


def by_ids(connection: sa.Connection, base: str, ids: Sequence[str]) -> list[Person]:
    """Return those of these people who are there, sorted by id."""
    asked = sa.select(people).where(people.c.id.in_(ids)).order_by(people.c.id)
    return [person_of(row, base) for row in connection.execute(asked)]


def page_by_id(connection: sa.Connection, base: str, after: str | None) -> list[Person]:
    """Return the people whose ids come next in order; as many as a page holds."""
    asked = sa.select(people).order_by(people.c.id).limit(PEOPLE_AT_ONCE)
    if after is not None:
        asked = asked.where(people.c.id > after)
    return [person_of(row, base) for row in connection.execute(asked)]


def page_by_seq(connection: sa.Connection, base: str, since: int) -> list[Person]:
    """Return the people who changed next after `since`; as many as a page holds."""
    asked = sa.select(people).where(people.c.seq > since).order_by(people.c.seq)
    return [person_of(row, base) for row in connection.execute(asked.limit(PEOPLE_AT_ONCE))]


def person_of(row: sa.Row[Any], base: str) -> Person:
    """Return the person of a row.

    Raises
    ------
    StorageError : what the row holds is no person
    """
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
    return Person(candidate, row.text, vectors, context, row.digest, row.seq, key_of(base, row.id))


def held(connection: sa.Connection, ids: Sequence[str]) -> Iterator[str]:
    """Yield those of the ids that are in the base."""
    for part in parts(ids):
        yield from connection.scalars(sa.select(people.c.id).where(people.c.id.in_(part)))


def _check(connection: sa.Connection, path: str, ids: Sequence[str], owned: set[str]) -> None:
    twice = [id_ for id_, times in Counter(ids).items() if times > 1]
    others = [id_ for id_ in ids if id_ not in owned]
    if taken := [*twice, *held(connection, others)]:
        raise InvalidInput(
            f"candidate {taken[0]!r} of {path} came before; give each person an id of their own"
        )


def _contents(connection: sa.Connection, ids: Sequence[str]) -> dict[str, tuple[object, ...]]:
    if not ids:
        return {}
    rows = connection.execute(sa.select(people).where(people.c.id.in_(ids)))
    return {row.id: _content(row._asdict()) for row in rows}


def _differs(row: dict[str, Any], known: dict[str, tuple[object, ...]]) -> bool:
    """Tell whether somebody was there with another document."""
    before = dict(zip(CONTENT, known[row["id"]], strict=True)) if row["id"] in known else row
    return (before["text"], before["digest"]) != (row["text"], row["digest"])


def _content(row: dict[str, Any]) -> tuple[object, ...]:
    return tuple(row[name] for name in CONTENT)


def _row(path: str, person: Person) -> dict[str, Any]:
    return {
        "id": person.candidate.id,
        "path": path,
        "text": person.text,
        "candidate": to_json(person.candidate),
        "vectors": person.vectors.astype(np.float16).tobytes(),
        "context": person.context.astype(np.float16).tobytes(),
        "digest": person.digest,
    }
