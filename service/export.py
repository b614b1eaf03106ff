"""A list to take away: CSV or XLSX.

In:  the people of a list, with their rows, and what the list was made with
Out: bytes of a file; one row a person, and in XLSX a sheet with how it was made and one with rows
Why: a list on its own says nothing of the filters and weights that it came from, so each file says
     them. A cell that begins like a formula gets a ' before it: texts come from strangers, and a
     spreadsheet would run them
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_MOST = 32_000  # letters of a cell; XLSX holds 32,767
Cell = str | int | float


def safe(value: Cell) -> Cell:
    """Return a cell that no spreadsheet runs."""
    if not isinstance(value, str):
        return value
    text = _CONTROLS.sub("", value)[:_MOST]
    return f"'{text}" if text.lstrip().startswith(_FORMULA) or text.startswith(_FORMULA) else text


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[Cell]], lang: str) -> bytes:
    """Return a table as a spreadsheet of that language opens it: Dutch has ; and a comma."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if lang == "nl" else ",", lineterminator="\r\n")
    writer.writerow([safe(head) for head in heads])
    for row in rows:
        writer.writerow([_decimal(safe(cell), lang) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(sheets: Mapping[str, tuple[Sequence[str], Iterable[Sequence[Cell]]]]) -> bytes:
    """Return sheets by name, each with its heads and rows."""
    book = Workbook()
    book.remove(book.active)
    for name, (heads, rows) in sheets.items():
        sheet: Any = book.create_sheet(name)
        for line in ([*heads], *rows):
            sheet.append([safe(cell) for cell in line])
        for head in sheet[1]:
            head.font = Font(bold=True)
        sheet.freeze_panes = "A2"
        for column in sheet.columns:
            widest = max(len(str(cell.value or "")) for cell in column)
            sheet.column_dimensions[column[0].column_letter].width = min(60, widest + 2)
            for cell in column:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _decimal(value: Cell, lang: str) -> Cell:
    return str(value).replace(".", ",") if isinstance(value, float) and lang == "nl" else value
