"""What somebody filled in in a PDF form.

In:  a page of pdfium whose document has a form
Out: `Word`s at the places of the fields; how many boxes can be ticked
Why: the values lie beside the page, not on it, so that a page's own text holds the labels alone.
     As words they come in the order of the page, each behind its label
"""

import ctypes

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from matcher.documents.pdf_words import Word, frame_of

_TEXTS = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)
_TICKS = (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON)
_PASSWORD = 1 << 13  # of the flags of a text field
_HIDDEN = 0x2 | 0x20  # of the flags of an annotation: hidden, not shown
_MOST_FIELDS = 2000
_USUAL_SIZE = 11.0  # points
_LETTER_EM = 0.5


def form_words(pdf: pdfium.PdfDocument, page: pdfium.PdfPage) -> tuple[list[Word], int]:
    """Return the values of the fields of a page as words, and the number of boxes to tick."""
    if pdf.formenv is None:
        return [], 0
    frame = frame_of(page)
    words: list[Word] = []
    ticks = 0
    for number in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST_FIELDS)):
        field = raw.FPDFPage_GetAnnot(page, number)
        if not field:
            continue
        try:
            kind = raw.FPDFAnnot_GetFormFieldType(pdf.formenv, field)
            flags = raw.FPDFAnnot_GetFormFieldFlags(pdf.formenv, field)
            if raw.FPDFAnnot_GetFlags(field) & _HIDDEN:
                continue
            ticks += kind in _TICKS
            if kind in _TEXTS and not (kind == raw.FPDF_FORMFIELD_TEXTFIELD and flags & _PASSWORD):
                rect = raw.FS_RECTF()
                raw.FPDFAnnot_GetRect(field, rect)
                a, b = frame.shown(rect.left, rect.bottom), frame.shown(rect.right, rect.top)
                box = (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
                words += _placed(_value(pdf, field), box)
        finally:
            raw.FPDFPage_CloseAnnot(field)
    return words, ticks


def is_dynamic(pdf: pdfium.PdfDocument) -> bool:
    """Tell whether the form is of the kind (XFA) that only Adobe's own programs show."""
    return bool(pdf.get_formtype() == raw.FORMTYPE_XFA_FULL)


def _value(pdf: pdfium.PdfDocument, field: raw.FPDF_ANNOTATION) -> str:
    size = raw.FPDFAnnot_GetFormFieldValue(pdf.formenv, field, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetFormFieldValue(
        pdf.formenv, field, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size
    )
    return buffer.raw[:size].decode("utf-16-le", errors="replace").rstrip("\0")


def _placed(value: str, box: tuple[float, float, float, float]) -> list[Word]:
    """Return a value as words in the box of its field, line by line from its top."""
    lines = [line for line in value.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line]
    left, bottom, _, top = box
    step = (top - bottom) / max(len(lines), 1)
    size = min(step, _USUAL_SIZE)
    words: list[Word] = []
    for number, line in enumerate(lines):
        middle = top - (number + 0.5) * step if len(lines) > 1 else (top + bottom) / 2
        low, at = middle - size / 2, left + 2
        for place, text in enumerate(line.split()):
            right = at + _LETTER_EM * size * len(text)
            base = low + 0.2 * size
            words.append(Word(text, at, low, right, low + size, base, False, 0, place > 0))
            at = right + 0.4 * size
    return words
