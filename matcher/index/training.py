"""The codebook of an index: made, kept in a file of its own, read again.

In:  parts with who of each is alive
Out: centroids, and the name of the file that holds them
Why: all segments must be coded by the same centroids to be compared, and a new codebook means that
     each of them is written anew. So it is made once the base is large enough for codes to pay,
     and again when the base has grown four times since: its centroids then come from a quarter of
     the people or less, and what the newer three quarters say may have no centroid near
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from matcher.index.codes import SAMPLE, Codebook, train
from matcher.index.envelope import Mapped, write
from matcher.index.folder import Owner
from matcher.index.merging import Merge
from matcher.index.part import Held
from matcher.index.quantise import to_rows
from matcher.protocols import Vectors

GROWN = 4  # times as many people as when the codebook was made: a new one


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """A codebook that is kept in a file."""

    name: str  # of the file
    codebook: Codebook
    people: int  # in the base when it was made


def trained(held: Sequence[Held]) -> Codebook | None:
    """Return a codebook made from a sample of the living's statements; None if they have none.

    The sample depends on who is there, not on the parts they are in: it is of those whose keys,
    which are hashes, come first.
    """
    rows = _sample(held)
    return train(rows) if len(rows) else None


def write_codebook(folder: Path, stem: str, codebook: Codebook, *, owner: Owner) -> str:
    """Write a codebook and return the name of its file."""
    data = np.frombuffer(codebook.to_bytes(), dtype=np.uint8)
    return write(folder, stem, owner.facts(), [("codebook", data)])


def open_codebook(folder: Path, name: str, *, owner: Owner) -> Codebook:
    """Return the codebook in a file; StorageError where it is missing, damaged or another's."""
    file = Mapped(folder / name)
    owner.check(file)
    return Codebook.from_bytes(file.array("codebook").tobytes())


def _sample(held: Sequence[Held]) -> Vectors:
    alive = [np.flatnonzero(one.alive) for one in held]
    source = np.repeat(np.arange(len(held), dtype=np.int32), [len(mine) for mine in alive])
    place = np.concatenate([np.empty(0, np.int64), *alive])
    keys = np.concatenate([one.part.keys[p] for one, p in zip(held, alive, strict=True)])
    counts = np.concatenate(
        [np.diff(one.part.block.starts)[p] for one, p in zip(held, alive, strict=True)]
    )
    order = np.lexsort(keys.T[::-1])
    enough = int(np.searchsorted(np.cumsum(counts[order]), SAMPLE)) + 1
    chosen = order[:enough]
    merge = Merge(tuple(one.part for one in held), source[chosen], place[chosen])
    for number, one in enumerate(held):
        one.part.check(np.sort(place[chosen][source[chosen] == number]))
    rows = [*merge.by_statement([one.part.block.statements for one in held])]
    return to_rows(np.concatenate(rows))[:SAMPLE]
