"""The commands of upkeep: what they print, what they leave, how they end."""

import shutil
from pathlib import Path

import pytest

from matcher.resources import shipped

VACANCY = shipped("sample/vacancies/data-engineer.txt")


def test_a_base_is_looked_at_checked_and_made_anew(run, own: Path) -> None:
    assert run("verify", "--base", own).out == f"Nothing is wrong with {own}.\n"
    said = run("doctor", "--base", own)
    assert said.code == 0
    assert "kernel" in said.out
    assert "14 people" in said.out
    found = run("doctor", "--base", own, "--json").json
    assert {check["state"] for check in found} <= {"ok", "warn"}
    (segment,) = (own / "index").glob("segment-*")
    segment.write_bytes(segment.read_bytes()[:-100])
    said = run("verify", "--base", own)
    assert (said.code, segment.name in said.out) == (3, True)
    assert run("reindex", "--base", own, "--json").json == {"people": 14}
    assert run("verify", "--base", own, "--json").json == {"wrong": []}


def test_a_person_is_removed_or_erased_and_not_found_again(run, own: Path) -> None:
    assert run("remove", "rick-vonk", "--base", own).out == "1 people were taken out.\n"
    said = run("erase", "henk-postma", "sevgi-demir", "--base", own, "--json")
    assert said.json == {"erased": ["henk-postma", "sevgi-demir"]}
    content = b"".join(path.read_bytes() for path in own.rglob("*") if path.is_file())
    assert b"henk-postma" not in content
    assert b"ilse-hoogendoorn" in content
    said = run("erase", "henk-postma", "--base", own)
    assert (said.code, "no candidate 'henk-postma'" in said.err) == (2, True)
    assert run("erase", "--unfinished", "--base", own).out == "Nothing is left to erase.\n"
    said = run("match", VACANCY, "--base", own, "--top", 20, "--json")
    assert (said.code, said.err) == (0, "")
    assert len(said.json["matches"]) == 11


@pytest.mark.parametrize("words", [[], ["anna", "--unfinished"]])
def test_an_erasure_needs_people_or_the_word_unfinished(run, own: Path, words: list[str]) -> None:
    said = run("erase", *words, "--base", own)
    assert (said.code, "name the candidates to erase, or say --unfinished" in said.err) == (2, True)


def test_a_base_goes_into_one_file_and_comes_out_without_those_erased_since(
    run, own: Path, tmp_path: Path
) -> None:
    file, back = tmp_path / "one.backup", tmp_path / "back"
    assert run("backup", file, "--base", own).out.startswith(f"{file} holds 14 people")
    said = run("backup", file, "--base", own)
    assert (said.code, "is there already" in said.err) == (2, True)
    run("erase", "henk-postma", "--base", own)
    said = run("restore", file, "--base", own)
    assert (said.code, "--replace" in said.err) == (2, True)
    said = run("restore", file, "--base", back, "--erased-in", own)
    assert said.out == f"{back} holds 13 people; 1 erased people are left out.\n"
    assert run("verify", "--base", back).code == 0
    assert run("restore", file, "--base", own, "--replace", "--json").json == {
        "people": 13, "left_out": 1,
    }  # fmt: skip
    of = ("match", VACANCY, "--json", "--top", 20, "--base")
    assert run(*of, back).json == run(*of, own).json


@pytest.mark.parametrize(
    "words",
    [["verify"], ["reindex"], ["upgrade"], ["remove", "a"], ["erase", "a"], ["backup", "f"]],
)
def test_a_command_makes_no_base_where_there_is_none(run, tmp_path: Path, words: list[str]) -> None:
    said = run(*words, "--base", tmp_path / "none")
    assert (said.code, "no talent base in" in said.err) == (2, True)
    assert not (tmp_path / "none").exists()


def test_an_old_base_is_told_of_and_brought_up_to_date(run, tmp_path: Path) -> None:
    import sys

    sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
    from test_migrations import old_base

    old_base(tmp_path / "old")
    shutil.copytree(tmp_path / "old", tmp_path / "kept")
    said = run("match", VACANCY, "--base", tmp_path / "old")
    assert (said.code, "matcher upgrade --base" in said.err) == (3, True)
    assert run("upgrade", "--base", tmp_path / "old", "--json").json == {"people": 4}
    assert run("upgrade", "--base", tmp_path / "old").out.endswith("with 4 people.\n")
