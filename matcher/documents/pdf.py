"""PDF files.

In:  the bytes of a .pdf
Out: `Content`: the text that can be seen, in reading order, with the start of every page
Why: pypdfium2 (permissive, 10 MB, 2 ms a page) with an order of our own; pdfminer.six where the
     letters have no Unicode map (word recall 0.006 -> 0.958), behind a gate on the look of the
     words, since it takes ten times as long. Files attached to a PDF are not read: nobody sees them
"""

import io
import re
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from matcher.documents.contents import Content, Refused
from matcher.documents.limits import Limits
from matcher.documents.normal import clean_characters, tidy_pages
from matcher.documents.pdf_drawn import drawings, with_bullets
from matcher.documents.pdf_hidden import split_hidden
from matcher.documents.pdf_lines import text_of_page
from matcher.documents.pdf_order import reading_order, runs_of
from matcher.documents.pdf_words import words_of
from matcher.records import HiddenText, Reason

_OCR = "run it through OCR (for example ocrmypdf) and add it again"
_GOOD = 0.6  # share of the words that look like words; a font without a map gives about 0.1
_BEARABLE = 0.35
_FEW_WORDS = 20  # too few to judge
_FEW_LETTERS = 60  # on a page that is a picture: the stamp of a scanner
_MOST_OF_PAGE = 0.5


@dataclass(frozen=True, slots=True)
class _Page:
    text: str
    hidden: tuple[HiddenText, ...]
    has_words: bool  # that can be seen, even if nobody can tell their letters
    is_picture: bool  # of a text, as a scanner makes


def read_pdf(data: bytes, limits: Limits) -> Content:
    """Return the visible text of a PDF."""
    pdf = _open(data)
    if len(pdf) > limits.pages:
        raise Refused(
            Reason.TOO_LARGE,
            f"the file has {len(pdf)} pages, at most {limits.pages} are read; "
            "save the pages that are about the person and add them again",
        )
    read = [_page(pdf, number) for number in range(len(pdf))]
    hidden = tuple(piece for page in read for piece in page.hidden)
    pages = [page.text for page in read]
    _refuse_scan(read)
    if any(page.has_words for page in read) and _goodness(" ".join(pages)) < _GOOD:
        pages = _second_opinion(data, pages, hidden)
    text, starts = tidy_pages(pages)
    return Content("pdf", text, starts, hidden)


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        pdf = pdfium.PdfDocument(data)
        len(pdf)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise Refused(
                Reason.ENCRYPTED, "the file has a password; save it without one and add it again"
            ) from error
        raise Refused(
            Reason.UNREADABLE,
            "the file is damaged or cut off; open it, save it anew and add it again",
        ) from error
    return pdf


def _page(pdf: pdfium.PdfDocument, number: int) -> _Page:
    """Return what one page holds."""
    try:
        page = pdf[number]
        text = page.get_textpage()
    except pdfium.PdfiumError as error:
        raise Refused(
            Reason.UNREADABLE,
            f"page {number + 1} is damaged; open the file, save it anew and add it again",
        ) from error
    words, unseen = split_hidden(page, text, words_of(page, text), number + 1)
    drawn = drawings(page)
    blocks = reading_order(runs_of(with_bullets(words, drawn.dots)), drawn.rules)
    letters = sum(len(word.text) for word in words)
    is_picture = letters < _FEW_LETTERS and (
        drawn.pictured > _MOST_OF_PAGE or (drawn.any and not letters)
    )
    return _Page(text_of_page(blocks), unseen, bool(words), is_picture)


def _refuse_scan(pages: list[_Page]) -> None:
    """Raise where the pages are pictures; no more pictures than pages of text are let pass."""
    pictures = sum(page.is_picture for page in pages)
    with_text = sum(any(map(str.isalnum, page.text)) for page in pages)
    if pictures > with_text:
        raise Refused(Reason.NEEDS_OCR, f"no text layer: {_OCR}")


def _goodness(text: str) -> float:
    """Return the share of longer words that look like words of some language."""
    text = clean_characters(text)
    if not any(map(str.isalnum, text)):
        return 0.0
    words = [word for word in re.findall(r"\S{3,}", text) if any(map(str.isalnum, word))]
    if len(words) < _FEW_WORDS:
        strange = len(re.findall(r"[\ufffd\ue000-\uf8ff]|\(cid:", text))
        return 0.0 if strange > 0.1 * len(text) else 1.0
    return sum(map(_looks_like_word, words)) / len(words)


def _looks_like_word(word: str) -> bool:
    core = word.strip("()[]{}<>.,;:!?\"'“”‘’„-–—/|•*+&")
    if re.fullmatch(r"[\d.,:/%€$£+()–-]+", core) or "@" in core or "//" in core or "www" in core:
        return True
    plain = re.sub(r"[-/&'’.+#()]", "", core)
    if not plain or sum(map(str.isalpha, plain)) < 0.8 * len(plain):
        return False
    return not plain.isascii() or bool(re.search("[aeiouy]", plain, re.I)) or plain.isupper()


def _second_opinion(data: bytes, pages: list[str], hidden: tuple[HiddenText, ...]) -> list[str]:
    """Read once more with pdfminer; refuse where neither reading looks like language."""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTTextContainer

    others: list[str] = []
    for page in extract_pages(io.BytesIO(data)):
        boxes = [box.get_text() for box in page if isinstance(box, LTTextContainer)]
        others.append(_without("\n".join(boxes), hidden))
    better = max((pages, others), key=lambda read: _goodness(" ".join(read)))
    if _goodness(" ".join(better)) < _BEARABLE:
        raise Refused(Reason.NEEDS_OCR, f"the letters of its font cannot be told: {_OCR}")
    return better


def _without(text: str, hidden: tuple[HiddenText, ...]) -> str:
    """Return a text that pdfminer read without what nobody can see."""
    for piece in hidden:
        text = text.replace(piece.text, "")
    return text
