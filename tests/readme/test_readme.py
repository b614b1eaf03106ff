"""The README's own examples, run as they stand."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from matcher.cli import main

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


@pytest.fixture(scope="module")
def workplace(sample_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample's files and a talent base that has already been made."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "data").symlink_to(ROOT / "data")
    shutil.copytree(sample_base, folder / "talent")
    return folder


def test_the_python_example_runs(workplace: Path) -> None:
    (example,) = blocks("python")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", example],
        cwd=workplace,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "points" in done.stdout


def commands() -> list[str]:
    lines = [line for block in blocks("console") for line in block.splitlines()]
    return [line.removeprefix("$ ") for line in lines if line.startswith("$ matcher ")]


def exit_code() -> int:
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_every_command_in_the_readme_runs(
    workplace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In this process, which has the model loaded; one after the other, as a reader would."""
    monkeypatch.chdir(workplace)
    assert len(commands()) >= 8
    for command in commands():
        monkeypatch.setattr(sys, "argv", shlex.split(command))
        assert exit_code() == 0, f"{command}\n{capsys.readouterr()}"


def test_the_first_command_runs_as_a_program_of_its_own(workplace: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    words = shlex.split(next(command for command in commands() if command.startswith("matcher m")))
    done = subprocess.run(
        words, cwd=workplace, env={**os.environ, "PATH": path}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_two_commands_are_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("demo", "test"):
        assert f"make {target}" in README
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE)
