"""What the process that reads a file may still take.

In:  seconds of CPU time, bytes of memory
Out: the limits of this process, moved; never above what the system or the user set for it
Why: the next row, attachment or scanned page deserves the time of the first, and a limit that is in
     force already (ulimit -t) must not be mistaken for a damaged file
"""

import contextlib
import math
import resource

_limited = False  # whether this is a process that reads one file


def restrict(kind: int, soft: int, hard: int | None = None) -> None:
    """Set a limit of this process, or the one that is in force where that is lower."""
    most = resource.getrlimit(kind)[1]
    hard = _lower(soft if hard is None else hard, most)
    with contextlib.suppress(ValueError, OSError):  # macOS knows no limit on address space
        resource.setrlimit(kind, (_lower(soft, hard), hard))


def start(cpu_s: int) -> None:
    """Limit the CPU time of this process, which reads one file; `allow` gives it more later on."""
    global _limited
    _limited = True
    allow(cpu_s)


def allow(cpu_s: int, memory_bytes: int = 0) -> None:
    """Let this process take so much CPU time from now on, and so much more memory than it may.

    The hard limits, which were set before any byte of a file was looked at, stay as they are.
    A process that did not `start` reads no strangers' files, and is left alone.
    """
    if not _limited:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent_s = math.ceil(used.ru_utime + used.ru_stime)  # the limit counts whole seconds
    restrict(resource.RLIMIT_CPU, spent_s + cpu_s, resource.RLIM_INFINITY)
    if memory_bytes:
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        if soft != resource.RLIM_INFINITY:
            restrict(resource.RLIMIT_AS, soft + memory_bytes, hard)


def _lower(one: int, other: int) -> int:
    finite = [limit for limit in (one, other) if limit != resource.RLIM_INFINITY]
    return min(finite, default=resource.RLIM_INFINITY)
