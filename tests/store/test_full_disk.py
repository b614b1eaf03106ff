"""A full disk costs the change that was under way and nothing else; erasing says when it failed."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from store_people import person

from matcher.errors import StorageError
from matcher.store import TalentBase, sqlite

SIZE_KIB = 2_048
TEXT = "woord " * 4_000  # 24 KB of 2 MB


class Disk:
    """A small disk for a base, of which a quarter is kept in reserve until `free`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._reserve = folder / "reserve"
        self._reserve.write_bytes(bytes(SIZE_KIB * 256))

    def fill(self) -> None:
        """Take all room that is left."""
        with (self.folder / "filler").open("wb", buffering=0) as file:
            for size in (65_536, 4_096, 512, 1):
                with suppress(OSError):
                    while file.write(bytes(size)):
                        pass

    def free(self) -> None:
        """Give room back."""
        self._reserve.unlink(missing_ok=True)


class Pretended(Disk):
    """A database file that may not grow: SQLite answers as on a full disk, without any rights."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self._patch = patch
        self._limit(SIZE_KIB * 3 // 16)

    def fill(self) -> None:
        self._limit((self.folder / "base.sqlite").stat().st_size // 4096)

    def free(self) -> None:
        self._limit(SIZE_KIB // 4)

    def _limit(self, pages: int) -> None:
        def connect(*file: object, **how: object) -> object:
            connection = _CONNECT(*file, **how)
            connection.execute(f"PRAGMA max_page_count = {pages}")
            return connection

        self._patch.setattr(sqlite, "_connect", connect)


_CONNECT = sqlite._connect


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Disk]:
    """A disk of 2 MB in memory."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if sys.platform != "linux" or os.geteuid():
        pytest.skip("only root on Linux may mount a small disk; see the tests with a pretended one")
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE_KIB}k", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine mounts no disks; see the tests with a pretended one")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture(params=["mounted", "pretended"])
def disk(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Disk:
    if request.param == "pretended":
        return Pretended(tmp_path, monkeypatch)
    mounted: Disk = request.getfixturevalue("mounted")
    return mounted


def test_a_full_disk_costs_only_the_change_under_way_and_work_goes_on_when_there_is_room(
    disk: Disk,
) -> None:
    base = TalentBase.create(disk.folder)
    acknowledged = []
    said = ""
    while not said:
        name = f"p{len(acknowledged):03}"
        try:
            base.put(f"file {name}", "d", [person(name, text=TEXT)])
            acknowledged.append(name)
        except StorageError as error:
            said = str(error)
    assert re.search(r"disk is full\); .*free some room and do it again", said)
    assert 20 < len(acknowledged) < SIZE_KIB * 1_024 / len(TEXT)
    disk.fill()
    assert base.ids() == acknowledged
    assert [one.text for one in base.people(acknowledged[-1:])] == [TEXT]
    assert base.seq() == len(acknowledged)
    assert base.verify() == []
    with pytest.raises(StorageError, match="disk is full"):
        base.put("another", "d", [person("another", text=TEXT)])
    disk.free()
    base.remove(*acknowledged[:10])
    base.put("another", "d", [person("another", text=TEXT)])
    assert base.ids() == ["another", *acknowledged[10:]]
    assert base.verify() == []


def test_an_erasure_on_a_full_disk_is_never_a_success_unless_it_is_done(disk: Disk) -> None:
    base = TalentBase.create(disk.folder)
    for number in range(12):
        base.put(f"file {number}", "d", [person(f"p{number:03}", text=f"zeldzaam{number} " + TEXT)])
    disk.fill()
    done, said = True, ""
    try:
        base.erase("p003")
    except StorageError as error:
        done, said = False, str(error)
    assert done or "disk is full" in said
    content = (disk.folder / "base.sqlite").read_bytes()
    assert ("p003" in base.ids()) <= (not done)
    assert (b"zeldzaam3 " in content) <= (not done)
    disk.free()
    if "p003" in base.ids():
        base.erase("p003")
    else:
        base.wipe()
    assert b"zeldzaam3 " not in (disk.folder / "base.sqlite").read_bytes()
    assert len(base.ids()) == 11
    assert not base.unwiped()


def test_a_backup_for_which_there_is_no_room_is_none(mounted: Disk) -> None:
    base = TalentBase.create(mounted.folder)
    for number in range(30):
        base.put(f"file {number}", "d", [person(f"p{number:03}", text=TEXT)])
    before = sorted(path.name for path in mounted.folder.iterdir())
    with pytest.raises(StorageError, match=r"disk is full|No space left"):
        base.backup(mounted.folder / "one.backup")
    assert sorted(path.name for path in mounted.folder.iterdir()) == before
    assert len(base.ids()) == 30
