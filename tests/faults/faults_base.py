"""Bases of made-up people, and their answers as bytes."""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

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


def answers(matcher: Matcher) -> list[str]:
    """Return the whole answers to both vacancies, as the JSON that people get."""
    found = [matcher.match(vacancy, top=None) for vacancy in people.VACANCIES]
    return [
        json.dumps(ranking_report(one.vacancy, one.pool, one.matches, one.as_of)) for one in found
    ]


def anew(folder: Path | str) -> list[str]:
    """Return the answers of a matcher that has not seen the base before."""
    return answers(open_matcher(folder))


def read_only(disk: Path) -> None:
    """Let nobody write to the disk from here on, root neither."""
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
