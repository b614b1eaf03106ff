"""Work on what strangers wrote, in processes with limits: one kind of worker for all of it.

In:  a program that answers requests (`serve`), and what to ask of it (`Worker`, `in_order`)
Out: its answers; what takes too much CPU time, memory or wall time, or ends its process, is one
     refusal, and the next request finds everything as it was
Why: a limit that holds whatever the code does can only be set from outside, on a process. The
     worker is started with subprocess, never forked from the caller, who may have threads, a GPU
     and 2 GB of model loaded; it forks a child for each request, from a small process with one
     thread that has the libraries loaded. JSON, not pickle: what a subverted child can send is text

Runs on Linux and macOS (fork, setrlimit). macOS does not enforce the limit on memory; those on
time still hold there.
"""

from matcher.limited.allowances import allow
from matcher.limited.asker import Asker, asking, current
from matcher.limited.child import Answer, Job, Refused, Request, refusal, serve
from matcher.limited.limits import MIB, Limits
from matcher.limited.worker import Worker, in_order

__all__ = [
    "MIB",
    "Answer",
    "Asker",
    "Job",
    "Limits",
    "Refused",
    "Request",
    "Worker",
    "allow",
    "asking",
    "current",
    "in_order",
    "refusal",
    "serve",
]
