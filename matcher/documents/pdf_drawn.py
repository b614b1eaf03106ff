"""What is drawn on a PDF page besides its letters.

In:  a page of pdfium
Out: its level lines, the share of it that pictures cover, and whether anything is drawn
Why: lines tell tables from columns. The objects are asked through pdfium's plain functions: a page
     may hold one text object a letter, and a Python object for each costs as much as its words
"""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from matcher.documents.pdf_order import Rule
from matcher.documents.pdf_words import frame_of

_FLAT = 2.5  # points; a drawn box of this height is a line
_MOST_OBJECTS = 20_000  # drawn things of a page that are looked at for lines
_MOST_VISITED = 200_000
_DEEPEST = 4
_TOUCH = 1.5  # points between the borders of two cells


def drawings(page: pdfium.PdfPage) -> tuple[list[Rule], float, bool]:
    """Return the level lines of a page, the share that pictures cover, and if anything is drawn."""
    frame = frame_of(page)
    rules: list[Rule] = []
    edges = [ctypes.c_float() for _ in range(4)]
    pictured, drawn = 0.0, False
    for count, (kind, thing) in enumerate(_things(page)):
        if count > _MOST_OBJECTS:
            break
        drawn = True
        if not raw.FPDFPageObj_GetBounds(thing, *edges):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        (x0, y0), (x1, y1) = frame.shown(left, bottom), frame.shown(right, top)
        left, right, low, high = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictured += (right - left) * (high - low) / max(frame.width * frame.height, 1.0)
        else:
            heights = {(low + high) / 2} if high - low < _FLAT else {low, high}
            rules += [Rule(left, right, y) for y in heights]
    return _joined(rules), pictured, drawn


def _things(page: pdfium.PdfPage) -> Iterator[tuple[int, Any]]:
    """Yield the paths and pictures of a page, also those inside its forms."""
    parents = [(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, 1)]
    visited = 0
    while parents:
        parent, count, get, depth = parents.pop()
        for index in range(count(parent)):
            thing = get(parent, index)
            visited += 1
            if not thing or visited > _MOST_VISITED:
                continue
            kind = raw.FPDFPageObj_GetType(thing)
            if kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
                yield kind, thing
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                parents.append(
                    (thing, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, depth + 1)
                )


def _joined(rules: list[Rule]) -> list[Rule]:
    """Join lines that touch end to end: a table may be drawn cell by cell."""
    rules = sorted(rules, key=lambda rule: (round(rule.y), rule.left))
    joined = rules[:1]
    for rule in rules[1:]:
        last = joined[-1]
        if round(rule.y) == round(last.y) and rule.left - last.right <= _TOUCH:
            joined[-1] = Rule(last.left, max(last.right, rule.right), last.y)
        else:
            joined.append(rule)
    return joined
