"""The shipped calibration: the project's own lines in four languages, for the default encoder."""

import hashlib
import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from safetensors import safe_open

from benchmarks.faults.letters import LetterEncoder
from matcher import calibrating, resources
from matcher.calibrating import ROWS, shipped, shipped_lines, write_rows
from matcher.errors import StorageError
from matcher.protocols import Encoder
from matcher.resources import shipped as file_of
from matcher.vectors import CachedEncoder, Ordinary, load_encoder, unit

_MOST_BYTES = 5_000_000  # in the wheel


@pytest.fixture(scope="module")
def default() -> Encoder:
    return load_encoder()


def test_the_shipped_rows_are_of_the_default_encoder_and_of_the_shipped_lines(
    default: Encoder,
) -> None:
    with safe_open(ROWS, framework="numpy") as file:
        about = json.loads(file.metadata()["calibration"])
    assert about["encoder"] == default.name
    assert about["lines"] == hashlib.sha256(resources.text(calibrating.LINES).encode()).hexdigest()
    assert ROWS.stat().st_size < _MOST_BYTES


def test_the_default_encoder_is_asked_for_no_row(default: Encoder) -> None:
    class Silent:
        name = default.name

        def encode(self, *_: object, **__: object) -> None:
            raise AssertionError("encoded")

    first, again = shipped(Silent()), shipped(Silent())  # type: ignore[arg-type]
    assert first == again
    assert first.name == f"shipped-1@{hashlib.sha256(first.block).hexdigest()[:12]}"


def test_the_shipped_rows_are_what_the_encoder_makes_of_the_lines(default: Encoder) -> None:
    ordinary, lines = Ordinary.from_bytes(shipped(default).block), shipped_lines()
    some = range(0, len(lines.texts), 400)
    rows = default.encode([lines.texts[place] for place in some])
    means = np.stack([ordinary.lines.means[lines.languages[place]] for place in some])
    assert len(ordinary.lines.rows) == len(lines.texts)
    assert ordinary.lines.rows[list(some)] == pytest.approx(unit(rows - means), abs=2e-3)


def test_the_lines_are_of_four_languages_and_of_nobody_in_the_sample() -> None:
    lines = shipped_lines()
    assert {code for code, n in Counter(lines.languages).items() if n >= 1_000} == {
        "nl", "en", "de", "fr",
    }  # fmt: skip
    assert min(Counter(lines.whole_languages).values()) >= 40
    sample = {path.stem for path in file_of("sample/cvs").iterdir()}
    told = {line.split("\t")[0] for line in resources.text(calibrating.LINES).splitlines()[1:]}
    assert not told & sample
    background = {line.split("\t")[1] for line in resources.text("background.txt").splitlines()}
    assert len(background & set(lines.texts)) < 5


def test_another_encoder_gets_the_same_lines_worked_out_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []

    class Other(LetterEncoder):
        name = "letters-of-another-name@1"

        def encode(self, texts, *, progress=None):  # type: ignore[no-untyped-def]
            asked.append(len(texts))
            return super().encode(texts, progress=progress)

    monkeypatch.setattr(calibrating, "_remembered", {})
    first = shipped(Other())
    assert asked[0] == len(shipped_lines().texts)
    assert shipped(Other()) == first
    assert len(asked) == 2  # lines, and wholes
    assert first.name.startswith("shipped-1@")


def test_what_is_written_is_read_and_what_is_damaged_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "rows.safetensors"
    write_rows(LetterEncoder(), path)
    monkeypatch.setattr(calibrating, "_remembered", {})
    worked_out = shipped(LetterEncoder())
    monkeypatch.setattr(calibrating, "ROWS", path)
    monkeypatch.setattr(calibrating, "_remembered", {})
    assert shipped(LetterEncoder()) == worked_out
    content = bytearray(path.read_bytes())
    content[-50_000] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(StorageError, match="does not fit its checksum"):
        shipped(LetterEncoder())


def test_what_an_encoder_gave_without_a_cache_is_not_taken_for_what_it_gives_behind_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Rows behind a cache are rounded: a process with both gave other chances than a new one."""
    monkeypatch.setattr(calibrating, "_remembered", {})
    behind = shipped(CachedEncoder(LetterEncoder(), tmp_path / "one.sqlite"))
    monkeypatch.setattr(calibrating, "_remembered", {})
    without = shipped(LetterEncoder())
    assert without.name != behind.name, "both give the same rows; the test shows nothing"
    assert shipped(CachedEncoder(LetterEncoder(), tmp_path / "two.sqlite")) == behind
