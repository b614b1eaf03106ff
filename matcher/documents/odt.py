"""OpenDocument texts.

In:  the bytes of an .odt
Out: `Content`: paragraphs, lists and tables in order, the header before, the footer behind
Why: odfpy takes 22 ms and had its last release in 2020; this takes under one
"""

from lxml import etree

from matcher.documents.archive import entry, local_name, open_zip, parse_xml
from matcher.documents.contents import Content, Refused, hidden
from matcher.documents.normal import BULLET, table_row, tidy
from matcher.limited import Limits
from matcher.records import HiddenText, Reason

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_SKIPPED = frozenset(
    {"tracked-changes", "annotation", "annotation-end", "desc", "title", "script", "forms"}
    | {"page-number", "page-count"}
)
_MARKS = {"tab": "\t", "line-break": "\n"}
_TINY_POINTS = 2.0
_DARK = "dark"


def read_odt(data: bytes, limits: Limits) -> Content:
    """Return the visible text of an OpenDocument text."""
    archive = open_zip(data, limits)
    names = archive.namelist()
    if "content.xml" not in names:
        raise Refused(
            Reason.UNREADABLE, "the file holds no text; save it as .odt or .docx and add it again"
        )
    if "META-INF/manifest.xml" in names and b"encryption-data" in entry(
        archive, "META-INF/manifest.xml", limits
    ):
        raise Refused(
            Reason.ENCRYPTED, "the file has a password; save it without one and add it again"
        )
    trees = [
        parse_xml(entry(archive, name, limits))
        for name in ("styles.xml", "content.xml")
        if name in names
    ]
    reader = _Reader(_looks(trees))
    headers = [lines for tree in trees for lines in reader.parts(tree, "header")]
    bodies = [line for tree in trees for line in reader.parts(tree, "text")]
    footers = [line for tree in trees for line in reader.parts(tree, "footer")]
    text = "\n\n".join(("\n".join(headers), "\n".join(bodies), "\n".join(footers)))
    return Content("odt", tidy(text), hidden=tuple(reader.hidden))


def _looks(trees: list[etree._Element]) -> dict[str, str]:
    """Return why text of a style cannot be seen, or that its background is dark."""
    styles = {s.get(_STYLE + "name", ""): s for tree in trees for s in tree.iter(_STYLE + "style")}
    return {name: _look(name, styles, 0) for name in styles}


def _look(name: str, styles: dict[str, etree._Element], depth: int) -> str:
    style = styles.get(name)
    if style is None or depth > 20:
        return ""
    colour, size, display, back = "", "", "", ""
    for properties in style:
        colour = properties.get(_FO + "color", colour).lower()
        size = properties.get(_FO + "font-size", size)
        display = properties.get(_TEXT + "display", display)
        back = properties.get(_FO + "background-color", back).lower()
    if display == "none":
        return "marked hidden"
    if size.endswith("pt") and float(size[:-2]) <= _TINY_POINTS:
        return "tiny"
    if back not in ("", "transparent", "#ffffff"):
        return _DARK
    if colour:
        return "white" if colour == "#ffffff" else ""
    return _look(style.get(_STYLE + "parent-style-name", ""), styles, depth + 1)


class _Reader:
    """Walks a document; gathers the hidden text on the way."""

    def __init__(self, looks: dict[str, str]) -> None:
        self.hidden: list[HiddenText] = []
        self._looks = looks

    def parts(self, tree: etree._Element, name: str) -> list[str]:
        """Return the lines of every body, header or footer in a tree."""
        found = (e for e in tree.iter() if local_name(e) == name and e.tag != _TEXT + name)
        return [line for element in found for line in self.blocks(element, "")]

    def blocks(self, element: etree._Element, look: str) -> list[str]:
        lines: list[str] = []
        for child in element:
            name = local_name(child)
            if name in _SKIPPED or child.get(_TEXT + "display") == "none":
                continue
            if name in ("p", "h"):
                lines += self._paragraph(child, look)
            elif name == "list-item":
                lines += self._item(child, look)
            elif name == "table-row":
                lines += self._row(child, look)
            else:
                lines += self.blocks(child, self._seen_on(child, look))
        return lines

    def _item(self, item: etree._Element, look: str) -> list[str]:
        lines = tidy("\n".join(self.blocks(item, look))).split("\n")
        return [
            BULLET + line.removeprefix(BULLET) if n == 0 else line for n, line in enumerate(lines)
        ]

    def _row(self, row: etree._Element, look: str) -> list[str]:
        cells = [child for child in row if local_name(child) == "table-cell"]
        return table_row([tidy("\n".join(self.blocks(c, self._seen_on(c, look)))) for c in cells])

    def _paragraph(self, paragraph: etree._Element, look: str) -> list[str]:
        pieces: list[str] = []
        boxes: list[str] = []
        self._inline(paragraph, self._seen_on(paragraph, look), pieces, boxes)
        return ["".join(pieces), *boxes]

    def _inline(
        self, element: etree._Element, look: str, pieces: list[str], boxes: list[str]
    ) -> None:
        self._add(element.text, look, pieces)
        for child in element:
            name = local_name(child)
            if name == "text-box":
                boxes += self.blocks(child, _DARK)
            elif name == "s":
                pieces.append(" " * min(int(child.get(_TEXT + "c", "1")), 8))
            elif name in _MARKS:
                pieces.append(_MARKS[name])
            elif name in ("hidden-text", "hidden-paragraph"):
                self.hidden += hidden(child.get(_TEXT + "string-value", ""), "marked hidden")
            elif name and name not in _SKIPPED:
                self._inline(child, self._seen_on(child, look), pieces, boxes)
            self._add(child.tail, look, pieces)

    def _add(self, text: str | None, look: str, pieces: list[str]) -> None:
        text = " ".join((text or "").replace("\n", " ").split(" ")) if text else ""
        if look in ("", _DARK):
            pieces.append(text)
        else:
            self.hidden += hidden(text, look)

    def _seen_on(self, element: etree._Element, look: str) -> str:
        """Return how text inside an element looks; white letters on a dark ground are seen."""
        name = next(
            (value for key, value in element.attrib.items() if str(key).endswith("}style-name")), ""
        )
        own = self._looks.get(str(name), "")
        if look == _DARK and own == "white":
            return _DARK
        return own or look
