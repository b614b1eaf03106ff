"""Zip files that people send: a folder of CVs, a Pages document.

In:  the bytes of a .zip or .pages
Out: a part for every member that holds text, a refusal with its name for every other; the picture
     of itself that a Pages document carries
Why: an applicant system hands out a hundred CVs as one zip. Each member is read as if it were added
     alone, with its own time; the number of members, what they unpack to, and zips inside zips are
     limited, and a member that kills its reader costs itself alone
"""

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath

from matcher.documents.archive import entry, open_zip
from matcher.documents.contents import Begun, Part, Refused
from matcher.documents.files import is_leftover, names_of
from matcher.limited import Limits
from matcher.records import Reason

DEEPEST = 3  # files inside files inside files
_PREVIEWS = ("quicklook/preview.pdf", "preview.pdf")


def read_zip(
    data: bytes, columns: Mapping[str, str], limits: Limits, depth: int = 0, skip: int = 0
) -> Iterator[Part | Begun]:
    """Yield the parts of every member behind the first `skip`; each is said before it is read.

    Raises
    ------
    Refused : the zip as a whole cannot be read, or holds nothing
    """
    if depth >= DEEPEST:
        raise Refused(
            Reason.TOO_LARGE, f"files are packed more than {DEEPEST} deep; unpack it and add those"
        )
    archive = open_zip(data, limits)
    names = [name for name in archive.namelist() if _is_document(name)]
    if not names:
        raise Refused(Reason.EMPTY, "the zip holds no files; check that it is the right one")
    ids = names_of([Path("/" + name) for name in names])
    for name, (own, _) in list(zip(names, ids, strict=True))[skip:]:
        if depth == 0:
            yield Begun(f"/{name}")
        yield from _member(archive, name, own, columns, limits, depth)


def _member(
    archive: zipfile.ZipFile,
    name: str,
    own: str,
    columns: Mapping[str, str],
    limits: Limits,
    depth: int,
) -> Iterator[Part]:
    from matcher.documents.formats import parts_of

    try:
        body = entry(archive, name, limits)
        for part in parts_of(body, PurePath(name).name, limits, columns, depth + 1):
            if isinstance(part, Part):
                tagged = f"{own}{part.tag.replace('#', '-')}" if part.tag else own
                yield Part(part.content, f"/{name}{part.tag}", part.id or tagged)
    except Refused as refused:
        yield Part(refused, f"/{name}")


def preview_of(data: bytes, limits: Limits) -> bytes:
    """Return the PDF that a Pages document carries of itself.

    Raises
    ------
    Refused : it carries none, as those of newer versions
    """
    archive = open_zip(data, limits)
    name = next((one for one in archive.namelist() if one.lower().endswith(_PREVIEWS)), None)
    if name is None:
        raise Refused(
            Reason.UNSUPPORTED,
            "a Pages document cannot be read without its program; export it from Pages as PDF or "
            "Word and add that",
        )
    return entry(archive, name, limits)


def _is_document(name: str) -> bool:
    return not name.endswith("/") and not any(map(is_leftover, PurePath(name).parts))
