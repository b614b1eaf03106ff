"""Full disks, read-only folders, two writers, killed writers."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from index_people import answers, crowd, filled, index_in, key_of, person

from matcher.errors import StorageError

_HERE = Path(__file__).parent


@contextmanager
def _mounted(folder: Path, options: str) -> Iterator[None]:
    """A file system in memory at `folder`; skips where this user may mount none."""
    folder.mkdir(exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        pytest.skip(f"this user may mount no file system of a given size: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_leaves_the_index_as_it_was_and_the_tail_searchable(tmp_path: Path) -> None:
    with _mounted(tmp_path / "disk", "size=256k"):
        folder = tmp_path / "disk" / "index"
        index = filled(folder, crowd(range(1, 200)))
        before = sorted(path.name for path in folder.iterdir())
        index.apply(crowd(range(200, 1_500)), [key_of(3)], 1_500)
        everybody = answers(index)
        for write in (index.publish, index.compact, lambda: index.forget([key_of(4)])):
            with pytest.raises(StorageError, match="no room to write the index"):
                write()
            assert sorted(path.name for path in folder.iterdir()) == before
        assert index.people == 1_498 - 1  # forgotten in memory, and on the disk when there is room
        again = index_in(folder)
        assert (again.people, again.seq, again.verify()) == (199, 199, [])
        subprocess.run(["mount", "-o", "remount,size=8m", str(tmp_path / "disk")], check=True)
        index.forget([key_of(4)])
        assert index_in(folder).people == 1_497
        index.apply([person(4)], [], 1_500)
        assert answers(index) == everybody


def test_a_limit_on_the_size_of_files_is_told_of_like_a_full_disk(tmp_path: Path) -> None:
    child = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from index_people import crowd, filled\n"
        "from matcher.errors import StorageError\n"
        "index = filled(Path(sys.argv[1]), crowd(range(1, 20)))\n"
        "index.apply(crowd(range(20, 800)), [], 800)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))\n"
        "try:\n"
        "    index.publish()\n"
        "except StorageError as error:\n"
        "    print(error, index.people)\n"
    )
    done = _child(child, str(tmp_path))
    assert "no room to write the index" in done
    assert done.strip().endswith("799")
    assert index_in(tmp_path).people == 19


def test_a_read_only_folder_is_searched_and_not_written(tmp_path: Path) -> None:
    with _mounted(tmp_path / "disk", "size=1m"):
        folder = tmp_path / "disk" / "index"
        expected = answers(filled(folder, crowd(range(1, 50))))
        subprocess.run(["mount", "-o", "remount,ro", str(tmp_path / "disk")], check=True)
        index = index_in(folder)
        assert answers(index) == expected
        index.apply([person(50)], [], 50)
        for write in (index.publish, index.compact, index.drop, lambda: index.forget([key_of(1)])):
            with pytest.raises(StorageError, match="cannot be written"):
                write()
        assert index.people == 49  # one came, one was forgotten
        assert index_in(folder).people == 49
        assert answers(index_in(folder)) == expected


def test_a_second_process_that_writes_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    index = filled(tmp_path, crowd(range(1, 20)))
    child = (
        "import fcntl, sys, time\n"
        "lock = open(sys.argv[1], 'ab')\n"
        "fcntl.flock(lock, fcntl.LOCK_EX)\n"
        "print('held', flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", child, str(tmp_path / "lock")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as other:  # fmt: skip
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        index.apply([person(20)], [], 20)
        with pytest.raises(StorageError, match="another process is writing"):
            index.publish()
        assert (index.people, index_in(tmp_path).people) == (20, 19)
        other.communicate()
    index.publish()
    assert index_in(tmp_path).people == 20


def test_the_lock_of_a_killed_writer_holds_nobody_up(tmp_path: Path) -> None:
    child = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from index_people import index_in\n"
        "from matcher.index.folder import writing\n"
        "with writing(Path(sys.argv[1])):\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    _child(child, str(tmp_path), code=-signal.SIGKILL)
    assert filled(tmp_path, crowd(range(1, 5))).people == 4


def test_a_writer_killed_at_any_moment_leaves_an_index_that_holds(tmp_path: Path) -> None:
    """Each writer publishes one person at a time, removes and compacts, until it is killed."""
    child = (
        "import sys\n"
        "from pathlib import Path\n"
        "from index_people import index_in, key_of, person\n"
        "index = index_in(Path(sys.argv[1]))\n"
        "for number in range(index.seq + 1, 100_000):\n"
        "    gone = [key_of(number - 3)] if number % 3 == 0 else []\n"
        "    index.apply([person(number)], gone, number)\n"
        "    index.publish()\n"
        "    print(number, flush=True)\n"
        "    if number % 7 == 0:\n"
        "        index.compact(everything=True)\n"
    )
    folder = tmp_path / "index"
    seqs = [0]
    for turn in range(6):
        with subprocess.Popen(
            [sys.executable, "-c", child, str(folder)],
            stdout=subprocess.PIPE, text=True, env=_env(),
        ) as writer:  # fmt: skip
            assert writer.stdout is not None
            acknowledged = int(writer.stdout.readline())
            time.sleep(0.1 + 0.037 * turn)
            writer.kill()
            acknowledged = max([acknowledged, *map(int, writer.stdout.read().split())])
        index = index_in(folder)
        assert (index.problems, index.verify()) == ((), [])
        assert index.seq >= acknowledged > seqs[-1]
        seqs.append(index.seq)
        gone = {number - 3 for number in range(3, index.seq + 1, 3)}
        left = [person(number) for number in range(1, index.seq + 1) if number not in gone]
        assert index.people == len(left)
        twin = index_in(tmp_path / "none")
        twin.apply(left, [], index.seq)
        assert answers(index) == answers(twin)
    index.compact(everything=True)
    assert not [*folder.glob("*.tmp")]
    named = {shard.name for shard in index.shards()}
    assert {path.name for path in folder.glob("segment-*")} == named


def _env() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": f"{_HERE}{os.pathsep}{_HERE.parents[1]}"}


def _child(text: str, *arguments: str, code: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-c", text, *arguments],
        capture_output=True, text=True, check=False, env=_env(),
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    return done.stdout


def test_bytes_are_on_the_disk_before_their_name_and_the_manifest_comes_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a loss of power must not turn round, which no killed process can show."""
    index = index_in(tmp_path, codes_from=10)
    index.apply(crowd(range(1, 20)), [], 19)
    steps: list[str] = []
    fsync, rename, unlink = os.fsync, os.rename, os.unlink

    def name_of(descriptor: int) -> str:
        return Path(os.readlink(f"/proc/self/fd/{descriptor}")).name.split("-")[0]

    def noted_fsync(descriptor: int) -> None:
        steps.append(f"sync {name_of(descriptor)}")
        fsync(descriptor)

    def noted_rename(source: Path, target: Path) -> None:
        steps.append(f"name {Path(target).name.split('-')[0]}")
        rename(source, target)

    def noted_unlink(path: Path) -> None:
        steps.append(f"delete {Path(path).name.split('-')[0]}")
        unlink(path)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(os, "rename", noted_rename)
    monkeypatch.setattr(os, "unlink", noted_unlink)
    index.publish()
    folder = f"sync {tmp_path.name.split('-')[0]}"
    written = [
        "sync codebook", "name codebook", "sync segment", "name segment", folder,
        "sync manifest", "name manifest", folder,
    ]  # fmt: skip
    assert steps == written
    steps.clear()
    index.apply([], [key_of(3)], 20)
    index.compact(everything=True)
    assert steps == [*written[2:], "delete manifest", "delete segment", folder]
