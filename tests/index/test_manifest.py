"""Which index a folder holds, and who may write it."""

import fcntl
from pathlib import Path

import numpy as np
import pytest

from matcher.errors import StorageError
from matcher.index.folder import Owner, files, stem, sweep, writing
from matcher.index.manifest import Listed, Manifest, newest, write_manifest

_OWNER = Owner("b1", "7", "e5", 16)
_LISTED = Listed("segment-0000000003-0123456789abcdef.rows", 10, 4, np.array([2, 7], np.int32))


def _write(folder: Path, generation: int, owner: Owner = _OWNER) -> Path:
    manifest = Manifest(generation, 100 + generation, (_LISTED,), "codebook-x", 50_000)
    return folder / write_manifest(folder, manifest, owner=owner)


def test_a_manifest_comes_back_as_it_was(tmp_path: Path) -> None:
    path = _write(tmp_path, 3)
    found, problems = newest(tmp_path, owner=_OWNER)
    assert problems == []
    assert found is not None
    assert (found.generation, found.seq, found.codebook, found.trained_on, found.name) == (
        3, 103, "codebook-x", 50_000, path.name,
    )  # fmt: skip
    one = found.segments[0]
    assert (one.name, one.people, one.first_seq, one.dead.tolist()) == (
        _LISTED.name, 10, 4, [2, 7],
    )  # fmt: skip
    assert found.names() == {path.name, _LISTED.name, "codebook-x"}


def test_the_newest_is_by_number_not_by_letters(tmp_path: Path) -> None:
    for generation in (9, 10, 2):
        _write(tmp_path, generation)
    found, _ = newest(tmp_path, owner=_OWNER)
    assert found is not None
    assert found.generation == 10


def test_a_damaged_manifest_gives_way_to_the_one_before_and_is_told_of(tmp_path: Path) -> None:
    _write(tmp_path, 1)
    bad = _write(tmp_path, 2)
    bad.write_bytes(bad.read_bytes()[:-1])
    found, problems = newest(tmp_path, owner=_OWNER)
    assert found is not None
    assert found.generation == 1
    assert len(problems) == 1
    assert bad.name in problems[0]


def test_a_manifest_of_another_base_is_not_taken(tmp_path: Path) -> None:
    _write(tmp_path, 1, Owner("b2", "7", "e5", 16))
    found, problems = newest(tmp_path, owner=_OWNER)
    assert found is None
    assert "base 'b2' instead of 'b1'" in problems[0]


def test_an_old_manifest_with_a_newer_number_in_its_name_is_not_taken(tmp_path: Path) -> None:
    old = _write(tmp_path, 1)
    old.rename(tmp_path / old.name.replace("0000000001", "0000000009"))
    found, problems = newest(tmp_path, owner=_OWNER)
    assert found is None
    assert "is of generation 1" in problems[0]


def test_no_folder_is_an_empty_index(tmp_path: Path) -> None:
    assert newest(tmp_path / "none", owner=_OWNER) == (None, [])


def test_sweeping_deletes_what_is_not_kept_and_nothing_of_others(tmp_path: Path) -> None:
    kept, gone = _write(tmp_path, 2), _write(tmp_path, 1)
    unfinished = tmp_path / f"{stem('segment', 3)}.tmp"
    for path in (unfinished, tmp_path / "notes.txt", tmp_path / "segment-plan.rows"):
        path.write_text("x")
    sweep(tmp_path, {kept.name})
    assert not gone.exists()
    assert {path.name for path in tmp_path.iterdir()} == {
        kept.name, "notes.txt", "segment-plan.rows",
    }  # fmt: skip
    assert files(tmp_path, "manifest") == [(2, kept.name)]


def test_a_second_writer_is_told_so_and_the_first_is_not_disturbed(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    with writing(folder):
        with pytest.raises(StorageError, match="another process is writing"), writing(folder):
            pass
        with (folder / "lock").open("ab") as lock, pytest.raises(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    with writing(folder):
        pass


def test_a_file_in_the_place_of_the_folder_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("x")
    with pytest.raises(StorageError, match="cannot be written"), writing(tmp_path / "index"):
        pass
