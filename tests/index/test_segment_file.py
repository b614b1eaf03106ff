"""Files of arrays: what comes back, and what is refused."""

import struct
from pathlib import Path

import numpy as np
import pytest

from matcher.errors import StorageError
from matcher.index.envelope import BLOCK_BYTES, Mapped, write

_ROWS = np.arange(3 * BLOCK_BYTES, dtype=np.uint8).reshape(-1, 64)  # three blocks of 1,024 rows


def _written(folder: Path) -> Path:
    arrays = [("rows", _ROWS), ("small", np.arange(5)), ("none", np.empty((0, 7), np.float32))]
    return folder / write(folder, "segment-1", {"base": "b1"}, arrays, lazy=["rows"])


def _damage(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


def test_arrays_come_back_as_they_were_in_shape_type_and_value(tmp_path: Path) -> None:
    file = Mapped(_written(tmp_path))
    assert file.facts == {"base": "b1"}
    assert np.array_equal(file.array("rows"), _ROWS)
    assert file.array("rows").dtype == np.uint8
    assert file.array("small").tolist() == [0, 1, 2, 3, 4]
    assert file.array("none").shape == (0, 7)


def test_an_array_given_in_pieces_is_the_same_file_as_one_given_whole(tmp_path: Path) -> None:
    pieces = (_ROWS[at : at + 700] for at in range(0, len(_ROWS), 700))
    other = tmp_path / "other"
    other.mkdir()
    one = write(tmp_path, "x", {}, [("rows", _ROWS)], lazy=["rows"])
    two = write(other, "x", {}, [("rows", pieces)], lazy=["rows"])
    assert one == two
    assert (tmp_path / one).read_bytes() == (other / two).read_bytes()


def test_mapped_arrays_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="read-only"):
        Mapped(_written(tmp_path)).array("rows")[0, 0] = 1


def test_an_array_starts_where_the_widest_instructions_want_it(tmp_path: Path) -> None:
    file = Mapped(_written(tmp_path))
    places = [file.array(name).__array_interface__["data"][0] for name in ("rows", "small")]
    assert [place % 64 for place in places] == [0, 0]


def test_a_damaged_block_is_found_by_the_rows_that_lie_in_it_and_by_no_others(
    tmp_path: Path,
) -> None:
    path = _written(tmp_path)
    _damage(path, 64 + BLOCK_BYTES + 5, b"\xff")  # the arrays begin at 64: the second block
    file = Mapped(path)
    file.check("rows", (np.array([0, 2_048]), np.array([1_024, 3_072])))
    assert file.damage == ""
    for first, after in ((1_024, 1_025), (2_047, 2_048), (1_000, 1_030), (0, 3_072)):
        with pytest.raises(StorageError, match="block 1 of its rows"):
            Mapped(path).check("rows", (np.array([first]), np.array([after])))
    with pytest.raises(StorageError):
        file.check("rows")
    assert "block 1 of its rows" in file.damage


def test_rows_of_nobody_need_no_check(tmp_path: Path) -> None:
    path = _written(tmp_path)
    _damage(path, 64, b"\xff")
    nobody = np.empty(0, np.int64)
    Mapped(path).check("rows", (nobody, nobody))
    Mapped(path).check("rows", (np.array([5]), np.array([5])))  # a person without statements


def test_a_small_array_is_checked_before_the_file_is_open(tmp_path: Path) -> None:
    path = _written(tmp_path)
    at = path.read_bytes().index(np.arange(5).tobytes())
    _damage(path, at + 8, b"\x07")
    with pytest.raises(StorageError, match="small do not fit"):
        Mapped(path)


@pytest.mark.parametrize("place", [8, 16, 24, 32])
def test_huge_numbers_in_the_first_bytes_are_refused(tmp_path: Path, place: int) -> None:
    path = _written(tmp_path)
    _damage(path, place, struct.pack("<Q", 2**62))
    with pytest.raises(StorageError):
        Mapped(path)


@pytest.mark.parametrize("count", ["-5", str(2**40), str(2**70)])
def test_a_count_that_the_file_cannot_hold_is_refused_even_with_the_right_checksums(
    tmp_path: Path, count: str
) -> None:
    from xxhash import xxh3_64_intdigest

    path = _written(tmp_path)
    data = path.read_bytes()
    _, place, length, _, _ = struct.unpack_from("<8sQQQQ", data)
    text = data[place : place + length].replace(b'"shape": [5]', f'"shape": [{count}]'.encode())
    start = struct.pack("<8sQQQ", b"SKMROWS1", place, len(text), xxh3_64_intdigest(text))
    start += struct.pack("<Q", xxh3_64_intdigest(start))
    forged = tmp_path / f"segment-1-{xxh3_64_intdigest(text):016x}.rows"
    forged.write_bytes(start + data[len(start) : place] + text)
    with pytest.raises(StorageError, match="cannot hold"):
        Mapped(forged)


@pytest.mark.parametrize("kept", [0, 10, 63, 64, 70_000, -1])
def test_a_file_cut_short_is_refused(tmp_path: Path, kept: int) -> None:
    path = _written(tmp_path)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(StorageError, match=r"segment-1-\w+\.rows"):
        Mapped(path)


def test_a_file_with_something_after_its_end_is_refused(tmp_path: Path) -> None:
    path = _written(tmp_path)
    size = path.stat().st_size
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(StorageError, match=f"has {size + 1} bytes, but {size} were written"):
        Mapped(path)


def test_a_file_under_the_name_of_another_is_refused(tmp_path: Path) -> None:
    path = _written(tmp_path)
    other = tmp_path / write(tmp_path, "segment-2", {"base": "b1"}, [("rows", _ROWS)])
    other.write_bytes(path.read_bytes())
    with pytest.raises(StorageError, match="under another name"):
        Mapped(other)


def test_a_missing_array_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="has no codes; another version"):
        Mapped(_written(tmp_path)).array("codes")


def test_a_writer_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    def pieces():  # type: ignore[no-untyped-def]
        yield _ROWS
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="gone"):
        write(tmp_path, "segment-1", {}, [("rows", pieces())])
    assert list(tmp_path.iterdir()) == []
