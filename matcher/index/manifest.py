"""What an index consists of, in the file that is written last.

In:  names of segments with their dead, the codebook, the last change that is contained
Out: a file; and of all such files in a folder, the newest that holds and is ours
Why: what no manifest names does not count, so that a kill at any moment leaves the index as it was
     before or as it is after. A segment's name holds its checksum: a manifest pins every byte
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.errors import StorageError
from matcher.index.envelope import Array, Mapped, settle, write
from matcher.index.folder import Owner, files, stem


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """A segment of the index."""

    name: str
    people: int  # with the dead
    first_seq: (
        int  # the earliest change that it holds; without the segment, all from it are missing
    )
    dead: NDArray[np.int32]  # places


@dataclass(frozen=True, slots=True, eq=False)
class Manifest:
    """All of an index that is on disk."""

    generation: int
    seq: int  # the last change that is contained
    segments: tuple[Listed, ...] = ()
    codebook: str | None = None  # name of its file
    trained_on: int = 0  # people in the base when the codebook was made
    name: str = ""  # of the file itself, once it is written

    def names(self) -> set[str]:
        """Return the names of all files that the index consists of."""
        return {self.name, *(one.name for one in self.segments), *filter(None, [self.codebook])}


def write_manifest(folder: Path, manifest: Manifest, *, owner: Owner) -> str:
    """Make this the folder's index; return the name of the file.

    All that it names must be in the folder; it is on the disk before the manifest is.
    """
    settle(folder)
    facts = owner.facts() | {
        "generation": manifest.generation,
        "seq": manifest.seq,
        "segments": [
            {"name": one.name, "people": one.people, "first_seq": one.first_seq}
            for one in manifest.segments
        ],
        "codebook": manifest.codebook,
        "trained_on": manifest.trained_on,
    }
    dead: list[tuple[str, Array]] = [
        (one.name, one.dead.astype(np.int32)) for one in manifest.segments
    ]
    name = write(folder, stem("manifest", manifest.generation), facts, dead)
    settle(folder)
    return name


def newest(folder: Path, *, owner: Owner) -> tuple[Manifest | None, list[str]]:
    """Return the newest manifest that holds and is the owner's, and why newer ones are not it."""
    problems: list[str] = []
    for generation, name in files(folder, "manifest"):
        try:
            return _read(folder / name, generation, owner), problems
        except StorageError as error:
            problems.append(str(error))
    return None, problems


def _read(path: Path, generation: int, owner: Owner) -> Manifest:
    file = Mapped(path)
    owner.check(file)
    facts: Any = file.facts
    if facts["generation"] != generation:
        raise StorageError(f"{file.name} is of generation {facts['generation']}")
    return Manifest(
        generation=generation,
        seq=facts["seq"],
        segments=tuple(Listed(**one, dead=file.array(one["name"])) for one in facts["segments"]),
        codebook=facts["codebook"],
        trained_on=facts["trained_on"],
        name=file.name,
    )
