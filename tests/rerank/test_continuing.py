"""What is finished is not done twice: after kills, damage, Ctrl-C, a full disk, a second job."""

import errno
import os
import random
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from rerank_program import FOLDER, VACANCIES, start

from matcher.errors import InvalidInput, StorageError
from matcher.pipeline import Matcher
from matcher.rerank import Done, How, read_vacancies, run
from matcher.rerank import parts as files
from matcher.rerank.parts import folder_of
from matcher.rerank.result import state_of

Open = Callable[[Path], Matcher]
TOP = 5
KILLS = 3
_TOOK_S = 10.0  # of a job, at first


class Cut(Exception):
    """Ends a job as a fault would."""


def go(matcher: Matcher, out: Path, *, cut: int | None = None, top: int = TOP, **more) -> Done:
    """Run the batch over the sample's vacancies in blocks of two; `cut` ends it after so many."""
    asked, _ = read_vacancies(matcher, more.pop("paths", [FOLDER]))

    def progress(done: int, total: int) -> None:
        if cut is not None and done >= cut:
            raise Cut

    return run(matcher, asked, out, How(top, explain=True), block=2, progress=progress, **more)


@pytest.fixture(scope="module")
def whole(tiny_base: Path, tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that an undisturbed job makes."""
    out = tmp_path_factory.mktemp("whole") / "best.parquet"
    go(Matcher.open(tiny_base, model=str(tiny_model)), out)
    return out


@pytest.fixture
def cut_off(tiny_base: Path, open_tiny: Open, tmp_path: Path) -> Path:
    """The output of a job that was cut off after three blocks of eight."""
    out = tmp_path / "best.parquet"
    with pytest.raises(Cut):
        go(open_tiny(tiny_base), out, cut=6)
    assert not out.exists()
    return out


def alike(out: Path, whole: Path) -> bool:
    """Return whether a file and its state are those of an undisturbed job, and nothing else is."""
    left = sorted(path.name for path in out.parent.iterdir() if path.name.startswith(out.name))
    return (
        out.read_bytes() == whole.read_bytes()
        and state_of(out).read_bytes() == state_of(whole).read_bytes()
        and left == [out.name, state_of(out).name]
    )


def finished(*words: object) -> bool:
    """Run a job in a process of its own, undisturbed."""
    job = start(*words)
    _, said = job.communicate()
    assert job.returncode == 0, said
    return True


def test_a_job_that_was_cut_off_goes_on_where_it_was(
    cut_off: Path, whole: Path, tiny_base: Path, open_tiny: Open
) -> None:
    done = go(open_tiny(tiny_base), cut_off)
    assert (done.blocks, done.kept, done.damaged) == (16 // 2, 6 // 2, 0)
    assert alike(cut_off, whole)


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_kills_at_any_moment_change_no_byte(
    workers: int, whole: Path, tiny_base: Path, tiny_model: Path, tmp_path: Path
) -> None:
    out, moments = tmp_path / "best.parquet", random.Random(20_261 + workers)
    words = ("rerank", FOLDER, "--base", tiny_base, "--out", out, "--model", tiny_model,
             "--top", TOP, "--block", 2, "--explain", "--workers", workers)  # fmt: skip
    took_s, killed = _TOOK_S, 0
    while killed < KILLS:
        out.unlink(missing_ok=True)
        state_of(out).unlink(missing_ok=True)
        begun, job = time.monotonic(), start(*words)
        try:
            job.communicate(timeout=moments.uniform(0.3, 1.0) * took_s)
            took_s = time.monotonic() - begun  # it ended first: the next is killed earlier
            assert (job.returncode, alike(out, whole)) == (0, True)
        except subprocess.TimeoutExpired:
            job.kill()
            job.communicate()
            killed += 1
    assert finished(*words)
    assert alike(out, whole)


@pytest.mark.slow
def test_ctrl_c_says_how_to_go_on_and_loses_no_block(
    whole: Path, tiny_base: Path, tiny_model: Path, tmp_path: Path
) -> None:
    out = tmp_path / "best.parquet"
    words = ("rerank", FOLDER, "--base", tiny_base, "--out", out, "--model", tiny_model,
             "--top", TOP, "--block", 2, "--explain")  # fmt: skip
    job = start(*words, interrupted=True)
    _, said = job.communicate()
    assert (job.returncode, "the same command continues" in said) == (130, True), said
    assert list(folder_of(out).glob("*.part"))
    assert finished(*words)
    assert alike(out, whole)


# --- damage -----------------------------------------------------------------------------------
@pytest.mark.parametrize("harm", ["flip", "cut", "swap"])
def test_a_damaged_block_is_worked_out_again(
    harm: str, cut_off: Path, whole: Path, tiny_base: Path, open_tiny: Open
) -> None:
    victim, other = (folder_of(cut_off) / name for name in ("00001.part", "00000.part"))
    content = bytearray(victim.read_bytes())
    if harm == "flip":
        content[-200] ^= 1
    victim.write_bytes(
        other.read_bytes() if harm == "swap" else content[: None if harm == "flip" else -9]
    )
    done = go(open_tiny(tiny_base), cut_off)
    assert (done.kept, done.damaged) == (3 - 1, 0 if harm == "swap" else 1)
    assert alike(cut_off, whole)


def test_no_part_of_a_file_is_taken_for_the_whole(tmp_path: Path) -> None:
    content = files.sealed({"block": 1}, b"rows")
    path = tmp_path / "part"
    for length in range(len(content)):
        path.write_bytes(content[:length])
        assert files.opened(path) is None
    for place in range(len(content)):
        flipped = bytearray(content)
        flipped[place] ^= 4
        path.write_bytes(flipped)
        assert files.opened(path) is None, place
    path.write_bytes(content)
    assert files.opened(path) == ({"block": 1}, b"rows")


def test_a_job_without_its_plan_is_not_guessed_at(
    cut_off: Path, whole: Path, tiny_base: Path, open_tiny: Open
) -> None:
    plan = folder_of(cut_off) / files.PLAN
    plan.write_bytes(plan.read_bytes()[:-20])
    with pytest.raises(InvalidInput, match="--restart"):
        go(open_tiny(tiny_base), cut_off)
    assert go(open_tiny(tiny_base), cut_off, restart=True).kept == 0
    assert alike(cut_off, whole)


# --- other work -------------------------------------------------------------------------------
def test_another_job_says_what_differs_and_begins_only_when_told(
    cut_off: Path, whole: Path, tiny_base: Path, open_tiny: Open, tmp_path: Path
) -> None:
    matcher = open_tiny(tiny_base)
    before = sorted(path.name for path in folder_of(cut_off).iterdir())
    with pytest.raises(InvalidInput, match=r"top was 5 and is now 7.*--restart"):
        go(matcher, cut_off, top=7)
    with pytest.raises(InvalidInput, match=r"vacancies are others \(0 new, 1 gone, 0 changed"):
        go(matcher, cut_off, paths=VACANCIES[1:])
    other = tmp_path / VACANCIES[0].name
    other.write_text(VACANCIES[0].read_text("utf-8") + "\n- Ervaring met Kafka is vereist.\n")
    with pytest.raises(InvalidInput, match=r"\(0 new, 0 gone, 1 changed, of 16\)"):
        go(matcher, cut_off, paths=[other, *VACANCIES[1:]])
    assert sorted(path.name for path in folder_of(cut_off).iterdir()) == before
    assert go(matcher, cut_off).kept == 3
    assert alike(cut_off, whole)
    go(matcher, cut_off, top=7, restart=True)
    assert not alike(cut_off, whole)


def test_two_jobs_cannot_write_one_file(
    cut_off: Path, whole: Path, tiny_base: Path, open_tiny: Open
) -> None:
    with files.held(folder_of(cut_off), cut_off), pytest.raises(InvalidInput, match="another"):
        go(open_tiny(tiny_base), cut_off)
    go(open_tiny(tiny_base), cut_off)
    assert alike(cut_off, whole)


def test_a_full_disk_stops_a_job_that_goes_on_when_there_is_room(
    cut_off: Path, whole: Path, tiny_base: Path, open_tiny: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = os.fsync
    room = iter([None, None])  # two blocks, each with its folder

    def full(number: int) -> None:
        if next(room, "full") == "full":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        synced(number)

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(StorageError, match=r"No space left .*what is finished is kept"):
        go(open_tiny(tiny_base), cut_off)
    monkeypatch.undo()
    assert go(open_tiny(tiny_base), cut_off).kept == 3 + 1
    assert alike(cut_off, whole)


def test_an_output_that_cannot_be_written_is_refused_before_any_work(
    tiny_base: Path, open_tiny: Open, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    for out in (tmp_path / "folder", tmp_path / "nowhere" / "best.parquet"):
        with pytest.raises(InvalidInput, match="cannot be written"):
            go(open_tiny(tiny_base), out)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder"]


def test_an_earlier_answer_stays_until_the_new_one_is_whole(
    cut_off: Path, whole: Path, tiny_base: Path, open_tiny: Open
) -> None:
    shutil.copy(whole, cut_off)
    with pytest.raises(Cut):
        go(open_tiny(tiny_base), cut_off, cut=12)
    assert cut_off.read_bytes() == whole.read_bytes()
