"""Bases of made-up people, and their answers as bytes."""

import json
import subprocess
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from benchmarks.faults import people
from benchmarks.faults.engine import open_matcher
from matcher.explanation import ranking_report
from matcher.pipeline import Matcher

DISK_BYTES = 24 << 20


def base_of(folder: Path | str, numbers: Iterable[int], *, cvs: Path) -> Matcher:
    """Return a matcher on a base in which these people are, whose CVs are put into `cvs`."""
    matcher = open_matcher(folder, create=True)
    people.write(cvs, dict.fromkeys(numbers, 0))
    done = matcher.index([cvs])
    assert done.problems == ()
    return matcher


class Answers(list[str]):
    """Whole answers as JSON; two that differ are told apart by the places where they do."""

    def differing(self, others: "Answers") -> list[str]:
        """Return each place at which an answer differs, with what stands there in both."""
        if len(self) != len(others):
            return [f"{len(self)} answers, {len(others)} answers"]
        pairs = (tuple(map(json.loads, both)) for both in zip(self, others, strict=True))
        return [line for n, pair in enumerate(pairs) for line in _differing(f"answer {n}", *pair)]


def _differing(place: str, one: Any, other: Any) -> Iterator[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in {**one, **other}:
            yield from _differing(f"{place}.{key}", one.get(key), other.get(key))
    elif isinstance(one, list) and isinstance(other, list):
        for number, (own, its) in enumerate(zip_longest(one, other)):
            yield from _differing(f"{place}[{number}]", own, its)
    elif one != other:
        yield f"{place}: {one!r} != {other!r}"


def answers(matcher: Matcher) -> Answers:
    """Return the whole answers to both vacancies, as the JSON that people get."""
    found = [matcher.match(vacancy, top=None) for vacancy in people.VACANCIES]
    return Answers(
        json.dumps(ranking_report(one.vacancy, one.pool, one.matches, one.as_of)) for one in found
    )


def anew(folder: Path | str) -> Answers:
    """Return the answers of a matcher that has not seen the base before."""
    return answers(open_matcher(folder))


def read_only(disk: Path) -> None:
    """Let nobody write to the disk from here on, root neither."""
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
