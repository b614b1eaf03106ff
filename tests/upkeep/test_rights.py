"""What holds CVs, or was made of them, is its owner's alone from the first byte."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from matcher import owned
from matcher.pipeline import Matcher


@pytest.fixture(autouse=True)
def generous() -> Iterator[None]:
    """Let the umask take nothing away."""
    before = os.umask(0)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> list[str]:
    """Return what other users of the machine may open, with its rights."""
    places = [folder, *folder.rglob("*")]
    return [
        f"{path.name} {path.stat().st_mode & 0o777:o}"
        for path in places
        if path.stat().st_mode & 0o077
    ]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "talent"


def test_a_base_and_all_that_is_in_it_is_its_owners_alone(base: Matcher, place: Path) -> None:
    base.erase("anna")
    base.linked(next(base.candidates())[0])
    made = {path.relative_to(place).parts[0] for path in place.rglob("*") if path.is_file()}
    assert {"base.sqlite", "vectors.sqlite", "index", "links"} <= made
    assert open_to_others(place) == []


def test_a_folder_that_is_there_keeps_its_rights_and_its_files_are_the_owners(
    cvs: Path, place: Path
) -> None:
    place.mkdir(mode=0o755)
    Matcher.open(place, create=True).index([cvs])
    assert open_to_others(place) == ["talent 755"]


def test_a_backup_a_copy_and_what_is_restored_is_its_owners_alone(
    base: Matcher, place: Path, tmp_path: Path
) -> None:
    base._base.backup(tmp_path / "saved.zip")
    assert (tmp_path / "saved.zip").stat().st_mode & 0o777 == 0o600
    type(base._base).restore(tmp_path / "saved.zip", tmp_path / "back")
    place.chmod(0o755)  # an older version made it so
    base.save(tmp_path / "copied")
    assert open_to_others(tmp_path / "back") + open_to_others(tmp_path / "copied") == []


def test_a_file_that_cannot_be_made_is_left_to_the_library(tmp_path: Path) -> None:
    owned.file(tmp_path / "nowhere" / "file")
    owned.file(tmp_path / "file")
    owned.file(tmp_path / "file")  # it is there
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
