"""Word documents, read from their own XML.

In:  the bytes of a .docx
Out: `Content`: header, body with tables and text boxes in place, footer, notes
Why: python-docx loses tables, text boxes or content controls and unpacks a 1 MB bomb into 2 GB;
     docx2python and docx2txt print text boxes twice. This reader keeps all of it once, and leaves
     out what a reader of the page cannot see: vanished, white and up to 2-point letters
"""

import re
from copy import deepcopy
from dataclasses import dataclass, replace

from lxml import etree

from matcher.documents.archive import entry, local_name, open_zip, parse_xml
from matcher.documents.contents import Content, Refused, hidden
from matcher.documents.normal import BULLET, table_row, tidy
from matcher.limited import Limits
from matcher.records import HiddenText, Reason

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PART = re.compile(r"word/(header|document|footer|footnotes|endnotes)(\d*)\.xml")
_PICTURE = re.compile(r"word/media/[^/]+\.(?:png|jpe?g|tiff?|bmp)", re.I)
_STYLES = "word/styles.xml"
_ORDER = ("header", "document", "footer", "footnotes", "endnotes")
_SKIPPED = {_W + name for name in ("del", "moveFrom", "instrText", "delText", "rPr", "sectPr")}
_SKIPPED.add(_MC + "Fallback")  # the same text box once more, for old programs
_TINY_HALF_POINTS = 4
_DEEPEST_STYLE = 20
_MARKS = {
    _W + "tab": "\t",
    _W + "ptab": "\t",
    _W + "br": "\n",
    _W + "cr": "\n",
    _W + "noBreakHyphen": "-",
}


def read_docx(data: bytes, limits: Limits) -> Content:
    """Return the visible text of a Word document."""
    archive = open_zip(data, limits)
    names = sorted(filter(_PART.fullmatch, archive.namelist()), key=_rank)
    if "word/document.xml" not in names:
        raise Refused(
            Reason.UNREADABLE, "the file holds no Word text; save it as .docx and add it again"
        )
    styles = entry(archive, _STYLES, limits) if _STYLES in archive.namelist() else b""
    reader = _Reader(_Styles(styles.replace(_STRICT, _W[1:-1].encode())))
    texts: list[str] = []
    for name in names:
        xml = entry(archive, name, limits).replace(_STRICT, _W[1:-1].encode())
        text = tidy("\n".join(reader.blocks(parse_xml(xml))))
        if text not in texts:  # first-page and even-page headers repeat each other
            texts.append(text)
    text = tidy("\n\n".join(texts))
    if not reader.hidden and not any(map(str.isalnum, text)):
        pictures = [name for name in archive.namelist() if _PICTURE.fullmatch(name)]
        if pictures:  # a scan that was put in a Word file
            from matcher.documents.pictures import read_images

            scans = [entry(archive, name, limits) for name in sorted(pictures)]
            return replace(read_images(scans, limits), media="docx")
    return Content("docx", text, hidden=tuple(reader.hidden))


def _rank(name: str) -> tuple[int, int]:
    kind, number = _PART.findall(name)[0]
    return _ORDER.index(kind), int(number or 0)


@dataclass(frozen=True, slots=True)
class _Look:
    """How a run looks, as far as it decides whether it can be seen."""

    vanished: bool = False
    white: bool = False
    tiny: bool = False
    shaded: bool = False
    listed: bool = False
    heading: bool = False

    def under(self, element: etree._Element | None) -> "_Look":
        """Return the look with the properties of an rPr, pPr or tcPr on top."""
        if element is None:
            return self
        look = self
        for child in element:
            look = _with(look, child)
        return look


def _with(look: _Look, child: etree._Element) -> _Look:
    value = child.get(_W + "val", "")
    on = value not in ("0", "false", "off")
    match child.tag:
        case t if t in (_W + "vanish", _W + "specVanish"):
            return replace(look, vanished=on)
        case t if t == _W + "color":
            return replace(look, white=_is_white(value))
        case t if t == _W + "sz":
            return replace(look, tiny=value.isdigit() and int(value) <= _TINY_HALF_POINTS)
        case t if t in (_W + "shd", _W + "highlight"):
            return replace(look, shaded=look.shaded or _is_dark(child))
        case t if t == _W + "numPr":
            number = child.find(_W + "numId")
            return replace(look, listed=number is not None and number.get(_W + "val") != "0")
        case t if t == _W + "outlineLvl":
            return replace(look, heading=True)
        case t if t == _W + "rPr":
            return look.under(child)
    return look


def _is_white(colour: str) -> bool:
    return bool(re.fullmatch("[Ff][0-9A-Fa-f]" * 3, colour))


def _is_dark(shading: etree._Element) -> bool:
    fill = shading.get(_W + "fill", shading.get(_W + "val", "auto"))
    return fill not in ("auto", "none", "white", "clear") and not _is_white(fill)


class _Styles:
    """The looks of a document's styles, worked out when one is used."""

    def __init__(self, data: bytes) -> None:
        root = parse_xml(data) if data else ()
        self._found = {s.get(_W + "styleId", ""): s for s in root if s.tag == _W + "style"}
        self._looks: dict[str, _Look] = {}

    def __getitem__(self, name: str) -> _Look:
        """Return the look of a style with what it inherits; the plain look for an unknown one."""
        if name not in self._looks:
            self._looks[name] = _style(name, self._found, 0)
        return self._looks[name]


