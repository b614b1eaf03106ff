"""A full disk, and one that may only be read: what is there is ranked, nothing is half written."""

import os
import re
from pathlib import Path

import pytest
from faults_base import DISK_BYTES, anew, answers, base_of, read_only

from benchmarks.faults import people
from benchmarks.faults.engine import open_matcher
from matcher.errors import StorageError

SOME, MORE = range(24), range(48)
LEFT_OVER = (".tmp", "-journal", "-wal")


def fill(disk: Path, free_bytes: int) -> Path:
    """Fill the disk but for so many bytes; return what fills it."""
    filler = disk / "filler"
    with filler.open("wb") as file:
        file.write(bytes(max(0, os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize)))
        file.truncate(file.tell() - free_bytes)
    return filler


def left_over(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.name.endswith(LEFT_OVER)]


@pytest.mark.parametrize("free_bytes", [0, 16 << 10, 64 << 10, 128 << 10, 256 << 10])
def test_a_full_disk_is_a_clear_error_and_the_import_goes_on_when_there_is_room(
    disk: Path, tmp_path: Path, free_bytes: int
) -> None:
    twin = answers(base_of(tmp_path / "twin", MORE, cvs=tmp_path / "cvs"))
    for number in set(MORE) - set(SOME):
        (tmp_path / "cvs" / f"p{number:03}.txt").unlink()
    before = answers(base_of(disk / "base", SOME, cvs=tmp_path / "cvs"))
    people.write(tmp_path / "cvs", dict.fromkeys(MORE, 0))

    filler = fill(disk, free_bytes)
    with pytest.raises(StorageError, match=re.compile("full|no room|no space", re.IGNORECASE)):
        open_matcher(disk / "base", create=True).index([tmp_path / "cvs"])
    held = open_matcher(disk / "base").ids()
    assert set(held) >= {f"p{number:03}" for number in SOME}
    if held == [f"p{number:03}" for number in SOME]:
        assert anew(disk / "base") == before
    else:
        assert len(anew(disk / "base")) == len(before)

    filler.unlink()
    open_matcher(disk / "base", create=True).index([tmp_path / "cvs"])
    assert anew(disk / "base") == twin
    assert left_over(disk / "base") == []


def test_a_base_on_a_disk_that_may_only_be_read_ranks_as_before(disk: Path, tmp_path: Path) -> None:
    before = answers(base_of(disk / "base", SOME, cvs=tmp_path / "cvs"))
    read_only(disk)
    assert anew(disk / "base") == before
    people.write(tmp_path / "cvs", dict.fromkeys(MORE, 0))
    with pytest.raises(StorageError, match="cannot be written"):
        open_matcher(disk / "base", create=True).index([tmp_path / "cvs"])
    assert anew(disk / "base") == before


def test_a_small_disk_is_as_small_as_it_says(disk: Path) -> None:
    with pytest.raises(OSError, match="No space left"):
        (disk / "filler").write_bytes(bytes(DISK_BYTES + 1))
