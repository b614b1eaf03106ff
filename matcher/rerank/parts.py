"""Files of a job: written whole or not at all, and never believed without their checksum.

In:  a plan, the vacancies, the parts of finished blocks
Out: the same back; None for a part that is missing, damaged or of another plan
Why: a kill may come at any moment. A file is written beside its name, synced and renamed, so that
     it is there whole or not there; a byte that flips later is found by SHA-256, and the block is
     worked out again
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from matcher import owned
from matcher.errors import InvalidInput, StorageError
from matcher.rerank.blocks import Part

PLAN = "plan.json"
VACANCIES = "vacancies.json"
_LOCK = "lock"


def folder_of(out: Path) -> Path:
    """Return the folder that holds a job's finished blocks until it is done."""
    return out.with_name(out.name + ".parts")


def write(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all.

    Raises
    ------
    StorageError : the disk is full, or the folder may not be written
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with writing(path):
        try:
            with open(part, "wb", opener=owned.opener) as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            rename(part, path)
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


def rename(part: Path, path: Path) -> None:
    """Put a finished file in its place, and see that the folder knows after a power cut."""
    part.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Translate what a disk says."""
    try:
        yield
    except OSError as error:
        raise StorageError(
            f"{path} cannot be written ({error.strerror or error}); see that the folder is yours "
            "to write and the disk has room, and run the same command again: what is finished is "
            "kept"
        ) from error


def sealed(about: dict[str, Any], content: bytes = b"") -> bytes:
    """Return a line of JSON with the checksum of all, then the content."""
    return _line({**about, "sha256": _sum(about, content)}) + content


def opened(path: Path) -> tuple[dict[str, Any], bytes] | None:
    """Return what `sealed` made; None where the file is missing or damaged."""
    try:
        line, _, content = path.read_bytes().partition(b"\n")
        about = json.loads(line)
        told = about.pop("sha256")
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return None
    return (about, content) if told == _sum(about, content) else None


def write_part(folder: Path, number: int, plan: str, part: Part) -> None:
    """Keep the rows of block `number`; StorageError where that is not possible."""
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, part.table.schema) as stream:
        stream.write_table(part.table)
    about = {
        "plan": plan,
        "block": number,
        "seq": part.seq,
        "vacancies": [list(key) for key in part.vacancies],
    }
    write(_part_file(folder, number), sealed(about, sink.getvalue().to_pybytes()))


def read_part(folder: Path, number: int, plan: str) -> Part | None:
    """Return the rows of block `number`; None where they are missing, damaged or of other work."""
    import pyarrow as pa

    found = opened(_part_file(folder, number))
    if found is None or (found[0]["plan"], found[0]["block"]) != (plan, number):
        return None
    about, content = found
    with pa.ipc.open_stream(content) as stream:
        table = stream.read_all()
    return Part(about["seq"], tuple((id_, digest) for id_, digest in about["vacancies"]), table)


def is_damaged(folder: Path, number: int) -> bool:
    """Return whether there is a file for block `number` that cannot be believed."""
    path = _part_file(folder, number)
    return path.exists() and opened(path) is None


@contextmanager
def held(folder: Path, out: Path) -> Iterator[None]:
    """Keep every other job away from this output; the operating system lets go at a kill.

    Raises
    ------
    InvalidInput : another process is at work on it
    StorageError : the folder cannot be made
    """
    import fcntl

    with writing(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
        lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise InvalidInput(
                f"another rerank is at work on {out}; wait for it, or name another file"
            ) from error
        yield
    finally:
        os.close(lock)


def clear(folder: Path) -> None:
    """Remove a job's files but for its lock."""
    with writing(folder):
        for path in folder.iterdir():
            if path.name != _LOCK:
                path.unlink()


def remove(folder: Path) -> None:
    """Remove a job's folder; the plan first, so that a kill leaves no job with holes."""
    with writing(folder):
        (folder / PLAN).unlink(missing_ok=True)
        clear(folder)
        (folder / _LOCK).unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # what a stranger put there; without a plan it is no job
            folder.rmdir()


def _part_file(folder: Path, number: int) -> Path:
    return folder / f"{number:05}.part"


def _sum(about: dict[str, Any], content: bytes) -> str:
    digest = hashlib.sha256(_line(about))
    digest.update(content)
    return digest.hexdigest()


def _line(about: dict[str, Any]) -> bytes:
    return json.dumps(about, ensure_ascii=True, sort_keys=True).encode("ascii") + b"\n"
