"""The words of a PDF page, with their places.

In:  a page of pdfium
Out: `Word`s as the page shows them: boxes in points from the lower left corner of what is seen
Why: pdfium's own text keeps 0.82 of adjacent words on two-column CVs; the order has to be found
     from the places. Loose boxes are used because they give every letter of a font one height.
     Where one word ends is for `pdf_gaps` to say: half of all producers write no spaces
"""

import ctypes
import math
import re
from dataclasses import dataclass
from string import ascii_letters

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from matcher.documents.pdf_gaps import Letter, Start, starts_of

_BOLD = ("bold", "black", "heavy", "semibd", "demi")
_BOLD_WEIGHT = 600
_MOSTLY = 0.8
# Ghostscript writes the letters of a ligature with their two bytes turned round
_SWAPPED = "".join(chr(ord(letter) << 8) for letter in ascii_letters)
_SWAPPED_RUN = re.compile(rf"(?<=[a-zA-Z])[{_SWAPPED}]+|[{_SWAPPED}]+(?=[a-zA-Z])")
_LIGATURE_EM = 0.13
_HYPHENS = (0x02, 0xFFFE, 0xAD)  # what pdfium makes of a hyphen at the end of a line


@dataclass(slots=True)
class Word:
    """Letters without a gap between them."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    baseline: float
    bold: bool
    index: int  # of its first letter in pdfium's text
    follows: bool  # goes on where the word before it in the file ended

    @property
    def size(self) -> float:
        """Return the height of the font's letters, in points."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class _Frame:
    """Turns places of the file into places on the page as it is shown."""

    x: float
    y: float
    width: float
    height: float
    quarter_turns: int

    def shown(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.x, y - self.y
        match self.quarter_turns:
            case 1:
                return y, self.width - x
            case 2:
                return self.width - x, self.height - y
            case 3:
                return self.height - y, x
        return x, y


def frame_of(page: pdfium.PdfPage) -> _Frame:
    """Return how a page is cut and turned before it is shown."""
    left, bottom, right, top = page.get_bbox()
    return _Frame(left, bottom, right - left, top - bottom, page.get_rotation() // 90)


def words_of(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> list[Word]:
    """Return the words of a page in the order of the file."""
    words: list[Word] = []
    letters = _letters(page, text)
    for letter, start in zip(letters, starts_of(letters), strict=True):
        if start:
            words.append(
                Word(
                    letter.text,
                    letter.left,
                    letter.bottom,
                    letter.right,
                    letter.top,
                    letter.baseline,
                    False,
                    letter.index,
                    start is Start.WORD,
                )
            )
            continue
        word = words[-1]
        word.text += letter.text
        word.right, word.left = max(word.right, letter.right), min(word.left, letter.left)
        word.bottom, word.top = min(word.bottom, letter.bottom), max(word.top, letter.top)
    for word in words:
        if not word.text.isascii():
            word.text = _SWAPPED_RUN.sub(_swapped, word.text)
    _set_bold(words, text)
    return words


def _swapped(found: re.Match[str]) -> str:
    return "".join(chr(ord(letter) >> 8) for letter in found[0])


def _letters(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> list[Letter]:
    """Return the letters of a page; spaces that only pdfium sees are none."""
    shown = frame_of(page).shown
    rect, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    widths: dict[tuple[int, float, float], float] = {}
    letters: list[Letter] = []
    spaced = ligature = False
    glyph = 0.0
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if code == 0:
            continue
        letter = "-" if code in _HYPHENS else chr(code) if code < 0x110000 else "\ufffd"
        if letter.isspace():
            spaced = spaced or raw.FPDFText_IsGenerated(text, index) != 1
            continue
        raw.FPDFText_GetLooseCharBox(text, index, rect)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        left, bottom = shown(rect.left, rect.bottom)
        right, top = shown(rect.right, rect.top)
        if left > right:
            left, right = right, left
        if bottom > top:
            bottom, top = top, bottom
        alike = code, round(right - left, 2), round(top - bottom, 2)
        width = widths.get(alike)
        if width is None:
            reach = max(shown(*corner)[0] for corner in _corners(text, index))
            width = widths[alike] = _width(text, index, code) if reach > right - 0.01 else 0.0
        start, baseline = shown(x.value, y.value)
        end = min(start + width, right) if width else right
        if letters and abs(start - glyph) < 0.01 and index == letters[-1].index + 1:
            letters[-1].end = start = end = right  # one glyph, several letters: a ligature
            ligature = True
        elif ligature:  # the font does not tell how wide that was
            if 0.0 < start - letters[-1].end < _LIGATURE_EM * (top - bottom):
                letters[-1].end = start
            glyph, ligature = start, False
        else:
            glyph = start
        letters.append(
            Letter(index, letter, left, bottom, right, top, start, end, baseline, spaced)
        )
        spaced = False
    return letters


def _corners(text: pdfium.PdfTextPage, index: int) -> tuple[tuple[float, float], ...]:
    """Return two corners of the ink of a letter."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    return (left.value, bottom.value), (right.value, top.value)


def _width(text: pdfium.PdfTextPage, index: int, code: int) -> float:
    """Return how far the pen moves for a letter, in points; 0 where its font does not tell.

    The box of an "f" or of a slanted letter is as wide as its ink, and would hide the gap behind.
    """
    drawn = raw.FPDFText_GetTextObject(text, index)
    font = raw.FPDFTextObj_GetFont(drawn) if drawn else None
    width, matrix = ctypes.c_float(), raw.FS_MATRIX()
    size = raw.FPDFText_GetFontSize(text, index)
    if not font or not raw.FPDFFont_GetGlyphWidth(font, code, size, width):
        return 0.0
    if not raw.FPDFText_GetMatrix(text, index, matrix):
        return 0.0
    return float(width.value * math.hypot(matrix.a, matrix.b))


def _set_bold(words: list[Word], text: pdfium.PdfTextPage) -> None:
    """Mark the words in bold letters; a weight counts where no font says so in its name."""
    name = ctypes.create_string_buffer(128)
    named: list[bool] = []
    for word in words:
        raw.FPDFText_GetFontInfo(text, word.index, name, len(name), ctypes.c_int())
        called = name.value.lower().decode("latin-1")
        named.append(any(part in called for part in _BOLD))
    if any(named):
        bold = named
    else:
        bold = [raw.FPDFText_GetFontWeight(text, word.index) >= _BOLD_WEIGHT for word in words]
    if sum(bold) <= _MOSTLY * len(words):  # else the whole page is, and bold says nothing
        for word, is_bold in zip(words, bold, strict=True):
            word.bold = is_bold
