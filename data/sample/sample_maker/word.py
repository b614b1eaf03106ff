"""Word files: running text, or roles in a table with the contact lines in a text box.

In:  a `Text`
Out: the bytes of a .docx with fixed dates
"""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from sample_maker.archives import unzipped, zipped
from sample_maker.texts import Line, Section, Text

_DATE = datetime(2026, 1, 1, tzinfo=UTC)
_STYLES = {"text": "Normal", "hidden": "Normal", "gap": "Normal", "bullet": "List Bullet"}
_FONTS = (("Calibri", 11), ("Georgia", 10), ("Arial", 10))
_BOX = """
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent>
<mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="5400000" cy="900000"/>
<wp:docPr id="1" name="Contact"/><a:graphic>
<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>
<a:ext cx="5400000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
</wps:spPr><wps:txbx><w:txbxContent>{lines}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>
</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:rect style="width:425pt;height:71pt"><v:textbox>
<w:txbxContent>{lines}</w:txbxContent></v:textbox></v:rect></w:pict></mc:Fallback>
</mc:AlternateContent></w:r>"""


def running_text(text: Text) -> bytes:
    """Return a Word file in which headings, lines and bullets follow each other."""
    document = _document(text)
    for section in text.sections:
        _heading(document, section)
        for line in section.lines:
            _write(document, line)
    return _bytes(document)


def with_table(text: Text) -> bytes:
    """Return a Word file with a table for the roles, and for some the contact in a text box."""
    document = _document(text)
    contact, *sections = text.sections
    if text.pick("contact", ("box", "lines")) == "box":
        _text_box(document, contact.lines)
    else:
        for line in contact.lines:
            _write(document, line)
    for section in sections:
        _heading(document, section)
        _table(document, section.lines)
    return _bytes(document)


def _document(text: Text) -> Word:
    document = Document()
    font = document.styles["Normal"].font
    font.name, size = text.pick("font", _FONTS)
    font.size = Pt(size)
    facts = document.core_properties
    facts.author, facts.title, facts.comments = "sample", text.id, ""
    facts.created = facts.modified = _DATE
    document.add_heading(text.title, level=0)
    return document


def _heading(document: Word, section: Section) -> None:
    if section.heading:
        document.add_heading(section.heading, level=1)


def _write(where: Word | _Cell, line: Line) -> None:
    if line.kind == "role" and not isinstance(where, _Cell):
        where.add_heading(line.text, level=2)
        return
    paragraph = where.add_paragraph(style=_STYLES.get(line.kind, "Normal"))
    _run(paragraph, line)


def _run(paragraph: Paragraph, line: Line) -> None:
    paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(line.text)
    run.bold = line.kind == "role"
    if line.kind == "hidden":
        run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
        run.font.size = Pt(6)


def _table(document: Word, lines: Sequence[Line]) -> None:
    """Write lines as they are until the first role, and from there one row a role."""
    starts = [number for number, line in enumerate(lines) if line.kind == "role"]
    for line in lines[: starts[0]] if starts else lines:
        _write(document, line)
    if not starts:
        return
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        role, *rest = (line for line in lines[start:end] if line.kind != "gap")
        dates = rest.pop(0).text if rest and rest[0].kind == "text" and _dated(rest[0]) else ""
        left, right = table.add_row().cells
        left.width, right.width = Cm(3.5), Cm(12.5)
        left.paragraphs[0].add_run(dates)
        _run(right.paragraphs[0], role)
        for line in rest:
            _write(right, line)


def _dated(line: Line) -> bool:
    return len(line.text) < 60 and any(letter.isdigit() for letter in line.text)


def _text_box(document: Word, lines: Sequence[Line]) -> None:
    inner = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(line.text)}</w:t></w:r></w:p>'
        for line in lines
    )
    document.add_paragraph()._p.append(parse_xml(_BOX.format(lines=inner)))


def _bytes(document: Word) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return zipped(unzipped(out.getvalue()))
