"""The commands of upkeep: what they print, what they leave, how they end."""

import sqlite3
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from matcher.pipeline import Matcher
from matcher.records import Vacancy
from matcher.resources import shipped
from matcher.store import DESK
from service import Desk, create_app

CVS = (
    "bram-oosterling.txt", "henk-postma.odt", "mehmet-aydin.txt", "rick-vonk.docx",
    "sevgi-demir.html",
)  # fmt: skip
VACANCY = shipped("sample/vacancies/data-engineer.txt")


@pytest.fixture
def own(run, tmp_path: Path, tiny_model: Path) -> Path:
    """A base of five people, with a model that knows nothing."""
    files = [shipped("sample/cvs") / name for name in CVS]
    said = run("index", *files, "--base", tmp_path / "own", "--model", tiny_model, "--json")
    assert said.json["people"] == 5
    return tmp_path / "own"


@pytest.fixture
def ranked(run, tiny_model: Path) -> Callable[[Path], Any]:
    """Return what gives the ranking of a base."""
    words = ("match", VACANCY, "--model", tiny_model, "--top", 20, "--json", "--base")
    return lambda base: run(*words, base).json


def test_a_base_is_looked_at_checked_and_made_anew(run, own: Path, tiny_model: Path) -> None:
    assert run("verify", "--base", own).out == f"Nothing is wrong with {own}.\n"
    said = run("doctor", "--base", own)
    assert said.code == 0
    assert "kernel" in said.out
    assert "5 people" in said.out
    found = run("doctor", "--base", own, "--json").json
    assert {check["state"] for check in found} <= {"ok", "warn"}
    (segment,) = (own / "index").glob("segment-*")
    segment.write_bytes(segment.read_bytes()[:-100])
    said = run("verify", "--base", own)
    assert (said.code, segment.name in said.out) == (3, True)
    said = run("reindex", "--base", own, "--model", tiny_model, "--json")
    assert said.json == {"people": 5}
    assert run("verify", "--base", own, "--json").json == {"wrong": []}


def test_a_person_is_removed_or_erased_and_not_found_again(
    run, own: Path, tiny_model: Path, ranked: Callable[[Path], Any]
) -> None:
    of = ("--base", own, "--model", tiny_model)
    assert run("remove", "rick-vonk", *of).out == "1 people were taken out.\n"
    said = run("erase", "henk-postma", "sevgi-demir", *of, "--json")
    assert said.json == {"erased": ["henk-postma", "sevgi-demir"], "calibrated_anew": False}
    content = b"".join(path.read_bytes() for path in own.rglob("*") if path.is_file())
    assert b"henk-postma" not in content
    assert b"mehmet-aydin" in content
    said = run("erase", "henk-postma", *of)
    assert (said.code, "no candidate 'henk-postma'" in said.err) == (2, True)
    assert run("erase", "--unfinished", *of).out == "Nothing is left to erase.\n"
    assert ranked(own)["pool"] == 2


@pytest.mark.parametrize("words", [[], ["anna", "--unfinished"]])
def test_an_erasure_needs_people_or_the_word_unfinished(
    run, tmp_path: Path, words: list[str]
) -> None:
    said = run("erase", *words, "--base", tmp_path)
    assert (said.code, "name the candidates to erase, or say --unfinished" in said.err) == (2, True)


def test_a_base_goes_into_one_file_and_comes_out_without_those_erased_since(
    run, own: Path, tmp_path: Path, tiny_model: Path, ranked: Callable[[Path], Any]
) -> None:
    file, back, model = tmp_path / "one.backup", tmp_path / "back", ("--model", tiny_model)
    assert run("backup", file, "--base", own).out.startswith(f"{file} holds 5 people")
    said = run("backup", file, "--base", own)
    assert (said.code, "is there already" in said.err) == (2, True)
    run("erase", "henk-postma", "--base", own, *model)
    said = run("restore", file, "--base", own, *model)
    assert (said.code, "--replace" in said.err) == (2, True)
    said = run("restore", file, "--base", back, "--erased-in", own, *model)
    assert said.out == f"{back} holds 4 people; 1 erased people are left out.\n"
    assert run("verify", "--base", back).code == 0
    said = run("restore", file, "--base", own, "--replace", "--json", *model)
    assert said.json == {"people": 4, "left_out": 1}
    assert ranked(back) == ranked(own)


