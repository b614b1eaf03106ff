"""Tables of people, or of vacancies: one row, one document.

In:  the bytes of a csv, tsv, xlsx, parquet or jsonl file, and the caller's names of columns
Out: a part for every row, empty ones and damaged ones as refusals with their number
Why: rows are read one after the other, so a table costs the memory of its largest row (parquet:
     row group); numbers count the rows of data from 1, as people do. csv by the standard library,
     xlsx by calamine (0.2 s for 10,000 rows, openpyxl 3.8 s), parquet by pyarrow
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from matcher.documents.archive import check_entries
from matcher.documents.contents import Part, Refused
from matcher.documents.fields import field_of
from matcher.documents.people import Record, content_of_record, id_of
from matcher.documents.plain import decode
from matcher.limited import Limits
from matcher.records import Reason

_BATCH = 1000
_DELIMITERS = ",;\t|"
_LONGEST_CELL = 1 << 24


def read_table(
    data: bytes, media: str, columns: Mapping[str, str], limits: Limits
) -> Iterator[Part]:
    """Yield a part for every row of a table.

    Raises
    ------
    Refused : the table as a whole cannot be read, or none of its columns is known
    """
    if media == "jsonl":
        rows = _json_lines(decode(data))
    elif media == "parquet":
        rows = _parquet(data, limits)
    elif media == "xlsx":
        check_entries(data, limits)
        rows = _sheets(data, columns)
    else:
        rows = _separated(decode(data), media, columns)
    for number, row in rows:
        tag = f"#{number}"
        if isinstance(row, Refused):
            yield Part(row, tag)
            continue
        content = content_of_record(media, row, columns)
        if content.text:
            yield Part(content, tag, id_of(row, columns) or None)
        else:
            yield Part(_empty_row(number), tag)


def _empty_row(number: int) -> Refused:
    return Refused(
        Reason.EMPTY, f"row {number} says nothing about a person; fill it in or remove it"
    )


def _json_lines(text: str) -> Iterator[tuple[int, Record | Refused]]:
    lines = (line for line in text.split("\n") if line.strip())
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if isinstance(row, dict):
            yield number, row
        else:
            yield (
                number,
                Refused(Reason.UNREADABLE, f"row {number} is no JSON object; correct that line"),
            )


def _separated(
    text: str, media: str, columns: Mapping[str, str]
) -> Iterator[tuple[int, Record | Refused]]:
    csv.field_size_limit(_LONGEST_CELL)
    first = text.split("\n", 1)[0]
    mark = "\t" if media == "tsv" else max(_DELIMITERS, key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        header = next(rows, [])
        yield from _with_header(header, rows, columns)
    except csv.Error as error:
        raise Refused(
            Reason.UNREADABLE, f"the table is damaged ({error}); save it anew as csv with UTF-8"
        ) from error


def _with_header(
    header: Sequence[Any], rows: Any, columns: Mapping[str, str]
) -> Iterator[tuple[int, Record | Refused]]:
    """Yield the rows as records; a row with more cells than the header is refused."""
    names = [str(name or "").strip() for name in header]
    if not any(field_of(name, columns) for name in names):
        raise Refused(
            Reason.UNSUPPORTED,
            f"none of the columns {', '.join(filter(None, names))[:200]!r} is known; "
            "name them in the first row (name, title, skills, ...) or map them with columns",
        )
    number = 0
    for cells in rows:
        if not cells:
            continue  # an empty line at the end of a csv is no row
        number += 1
        if any(str(cell or "").strip() for cell in cells[len(names) :]):
            yield (
                number,
                Refused(
                    Reason.UNREADABLE,
                    f"row {number} has {len(cells)} cells, the header {len(names)}; quote "
                    "cells that hold the separator",
                ),
            )
        else:
            yield number, _record(names, cells)


def _record(names: Sequence[str], cells: Sequence[Any]) -> Record:
    """Return one row by name; of two columns with one name, both values."""
    record: dict[str, Any] = {}
    for name, cell in zip(names, cells, strict=False):
        if name in record and cell not in (None, ""):
            cell = f"{record[name]}\n{cell}"
        if name and (name not in record or cell not in (None, "")):
            record[name] = cell
    return record


def _sheets(data: bytes, columns: Mapping[str, str]) -> Iterator[tuple[int, Record | Refused]]:
    """Yield the rows of the first sheet that has a known column."""
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise Refused(
            Reason.UNREADABLE, "the spreadsheet is damaged or has a password; save it anew as .xlsx"
        ) from error
    for rows in sheets:
        if rows and any(field_of(str(name), columns) for name in rows[0]):
            yield from _with_header(rows[0], rows[1:], columns)
            return
    header = next((rows[0] for rows in sheets if rows), [])
    yield from _with_header(header, [], columns)


def _parquet(data: bytes, limits: Limits) -> Iterator[tuple[int, Record | Refused]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pa.set_cpu_count(1)
    try:
        file = pq.ParquetFile(pa.BufferReader(data))
        about = file.metadata
        size = sum(about.row_group(n).total_byte_size for n in range(about.num_row_groups))
        if size > limits.unpacked_bytes * 2:
            raise Refused(
                Reason.TOO_LARGE,
                f"the table unpacks to {size >> 20} MiB; split it and add the parts",
            )
        number = 0
        for batch in file.iter_batches(batch_size=_BATCH, use_threads=False):
            for row in batch.to_pylist():
                number += 1
                yield number, row
    except (pa.ArrowException, OSError) as error:
        raise Refused(Reason.UNREADABLE, "the parquet file is damaged; write it anew") from error
