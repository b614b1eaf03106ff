"""`matcher audit fairness`: findings, a report in a file, an exit code that a pipeline notices."""

import json
from pathlib import Path

import pytest

from matcher.fairness import swaps
from matcher.resources import shipped
from tests.cli.conftest import Run

VACANCY = shipped("sample/vacancies/data-engineer.txt")
FEW = ("--people", 1, "--swaps", 1)


@pytest.fixture
def groups(tmp_path: Path) -> Path:
    path = tmp_path / "groups.csv"
    path.write_text("id;geslacht\nilse-hoogendoorn;v\nmehmet-aydin;m\n", encoding="utf-8")
    return path


def test_a_report_is_written_and_the_findings_are_said(
    run: Run, talent: Path, groups: Path, tmp_path: Path
) -> None:
    out = tmp_path / "report.html"
    said = run(
        "audit", "fairness", VACANCY, "--base", talent, "--groups", groups, "--out", out, *FEW
    )
    assert (said.code, said.err) == (0, "")
    assert "geslacht: niets te zeggen; 2 van de 2 groepen zijn te klein." in said.out
    assert "verschoven 0 van" in said.out
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert out.stat().st_mode & 0o777 == 0o600


def test_json_goes_to_a_file_and_to_the_screen(run: Run, talent: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.json"
    said = run("audit", "fairness", VACANCY, "--base", talent, "--out", out, "--language", "en",
               "--json", *FEW)  # fmt: skip
    assert said.code == 0
    assert json.loads(out.read_text(encoding="utf-8")) == said.json
    assert said.json["schema"] == "matcher-fairness/1"


def test_cut_offs_of_ones_own_take_the_place_of_the_sweep(
    run: Run, talent: Path, groups: Path
) -> None:
    said = run("audit", "fairness", VACANCY, "--base", talent, "--groups", groups, "--top", 3,
               "--score", 40, "--least", 2, "--json", *FEW)  # fmt: skip
    cuts = [(r["cut"]["kind"], r["cut"]["value"]) for r in said.json["rates"] if r["group"] == "v"]
    assert cuts == [("top", 3), ("score", 40)]


def test_a_score_that_a_swap_moved_is_an_exit_code(
    run: Run, talent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = [swaps.Swap("age", "running", "nl", "Ik ben 28 jaar.", "Ik bouw modellen met dbt.")]
    monkeypatch.setattr(swaps, "swaps_of", lambda language: work)
    assert run("audit", "fairness", VACANCY, "--base", talent, "--people", 1).code == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--out", "report.pdf"), "says no kind; name a file that ends in .html or .json"),
        (("--groups", "none.csv"), "name the file of groups"),
    ],
)
def test_what_cannot_be_used_is_refused_before_anything_is_read(
    run: Run, talent: Path, words: tuple[str, str], says: str
) -> None:
    said = run("audit", "fairness", VACANCY, "--base", talent, *words)
    assert said.code == 2
    assert says in said.err


def test_the_rule_of_recency_can_be_switched_off(run: Run, talent: Path) -> None:
    explained = ("explain", VACANCY, "ilse-hoogendoorn", "--base", talent, "--json")
    used, flat = (run(*explained, *switch).json for switch in ((), ("--no-recency",)))
    assert flat["score"] > used["score"]
    # the level stays told, it only costs nothing
    assert "older role" in {r["evidence"]["rung"] for r in flat["rows"] if r["evidence"]}


def test_folders_without_a_vacancy_are_refused(run: Run, talent: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    said = run("audit", "fairness", tmp_path / "empty", "--base", talent)
    assert said.code == 2
    assert "there is no vacancy" in said.err
