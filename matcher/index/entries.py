"""What the index is given of people, and the part that it makes of them.

In:  people of the store, their rows centred with the base's calibration, facts to filter on
Out: a part: rows in bytes, everything in the order of the ids
Why: the index keeps no text and no record; everything in it can be made again from these
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InvalidInput
from matcher.index.block import ALWAYS, RUNGS, Block
from matcher.index.codes import Codebook
from matcher.index.columns import Columns
from matcher.index.envelope import Array
from matcher.index.part import KEY_BYTES, Ids, Part, key_order, keys_of
from matcher.index.quantise import rests_of, to_bytes, to_rows
from matcher.protocols import Vectors
from matcher.records import Facts

_ROWS = 8_192  # turned back to numbers at once


@dataclass(frozen=True, slots=True)
class Entry:
    """One person, as they were after the change `seq`."""

    id: str
    key: bytes  # the store's, 16 bytes; the same for all states of a person
    seq: int
    statements: Vectors  # (s, d) centred, of length 1; s may be 0
    rungs: NDArray[np.uint8]  # (s,) places in RUNGS; a role that ended is a recent one here ...
    context: Vectors  # (d,) centred, of length 1
    facts: Facts
    # ... and (s,) the month from which it is an older one; None where no rung depends on the month.
    until: NDArray[np.uint16] | None = None


@dataclass(frozen=True, slots=True)
class _Kept:
    """An entry of which only the bytes are left, a quarter of its size."""

    id: str
    key: bytes
    seq: int
    statements: NDArray[np.uint8]
    rungs: NDArray[np.uint8]
    until: NDArray[np.uint16]
    context: NDArray[np.uint8]
    context_rest: NDArray[np.int8]
    facts: Facts


def part_of(entries: Iterable[Entry], *, width: int, codebook: Codebook | None = None) -> Part:
    """Return a part of these people; of one who comes twice, as they came last.

    Parameters
    ----------
    width : of the rows
    codebook : to give the statements codes with; None gives none

    Raises
    ------
    InvalidInput : an entry is not made as `Entry` says, or for rows of another width
    """
    kept: dict[bytes, _Kept] = {}
    for entry in entries:
        kept[entry.key] = _kept(entry, width)
    mine = sorted(kept.values(), key=lambda one: one.id)
    statements = _joined([one.statements for one in mine], np.empty((0, width), np.uint8))
    keys = keys_of([one.key for one in mine])
    return Part(
        ids=Ids.of([one.id for one in mine]),
        keys=keys,
        by_key=key_order(keys),
        seqs=np.array([one.seq for one in mine], dtype=np.int64),
        block=Block(
            statements=statements,
            starts=np.cumsum([0, *(len(one.statements) for one in mine)], dtype=np.int64),
            rungs=_joined([one.rungs for one in mine], np.empty(0, np.uint8)),
            contexts=_joined([one.context for one in mine], np.empty((0, width), np.uint8)),
            context_rests=_joined(
                [one.context_rest for one in mine], np.empty((0, width), np.int8)
            ),
            codes=None if codebook is None else assigned(statements, codebook),
            until=_joined([one.until for one in mine], np.empty(0, np.uint16)),
        ),
        columns=Columns.of([one.facts for one in mine]),
    )


def assigned(statements: NDArray[np.uint8], codebook: Codebook) -> NDArray[np.uint16]:
    """Return the codes of rows in bytes.

    They follow from the bytes alone, so that they are the same whenever they are made.
    """
    firsts = range(0, len(statements), _ROWS)
    parts = [codebook.assign(to_rows(statements[first : first + _ROWS])) for first in firsts]
    return np.concatenate([np.empty(0, np.uint16), *parts])


def _kept(entry: Entry, width: int) -> _Kept:
    count = len(entry.statements)
    if entry.statements.shape != (count, width) or entry.context.shape != (width,):
        raise InvalidInput(
            f"{entry.id!r} has statements of shape {entry.statements.shape} and a context of "
            f"{entry.context.shape}; this index needs rows of width {width}"
        )
    if entry.rungs.shape != (count,) or (count and int(entry.rungs.max()) >= len(RUNGS)):
        raise InvalidInput(f"{entry.id!r} needs a rung for each of {count} statements")
    until = np.full(count, ALWAYS) if entry.until is None else entry.until
    if until.shape != (count,):
        raise InvalidInput(f"{entry.id!r} needs a month for each of {count} statements, or none")
    if len(entry.key) != KEY_BYTES:
        raise InvalidInput(f"{entry.id!r} has a key of {len(entry.key)} bytes; give {KEY_BYTES}")
    context = to_bytes(entry.context[None])
    return _Kept(
        id=entry.id,
        key=entry.key,
        seq=entry.seq,
        statements=to_bytes(entry.statements),
        rungs=entry.rungs.astype(np.uint8),
        until=until.astype(np.uint16),
        context=context,
        context_rest=rests_of(entry.context[None], context),
        facts=entry.facts,
    )


def _joined(parts: Sequence[Array], empty: Array) -> Array:
    return np.concatenate([empty, *parts])
