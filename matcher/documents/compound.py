"""The compound files of Office before 2007: a disk of sectors inside a file.

In:  the bytes of a .doc, .xls, .msg
Out: its streams by name; `Refused` where it is damaged
Why: forty lines, and no chain of sectors longer than the file, where the libraries for it follow
     chains that bite their own tail. Source: [MS-CFB] of Microsoft's open specifications
"""

import struct
from collections.abc import Iterator

from matcher.documents.contents import Refused
from matcher.records import Reason

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA  # this and higher numbers are marks, no sectors
_ENTRY = 128
_STREAM, _ROOT = 2, 5


def streams_of(data: bytes) -> dict[str, bytes]:
    """Return the streams of a compound file by name, of two with one name the first.

    Raises
    ------
    Refused : it is damaged
    """
    try:
        return dict(_streams(data))
    except (struct.error, IndexError, ValueError, RecursionError) as error:
        raise Refused(
            Reason.UNREADABLE,
            "the file is damaged or cut off; open it, save it as .docx and add it again",
        ) from error


def _streams(data: bytes) -> Iterator[tuple[str, bytes]]:
    shift, small_shift = struct.unpack_from("<HH", data, 30)
    if not 7 <= shift <= 16 or not 4 <= small_shift <= shift:
        raise ValueError("no sectors of a usual size")
    size = 1 << shift
    (first_entry,) = struct.unpack_from("<I", data, 48)
    cutoff, first_small = struct.unpack_from("<II", data, 56)
    table = _numbers(b"".join(_sector(data, n, size) for n in _table_sectors(data, size)))
    entries = _chain(data, first_entry, table, size)
    small_table = _numbers(_chain(data, first_small, table, size))
    rows = [entries[at : at + _ENTRY] for at in range(0, len(entries) - _ENTRY + 1, _ENTRY)]
    roots = [row for row in rows if row[66] == _ROOT]
    small = _chain(data, _numbers(roots[0][116:120])[0], table, size)
    found: dict[str, bytes] = {}
    for row in rows:
        if row[66] != _STREAM:
            continue
        (letters,) = struct.unpack_from("<H", row, 64)
        start, length = struct.unpack_from("<II", row, 116)
        name = row[: max(letters - 2, 0)].decode("utf-16-le", errors="replace")
        if name not in found:
            if length < cutoff:
                body = _chain(small, start, small_table, 1 << small_shift, head=0)
            else:
                body = _chain(data, start, table, size)
            found[name] = body[:length]
    yield from found.items()


def _table_sectors(data: bytes, size: int) -> Iterator[int]:
    """Yield the sectors that hold the table of sectors, which may be listed in sectors too."""
    (following,) = struct.unpack_from("<I", data, 68)
    yield from (n for n in struct.unpack_from("<109I", data, 76) if n < _LAST)
    for _ in range(len(data) // size):
        if following >= _LAST:
            return
        *listed, following = _numbers(_sector(data, following, size))
        yield from (n for n in listed if n < _LAST)


def _chain(data: bytes, number: int, table: list[int], size: int, head: int = 1) -> bytes:
    pieces: list[bytes] = []
    while number < _LAST and len(pieces) <= len(table):
        pieces.append(_sector(data, number, size, head))
        number = table[number]
    return b"".join(pieces)


def _sector(data: bytes, number: int, size: int, head: int = 1) -> bytes:
    """Return one sector; the first of a file stands behind its header."""
    return data[(number + head) * size : (number + head + 1) * size]


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))
