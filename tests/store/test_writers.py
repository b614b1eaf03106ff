"""Writers take turns, readers do not wait for each other, and who waits in vain is told why."""

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from store_people import person

from matcher.errors import StorageError
from matcher.store import TalentBase, postgres, sqlite

HOLD_S = 0.4


def hold(base: TalentBase, held: threading.Event, go: threading.Event) -> None:
    """Begin a change as another program would, and end it when told."""
    if "://" in base.url:
        with psycopg.connect(base.url) as other:
            other.execute("UPDATE counters SET value = value + 10 WHERE name = 'people'")
            held.set()
            go.wait(20)
    else:
        with closing(sqlite3.connect(base.folder / "base.sqlite", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("UPDATE counters SET value = value + 10 WHERE name = 'people'")
            held.set()
            go.wait(20)
            other.execute("COMMIT")


def test_a_second_writer_waits_for_the_first(place: Path | str) -> None:
    base = TalentBase.create(place)
    base.put("a", "", [person("anna")])
    held, go = threading.Event(), threading.Event()
    first = threading.Thread(target=hold, args=(base, held, go))
    second = threading.Thread(target=base.put, args=("b", "", [person("bram")]))
    first.start()
    assert held.wait(20)
    second.start()
    time.sleep(HOLD_S)
    assert second.is_alive()
    assert base.engine.locked()
    go.set()
    first.join(), second.join()
    assert not base.engine.locked()
    assert [(c.seq, c.id) for c in base.changes()] == [(1, "anna"), (12, "bram")]


def test_a_writer_who_waits_too_long_is_told_so_and_can_go_on_later(
    place: Path | str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (sqlite, postgres):
        monkeypatch.setattr(module, "LOCK_TIMEOUT_S", 0.2)
    monkeypatch.setitem(sqlite._connect.__kwdefaults__, "timeout_s", 0.2)
    base = TalentBase.create(place)
    held, go = threading.Event(), threading.Event()
    first = threading.Thread(target=hold, args=(base, held, go))
    first.start()
    assert held.wait(20)
    with pytest.raises(StorageError, match=r"cannot be written .*another process has been writing"):
        base.put("b", "", [person("bram")])
    assert base.ids() == []
    go.set()
    first.join()
    base.put("b", "", [person("bram")])
    assert base.ids() == ["bram"]


def test_four_writers_and_four_readers_at_once_all_get_their_turn(place: Path | str) -> None:
    TalentBase.create(place).close()
    failed: list[BaseException] = []
    done = threading.Event()

    def write(name: str) -> None:
        try:
            own = TalentBase.create(place)
            for n in range(15):
                own.put(f"{name}{n}", "", [person(f"{name}{n}-{i}") for i in range(2)])
            own.close()
        except BaseException as error:
            failed.append(error)

    def read() -> None:
        try:
            own = TalentBase.open(place)
            while not done.is_set():
                assert len(list(own.people())) % 2 == 0  # never half a file
            own.close()
        except BaseException as error:
            failed.append(error)

    writers = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    readers = [threading.Thread(target=read) for _ in range(4)]
    for thread in (*writers, *readers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in readers:
        thread.join()
    assert failed == []
    base = TalentBase.open(place)
    assert base.ids() == sorted(f"{w}{n}-{i}" for w in "abcd" for n in range(15) for i in range(2))
    assert [change.seq for change in base.changes()] == list(range(1, 4 * 15 * 2 + 1))
