"""Every command answers, for people and as JSON, from the small base."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from matcher.cli import app
from matcher.cli.matching import _to_open
from matcher.pipeline import Matcher
from matcher.resources import shipped

VACANCY = shipped("sample/vacancies/data-engineer.txt")
CVS = shipped("sample/cvs")
ROW = {
    "requirement", "number", "importance", "points", "most", "status", "chance", "evidence", "note",
    "gap",
}  # fmt: skip
MATCH = {"candidate", "source", "score", "must_met", "rows", "flags"}
CV = """Anna de Boer
anna@example.nl

WERKERVARING
Medewerker | Acme | januari 2019 - heden
- Pijplijnen gebouwd in Python en SQL.
"""


# --- match and explain ------------------------------------------------------------------------
def test_match_prints_a_list_with_reasons(run, talent: Path) -> None:
    said = run("match", VACANCY, "--base", talent, "--top", 3)
    assert (said.code, said.err) == (0, "")
    best = Matcher.open(talent).match(VACANCY, top=3)
    for place, match in enumerate(best.matches, start=1):
        assert f"{place}. {match.candidate}  {match.score:.2f}" in said.out
    assert " 4. " not in said.out
    assert "14 mensen in de pool" in said.out


def test_match_as_json_is_nothing_but_json(run, talent: Path) -> None:
    said = run("match", VACANCY, "--base", talent, "--top", 3, "--json")
    assert (said.code, said.err) == (0, "")
    assert list(said.json) == ["vacancy", "pool", "as_of", "matches", "snapshot"]
    assert said.json["snapshot"]["calibration"].startswith("shipped-1@")
    assert (said.json["pool"], len(said.json["matches"])) == (14, 3)
    for match in said.json["matches"]:
        assert set(match) == MATCH
        assert all(set(row) == ROW for row in match["rows"])
        assert match["score"] == round(sum(row["points"] for row in match["rows"]), 2)


def test_the_same_question_gives_the_same_bytes(run, talent: Path) -> None:
    question = ("match", VACANCY, "--base", talent, "--json")
    assert run(*question) == run(*question)


def test_a_vacancy_comes_through_a_pipe(run, talent: Path) -> None:
    piped = run("match", "-", "--base", talent, "--json", piped=VACANCY.read_bytes()).json
    named = run("match", VACANCY, "--base", talent, "--json").json
    assert piped["matches"] == named["matches"]
    assert piped["vacancy"]["id"] == "vacancy"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_pipe_is_read_in_whatever_encoding_it_comes(run, encoding: str) -> None:
    text = "Vacature\n\nEisen\n- Je kent caféexploitatie en beheer van één keuken.\n" * 3
    found = run("inspect", "-", "--json", piped=text.encode(encoding)).json
    assert "caféexploitatie en beheer van één keuken" in found["requirements"][0]["text"]


def test_options_of_match_change_the_question(run, talent: Path) -> None:
    def asked(*options: object) -> dict:
        said = run("match", VACANCY, "--base", talent, "--top", 20, "--json", *options)
        assert said.code == 0, said.err
        return said.json

    def by_number(answer: dict) -> dict:
        return {r["number"]: r for r in answer["vacancy"]["requirements"]}

    plain = by_number(asked())
    edited = by_number(
        asked("--off", 1, "--off", 2, "--weight", "3=2", "--must", "dbt", "--nice", "4")
    )
    assert [edited[n]["importance"] for n in (1, 2, 4)] == ["off", "off", "nice"]
    assert edited[3]["weight"] == 2 * plain[3]["weight"]
    new = max(edited)
    assert new == max(plain) + 1
    assert (edited[new]["text"], edited[new]["importance"]) == ("dbt", "must")
    only = asked("--where", "id=mehmet-aydin|rick-vonk", "--where", "id!=rick-vonk")
    assert (only["pool"], [m["candidate"] for m in only["matches"]]) == (1, ["mehmet-aydin"])


def test_a_filter_that_nobody_passes_gives_an_empty_list(run, talent: Path) -> None:
    nobody = ("match", VACANCY, "--base", talent, "--where", "city=Nergenshuizen")
    assert run(*nobody, "--json").json["matches"] == []
    said = run(*nobody)
    assert said.code == 0
    assert "0 mensen in de pool" in said.out


def test_explain_is_the_ledger_that_match_gives(run, talent: Path) -> None:
    edits = ("--off", 1, "--weight", "2=3")
    matches = run("match", VACANCY, "--base", talent, "--json", *edits).json["matches"]
    for match in matches[:3]:
        said = run("explain", VACANCY, match["candidate"], "--base", talent, "--json", *edits)
        assert (said.code, said.err) == (0, "")
        assert {key: said.json[key] for key in MATCH} == match
        assert set(said.json) == MATCH | {"vacancy"}


def test_explain_prints_every_row_and_the_sum(run, talent: Path) -> None:
    said = run("explain", VACANCY, "mehmet-aydin", "--base", talent)
    assert (said.code, said.err) == (0, "")
    match = Matcher.open(talent).explain(VACANCY, "mehmet-aydin")
    for row in match.rows:
        assert f"{row.points:.2f}/{row.most:.2f}" in said.out
    assert said.out.count(f"{match.score:.2f}") >= 2


# --- other questions ----------------------------------------------------------------------------
def test_inspect_shows_the_requirements_with_their_numbers(run) -> None:
    found = run("inspect", VACANCY, "--json").json
    numbers = [r["number"] for r in found["requirements"]]
    assert numbers == list(range(1, len(numbers) + 1))
    said = run("inspect", VACANCY)
    assert (said.code, said.err) == (0, "")
    for r in found["requirements"]:
        assert r["text"].split()[0] in said.out


def test_inspect_shows_the_statements_of_a_cv(run) -> None:
    cv = CVS / "ilse-hoogendoorn.pdf"
    found = run("inspect", "--cv", cv, "--json").json
    assert (found["candidate"], found["source"]) == ("ilse-hoogendoorn", "ilse-hoogendoorn.pdf")
    assert found["statements"]
    assert found["identity"]
    said = run("inspect", "--cv", cv)
    assert (said.code, said.err) == (0, "")
    assert found["statements"][0]["setting"] in said.out


def test_inspect_says_what_became_of_each_line_of_a_cv(run) -> None:
    cv = CVS / "bram-oosterling.txt"
    lines = run("inspect", "--cv", cv, "--json").json["lines"]
    fates = ("evidence", "role header", "heading", "identity", "set aside")
    assert sum(lines[fate] for fate in fates) == lines["total"]
    visible = [line for line in cv.read_text(encoding="utf-8").split("\n") if line.strip()]
    assert lines["total"] == len(visible)
    assert lines["set aside"] == sum(lines["reasons"].values()) == len(lines["aside"])
    said = " ".join(run("inspect", "--cv", cv).out.split())
    assert f"{lines['total']} lines: {lines['evidence']} evidence" in said


def test_inspect_tells_a_cv_from_a_vacancy_by_itself(run) -> None:
    cv = CVS / "ilse-hoogendoorn.pdf"
    assert run("inspect", cv, "--json").json == run("inspect", "--cv", cv, "--json").json
    told = run("inspect", "--vacancy", VACANCY, "--json").json
    assert run("inspect", VACANCY, "--json").json == told
    assert "requirements" in told


def test_vacancies_are_ranked_for_a_person_from_files_and_folders(
    run, talent: Path, tmp_path: Path
) -> None:
    chef = shipped("sample/vacancies/chef-de-partie.txt")
    for path in (chef, VACANCY):
        shutil.copy(path, tmp_path / path.name)
    said = run("vacancies", "ilse-hoogendoorn", tmp_path, "--base", talent)
    assert (said.code, said.err) == (0, "")
    first, second = said.out.splitlines()
    assert first.startswith(" 1. Data engineer")
    assert "chef-de-partie" in second
    found = run("vacancies", "ilse-hoogendoorn", chef, VACANCY, "--base", talent, "--json").json
    assert [one["vacancy"]["id"] for one in found] == ["data-engineer", "chef-de-partie"]
    assert all(set(one) == MATCH | {"vacancy"} for one in found)


def test_like_leaves_out_the_person(run, talent: Path) -> None:
    said = run("like", "ilse-hoogendoorn", "--base", talent, "--top", 2)
    assert (said.code, said.err) == (0, "")
    assert " 1. ilse-hoogendoorn-en" in said.out
    found = run("like", "ilse-hoogendoorn", "--base", talent, "--json").json
    assert "ilse-hoogendoorn" not in [match["candidate"] for match in found["matches"]]


# --- index --------------------------------------------------------------------------------------
@pytest.fixture
def cvs(tmp_path: Path) -> Path:
    folder = tmp_path / "cvs"
    folder.mkdir()
    (folder / "anna.txt").write_text(CV)
    return folder


def test_index_says_what_became_of_the_files(run, cvs: Path, own: Path) -> None:
    said = run("index", cvs, "--base", own)
    assert (said.code, said.err) == (0, "")
    assert "15 people in " in said.out
    assert "1 added, 0 updated, 0 files unchanged." in said.out
    assert run("index", cvs, "--base", own, "--json").json == {
        "added": 0,
        "updated": 0,
        "unchanged_files": 1,
        "people": 15,
        "problems": [],
    }


def test_index_lists_what_could_not_be_read_and_ends_with_1(run, cvs: Path, own: Path) -> None:
    (cvs / "broken.pdf").write_bytes(b"%PDF-1.7 cut off")
    for _ in range(2):  # and says so again when nothing has changed
        said = run("index", cvs, "--base", own)
        assert said.code == 1
        assert "1 could not be read:" in said.out
        assert "broken.pdf: unreadable. the file is damaged" in said.out
    said = run("index", cvs, "--base", own, "--json")
    assert said.code == 1
    (problem,) = said.json["problems"]
    assert (problem["source"], problem["reason"]) == ("broken.pdf", "unreadable")
    assert set(problem) == {"source", "reason", "message"}


def test_index_makes_a_base_with_the_model_that_is_named(
    run, cvs: Path, tmp_path: Path, tiny_model: Path
) -> None:
    options = ("--base", tmp_path / "new" / "base", "--model", tiny_model)
    assert run("index", cvs, *options, "--json").json["people"] == 1
    answer = run("match", VACANCY, *options, "--json").json
    assert [match["candidate"] for match in answer["matches"]] == ["anna"]


def test_index_takes_the_names_of_columns(run, tmp_path: Path, tiny_model: Path) -> None:
    (tmp_path / "people.csv").write_text(
        'k1,k2\nanna,"Acme, 2019 - heden\n- Pijplijnen gebouwd in Python."\n'
    )
    options = ("--base", tmp_path / "base", "--model", tiny_model, "--json")
    columns = ("--column", "k1=id", "--column", "k2=work")
    said = run("index", tmp_path / "people.csv", *options, *columns)
    assert (said.code, said.json["people"]) == (0, 1)


# --- evaluate -----------------------------------------------------------------------------------
@pytest.fixture
def task(tmp_path: Path) -> Path:
    folder = tmp_path / "task"
    for name in ("queries", "corpus"):
        (folder / name).mkdir(parents=True)
    (folder / "queries" / "v1.txt").write_text("Eisen\n- Je bouwt pijplijnen in Python.")
    (folder / "queries" / "v2.txt").write_text("Data engineer\n\nWij bieden\n- Een goed salaris.")
    (folder / "corpus" / "anna.txt").write_text(CV)
    (folder / "corpus" / "bram.txt").write_text(CV.replace("Python en SQL", "de horeca"))
    (folder / "qrels.tsv").write_text("v1\t0\tanna\t2\nv1\t0\tbram\t1\nv2\t0\tbram\t1\n")
    return folder


def test_evaluate_prints_a_row_for_each_system(run, task: Path) -> None:
    said = run("evaluate", task, "--system", "bm25", "--system", "chance")
    assert (said.code, said.err) == (0, "")
    assert "ndcg@10" in said.out
    assert [line.split()[0] for line in said.out.splitlines() if line[:1].isalpha()][-2:] == [
        "bm25", "chance",
    ]  # fmt: skip


def test_evaluate_as_json_has_means_intervals_and_problems_of_each_system(
    run, task: Path, tiny_model: Path
) -> None:
    systems = ("--system", "matcher", "--system", "bm25")
    found = run("evaluate", task, *systems, "--model", tiny_model, "--json").json
    assert list(found) == ["matcher", "bm25"]
    # the engine finds nothing asked in v2, and says so; that query counts zero
    assert [len(found[name]["problems"]) for name in found] == [1, 0]
    assert found["matcher"]["map"] == (1 + 0) / 2
    for name, report in found.items():
        assert (report["task"], report["system"], report["queries"]) == ("task", name, 2)
        low, high = report["interval"]["map"]
        assert low <= report["map"] <= high


def test_evaluate_of_one_system_is_one_report(run, task: Path) -> None:
    strict = run("evaluate", task, "--system", "bm25", "--relevant-from", 2, "--json").json
    assert (strict["system"], strict["queries"]) == ("bm25", 1)


def test_evaluate_prints_problems_of_every_system(run, task: Path, tiny_model: Path) -> None:
    systems = ("--system", "matcher", "--system", "bm25")
    said = run("evaluate", task, *systems, "--model", tiny_model)
    assert said.out.count("! v2.txt") == 1


# --- help and the real program --------------------------------------------------------------------
COMMANDS = [command.callback.__name__ for command in app.registered_commands]


def test_all_commands_are_tried_here() -> None:
    assert COMMANDS == [
        "index", "tag", "inspect", "match", "explain", "vacancies", "like", "demo", "serve",
        "market", "rerank", "doctor", "verify", "reindex", "calibrate", "upgrade", "remove",
        "erase", "backup", "restore", "replay", "letter", "evaluate", "tune", "compare",
        "diagnose",
    ]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_has_an_example_on_a_line_of_its_own(run, command: str) -> None:
    said = run(command, "--help")
    assert (said.code, said.err) == (0, "")
    examples = [line for line in said.out.splitlines() if line.startswith(f"  matcher {command} ")]
    assert examples
    assert all(line.count(f"matcher {command}") == 1 for line in examples)


def test_help_names_all_commands_and_exit_codes(run) -> None:
    said = run("--help")
    assert said.code == 0
    assert all(f"│ {command} " in said.out for command in COMMANDS)
    assert "Exit codes: 0 done" in said.out
    assert "  matcher index cvs/ --base talent" in said.out


def test_no_command_at_all_shows_the_help(run) -> None:
    assert "Usage: matcher" in run().out


def program(*words: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    start = "from matcher.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", start, *map(str, words)],
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
    )


def test_the_program_prints_any_letter_whatever_the_locale(talent: Path) -> None:
    done = program(
        "explain", VACANCY, "mehmet-aydin", "--base", talent, PYTHONIOENCODING="ascii", LC_ALL="C"
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "✓" in done.stdout.decode("utf-8")


def test_the_program_ends_with_a_code_and_no_traceback(tmp_path: Path) -> None:
    done = program("match", VACANCY, "--base", tmp_path)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("Error: no talent base in")
    assert done.stdout == b""


def test_importing_the_command_line_loads_no_model() -> None:
    heavy = "{'torch', 'sklearn', 'sentence_transformers', 'scipy', 'pandas', 'faiss'}"
    check = f"import sys, matcher.cli; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.replace("'", '"')) == []


def test_the_demo_ends_with_the_command_that_opens_the_page(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [str(tmp_path / ".venv" / "bin" / "matcher")])
    assert _to_open(Path("my base")) == ".venv/bin/matcher serve --base 'my base'"
    assert _to_open(None).startswith(".venv/bin/matcher demo --base talent, then ")
