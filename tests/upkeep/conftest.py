"""Bases of people who are made up, on both engines; modules of the neighbours are importable."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from matcher.pipeline import Matcher

for room in ("store", "pipeline"):
    sys.path.insert(0, str(Path(__file__).parents[1] / room))

from cv_texts import write  # noqa: E402
from postgres_server import Server, running  # noqa: E402

NAMES = ("anna", "bram", "carla", "dirk", "emma")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server for this session. Tests fail where it does not start; none is skipped."""
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
    server: Server = request.getfixturevalue("postgres")
    return server.new_schema()


@pytest.fixture
def cvs(tmp_path: Path) -> Path:
    """A folder with five CVs; one speaks of what nobody else does."""
    folder = tmp_path / "cvs"
    for name in NAMES:
        write(folder, f"{name}.txt", f"{name.title()} bouwde pijplijnen in Python en SQL.")
    write(folder, "rare-person.txt", "Zij richtte het Zeldzaamheidsregister in met PostgreSQL.")
    return folder


@pytest.fixture
def base(place: Path | str, cvs: Path, tiny_model: Path) -> Matcher:
    """A base of these six people, with an encoder that knows nothing."""
    base = Matcher.open(place, create=True, model=str(tiny_model))
    assert base.index([cvs]).people == 6
    return base
