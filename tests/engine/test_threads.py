"""Threads that search while others add, erase and calibrate: each answer is of one moment, whole.

Every snapshot that the matcher takes is kept, and everybody as they were after each change. So an
answer can be worked out again afterwards, by a fresh searcher on the snapshot that it names, from
people as they were then.
"""

import os
import random
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from benchmarks.faults.letters import LetterEncoder
from benchmarks.faults.people import VACANCIES, write
from matcher import resources
from matcher.documents import read_text
from matcher.engine import Ranking, Searcher, SearchOptions, Snapshot
from matcher.errors import NotFound
from matcher.pipeline import Matcher
from matcher.protocols import Progress, Vectors
from matcher.records import Document, Match, Vacancy
from matcher.store import Person

_THREADS = 8
_CALLS = int(os.environ.get("MATCHER_MIXED_CALLS", "600"))  # in all
_AGAIN = 40  # answers that are worked out again
_PEOPLE = 8
_OPERATIONS = ("explain", "match", "batch", "index", "erase", "calibrate")
_OFTEN = (0.67, 0.27, 0.01, 0.03, 0.015, 0.005)


class Kept:
    """The encoder of letters, whose rows are kept."""

    name = LetterEncoder.name

    def __init__(self) -> None:
        self._rows: dict[str, Vectors] = {}

    def encode(self, texts: list[str], *, progress: Progress | None = None) -> Vectors:
        missing = [text for text in dict.fromkeys(texts) if text not in self._rows]
        rows = LetterEncoder().encode(missing)
        self._rows |= dict(zip(missing, rows, strict=True))
        return np.stack([self._rows[text] for text in texts]) if texts else rows


@dataclass
class Then:
    """A base as it was after a change: what a searcher asks of one."""

    kept: dict[tuple[str, int], Person]
    at: int

    def seq(self) -> int:
        return self.at

    def people(self, ids: Iterable[str], *, missing_ok: bool = False) -> Iterator[Person]:
        for id_ in sorted(ids):
            known = [seq for name, seq in self.kept if name == id_ and seq <= self.at]
            assert known or missing_ok
            if known:
                yield self.kept[id_, max(known)]


