"""The command: exit codes, the summary for programs, and progress where there is no terminal."""

import io
import json
import sys
from pathlib import Path

import pandas as pd
import pytest
from rerank_program import VACANCIES

from matcher.cli import batch, main


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Return a function that runs `matcher` with these words."""
    monkeypatch.setenv("COLUMNS", "250")
    monkeypatch.setenv("NO_COLOR", "1")

    def command(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["matcher", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b""), encoding="utf-8"))
        capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        return (code, *capsys.readouterr())

    return command


def test_the_summary_as_json_is_nothing_but_json(
    run, tiny_base: Path, tiny_model: Path, tmp_path: Path
) -> None:
    out = tmp_path / "best.parquet"
    code, said, err = run(
        "rerank", *VACANCIES[:3], "--base", tiny_base, "--model", tiny_model, "--out", out,
        "--top", 4, "--block", 2, "--json",
    )  # fmt: skip
    assert (code, err) == (0, "")
    report = json.loads(said)
    seq = report.pop("seq")
    assert report == {
        "out": str(out), "vacancies": 3, "rows": 3 * 4, "blocks": 2, "blocks_kept": 0,
        "blocks_damaged": 0, "problems": [],
    }  # fmt: skip
    assert len(pd.read_parquet(out)) == 3 * 4
    assert run(
        "rerank", *VACANCIES[:3], "--base", tiny_base, "--model", tiny_model, "--out", out,
        "--top", 4, "--block", 2, "--since", seq,
    )[0] == 0  # fmt: skip


def test_bad_vacancies_are_named_and_the_exit_code_says_so(
    run, tiny_base: Path, tiny_model: Path, tmp_path: Path
) -> None:
    bad, out = tmp_path / "bad.txt", tmp_path / "best.parquet"
    bad.write_text("Wij zijn een leuk bedrijf.\n")
    words = ("--base", tiny_base, "--model", tiny_model, "--out", out)
    code, said, err = run("rerank", bad, VACANCIES[0], *words)
    assert code == 1
    assert "10 rows for 1 vacancies" in said
    assert "bad.txt: " in err
    code, said, _ = run("rerank", bad, VACANCIES[0], *words, "--json")
    assert code == 1
    assert [one["source"] for one in json.loads(said)["problems"]] == ["bad.txt"]
    code, said, err = run("rerank", bad, *words)
    assert (code, said) == (2, "")
    assert "no vacancy can be used: bad.txt" in err


def test_what_is_not_there_is_the_users_mistake(
    run, tiny_base: Path, tiny_model: Path, tmp_path: Path
) -> None:
    words = ("--base", tiny_base, "--model", tiny_model, "--out", tmp_path / "best.parquet")
    assert run("rerank", tmp_path / "nothing", *words)[0] == 2
    assert run("rerank", VACANCIES[0], *words, "--since", 1)[0] == 2


def test_progress_says_a_line_now_and_then_with_the_time_that_remains() -> None:
    said: list[str] = []
    now = [0.0]
    progress = batch.lines("Ranking", said.append, lambda: now[0])
    progress(40, 100)  # finished before this run
    for done in range(41, 71):
        now[0] += 2.0
        progress(done, 100)
    # Every 5 of 100, 10 seconds apart: at 45, the 55 left take 55 x 2 s.
    assert said[0] == "Ranking: 45 of 100, 1:50 to go"
    assert said[-1] == "Ranking: 70 of 100, 1:00 to go"
    assert len(said) == 30 / 5


def test_quick_work_says_nothing() -> None:
    said: list[str] = []
    progress = batch.lines("Ranking", said.append, lambda: 0.0)
    for done in range(101):
        progress(done, 100)
    assert said == []
