"""A CV as a page of HTML, for the producers that print or convert pages."""

import re
from html import escape

from benchmarks.reading.cvs import Block, Cv

_SANS = ("Carlito", "Lato", "Liberation Sans", "DejaVu Sans")
_SERIF = ("Liberation Serif", "DejaVu Serif")
_DATES = re.compile(r'(<span class="dates">.*?</span>) (.*?)</p>')
_STYLE = """
@page {{ size: A4; margin: 16mm }}
body {{ font: {size}pt '{font}', 'DejaVu Sans'; line-height: 1.3; margin: 0; {body} }}
h1 {{ font-size: 1.9em; margin: 0 0 2pt; {apart} }}
h2 {{ font-size: 1.15em; margin: 10pt 0 3pt; {apart} }}
p {{ margin: 0 0 3pt }} ul {{ margin: 0 0 4pt; padding-left: 14pt; {list} }}
.dates {{ float: right }} .entry {{ font-weight: bold; margin-top: 4pt }}
.margin {{ float: left; width: 27%; clear: left }} .beside {{ margin-left: 29% }}
.first {{ float: left; width: {first}% }} .second {{ margin-left: {second}% }}
table {{ border-collapse: collapse; width: 100% }} td {{ border: 0.5pt solid; padding: 2pt 4pt }}
"""


def font_of(cv: Cv, number: int) -> str:
    """Return the family that a CV is set in; they take turns."""
    return _SERIF[number % 2] if "serif" in cv.look else _SANS[number % 4]


def html(cv: Cv, number: int, *, floats: bool = True) -> str:
    """Return the page; `number` chooses the family, without `floats` all stands in one column."""
    style = _STYLE.format(
        font=font_of(cv, number),
        size=10 + number % 2,
        body="text-align: justify; hyphens: auto; width: 120mm" if "justified" in cv.look else "",
        apart="letter-spacing: 0.3em" if "tracked" in cv.look else "",
        list="list-style: none" if "icons" in cv.look else "",
        first=46 if cv.layout == "columns" else 28,
        second=52 if cv.layout == "columns" else 33,
    )
    if not floats:
        style = style.replace("float:", "-float:").replace("margin-left:", "-margin-left:")
    head = "".join(_html(cv, block, floats) for block in cv.head)
    columns = ["".join(_pieces(cv, column, floats)) for column in cv.columns]
    if len(columns) > 1:
        columns = [
            f'<div class="{place}">{column}</div>'
            for place, column in zip(("first", "second"), columns, strict=True)
        ]
    page = (
        f'<!DOCTYPE html><html lang="{cv.language}"><head><meta charset="utf-8">'
        f"<style>{style}</style></head>"
        f"<body>{head}{''.join(columns)}</body></html>"
    )
    return page if floats else _DATES.sub(r"\2 \1</p>", page)


def _pieces(cv: Cv, blocks: tuple[Block, ...], floats: bool) -> list[str]:
    """Return the HTML of a column, with lists, tables and what stands beside dates closed."""
    pieces, open_tag, beside = [], "", False
    for block in blocks:
        wanted = {"bullet": "ul", "row": "table"}.get(block.kind, "")
        if open_tag and open_tag != wanted:
            pieces.append(f"</{open_tag}>")
        if beside and block.kind in ("entry", "heading"):
            pieces.append("</div>")
            beside = False
        if wanted and open_tag != wanted:
            pieces.append(f"<{wanted}>")
        open_tag = wanted
        pieces.append(_html(cv, block, floats))
        beside = beside or (block.kind == "entry" and cv.dates_first)
    return [*pieces, f"</{open_tag}>" if open_tag else "", "</div>" if beside else ""]


def _html(cv: Cv, block: Block, floats: bool) -> str:
    parts = [escape(part) for part in block.parts]
    match block.kind:
        case "name":
            return f"<h1>{parts[0]}</h1>"
        case "heading":
            return f"<h2>{parts[0]}</h2>"
        case "bullet":
            return f"<li>{'➤ ' if 'icons' in cv.look else ''}{parts[0]}</li>"
        case "row":
            room = "" if floats else "&nbsp;"
            return "<tr>" + "".join(f"<td>{room}{part}{room}</td>" for part in parts) + "</tr>"
        case "entry" if cv.dates_first:
            return (
                f'<div class="margin">{parts[0]}</div>'
                f'<div class="beside"><p class="entry">{parts[1]}</p>'
            )
        case "entry" if cv.dates_below:
            return f'<p class="entry">{parts[1]}</p><p>{parts[0]}</p>'
        case "entry":
            return f'<p class="entry"><span class="dates">{parts[0]}</span> {parts[1]}</p>'
    return f"<p>{parts[0]}</p>"
