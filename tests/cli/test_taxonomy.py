"""`matcher taxonomy`: a public taxonomy goes into a base, is used, and comes out again."""

import csv
from pathlib import Path

import pytest

from matcher.pipeline import Matcher
from matcher.resources import shipped

SAMPLE = shipped("sample/vacancies/data-engineer.txt")
COLUMNS = ("conceptUri", "preferredLabel", "altLabels", "status", "skillType")
VACANCY = "Handwever\n\nFunctie-eisen\n- Je hebt ervaring met jacquardweven op een handgetouw.\n"
CV = """Anna de Boer

WERKERVARING
Medewerker | Acme | januari 2019 - heden
- Wandkleden gemaakt, vooral met jacquardweven op een handgetouw.
"""


@pytest.fixture
def esco(tmp_path: Path) -> Path:
    """A download of one invented skill."""
    folder = tmp_path / "esco"
    folder.mkdir()
    with (folder / "skills_nl.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(COLUMNS)
        uri = "http://data.europa.eu/esco/skill/loom"
        table.writerow([uri, "jacquardweven op een handgetouw", "", "released", "knowledge"])
        table.writerow([f"{uri}-old", "spinnen met een spinnewiel", "", "obsolete", "knowledge"])
    return folder


def test_an_import_is_used_from_the_next_index_on(run, tmp_path: Path, esco: Path) -> None:
    base, cvs = tmp_path / "base", tmp_path / "cvs"
    cvs.mkdir()
    (cvs / "anna.txt").write_text(CV, encoding="utf-8")
    assert run("index", cvs, "--base", base).code == 0

    said = run("taxonomy", "import", "esco", esco, "--base", base, "--languages", "nl,en", "--json")
    assert (said.code, said.err) == (0, "")
    assert said.json["skills"] == 1
    assert said.json["skipped"] == {"obsolete in ESCO": 1}
    assert said.json["languages"]["nl"] == {"labels": 1, "names": 1, "without": 0}
    assert (said.json["files"], said.json["files_to_read_again"]) == (1, 1)

    matcher = Matcher.open(base)
    assert matcher.understand(VACANCY).requirements[0].concepts == (("esco:loom",),)
    assert run("index", cvs, "--base", base, "--json").json["updated"] == 1
    assert run("taxonomy", "list", "--base", base, "--json").json["files_to_read_again"] == 0
    ((candidate, _),) = matcher.candidates()
    assert [m.concept for s in candidate.profile.statements for m in s.mentions] == ["esco:loom"]
    assert run("index", cvs, "--base", base, "--json").json["unchanged_files"] == 1


def test_another_process_sees_a_taxonomy_that_came_and_went(
    run, tmp_path: Path, esco: Path
) -> None:
    base = tmp_path / "base"
    matcher = Matcher.open(base, create=True)
    assert matcher.understand(VACANCY).requirements[0].concepts == ()
    run("taxonomy", "import", "esco", esco, "--base", base)
    assert matcher.understand(VACANCY).requirements[0].concepts == (("esco:loom",),)
    run("taxonomy", "remove", "esco", "--base", base)
    assert matcher.understand(VACANCY).requirements[0].concepts == ()


def test_people_are_told_what_came_what_was_left_out_and_what_to_do(
    run, own: Path, esco: Path
) -> None:
    said = run("taxonomy", "import", "esco", esco, "--base", own)
    assert said.code == 0
    assert "1 skills of esco" in said.out
    assert "1  obsolete in ESCO" in said.out
    assert "14 of 14 files were read with another set of skills" in said.out
    assert "matcher index PATHS --base" in said.out
    assert "14 files were read before" in run("match", SAMPLE, "--base", own, "--json").err
    listed = run("taxonomy", "list", "--base", own)
    assert "1 skills in nl, en, imported" in listed.out
    removed = run("taxonomy", "remove", "esco", "--base", own)
    assert "esco is erased from" in removed.out
    assert "No taxonomy in" in run("taxonomy", "list", "--base", own).out


def test_what_cannot_be_used_is_named_with_the_next_step(run, tmp_path: Path, esco: Path) -> None:
    base = tmp_path / "base"
    missing = run("taxonomy", "import", "esco", tmp_path / "none", "--base", base)
    assert (missing.code, "unpacked ESCO's CSV files" in missing.err) == (2, True)
    tongue = run("taxonomy", "import", "esco", esco, "--base", base, "--languages", "dutch")
    assert (tongue.code, "codes of two letters" in tongue.err) == (2, True)
    other = run("taxonomy", "import", "esco", esco, "--base", base, "--languages", "fr")
    assert (other.code, "give --languages nl" in other.err) == (2, True)
    nothing = run("taxonomy", "remove", "esco", "--base", base)
    assert (nothing.code, "matcher taxonomy list" in nothing.err) == (2, True)
    no_base = run("taxonomy", "remove", "esco", "--base", tmp_path / "nowhere")
    assert (no_base.code, (tmp_path / "nowhere").exists()) == (2, False)


def test_an_explanation_tells_a_trainable_gap_from_a_fundamental_one(run, talent: Path) -> None:
    vacancy = tmp_vacancy(talent, "Functie-eisen\n- Ervaring met Azure.\n- Ervaring met lassen.\n")
    said = run("explain", vacancy, "piotr-zielinski", "--base", talent, "--json").json
    azure, welding = said["rows"][:2]
    assert (azure["gap"]["kind"], azure["gap"]["neighbour"]) == ("trainable", "AWS")
    assert "AWS" in azure["gap"]["quote"]["text"]
    assert welding["gap"] == {
        "kind": "fundamental", "near": "nothing", "neighbour": "", "quote": None,
        "words": "fundamenteel: niets in het cv komt in de buurt",
    }  # fmt: skip
    shown = run("explain", vacancy, "piotr-zielinski", "--base", talent).out
    assert "aanleerbaar: toont AWS, dat er dicht bij ligt" in " ".join(shown.split())


def tmp_vacancy(talent: Path, text: str) -> Path:
    path = talent.parent / "gaps.txt"
    path.write_text(f"Medewerker\n\n{text}", encoding="utf-8")
    return path
