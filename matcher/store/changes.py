"""What has changed since somebody looked last?

In:  the number of the last change that somebody has seen
Out: every later change of a person, once, oldest first: who is there now, and whose key is gone
Why: one counter in the database, moved in the transaction that changes people and locked until it
     ends, so that changes become visible in the order of their numbers and none is passed over.
     Clocks go back, and two processes' counters of their own would overlap
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import sqlalchemy as sa

from matcher.store.schema import counters, gone, people

AT_ONCE = 500  # SQLite allows 32,766 variables in one question; stay far below
CHANGES_AT_ONCE = 20_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Change:
    """One person who was put in or changed (`id`), or who is there no longer (None)."""

    seq: int
    key: bytes  # 16, of the person in this base; see `key_of`
    id: str | None


class Clock:
    """Gives out the numbers of changes; one transaction at a time holds it."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        locked = sa.select(counters.c.value).where(counters.c.name == "people").with_for_update()
        self._start: int = connection.execute(locked).scalar_one()
        self._now: int = self._start

    def next(self) -> int:
        """Return the next number."""
        self._now += 1
        return self._now

    def advance(self, seq: int) -> None:
        """Give out no number up to `seq`."""
        self._now = max(self._now, seq)

    def save(self) -> None:
        """Write the last number that was given out."""
        if self._now != self._start:
            own = counters.update().where(counters.c.name == "people")
            self._connection.execute(own.values(value=self._now))


def key_of(base: str, person: str) -> bytes:
    """Return the 16 bytes that name a person in what is derived from the base with this id."""
    return hashlib.sha256(f"{base}\n{person}".encode("utf-8", "surrogatepass")).digest()[:16]


def now(connection: sa.Connection) -> int:
    """Return the number of the last change."""
    asked = sa.select(counters.c.value).where(counters.c.name == "people")
    seq: int = connection.execute(asked).scalar_one()
    return seq


def page_after(connection: sa.Connection, base: str, since: int) -> list[Change]:
    """Return the changes after `since`, oldest first; as many as a page holds."""
    here = sa.select(people.c.seq, people.c.id, sa.null().label("key"))
    left = sa.select(gone.c.seq, sa.null(), gone.c.key)
    both = sa.union_all(here.where(people.c.seq > since), left.where(gone.c.seq > since))
    rows = connection.execute(both.order_by("seq").limit(CHANGES_AT_ONCE)).all()
    return [
        Change(seq, bytes(key) if id_ is None else key_of(base, id_), id_) for seq, id_, key in rows
    ]


def leave(connection: sa.Connection, clock: Clock, base: str, ids: Iterable[str]) -> None:
    """Take these people out, and remember the keys of those who are gone."""
    for part in parts(sorted(ids)):
        connection.execute(people.delete().where(people.c.id.in_(part)))
        rows = [{"key": key_of(base, id_), "seq": clock.next()} for id_ in part]
        connection.execute(gone.insert(), rows)


def come_back(connection: sa.Connection, base: str, ids: Sequence[str]) -> None:
    """Forget that these people were gone."""
    for part in parts([key_of(base, id_) for id_ in ids]):
        connection.execute(gone.delete().where(gone.c.key.in_(part)))


def parts(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Cut what is asked about into pieces that one question may name."""
    return (items[i : i + AT_ONCE] for i in range(0, len(items), AT_ONCE))
