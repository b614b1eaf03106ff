"""Bases of people who are made up, on both engines; modules of the neighbours are importable."""

import hashlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from matcher.pipeline import Matcher
from matcher.protocols import Vectors

for room in ("store", "pipeline"):
    sys.path.insert(0, str(Path(__file__).parents[1] / room))

NAMES = ("anna", "bram", "carla", "dirk", "emma")
WIDTH = 48


class Hashes:
    """An encoder that knows nothing: each text has a row of its own."""

    name = "hashes@1"

    def encode(self, texts: Sequence[str], **_: object) -> Vectors:
        seeds = [
            int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") for text in texts
        ]
        rows = [np.random.default_rng(seed).normal(size=WIDTH) for seed in seeds]
        found = np.array(rows, dtype=np.float32).reshape(len(texts), WIDTH)
        return found / np.linalg.norm(found, axis=1, keepdims=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[object]:
    """A PostgreSQL server for this session. Tests fail where it does not start; none is skipped."""
    from postgres_server import running

    with running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def place(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path | str:
    """Where a base can be made: each test runs on both engines."""
    monkeypatch.setenv("MATCHER_CACHE", str(tmp_path / "cache"))
    if request.param == "sqlite":
        return tmp_path / "talent"
    return request.getfixturevalue("postgres").new_database()


@pytest.fixture(autouse=True)
def hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let that encoder take the place of the built-in one."""
    monkeypatch.setattr("matcher.pipeline.load_encoder", lambda model: Hashes())


@pytest.fixture
def cvs(tmp_path: Path) -> Path:
    """A folder with six CVs; one speaks of what nobody else does."""
    from cv_texts import write

    folder = tmp_path / "cvs"
    for name in NAMES:
        write(folder, f"{name}.txt", f"{name.title()} bouwde pijplijnen in Python en SQL.")
    write(folder, "rare-person.txt", "Zij richtte het Zeldzaamheidsregister in met PostgreSQL.")
    return folder


@pytest.fixture
def base(place: Path | str, cvs: Path) -> Matcher:
    """A base of these six people."""
    base = Matcher.open(place, create=True)
    assert base.index([cvs]).people == 6
    return base
