"""Two who write at once, and those who search meanwhile: nothing is lost, no answer is mixed."""

import json
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from faults_base import anew, answers, base_of

from benchmarks.faults import people
from benchmarks.faults.engine import open_matcher
from benchmarks.faults.nursery import Ended, Nursery

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


def test_two_who_import_at_once_lose_nobody_and_are_told_if_they_must_wait(tmp_path: Path) -> None:
    base, halves = tmp_path / "base", (range(0, 24), range(24, 48))
    folders = [tmp_path / "first", tmp_path / "second"]
    for folder, numbers in zip(folders, halves, strict=True):
        people.write(folder / "cvs", dict.fromkeys(numbers, 0))
    people.write(tmp_path / "cvs", dict.fromkeys(range(48), 0))

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
        assert held >= {id_ for line in lines for id_ in json.loads(line)["put"]}
    open_matcher(base, create=True).index(folders_of(folders))
    twin = base_of(tmp_path / "twin", (), cvs=tmp_path / "cvs")
    twin.index(folders_of(folders))
    assert anew(base) == answers(twin)


def folders_of(folders: list[Path]) -> list[Path]:
    return [folder / "cvs" for folder in folders]


def test_searches_while_people_come_in_see_the_base_after_one_change(tmp_path: Path) -> None:
    numbers = range(8, 40)
    cvs = tmp_path / "cvs"
    base_of(tmp_path / "base", range(8), cvs=cvs)
    done = Event()

    def search() -> list[frozenset[str]]:
        matcher, seen = open_matcher(tmp_path / "base"), []
        while not done.is_set():
            found = matcher.match(people.VACANCIES[0], top=None)
            assert found.pool == len(found.ranked)
            scores = [(-all(match.must_met), -match.score) for match in found.ranked]
            assert len({match.candidate for match in found.ranked}) == len(scores)
            seen.append(frozenset(match.candidate for match in found.ranked))
        return seen

    with ThreadPoolExecutor(2) as pool:
        searches = [pool.submit(search) for _ in range(2)]
        try:
            writer = open_matcher(tmp_path / "base", create=True)
            for number in numbers:
                people.write(cvs, {number: 0})
                writer.index([cvs / f"p{number:03}.txt"])
        finally:
            done.set()
        seen = [search.result() for search in searches]
    states = [frozenset(f"p{number:03}" for number in range(upto)) for upto in range(8, 41)]
    for own in seen:
        assert set(own) <= set(states)
        sizes = [len(state) for state in own]
        assert sizes == sorted(sizes), "an answer went back in time"
        assert len(set(sizes)) > 2, "the searches saw nothing of the import; the test shows nothing"
    assert anew(tmp_path / "base") == answers(writer)


def test_a_process_that_was_open_before_sees_new_people_at_its_next_question(
    tmp_path: Path,
) -> None:
    reader = base_of(tmp_path / "base", range(12), cvs=tmp_path / "cvs")
    answers(reader)
    writer = base_of(tmp_path / "base", range(20), cvs=tmp_path / "cvs")
    assert answers(reader) == answers(writer) == anew(tmp_path / "base")
    assert len(json.loads(answers(reader)[0])["matches"]) == 20
