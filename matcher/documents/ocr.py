"""Pictures of text -> words with their places, where OCR is installed.

In:  a picture of one page: a scan, a photo
Out: `Word`s like those of a PDF page, and how sure the engine is of them, letter by letter
Why: PP-OCRv6 through pylopdf (extra `ocr`: MIT and Apache-2.0, from pip, no program beside it)
     reads .984 of the words of 16 drawn pages in four languages (clean, turned, blurred, 150 dots
     an inch) and 254 of the 256 words with ë ï ß ç € in them, for 10 s of CPU and 350 MiB a page;
     tesseract 5.3 with nld, eng, deu, fra .942 and 214, for 4 s and 150 MiB: see
     `benchmarks/ocr_engines.py`. It takes level lines only (of a page turned by 1.8 degrees it
     reads none), so the page is set straight first; 150 dots an inch cost half of what 200 do and
     lost nothing
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Protocol

from matcher.documents.needing_ocr import is_installed
from matcher.documents.pdf_words import Word
from matcher.limited import Limits, allow

if TYPE_CHECKING:
    import numpy as np
    from PIL.Image import Image

LONG_SIDE = 1754  # pixels: an A4 page of 150 dots an inch
_SURE = 0.5  # a line that is less so is left out: strokes of a stamp, the grain of a photo
_UPRIGHT = 0.8  # lines that are less sure than this may stand on their head
_TILE, _OVERLAP = 1280, 128  # one tile is as wide as a page
_STEEPEST = 6.0  # degrees
_FLAT = 0.2
_MARGIN = 24
_FEW_DOTS = 200
_MOST_DOTS = 60_000
_DARK = 180


@dataclass(frozen=True, slots=True)
class OcrLine:
    """One line of a picture; places in pixels from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float  # a ratio


class Ocr(Protocol):
    """What reads level lines off a picture."""

    def lines(self, picture: "Image") -> list[OcrLine]:
        """Return the lines of a picture, also those that it is unsure of, in any order."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a picture says."""

    words: list[Word]
    letters: int
    confidence: float  # the mean over its letters; 0 where there are none


@lru_cache(maxsize=1)
def installed() -> Ocr | None:
    """Return the engine of the extra `ocr`, or None where it is not installed."""
    return _PaddleOcr() if is_installed() else None


def read_picture(picture: "Image", ocr: Ocr, limits: Limits) -> Reading:
    """Return the words of a picture of a page, set straight and turned upright."""
    allow(limits.ocr_cpu_s, limits.ocr_memory_bytes)
    picture = _cropped(_straight(_sized(picture.convert("L"))))
    lines = ocr.lines(picture)
    if lines and _confidence(lines) < _UPRIGHT:
        turned = picture.rotate(180)
        lines = max(lines, ocr.lines(turned), key=_confidence)
    lines = [line for line in lines if line.confidence >= _SURE and line.text.strip()]
    words = [word for line in lines for word in _words(line, picture.height)]
    return Reading(words, sum(map(_letters, lines)), _confidence(lines))


def _confidence(lines: list[OcrLine]) -> float:
    weights = sum(map(_letters, lines))
    return sum(line.confidence * _letters(line) for line in lines) / weights if weights else 0.0


def _letters(line: OcrLine) -> int:
    return sum(map(str.isalnum, line.text))


def _words(line: OcrLine, height: float) -> list[Word]:
    """Return the words of a line, each with its share of the width."""
    share = (line.right - line.left) / max(len(line.text), 1)
    words: list[Word] = []
    at = 0
    bottom, top = height - line.bottom, height - line.top
    for text in line.text.split(" "):
        left = line.left + at * share
        at += len(text) + 1
        if text:
            right = left + len(text) * share
            baseline = bottom + 0.2 * (top - bottom)
            words.append(Word(text, left, bottom, right, top, baseline, False, 0, bool(words)))
    return words


def _sized(picture: "Image") -> "Image":
    scale = LONG_SIDE / max(*picture.size, 1)
    if 0.95 < scale < 1.05:
        return picture
    width, height = (max(int(side * scale), 1) for side in picture.size)
    return picture.resize((width, height))


def _straight(picture: "Image") -> "Image":
    """Return a picture whose lines of text run level, as most of its dark dots say they do."""
    angle, sideways = _lean(picture)
    if sideways:
        picture, angle = picture.rotate(-90, expand=True), -angle
    if abs(angle) < _FLAT:
        return picture
    from PIL.Image import Resampling

    return picture.rotate(angle, fillcolor=255, resample=Resampling.BICUBIC)


def _lean(picture: "Image") -> tuple[float, bool]:
    """Return by how many degrees the lines lean, and whether they run from top to bottom.

    Source: projection profiles (Postl, 1986): summed along the lines, dark dots fall into rows.
    """
    import numpy as np

    grey = np.asarray(picture.reduce(2))
    rows, columns = np.nonzero(grey < min(float(grey.mean() - grey.std()), _DARK))
    if len(rows) < _FEW_DOTS:
        return 0.0, False
    step = len(rows) // _MOST_DOTS + 1
    rows, columns = rows[::step], columns[::step]
    found: list[tuple[float, float, bool]] = []
    for sideways, (down, along) in enumerate(((rows, columns), (columns, rows))):
        coarse = np.arange(-_STEEPEST, _STEEPEST + 0.1, 0.5)
        near = max(coarse, key=lambda angle: _sharpness(down, along, angle))
        fine = np.arange(near - 0.4, near + 0.41, 0.1)
        best = max(fine, key=lambda angle: _sharpness(down, along, angle))
        found.append((_sharpness(down, along, best), float(best), bool(sideways)))
    return max(found)[1:]


def _sharpness(down: "np.ndarray", along: "np.ndarray", angle: float) -> float:
    import numpy as np

    place = np.round(down - along * np.tan(np.radians(angle))).astype(int)
    counts = np.bincount(place - place.min()).astype(float)
    return float((np.diff(counts) ** 2).sum())


def _cropped(picture: "Image") -> "Image":
    """Return a picture without its empty margins, which cost as much as text does."""
    box = picture.point(lambda grey: 255 * (grey < _DARK)).getbbox()
    if box is None:
        return picture
    left, top, right, bottom = box
    return picture.crop(
        (
            max(left - _MARGIN, 0),
            max(top - _MARGIN, 0),
            min(right + _MARGIN, picture.width),
            min(bottom + _MARGIN, picture.height),
        )
    )


class _PaddleOcr:
    """PP-OCRv6 (small) as pylopdf runs it."""

    def __init__(self) -> None:
        self._library = import_module("pylopdf")
        self._engine = self._library.OcrEngine(threads=1)

    def lines(self, picture: "Image") -> list[OcrLine]:
        """Return the lines of a picture."""
        packed = BytesIO()
        picture.save(packed, "PNG", compress_level=1)
        width, height = picture.size
        page = self._library.Document().new_page(width=width, height=height)
        page.insert_image((0, 0, width, height), stream=packed.getvalue())
        found = self._engine.recognize(
            page, dpi=72, tile_size=_TILE, overlap=_OVERLAP, min_confidence=0.0
        )
        lines: list[OcrLine] = []
        for one in found:
            left, top, right, bottom = one["bbox"]
            lines.append(OcrLine(one["text"], left, top, right, bottom, one["confidence"]))
        return lines
