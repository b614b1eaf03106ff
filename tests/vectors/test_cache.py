"""A cached row is the same bytes as a fresh one, and a bad file costs time only."""

import logging
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from matcher.errors import InvalidInput
from matcher.protocols import Progress, Vectors
from matcher.vectors import CachedEncoder, SentenceEncoder


class Counting:
    """An encoder of its own: rows from the letters of a text, and a list of what was asked."""

    def __init__(self, name: str = "counting@0") -> None:
        self.name = name
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        self.asked += texts
        rows = np.array([[len(text), text.count("a"), 1] for text in texts], np.float32)
        rows = rows.reshape(len(texts), 3)
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1)


def test_cached_and_fresh_rows_are_the_same_bytes(encoder: SentenceEncoder, tmp_path: Path) -> None:
    texts = ["lassen", "stock control", "Pflege", "lassen"]
    cached = CachedEncoder(encoder, tmp_path / "vectors.sqlite")
    fresh = cached.encode(texts)
    again = CachedEncoder(encoder, tmp_path / "vectors.sqlite").encode(texts[::-1])[::-1]
    assert fresh.tobytes() == again.tobytes()
    assert fresh.dtype == np.float32
    assert np.linalg.norm(fresh, axis=1) == pytest.approx([1, 1, 1, 1], abs=1e-6)
    assert np.sum(fresh * encoder.encode(texts), axis=1).min() > 1 - 1e-6


def test_a_text_is_encoded_once_over_two_runs(tmp_path: Path) -> None:
    first, second = Counting(), Counting()
    CachedEncoder(first, tmp_path / "deep" / "file").encode(["a", "b", "a"])
    CachedEncoder(second, tmp_path / "deep" / "file").encode(["b", "c", "a"])
    assert first.asked == ["a", "b"]
    assert second.asked == ["c"]


def test_another_model_does_not_get_the_rows_of_this_one(tmp_path: Path) -> None:
    CachedEncoder(Counting("one@0"), tmp_path / "file").encode(["a"])
    other = Counting("two@0")
    CachedEncoder(other, tmp_path / "file").encode(["a"])
    assert other.asked == ["a"]


def test_no_text_stands_in_the_file(tmp_path: Path) -> None:
    CachedEncoder(Counting(), tmp_path / "file").encode(["Saskia Voorbeeld, Zutphen"])
    content = (tmp_path / "file").read_bytes()
    assert b"Saskia" not in content
    assert b"Zutphen" not in content


def test_forgotten_texts_leave_no_bytes(tmp_path: Path) -> None:
    encoder = Counting()
    cached = CachedEncoder(encoder, tmp_path / "file")
    row = cached.encode(["to be erased", "to be kept"])[0].astype("<f2").tobytes()
    assert row in (tmp_path / "file").read_bytes()
    cached.forget(["to be erased", "never seen"])
    assert row not in (tmp_path / "file").read_bytes()
    cached.encode(["to be erased", "to be kept"])
    assert encoder.asked == ["to be erased", "to be kept", "to be erased"]


def test_forgetting_where_there_is_no_file_makes_none(tmp_path: Path) -> None:
    CachedEncoder(Counting(), tmp_path / "file").forget(["a"])
    assert not (tmp_path / "file").exists()


@pytest.mark.parametrize("damage", ["garbage", "truncated"])
def test_a_damaged_file_is_thrown_away_with_a_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, damage: str
) -> None:
    path = tmp_path / "file"
    texts = [f"text {number}" for number in range(500)]
    before = CachedEncoder(Counting(), path).encode(texts)
    content = path.read_bytes()
    path.write_bytes(b"x" * 5000 if damage == "garbage" else content[: len(content) // 2])
    with caplog.at_level(logging.WARNING):
        after = CachedEncoder(Counting(), path).encode(texts)
    assert "was damaged" in caplog.text
    assert after.tobytes() == before.tobytes()
    last = Counting()
    CachedEncoder(last, path).encode(texts)
    assert last.asked == []


def test_a_flipped_bit_in_a_row_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "file"
    before = CachedEncoder(Counting(), path).encode(["abc"])
    row = before[0].astype("<f2").tobytes()
    content = path.read_bytes()
    assert content.count(row) == 1
    path.write_bytes(content.replace(row, bytes([row[0] ^ 1]) + row[1:]))
    encoder = Counting()
    after = CachedEncoder(encoder, path).encode(["abc"])
    assert encoder.asked == ["abc"]
    assert after.tobytes() == before.tobytes()


def test_the_database_of_another_program_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "people.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE people (name TEXT)")
    other.close()
    content = path.read_bytes()
    with pytest.raises(InvalidInput, match="another program"):
        CachedEncoder(Counting(), path).encode(["a"])
    assert path.read_bytes() == content


def test_a_file_that_cannot_be_made_costs_a_warning_only(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "in-the-way").write_text("a file where a folder is needed")
    rows = CachedEncoder(Counting(), tmp_path / "in-the-way" / "file").encode(["a"])
    assert rows.shape == (1, 3)
    assert "not used now" in caplog.text


def test_many_writers_at_once_lose_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    texts = [[f"text {number} of {writer % 4}" for number in range(30)] for writer in range(8)]

    def write(own: list[str]) -> bytes:
        cached = CachedEncoder(Counting(), tmp_path / "file")
        return b"".join(cached.encode([text]).tobytes() for text in own)

    with ThreadPoolExecutor(8) as pool:
        rows = list(pool.map(write, texts))
    assert rows[:4] == rows[4:]
    reader = Counting()
    CachedEncoder(reader, tmp_path / "file").encode([text for own in texts for text in own])
    assert reader.asked == []
    assert caplog.text == ""


def test_no_texts_give_no_rows_of_the_right_width(encoder: SentenceEncoder, tmp_path: Path) -> None:
    assert CachedEncoder(encoder, tmp_path / "file").encode([]).shape == (0, 384)
