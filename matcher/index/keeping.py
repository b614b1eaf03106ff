"""An index on disk, and in memory.

In:  a folder; or a state, with the groups of its parts that are to be written anew
Out: the state that the folder's newest manifest speaks of; or new segments and a new manifest
Why: the order of writing is the whole of its safety, and stands here once: segments and codebook
     first, each on the disk before it has its name, then the manifest, then what is not needed
     any more is deleted
"""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from matcher.errors import StorageError
from matcher.index.codes import Codebook
from matcher.index.envelope import Mapped
from matcher.index.folder import Owner, stem
from matcher.index.manifest import Listed, Manifest, newest, write_manifest
from matcher.index.part import Held, Part
from matcher.index.segment import open_segment, write_segment
from matcher.index.state import State, Swap
from matcher.index.training import Book, open_codebook, write_codebook

NOTHING = Manifest(0, 0)

Groups = list[list[Held]]


class Loaded(NamedTuple):
    """What a folder holds."""

    manifest: Manifest
    state: State
    problems: tuple[str, ...]  # what was left out, and why


def load(folder: Path, *, owner: Owner, reuse: State) -> Loaded:
    """Return the newest index in the folder that holds and is the owner's.

    Segments that cannot be used are left out; `state.seq` is then the change before their first.

    Parameters
    ----------
    reuse : an earlier state; its segments are not opened and checked again
    """
    manifest, problems = newest(folder, owner=owner)
    if manifest is None:
        return Loaded(NOTHING, State(), tuple(problems))
    book = _book(folder, owner, manifest, reuse.book, problems)
    saved, seq = [], manifest.seq
    for listed in manifest.segments:
        try:
            part = _opened(folder, owner, listed.name, book, reuse)
        except StorageError as error:
            problems.append(str(error))
            seq = min(seq, listed.first_seq - 1)
            continue
        alive = np.ones(len(part), dtype=np.bool_)
        alive[listed.dead] = False
        saved.append(Held(part, alive))
    return Loaded(manifest, State(seq, tuple(saved), book=book), tuple(problems))


def save(
    folder: Path,
    state: State,
    groups: Groups,
    *,
    owner: Owner,
    generation: int,
    codebook: Codebook | None = None,
) -> tuple[Manifest, list[Swap], Book | None]:
    """Write each group of parts as a segment, and a manifest that speaks of these instead.

    Parameters
    ----------
    groups : of parts of the state; all that are not segments must be among them
    codebook : a new one; all segments must then be among the groups

    Raises
    ------
    StorageError : a part is damaged
    OSError : the disk is full, or may not be written; files that no manifest names are left
    """
    book = state.book
    if codebook is not None:
        name = write_codebook(folder, stem("codebook", generation), codebook, owner=owner)
        book = Book(name, codebook, state.people())
    swaps: list[Swap] = []
    for group in groups:
        part = None
        if any(one.people() for one in group):
            name = write_segment(
                folder,
                stem("segment", generation),
                group,
                owner=owner,
                book=book,
                recode=codebook is not None,
            )
            part = open_segment(folder, name, owner=owner, codebook=book.name if book else None)
        swaps.append((group, part))
    after = state.swapped(swaps, book)
    manifest = Manifest(
        generation,
        state.seq,
        tuple(_listed(one) for one in after.saved),
        book.name if book else None,
        book.people if book else 0,
    )
    name = write_manifest(folder, manifest, owner=owner)
    return replace(manifest, name=name), swaps, book


def is_saved(state: State, groups: Groups, manifest: Manifest) -> bool:
    """Return whether there is nothing to write that the manifest does not speak of already."""
    dead = {one.name: len(one.dead) for one in manifest.segments}
    mine = {one.name: len(one.dead) for one in map(_listed, state.saved)}
    return not groups and manifest.name != "" and state.seq == manifest.seq and mine == dead


def verify(folder: Path, *, owner: Owner) -> dict[str, str]:
    """Read all files of the folder's index, every byte; return what is wrong, by file."""
    manifest, problems = newest(folder, owner=owner)
    wrong = {problem.split(" ", 1)[0]: problem for problem in problems}
    names = () if manifest is None else sorted(manifest.names() - {manifest.name})
    for name in names:
        try:
            file = Mapped(folder / name)
            owner.check(file)
            file.check_all()
        except StorageError as error:
            wrong[name] = str(error)
    return wrong


def _book(
    folder: Path, owner: Owner, manifest: Manifest, known: Book | None, problems: list[str]
) -> Book | None:
    if manifest.codebook is None or (known and known.name == manifest.codebook):
        return known if manifest.codebook else None
    try:
        codebook = open_codebook(folder, manifest.codebook, owner=owner)
    except StorageError as error:
        problems.append(f"{error}; the exact search takes its place until the next one is made")
        return None
    return Book(manifest.codebook, codebook, manifest.trained_on)


def _opened(folder: Path, owner: Owner, name: str, book: Book | None, reuse: State) -> Part:
    for one in reuse.saved:
        file = one.part.file
        if book is reuse.book and file and file.name == name and not file.damage:
            return one.part
    return open_segment(folder, name, owner=owner, codebook=book.name if book else None)


def _listed(held: Held) -> Listed:
    part = held.part
    dead = np.flatnonzero(~held.alive).astype(np.int32)
    return Listed(part.file.name if part.file else "", len(part), int(part.seqs.min()), dead)
