"""HTML pages and fragments.

In:  markup
Out: `Content`: one line a block, "- " for list items, what the page hides apart
Why: selectolax reads a page in 0.04 ms; lxml's text_content keeps scripts. Navigation, footers and
     cookie banners are dropped, because "React" in a menu is no requirement of the vacancy
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from matcher.documents.contents import Content, hidden
from matcher.documents.normal import BULLET, table_row, tidy
from matcher.records import HiddenText

_DROPPED_NAMES = (
    "script style noscript template nav footer svg canvas iframe object video audio picture "
    "img map button select option datalist input textarea dialog head title link meta"
)
_DROPPED = frozenset(_DROPPED_NAMES.split())
_BLOCKS_NAMES = (
    "address article aside blockquote body caption center dd details div dl dt fieldset "
    "figcaption figure form h1 h2 h3 h4 h5 h6 header hgroup hr html legend main ol p pre "
    "section summary table tbody tfoot thead ul li"
)
_BLOCKS = frozenset(_BLOCKS_NAMES.split())
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SPACED = _HEADINGS | {"p"}
_BANNER = re.compile(
    r"cookie|consent|gdpr|onetrust|breadcrumb|skip-(?:link|to)|social-?share|share-?buttons"
)
_BANNER_ROLES = frozenset({"navigation", "contentinfo", "search", "dialog", "alertdialog", "menu"})
_WHITE = re.compile(
    r"(?<![-\w])color\s*:\s*(?:white|#f[0-9a-f]f[0-9a-f]f[0-9a-f]|#fff|rgba?\(\s*25\d\s*,\s*25\d\s*,\s*25\d"
    r"[^)]*\)|transparent)\s*(?:;|!|$)"
)
_BACKED = re.compile(r"background(?:-color)?\s*:\s*(?!\s*(?:none|transparent|white|#fff|inherit))")
_UNDISPLAYED = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)"
)
_TINY = re.compile(r"font-size\s*:\s*(?:0|[01](?:\.\d+)?px|[01](?:\.\d+)?pt|0?\.\d+em)\s*(?:;|!|$)")
_OFF_PAGE = re.compile(r"(?:left|top|text-indent|right)\s*:\s*-\d{4,}")
_SKIPPED_TAGS = frozenset({"-comment", "!doctype", "-doctype"})
_ENOUGH_CHARS = 200  # a shorter main part is a shell that a script fills
_MAX_DEPTH = 200  # deeper markup is flattened, so that no page exhausts the stack


def read_html(markup: str) -> Content:
    """Return what a reader of the page sees."""
    walk = _Walk()
    root = _main_part(LexborHTMLParser(markup))
    if root is not None:
        walk.node(root, shaded=False, depth=0)
    return Content("html", tidy("".join(walk.pieces)), hidden=tuple(walk.hidden))


def _main_part(page: LexborHTMLParser) -> LexborNode | None:
    """Return the page's main part where it marks just one, else the page."""
    for login in page.css("form:has(input[type=password])"):
        login.decompose()
    mains = page.css("main, [role=main]")
    if len(mains) == 1 and len(mains[0].text(strip=True)) >= _ENOUGH_CHARS:
        return mains[0]
    return page.root


def is_fragment(text: str) -> bool:
    """Tell whether a text is HTML rather than words with a "<" in them."""
    return bool(_MARKUP.search(text))


_MARKUP = re.compile(
    r"<(?:br|hr)\s*/?>|</(?:p|div|span|ul|ol|li|strong|em|b|i|h[1-6]|table|a|html|body|td)\s*>",
    re.I,
)


class _Walk:
    """Gathers lines and hidden texts in the order of the page."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.hidden: list[HiddenText] = []

    def node(self, node: LexborNode, *, shaded: bool, depth: int) -> None:
        tag = (node.tag or "").lower()
        if tag == "-text":
            self._text(node, depth)
        elif tag in _DROPPED or tag in _SKIPPED_TAGS or _is_banner(node):
            return
        elif why := _why_unseen(node, shaded):
            self.hidden += hidden(node.text(separator=" "), why)
        elif depth > _MAX_DEPTH:
            self.pieces.append(node.text(separator=" "))
        elif tag == "br":
            self.pieces.append("\n")
        elif tag == "tr":
            self._row(node, shaded or _is_shaded(node), depth)
        else:
            self._element(node, tag, shaded or _is_shaded(node), depth)

    def _element(self, node: LexborNode, tag: str, shaded: bool, depth: int) -> None:
        inner = node.parent is not None and node.parent.tag in ("li", "td", "th")
        space = 2 if tag in _SPACED and not inner else int(tag in _BLOCKS)
        self._break(space)
        if tag == "li":
            self.pieces.append(BULLET)
        self._children(node, shaded, depth)
        self._break(1 if tag in _HEADINGS else space)

    def _break(self, newlines: int) -> None:
        """End the line, and leave an empty one for 2; nothing at the start of a list item."""
        end = "".join(self.pieces[-3:]).rstrip(" ")
        if not end or (self.pieces and self.pieces[-1] == BULLET):
            return
        missing = newlines - (len(end) - len(end.rstrip("\n")))
        self.pieces += ["\n"] * missing

    def _children(self, node: LexborNode, shaded: bool, depth: int) -> None:
        child = node.child
        while child is not None:
            self.node(child, shaded=shaded, depth=depth + 1)
            child = child.next

    def _row(self, row: LexborNode, shaded: bool, depth: int) -> None:
        before, cells = self.pieces, []
        child = row.child
        while child is not None:
            self.pieces = []
            self.node(child, shaded=shaded, depth=depth + 1)
            cells.append(tidy("".join(self.pieces)))
            child = child.next
        self.pieces = before
        self._break(1)
        self.pieces.append("\n".join(table_row(cells)))
        self._break(1)

    def _text(self, node: LexborNode, depth: int) -> None:
        text = node.text(deep=False) or ""
        if node.parent is not None and (node.parent.tag or "") == "pre":
            self.pieces.append(text)
            return
        text = re.sub(r"\s+", " ", text)
        if text.strip() or (self.pieces and not self.pieces[-1].endswith((" ", "\n"))):
            self.pieces.append(text)


def _is_banner(node: LexborNode) -> bool:
    attributes = node.attributes
    if (attributes.get("role") or "") in _BANNER_ROLES or node.tag in ("body", "html", "main"):
        return node.tag not in ("body", "html", "main")
    names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}".lower()
    return bool(_BANNER.search(names))


def _why_unseen(node: LexborNode, shaded: bool) -> str:
    attributes = node.attributes
    style = (attributes.get("style") or "").lower()
    if "hidden" in attributes or _UNDISPLAYED.search(style):
        return "marked hidden"
    if _TINY.search(style):
        return "tiny"
    if _OFF_PAGE.search(style):
        return "off the page"
    white = _WHITE.search(style) and not _BACKED.search(style)
    return "white" if white and not shaded else ""


def _is_shaded(node: LexborNode) -> bool:
    style = (node.attributes.get("style") or "").lower()
    return bool(_BACKED.search(style)) or "bgcolor" in node.attributes
