"""Two who write at once, and those who search meanwhile: nothing is lost, no answer is mixed."""

import fcntl
import json
import os
import re
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event, Timer

import pytest
from faults_base import anew, answers, base_of

from benchmarks.faults import people
from benchmarks.faults.engine import index_of, open_matcher
from benchmarks.faults.nursery import Ended, Nursery
from matcher import upkeep
from matcher.documents import read_text
from matcher.records import Document, Match

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


def test_two_who_import_at_once_lose_nobody_and_are_told_if_they_must_wait(tmp_path: Path) -> None:
    base, halves = tmp_path / "base", (range(0, 24), range(24, 48))
    folders = [tmp_path / "first", tmp_path / "second"]
    for folder, numbers in zip(folders, halves, strict=True):
        people.write(folder / "cvs", dict.fromkeys(numbers, 0))

    def both(do: Callable[[Path], Ended]) -> list[Ended]:
        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(do, folders))

    def write(folder: Path) -> Ended:
        options = {"do": "import", "base": str(base), "cvs": str(folder / "cvs")}
        with Nursery(folder) as nursery:
            return nursery.run("work", options | {"said": str(folder / "said")})

    ended = both(write)
    refused = [one.error for one in ended if one.error]
    assert len(refused) < 2
    assert all("StorageError" in error and "another process" in error for error in refused)
    held = set(open_matcher(base).ids())
    for folder in folders:
        lines = (folder / "said").read_text().splitlines() if (folder / "said").exists() else []
        assert held >= {id_ for line in lines for id_ in json.loads(line)}
    twin = open_matcher(tmp_path / "twin", create=True)
    for matcher in (open_matcher(base, create=True), twin):
        assert matcher.index([folder / "cvs" for folder in folders]).people == 48
    assert anew(base) == answers(twin)


def pair(version: int) -> list[Document]:
    """Return two people of one file, who change together."""
    made = []
    for name in ("p-anna", "p-bram"):
        line = f"Pijplijnen in Python gebouwd, versie {version} van {name}."
        text = people.cv(1).replace("bijgehouden.", f"bijgehouden.\n- {line}")
        document = read_text(text, id=name, source="pair.csv")
        made.append(replace(document, path="/pair.csv"))
    return made


def versions(ranked: Iterable[Match]) -> set[str]:
    """Return the versions of the pair that an answer's evidence speaks of."""
    quoted = [row.evidence.text for match in ranked for row in match.rows if row.evidence]
    return {found[1] for text in quoted if (found := re.search(r"versie (\d+) van", text))}


@pytest.mark.parametrize("shared", [True, False], ids=["one matcher", "a matcher each"])
def test_searches_while_people_come_and_go_see_the_base_after_one_change(
    tmp_path: Path, shared: bool
) -> None:
    folder, cvs, done = tmp_path / "base", tmp_path / "cvs", Event()
    base_of(folder, range(8), cvs=cvs).add(pair(0))
    common = open_matcher(folder)

    def search() -> list[frozenset[str]]:
        matcher, seen = common if shared else open_matcher(folder), []
        while not done.is_set():
            found = matcher.match(people.VACANCIES[0], top=None)
            ids = [match.candidate for match in found.ranked]
            assert found.pool >= len(ids) == len(set(ids))
            assert len(versions(found.ranked)) == 1, "two generations in one answer"
            seen.append(frozenset(ids))
        return seen

    with ThreadPoolExecutor(3) as pool:
        searches = [pool.submit(search) for _ in range(3)]
        try:
            states = change(folder)
        finally:
            done.set()
        seen = [one.result() for one in searches]
    for own in seen:
        places = [asked_at(state, states) for state in own]
        assert places == sorted(places), "an answer went back in time"
        assert len(set(places)) > 2, "the searches saw no change; the test shows nothing"
    assert anew(folder) == answers(common)


def asked_at(ids: frozenset[str], states: list[frozenset[str]]) -> int:
    """Return the state that an answer is of: without those who left before it was written."""
    for place, state in enumerate(states):
        if any(ids == state & later for later in states[place : place + 4]):
            return place
    raise AssertionError(f"{sorted(ids)} never were there together")


def change(folder: Path) -> list[frozenset[str]]:
    """Let people come, change and go, and compact; return who was there after each change."""
    writer = open_matcher(folder, create=True)
    states = [frozenset(writer.ids())]
    for number in range(8, 24):
        id_ = f"p{number:03}"
        writer.add([read_text(people.cv(number), id=id_, source=f"{id_}.txt")])
        states.append(frozenset(writer.ids()))
        writer.add(pair(number))
        if number % 3 == 0:
            writer._base.remove(f"p{number - 8:03}")
            states.append(frozenset(writer.ids()))
        if number % 4 == 0:
            index_of(writer).compact(everything=True)
    return states


def test_a_process_that_was_open_before_sees_new_people_at_its_next_question(
    tmp_path: Path,
) -> None:
    reader = base_of(tmp_path / "base", range(12), cvs=tmp_path / "cvs")
    answers(reader)
    writer = base_of(tmp_path / "base", range(20), cvs=tmp_path / "cvs")
    assert answers(reader) == answers(writer) == anew(tmp_path / "base")
    assert len(json.loads(answers(reader)[0])["matches"]) == 20


def test_who_writes_while_another_process_does_waits_for_its_end(tmp_path: Path) -> None:
    matcher = open_matcher(tmp_path / "base", create=True)
    matcher.add([read_text(people.cv(1), id="p001", source="p001")])
    with (tmp_path / "base" / "index" / "lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # as another process holds it
        release = Timer(0.3, lambda: fcntl.flock(lock, fcntl.LOCK_UN))
        release.start()
        matcher.add([read_text(people.cv(2), id="p002", source="p002")])
        release.join()
    assert matcher.ids() == ["p001", "p002"]
    assert upkeep.verify(str(tmp_path / "base")) == []