def test_the_desk_of_the_page_goes_into_the_backup_and_comes_back_without_those_erased(
    run, own: Path, tmp_path: Path, tiny_model: Path
) -> None:
    desk = Desk.beside(own)
    code = desk.put(Vacancy("v", "v.txt", "en", "", "", ()))
    for person in ("henk-postma", "rick-vonk"):
        desk.mark(code, desk.number(person), "short", f"note on {person}")
    file, back, model = tmp_path / "one.backup", tmp_path / "back", ("--model", tiny_model)
    assert run("backup", file, "--base", own).code == 0  # while the desk is open
    desk.close()
    run("erase", "henk-postma", "--base", own, *model)
    assert run("restore", file, "--base", back, "--erased-in", own, *model).code == 0
    kept = back / DESK
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert b"note on henk-postma" not in kept.read_bytes()
    again = Desk(kept)
    assert {no: mark.note for no, mark in again.marks(code).items()} == {
        again.number("rick-vonk"): "note on rick-vonk"
    }
    again.close()
    assert [path.name for path in back.iterdir() if path.name.startswith(".restoring")] == []


@pytest.mark.parametrize("command", ["verify", "reindex", "upgrade", "remove", "erase", "backup"])
def test_a_command_makes_no_base_where_there_is_none(run, tmp_path: Path, command: str) -> None:
    words = {"remove": ["anna"], "erase": ["anna"], "backup": [tmp_path / "file"]}.get(command, [])
    said = run(command, *words, "--base", tmp_path / "none")
    assert (said.code, "no talent base in" in said.err) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_an_old_base_is_told_of_and_brought_up_to_date(run, tmp_path: Path) -> None:
    sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
    from test_migrations import old_base

    old_base(tmp_path / "old")
    said = run("match", VACANCY, "--base", tmp_path / "old")
    assert (said.code, "matcher upgrade --base" in said.err) == (3, True)
    assert run("upgrade", "--base", tmp_path / "old", "--json").json == {"people": 4}
    assert run("upgrade", "--base", tmp_path / "old").out.endswith("with 4 people.\n")


def test_the_audit_is_checked_and_a_run_made_again(
    run, own: Path, tiny_model: Path, tmp_path: Path
) -> None:
    assert run("audit", "verify", "--base", own).code == 2  # nothing was ranked yet
    desk = Desk.beside(own)
    app = create_app(Matcher.open(own, model=str(tiny_model)), desk=desk)
    asked = {"vacancy": VACANCY.read_text(encoding="utf-8")}
    assert TestClient(app, base_url="http://127.0.0.1").post("/matches", json=asked).is_success
    desk.close()
    of = ("--base", own)
    assert "1 lines of the audit are as they were written" in run("audit", "verify", *of).out
    assert "  run  " in run("audit", "list", *of).out
    said = run("replay", 1, *of, "--model", tiny_model)
    assert (said.code, "bit for bit" in said.out) == (0, True)
    assert run("replay", 9, *of, "--model", tiny_model).code == 2
    run("remove", "rick-vonk", *of, "--model", tiny_model)
    said = run("replay", 1, *of, "--model", tiny_model)
    assert (said.code, "left the base or were erased: 1" in said.out) == (1, True)
    with sqlite3.connect(own / DESK) as file:
        file.execute("update audit set at = at - 86400")
    file.close()
    said = run("audit", "verify", *of)
    assert (said.code, "line 1: it was changed" in said.out) == (3, True)


def test_a_letter_is_written_for_its_owner_alone_and_is_a_line_of_the_audit(
    run, own: Path, tiny_model: Path, tmp_path: Path
) -> None:
    desk = Desk.beside(own)
    app = create_app(Matcher.open(own, model=str(tiny_model)), desk=desk)
    asked = {"vacancy": VACANCY.read_text(encoding="utf-8")}
    assert TestClient(app, base_url="http://127.0.0.1").post("/matches", json=asked).is_success
    out, of = tmp_path / "rick.html", ("--base", own, "--model", tiny_model)
    assert run("letter", 1, "rick-vonk", *of, "--out", out).code == 0
    assert "Een mens beslist" in out.read_text(encoding="utf-8")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert run("letter", 1, "rick-vonk", *of, "--out", tmp_path / "rick.pdf").code == 2
    assert run("letter", 1, "nobody", *of, "--out", tmp_path / "nobody.txt").code == 2
    assert not (tmp_path / "nobody.txt").exists()
    assert [line.kind for line in desk.audit.lines()] == ["letter", "run"]
    desk.close()
