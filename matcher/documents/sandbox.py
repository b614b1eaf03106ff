"""The reader process: reads strangers' files.

In:  a path, its name, limits, columns
Out: the parts of the file, then how the reading ended; a member of an archive that kills its child
     costs itself alone
Why: no document library is safe in process (a 2 KB PDF makes three of them take 2 GB, another
     hangs all but two); see `matcher.limited`. 14 ms a CV
"""

import dataclasses
import errno
import hashlib
import os
import resource
import stat
from collections.abc import Iterator
from importlib import import_module
from pathlib import PurePath
from typing import Any

from matcher.documents.contents import Begun, Content, Part
from matcher.documents.formats import SUFFIXES, TABLES, no_file, parts_of, too_large
from matcher.limited import Answer, Job, Limits, Refused, Request, allow, refusal, serve
from matcher.records import Reason

_FREE_CHARS = 4_000_000  # that a file may always unpack to
_LONGEST_NAME = 200
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
    serve(JOB, _load_libraries)


def _load_libraries(request: Request) -> None:
    """Load what reads such a file once, here, so that every child finds it loaded."""
    for module in _NEEDED.get(PurePath(request["path"]).suffix.lower(), ()):
        import_module(module)


def _answers(request: Request, limits: Limits) -> Iterator[Answer]:
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
        end = refusal(refused)
    except MemoryError:
        end = refusal(JOB.out_of_memory(limits))
    except Exception:  # a library may raise anything at all on a hostile file
        end = refusal(JOB.damaged)
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
        return names | {"refused": refusal(content)}
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


JOB = Job(
    _answers,
    doing="reading it",
    damaged=Refused(
        Reason.UNREADABLE, "the file is damaged; open it, save it anew and add it again"
    ),
)


if __name__ == "__main__":
    main()
