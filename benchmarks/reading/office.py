"""A CV as a file of a word processor, by python-docx and odfpy."""

from pathlib import Path
from typing import Any

from benchmarks.reading.cvs import Block, Cv


def docx(cv: Cv, family: str, path: Path) -> None:
    """Write a CV with python-docx; two columns are the cells of a table, as templates have them."""
    import docx as library
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    word = library.Document()
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    justified = "justified" in cv.look
    section.left_margin, section.right_margin = Mm(20), Mm(70 if justified else 20)
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = family, Pt(10)
    normal.paragraph_format.space_after = Pt(3)

    def add(place: Any, blocks: tuple[Block, ...], width: float) -> None:
        table = None
        for block in blocks:
            if block.kind == "row":
                if table is None:
                    table = word.add_table(0, len(block.parts), style="Table Grid")
                for cell, part in zip(table.add_row().cells, block.parts, strict=True):
                    cell.text = part
                continue
            table = None
            bullet = block.kind == "bullet" and "icons" not in cv.look
            paragraph = place.add_paragraph(style="List Bullet" if bullet else None)
            if justified:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            if block.kind == "entry":
                dates, title = block.parts
                if cv.dates_below:
                    paragraph.add_run(title).bold = True
                    place.add_paragraph(dates)
                    continue
                stops = paragraph.paragraph_format.tab_stops
                if cv.dates_first:
                    stops.add_tab_stop(Mm(32))
                    paragraph.add_run(f"{dates}\t")
                    paragraph.add_run(title).bold = True
                else:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
                    stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)
                    paragraph.add_run(title).bold = True
                    paragraph.add_run(f"\t{dates}")
                continue
            icon = "➤ " if block.kind == "bullet" and not bullet else ""
            run = paragraph.add_run(icon + block.text)
            if block.kind in ("name", "heading"):
                run.bold, run.font.size = True, Pt(18 if block.kind == "name" else 12)
                if "tracked" in cv.look:
                    spacing = OxmlElement("w:spacing")
                    spacing.set(qn("w:val"), "70")
                    run._r.get_or_add_rPr().append(spacing)

    across = 120.0 if justified else 170.0
    add(word, cv.head, across)
    if len(cv.columns) == 1:
        add(word, cv.columns[0], across)
    else:
        first = 80.0 if cv.layout == "columns" else 50.0
        table = word.add_table(1, 2)
        table.autofit = False
        for place, (cell, column, width) in enumerate(
            zip(table.rows[0].cells, cv.columns, (first, across - first), strict=True)
        ):
            cell.width = Mm(width)
            table.columns[place].width = Mm(width)
            add(cell, column, width - 8)
            empty = cell.paragraphs[0]._p
            empty.getparent().remove(empty)
    word.save(str(path))
