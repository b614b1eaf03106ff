"""A process that loads the engine once and forks children, which are there to be killed.

In:  one JSON line a child on standard input: what it does, where, and when it is killed
Out: one JSON line when it has ended: its exit status, and how long it lived
Why: starting Python and the vocabulary anew takes a second and a half, a fork a few milliseconds,
     so that a kill costs less than a second. The nursery itself opens no base but one of its own,
     which is gone before: a forked child knows as little of what is on disk as a new process
"""

import json
import os
import select
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
FAILED = 70  # exit status of a child that an error ended


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended."""

    killed: bool  # by a kill; else it came to its end by itself
    steps: int  # that it took; see `steps`
    seconds: float  # that it lived
    error: str  # traceback of a child that failed; empty for one that did not


@dataclass(frozen=True, slots=True)
class Moment:
    """When a child is killed: so many seconds after so many of its steps."""

    steps: int
    seconds: float


class Nursery:
    """The nursery, seen from the process that asks for children. Use it as a context."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._log = folder / "error.txt"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.faults.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )

    def __enter__(self) -> "Nursery":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()  # type: ignore[union-attr]
        self._process.wait()
        self._process.stdout.close()  # type: ignore[union-attr]

    def run(self, task: str, options: Mapping[str, Any], *, kill: Moment | None = None) -> Ended:
        """Let a child do a task of `children`; kill it at a moment, if it still lives then."""
        self._log.unlink(missing_ok=True)
        line = {"task": task, "options": options, "log": str(self._log)}
        line["kill"] = asdict(kill) if kill else None
        self._process.stdin.write(json.dumps(line).encode() + b"\n")  # type: ignore[union-attr]
        self._process.stdin.flush()  # type: ignore[union-attr]
        answer = self._process.stdout.readline()  # type: ignore[union-attr]
        if not answer:
            raise RuntimeError("the nursery ended; see its output above")
        ended = json.loads(answer)
        killed = os.WIFSIGNALED(ended["status"])
        error = self._log.read_text(encoding="utf-8") if self._log.is_file() else ""
        if not killed and ended["status"] and not error:
            error = f"wait status {ended['status']}"
        return Ended(killed, ended["steps"], ended["seconds"], "" if killed else error)


def main() -> None:
    """Serve requests until standard input closes."""
    from benchmarks.faults import children

    children.load()
    for line in sys.stdin.buffer:
        request = json.loads(line)
        print(json.dumps(_raise(request)), flush=True)


def _raise(request: Mapping[str, Any]) -> dict[str, Any]:
    """Fork a child, wait for its end or for the moment of its death, and say how it ended."""
    started = time.monotonic()
    told, tell = os.pipe()  # a byte a step; it closes when the child has ended, in whatever way
    child = os.fork()
    if not child:
        os.close(told)
        _live(request, tell)
    os.close(tell)
    steps = _watch(child, told, Moment(**request["kill"]) if request["kill"] else None)
    _, status = os.waitpid(child, 0)
    os.close(told)
    return {"status": status, "steps": steps, "seconds": time.monotonic() - started}


def _watch(child: int, told: int, kill: Moment | None) -> int:
    """Count the child's steps until it has ended; kill it at its moment."""
    steps, due = 0, None
    while True:
        if kill and due is None and steps >= kill.steps:
            due = time.monotonic() + kill.seconds
        wait_s = None if due is None else max(0.0, due - time.monotonic())
        if not select.select([told], [], [], wait_s)[0]:
            os.kill(child, signal.SIGKILL)
            return steps
        taken = os.read(told, 4096)
        if not taken:
            return steps
        steps += len(taken)


def _live(request: Mapping[str, Any], tell: int) -> None:
    from benchmarks.faults import children

    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):  # answers are the nursery's alone; readers of files complain of a kill
        os.dup2(nothing, stream)
    status = FAILED
    try:
        children.TELL = tell
        children.TASKS[request["task"]](**request["options"])
        status = 0
    except BaseException:
        Path(request["log"]).write_text(traceback.format_exc(), encoding="utf-8")
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
