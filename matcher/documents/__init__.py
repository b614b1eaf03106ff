"""Files of strangers in, plain text in one normal form out.

In:  paths of files and folders, or a pasted text
Out: `Document` (visible text, page starts, hidden text apart) or `Unreadable` (typed reason and the
     next step) for every file, every row of a table of people, every e-mail attachment
Why: no document library is safe in process, so each file is read in a child process with limits on
     memory, time and size (`sandbox.py`; see `matcher.limited`); no library reads CVs well, so
     pdf, docx and odt have readers of our own, each with its reasons at its door

Windows lacks fork and setrlimit: there the reader process does not start, and every file is
reported as unreadable.
"""

from matcher.documents.files import Listed, digest_of, digests_of, list_files, survey
from matcher.documents.needing_ocr import may_be_read_now
from matcher.documents.reading import read_file, read_files, read_text
from matcher.limited import Limits

__all__ = [
    "Limits",
    "Listed",
    "digest_of",
    "digests_of",
    "list_files",
    "may_be_read_now",
    "read_file",
    "read_files",
    "read_text",
    "survey",
]
