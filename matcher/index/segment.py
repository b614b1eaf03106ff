"""Some people of the index in a file.

In:  parts with who of each is alive; later, the name of the file
Out: one immutable file without the dead; a part that is mapped from it
Why: opening a segment of a million people costs what its small arrays cost; their 8 GB of rows are
     read, and checked, when they are first compared with something. Processes share the pages
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from matcher.errors import StorageError
from matcher.index.block import Block
from matcher.index.codes import Codebook
from matcher.index.columns import Columns
from matcher.index.entries import assigned
from matcher.index.envelope import Array, Mapped, Pieces, write
from matcher.index.folder import Owner
from matcher.index.merging import Merge, known_codes, months, rests
from matcher.index.part import Held, Ids, Part, key_order
from matcher.index.training import Book

_LAZY = ("statements", "contexts", "context_rests")
_FACTS = "facts."


def write_segment(
    folder: Path,
    stem: str,
    held: Sequence[Held],
    *,
    owner: Owner,
    book: Book | None = None,
    recode: bool = False,
) -> str:
    """Write the living of these parts as one segment and return its name.

    Parameters
    ----------
    book : to give statements codes with where a part has none ...
    recode : ... or everywhere, because the codes that there are come from another codebook

    Raises
    ------
    StorageError : a row that is copied does not fit its checksum
    OSError : the disk is full, or may not be written; nothing is left behind
    """
    for one in held:
        one.part.check(None if one.alive.all() else np.flatnonzero(one.alive))
    facts = owner.facts() | {"codebook": book.name if book else None}
    merge = Merge.of(held)
    known = None if recode else known_codes(merge)
    return write(folder, stem, facts, _arrays(merge, book, known), lazy=_LAZY)


def open_segment(folder: Path, name: str, *, owner: Owner, codebook: str | None = None) -> Part:
    """Return the part that a file holds, mapped.

    Parameters
    ----------
    codebook : name of the one whose codes are wanted; codes of another are left out

    Raises
    ------
    StorageError : the file is missing, damaged, renamed, or of another owner
    """
    file = Mapped(folder / name)
    owner.check(file)
    coded = codebook is not None and file.facts.get("codebook") == codebook
    block = Block(
        statements=file.array("statements"),
        starts=file.array("starts"),
        rungs=file.array("rungs"),
        contexts=file.array("contexts"),
        codes=file.array("codes") if coded else None,
        context_rests=file.array("context_rests"),
        until=file.array("until") if "until" in file.names() else None,
    )
    facts = {n.removeprefix(_FACTS): file.array(n) for n in file.names() if n.startswith(_FACTS)}
    ids = Ids(file.array("ids"), file.array("ids.starts"))
    part = Part(
        ids=ids,
        keys=file.array("keys"),
        by_key=file.array("by_key"),
        seqs=file.array("seqs"),
        block=block,
        columns=Columns.from_arrays(facts),
        file=file,
    )
    if len({len(ids), len(part.columns), len(part.seqs), len(block.starts) - 1}) > 1:
        raise StorageError(f"{name} is damaged: its arrays are of different numbers of people")
    return part


def _arrays(
    merge: Merge, book: Book | None, known: Sequence[Array] | None
) -> Iterator[tuple[str, Pieces]]:
    blocks = [source.block for source in merge.sources]
    yield "statements", merge.by_statement([block.statements for block in blocks])
    yield "contexts", merge.by_person([block.contexts for block in blocks])
    yield "context_rests", merge.by_person(rests(merge))
    yield "starts", merge.starts()
    yield "rungs", merge.by_statement([block.rungs for block in blocks])
    yield "until", merge.by_statement(months(merge))
    if book is not None:
        yield "codes", merge.by_statement(known) if known else _codes(merge, book.codebook)
    ids = merge.ids()
    yield "ids", ids.text
    yield "ids.starts", ids.starts
    keys = np.concatenate([*merge.by_person([source.keys for source in merge.sources])])
    yield "keys", keys
    yield "by_key", key_order(keys)
    yield "seqs", merge.by_person([source.seqs for source in merge.sources])
    for name, array in merge.columns().arrays().items():
        yield _FACTS + name, array


def _codes(merge: Merge, codebook: Codebook) -> Iterator[Array]:
    for rows in merge.by_statement([source.block.statements for source in merge.sources]):
        yield assigned(rows, codebook)
