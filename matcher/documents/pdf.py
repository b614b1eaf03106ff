"""PDF files.

In:  the bytes of a .pdf
Out: `Content`: the text that can be seen, in reading order, with the start of every page
Why: pypdfium2 (permissive, 10 MB, 2 ms a page) with an order of our own; pdfminer.six where the
     letters have no Unicode map (word recall 0.006 -> 0.958), behind a gate on the look of the
     words, since it takes ten times as long. Of the files attached to a PDF only the XML of a
     Europass CV is read, and only where it says what the pages say: nobody sees the others
"""

import io
import re
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from matcher.documents.contents import Content, Refused
from matcher.documents.linkedin import without_page_feet
from matcher.documents.needing_ocr import HOW
from matcher.documents.normal import clean_characters, tidy_pages
from matcher.documents.ocr import Ocr, installed
from matcher.documents.pdf_attached import attached_cv
from matcher.documents.pdf_drawn import drawings, with_bullets
from matcher.documents.pdf_forms import form_words, is_dynamic
from matcher.documents.pdf_hidden import split_hidden
from matcher.documents.pdf_lines import text_of_page
from matcher.documents.pdf_order import reading_order, runs_of
from matcher.documents.pdf_scans import ANEW, read_scans
from matcher.documents.pdf_words import words_of
from matcher.limited import Limits
from matcher.records import HiddenText, Reason

_GOOD = 0.6  # share of the words that look like words; a font without a map gives about 0.1
_BEARABLE = 0.35
_FEW_WORDS = 20  # too few to judge
_FEW_LETTERS = 120  # on a page that is a picture: the stamp of a scanner
_TICKS = "boxes that can be ticked were not read: look at the form yourself"
_MOST_OF_PAGE = 0.5


@dataclass(frozen=True, slots=True)
class _Page:
    text: str
    hidden: tuple[HiddenText, ...]
    has_words: bool  # that can be seen, even if nobody can tell their letters
    is_picture: bool  # of a text, as a scanner makes
    ticks: int = 0  # boxes of a form that can be ticked


def read_pdf(data: bytes, limits: Limits, ocr: Ocr | None = None) -> Content:
    """Return the visible text of a PDF; `ocr` takes the place of the engine that is installed."""
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
    _refuse_dynamic(pdf, pages)
    pictures = [number for number, page in enumerate(read) if page.is_picture]
    why = "no text layer"
    if any(page.has_words for page in read) and _goodness(" ".join(pages)) < _GOOD:
        better = _second_opinion(data, pages, hidden)
        if better is None:
            why, pictures = "the letters of its font cannot be told", list(range(len(read)))
        pages = better or pages
    ocr = (ocr or installed()) if pictures else None
    written = [text for number, text in enumerate(pages) if number not in pictures]
    scans = read_scans(pdf, pictures, ocr, limits)
    if pictures and not scans.texts and not any(map(str.isalnum, "".join(written))):
        raise Refused(Reason.NEEDS_OCR, f"{why}: {ANEW if ocr else HOW}")
    pages = [scans.texts.get(number, text) for number, text in enumerate(pages)]
    text, starts = tidy_pages(without_page_feet(pages))
    notes = (*scans.notes, *((_TICKS,) if any(page.ticks for page in read) else ()))
    if (attached := attached_cv(pdf, text)) is not None:
        return replace(attached, media="pdf", hidden=hidden, notes=notes)
    return Content("pdf", text, starts, hidden, ocr=scans.confidence, notes=notes)


def _refuse_dynamic(pdf: pdfium.PdfDocument, pages: list[str]) -> None:
    if is_dynamic(pdf) and re.search(r"please wait|adobe reader", " ".join(pages), re.I):
        raise Refused(
            Reason.UNSUPPORTED,
            "the form can only be shown by Adobe's own programs (XFA); open it there, print it to "
            "a PDF and add that",
        )


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        pdf = pdfium.PdfDocument(data)
        len(pdf)
        if pdf.get_formtype() != raw.FORMTYPE_NONE:
            pdf.init_forms()
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
    filled_in, ticks = form_words(pdf, page)
    blocks = reading_order(runs_of(with_bullets([*words, *filled_in], drawn.dots)), drawn.rules)
    letters = sum(len(word.text) for word in words)
    is_picture = letters < _FEW_LETTERS and (
        drawn.pictured > _MOST_OF_PAGE or (drawn.any and not letters)
    )
    return _Page(text_of_page(blocks), unseen, bool(words), is_picture, ticks)


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


def _second_opinion(
    data: bytes, pages: list[str], hidden: tuple[HiddenText, ...]
) -> list[str] | None:
    """Read once more with pdfminer; None where neither reading looks like language."""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTTextContainer

    others: list[str] = []
    for page in extract_pages(io.BytesIO(data)):
        boxes = [box.get_text() for box in page if isinstance(box, LTTextContainer)]
        others.append(_without("\n".join(boxes), hidden))
    better = max((pages, others), key=lambda read: _goodness(" ".join(read)))
    return better if _goodness(" ".join(better)) >= _BEARABLE else None


def _without(text: str, hidden: tuple[HiddenText, ...]) -> str:
    """Return a text that pdfminer read without what nobody can see."""
    for piece in hidden:
        text = text.replace(piece.text, "")
    return text
