"""The caller's end of a reader process.

In:  a path, its name, limits, columns
Out: the parts of the file as plain values, and how the reading ended
Why: the process is started with subprocess, never forked from the caller, who may have threads,
     a GPU and 2 GB of model loaded. A reader that dies is replaced; its file is reported
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any

import matcher
from matcher.documents.limits import Limits
from matcher.records import Reason

_LOST = {
    "reason": Reason.UNREADABLE.value,
    "message": "the reader process ended before it answered; free some memory and add it again",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader process said of one file."""

    digest: str  # of the bytes that were read; empty where none were
    parts: list[dict[str, Any]]
    end: dict[str, str]  # empty, or the reason and message of why it stopped


class Reader:
    """One reader process, started on first use; a context manager that ends it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Reader":
        """Return the reader."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process, also in the middle of a file."""
        self.close()

    def read(self, path: Path, columns: Mapping[str, str]) -> Answer:
        """Return what the file holds; its `end` names a reason where it was not read to its end."""
        request = {
            "path": os.path.abspath(path),
            "limits": self._limits.as_json(),
            "columns": dict(columns),
        }
        process = self._process or self._start()
        self._process = process
        found = Answer("", [], {})
        try:
            for answer in _ask(process, json.dumps(request).encode("ascii") + b"\n"):
                if "end" in answer:
                    return replace(found, end=answer["end"])
                if "digest" in answer:
                    found = replace(found, digest=answer["digest"])
                else:
                    found.parts.append(answer["part"])
        except (OSError, ValueError):  # a broken pipe or half a line: it died
            pass
        self.close()
        return replace(found, end=dict(_LOST))

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # the child that reads a file as well
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):  # a request that it did not live to read
                    stream.close()

    def _start(self) -> subprocess.Popen[bytes]:
        root = str(Path(matcher.__file__).parents[1])
        paths = [root, *(os.path.abspath(path) for path in sys.path)]
        return subprocess.Popen(
            [sys.executable, "-m", "matcher.documents.sandbox"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)} | _ONE_THREAD,
            cwd="/",
            start_new_session=True,  # Ctrl-C is the caller's to handle
        )


_ONE_THREAD = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",  # the others reserve more address space than is allowed
}


def _ask(process: subprocess.Popen[bytes], request: bytes) -> Any:
    """Send one request; yield the answers until the process stops answering."""
    if process.stdin is None or process.stdout is None:
        raise OSError("a reader process without pipes")
    process.stdin.write(request)
    process.stdin.flush()
    for line in process.stdout:
        yield json.loads(line)
