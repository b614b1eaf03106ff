"""The worker's end: serves requests, each in a forked child with hard limits.

In:  one JSON line a request on standard input; what answers it (`Job`)
Out: JSON lines on standard output: the parts of the answer, then how it ended; a part that kills
     the child costs itself alone, for a next child goes on behind it
Why: nothing that a request does outlives its child, and a fork costs 5 to 15 ms. A part that may
     kill its child is announced first ("begun"), so that it is known which one did
"""

import itertools
import json
import os
import resource
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from matcher.limited.allowances import restrict, start
from matcher.limited.limits import Limits
from matcher.records import Reason

Request = dict[str, Any]
Answer = dict[str, Any]

_OPEN_FILES = 64
_CHUNK = 1 << 16
_MOST_DEATHS = 10  # parts of one request that may kill their child
_NEARLY = 0.8  # of a limit: who ends so close to it, ended because of it


class Refused(Exception):
    """Raised where a text cannot be given or understood; the message names the next step."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker does with a request.

    Parameters
    ----------
    answers : yields the answers, in the child; {"begun": tag} before a part that may kill it, and
        {"end": refusal or {}} last. `request["skip"]` counts the parts begun by earlier children
    doing   : "reading it", for messages
    damaged : what is said where it ended otherwise than by a limit
    held_bytes : address space that the worker itself takes, which its limits are beside
    """

    answers: Callable[[Request, Limits], Iterator[Answer]]
    doing: str
    damaged: Refused
    held_bytes: int = 0

    def over(self, what: str) -> Refused:
        """Return the refusal of what takes more than `what`."""
        return Refused(
            Reason.TOO_LARGE,
            f"{self.doing} takes more than {what}; save it anew (or as text) and add it again",
        )

    def out_of_memory(self, limits: Limits) -> Refused:
        """Return the refusal of what takes too much memory."""
        return self.over(f"{limits.memory_bytes >> 20} MiB of memory")


def serve(job: Job, prepare: Callable[[Request], object] | None = None) -> None:
    """Answer requests until standard input closes.

    Parameters
    ----------
    job     : what is done in the children
    prepare : called with each request here, so that every child finds loaded what it needs
    """
    for line in sys.stdin.buffer:
        request = json.loads(line)
        if prepare is not None:
            prepare(request)
        for answer in answers(request, job):
            sys.stdout.buffer.write(answer + b"\n")
        sys.stdout.buffer.flush()


def answers(request: Request, job: Job) -> Iterator[bytes]:
    """Yield the answer lines of one request, always with a last line that says how it ended."""
    limits = Limits.from_json(request["limits"])
    begun = 0  # parts, counting those of earlier children
    for deaths in itertools.count():
        tag = None
        for line in _child(request | {"skip": begun}, limits, job):
            if line.startswith(b'{"begun"'):
                begun, tag = begun + 1, json.loads(line)["begun"]
            elif line.startswith(b'{"died"'):
                verdict = json.loads(line)["died"]
            else:
                yield line
                if line.startswith(b'{"end"'):
                    return
        if tag is None or deaths == _MOST_DEATHS:
            yield _encode({"end": verdict})
            return
        yield _encode({"part": {"tag": tag, "id": None, "refused": verdict}})


def refusal(refused: Refused) -> dict[str, str]:
    """Return a refusal as plain values."""
    return {"reason": refused.reason.value, "message": refused.message}


def _child(request: Request, limits: Limits, job: Job) -> Iterator[bytes]:
    """Yield what a new child answers; if it dies of it, the last line says why."""
    inlet, outlet = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(inlet)
        _run_child(request, limits, outlet, job)
    os.close(outlet)
    ended, late = False, False
    try:
        for line in _lines_of(inlet, limits.wall_s):
            ended = line.startswith(b'{"end"')
            yield line
    except TimeoutError:
        late = True
    finally:  # also where nobody waits for another line
        os.close(inlet)
        os.kill(child, signal.SIGKILL)  # it has answered, or its time is up
        _, status, used = os.wait4(child, 0)
    if not ended:
        yield _encode({"died": refusal(_verdict(status, used, limits, job, late=late))})


def _lines_of(inlet: int, wall_s: int) -> Iterator[bytes]:
    """Yield the whole lines that come through a pipe; half a line of one who died is none.

    Raises
    ------
    TimeoutError : none came for `wall_s`
    """
    pieces: list[bytes] = []
    deadline = time.monotonic() + wall_s
    while select.select([inlet], [], [], max(0.0, deadline - time.monotonic()))[0]:
        chunk = os.read(inlet, _CHUNK)
        if not chunk:
            return
        head, newline, rest = chunk.rpartition(b"\n")
        if newline:
            yield from (b"".join(pieces) + head).split(b"\n")
            pieces, deadline = [], time.monotonic() + wall_s
        pieces.append(rest)
    raise TimeoutError


def _verdict(
    status: int, used: resource.struct_rusage, limits: Limits, job: Job, *, late: bool
) -> Refused:
    """Say why a child ended without an answer.

    A library that gets no more memory crashes in its own way, so what was used tells more than
    the signal that ended it.
    """
    if late:
        return job.over(f"{limits.wall_s} s by the clock")
    cpu_s = used.ru_utime + used.ru_stime
    hard_s = resource.getrlimit(resource.RLIMIT_CPU)[1]
    killed = os.WIFSIGNALED(status)
    at_the_hard = hard_s != resource.RLIM_INFINITY and cpu_s > hard_s - 1
    if killed and (os.WTERMSIG(status) == signal.SIGXCPU or at_the_hard):
        most = hard_s if at_the_hard and hard_s < limits.cpu_s else limits.cpu_s
        return job.over(f"{most} s of CPU time")
    peak_bytes = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    enough = peak_bytes < _NEARLY * limits.memory_bytes
    return job.damaged if enough else job.out_of_memory(limits)


def _run_child(request: Request, limits: Limits, outlet: int, job: Job) -> None:
    """Answer one request into `outlet`, and leave without any clean-up."""
    try:
        _close_doors(limits, job.held_bytes)
        with os.fdopen(outlet, "wb") as pipe:
            for answer in job.answers(request, limits):
                pipe.write(_encode(answer) + b"\n")
                pipe.flush()  # what is sent by now survives a crash later on
    finally:
        os._exit(0)


def _close_doors(limits: Limits, held_bytes: int) -> None:
    """Limit what this process may take; it writes no files and prints nothing."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    start(limits.cpu_s)
    memory = held_bytes + limits.memory_bytes
    restrict(resource.RLIMIT_AS, memory, memory + limits.ocr_memory_bytes)
    restrict(resource.RLIMIT_FSIZE, 0)
    restrict(resource.RLIMIT_NOFILE, _OPEN_FILES)
    restrict(resource.RLIMIT_CORE, 0)


def _encode(value: Answer) -> bytes:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode("ascii")
