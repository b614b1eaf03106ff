"""The answer of a batch on disk: a Parquet file for people, and beside it what a later run needs.

In:  the parts of all blocks, in order
Out: FILE.parquet, and FILE.parquet.state with who got a ledger for each vacancy and their scores
Why: the same rows give the same bytes, in how many blocks, runs or processes they were made, so
     row groups are cut by the number of rows, and the file names what it was made of and no time.
     Scores of those who are not shown stand in a file of their own: 400 a vacancy would make the
     answer heavy for whoever only reads it
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matcher import owned
from matcher.errors import InvalidInput
from matcher.rerank import parts, tables
from matcher.rerank.blocks import Part
from matcher.rerank.plan import CHANGED, Plan

if TYPE_CHECKING:
    import pyarrow as pa

_KEY = b"matcher.rerank"
_GROUP_ROWS = 50_000


def state_of(out: Path) -> Path:
    """Return the file that keeps what a later run with --since needs."""
    return out.with_name(out.name + ".state")


def join(finished: Callable[[], Iterator[Part]], plan: Plan, seq: int, out: Path) -> int:
    """Write the answer in place of an earlier one; return how many rows it has.

    Parameters
    ----------
    finished : returns the parts of all blocks, in order; called twice
    plan : the job
    seq : changes of the base up to this one are in
    out : the file to write

    Raises
    ------
    StorageError : the disk is full, or the folder may not be written
    """
    state, new_out, new_state = state_of(out), _beside(out), _beside(state_of(out))
    try:
        with parts.writing(out):
            kept = (part.table.select(tables.KEPT) for part in finished())
            _write(new_state, kept, tables.kept_schema())
            about = {**plan.inputs(), "since": None, "block": None, "seq": seq}
            about["state"] = _digest(new_state)
            columns = tables.schema(explain=plan.how.explain)
            shown = (tables.shown(part.table, plan.how.top, columns) for part in finished())
            rows = _write(new_out, shown, columns.with_metadata({_KEY: json.dumps(about)}))
            parts.rename(new_state, state)
            parts.rename(new_out, out)
    finally:
        for path in (new_out, new_state):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
    return rows


def read(out: Path, plan: Plan) -> Part:
    """Return an earlier answer as one part, for a job that begins with it.

    Raises
    ------
    InvalidInput : there is no such answer, or it was made in another way than `plan` asks
    """
    import pyarrow.parquet as pq

    about = _about(out)
    now = plan.inputs()
    for name in ("format", "program", "fingerprint", "top", "where", "explain"):
        if about.get(name) != now[name]:
            raise InvalidInput(f"{out} cannot be brought up to date: {_why(name)}; {_ANEW}")
    if plan.since is not None and plan.since > about["seq"]:
        raise InvalidInput(
            f"{out} holds the base up to change {about['seq']}, and --since is {plan.since}: what "
            f"changed between them would be missed; give --since {about['seq']} or less"
        )
    if _digest(state_of(out)) != about["state"]:
        raise InvalidInput(
            f"{state_of(out)} is missing, damaged or not of {out}, so that cannot be brought up to "
            f"date; {_ANEW}"
        )
    keys = tuple((id_, digest) for id_, digest in about["vacancies"])
    everybody = pq.read_table(state_of(out)).to_pylist()
    shown = iter(pq.read_table(out).to_pylist())
    rows = [
        {**cells, "place": place, **(next(shown) if place <= plan.how.top else {})}
        for place, cells in _numbered(everybody)
    ]
    since = about["seq"] if plan.since is None else plan.since
    return Part(since, keys, tables.table_of(rows))


_ANEW = "make it anew without --since"


def _why(name: str) -> str:
    if name == "fingerprint":
        return CHANGED
    return f"it was made with another {name}"


def _about(out: Path) -> dict[str, Any]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        found = pq.read_schema(out).metadata or {}
        about: dict[str, Any] = json.loads(found[_KEY])
        return about
    except (OSError, pa.ArrowException, KeyError, ValueError) as error:
        raise InvalidInput(
            f"{out} is missing or no answer of `matcher rerank`, so there is nothing to bring up "
            f"to date; {_ANEW}"
        ) from error


def _numbered(everybody: Iterable[tables.Cells]) -> Iterator[tuple[int, tables.Cells]]:
    place, vacancy = 0, None
    for cells in everybody:
        place = place + 1 if cells["vacancy"] == vacancy else 1
        vacancy = cells["vacancy"]
        yield place, cells


def _write(path: Path, found: Iterable["pa.Table"], columns: "pa.Schema") -> int:
    """Write tables as one file, synced; return how many rows it has."""
    import pyarrow.parquet as pq

    rows = 0
    with open(path, "wb", opener=owned.opener) as stream:
        with pq.ParquetWriter(stream, columns, compression="zstd") as writer:
            for group in _groups(found, columns):
                writer.write_table(group, row_group_size=_GROUP_ROWS)
                rows += len(group)
        stream.flush()
        os.fsync(stream.fileno())
    return rows


def _groups(found: Iterable["pa.Table"], columns: "pa.Schema") -> Iterator["pa.Table"]:
    """Cut tables anew into groups of equally many rows."""
    import pyarrow as pa

    waiting = columns.empty_table()
    for table in found:
        waiting = pa.concat_tables([waiting, table.replace_schema_metadata(columns.metadata)])
        while len(waiting) >= _GROUP_ROWS:
            yield waiting.slice(0, _GROUP_ROWS).combine_chunks()
            waiting = waiting.slice(_GROUP_ROWS)
    if len(waiting):
        yield waiting.combine_chunks()


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.tmp")
