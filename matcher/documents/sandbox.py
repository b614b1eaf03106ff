"""The reader process: reads strangers' files, each in a forked child with hard limits.

In:  one JSON line a file on standard input: path, name, limits, columns
Out: JSON lines on standard output: the parts of the file, then how the reading ended
Why: no document library is safe in process (a 2 KB PDF makes three of them take 2 GB, another
     hangs all but two). A child is forked per file from this small single-threaded process, which
     has the libraries loaded: 14 ms a CV, and nothing that a file does outlives the file. Started
     by `readers.py` as a program of its own, so that the caller may have threads and torch loaded.
     JSON, not pickle: what a subverted child can send is text

Runs on Linux and macOS (fork, setrlimit). macOS does not enforce the limit on memory; those on
time still hold there.
"""

import contextlib
import dataclasses
import hashlib
import json
import math
import os
import resource
import select
import signal
import stat
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import PurePath
from typing import Any

from matcher.documents.contents import Content, Part, Refused
from matcher.documents.formats import SUFFIXES, TABLES, parts_of, too_large
from matcher.documents.limits import Limits
from matcher.records import Reason

_OPEN_FILES = 64
_CHUNK = 1 << 16
_NEARLY = 0.8  # of a limit: who ends so close to it, ended because of it
_NEEDED = {
    ".pdf": ("matcher.documents.pdf",),
    ".docx": ("matcher.documents.docx",),
    ".odt": ("matcher.documents.odt",),
    ".html": ("matcher.documents.webpage", "matcher.documents.plain"),
    ".txt": ("matcher.documents.plain",),
    ".md": ("matcher.documents.plain",),
    ".eml": ("matcher.documents.mail",),
}


def main() -> None:
    """Serve requests until standard input closes."""
    for line in sys.stdin.buffer:
        request = json.loads(line)
        for module in _NEEDED.get(PurePath(request["path"]).suffix.lower(), ()):
            import_module(module)  # once, here, so that every child finds it loaded
        for answer in _serve(request):
            sys.stdout.buffer.write(answer + b"\n")
        sys.stdout.buffer.flush()


def _serve(request: dict[str, Any]) -> Iterator[bytes]:
    """Yield the answer lines for one file, always with a last line that says how it ended."""
    limits = Limits.from_json(request["limits"])
    inlet, outlet = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(inlet)
        _run_child(request, limits, outlet)
    os.close(outlet)
    ended, late_s = False, 0
    try:
        for line in _lines_of(inlet, limits.wall_s):
            ended = line.startswith(b'{"end"')
            yield line
    except TimeoutError:
        late_s = limits.wall_s
    os.close(inlet)
    os.kill(child, signal.SIGKILL)  # it has answered, or its time is up
    _, status, used = os.wait4(child, 0)
    if not ended:
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
            late_s = limits.cpu_s
        yield _encode({"end": _verdict(used, limits, late_s)})


def _lines_of(inlet: int, wall_s: int) -> Iterator[bytes]:
    """Yield whole lines from a pipe until it closes; every line is waited for anew.

    Raises
    ------
    TimeoutError : no line came in time
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


def _verdict(used: resource.struct_rusage, limits: Limits, late_s: int) -> dict[str, str]:
    """Say why a child ended without an answer.

    A library that gets no more memory crashes in its own way, so what was used tells more than
    the signal that ended it.
    """
    if late_s:
        why = f"reading it takes more than {late_s} s"
        next_step = "save it anew (or as text) and add it again"
        return _refusal(Refused(Reason.TOO_LARGE, f"{why}; {next_step}"))
    peak_bytes = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    enough = peak_bytes < _NEARLY * limits.memory_bytes
    return _refusal(_damaged() if enough else _out_of_memory(limits))


def _run_child(request: dict[str, Any], limits: Limits, outlet: int) -> None:
    """Read one file, write its parts to `outlet`, and leave without any clean-up."""
    try:
        _close_doors(limits)
        with os.fdopen(outlet, "wb") as pipe:
            for answer in _answers(request, limits):
                pipe.write(_encode(answer) + b"\n")
                pipe.flush()  # what is sent by now survives a crash later on
    finally:
        os._exit(0)


def _answers(request: dict[str, Any], limits: Limits) -> Iterator[dict[str, Any]]:
    """Yield the parts of a file, then how its reading ended."""
    end: dict[str, str] = {}
    try:
        data = _load(request["path"], limits)
        yield {"digest": hashlib.sha256(data).hexdigest()}
        for part in parts_of(data, os.path.basename(request["path"]), limits, request["columns"]):
            yield {"part": _part(part, limits)}
            _more_time(limits)
    except Refused as refused:
        end = _refusal(refused)
    except MemoryError:
        end = _refusal(_out_of_memory(limits))
    except Exception:  # a library may raise anything at all on a hostile file
        end = _refusal(_damaged())
    yield {"end": end}


def _close_doors(limits: Limits) -> None:
    """Limit what this process may take; it writes no files and prints nothing."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    _more_time(limits)
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # macOS knows no limit on address space
            resource.setrlimit(kind, (most, most))


def _more_time(limits: Limits) -> None:
    """Give the next part of a file as much CPU time as the one before it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent_s = math.ceil(used.ru_utime + used.ru_stime)  # the limit counts whole seconds
    resource.setrlimit(resource.RLIMIT_CPU, (spent_s + limits.cpu_s, resource.RLIM_INFINITY))


def _load(path: str, limits: Limits) -> bytes:
    try:
        about = os.stat(path)
        if not stat.S_ISREG(about.st_mode):
            raise Refused(Reason.UNSUPPORTED, "this is no file; add a file or a folder")
        most = max(limits.table_bytes, limits.file_bytes)
        if SUFFIXES.get(PurePath(path).suffix.lower()) not in TABLES:
            most = limits.file_bytes
        if about.st_size > most:
            raise too_large(about.st_size, most)
        with open(path, "rb") as stream:
            return stream.read()
    except OSError as error:
        raise Refused(
            Reason.UNREADABLE,
            f"the file cannot be opened ({error.strerror}); check its permissions",
        ) from error


def _part(part: Part, limits: Limits) -> dict[str, Any]:
    """Return a part as plain values; text that is empty or endless becomes a refusal."""
    content = part.content
    if isinstance(content, Content) and not any(map(str.isalnum, content.text)):
        content = _empty(content)
    elif isinstance(content, Content) and len(content.text) > limits.text_chars:
        content = Refused(
            Reason.TOO_LARGE,
            f"the document has {len(content.text)} characters, at most {limits.text_chars} are "
            "read; keep the part that is about the person and add it again",
        )
    if isinstance(content, Refused):
        return {"tag": part.tag, "id": part.id, "refused": _refusal(content)}
    return {"tag": part.tag, "id": part.id, "content": dataclasses.asdict(content)}


def _empty(content: Content) -> Refused:
    if content.hidden:
        return Refused(
            Reason.EMPTY, "all text of the document is hidden from its reader; look at it yourself"
        )
    return Refused(Reason.EMPTY, "the document holds no text; check that it is the right file")


def _out_of_memory(limits: Limits) -> Refused:
    return Refused(
        Reason.TOO_LARGE,
        f"reading it takes more than {limits.memory_bytes >> 20} MiB of memory; "
        "save it anew (or as text) and add it again",
    )


def _damaged() -> Refused:
    return Refused(Reason.UNREADABLE, "the file is damaged; open it, save it anew and add it again")


def _refusal(refused: Refused) -> dict[str, str]:
    return {"reason": refused.reason.value, "message": refused.message}


def _encode(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode("ascii")


if __name__ == "__main__":
    main()
