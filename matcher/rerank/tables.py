"""Rankings -> tables of one row a person and vacancy.

In:  what the engine says of each vacancy
Out: an Arrow table of all who got a ledger; those that are shown have every column filled
Why: the people behind the shown ones are kept as numbers alone (candidate, score, must-haves). With
     them a later run knows where unchanged people stand, and need not work them out again
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from matcher.explanation import proves
from matcher.ranking import tie_break
from matcher.records import Match

if TYPE_CHECKING:
    import pyarrow as pa

COLUMNS = (
    "vacancy", "place", "candidate", "score", "musts_met", "musts_asked", "flags", "source",
)  # fmt: skip
EVIDENCE = "evidence"
KEPT = ("vacancy", "candidate", "score", "musts_met", "musts_asked")  # of those behind the shown
BEST_ROWS = 5  # rows of the ledger in the column `evidence`

Cells = dict[str, Any]


def schema(*, explain: bool = True) -> "pa.Schema":
    """Return the columns of a batch's table."""
    import pyarrow as pa

    kinds = (
        pa.string(), pa.int32(), pa.string(), pa.float64(), pa.int32(), pa.int32(), pa.string(),
        pa.string(),
    )  # fmt: skip
    fields = [pa.field(name, kind) for name, kind in zip(COLUMNS, kinds, strict=True)]
    return pa.schema([*fields, pa.field(EVIDENCE, pa.string())] if explain else fields)


def kept_schema() -> "pa.Schema":
    """Return the columns that are kept of everybody who got a ledger."""
    import pyarrow as pa

    return pa.schema([schema().field(name) for name in KEPT])


def cells_of(match: Match, vacancy: str, *, explain: bool) -> Cells:
    """Return one match as cells; its place is given by who orders it."""
    return {
        "vacancy": vacancy,
        "candidate": match.candidate,
        "score": match.score,
        "musts_met": match.must_met[0],
        "musts_asked": match.must_met[1],
        "flags": "; ".join(match.flags),
        "source": match.source,
        EVIDENCE: evidence_json(match) if explain else None,
    }


def bare(cells: Cells) -> Cells:
    """Return what is kept of a person who is not shown."""
    return {name: cells[name] for name in KEPT}


def order(cells: Mapping[str, Any]) -> tuple[bool, float, str]:
    """Return the key by which people of a vacancy are sorted, as `ranking.in_order` does."""
    lacks = cells["musts_met"] < cells["musts_asked"]
    return lacks, -cells["score"], tie_break(cells["candidate"])


def placed(people: Sequence[Cells], top: int) -> list[Cells]:
    """Number people who are in order; those after `top` keep their numbers alone."""
    return [
        {**(cells if place <= top else bare(cells)), "place": place}
        for place, cells in enumerate(people, 1)
    ]


def table_of(cells: Iterable[Cells]) -> "pa.Table":
    """Return rows as a table with all columns; what is missing is null."""
    import pyarrow as pa

    return pa.Table.from_pylist(list(cells), schema=schema())


def shown(table: "pa.Table", top: int, columns: "pa.Schema") -> "pa.Table":
    """Return the first `top` people of each vacancy, with these columns."""
    import pyarrow.compute as pc

    return table.filter(pc.field("place") <= top).select(columns.names)


def joined(parts: Sequence["pa.Table"]) -> "pa.Table":
    """Return tables of the same columns as one."""
    import pyarrow as pa

    return pa.concat_tables(parts)


def evidence_json(match: Match) -> str:
    """Return the rows that carry the match and show the line, most points first, as JSON.

    Returns
    -------
    a list of at most `BEST_ROWS` objects: number, requirement, status, points, most, line, page
    """
    shown = sorted((r for r in match.rows if proves(r)), key=lambda r: (-r.points, r.number or 0))
    rows = [
        {
            "number": row.number,
            "requirement": row.requirement,
            "status": str(row.status),
            "points": row.points,
            "most": row.most,
            "line": row.evidence.text if row.evidence else "",
            "page": row.evidence.page if row.evidence else None,
        }
        for row in shown[:BEST_ROWS]
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
