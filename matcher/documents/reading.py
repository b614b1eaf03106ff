"""The public door: files in, documents out.

In:  paths of files and folders, or a pasted text
Out: a `Document` for every text found, an `Unreadable` for every file, row or attachment without
Why: results come in the order of the files however many readers work, so that the same folder
     gives the same batch twice; one bad file never costs the others
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matcher.documents.fields import check_columns
from matcher.documents.files import Listed, names_of, printable, survey
from matcher.documents.normal import tidy
from matcher.errors import InvalidInput
from matcher.limited import Limits, Worker, in_order
from matcher.records import Document, HiddenText, Reason, Unreadable

if TYPE_CHECKING:
    from matcher.protocols import Progress  # for its type alone: it would load numpy

_AHEAD = 2  # files that each reader may be ahead of the caller
_LOST = {
    "reason": Reason.UNREADABLE.value,
    "message": "the reader process ended before it answered; free some memory and add it again",
}


def read_files(
    paths: Sequence[Path],
    *,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    columns: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Iterator[Document | Unreadable]:
    """Yield what every file holds, in order.

    Parameters
    ----------
    paths    : files and folders, see `survey`; an unsupported file is reported, not skipped
    limits   : what one document may cost, and how many reader processes work
    columns  : for tables of people, their column name -> our field ("Werkhistorie" -> "work")
    progress : called with (files done, files in all) after each file

    Yields
    ------
    Document | Unreadable : in the order of the files, and of the rows or attachments inside them.
        Sources and ids are unique within one call; all parts of a file carry the file's digest.
        Before them, what was listed and is no file to read (see `survey`).

    Raises
    ------
    NotFound : a path does not exist; before anything is read
    InvalidInput : `columns` names a field that does not exist
    """
    return _read(survey(paths), limits, check_columns(columns), progress)


def read_file(
    path: Path,
    *,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    columns: Mapping[str, str] | None = None,
) -> Document | Unreadable:
    """Return the first document of a file, or why there is none.

    Raises
    ------
    NotFound : the path does not exist
    InvalidInput : the path is a folder, or `columns` names a field that does not exist
    """
    path = Path(path)
    if path.is_dir():
        raise InvalidInput(f"{str(path)!r} is a folder; name one file, or use read_files")
    found = list(read_files([path], limits=limits, columns=columns))
    return next((one for one in found if isinstance(one, Document)), found[0])


def read_text(text: str, *, id: str, source: str) -> Document:
    """Return a pasted text as a document in the same normal form as a file's; it may be empty.

    HTML that was pasted is read as HTML.
    """
    from matcher.documents.webpage import is_fragment, read_html

    digest = hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()
    if is_fragment(text):
        page = read_html(text)
        return Document(id, source, "html", digest, page.text, hidden=page.hidden)
    return Document(id, source, "txt", digest, tidy(text))


def _read(
    listed: Listed, limits: Limits, columns: Mapping[str, str], progress: Progress | None
) -> Iterator[Document | Unreadable]:
    """Keep every reader busy a little ahead of the caller."""
    yield from listed.problems
    files = listed.files
    if not files:
        return

    def read(reader: Worker, file: tuple[Path, tuple[str, str]]) -> list[Document | Unreadable]:
        path, name = file
        found = _documents(name, answer_of(reader, path, limits, columns))
        return [replace(one, path=str(path)) for one in found]

    workers = min(limits.workers, len(files))
    found = in_order(
        partial(Worker, "matcher.documents.sandbox"),
        read,
        zip(files, names_of(files), strict=True),
        workers=workers,
        ahead=workers * _AHEAD,
    )
    for done, some in enumerate(found, start=1):
        yield from some
        if progress:
            progress(done, len(files))


@dataclass(frozen=True, slots=True)
class FileAnswer:
    """What a reader process said of one file."""

    digest: str  # of the bytes that were read; empty where none were
    parts: list[dict[str, Any]]
    end: dict[str, str]  # empty, or the reason and message of why it stopped


def answer_of(reader: Worker, path: Path, limits: Limits, columns: Mapping[str, str]) -> FileAnswer:
    """Return what a file holds; its `end` names a reason where it was not read to its end."""
    request = {"path": os.path.abspath(path), "limits": limits.as_json(), "columns": dict(columns)}
    found = FileAnswer("", [], dict(_LOST))
    try:
        for answer in reader.ask(request):
            if "digest" in answer:
                found = replace(found, digest=answer["digest"])
            elif "part" in answer:
                found.parts.append(answer["part"])
            else:
                found = replace(found, end=answer["end"])
    except OSError:  # it died; what came first stands
        pass
    return found


def _documents(name: tuple[str, str], answer: FileAnswer) -> list[Document | Unreadable]:
    """Turn what a reader sent into records, with ids that are unique within the file."""
    id_, source = name
    found: list[Document | Unreadable] = []
    taken: set[str] = set()
    for part in answer.parts:
        tag = printable(part["tag"])  # of an attachment, a sheet: whoever sent it has named it
        own = printable(part["id"]) if part["id"] else id_ + tag.replace("#", "-")
        if own in taken:
            own += tag
        taken.add(own)
        found.append(_document(part, own, source + tag, answer.digest))
    if answer.end:
        message = printable(answer.end["message"])
        found.append(Unreadable(source, Reason(answer.end["reason"]), message))
    return found or [_nothing(source)]


def _document(part: dict[str, Any], id_: str, source: str, digest: str) -> Document | Unreadable:
    if "refused" in part:
        refused = part["refused"]
        return Unreadable(source, Reason(refused["reason"]), printable(refused["message"]))
    content = part["content"]
    return Document(
        id=id_,
        source=source,
        media=content["media"],
        digest=digest,
        text=content["text"],
        page_starts=tuple(content["page_starts"]),
        hidden=tuple(HiddenText(**piece) for piece in content["hidden"]),
        told=tuple((field, value) for field, value in content["told"]),
        ocr=content["ocr"],
        notes=tuple(content["notes"]),
    )


def _nothing(source: str) -> Unreadable:
    return Unreadable(
        source, Reason.EMPTY, "the file holds no text; check that it is the right file"
    )
