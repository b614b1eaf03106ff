"""The reader process: reads strangers' files, each in a forked child with hard limits.

In:  one JSON line a file on standard input: path, name, limits, columns
Out: JSON lines on standard output: the parts of the file, then how the reading ended; a member of
     an archive that kills the child costs itself alone, for a next child goes on behind it
Why: no document library is safe in process (a 2 KB PDF makes three of them take 2 GB, another
     hangs all but two). A child is forked per file from this small single-threaded process, which
     has the libraries loaded: 14 ms a CV, and nothing that a file does outlives the file. Started
     by `readers.py` as a program of its own, so that the caller may have threads and torch loaded.
     JSON, not pickle: what a subverted child can send is text

Runs on Linux and macOS (fork, setrlimit). macOS does not enforce the limit on memory; those on
time still hold there.
"""

import dataclasses
import errno
import hashlib
import itertools
import json
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

from matcher.documents.allowances import allow, restrict, start
from matcher.documents.contents import Begun, Content, Part, Refused
from matcher.documents.formats import SUFFIXES, TABLES, no_file, parts_of, too_large
from matcher.documents.limits import Limits
from matcher.records import Reason

_OPEN_FILES = 64
_CHUNK = 1 << 16
_MOST_DEATHS = 10  # members of one archive that may kill their reader
_FREE_CHARS = 4_000_000  # that a file may always unpack to
_LONGEST_NAME = 200
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
    begun = 0  # members of an archive, counting those of earlier children
    for deaths in itertools.count():
        tag = None
        for line in _child(request | {"skip": begun}, limits):
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


def _child(request: dict[str, Any], limits: Limits) -> Iterator[bytes]:
    """Yield what a new child says of a file; if it dies of it, the last line says why."""
    inlet, outlet = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(inlet)
        _run_child(request, limits, outlet)
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
        yield _encode({"died": _verdict(status, used, limits, late)})


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


def _verdict(
    status: int, used: resource.struct_rusage, limits: Limits, late: bool
) -> dict[str, str]:
    """Say why a child ended without an answer.

    A library that gets no more memory crashes in its own way, so what was used tells more than
    the signal that ended it.
    """
    next_step = "save it anew (or as text) and add it again"
    if late:
        why = f"reading it takes more than {limits.wall_s} s by the clock"
        return _refusal(Refused(Reason.TOO_LARGE, f"{why}; {next_step}"))
    cpu_s = used.ru_utime + used.ru_stime
    hard_s = resource.getrlimit(resource.RLIMIT_CPU)[1]
    killed = os.WIFSIGNALED(status)
    at_the_hard = hard_s != resource.RLIM_INFINITY and cpu_s > hard_s - 1
    if killed and (os.WTERMSIG(status) == signal.SIGXCPU or at_the_hard):
        most = hard_s if at_the_hard and hard_s < limits.cpu_s else limits.cpu_s
        why = f"reading it takes more than {most} s of CPU time"
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
        budget = _Budget(limits, len(data))
        name = os.path.basename(request["path"])
        for part in parts_of(data, name, limits, request["columns"], skip=request["skip"]):
            if isinstance(part, Begun):
                yield {"begun": _short(part.tag)}
                continue
            sent = _part(part, limits)
            budget.take(sent)
            yield {"part": sent}
            allow(limits.cpu_s)
    except Refused as refused:
        end = _refusal(refused)
    except MemoryError:
        end = _refusal(_out_of_memory(limits))
    except Exception:  # a library may raise anything at all on a hostile file
        end = _refusal(_damaged())
    yield {"end": end}


class _Budget:
    """What all people of one file together may hold."""

    def __init__(self, limits: Limits, size_bytes: int) -> None:
        self._most = min(limits.file_chars, max(_FREE_CHARS, limits.growth * size_bytes))
        self._people_left = limits.people
        self._cpu_s = limits.file_cpu_s
        self._chars = 0

    def take(self, part: dict[str, Any]) -> None:
        """Count one part.

        Raises
        ------
        Refused : it is one too many; those before it stand
        """
        self._people_left -= 1
        self._chars += len(part["content"]["text"]) if "content" in part else 0
        if self._people_left < 0:
            raise Refused(
                Reason.TOO_LARGE, "the file holds more people than are read; split it into parts"
            )
        used = resource.getrusage(resource.RUSAGE_SELF)
        if used.ru_utime + used.ru_stime > self._cpu_s:
            raise Refused(
                Reason.TOO_LARGE,
                f"reading all of it takes more than {self._cpu_s} s of CPU time; those that came "
                "first were read: split it and add the rest",
            )
        if self._chars > self._most:
            raise Refused(
                Reason.TOO_LARGE,
                f"the file unpacks to more than {self._most} characters; those that came first "
                "were read: split it and add the rest",
            )


def _close_doors(limits: Limits) -> None:
    """Limit what this process may take; it writes no files and prints nothing."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    start(limits.cpu_s)
    memory = limits.memory_bytes
    restrict(resource.RLIMIT_AS, memory, memory + limits.ocr_memory_bytes)
    restrict(resource.RLIMIT_FSIZE, 0)
    restrict(resource.RLIMIT_NOFILE, _OPEN_FILES)
    restrict(resource.RLIMIT_CORE, 0)


def _load(path: str, limits: Limits) -> bytes:
    """Return the bytes of a file; nothing else than a file is waited for."""
    try:
        door = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        with open(door, "rb") as stream:
            about = os.fstat(door)
            if not stat.S_ISREG(about.st_mode):
                raise no_file()
            most = max(limits.table_bytes, limits.file_bytes)
            if SUFFIXES.get(PurePath(path).suffix.lower()) not in (*TABLES, "zip"):
                most = limits.file_bytes
            if about.st_size > most:
                raise too_large(about.st_size, most)
            return stream.read(most + 1)
    except OSError as error:
        if error.errno == errno.ENXIO:  # a socket
            raise no_file() from error
        raise Refused(
            Reason.UNREADABLE,
            f"the file cannot be opened ({error.strerror}); check that it is there, and its "
            "permissions",
        ) from error


def _part(part: Part, limits: Limits) -> dict[str, Any]:
    """Return a part as plain values; text that is empty or endless becomes a refusal."""
    content = part.content
    if isinstance(content, Content) and not any(map(str.isalnum, content.text)):
        content = _empty(content)
    elif isinstance(content, Content) and (chars := _chars(content)) > limits.text_chars:
        content = Refused(
            Reason.TOO_LARGE,
            f"the document has {chars} characters, at most {limits.text_chars} are "
            "read; keep the part that is about the person and add it again",
        )
    names = {"tag": _short(part.tag), "id": _short(part.id) if part.id else None}
    if isinstance(content, Refused):
        return names | {"refused": _refusal(content)}
    return names | {"content": dataclasses.asdict(content)}


def _chars(content: Content) -> int:
    return len(content.text) + sum(len(piece.text) for piece in content.hidden)


def _short(name: str) -> str:
    """Return a name that a stranger gave, fit to be shown: printable, and not endless."""
    shown = "".join(c if c.isprintable() else "?" for c in name)
    return shown if len(shown) <= _LONGEST_NAME else shown[: _LONGEST_NAME - 1] + "…"


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
