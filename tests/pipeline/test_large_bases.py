"""A base that is large enough for codes gives the same list as one without."""

import shutil
from pathlib import Path

import pytest

from matcher import pipeline
from matcher.pipeline import Matcher
from matcher.resources import shipped

VACANCY = shipped("sample/vacancies/data-engineer.txt")


def test_codes_are_kept_with_the_base_and_change_no_match(
    small_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = Matcher.open(small_base).match(VACANCY)
    folder = tmp_path / "base"
    shutil.copytree(small_base, folder)
    monkeypatch.setattr(pipeline, "PAYS_FROM", 10)
    writer = Matcher.open(folder, create=True)
    writer.index([shipped("sample/cvs/anouk-verbeek.docx")])  # known: costs nothing
    writer._calibrate()
    reader = Matcher.open(folder)
    assert reader._rows[1].codes is not None
    assert reader.match(VACANCY).matches == plain.matches


def test_a_base_that_lost_a_person_after_its_codes_were_made_does_without_them(
    small_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "base"
    shutil.copytree(small_base, folder)
    monkeypatch.setattr(pipeline, "PAYS_FROM", 10)
    matcher = Matcher.open(folder, create=True)
    matcher._calibrate()
    path = matcher._base.owners()["rick-vonk"]
    matcher._base.put(path, "", [])
    left = Matcher.open(folder)
    assert left._rows[1].codes is None
    assert "rick-vonk" not in {m.candidate for m in left.match(VACANCY, top=None).matches}


def test_indexing_that_was_cut_off_before_its_last_step_is_finished_by_the_next(
    small_base: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "base"
    shutil.copytree(small_base, folder)
    cut_off = Matcher.open(folder, create=True)
    path = cut_off._base.owners()["rick-vonk"]
    mark = cut_off._base.files()[path][0]
    cut_off._base.put(path, mark, list(cut_off._base.people(["rick-vonk"])))  # and then a kill
    assert cut_off._uncalibrated()
    again = Matcher.open(folder, create=True)
    assert again.index([path]).unchanged == 1
    assert not again._uncalibrated()


def test_a_running_matcher_sees_what_another_has_indexed(small_base: Path, tmp_path: Path) -> None:
    folder = tmp_path / "base"
    shutil.copytree(small_base, folder)
    running = Matcher.open(folder)
    before = running.match(VACANCY).pool
    Matcher.open(folder, create=True).index([shipped("sample/cvs/youssef-el-amrani.pdf")])
    assert running.match(VACANCY).pool == before + 1
