"""`doctor` and `verify` say nothing of a whole base, and name what is wrong with another."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from cv_texts import VACANCY, write

from matcher.errors import NotFound
from matcher.pipeline import Matcher
from matcher.store import TalentBase
from matcher.upkeep import Check, State, doctor, index_of, verify


def state(checks: list[Check]) -> dict[str, State]:
    return {check.name: check.state for check in checks}


def flip(file: Path, *, part: float = 0.7) -> None:
    content = bytearray(file.read_bytes())
    content[int(len(content) * part)] ^= 1
    file.write_bytes(content)


def segments(base: Matcher) -> list[Path]:
    return sorted((base._base.folder / "index").glob("segment-*"))


# --- a whole base -----------------------------------------------------------------------------
def test_nothing_is_wrong_with_a_whole_base(base: Matcher, place: Path | str) -> None:
    assert verify(place) == []
    base._base.folder.chmod(0o700)
    found = doctor(place)
    assert [check.name for check in found] == [
        "program", "packages", "kernel", "base", "database", "erasures", "calibration", "index",
        "disk", "permissions", "locks", "leftovers",
    ]  # fmt: skip
    assert {name for name, how in state(found).items() if how is State.BAD} == set()
    assert "6 people in 1 segments, change 6" in found[7].found


def test_a_base_that_has_changed_since_the_index_was_written_is_whole_too(
    base: Matcher, place: Path | str, cvs: Path
) -> None:
    with TalentBase.create(place) as writer:
        writer.remove("anna")
    assert verify(place) == []
    assert "1 changes behind" in doctor(place)[7].found


def test_an_index_that_is_not_there_yet_is_nothing_wrong(base: Matcher, place: Path | str) -> None:
    shutil.rmtree(base._base.folder / "index")
    assert verify(place) == []
    assert state(doctor(place))["index"] is State.OK


# --- what is wrong with the index -------------------------------------------------------------
def test_a_damaged_segment_is_named_and_made_anew(base: Matcher, place: Path | str) -> None:
    (segment,) = segments(base)
    flip(segment)
    assert any(segment.name in wrong for wrong in verify(place))
    again = Matcher.open(place, create=True)
    again.reindex()
    assert verify(place) == []
    assert again.match(VACANCY, top=None).pool == 6


def test_the_index_of_another_base_is_named_and_not_served(
    base: Matcher, place: Path | str, cvs: Path, tmp_path: Path
) -> None:
    write(cvs, "another.txt")
    other = Matcher.open(tmp_path / "other", create=True)
    other.index([cvs])
    index = base._base.folder / "index"
    shutil.rmtree(index)
    shutil.copytree(tmp_path / "other" / "index", index)
    assert verify(place)
    assert "another" not in {
        match.candidate for match in Matcher.open(place).match(VACANCY, top=None).ranked
    }


def test_people_whom_the_index_lacks_or_has_too_many_are_named(
    base: Matcher, place: Path | str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after an error in the program: the files are whole, and hold the wrong people."""
    index = index_of(base._base)
    assert index is not None
    (anna,) = base._base.people(["anna"])
    (bram,) = base._base.people(["bram"])
    index.forget([anna.key])
    with TalentBase.create(place) as writer, writer.engine.writing() as connection:
        connection.exec_driver_sql("UPDATE people SET seq = 7 WHERE id = 'bram'")
        connection.exec_driver_sql("UPDATE counters SET value = 7 WHERE name = 'people'")
        connection.exec_driver_sql("DELETE FROM people WHERE id = 'carla'")
    index.apply((), (), 7)
    index.publish()
    assert verify(place) == [
        f"'anna', of change {anna.seq}, is missing in the index",
        f"'bram', of change 7, is in the index as of {bram.seq}",
        "1 people are in the index who never were in the base",
    ]


# --- what is wrong with the base --------------------------------------------------------------
def test_a_base_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        verify(tmp_path / "missing")
    found = doctor(tmp_path / "missing")[-1]
    assert (found.name, found.state) == ("base", State.WARN)
    assert "make one with: matcher index" in found.next


def test_a_damaged_database_is_named_with_the_way_to_a_backup(tmp_path: Path) -> None:
    with TalentBase.create(tmp_path) as base:
        base.set_meta({"large": bytes(200_000)})
    file = tmp_path / "base.sqlite"
    content = bytearray(file.read_bytes())
    content[8 * 4096 :] = b"\xff" * (len(content) - 8 * 4096)
    file.write_bytes(content)
    assert verify(tmp_path)
    found = {check.name: check for check in doctor(tmp_path)}["database"]
    assert found.state is State.BAD
    assert "matcher restore FILE" in found.next


def test_a_file_that_is_no_database_is_bad(tmp_path: Path) -> None:
    (tmp_path / "base.sqlite").write_bytes(b"no database at all\n" * 400)
    found = doctor(tmp_path)[-1]
    assert (found.name, found.state) == ("base", State.BAD)
    assert "restore it from a backup" in found.next
    (wrong,) = verify(tmp_path)
    assert "file is not a database" in wrong


def test_an_erasure_that_was_cut_off_is_bad(place: Path | str) -> None:
    with TalentBase.create(place) as base:
        base.set_meta({"unwiped": b"1"})
    (found,) = [check for check in doctor(place) if check.name == "erasures"]
    assert found.state is State.BAD
    assert "matcher erase --unfinished" in found.next


def test_a_base_that_others_may_read_or_nobody_write_is_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    TalentBase.create(tmp_path).close()
    tmp_path.chmod(0o755)
    found = {check.name: check for check in doctor(tmp_path)}["permissions"]
    assert (found.state, found.next) == (State.WARN, f"chmod -R go= {tmp_path}")
    monkeypatch.setattr("os.access", lambda *_: False)
    found = {check.name: check for check in doctor(tmp_path)}["permissions"]
    assert (found.state, "may only be read" in found.found) == (State.WARN, True)


def test_a_full_disk_is_bad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    TalentBase.create(tmp_path).close()
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage._replace(free=1_000_000))
    found = {check.name: check for check in doctor(tmp_path)}["disk"]
    assert (found.state, found.found.startswith("1 MB free")) == (State.BAD, True)


def test_somebody_who_is_writing_is_a_warning(tmp_path: Path) -> None:
    TalentBase.create(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / "base.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert state(doctor(tmp_path))["locks"] is State.WARN
        other.execute("COMMIT")
    assert state(doctor(tmp_path))["locks"] is State.OK


def test_what_a_restore_left_behind_is_a_warning(tmp_path: Path) -> None:
    TalentBase.create(tmp_path).close()
    (tmp_path / ".restoring").mkdir()
    found = doctor(tmp_path)[-1]
    assert (found.name, found.state) == ("leftovers", State.WARN)


def test_packages_that_are_missing_are_bad(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("matcher.upkeep._PACKAGES", ("numpy", "no-such-package"))
    found = {check.name: check for check in doctor(tmp_path)}["packages"]
    assert (found.state, found.found) == (State.BAD, "missing: no-such-package")


def test_a_processor_without_a_fast_kernel_is_a_warning(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("matcher.index.kernel.best_kernel", lambda: "numpy")
    assert state(doctor(tmp_path))["kernel"] is State.WARN
