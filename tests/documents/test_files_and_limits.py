"""Which files are read, under which names and limits."""

import hashlib
from pathlib import Path

import pytest

from matcher.documents import Limits, digest_of, list_files
from matcher.documents.files import names_of
from matcher.errors import InvalidInput, NotFound


def _touch(folder: Path, *names: str) -> list[Path]:
    paths = [folder / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(path.name)
    return paths


def test_a_folder_stands_for_all_files_below_it_sorted_by_path(tmp_path: Path) -> None:
    first, second, third = _touch(tmp_path, "a/z.txt", "b.txt", "c/d/e.txt")
    assert list_files([tmp_path]) == [first, second, third]


def test_hidden_files_and_lock_files_are_skipped_in_a_folder(tmp_path: Path) -> None:
    kept, *_ = _touch(tmp_path, "cv.docx", ".DS_Store", "~$cv.docx", ".~lock.cv.odt#", ".git/x.txt")
    assert list_files([tmp_path]) == [kept]


def test_a_hidden_file_that_is_named_itself_is_read(tmp_path: Path) -> None:
    hidden = _touch(tmp_path, ".cv.txt")
    assert list_files(hidden) == hidden


def test_a_file_that_is_named_twice_is_listed_once(tmp_path: Path) -> None:
    file = _touch(tmp_path, "cv.txt")
    assert list_files([*file, tmp_path]) == file


def test_a_path_that_does_not_exist_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"gone\.txt"):
        list_files([tmp_path / "gone.txt"])


def test_a_digest_is_the_sha256_of_the_bytes(tmp_path: Path) -> None:
    (file,) = _touch(tmp_path, "cv.txt")
    assert digest_of(file) == hashlib.sha256(b"cv.txt").hexdigest()


def test_the_digest_of_a_missing_file_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"cv\.txt"):
        digest_of(tmp_path / "cv.txt")


def test_files_that_share_a_name_are_told_apart_by_suffix_then_by_folder(tmp_path: Path) -> None:
    files = _touch(tmp_path, "jan/cv.pdf", "piet/cv.pdf", "cv.txt", "other.txt")
    assert names_of(files) == [
        ("jan/cv.pdf", "jan/cv.pdf"),
        ("piet/cv.pdf", "piet/cv.pdf"),
        ("cv.txt", "cv.txt"),
        ("other", "other.txt"),
    ]


@pytest.mark.parametrize("field", ["pages", "workers", "cpu_s"])
def test_a_limit_below_one_is_refused(field: str) -> None:
    with pytest.raises(InvalidInput, match=field):
        Limits(**{field: 0})
