"""The caller's end of the worker processes.

In:  numbers of blocks
Out: the same numbers, each when its block is finished
Why: workers are started with subprocess, never forked from a process that has threads and torch
     loaded. Each has one thread of arithmetic, and ends when its standard input closes, so that
     none outlives a caller who was killed by more than a block. JSON lines, not pickle
"""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import asdict
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType

import matcher
from matcher import errors
from matcher.errors import MatcherError, StorageError
from matcher.rerank.engine import Source

_ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMBA_NUM_THREADS": "1",
}


class Pool:
    """Processes that work out blocks of the job in a folder; a context manager that ends them."""

    def __init__(self, workers: int, source: Source | None, folder: Path) -> None:
        self._hello = {"source": asdict(source or Source("")), "folder": os.path.abspath(folder)}
        self._size = workers
        self._workers: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> "Pool":
        """Return the pool; processes start when there is work."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the processes, also in the middle of a block."""
        for worker in self._workers:
            worker.kill()
            worker.wait()
            for stream in (worker.stdin, worker.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()

    def work(self, numbers: Sequence[int]) -> Iterator[int]:
        """Yield the number of each block as it is finished.

        Raises
        ------
        MatcherError : what a worker said; StorageError where one ended without a word
        """
        idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        size = min(self._size, len(numbers))
        while len(self._workers) < size:
            self._workers.append(self._start())
        for worker in self._workers[:size]:
            idle.put(worker)

        def one(number: int) -> int:
            worker = idle.get()
            _ask(worker, number)
            idle.put(worker)
            return number

        with ThreadPoolExecutor(max(size, 1), "rerank") as threads:
            waiting: list[Future[int]] = [threads.submit(one, number) for number in numbers]
            try:
                for finished in as_completed(waiting):
                    yield finished.result()
            finally:
                for future in waiting:
                    future.cancel()
                if not all(future.cancelled() or future.done() for future in waiting):
                    self._interrupt()

    def _interrupt(self) -> None:
        """End the processes, so that nobody waits for the block that they are at."""
        for worker in self._workers:
            worker.kill()

    def _start(self) -> subprocess.Popen[bytes]:
        root = str(Path(matcher.__file__).parents[1])
        paths = [root, *(os.path.abspath(path) for path in sys.path)]
        worker = subprocess.Popen(
            [sys.executable, "-m", "matcher.rerank.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)} | _ONE_THREAD,
            start_new_session=True,  # Ctrl-C is the caller's to handle
        )
        with contextlib.suppress(OSError):  # it is told by the first block's answer
            _send(worker, self._hello)
        return worker


def _send(worker: subprocess.Popen[bytes], message: object) -> None:
    if worker.stdin is None:
        raise OSError("a worker without pipes")
    worker.stdin.write(json.dumps(message).encode("ascii") + b"\n")
    worker.stdin.flush()


def _ask(worker: subprocess.Popen[bytes], number: int) -> None:
    """Have a block worked out; return when it is."""
    try:
        _send(worker, {"block": number})
        answer = json.loads(worker.stdout.readline() if worker.stdout else b"")
    except (OSError, ValueError) as error:  # a broken pipe or half a line: it died
        raise StorageError(
            "a worker ended before it answered (killed, or out of memory); what is finished is "
            "kept: run the same command again, perhaps with fewer --workers"
        ) from error
    if "error" in answer:
        kind = getattr(errors, answer["error"], MatcherError)
        raise kind(answer["message"])
