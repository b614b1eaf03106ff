"""All bytes of a folder, also those that stand compressed in its files."""

import io
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

_DEPTH = 3  # a compressed store in a compressed store


def bytes_in(folder: Path) -> bytes:
    """Return the bytes of all files below a folder, and what is packed in them, one by one."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return b"\n".join(piece for path in files for piece in _of_file(path))


def _of_file(path: Path) -> Iterator[bytes]:
    content = path.read_bytes()
    yield from _opened(content, _DEPTH)
    if content.startswith(b"SQLite format 3\0"):
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as base:
            names = base.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
            for (name,) in names:
                for row in base.execute(f'SELECT * FROM "{name}"'):
                    for value in row:
                        if isinstance(value, bytes):
                            yield from _opened(value, _DEPTH)


def _opened(content: bytes, depth: int) -> Iterator[bytes]:
    """Yield bytes as they are, and unpacked where they are a zip file, gzip or zlib."""
    yield content
    if not depth:
        return
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from _opened(archive.read(name), depth - 1)
    elif content.startswith((b"\x1f\x8b", b"\x78")):
        try:
            inside = zlib.decompressobj(wbits=47).decompress(content)
        except zlib.error:
            return  # it only begins like one
        yield from _opened(inside, depth - 1)
