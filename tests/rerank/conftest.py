"""Bases and vacancies for batches: a model that encodes in no time, and people who come and go."""

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from matcher.pipeline import Matcher
from matcher.resources import shipped
from matcher.store import TalentBase

sys.path.insert(0, str(Path(__file__).parent))  # however pytest was started
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


class People:
    """Changes people of a base as an importer does, and leaves its calibration as it is."""

    def __init__(self, folder: Path) -> None:
        self._base = TalentBase.create(folder)

    def double(self, id_: str, new_id: str) -> None:
        """Add somebody whose CV is that of another; put again, they come in changed."""
        (person,) = self._base.people([id_])
        profile = replace(person.candidate.profile, id=new_id)
        candidate = replace(person.candidate, id=new_id, source=f"{new_id}.txt", profile=profile)
        self._base.put(f"text:{new_id}", "", [replace(person, candidate=candidate)])

    def worsen(self, id_: str) -> None:
        """Replace what is known of somebody's work by noise."""
        (person,) = self._base.people([id_])
        noise = np.random.default_rng(5).normal(size=person.vectors.shape).astype(np.float32)
        noise /= np.linalg.norm(noise, axis=1, keepdims=True)
        path = self._base.owners()[id_]
        self._base.put(path, "", [replace(person, vectors=noise)])

    def remove(self, id_: str) -> None:
        """Take somebody out."""
        self._base.put(self._base.owners()[id_], "", [])


@pytest.fixture
def people(own_base: Path) -> Iterator[People]:
    """What changes the people of `own_base`."""
    return People(own_base)
