"""Many parts as one, without the dead.

In:  parts with who of each is alive
Out: one part in the order of the ids; or its arrays in pieces, for a file
Why: a segment of a million people has 8 GB of rows, which need not be in memory at once: they are
     copied 2,000 people at a time, from where they are mapped to where they are written. All else
     of a person takes 300 bytes
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.index.block import ALWAYS, Block
from matcher.index.columns import Columns
from matcher.index.envelope import Array
from matcher.index.part import Held, Ids, Part, Places, key_order

_PIECE = 2_000  # people whose rows are copied at once, about 15 MB


@dataclass(frozen=True, slots=True, eq=False)
class Merge:
    """The living of some parts, in the order of their ids."""

    sources: tuple[Part, ...]
    source: NDArray[np.int32]  # (n,) which part each person is in
    place: Places  # (n,) and where

    @classmethod
    def of(cls, helds: Sequence[Held]) -> "Merge":
        """Return the order of the living; ids must differ from one another."""
        places = [np.flatnonzero(held.alive) for held in helds]
        ids = [h.part.ids[p] for h, mine in zip(helds, places, strict=True) for p in mine.tolist()]
        order = np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.int64)
        source = np.repeat(np.arange(len(helds), dtype=np.int32), [len(mine) for mine in places])
        place = np.concatenate([np.empty(0, np.int64), *places])
        return cls(tuple(held.part for held in helds), source[order], place[order])

    def __len__(self) -> int:
        return len(self.place)

    def ids(self) -> Ids:
        """Return the ids."""
        pairs = zip(self.source.tolist(), self.place.tolist(), strict=True)
        return Ids.of([self.sources[source].ids[place] for source, place in pairs])

    def columns(self) -> Columns:
        """Return what is filtered on."""
        joined = Columns.joined([source.columns for source in self.sources])
        before = np.cumsum([0, *(len(source) for source in self.sources)])[:-1]
        return joined.take(before[self.source] + self.place)

    def starts(self) -> NDArray[np.int64]:
        """Return where each person's statements begin, and where the last one's end."""
        counts = np.zeros(len(self), dtype=np.int64)
        for number, source in enumerate(self.sources):
            mine = self.source == number
            counts[mine] = np.diff(source.block.starts)[self.place[mine]]
        return np.concatenate([[0], np.cumsum(counts)])

    def by_person(self, arrays: Sequence[Array]) -> Iterator[Array]:
        """Yield one (n, ...) array in pieces, of what the sources hold for each person."""
        for piece in self._pieces():
            yield self._people(arrays, piece)

    def by_statement(self, arrays: Sequence[Array]) -> Iterator[Array]:
        """Yield one (t, ...) array in pieces, of what the sources hold for each statement."""
        for piece in self._pieces():
            yield self._statements(arrays, piece)

    def _pieces(self) -> list[slice]:
        """Cut the people; nobody is one empty piece, which tells type and width."""
        return [slice(at, at + _PIECE) for at in range(0, max(1, len(self)), _PIECE)]

    def _people(self, arrays: Sequence[Array], piece: slice) -> Array:
        source, place = self.source[piece], self.place[piece]
        found = np.empty((len(place), *arrays[0].shape[1:]), dtype=arrays[0].dtype)
        for number, array in enumerate(arrays):
            mine = source == number
            found[mine] = array[place[mine]]
        return found

    def _statements(self, arrays: Sequence[Array], piece: slice) -> Array:
        source, place = self.source[piece], self.place[piece]
        begins = [part.block.starts for part in self.sources]
        first, counts = np.zeros_like(place), np.zeros_like(place)
        for number, starts in enumerate(begins):
            mine = source == number
            first[mine] = starts[place[mine]]
            counts[mine] = starts[place[mine] + 1] - first[mine]
        into = np.cumsum(counts) - counts
        found = np.empty((int(counts.sum()), *arrays[0].shape[1:]), dtype=arrays[0].dtype)
        for number, array in enumerate(arrays):
            mine = source == number
            found[_spans(into[mine], counts[mine])] = array[_spans(first[mine], counts[mine])]
        return found


def merged(held: Sequence[Held]) -> Part:
    """Return the living as one part in memory; one part at least must be given.

    Statements keep their codes, if all parts have codes.
    """
    merge = Merge.of(held)
    blocks, known = [source.block for source in merge.sources], known_codes(merge)
    keys = np.concatenate([*merge.by_person([source.keys for source in merge.sources])])
    return Part(
        ids=merge.ids(),
        keys=keys,
        by_key=key_order(keys),
        seqs=np.concatenate([*merge.by_person([source.seqs for source in merge.sources])]),
        block=Block(
            statements=np.concatenate([*merge.by_statement([b.statements for b in blocks])]),
            starts=merge.starts(),
            rungs=np.concatenate([*merge.by_statement([b.rungs for b in blocks])]),
            contexts=np.concatenate([*merge.by_person([b.contexts for b in blocks])]),
            context_rests=np.concatenate([*merge.by_person(rests(merge))]),
            codes=np.concatenate([*merge.by_statement(known)]) if known else None,
            until=np.concatenate([*merge.by_statement(months(merge))]),
        ),
        columns=merge.columns(),
    )


def rests(merge: Merge) -> list[NDArray[np.int8]]:
    """Return what rounding left of the contexts of all sources."""
    found = [source.block.context_rests for source in merge.sources]
    return [array for array in found if array is not None]


def months(merge: Merge) -> list[NDArray[np.uint16]]:
    """Return from which month each recent role of the sources is an older one."""
    blocks = [source.block for source in merge.sources]
    return [
        np.full(len(b.rungs), ALWAYS, dtype=np.uint16) if b.until is None else b.until
        for b in blocks
    ]


def known_codes(merge: Merge) -> list[NDArray[np.uint16]] | None:
    """Return the codes of all sources; None where one has none."""
    codes = [source.block.codes for source in merge.sources]
    known = [array for array in codes if array is not None]
    return known if len(known) == len(codes) else None


def _spans(first: Places, counts: Places) -> Places:
    """Return the numbers from each `first` on, `counts` of them, one span after another."""
    before = np.cumsum(counts) - counts
    spans: Places = np.arange(int(counts.sum())) + np.repeat(first - before, counts)
    return spans
