"""The caller's end of the workers.

In:  the module that a worker runs; requests
Out: its answers as plain values; for many requests, in their order
Why: a worker that dies is replaced, and what it was asked is reported. Results come in the order of
     what was asked however many work, so that the same folder gives the same batch twice
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Any, TypeVar

import matcher
from matcher.limited.asker import Asker, current

T = TypeVar("T")
Found = TypeVar("Found")

_ONE_THREAD = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",  # the others reserve more address space than is allowed
}


class Worker:
    """One worker process, started on first use; a context manager that ends it.

    Parameters
    ----------
    module : what it runs; see `serve`
    hello  : the first line that it is sent, before any request; None for none
    """

    def __init__(self, module: str, hello: Mapping[str, Any] | None = None) -> None:
        self._module = module
        self._hello = hello
        self._process: subprocess.Popen[bytes] | None = None
        self._over = False
        self._asker: Asker | None = None

    def __enter__(self) -> "Worker":
        """Return the worker, which ends when whoever asks leaves (see `asker`)."""
        self._asker = current()
        if self._asker is not None:
            self._asker.ended_by(self.end)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process, also in the middle of a request."""
        if self._asker is not None:
            self._asker.done(self.end)
        self.end()

    def end(self) -> None:
        """End the process, from any thread; no other one is started."""
        self._over = True
        self.close()

    def ask(self, request: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield the answers, the last of which has an "end".

        Raises
        ------
        OSError : the process ended before it had answered; the next request starts another
        """
        try:
            process = self._process or self._start()
            _send(process, request)
            for line in process.stdout or ():
                answer = json.loads(line)
                yield answer
                if "end" in answer:
                    return
        except (OSError, ValueError):  # a broken pipe or half a line: it died
            pass
        self.close()
        raise OSError("a worker process ended before it answered")

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # the child that works as well
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):  # a request that it did not live to read
                    stream.close()

    def _start(self) -> subprocess.Popen[bytes]:
        if self._over:
            raise OSError("this worker was ended")
        root = str(Path(matcher.__file__).parents[1])
        paths = [root, *(os.path.abspath(path) for path in sys.path)]
        self._process = subprocess.Popen(
            [sys.executable, "-m", self._module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)} | _ONE_THREAD,
            cwd="/",
            start_new_session=True,  # Ctrl-C is the caller's to handle
        )
        process = self._process
        if self._over:  # ended while it was being started, when there was nothing to end yet
            self.close()
            raise OSError("this worker was ended")
        if self._hello is not None:
            _send(process, self._hello)
        return process


def in_order(
    make: Callable[[], Worker],
    ask: Callable[[Worker, T], Found],
    items: Iterable[T],
    *,
    workers: int,
    ahead: int,
) -> Iterator[Found]:
    """Yield what was found for each item, in the order of the items.

    Parameters
    ----------
    make    : makes a worker
    ask     : asks one worker about one item, in a thread; two never have the same worker
    items   : taken one by one, in the caller's thread
    workers : how many work at the same time
    ahead   : how many items may be ahead of what the caller has taken
    """
    idle: SimpleQueue[Worker] = SimpleQueue()
    with ExitStack() as stack:
        pool = stack.enter_context(ThreadPoolExecutor(workers, "worker"))
        for _ in range(workers):
            idle.put(stack.enter_context(make()))

        def one(item: T) -> Found:
            worker = idle.get()
            try:
                return ask(worker, item)
            finally:
                idle.put(worker)

        waiting: deque[Future[Found]] = deque()
        stack.callback(lambda: [future.cancel() for future in waiting])  # the first thing undone
        for item in items:
            waiting.append(pool.submit(one, item))
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _send(process: subprocess.Popen[bytes], message: Mapping[str, Any]) -> None:
    if process.stdin is None:
        raise OSError("a worker process without pipes")
    process.stdin.write(json.dumps(message).encode("ascii") + b"\n")
    process.stdin.flush()
