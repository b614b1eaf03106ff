"""What a child of the nursery does: some work on a base, or a look at what is left of it.

In:  a base, the folder of CVs that it should hold in the end, and where to write what was said
Out: for work, a line in the file of acknowledgements after each change that the base has confirmed;
     for a look, one JSON file with all that is there
Why: an acknowledgement is written, and forced to the disk, after `TalentBase.put` has returned:
     from there on the program may tell its user that these people are kept
"""

import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.faults import controls, old_base, people, steps
from benchmarks.faults.engine import index_of, open_matcher
from benchmarks.faults.letters import LetterEncoder
from matcher import upkeep
from matcher.documents import read_text
from matcher.errors import MatcherError, NotFound, StorageError
from matcher.explanation import ranking_report
from matcher.index.envelope import Mapped
from matcher.pipeline import Matcher
from matcher.store import Person, TalentBase

_ENOUGH = 8  # people who need all patterns that the others need
_AGAIN = 3  # times that work is done which takes little time

TELL = -1  # where a child tells its nursery of each step; the nursery sets it


def load() -> None:
    """Read once, before any child is forked, what every child would read: by a base of a moment."""
    with tempfile.TemporaryDirectory() as folder:
        matcher = open_matcher(folder, create=True)
        matcher.add(read_text(people.cv(n), id=f"{n}", source=f"{n}") for n in range(_ENOUGH))
        for vacancy in people.VACANCIES:
            matcher.match(vacancy)


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
        controls.CONTROLS[control].install()
    _acknowledge(Path(said))
    kept = Path(record) if record else None
    steps.Steps(tell=TELL, die_at=die_at, record=kept).install()
    WORK[do](base, cvs)


def _acknowledge(said: Path) -> None:
    """Let every change that the base confirms be written down."""
    lines = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    put, remove, force = TalentBase.put, TalentBase.remove, os.fsync

    def say(kept: Mapping[str, people.Mark | None]) -> None:
        os.write(lines, json.dumps(kept).encode() + b"\n")
        force(lines)

    def put_and_say(
        self: TalentBase, path: str, digest: str, new: Sequence[Person], *rest: Any
    ) -> None:
        put(self, path, digest, new, *rest)
        say({person.candidate.id: people.marked(person.text) for person in new})

    def remove_and_say(self: TalentBase, *ids: str) -> None:
        remove(self, *ids)
        say(dict.fromkeys(ids))

    TalentBase.put = put_and_say  # type: ignore[method-assign]
    TalentBase.remove = remove_and_say  # type: ignore[method-assign]


# --- work -----------------------------------------------------------------------------------
def _import(base: str, cvs: str) -> None:
    open_matcher(base, create=True).index([cvs])


def _write_index(base: str, cvs: str, *, compact_after: int = 0) -> None:
    """Take in CVs one by one as a large base does: each is a segment, by the same calibration."""
    matcher = open_matcher(base, create=True)
    for number, path in enumerate(sorted(Path(cvs).iterdir()), start=1):
        document = read_text(path.read_text(encoding="utf-8"), id=path.stem, source=path.name)
        matcher.add([replace(document, path=str(path))])
        if compact_after and number % compact_after == 0:
            index_of(matcher).compact(everything=True)


def _compact(base: str, cvs: str) -> None:
    """The same, but merge the segments and leave out the dead now and then."""
    _write_index(base, cvs, compact_after=3)


def _reindex(base: str, cvs: str) -> None:
    """Throw the index away and write it again, a few times."""
    matcher = open_matcher(base, create=True)
    for _ in range(_AGAIN):
        matcher.reindex()


def _remove(base: str, cvs: str) -> None:
    """Take out everybody whose CV is no longer in the folder, one by one."""
    matcher = open_matcher(base, create=True)
    kept = {path.stem for path in Path(cvs).iterdir()}
    for id_ in matcher.ids():
        if id_ not in kept:
            matcher._base.remove(id_)
    matcher.index([cvs])


WORK: dict[str, Callable[[str, str], None]] = {
    "import": _import,
    "first start": _import,
    "migration": _import,
    "index writer": _write_index,
    "compaction": _compact,
    "reindex": _reindex,
    "removal": _remove,
}


