"""Places for bases on both engines; makes the modules beside the tests importable from them."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from postgres_server import Server, running

Place = Path | str


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server for this session. Tests fail where it does not start; none is skipped."""
    with running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Where a base can be made: each test runs on both engines."""
    monkeypatch.setenv("MATCHER_CACHE", str(tmp_path / "cache"))
    if request.param == "sqlite":
        return tmp_path / "deep" / "talent"
    server: Server = request.getfixturevalue("postgres")
    return server.new_schema()
