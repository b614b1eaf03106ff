"""Searches while others write: each sees the people after one change, whole."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
from index_people import AS_OF, crowd, filled, index_in, key_of, person, query

from matcher.index.catalogue import Index

_PEOPLE = 60
_ROUNDS = 25


def _in_round(number: int) -> list:  # type: ignore[type-arg]
    """Everybody as in round so-and-so: one of 60 is missing, and all have that round's rows."""
    return [
        replace(one, seq=1_000 * (number + 1) + place)
        for place, one in enumerate(crowd(range(_PEOPLE), state=number))
        if place != number % _PEOPLE
    ]


def _seen(index: Index) -> tuple[tuple[str, ...], bytes]:
    hits = index.search(query(), _PEOPLE, as_of=AS_OF)
    return hits.ids, np.asarray(hits.scores).tobytes()


def _write(index: Index, done: threading.Event) -> None:
    try:
        for number in range(_ROUNDS):
            gone = [key_of(number % _PEOPLE)]
            index.apply(_in_round(number), gone, 1_000 * (number + 2))
            if number % 2:
                index.publish()
            if number % 5 == 4:
                index.compact(everything=True)
    finally:
        done.set()


def test_a_search_sees_one_round_of_changes_and_never_two(tmp_path: Path) -> None:
    rounds = []
    for number in range(_ROUNDS):
        alone = index_in(tmp_path / "none")
        alone.apply(_in_round(number), [], 10**6)
        rounds.append(_seen(alone))
    index = index_in(tmp_path / "index")
    index.apply(_in_round(0), [], 1_500)
    done = threading.Event()

    def look() -> set[int]:
        found = set()
        while not done.is_set():
            found.add(rounds.index(_seen(index)))  # ValueError: a mixture of two rounds
        return found

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(look) for _ in range(3)]
        pool.submit(_write, index, done).result()
        seen = set().union(*(reader.result() for reader in readers))
    assert len(seen) > 2
    assert _seen(index) == rounds[-1]


def test_a_reader_of_the_folder_sees_published_rounds_only(tmp_path: Path) -> None:
    writer = index_in(tmp_path / "index")
    rounds = {}
    for number in range(_ROUNDS):
        alone = index_in(tmp_path / "none")
        alone.apply(_in_round(number), [], 10**6)
        rounds[1_000 * (number + 2)] = _seen(alone)
    done = threading.Event()

    def look() -> int:
        index, looks = index_in(tmp_path / "index"), 0
        while not done.is_set():
            index = index.refreshed()
            if index.seq:
                assert _seen(index) == rounds[index.seq]
                assert index.problems == ()
                looks += 1
        return looks

    with ThreadPoolExecutor(3) as pool:
        readers = [pool.submit(look) for _ in range(2)]
        pool.submit(_write, writer, done).result()
        assert all(reader.result() > 0 for reader in readers)


def test_what_comes_in_while_a_segment_is_written_stays_in_the_tail(tmp_path: Path) -> None:
    """The writer stands still between its segment and its manifest, while changes come in."""
    index = filled(tmp_path, crowd(range(1, 20)), crowd(range(20, 40)))
    index.apply(crowd(range(40, 60)), [], 59)

    class Slow(type(index.owner)):  # type: ignore[misc]
        def facts(self):  # type: ignore[no-untyped-def]
            if not index.tail or index.people != 59:
                return super().facts()
            index.apply([person(60), person(45, seq=61, state=1)], [key_of(3), key_of(41)], 62)
            return super().facts()

    mine = index.owner
    index.owner = Slow(mine.base, mine.calibration, mine.encoder, mine.width)
    index.compact(everything=True)
    assert (index.people, index.seq, index.unsaved) == (58, 62, 2)
    assert (index_in(tmp_path).people, index_in(tmp_path).seq) == (59, 59)
    index.publish()
    again = index_in(tmp_path)
    assert (again.people, again.seq) == (58, 62)
    assert _seen(again) == _seen(index)
