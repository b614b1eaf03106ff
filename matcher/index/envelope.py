"""Arrays in one file that is mapped into memory, with a checksum over every byte that is read.

In:  arrays, whole or in pieces, and a few facts about them
Out: one immutable file, named after its own content; and the arrays again, mapped, not copied
Why: a vector index that is written plainly carries no checksum: a page of zeros in it loads and
     gives wrong answers without a word. Here a file is right, or it is refused. The contents stand
     at the end, so that pieces can be written as they come, without a second copy of everything

Layout: 64 bytes that say where the contents are; the arrays, each from a multiple of 64; the
contents as JSON. XXH3 guards the first 64 bytes, the contents, and through the contents each
array: a small one as a whole when the file is opened, a `lazy` one in blocks of 64 KiB, when
`Mapped.check` is first asked about the block.
"""

import json
import mmap
import os
import struct
from collections.abc import Collection, Iterable, Mapping
from math import prod
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from matcher import owned
from matcher.errors import StorageError

SUFFIX = ".rows"
UNFINISHED = ".tmp"
BLOCK_BYTES = 65_536  # 1 GB of rows then has 120 KB of checksums

_MAGIC = b"SKMROWS1"
_START = struct.Struct("<8sQQQQ")  # magic, place, length and sum of the contents; sum of these four
_ALIGN = 64  # bytes; what the widest instructions load at once
_KINDS = "biufSU"

Array = NDArray[Any]
Pieces = Array | Iterable[Array]  # whole, or pieces to be put one after another; one at least


def write(
    folder: Path,
    stem: str,
    facts: Mapping[str, Any],
    arrays: Iterable[tuple[str, Pieces]],
    *,
    lazy: Collection[str] = (),
) -> str:
    """Write a file and return its name, ``stem-<sum of its contents>.rows``.

    The bytes are on the disk before the name is; the name itself is on the disk after `settle`.

    Parameters
    ----------
    facts : what JSON can hold
    arrays : with their names, in the order in which they are written
    lazy : names of arrays that are checked block by block; they get an array of sums each

    Raises
    ------
    OSError : the disk is full, or may not be written; nothing is left behind
    """
    waiting = folder / f"{stem}{UNFINISHED}"
    try:
        with open(waiting, "wb", opener=owned.opener) as file:
            root = _fill(file, facts, arrays, lazy)
            file.flush()
            os.fsync(file.fileno())
        name = f"{stem}-{root}{SUFFIX}"
        waiting.rename(folder / name)
    except BaseException:
        waiting.unlink(missing_ok=True)
        raise
    return name


