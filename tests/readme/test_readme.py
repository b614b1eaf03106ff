"""The README's own examples, run as they stand."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def run(command: list[str], folder: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def workplace(folder: Path, sample_base: Path) -> Path:
    """A folder with the sample's files and a talent base that has already been made."""
    (folder / "data").symlink_to(ROOT / "data")
    shutil.copytree(sample_base, folder / "talent")
    return folder


def test_the_python_example_runs(tmp_path: Path, sample_base: Path) -> None:
    (example,) = blocks("python")
    folder = workplace(tmp_path, sample_base)
    assert "points" in run([sys.executable, "-W", "error", "-c", example], folder)


def test_every_command_in_the_readme_runs(tmp_path: Path, sample_base: Path) -> None:
    folder = workplace(tmp_path, sample_base)
    lines = [line for block in blocks("console") for line in block.splitlines()]
    commands = [line.removeprefix("$ ") for line in lines if line.startswith("$ matcher ")]
    assert len(commands) >= 8
    for command in commands:
        run(shlex.split(command), folder)


def test_the_two_commands_are_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("demo", "test"):
        assert f"make {target}" in README
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE)
