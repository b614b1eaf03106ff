"""Writers that are broken on purpose: if the faults do not catch them, the faults are blind.

Each is the way of writing that the engine took care not to take, put in the place of its own.
None does any harm as long as nobody kills it.
"""

import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matcher.index import envelope, manifest
from matcher.records import Unreadable
from matcher.store import Person, TalentBase


@dataclass(frozen=True, slots=True)
class Control:
    """A broken writer, and the work in which it takes the place of the engine's."""

    install: Callable[[], None]
    work: tuple[str, ...]


def write_in_place() -> None:
    """Write each manifest of the index over the one before it, in place of beside it."""
    honest = envelope.write

    def write(folder: Path, stem: str, *what: Any, **options: Any) -> str:
        with tempfile.TemporaryDirectory() as aside:
            name = honest(Path(aside), stem, *what, **options)
            content = (Path(aside) / name).read_bytes()
        own = folder / "manifest.own"  # all names of manifests are this one file
        with own.open("r+b" if own.exists() else "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            file.truncate()
        (folder / name).unlink(missing_ok=True)
        (folder / name).hardlink_to(own)
        return name

    manifest.write = write  # type: ignore[attr-defined]


def change_in_parts() -> None:
    """Note a file as read in one transaction, and keep its people in the next."""
    honest = TalentBase.put

    def put(
        self: TalentBase,
        path: str,
        digest: str,
        people: Sequence[Person],
        problems: Sequence[Unreadable] = (),
    ) -> None:
        honest(self, path, digest, (), problems)
        honest(self, path, digest, people, problems)

    TalentBase.put = put  # type: ignore[method-assign]


def keep_for_later() -> None:
    """Say that a file's people are kept while they wait for the next ones to be kept with them."""
    waiting: list[tuple[Any, ...]] = []
    put, seq = TalentBase.put, TalentBase.seq

    def keep(self: TalentBase) -> None:
        while waiting:
            put(self, *waiting.pop())

    def put_later(self: TalentBase, *what: Any) -> None:
        keep(self)
        waiting.append(what)

    def kept_seq(self: TalentBase) -> int:
        keep(self)
        return seq(self)

    TalentBase.put = put_later  # type: ignore[method-assign]
    TalentBase.seq = kept_seq  # type: ignore[method-assign]


CONTROLS: Mapping[str, Control] = {
    "index written in place": Control(write_in_place, ("index writer", "compaction")),
    "changes in parts": Control(change_in_parts, ("import",)),
    "kept for later": Control(keep_for_later, ("import", "first start")),
}
