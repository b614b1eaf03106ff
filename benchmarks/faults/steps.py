"""The steps by which files change, counted, so that a child can die at any one of them.

In:  the number of a step to die at, or a file to record all steps in
Out: a process killed there; or one JSON line a step: what was called, on which paths
Why: most of a child's time nothing is being written, so kills are aimed at moments after a step; a
     moment seldom falls between a rename and the next, so each step also gets its turn of dying
     there. The record tells what a kill cannot: whether a file was forced to the disk before the
     rename that shows it
"""

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa

_CALLS = ("fsync", "fdatasync", "replace", "rename", "unlink", "remove", "truncate", "ftruncate")


class Steps:
    """Stand before every call that changes a file's name or forces it to the disk."""

    def __init__(self, *, tell: int, die_at: int | None = None, record: Path | None = None) -> None:
        self._tell, self._die_at = tell, die_at
        self._write = os.write
        self._record = os.open(record, os.O_WRONLY | os.O_CREAT | os.O_APPEND) if record else None
        self._passed = 0

    def install(self) -> None:
        """Put the steps into this process, for good."""
        for name in _CALLS:
            setattr(os, name, self._before(name, getattr(os, name)))
        sa.event.listen(sa.Engine, "commit", lambda _: self._step("commit", ()))

    def _before(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*arguments: Any, **options: Any) -> Any:
            self._step(name, arguments)
            return call(*arguments, **options)

        return stepped

    def _step(self, name: str, arguments: tuple[Any, ...]) -> None:
        self._passed += 1
        if self._passed == self._die_at:
            os.kill(os.getpid(), signal.SIGKILL)
        self._write(self._tell, b".")
        if self._record is not None:
            line = json.dumps([name, *(_path(one) for one in arguments)])
            self._write(self._record, line.encode() + b"\n")


def _path(argument: Any) -> str:
    """Return the path that a call's argument stands for; a descriptor's where it is one."""
    if isinstance(argument, int):
        try:
            return os.readlink(f"/proc/self/fd/{argument}")
        except OSError:
            return str(argument)
    return os.path.abspath(os.fsdecode(argument))
