"""Kills, damaged files and folders that may not be written: a clear error, or nothing lost."""

import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pytest
import store_people
from store_people import FILES, PER_FILE, WIDTH, file_of, person

from matcher.errors import MatcherError, NotFound, StorageError
from matcher.store import TalentBase

FILE = "base.sqlite"
NOBODY = 65_534
KILLS = 15


# --- kills ----------------------------------------------------------------------------------
@pytest.fixture
def nursery(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, store_people.__file__, str(tmp_path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        yield parent
        parent.stdin.close()  # the nursery ends with its input


def killed_writer(
    nursery: subprocess.Popen[str], start: int, after: int, delay_s: float
) -> dict[int, int]:
    """Kill a writer a moment after it acknowledged so many files; return file -> last round."""
    nursery.stdin.write(f"{start}\n")
    nursery.stdin.flush()
    pid = int(nursery.stdout.readline())
    said = [nursery.stdout.readline() for _ in range(after)]
    time.sleep(delay_s)
    os.kill(pid, signal.SIGKILL)
    said += iter(nursery.stdout.readline, "dead\n")
    return {int(number): int(round_) for number, round_ in map(str.split, said)}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_kill_loses_nobody_who_was_acknowledged_and_halves_nobody(
    tmp_path: Path, nursery: subprocess.Popen[str]
) -> None:
    chance, acknowledged, cut = random.Random(7), {}, 0
    for start in range(0, KILLS * 100, 100):
        moment = chance.randint(1, FILES), chance.uniform(0, 0.02)
        acknowledged |= killed_writer(nursery, start, *moment)
        cut += (tmp_path / f"{FILE}-journal").exists()
        base = TalentBase.open(tmp_path)
        rounds = {int(path.split()[1]): int(d.split()[1]) for path, (d, _) in base.files().items()}
        # What was acknowledged, or the one change that was under way: whole in either case.
        assert all(rounds[number] >= round_ for number, round_ in acknowledged.items())
        people = list(base.people())
        assert len(people) == PER_FILE * len(rounds)
        expected = [one for number in sorted(rounds) for one in file_of(number, rounds[number])]
        for one, put in zip(people, expected, strict=True):
            assert (one.candidate, one.text) == (put.candidate, put.text)
            assert np.array_equal(one.vectors, put.vectors.astype(np.float16))
    assert cut, "no kill came in the middle of a change; the test shows nothing"


def test_a_reader_opens_a_base_that_a_kill_left_in_the_middle_of_a_change(tmp_path: Path) -> None:
    base = TalentBase.create(tmp_path)
    base.put("anna", "", [person("anna", text="whole")])
    spill = """
import os, signal, sqlite3, sys
file = sqlite3.connect(sys.argv[1], isolation_level=None)
file.execute("PRAGMA cache_size = 2")  # so that pages reach the disk before the commit
file.execute("BEGIN IMMEDIATE")
file.execute("UPDATE people SET text = 'half'")
for number in range(200):
    file.execute("INSERT INTO meta VALUES (?, ?)", (str(number), bytes(4000)))
os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", spill, str(tmp_path / FILE)], check=False)
    assert b"half" in (tmp_path / FILE).read_bytes()
    assert (tmp_path / f"{FILE}-journal").stat().st_size > 0
    assert [one.text for one in base.people()] == ["whole"]
    assert [one.text for one in TalentBase.open(tmp_path).people()] == ["whole"]


# --- damage ---------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    base = TalentBase.create(tmp_path_factory.mktemp("whole"))
    for number in range(6):
        base.put(f"file {number}", "digest", file_of(number, 0))
    return (base.folder / FILE).read_bytes()


def read_all(folder: Path) -> list[str]:
    base = TalentBase.open(folder)
    base.files(), base.ids(), base.meta("encoder")
    return [one.candidate.id for one in base.people()]


@pytest.mark.parametrize(
    "content", [b"no database at all\n" * 200, b"SQLite format 3\x00" + bytes(5000)]
)
def test_a_file_that_is_no_base_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(StorageError, match=f"the talent base in {re.escape(str(tmp_path))}"):
        read_all(tmp_path)


def test_a_first_start_that_was_killed_before_it_made_tables_is_no_base_yet(tmp_path: Path) -> None:
    (tmp_path / FILE).touch()
    with pytest.raises(NotFound, match=r"no talent base in .*make one with"):
        TalentBase.open(tmp_path)
    assert TalentBase.create(tmp_path).ids() == []


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as other:
        other.execute("CREATE TABLE songs (name TEXT)")
    with pytest.raises(StorageError):
        read_all(tmp_path)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_base_that_was_cut_off_is_refused(tmp_path: Path, whole: bytes, part: float) -> None:
    (tmp_path / FILE).write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(StorageError):
        read_all(tmp_path)


def test_damage_anywhere_is_an_error_of_this_tree_or_harmless(tmp_path: Path, whole: bytes) -> None:
    chance, refused = random.Random(3), 0
    for _ in range(60):
        damaged = bytearray(whole)
        place = chance.randrange(len(whole) // 4096) * 4096 + chance.choice([0, 1000])
        size = chance.choice([1, 64, 2048])
        damaged[place : place + size] = chance.choice([bytes(size), chance.randbytes(size)])
        (tmp_path / FILE).write_bytes(damaged)
        try:
            read_all(tmp_path)
        except MatcherError:
            refused += 1
    assert refused > 20


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("candidate", "[1,2]"),
        ("candidate", "{"),
        ("vectors", b"\x00\x3c\x00"),
        ("vectors", b"\x00\x3c" * 5),
        ("vectors", b"\x00\x3c" * (2 * WIDTH)),  # rows for two of the three statements
        ("context", b""),
        ("context", b"\x00"),
    ],
)
def test_a_damaged_cell_is_a_storage_error(tmp_path: Path, column: str, value: object) -> None:
    TalentBase.create(tmp_path).put("anna", "", [person("anna")])
    with closing(sqlite3.connect(tmp_path / FILE)) as file, file:
        file.execute(f"UPDATE people SET {column} = ?", (value,))
    with pytest.raises(StorageError, match="cannot be read back; index the documents again"):
        list(TalentBase.open(tmp_path).people())


# --- folders that may not be written --------------------------------------------------------
@pytest.mark.parametrize("under", ["", "below"])
def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path, under: str) -> None:
    (tmp_path / "file").write_text("notes")
    with pytest.raises(StorageError, match=r"cannot make the folder .* that you may write"):
        TalentBase.create(tmp_path / "file" / under)


def test_a_folder_in_place_of_the_base_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with pytest.raises(StorageError, match="cannot be written"):
        TalentBase.create(tmp_path)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="this system has no /proc")
def test_a_folder_that_nobody_can_make_is_refused() -> None:
    with pytest.raises(StorageError, match="cannot make the folder /proc/talent"):
        TalentBase.create(Path("/proc/talent"))


@contextmanager
def without_rights() -> Iterator[None]:
    """Act as a user whom permission bits bind; root is let through by every one of them."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def read_only() -> Iterator[Path]:
    """Yield the folder of a base that may be read by all and written by nobody but root."""
    folder = Path(tempfile.mkdtemp(prefix="matcher-test-"))  # pytest's own is closed to others
    TalentBase.create(folder).put("anna", "", [person("anna")])
    (folder / FILE).chmod(0o444)
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_read_only_base_can_be_read_and_says_so_when_written(read_only: Path) -> None:
    with without_rights():
        if os.access(read_only, os.W_OK, effective_ids=True):
            pytest.skip("this file system lets everybody write, whatever the permission bits say")
        base = TalentBase.open(read_only)
        assert base.ids() == ["anna"]
        with pytest.raises(StorageError, match=r"cannot be written: it was opened for reading"):
            base.put("bram", "", [person("bram")])
        with pytest.raises(StorageError, match=r"cannot be written .*yours to write"):
            TalentBase.create(read_only)
        with pytest.raises(StorageError, match="cannot make the folder"):
            TalentBase.create(read_only / "new")
        assert base.ids() == ["anna"]
