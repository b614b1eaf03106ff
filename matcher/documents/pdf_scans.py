"""Pages of a PDF that are pictures of text.

In:  the PDF, the numbers of such pages, the OCR engine
Out: the text of each page that could be read, how sure the engine is, a note on the others
Why: a scan behind a letter, or under the stamp of a scanner, is the CV. What OCR reads goes
     through the same order of columns and lines as any page; without OCR the pages are named
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium

from matcher.documents import ocr as engines
from matcher.documents.needing_ocr import HOW
from matcher.documents.ocr import Ocr
from matcher.documents.pdf_lines import text_of_page
from matcher.documents.pdf_order import reading_order, runs_of
from matcher.limited import Limits

_FEW_LETTERS = 8  # a photo with a word on a wall
_GUESSED = 0.75  # less sure than this it is of stains and grain, .98 and more of blurred scans
ANEW = "OCR can make nothing of it; scan it anew, sharp and upright"


@dataclass(frozen=True, slots=True)
class Scans:
    """What the picture pages of a document say."""

    texts: dict[int, str]  # of the pages that hold text, by their number from 0
    confidence: float | None  # the mean over their letters
    notes: tuple[str, ...]


def read_scans(
    pdf: pdfium.PdfDocument, numbers: Sequence[int], ocr: Ocr | None, limits: Limits
) -> Scans:
    """Return the text of the pages with these numbers, as far as OCR is there and can tell."""
    if ocr is None:
        return Scans({}, None, (_unread(numbers, HOW),) if numbers else ())
    texts: dict[int, str] = {}
    unsure: list[int] = []
    sure, letters = 0.0, 0
    for number in numbers[: limits.ocr_pages]:
        page = pdf[number]
        scale = engines.LONG_SIDE / max(*page.get_size(), 1.0)
        picture = page.render(scale=scale, grayscale=True).to_pil()
        read = engines.read_picture(picture, ocr, limits)
        if read.letters and read.confidence < _GUESSED:
            unsure.append(number)
        elif read.letters >= _FEW_LETTERS:
            texts[number] = text_of_page(reading_order(runs_of(read.words), []))
            sure += read.confidence * read.letters
            letters += read.letters
    left = numbers[limits.ocr_pages :]
    more = f"at most {limits.ocr_pages} are read by OCR; add the pages that count alone"
    notes = [_unread(unsure, ANEW)] if unsure else []
    notes += [_unread(left, more)] if left else []
    return Scans(texts, sure / letters if letters else None, tuple(notes))


def _unread(numbers: Sequence[int], how: str) -> str:
    """Say which pages were not read."""
    pages = ", ".join(str(number + 1) for number in numbers)
    if len(numbers) == 1:
        return f"page {pages} is a picture and was not read: {how}"
    return f"pages {pages} are pictures and were not read: {how}"
