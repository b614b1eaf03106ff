"""People of an earlier answer are not read again; who changed or left since is."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.faults import people
from benchmarks.faults.engine import open_matcher
from matcher import Edits
from matcher.comparing import Ready
from matcher.engine.writer import Writer
from matcher.explanation import ranking_report
from matcher.pipeline import Matcher
from matcher.store import Person, TalentBase

COUNT = 12


@pytest.fixture
def matcher(tmp_path: Path) -> Matcher:
    made = open_matcher(tmp_path / "base", create=True)
    made.index([people.write(tmp_path / "cvs", dict.fromkeys(range(COUNT), 0))])
    return made


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of those who are read from a base, in order."""
    found: list[str] = []
    own = TalentBase.people

    def counted(
        self: TalentBase, ids: Iterable[str] | None = None, **rest: Any
    ) -> Iterator[Person]:
        wanted = None if ids is None else list(ids)
        found.extend(wanted or ())
        return own(self, wanted, **rest)

    monkeypatch.setattr(TalentBase, "people", counted)
    return found


def report(matcher: Matcher, edits: Edits | None = None) -> dict[str, Any]:
    one = matcher.match(people.VACANCIES[0], top=None, edits=edits)
    return ranking_report(one.vacancy, one.pool, one.matches, one.as_of)


def test_an_edit_of_a_vacancy_reads_nobody_again(matcher: Matcher, read: list[str]) -> None:
    first = report(matcher)
    assert len(read) == COUNT
    edited = report(matcher, Edits(off=(4,)))
    assert len(read) == COUNT
    assert edited != first
    assert report(matcher) == first


def test_who_changed_or_left_is_not_told_as_they_were(
    matcher: Matcher, read: list[str], tmp_path: Path
) -> None:
    before = report(matcher)
    people.write(tmp_path / "cvs", {3: 1})
    matcher.index([tmp_path / "cvs"])
    changed = report(matcher)
    assert changed != before
    assert changed == report(open_matcher(tmp_path / "base"))
    matcher.erase("p005")
    assert matcher._ready.ids() == []  # not a word of them stays in memory
    left = report(matcher)
    assert left == report(open_matcher(tmp_path / "base"))
    assert "p005" not in [match["candidate"] for match in left["matches"]]


@pytest.mark.parametrize("how", ["erase", "remove"])
def test_a_match_that_runs_while_somebody_is_taken_out_keeps_nobody_in_memory(
    matcher: Matcher, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    own = getattr(Writer, how)

    def beside(self: Writer, *candidates: str) -> Any:
        report(matcher)  # begun before they are gone, and over before the call returns
        return own(self, *candidates)

    monkeypatch.setattr(Writer, how, beside)
    getattr(matcher, how)("p005")
    assert matcher._ready.ids() == []


def test_no_more_people_stay_ready_than_was_said(matcher: Matcher, read: list[str]) -> None:
    ordinary = matcher.searcher().snapshot.knowledge.ordinary
    ready, ids = Ready(matcher._base, 3), matcher.ids()
    assert [one.person.candidate.id for one in ready.of(ids, ordinary)] == list(ids)
    read.clear()
    ready.of(ids[-3:], ordinary)
    assert read == []
    ready.of(ids[:1], ordinary)
    assert read == [ids[0]]
