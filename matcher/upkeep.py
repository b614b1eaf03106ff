"""Is a talent base well, and what to do where it is not?

In:  where a base is; a `Matcher` over it where rows must be worked out
Out: checks with the next step of each; what is wrong in the database and the index
Why: this looks at a base as it lies there, also where it cannot be opened, and loads no encoder:
     whoever is in trouble wants an answer in seconds. The database is compared with the index by
     keys and change numbers: what the index holds under a number was made of the row that had it,
     and checksums tell whether it is still what was written
"""

import os
import platform
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from matcher.errors import MatcherError, NotFound, StorageError
from matcher.index import Index
from matcher.store import TalentBase

_PACKAGES = ("numpy", "scipy", "numba", "faiss-cpu", "torch", "sqlalchemy")
_SMALL_BYTES = 2 << 30  # of a base whose structures `doctor` reads whole; others are for `verify`
_ROOM_BYTES = 200 << 20  # free room below which the next import may end in the middle


class State(StrEnum):
    """How a check came out."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    state: State
    found: str
    next: str = ""  # what to do; empty where there is nothing to do


def doctor(where: Path | str) -> list[Check]:
    """Return what was found of the program, the machine and the base; `BAD` needs somebody.

    Nothing is changed, and a base that cannot be opened is a finding.
    """
    checks = [_program(), _packages(), _kernel()]
    try:
        base = TalentBase.open(where)
    except MatcherError as error:
        state = State.WARN if isinstance(error, NotFound) else State.BAD
        return [*checks, Check("base", state, *_halves(str(error)))]
    with base:
        for look in _LOOKS:
            try:
                checks.append(look(base))
            except MatcherError as error:
                checks.append(Check(look.__name__.strip("_"), State.BAD, *_halves(str(error))))
    return checks


def verify(where: Path | str) -> list[str]:
    """Read every byte of a base and of its index; return what is wrong, in words for people.

    Raises
    ------
    NotFound : there is no base
    """
    try:
        base = TalentBase.open(where)
    except NotFound:
        raise
    except StorageError as error:
        return [str(error)]
    with base:
        wrong = base.verify()
        if wrong or (index := index_of(base)) is None:
            return wrong
        return [*index.problems, *index.verify(), *_differences(base, index)]


def index_of(base: TalentBase) -> Index | None:
    """Return the index of a base as it lies on the disk; None where there is none yet."""
    calibration, encoder = base.meta("calibration"), base.meta("encoder")
    somebody = next(base.people(), None)
    if calibration is None or encoder is None or somebody is None:
        return None
    return Index.open(
        base.folder / "index",
        base=base.id,
        calibration=calibration.decode(),
        encoder=encoder.decode(),
        d=len(somebody.context),
    )


def _differences(base: TalentBase, index: Index) -> Iterator[str]:
    """Compare who is in the index, and since which change, with the database up to its change."""
    held: dict[bytes, int] = {}
    for part in index.held:
        alive = part.alive
        for key, seq in zip(part.part.keys[alive], part.part.seqs[alive], strict=True):
            if key.tobytes() in held:
                yield f"somebody is twice in the index (changes {held[key.tobytes()]} and {seq})"
            held[key.tobytes()] = int(seq)
    if index.seq > base.seq():
        yield f"the index holds change {index.seq}, the base only {base.seq()}: it is of another"
    for change in base.changes():
        seq = held.pop(change.key, None)
        if change.id is None and seq is not None and change.seq <= index.seq:
            yield f"somebody who is gone since change {change.seq} is in the index"
        elif change.id is not None and change.seq <= index.seq and seq != change.seq:
            found = "is missing in the index" if seq is None else f"is in the index as of {seq}"
            yield f"{change.id!r}, of change {change.seq}, {found}"
    if held:
        yield f"{len(held)} people are in the index who never were in the base"


# --- what `doctor` looks at -------------------------------------------------------------------
def _program() -> Check:
    found = f"skills-matcher {version('skills-matcher')}, Python {platform.python_version()}"
    return Check("program", State.OK, f"{found}, {platform.system()} {platform.machine()}")


def _packages() -> Check:
    found, missing = [], []
    for name in _PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        step = "install the program again: pip install skills-matcher"
        return Check("packages", State.BAD, f"missing: {', '.join(missing)}", step)
    return Check("packages", State.OK, ", ".join(found))


def _kernel() -> Check:
    from matcher.index.kernel import best_kernel

    name = best_kernel()
    said = {
        "vnni": "8-bit dot products of this processor, tried against numpy",
        "numba": "compiled, without 8-bit dot products: about three times slower",
    }
    if name in said:
        return Check("kernel", State.OK, f"{name}: {said[name]}")
    step = "install numba for this processor, or search on another machine"
    return Check("kernel", State.WARN, f"{name}: large bases are searched slowly", step)


def _base(base: TalentBase) -> Check:
    found = f"{base.count()} people, change {base.seq()}, id {base.id}, {base.name}"
    return Check("base", State.OK, found)


def _database(base: TalentBase) -> Check:
    size = base.engine.size_bytes()
    found = f"{base.engine.version()}, {_mega(size)}"
    if size > _SMALL_BYTES:
        return Check("database", State.OK, f"{found}; not read whole", "matcher verify reads it")
    if wrong := base.engine.problems():
        step = "restore a backup into a new place: matcher restore FILE --base PLACE"
        return Check("database", State.BAD, f"{found}; {wrong[0]} ({len(wrong)} in all)", step)
    return Check("database", State.OK, f"{found}; its structures are whole")


def _erasures(base: TalentBase) -> Check:
    if base.unwiped():
        step = f"matcher erase --unfinished --base {base.name}"
        found = "an erasure was cut off: bytes of erased people may still be in files"
        return Check("erasures", State.BAD, found, step)
    return Check("erasures", State.OK, "none is unfinished")


def _calibration(base: TalentBase) -> Check:
    name = (base.meta("calibration") or b"").decode()
    if not name:
        return Check("calibration", State.OK, "the next import takes the shipped one")
    if name.startswith("shipped-"):
        return Check("calibration", State.OK, f"{name}, which came with the program")
    if "@" in name:
        return Check("calibration", State.OK, f"{name}, made of the people of this base")
    found = f"{name}, which an earlier version made of the people who were in the base then"
    step = f"it stays until: matcher calibrate --base {base.name} (or --shipped)"
    return Check("calibration", State.WARN, found, step)


def _index(base: TalentBase) -> Check:
    index = index_of(base)
    if index is None:
        return Check("index", State.OK, "there is none yet, and nobody to be found")
    if index.problems:
        step = (
            f"it makes itself anew at the next search; at once: matcher reindex --base {base.name}"
        )
        return Check("index", State.WARN, "; ".join(index.problems), step)
    behind = base.seq() - index.seq
    found = f"{index.people} people in {len(index.shards())} segments, change {index.seq}"
    late = f"; {behind} changes behind, which the next search takes in" if behind else ""
    return Check("index", State.OK, found + late)


def _disk(base: TalentBase) -> Check:
    free, size = shutil.disk_usage(base.folder).free, base.engine.size_bytes()
    found = f"{_mega(free)} free where {base.folder} is"
    if free < _ROOM_BYTES:
        return Check("disk", State.BAD, found, "make room: an import may end in the middle")
    if free < 2 * size:
        step = f"make room: erasing and backups need {_mega(2 * size)} for a while"
        return Check("disk", State.WARN, found, step)
    return Check("disk", State.OK, found)


def _permissions(base: TalentBase) -> Check:
    folder = base.folder
    if not os.access(folder, os.W_OK):
        step = "give it to the user who indexes; searching goes on"
        return Check("permissions", State.WARN, f"{folder} may only be read", step)
    if folder.stat().st_mode & 0o077 and os.name == "posix":
        found = f"others on this machine may look into {folder}, which holds CVs"
        return Check("permissions", State.WARN, found, f"chmod -R go= {folder}")
    return Check("permissions", State.OK, f"{folder} is its owner's alone, and may be written")


def _locks(base: TalentBase) -> Check:
    if base.engine.locked():
        found = "somebody is writing to the base now"
        return Check("locks", State.WARN, found, "wait, or look which `matcher index` runs")
    return Check("locks", State.OK, "nobody is writing now")


def _leftovers(base: TalentBase) -> Check:
    folders = [str(path) for path in base.leftovers()]
    if folders:
        found = "a backup or a restore was cut off and left the base in clear"
        step = "delete it, as the next erasure does too: rm -r " + " ".join(folders)
        return Check("leftovers", State.WARN, found, step)
    return Check("leftovers", State.OK, "none")


_LOOKS: tuple[Callable[[TalentBase], Check], ...] = (
    _base, _database, _erasures, _calibration, _index, _disk, _permissions, _locks, _leftovers,
)  # fmt: skip


def _halves(message: str) -> tuple[str, str]:
    """Cut a message of an error into what was found and the next step."""
    found, _, step = message.partition("; ")
    return found, step


def _mega(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:,.0f} MB"