def settle(folder: Path) -> None:
    """Return when the names in the folder are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Mapped:
    """A file that `write` made, mapped; all but its lazy arrays is checked before it is there.

    A file that somebody else cuts short while it is mapped kills the process that reads it, as
    with all mapped files. Ours are never written again, only deleted, which harms no reader.
    """

    def __init__(self, path: Path) -> None:
        """Map a file.

        Raises
        ------
        StorageError : it cannot be read, is damaged, or bears the name of another
        """
        self.name = path.name
        self.damage = ""  # what `check` has found; such a file is not to be used any more
        try:
            with path.open("rb") as file:
                self.size_bytes = os.fstat(file.fileno()).st_size
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:  # ValueError: it is empty
            raise StorageError(f"{self.name} cannot be read ({error})") from error
        self._bytes = memoryview(self._map)
        contents = self._contents()
        self.facts: Mapping[str, Any] = contents["facts"]
        self._arrays = {name: self._array(**entry) for name, entry in contents["arrays"].items()}
        self._unseen: dict[str, NDArray[np.bool_]] = {}
        for name, entry in contents["arrays"].items():
            if entry["lazy"]:
                self._unseen[name] = np.ones(len(self._arrays[_sums_of(name)]), dtype=np.bool_)
            elif _sum(self._flat(name)) != entry["sum"]:
                raise StorageError(f"{self.name} is damaged: its {name} do not fit their checksum")

    def array(self, name: str) -> Array:
        """Return an array, read-only; StorageError where the file has none of that name."""
        if name not in self._arrays:
            raise StorageError(f"{self.name} has no {name}; another version has written it")
        return self._arrays[name]

    def check_all(self) -> None:
        """Return when every byte of the lazy arrays is known to be right; StorageError else."""
        for name in self._unseen:
            self.check(name)

    def names(self) -> list[str]:
        """Return the names of the arrays, in the order in which they were written."""
        return list(self._arrays)

    def check(
        self,
        name: str,
        rows: tuple[NDArray[np.int64], NDArray[np.int64]] | None = None,
    ) -> None:
        """Return when these rows of a lazy array are known to be as they were written.

        Parameters
        ----------
        rows : first rows of spans, and the rows after their last; None is everything
        Raises
        ------
        StorageError : a block does not fit its checksum
        """
        unseen = self._unseen[name]
        flat, sums = self._flat(name), self._arrays[_sums_of(name)]
        blocks = np.flatnonzero(unseen)
        if rows is not None and len(blocks):
            blocks = blocks[self._touched(name, *rows)[blocks]]
        for block in blocks:
            if _sum(flat[block * BLOCK_BYTES : (block + 1) * BLOCK_BYTES]) != sums[block]:
                self.damage = (
                    f"{self.name} is damaged: block {block} of its {name} does not fit its checksum"
                )
                raise StorageError(self.damage)
            unseen[block] = False

    def _touched(
        self, name: str, first: NDArray[np.int64], after: NDArray[np.int64]
    ) -> NDArray[np.bool_]:
        """Return which blocks the rows from `first` up to `after` lie in."""
        array = self._arrays[name]
        width = array.nbytes // max(1, len(array))
        filled = after > first
        steps = np.zeros(len(self._unseen[name]) + 1, dtype=np.int64)
        np.add.at(steps, first[filled] * width // BLOCK_BYTES, 1)
        np.add.at(steps, (after[filled] * width - 1) // BLOCK_BYTES + 1, -1)
        return np.cumsum(steps[:-1]) > 0

    def _contents(self) -> dict[str, Any]:
        start = bytes(self._bytes[: _START.size])
        if len(start) < _START.size or not start.startswith(_MAGIC):
            raise StorageError(f"{self.name} is no file of this index, or of another version")
        _, place, length, contents_sum, start_sum = _START.unpack(start)
        if _sum(start[:-8]) != start_sum:
            raise StorageError(f"{self.name} is damaged: its first bytes do not fit their checksum")
        if place + length != self.size_bytes:
            raise StorageError(
                f"{self.name} has {self.size_bytes} bytes, but {place + length} were written"
            )
        text = self._bytes[place:]
        if _sum(text) != contents_sum:
            raise StorageError(f"{self.name} is damaged: its contents do not fit their checksum")
        if not self.name.endswith(f"-{contents_sum:016x}{SUFFIX}"):
            raise StorageError(f"{self.name} holds what was written under another name")
        contents: dict[str, Any] = json.loads(bytes(text))
        return contents

    def _array(self, dtype: str, shape: list[int], place: int, **_: object) -> Array:
        kind = np.dtype(dtype)
        size = prod(shape) * kind.itemsize
        if kind.kind not in _KINDS or min(shape) < 0 or place + size > self.size_bytes:
            raise StorageError(f"{self.name} is damaged: its contents speak of what it cannot hold")
        flat = np.frombuffer(self._bytes[place : place + size], dtype=kind)
        return flat.reshape(shape)

    def _flat(self, name: str) -> memoryview:
        array = self._arrays[name]
        return array.reshape(-1).view(np.uint8).data


def _fill(
    file: BinaryIO,
    facts: Mapping[str, Any],
    arrays: Iterable[tuple[str, Pieces]],
    lazy: Collection[str],
) -> str:
    file.write(bytes(_ALIGN))
    entries: dict[str, dict[str, Any]] = {}
    for name, pieces in arrays:
        given = [pieces] if isinstance(pieces, np.ndarray) else pieces
        entries[name], sums = _put(file, given, lazy=name in lazy)
        if name in lazy:
            entries[_sums_of(name)], _ = _put(file, [sums], lazy=False)
    place = file.tell()
    text = json.dumps({"facts": dict(facts), "arrays": entries}).encode()
    file.write(text)
    contents_sum = _sum(text)
    start = _START.pack(_MAGIC, place, len(text), contents_sum, 0)[:-8]
    file.seek(0)
    file.write(start + struct.pack("<Q", _sum(start)))
    return f"{contents_sum:016x}"


def _put(
    file: BinaryIO, pieces: Iterable[Array], *, lazy: bool
) -> tuple[dict[str, Any], NDArray[np.uint64]]:
    """Write one array; return its entry in the contents, and the sums of its blocks."""
    from xxhash import xxh3_64

    place, length, first = file.tell(), 0, None
    whole, sums, rest = xxh3_64(), [], b""
    for piece in pieces:
        first = piece if first is None else first
        length += len(piece)
        data = np.ascontiguousarray(piece).reshape(-1).view(np.uint8).data
        file.write(data)
        if not lazy:
            whole.update(data)
            continue
        joined = memoryview(rest + bytes(data))
        cut = len(joined) // BLOCK_BYTES * BLOCK_BYTES
        sums += [_sum(joined[at : at + BLOCK_BYTES]) for at in range(0, cut, BLOCK_BYTES)]
        rest = bytes(joined[cut:])
    if rest:
        sums.append(_sum(rest))
    if first is None:
        raise ValueError("an array needs one piece at least, which tells its type and its width")
    file.write(bytes(-file.tell() % _ALIGN))
    entry = {"dtype": first.dtype.str, "shape": [length, *first.shape[1:]], "place": place}
    return entry | {"lazy": lazy, "sum": whole.intdigest()}, np.array(sums, dtype=np.uint64)


def _sums_of(name: str) -> str:
    return f"{name}.sums"


def _sum(data: bytes | memoryview) -> int:
    from xxhash import xxh3_64_intdigest

    return int(xxh3_64_intdigest(data))
