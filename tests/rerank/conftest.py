"""Bases and vacancies for batches: a model that encodes in no time, and people who come and go."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from matcher.pipeline import Matcher
from matcher.resources import shipped

sys.path.insert(0, str(Path(__file__).parent))  # however pytest was started
from rerank_people import People
from rerank_program import SMALL, VACANCIES


@pytest.fixture(scope="session")
def tiny_base(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base of fourteen people of the sample with the tiny model, for reading."""
    folder = tmp_path_factory.mktemp("tiny") / "base"
    matcher = Matcher.open(folder, create=True, model=str(tiny_model))
    matcher.index([shipped("sample/cvs") / name for name in SMALL])
    for vacancy in VACANCIES:  # their lines are in the cache from now on
        matcher.match(vacancy)
    return folder


@pytest.fixture
def own_base(tiny_base: Path, tmp_path: Path) -> Path:
    """A copy of it for one test, which may change it."""
    shutil.copytree(tiny_base, tmp_path / "base")
    return tmp_path / "base"


@pytest.fixture
def open_tiny(tiny_model: Path) -> Callable[[Path], Matcher]:
    """Return a function that opens a base with the tiny model."""
    return lambda folder: Matcher.open(folder, model=str(tiny_model))


@pytest.fixture
def people(own_base: Path) -> People:
    """What changes the people of `own_base`."""
    return People(own_base)
