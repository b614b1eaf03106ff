"""The XML that a Europass CV as PDF carries of itself.

In:  the PDF and the text of its pages
Out: the CV of the XML, or None where there is none that says what the pages say
Why: it names every role, period and level, which the page has to be guessed from. But nobody sees
     it, so that it counts only where its words stand on the pages as well
"""

import re
from collections import Counter

import pypdfium2 as pdfium

from matcher.documents.contents import Content, Refused
from matcher.documents.fields import HEADINGS
from matcher.documents.resumes import read_europass

_MOST_ATTACHED = 20
_MOST_BYTES = 4 << 20
_ON_THE_PAGE = 0.85  # share of the words of the XML that stand on the page as well
_OURS = frozenset(  # what the reader of the XML adds to it
    {"present", "heden", "native"}
    | {word.lower() for both in HEADINGS.values() for name in both for word in name.split()}
)


def attached_cv(pdf: pdfium.PdfDocument, text: str) -> Content | None:
    """Return the CV that is attached to a PDF, if its pages say the same."""
    for number in range(min(pdf.count_attachments(), _MOST_ATTACHED)):
        try:
            attached = pdf.get_attachment(number)
            if not attached.get_name().lower().endswith(".xml"):
                continue
            data = bytes(attached.get_data())
            found = read_europass(data) if len(data) <= _MOST_BYTES else None
        except (pdfium.PdfiumError, Refused):
            continue
        if found is not None and found.text and _share(found.text, text) >= _ON_THE_PAGE:
            return found
    return None


def _share(inner: str, outer: str) -> float:
    """Return the share of the words of a text that another holds as often."""
    words, others = Counter(_words(inner)), Counter(_words(outer))
    return sum((words & others).values()) / max(sum(words.values()), 1)


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]{3,}", text.lower()) if word not in _OURS]
