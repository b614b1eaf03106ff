"""Writers that are broken on purpose: if the faults do not catch them, the faults are blind.

Each is the way of writing that the engine took care not to take, put in the place of its own.
"""

from collections.abc import Callable, Sequence

from matcher.records import Unreadable
from matcher.store import Person, TalentBase
from matcher.store import base as store


def change_in_parts() -> None:
    """Replace a file's people in three transactions in place of one."""

    def put(
        self: TalentBase,
        path: str,
        digest: str,
        people: Sequence[Person],
        problems: Sequence[Unreadable] = (),
    ) -> None:
        with self._writer.begin() as connection:
            connection.execute(store._people.delete().where(store._people.c.path == path))
            connection.execute(store._files.delete().where(store._files.c.path == path))
        problems_ = store.to_json(store._Problems((*problems,)))
        record = {"path": path, "digest": digest, "problems": problems_}
        with self._writer.begin() as connection:
            connection.execute(store._files.insert(), record)
        with self._writer.begin() as connection:
            rows = [store._row(path, person) for person in people]
            connection.execute(store._people.insert(), rows)
            store._count_up(connection)

    TalentBase.put = put  # type: ignore[method-assign]


CONTROLS: dict[str, Callable[[], None]] = {"change_in_parts": change_in_parts}
