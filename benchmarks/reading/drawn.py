"""A CV drawn by a library of Python: ReportLab and fpdf2."""

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from benchmarks.reading.cvs import Block, Cv

_FONTS = Path("/usr/share/fonts/truetype")
_FAMILIES = {
    "Carlito": "crosextra/Carlito-{}.ttf",
    "Liberation Serif": "liberation2/LiberationSerif-{}.ttf",
    "Lato": "lato/Lato-{}.ttf",
    "Liberation Sans": "liberation2/LiberationSans-{}.ttf",
    "DejaVu Sans": "dejavu/DejaVuSans{}.ttf",
    "DejaVu Serif": "dejavu/DejaVuSerif{}.ttf",
}


def files_of(family: str) -> tuple[Path, Path]:
    """Return the files of the regular and the bold letters of a family."""
    pattern = _FAMILIES[family]
    styles = ("", "-Bold") if family.startswith("DejaVu") else ("Regular", "Bold")
    return _FONTS / pattern.format(styles[0]), _FONTS / pattern.format(styles[1])


def reportlab(cv: Cv, family: str, path: Path) -> None:
    """Write a CV with the paragraphs and tables of ReportLab; plain ones in a built-in font."""
    from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import ListFlowable, Paragraph, SimpleDocTemplate, Table

    built_in = cv.truth.isascii() and cv.layout == "plain"
    regular, bold = ("Times-Roman", "Times-Bold") if built_in else (family, f"{family} Bold")
    if not built_in:
        for name, file in zip((regular, bold), files_of(family), strict=True):
            pdfmetrics.registerFont(TTFont(name, str(file)))
    symbol = "DejaVu Sans"
    pdfmetrics.registerFont(TTFont(symbol, str(files_of(symbol)[0])))
    justified = "justified" in cv.look
    style = ParagraphStyle(
        "text", fontName=regular, fontSize=10, leading=13,
        alignment=TA_JUSTIFY if justified else TA_LEFT,
    )  # fmt: skip
    strong = ParagraphStyle("strong", style, fontName=bold, alignment=TA_LEFT)
    name_style = ParagraphStyle("name", strong, fontSize=18, leading=23)
    heading = ParagraphStyle("heading", strong, fontSize=12, leading=16, spaceBefore=7)
    width = 120 * 2.83 if justified else 170 * 2.83
    whole = (0, 0), (-1, -1)
    plain = [("LEFTPADDING", *whole, 0), ("VALIGN", *whole, "TOP")]
    plain += [(f"{side}PADDING", *whole, 0) for side in ("TOP", "BOTTOM")]

    def text(one: str) -> str:
        one = escape(one)
        for icon in "➤✉☎":
            one = one.replace(icon, f'<font name="{symbol}">{icon}</font>')
        return one

    def flow(block: Block, across: float) -> Any:
        parts = [text(part) for part in block.parts]
        match block.kind:
            case "name":
                return Paragraph(_apart(cv, block.text), name_style)
            case "heading":
                return Paragraph(_apart(cv, block.text), heading)
            case "bullet":
                return ListFlowable(
                    [Paragraph(parts[0], style)], bulletType="bullet",
                    start="➤" if "icons" in cv.look else "•", leftIndent=12,
                    bulletFontName=symbol if "icons" in cv.look else regular,
                )  # fmt: skip
            case "row":
                grid = [("GRID", (0, 0), (-1, -1), 0.5, "#000000")]
                cells = [[Paragraph(part, style) for part in parts]]
                return Table(cells, [across / len(parts)] * len(parts), style=grid)
            case "entry" if cv.dates_below:
                return Table(
                    [[Paragraph(parts[1], strong)], [Paragraph(parts[0], style)]], style=plain
                )
            case "entry":
                first = across * 0.3
                shares = [first, across - first] if cv.dates_first else [across - first, first]
                cells = [Paragraph(parts[0], style), Paragraph(parts[1], strong)]
                return Table([cells if cv.dates_first else cells[::-1]], shares, style=plain)
        return Paragraph(parts[0], style)

    head = [flow(block, width) for block in cv.head]
    if len(cv.columns) > 1:
        first = width * (0.48 if cv.layout == "columns" else 0.3)
        cells = [
            [flow(block, share - 12) for block in column]
            for share, column in zip((first, width - first), cv.columns, strict=True)
        ]
        body = [Table([cells], [first, width - first], style=plain)]
    else:
        body = [flow(block, width) for block in cv.columns[0]]
    right = A4[0] - 50 - width - 12
    SimpleDocTemplate(
        str(path), pagesize=A4, leftMargin=50, rightMargin=right, topMargin=50, bottomMargin=50,
        invariant=1,
    ).build([*head, *body])  # fmt: skip


def fpdf(cv: Cv, family: str, path: Path) -> None:
    """Write a CV cell by cell with fpdf2."""
    from fpdf import FPDF

    regular, bold = files_of(family)
    pdf = FPDF(format="A4")
    pdf.add_page()
    pdf.add_font("text", "", str(regular))
    pdf.add_font("text", "B", str(bold))
    align = "J" if "justified" in cv.look else "L"

    def write(
        text: str, width: float, size: float = 10, style: str = "", spacing: float = 0
    ) -> None:
        left = pdf.get_x()
        for icon in "✉☎":  # its fonts of last resort garble the letters after them
            text = text.replace(icon, "•")
        pdf.set_font("text", style, size)
        pdf.set_char_spacing(spacing)
        pdf.multi_cell(
            width, size * 0.46, text, align="L" if style else align, new_x="LEFT", new_y="NEXT"
        )
        pdf.set_char_spacing(0)
        pdf.set_x(left)

    def column(blocks: tuple[Block, ...], left: float, width: float) -> None:
        spacing = 3.2 if "tracked" in cv.look else 0
        for block in blocks:
            pdf.set_x(left)
            match block.kind:
                case "name":
                    write(block.text, width, 18, "B", spacing)
                case "heading":
                    pdf.ln(2)
                    pdf.set_x(left)
                    write(block.text, width, 12, "B", spacing)
                case "bullet":
                    pdf.set_font("text", "", 10)
                    pdf.cell(5, 4.6, "•")
                    write(block.text, width - 5)
                case "row":
                    pdf.set_font("text", "", 10)
                    for part in block.parts:
                        pdf.cell(width / len(block.parts), 6, part, border=1)
                    pdf.ln(6)
                case "entry" if cv.dates_below:
                    write(block.parts[1], width, style="B")
                    write(block.parts[0], width)
                case "entry":
                    top = pdf.get_y()
                    dates = left if cv.dates_first else left + width - 36
                    pdf.set_x(dates)
                    write(block.parts[0], 38)
                    pdf.set_xy(left + 36 if cv.dates_first else left, top)
                    write(block.parts[1], width - 38, style="B")
                case _:
                    write(block.text, width)

    across = 120.0 if "justified" in cv.look else 175.0
    column(cv.head, 15, across)
    top = pdf.get_y()
    if len(cv.columns) > 1:
        first = 82.0 if cv.layout == "columns" else 50.0
        column(cv.columns[0], 15, first)
        pdf.set_y(top)
        column(cv.columns[1], 15 + first + 8, across - first - 8)
    else:
        column(cv.columns[0], 15, across)
    pdf.output(str(path))


def _apart(cv: Cv, text: str) -> str:
    """Return a heading as ReportLab wants it; it has no letter spacing, so spaces are typed."""
    if "tracked" not in cv.look:
        return escape(text)
    return "&nbsp;&nbsp;&nbsp;".join(
        "&nbsp;".join(escape(letter) for letter in word) for word in text.split()
    )
