"""A base that went through a backup ranks as before, and moves from one engine to the other."""

import json
from pathlib import Path

import pytest
from cv_texts import VACANCY
from postgres_server import Server

from matcher.errors import InvalidInput
from matcher.explanation import ranking_report
from matcher.pipeline import Matcher
from matcher.store import TalentBase
from matcher.upkeep import verify


def answer(matcher: Matcher) -> str:
    found = matcher.match(VACANCY, top=None)
    return json.dumps(ranking_report(found.vacancy, found.pool, found.matches, found.as_of))


def restored(file: Path, where: Path | str) -> Matcher:
    TalentBase.restore(file, where)
    back = Matcher.open(where, create=True)
    back.reindex()
    return back


def test_a_restored_base_ranks_to_the_byte_as_before_on_either_engine(
    base: Matcher, postgres: Server, tmp_path: Path
) -> None:
    base._base.backup(tmp_path / "one.backup")
    for where in (tmp_path / "folder", postgres.new_schema()):
        assert answer(restored(tmp_path / "one.backup", where)) == answer(base)
        assert verify(where) == []


def test_an_old_index_is_not_taken_for_that_of_a_base_that_was_restored_over_it(
    base: Matcher, place: Path | str, tmp_path: Path, cvs: Path
) -> None:
    base._base.backup(tmp_path / "one.backup")
    before = answer(base)
    (cvs / "anna.txt").write_text("Anna\n\nWerkervaring\n2020 - heden Kok\nKookte soep.\n")
    base.index([cvs])
    assert answer(base) != before
    TalentBase.restore(tmp_path / "one.backup", place, replace=True)
    reader = Matcher.open(place)
    assert answer(reader) == before


def test_a_base_in_postgresql_is_backed_up_and_not_copied(
    postgres: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MATCHER_CACHE", str(tmp_path / "cache"))
    base = Matcher.open(postgres.new_schema(), create=True)
    with pytest.raises(InvalidInput, match="no folder to copy; use: matcher backup FILE"):
        base.save(tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