def make_old(base: str) -> None:
    """Let the base be one of the first version."""
    old_base.make_old(Path(base))


# --- a look ---------------------------------------------------------------------------------
def look(base: str, out: str, *, settled: bool) -> None:
    """Write down who is in a base, what is wrong with it, and how it ranks people.

    A base of the first version says only that it must be brought up to date: a copy is.

    Parameters
    ----------
    settled : nobody was killed since the base was written to: all must be in its place
    """
    left = _left(base)
    try:
        seen = _look(base)
    except NotFound:
        seen = {"people": {}, "wrong": [], "rankings": []}
    except StorageError as error:
        if "made by an earlier version" not in str(error):
            raise
        with tempfile.TemporaryDirectory() as copy:
            shutil.copytree(base, copy, dirs_exist_ok=True)
            open_matcher(copy, create=True)
            seen = _look(copy)
    seen["left"] = left
    if settled:
        seen["wrong"] += upkeep.verify(base)
    Path(out).write_text(json.dumps(seen), encoding="utf-8")


def _look(base: str) -> dict[str, Any]:
    matcher = open_matcher(base)
    kept = list(matcher._base.people())
    held = {person.candidate.id: people.marked(person.text) for person in kept}
    wrong = _wrong_with(kept, held)
    rankings = _rankings(matcher, wrong, set(held))
    wrong += _integrity(base) + _index_files(Path(base) / "index")
    return {"people": held, "wrong": wrong, "rankings": rankings}


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


def _rankings(matcher: Matcher, wrong: list[str], held: set[str]) -> list[str]:
    """Return the answers to both vacancies; an answer must hold all who are there, nobody else."""
    answers = []
    for vacancy in people.VACANCIES:
        try:
            found = matcher.match(vacancy, top=None)
        except MatcherError as error:
            answers.append(f"{type(error).__name__}: {error}")
            continue
        if ranked := {match.candidate for match in found.ranked} ^ held:
            wrong.append(f"ranked or in the base, but not both: {sorted(ranked)}")
        report = ranking_report(found.vacancy, found.pool, found.matches, found.as_of)
        shortlist = {"shortlist": list(found.shortlist)}
        answers.append(json.dumps({**report, **shortlist}, ensure_ascii=False))
    return answers


def _integrity(base: str) -> list[str]:
    with closing(sqlite3.connect(Path(base) / "base.sqlite")) as file:
        found = [row[0] for row in file.execute("PRAGMA integrity_check")]
    return [f"integrity_check: {line}" for line in found if line != "ok"]


def _index_files(folder: Path) -> list[str]:
    """Say which files of the index are not whole, or named by a manifest and not there.

    Whatever is wrong would be noticed and made anew; but a writer that cares leaves nothing wrong
    at any moment.
    """
    wrong = []
    for path in sorted(folder.glob("*.rows")):
        try:
            file = Mapped(path)
            file.check_all()
        except StorageError as error:
            wrong.append(str(error))
            continue
        if path.name.startswith("manifest"):
            gone = [name for name in _named(file) if not (folder / name).is_file()]
            wrong += [f"{path.name} names {name}, which is not there" for name in gone]
    return wrong


def _left(base: str) -> list[str]:
    """Return the files that only a writer in the middle of its work should have.

    Files of an index stay as long as the newest manifest or the one before it names them.
    """
    folder = Path(base)
    names = [str(path.relative_to(base)) for path in folder.rglob("*") if path.is_file()]
    left = [name for name in names if name.endswith((".tmp", "-journal", "-wal"))]
    manifests = sorted((folder / "index").glob("manifest-*.rows"))
    with suppress(StorageError):
        named = {name for path in manifests for name in (path.name, *_named(Mapped(path)))}
        left += [p.name for p in (folder / "index").glob("*.rows") if p.name not in named]
    return sorted([*left, *(path.name for path in manifests[:-2])])


def _named(manifest: Mapped) -> list[str]:
    facts = manifest.facts
    return [*(one["name"] for one in facts["segments"]), *filter(None, [facts["codebook"]])]


TASKS: dict[str, Callable[..., None]] = {"work": work, "look": look, "make_old": make_old}