@dataclass
class History:
    """What happened, for looking back."""

    matcher: Matcher
    vacancies: list[Vacancy]
    documents: list[Document]
    snapshots: dict[tuple[int, str], Snapshot] = field(default_factory=dict)
    people: dict[tuple[str, int], Person] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    answers: list[Ranking] = field(default_factory=list)
    explained: list[tuple[Snapshot, Vacancy, Match]] = field(default_factory=list)
    written: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def keep_people(self) -> None:
        """Remember everybody as they are now; called while nobody else may write."""
        for person in self.matcher._base.people():
            self.people[person.candidate.id, person.seq] = person

    def call(self, chance: random.Random, number: int) -> None:
        """Do something, and hold what can be held at once."""
        kind = chance.choices(_OPERATIONS, _OFTEN)[0]
        gone = frozenset(self.erased)
        getattr(self, f"_{kind}")(chance, number, gone)

    def _match(self, chance: random.Random, number: int, gone: frozenset[str]) -> None:
        found = self.matcher.match(chance.choice(self.vacancies), top=3)
        self._hold(found, gone)

    def _batch(self, chance: random.Random, number: int, gone: frozenset[str]) -> None:
        for found in self.matcher.match_many(self.vacancies, top=2):
            self._hold(found, gone)

    def _hold(self, found: Ranking, gone: frozenset[str]) -> None:
        assert not gone & {*found.shortlist, *(match.candidate for match in found.ranked)}
        assert (found.seq, found.calibration) in self.snapshots
        assert found.pool == len(found.ranked) + found.changed
        self.answers.append(found)

    def _explain(self, chance: random.Random, number: int, gone: frozenset[str]) -> None:
        vacancy = chance.choice(self.vacancies)
        if gone and chance.random() < 0.1:
            with pytest.raises(NotFound):
                self.matcher.explain(vacancy, chance.choice(sorted(gone)))
            return
        candidate = chance.choice(self.matcher.ids())
        with suppress(NotFound):  # erased since the ids were read
            searcher = self.matcher.searcher()
            found = searcher.explain(vacancy, candidate)
            self.explained.append((searcher.snapshot, vacancy, found))
            if number % 10 == 0:
                self.matcher.explain(vacancy, candidate)

    def _index(self, chance: random.Random, number: int, gone: frozenset[str]) -> None:
        """Put in somebody new, or another CV of somebody who is there."""
        model = chance.choice(self.documents)
        with self.lock, self.matcher.writer()._writing:
            name = f"new{number}" if chance.random() < 0.6 else chance.choice(self.matcher.ids())
            text = chance.choice(self.documents).text + f"\nDossier {number}"
            if name in self.erased:
                return
            digest = sha256(text.encode()).hexdigest()  # an erased document is not taken in again
            new = replace(model, id=name, source=name, path="", text=text, digest=digest)
            assert self.matcher.add([new]) == ()
            self.keep_people()
            self.written += 1

    def _erase(self, chance: random.Random, number: int, gone: frozenset[str]) -> None:
        with self.lock:
            ids = self.matcher.ids()
            if len(ids) > _PEOPLE // 2:
                name = chance.choice(ids)
                self.matcher.erase(name)
                self.erased.add(name)
                self.written += 1

    def _calibrate(self, chance: random.Random, number: int, gone: frozenset[str]) -> None:
        """Make one of the people who are there now, or go back to the shipped one."""
        self.matcher.calibrate(from_shipped=chance.random() < 0.3)


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    # Thirty ordinary lines rather than thousands: every calibration of people encodes them.
    text = resources.text

    def shorter(name: str) -> str:
        lines = text(name).splitlines(keepends=True)
        return "".join(lines[:: len(lines) // 30] if name == "background.txt" else lines)

    monkeypatch.setattr(resources, "text", shorter)
    matcher = Matcher.open(tmp_path / "base", create=True, encoder=Kept())
    cvs = write(tmp_path / "cvs", dict.fromkeys(range(_PEOPLE), 0))
    documents = [
        read_text(path.read_text(encoding="utf-8"), id=path.stem, source=path.stem)
        for path in sorted(cvs.iterdir())
    ]
    assert matcher.add(documents) == ()
    made = History(matcher, [matcher.understand(text) for text in VACANCIES], documents)
    made.keep_people()
    newest = matcher._loader.newest

    def noted() -> Snapshot:
        snapshot = newest()
        made.snapshots[snapshot.seq, snapshot.calibration] = snapshot
        return snapshot

    monkeypatch.setattr(matcher._loader, "newest", noted)
    return made


@pytest.mark.slow
def test_every_answer_is_of_one_moment_whatever_is_written_meanwhile(history: History) -> None:
    def work(thread: int) -> None:
        chance = random.Random(thread)
        for number in range(_CALLS // _THREADS):
            history.call(chance, number * _THREADS + thread)

    with ThreadPoolExecutor(_THREADS) as threads:
        for done in [threads.submit(work, thread) for thread in range(_THREADS)]:
            done.result()
    print(
        f"{len(history.answers)} rankings, {len(history.explained)} ledgers, "
        f"{history.written} changes, {len(history.erased)} erased, "
        f"{len(history.snapshots)} snapshots, "
        f"{sum(one.changed > 0 for one in history.answers)} without somebody who changed"
    )
    assert min(len(history.answers), len(history.explained)) > _CALLS // 8
    assert len(history.snapshots) > 10
    calibrations = {calibration.partition("@")[0] for _, calibration in history.snapshots}
    assert "shipped-1" in calibrations
    assert len(calibrations) > 1, "nobody calibrated meanwhile"
    for found in random.Random(8).sample(history.answers, min(_AGAIN, len(history.answers))):
        again(history, found)
    for snapshot, vacancy, match in random.Random(9).sample(history.explained, _AGAIN):
        then = Then(history.people, snapshot.seq)
        fresh = Searcher(snapshot, then)  # type: ignore[arg-type]
        assert fresh.explain(vacancy, match.candidate) == match


def again(history: History, found: Ranking) -> None:
    """Hold an answer against a fresh searcher on the snapshot that it names."""
    snapshot = history.snapshots[found.seq, found.calibration]
    then = Then(history.people, snapshot.seq)
    fresh = Searcher(snapshot, then).match(found.vacancy, options=_top(len(found.matches)))  # type: ignore[arg-type]
    assert fresh.calibration == found.calibration
    here = {match.candidate for match in found.ranked}
    assert found.shortlist == tuple(id_ for id_ in fresh.shortlist if id_ in here)
    expected = [(m.candidate, m.score) for m in fresh.ranked if m.candidate in here]
    assert [(m.candidate, m.score) for m in found.ranked] == expected
    assert len(fresh.ranked) == len(found.ranked) + found.changed


def _top(number: int) -> SearchOptions:
    return SearchOptions(top=number)
