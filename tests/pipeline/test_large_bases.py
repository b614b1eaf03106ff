"""What only large bases do, and what one process sees of another's work."""

import shutil
from pathlib import Path

import pytest

from matcher import searching
from matcher.engine import writer as writing
from matcher.pipeline import Matcher
from matcher.resources import shipped

VACANCY = shipped("sample/vacancies/data-engineer.txt")


def copied(base: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(base, tmp_path / "base"))


def settled(matcher: Matcher) -> bool:
    base = matcher._base
    return base.meta("settled") == writing._mark(base.seq(), base.meta("calibration"))


def test_codes_first_gives_the_list_that_an_exact_search_gives(
    small_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = Matcher.open(small_base).match(VACANCY)
    assert plain.plan.way == "exact"
    monkeypatch.setattr(searching, "PAYS_FROM", 10)
    reader = Matcher.open(copied(small_base, tmp_path))
    assert reader.writer()._live().rebuild().book is not None
    coded = reader.match(VACANCY, way="codes")
    assert (coded.plan.way, coded.matches) == ("codes", plain.matches)


def test_indexing_that_was_cut_off_before_its_last_step_is_finished_by_the_next(
    small_base: Path, tmp_path: Path
) -> None:
    folder = copied(small_base, tmp_path)
    cut_off = Matcher.open(folder, create=True)
    path = cut_off._base.owners()["rick-vonk"]
    cut_off._base.put(path, cut_off._base.files()[path][0], [])  # and then a kill
    assert not settled(cut_off)
    again = Matcher.open(folder, create=True)
    assert again.index([path]).unchanged == 1
    assert settled(again)


def test_a_person_whom_another_process_took_out_is_found_no_more(
    small_base: Path, tmp_path: Path
) -> None:
    folder = copied(small_base, tmp_path)
    running = Matcher.open(folder)
    assert "rick-vonk" in {m.candidate for m in running.match(VACANCY, top=None).matches}
    writer = Matcher.open(folder, create=True)
    writer._base.put(writer._base.owners()["rick-vonk"], "", [])
    found = running.match(VACANCY, top=None)
    assert "rick-vonk" not in {*found.shortlist, *(m.candidate for m in found.matches)}


def test_a_running_matcher_sees_what_another_has_indexed(small_base: Path, tmp_path: Path) -> None:
    folder = copied(small_base, tmp_path)
    running = Matcher.open(folder)
    before = running.match(VACANCY).pool
    Matcher.open(folder, create=True).index([shipped("sample/cvs/youssef-el-amrani.pdf")])
    assert running.match(VACANCY).pool == before + 1
