"""What kind of file is this, and who reads it?

In:  the bytes of one file and its name
Out: its parts: one document, one per row of a table, or one per attachment
Why: content decides where it is clear (a PDF named .txt), the suffix where it is not (Markdown,
     CSV and plain text look alike); a kind that nobody reads is said so, never guessed at
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath

from matcher.documents.contents import Begun, Content, Part, Refused
from matcher.documents.linkedin import is_linkedin_export
from matcher.limited import Limits
from matcher.records import Reason

TABLES = frozenset({"csv", "tsv", "xlsx", "parquet", "jsonl"})
SUFFIXES = {
    ".pdf": "pdf", ".docx": "docx", ".docm": "docx", ".dotx": "docx", ".odt": "odt", ".rtf": "rtf",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".txt": "txt", ".text": "txt", "": "txt",
    ".md": "md", ".markdown": "md", ".eml": "eml", ".json": "json", ".xml": "xml", ".csv": "csv",
    ".tsv": "tsv", ".xlsx": "xlsx", ".xlsm": "xlsx", ".parquet": "parquet", ".jsonl": "jsonl",
    ".ndjson": "jsonl", ".zip": "zip", ".pages": "pages", ".doc": "doc", ".dot": "doc",
}  # fmt: skip
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"RIFF")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def media_of(data: bytes, name: str) -> str:
    """Return the kind of a file.

    Raises
    ------
    Refused : a kind that nobody reads; the message says what to save it as
    """
    suffix = PurePath(name).suffix.lower()
    kind = _by_content(data, suffix)
    if (
        kind is None
        and suffix not in SUFFIXES
        and _looks_like_text(data)
        and not suffix[1:].isalpha()
    ):
        kind = "txt"  # "CV J. de Vries" has no suffix, though it holds a full stop
    if kind is None and suffix not in SUFFIXES:
        raise Refused(
            Reason.UNSUPPORTED,
            f"files named {suffix} are not read; save it as pdf, docx, odt, rtf, html, txt or md",
        )
    if kind is None and SUFFIXES[suffix] == "doc":
        kind = "txt"  # what is named so and is no Word file, as older programs wrote
    kind = kind or SUFFIXES[suffix]
    if kind in _CLEAR and _by_content(data, "") != kind:
        raise Refused(
            Reason.UNREADABLE,
            f"the file is named {suffix} but holds no {kind}; save it anew and add it again",
        )
    return kind


_CLEAR = frozenset({"pdf", "docx", "odt", "xlsx", "parquet", "rtf", "zip", "pages"})


def parts_of(
    data: bytes,
    name: str,
    limits: Limits,
    columns: Mapping[str, str] | None = None,
    depth: int = 0,
    skip: int = 0,
) -> Iterator[Part | Begun]:
    """Yield the documents that a file holds; a `Refused` inside a part spares the others.

    Raises
    ------
    Refused : nothing of the file can be read
    """
    media = media_of(data, name)
    most = limits.table_bytes if media in (*TABLES, "zip", "linkedin") else limits.file_bytes
    if len(data) > most:
        raise too_large(len(data), most)
    if media == "zip":
        from matcher.documents.bundles import read_zip

        yield from read_zip(data, columns or {}, limits, depth, skip)
    elif media in TABLES:
        from matcher.documents.tables import read_table

        yield from read_table(data, media, columns or {}, limits)
    elif media == "eml":
        from matcher.documents.mail import read_mail

        yield from read_mail(data, limits, depth)
    elif media == "json":
        from matcher.documents.resumes import read_json

        yield from read_json(data)
    else:
        yield Part(_content(data, media, limits))


def no_file() -> Refused:
    """Return the refusal of a folder, pipe, socket or device."""
    return Refused(Reason.UNSUPPORTED, "this is no file; add a file or a folder")


def too_large(size: int, most: int) -> Refused:
    """Return the refusal of a file that is larger than the limit."""
    return Refused(
        Reason.TOO_LARGE,
        f"the file is {size / (1 << 20):.1f} MiB, at most {most / (1 << 20):.0f} MiB is read; "
        "save it without pictures, or as text, and add it again",
    )


def _content(data: bytes, media: str, limits: Limits) -> Content:
    if media == "pdf":
        from matcher.documents.pdf import read_pdf

        return read_pdf(data, limits)
    if media == "picture":
        from matcher.documents.pictures import read_image

        return read_image(data, limits)
    if media == "pages":
        from matcher.documents.bundles import preview_of
        from matcher.documents.pdf import read_pdf

        return replace(read_pdf(preview_of(data, limits), limits), media="pages")
    if media == "linkedin":
        from matcher.documents.linkedin import read_linkedin_export

        return read_linkedin_export(data, limits)
    if media == "doc":
        from matcher.documents.doc import read_doc

        return read_doc(data)
    if media == "docx":
        from matcher.documents.docx import read_docx

        return read_docx(data, limits)
    if media == "odt":
        from matcher.documents.odt import read_odt

        return read_odt(data, limits)
    if media == "xml":
        from matcher.documents.resumes import read_europass

        return read_europass(data)
    if media == "html":
        from matcher.documents.plain import decode_html
        from matcher.documents.webpage import read_html

        return read_html(decode_html(data))
    from matcher.documents import plain

    return {"rtf": plain.read_rtf, "md": plain.read_markdown, "txt": plain.read_plain}[media](data)


def _by_content(data: bytes, suffix: str) -> str | None:
    """Return the kind that the first bytes give away, or None."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_zip(data)
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(b"PAR1") and data.endswith(b"PAR1"):
        return "parquet"
    if data.startswith(_OLE):
        if "WordDocument".encode("utf-16-le") in data:
            return "doc"
        raise _old_office(data)
    if data.startswith(_PICTURES) and not _looks_like_text(data):
        return "picture"
    return "html" if suffix not in (".eml", ".md", ".xml") and _HTML.match(data[:4096]) else None


def _kind_of_zip(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            small = "mimetype" in names and archive.getinfo("mimetype").file_size < 200
            if small and b"opendocument.text" in archive.read("mimetype"):
                return "odt"
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        raise Refused(
            Reason.UNREADABLE,
            "the file is damaged or cut off; open it, save it anew and add it again",
        ) from error
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return "xlsx"
    if any(name.endswith(".iwa") or name in ("Index.zip", "index.apxl") for name in names):
        return "pages"
    for start, kind in (("ppt/", "a presentation"), ("META-INF/container.xml", "an e-book")):
        if any(name.startswith(start) for name in names):
            raise Refused(Reason.UNSUPPORTED, f"the file is {kind}; save it as pdf and add that")
    return "linkedin" if is_linkedin_export(names) else "zip"


def _old_office(data: bytes) -> Refused:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Refused(
            Reason.ENCRYPTED, "the file has a password; save it without one and add it again"
        )
    return Refused(
        Reason.UNSUPPORTED,
        "the file is of an old Office kind; save it as .docx or .xlsx and add it again",
    )


def _looks_like_text(data: bytes) -> bool:
    head = data[:4096]
    return not head.startswith(b"\x7fELF") and head.count(0) == 0
