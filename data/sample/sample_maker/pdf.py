"""PDF files in three sober styles, with one column or with a narrow one beside it.

In:  a `Text`
Out: the bytes of a PDF with a fixed date, uncompressed, so that no version of zlib changes them

Letters outside Windows-1252 (ł, ş, ğ) are not in the fonts that every PDF reader has; such texts
get DejaVu (a permissive licence), of which only the letters used are embedded.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from xml.sax.saxutils import escape

import matplotlib
from reportlab.lib.colors import HexColor, white
from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
)

from sample_maker.texts import Section, Text

_WIDTH, _HEIGHT = A4
_MARGIN = 22 * mm
_SIDE = 50 * mm
_GUTTER = 7 * mm
_FONTS = Path(matplotlib.get_data_path(), "fonts", "ttf")


@dataclass(frozen=True, slots=True)
class _Style:
    regular: str
    bold: str
    size: float
    colour: str
    bullet: str
    leading: float = 1.3  # line height, in sizes
    centred: bool = False
    ruled: bool = False


_STYLES = (
    _Style("Helvetica", "Helvetica-Bold", 11, "#1f3a5f", "•", leading=1.45, ruled=True),
    _Style("Times-Roman", "Times-Bold", 12.5, "#000000", "–", leading=1.65, centred=True),
    _Style("DejaVuSans", "DejaVuSans-Bold", 8.8, "#7a3b1d", "•"),
)
_EMBEDDED = {
    "Helvetica": ("DejaVuSans", "DejaVuSans-Bold", 8.8),
    "Times-Roman": ("DejaVuSerif", "DejaVuSerif-Bold", 10),
}


def one_column(text: Text) -> bytes:
    """Return a PDF in which everything stands below each other."""
    style = _style(text)
    frame = Frame(_MARGIN, _MARGIN, _WIDTH - 2 * _MARGIN, _HEIGHT - 2 * _MARGIN)
    story = _top(text, style) + _body(text.sections[1:], style)
    return _bytes(text, [PageTemplate("all", [frame])], story)


def two_columns(text: Text) -> bytes:
    """Return a PDF whose `side` sections stand in a narrow column, left or right.

    The narrow column is drawn before or after the wide one: the order in the file tells a reader
    nothing, as in files from different programs.
    """
    style = _style(text)
    on_left = text.pick("side", (True, False))
    when = text.pick("drawn", ("onPage", "onPageEnd"))
    wide = _WIDTH - 2 * _MARGIN - _SIDE - _GUTTER
    left = _MARGIN + (_SIDE + _GUTTER if on_left else 0)
    narrow_left = _MARGIN if on_left else _MARGIN + wide + _GUTTER

    def draw_side(canvas: Canvas, _: BaseDocTemplate) -> None:
        canvas.setStrokeColor(HexColor(style.colour))
        line = left - _GUTTER / 2 if on_left else narrow_left - _GUTTER / 2
        canvas.line(line, _MARGIN, line, _HEIGHT - _MARGIN)
        small = replace(style, size=style.size - 0.8, ruled=False)
        frame = Frame(narrow_left, _MARGIN, _SIDE, _HEIGHT - 2 * _MARGIN, 0, 0, 0, 6)
        story = _body([s for s in text.sections if s.side], small)
        frame.addFromList(story, canvas)
        if story:
            raise ValueError(f"{text.id}: the side column is too long for one page; shorten it")

    frames = [Frame(left, _MARGIN, wide, _HEIGHT - 2 * _MARGIN, 0, 0, 0, 6, id=i) for i in "ab"]
    first = PageTemplate("first", frames[:1], **{when: draw_side})
    story = _top(text, style) + _body([s for s in text.sections[1:] if not s.side], style)
    story.insert(0, NextPageTemplate("later"))
    return _bytes(text, [first, PageTemplate("later", frames[1:])], story)


def _style(text: Text) -> _Style:
    style = text.pick("style", _STYLES)
    written = text.title + "".join(line.text for s in text.sections for line in s.lines)
    if not _in_windows_1252(written) and style.regular in _EMBEDDED:
        regular, bold, size = _EMBEDDED[style.regular]
        style = replace(style, regular=regular, bold=bold, size=size)
    for name in (style.regular, style.bold):
        if name.startswith("DejaVu") and name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, _FONTS / f"{name}.ttf"))
    return style


def _in_windows_1252(written: str) -> bool:
    return written == written.encode("cp1252", "ignore").decode("cp1252")


def _top(text: Text, style: _Style) -> list[Flowable]:
    side = TA_CENTER if style.centred else TA_LEFT
    size = style.size * 1.7
    title = _look(style, style.bold, size=size, align=side, colour=style.colour, after=3)
    contact = _look(style, style.regular, align=side)
    return [Paragraph(escape(text.title), title), *_lines(text.sections[0], style, contact)]


def _body(sections: Iterable[Section], style: _Style) -> list[Flowable]:
    plain = _look(style, style.regular)
    size = style.size * 1.2
    heading = _look(style, style.bold, size=size, colour=style.colour, before=9, after=2, keep=True)
    story: list[Flowable] = []
    for section in sections:
        if section.heading:
            story.append(Paragraph(escape(section.heading), heading))
        if section.heading and style.ruled:
            story.append(HRFlowable(width="100%", thickness=0.6, color=HexColor(style.colour)))
        story += _lines(section, style, plain)
    return story


def _lines(section: Section, style: _Style, plain: ParagraphStyle) -> list[Flowable]:
    looks = {
        "text": plain,
        "role": _look(style, style.bold, before=5, keep=True),
        "bullet": _look(style, style.regular, indent=10),
        "hidden": _look(style, style.regular, size=5, colour="#ffffff"),
    }
    return [
        Spacer(1, 5)
        if line.kind == "gap"
        else Paragraph(
            escape(line.text),
            looks[line.kind],
            bulletText=style.bullet if line.kind == "bullet" else None,
        )
        for line in section.lines
    ]


def _look(
    style: _Style,
    font: str,
    *,
    size: float = 0,
    align: int = TA_LEFT,
    colour: str = "#000000",
    before: float = 0,
    after: float = 1,
    indent: float = 0,
    keep: bool = False,
) -> ParagraphStyle:
    size = size or style.size
    return ParagraphStyle(
        "line",
        fontName=font,
        fontSize=size,
        leading=size * style.leading,
        alignment=align,
        textColor=white if colour == "#ffffff" else HexColor(colour),
        spaceBefore=before,
        spaceAfter=after,
        leftIndent=indent,
        bulletFontName=style.regular,
        bulletFontSize=style.size,
        keepWithNext=keep,
    )


def _bytes(text: Text, pages: list[PageTemplate], story: list[Flowable]) -> bytes:
    out = io.BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=A4,
        pageTemplates=pages,
        title=text.id,
        author="sample",
        invariant=1,  # no clock and no random id in the file
        pageCompression=0,
    )
    document.build(story)
    return out.getvalue()