def _style(name: str, found: dict[str, etree._Element], depth: int) -> _Look:
    style = found.get(name)
    if style is None or depth > _DEEPEST_STYLE:
        return _Look()
    based, called = style.find(_W + "basedOn"), style.find(_W + "name")
    look = _style(based.get(_W + "val", ""), found, depth + 1) if based is not None else _Look()
    look = look.under(style.find(_W + "pPr")).under(style.find(_W + "rPr"))
    if style.get(_W + "type") == "table" and any(map(_is_dark, style.iter(_W + "shd"))):
        look = replace(look, shaded=True)
    title = called.get(_W + "val", "").lower() if called is not None else ""
    return replace(look, listed=look.listed or title.startswith("list bullet"))


class _Reader:
    """Walks one document; gathers the hidden text on the way."""

    def __init__(self, styles: _Styles) -> None:
        self.hidden: list[HiddenText] = []
        self._styles = styles

    def blocks(self, element: etree._Element, look: _Look = _Look()) -> list[str]:
        """Return the lines of everything inside `element`, in order."""
        lines: list[str] = []
        for child in element:
            if child.tag == _W + "p":
                lines += self._paragraph(child, look)
            elif child.tag == _W + "tbl":
                lines += self._table(child, look)
            elif (
                isinstance(child.tag, str) and child.tag not in _SKIPPED and not _placeholder(child)
            ):
                lines += self.blocks(child, look)
        return lines

    def _table(self, table: etree._Element, look: _Look) -> list[str]:
        style = table.find(f"{_W}tblPr/{_W}tblStyle")
        if style is not None and self._styles[style.get(_W + "val", "")].shaded:
            look = replace(look, shaded=True)
        lines: list[str] = []
        for row in table.iter(_W + "tr"):
            if next(row.iterancestors(_W + "tbl")) is table:
                lines += table_row([self._cell(cell, look) for cell in _cells(row)])
        return lines

    def _cell(self, cell: etree._Element, look: _Look) -> str:
        return tidy("\n".join(self.blocks(cell, look.under(cell.find(_W + "tcPr")))))

    def _paragraph(self, paragraph: etree._Element, look: _Look) -> list[str]:
        properties = paragraph.find(_W + "pPr")
        look = self._styled(look, properties, "pStyle").under(_without_mark(properties))
        pieces: list[str] = []
        boxes: list[str] = []
        unseen: dict[str, str] = {}
        self._inline(paragraph, look, pieces, boxes, unseen)
        for why, text in unseen.items():
            self.hidden += hidden(text, why)
        text = "".join(pieces)
        bullet = look.listed and not look.heading and text.strip()
        return [BULLET + text.lstrip() if bullet else text, *boxes]

    def _inline(
        self,
        element: etree._Element,
        look: _Look,
        pieces: list[str],
        boxes: list[str],
        unseen: dict[str, str],
    ) -> None:
        for child in element:
            tag = child.tag
            if (
                not isinstance(tag, str)
                or tag in _SKIPPED
                or tag == _W + "pPr"
                or _placeholder(child)
            ):
                continue
            if tag == _W + "txbxContent":
                boxes += self.blocks(child, replace(_Look(), shaded=_filled(child)))
            elif tag == _W + "r":
                properties = child.find(_W + "rPr")
                run = self._styled(look, properties, "rStyle").under(properties)
                self._inline(child, run, pieces, boxes, unseen)
            elif tag in _MARKS or tag == _W + "t" or tag == _W + "sym":
                text = _text_of(child)
                why = _unseen(look)
                if why:
                    unseen[why] = unseen.get(why, "") + text
                else:
                    pieces.append(text)
            else:
                self._inline(child, look, pieces, boxes, unseen)

    def _styled(self, look: _Look, properties: etree._Element | None, kind: str) -> _Look:
        style = properties.find(_W + kind) if properties is not None else None
        if style is None:
            return look
        own = self._styles[style.get(_W + "val", "")]
        return replace(
            own,
            shaded=own.shaded or look.shaded,
            listed=own.listed or look.listed,
            heading=own.heading or look.heading,
        )


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row.iter(_W + "tc") if next(cell.iterancestors(_W + "tr")) is row]


def _without_mark(properties: etree._Element | None) -> etree._Element | None:
    """Return paragraph properties without those of the paragraph mark, which is no text."""
    if properties is None or properties.find(_W + "rPr") is None:
        return properties
    kept = deepcopy(properties)
    for mark in kept.findall(_W + "rPr"):
        kept.remove(mark)
    return kept


def _placeholder(element: etree._Element) -> bool:
    """Tell whether a content control shows only its "click here to enter text"."""
    return element.tag == _W + "sdt" and element.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None


def _filled(box: etree._Element) -> bool:
    """Tell whether a text box has a fill of its own, on which white letters can be read."""
    shape = next(
        (a for a in box.iterancestors() if local_name(a) in ("wsp", "shape", "rect", "roundrect")),
        None,
    )
    if shape is None:
        return False
    fills = [
        e for p in shape if local_name(p) == "spPr" for e in p if local_name(e).endswith("Fill")
    ]
    drawn = any(local_name(e) != "noFill" for e in fills)
    return drawn or shape.get("fillcolor", "white") not in ("white", "#ffffff", "window")


def _text_of(element: etree._Element) -> str:
    if element.tag == _W + "sym":
        code = element.get(_W + "char", "")
        return chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{4}", code) else ""
    return _MARKS.get(str(element.tag)) or element.text or ""


def _unseen(look: _Look) -> str:
    if look.vanished:
        return "marked hidden"
    if look.tiny:
        return "tiny"
    return "white" if look.white and not look.shaded else ""
