"""Some people of the index, held together: in memory, or mapped from a segment's file.

In:  their ids, keys, rows in bytes and columns to filter on, all in the order of the ids
Out: who of them bears a key; rows that are known to be as they were written
Why: what came in since the last segment and what a segment holds are the same thing, so that the
     same code searches both, here and on the machines of a cluster
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from matcher.index.block import Block
from matcher.index.columns import Columns
from matcher.index.envelope import Mapped

KEY_BYTES = 16

Keys = NDArray[np.uint8]  # (n, 16)
Places = NDArray[np.int64]
Alive = NDArray[np.bool_]


class Ids(Sequence[str]):
    """Ids as one text, of which only those that are asked for become strings.

    UTF-8 keeps the order of strings. A million ids as strings would take 70 MB in each process.
    """

    def __init__(self, text: NDArray[np.uint8], starts: NDArray[np.int64]) -> None:
        self.text = text
        self.starts = starts

    @classmethod
    def of(cls, ids: Sequence[str]) -> "Ids":
        """Return ids, in the order given."""
        parts = [id_.encode("utf-8", "surrogatepass") for id_ in ids]
        starts = np.cumsum([0, *map(len, parts)], dtype=np.int64)
        return cls(np.frombuffer(b"".join(parts), dtype=np.uint8), starts)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, place: int) -> str:  # type: ignore[override]  # nobody asks for slices
        if not 0 <= place < len(self):
            raise IndexError(place)
        part = self.text[self.starts[place] : self.starts[place + 1]]
        return part.tobytes().decode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """People in the order of their ids."""

    ids: Ids
    keys: Keys
    by_key: NDArray[np.int32]  # (n,) places in the order of the keys
    seqs: NDArray[np.int64]  # (n,) the change after which each person is held
    block: Block
    columns: Columns
    file: Mapped | None = None  # that the arrays are mapped from
    _months: dict[int, Block] = field(default_factory=dict, init=False, repr=False)

    def __len__(self) -> int:
        return len(self.ids)

    def block_in(self, as_of: int) -> Block:
        """Return the block as it is in a month; that of the month asked last is kept."""
        months = self._months
        found = months.get(as_of)
        if found is None:
            found = self.block.in_month(as_of)
            months.clear()  # threads that ask for two months at once only work it out twice
            months[as_of] = found
        return found

    def find(self, keys: Keys) -> Places:
        """Return the place of each key, -1 where it is not here."""
        if not len(self) or not len(keys):
            return np.full(len(keys), -1, dtype=np.int64)
        mine, wanted = _comparable(self.keys), _comparable(keys)
        near = np.searchsorted(mine, wanted, sorter=self.by_key)
        places = self.by_key[np.minimum(near, len(self) - 1)].astype(np.int64)
        return np.where(mine[places] == wanted, places, -1)

    def check(self, places: Places | None = None) -> None:
        """Return when the rows that are read are known to be as they were written.

        Parameters
        ----------
        places : of people whose rows are all read; None is everybody. Of the others only contexts
            are read, of which all are checked

        Raises
        ------
        StorageError : a row does not fit its checksum
        """
        if self.file is None:
            return
        starts = self.block.starts
        owned = None if places is None else (starts[places], starts[places + 1])
        self.file.check("contexts")
        self.file.check("context_rests", None if places is None else (places, places + 1))
        self.file.check("statements", owned)


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """A part, and who of it is alive: neither removed nor held anew in another part."""

    part: Part
    alive: Alive  # (n,) never changed; another `Held` takes its place

    @classmethod
    def whole(cls, part: Part) -> "Held":
        """Return a part of which everybody is alive."""
        return cls(part, np.ones(len(part), dtype=np.bool_))

    def without(self, keys: Keys) -> "Held":
        """Return the same part with these people dead; itself where that changes nothing."""
        places = self.part.find(keys)
        places = places[places >= 0]
        if not self.alive[places].any():
            return self
        alive = self.alive.copy()
        alive[places] = False
        return Held(self.part, alive)

    def people(self) -> int:
        """Return how many are alive."""
        return int(self.alive.sum())


def keys_of(keys: Sequence[bytes]) -> Keys:
    """Return keys as rows."""
    return np.frombuffer(b"".join(keys), dtype=np.uint8).reshape(len(keys), KEY_BYTES)


def key_order(keys: Keys) -> NDArray[np.int32]:
    """Return the places of keys, in the order of the keys."""
    return np.argsort(_comparable(keys), kind="stable").astype(np.int32)


def _comparable(keys: Keys) -> NDArray[np.bytes_]:
    # numpy leaves trailing zeros out of a comparison; of keys of one length none is mistaken
    flat: NDArray[np.bytes_] = np.ascontiguousarray(keys).view(f"S{KEY_BYTES}").reshape(len(keys))
    return flat
