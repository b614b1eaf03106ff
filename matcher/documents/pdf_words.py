"""The words of a PDF page, with their places.

In:  a page of pdfium
Out: `Word`s as the page shows them: boxes in points from the lower left corner of what is seen
Why: pdfium's own text keeps 0.82 of adjacent words on two-column CVs; the order has to be found
     from the places. Loose boxes are used because they give every letter of a font one height
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_SPACE_EM = 0.28  # a gap of this share of the size parts two words even without a space
_BREAK_EM = 1.0  # a wider one parts two runs, which may stand in different columns
_BASELINE_EM = 0.35
_BOLD = ("bold", "black", "heavy", "semibd", "demi")
_BOLD_WEIGHT = 600
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
    word: Word | None = None
    gap_seen = True
    for index, letter, box, baseline in _letters(page, text):
        if letter.isspace():
            gap_seen = True
            continue
        follows = word is not None and _follows(word, box, baseline)
        if word is not None and follows and not gap_seen and not _parted(word, box):
            word.text += letter
            word.right, word.left = max(word.right, box[2]), min(word.left, box[0])
            word.bottom, word.top = min(word.bottom, box[1]), max(word.top, box[3])
        else:
            word = Word(letter, *box, baseline, _is_bold(text, index), index, follows)
            words.append(word)
        gap_seen = False
    return words


def _letters(
    page: pdfium.PdfPage, text: pdfium.PdfTextPage
) -> Iterator[tuple[int, str, tuple[float, float, float, float], float]]:
    frame = frame_of(page)
    rect = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in (0, 10, 13):
            if code:
                yield index, " ", (0.0, 0.0, 0.0, 0.0), 0.0
            continue
        raw.FPDFText_GetLooseCharBox(text, index, rect)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        a, b = frame.shown(rect.left, rect.bottom), frame.shown(rect.right, rect.top)
        box = (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
        letter = "-" if code in _HYPHENS else chr(code) if code < 0x110000 else "\ufffd"
        yield index, letter, box, frame.shown(x.value, y.value)[1]


def _follows(word: Word, box: tuple[float, float, float, float], baseline: float) -> bool:
    size = max(word.size, 2.0)
    gap = box[0] - word.right
    return abs(baseline - word.baseline) < _BASELINE_EM * size and -size < gap < _BREAK_EM * size


def _parted(word: Word, box: tuple[float, float, float, float]) -> bool:
    return box[0] - word.right > _SPACE_EM * max(word.size, 2.0)


def _is_bold(text: pdfium.PdfTextPage, index: int) -> bool:
    if raw.FPDFText_GetFontWeight(text, index) >= _BOLD_WEIGHT:
        return True
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(text, index, name, len(name), ctypes.c_int())
    return any(part in name.value.lower().decode("latin-1") for part in _BOLD)
