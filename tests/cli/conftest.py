"""Runs the command line inside this process, so that the model is loaded once."""

import io
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from matcher.cli import main


@dataclass(frozen=True, slots=True)
class Said:
    """What a command left: its exit code and its two streams."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Return standard output, all of it, as JSON."""
        return json.loads(self.out)


Run = Callable[..., Said]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs `matcher` with these words, and what a pipe would hand it."""
    monkeypatch.setenv("COLUMNS", "250")
    monkeypatch.setenv("NO_COLOR", "1")

    def command(*words: object, piped: bytes = b"") -> Said:
        monkeypatch.setattr(sys, "argv", ["matcher", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(piped), encoding="utf-8"))
        capsys.readouterr()
        code: Any = 0
        try:
            main()
        except SystemExit as end:
            code = end.code
        return Said(int(code or 0), *capsys.readouterr())

    return command


@pytest.fixture(scope="module")
def talent(small_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the base of fourteen people, shared by the tests of a module."""
    copy = tmp_path_factory.mktemp("talent") / "base"
    shutil.copytree(small_base, copy)
    return copy


@pytest.fixture
def own(talent: Path, tmp_path: Path) -> Path:
    """A copy of the base for one test, which may change it."""
    shutil.copytree(talent, tmp_path / "own base")
    return tmp_path / "own base"
