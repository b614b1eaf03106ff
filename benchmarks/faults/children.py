"""What a child of the nursery does: some work on a base, or a look at what is left of it.

In:  a base, the folder of CVs that it should hold in the end, and where to write what was said
Out: for work, a line in the file of acknowledgements after each change that the base has confirmed;
     for a look, one JSON file with all that is there
Why: an acknowledgement is written, and forced to the disk, after `TalentBase.put` has returned:
     from there on the program may tell its user that these people are kept
"""

import json
import os
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.faults import controls, people, steps
from benchmarks.faults.engine import open_matcher
from benchmarks.faults.letters import LetterEncoder
from matcher import pipeline
from matcher.documents import read_text
from matcher.errors import MatcherError, NotFound
from matcher.explanation import ranking_report
from matcher.store import Person, TalentBase

TELL = -1  # where a child tells its nursery of each step; the nursery sets it


def load() -> None:
    """Read once, before any child is forked, what every child would read."""
    pipeline._finder()
    LetterEncoder().encode(["one text, so that scikit-learn is loaded"])


def work(
    do: str,
    base: str,
    cvs: str,
    said: str,
    *,
    control: str = "",
    die_at: int | None = None,
    record: str | None = None,
) -> None:
    """Do one of `WORK` on a base, and write down each change that the base has confirmed.

    Parameters
    ----------
    do : name in WORK
    base, cvs : the base, and the folder of CVs
    said : file that gets a line a change
    control : a way of writing that is broken on purpose; see `controls`
    die_at, record : see `Steps`
    """
    if control:
        controls.CONTROLS[control]()
    _acknowledge(Path(said))
    kept = Path(record) if record else None
    steps.Steps(tell=TELL, die_at=die_at, record=kept).install()
    WORK[do](base, cvs)


def _acknowledge(said: Path) -> None:
    """Let every change that the base confirms be written down."""
    lines = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    put, force = TalentBase.put, os.fsync

    def put_and_say(
        self: TalentBase, path: str, digest: str, people_: Sequence[Person], *rest: Any
    ) -> None:
        put(self, path, digest, people_, *rest)
        kept = {person.candidate.id: people.marked(person.text) for person in people_}
        os.write(lines, json.dumps({"put": kept}).encode() + b"\n")
        force(lines)

    TalentBase.put = put_and_say  # type: ignore[method-assign]


# --- work -----------------------------------------------------------------------------------
def _import(base: str, cvs: str) -> None:
    open_matcher(base, create=True).index([cvs])


WORK: dict[str, Callable[[str, str], None]] = {"import": _import, "first start": _import}


# --- a look ---------------------------------------------------------------------------------
def look(base: str, out: str) -> None:
    """Write down who is in a base, what is wrong with it, and how it ranks people."""
    try:
        seen = _look(base)
    except NotFound:
        seen = {"people": {}, "wrong": [], "rankings": [], "left": _left(base)}
    Path(out).write_text(json.dumps(seen), encoding="utf-8")


def _look(base: str) -> dict[str, Any]:
    matcher = open_matcher(base)
    kept = list(matcher._base.people())
    held = {person.candidate.id: people.marked(person.text) for person in kept}
    wrong = _wrong_with(kept, held)
    rankings = _rankings(matcher, wrong, set(held))
    wrong += _integrity(base)
    return {"people": held, "wrong": wrong, "rankings": rankings, "left": _left(base)}


def _wrong_with(kept: Sequence[Person], held: Mapping[str, people.Mark | None]) -> list[str]:
    """Say where a person is not what their CV says."""
    lines = [[s.text for s in person.candidate.profile.statements] for person in kept]
    rows = LetterEncoder().encode([line for own in lines for line in own])
    wrong = []
    for person, own in zip(kept, np.split(rows, np.cumsum([*map(len, lines)])), strict=False):
        id_, mark = person.candidate.id, held[person.candidate.id]
        if mark is None:
            wrong.append(f"{id_} names no dossier, or two")
        elif person.text != read_text(people.cv(*mark), id=id_, source=id_).text:
            wrong.append(f"{id_} has a text that is not that of its CV")
        if person.vectors.shape != own.shape or not np.allclose(person.vectors, own, atol=1e-3):
            wrong.append(f"{id_} has rows that are not those of its statements")
    return wrong


def _rankings(matcher: pipeline.Matcher, wrong: list[str], held: set[str]) -> list[str]:
    """Return the answers to both vacancies; an answer with somebody who is not there is wrong."""
    answers = []
    for vacancy in people.VACANCIES:
        try:
            found = matcher.match(vacancy, top=None)
        except MatcherError as error:
            answers.append(f"{type(error).__name__}: {error}")
            continue
        if strangers := {match.candidate for match in found.ranked} - held:
            wrong.append(f"ranked, but not in the base: {sorted(strangers)}")
        report = ranking_report(found.vacancy, found.pool, found.matches, found.as_of)
        answers.append(json.dumps(report, ensure_ascii=False))
    return answers


def _integrity(base: str) -> list[str]:
    with closing(sqlite3.connect(Path(base) / "base.sqlite")) as file:
        found = [row[0] for row in file.execute("PRAGMA integrity_check")]
    return [f"integrity_check: {line}" for line in found if line != "ok"]


def _left(base: str) -> list[str]:
    """Return the files that only a writer in the middle of its work should have."""
    names = [str(path.relative_to(base)) for path in Path(base).rglob("*") if path.is_file()]
    return sorted(name for name in names if name.endswith((".tmp", "-journal", "-wal")))


TASKS: dict[str, Callable[..., None]] = {"work": work, "look": look}
