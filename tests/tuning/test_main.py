"""The training command: what it prints, writes and refuses."""

import subprocess
import sys
from pathlib import Path

import pytest

from matcher.tuning.__main__ import main
from matcher.vectors import load_encoder
from matcher.vectors.head import read_head


def write_pairs(path: Path, count: int) -> Path:
    words = ("lassen", "metselen", "boekhouden", "programmeren", "schilderen")
    lines = [f"{words[n % 5]} nummer {n}\tthing {n} {words[n % 5]}\n" for n in range(count)]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def test_a_head_of_your_own_pairs_is_written_and_can_be_loaded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs, out = write_pairs(tmp_path / "pairs.tsv", 40), tmp_path / "own.safetensors"
    assert main(["head", "--pairs", str(pairs), "--out", str(out)]) == 0
    told = capsys.readouterr()
    assert f"36 things; head {read_head(out).digest}" in told.out
    assert "first text of a pair -> a second, 4 kept out, among 40: R@1 " in told.out
    assert f"use it with --model {out}" in told.out
    assert "training the head: 24 of" not in told.out  # progress goes to the other stream
    assert told.err.endswith(" of 96\n")  # 36 pairs are 72 texts, and 24 epochs
    assert load_encoder(str(out)).name.endswith(f"+head@{read_head(out).digest[:12]}")


def test_nothing_to_train_on_is_an_input_error_with_the_next_step(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["adapter", "--out", str(tmp_path / "new")]) == 2
    assert "give the folder of ESCO's tables, pairs, or both" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_help_names_both_kinds_of_training() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "matcher.tuning", "--help"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "head " in run.stdout
    assert "adapter " in run.stdout
    assert "--keep-out" in run.stdout
