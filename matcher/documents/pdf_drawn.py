"""What is drawn on a PDF page besides its letters.

In:  a page of pdfium
Out: its level lines, the dots that may be bullets, the share of it that pictures cover
Why: lines tell tables from columns, and browsers draw the bullets of a list. The objects are asked
     through pdfium's plain functions: a page may hold one text object a letter, and a Python
     object for each costs as much as its words
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from matcher.documents.pdf_order import Rule
from matcher.documents.pdf_words import Word, frame_of

_FLAT = 2.5  # points; a drawn box of this height is a line
_MOST_OBJECTS = 20_000  # drawn things of a page that are looked at for lines
_MOST_VISITED = 200_000
_DEEPEST = 4
_TOUCH = 1.5  # points between the borders of two cells
_DOT = (1.2, 7.0)  # points; the width and height of a bullet that is drawn
_DOT_EM = 0.5
_BULLET_EM = 2.0  # from a bullet to its text


@dataclass(slots=True)
class Drawings:
    """What is drawn on a page besides letters."""

    rules: list[Rule] = field(default_factory=list)
    dots: list[tuple[float, float, float]] = field(default_factory=list)  # left, right, middle
    pictured: float = 0.0  # share of the page
    any: bool = False


def drawings(page: pdfium.PdfPage) -> Drawings:
    """Return what is drawn on a page, lines joined where they touch."""
    frame = frame_of(page)
    found = Drawings()
    edges = [ctypes.c_float() for _ in range(4)]
    for count, (kind, thing) in enumerate(_things(page)):
        if count > _MOST_OBJECTS:
            break
        found.any = True
        if not raw.FPDFPageObj_GetBounds(thing, *edges):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        (x0, y0), (x1, y1) = frame.shown(left, bottom), frame.shown(right, top)
        left, right, low, high = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            area = max(frame.width * frame.height, 1.0)
            found.pictured += (right - left) * (high - low) / area
        elif _is_dot(right - left, high - low):
            found.dots.append((left, right, (low + high) / 2))
        else:
            heights = {(low + high) / 2} if high - low < _FLAT else {low, high}
            found.rules += [Rule(left, right, y) for y in heights]
    found.rules = _joined(found.rules)
    return found


def with_bullets(words: list[Word], dots: list[tuple[float, float, float]]) -> list[Word]:
    """Return the words with a bullet before each that a lone dot stands beside."""
    if not dots:
        return words
    lone = [dot for dot in dots if not any(_beside(dot, other) for other in dots)]
    firsts = [n for n, word in enumerate(words) if not word.follows and not word.bold]
    bullets: dict[int, Word] = {}
    for left, right, middle in lone:
        for n in firsts:
            word = words[n]
            size = word.size
            if (
                0 < word.left - right < _BULLET_EM * size
                and right - left < _DOT_EM * size
                and 0 < middle - word.baseline < _DOT_EM * size
            ):
                bullets[n] = Word(
                    "•", left, word.bottom, right, word.top, word.baseline, False, word.index, False
                )
                word.follows = True
                break
    both: list[Word] = []
    for n, word in enumerate(words):
        both += [bullets[n], word] if n in bullets else [word]
    return both


def _is_dot(width: float, height: float) -> bool:
    least, most = _DOT
    return least < width < most and least < height < most and abs(width - height) < 0.25 * width


def _beside(dot: tuple[float, float, float], other: tuple[float, float, float]) -> bool:
    """Tell whether another dot stands on the same line close by, as in a rating by dots."""
    width = dot[1] - dot[0]
    level = abs(dot[2] - other[2]) < width
    return dot is not other and level and 0.5 < abs(dot[0] - other[0]) < 5 * width


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
