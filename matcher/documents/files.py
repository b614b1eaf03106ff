"""Which files does a caller mean, and what are they called?

In:  paths of files and folders
Out: the files in a fixed order, their SHA-256, and an id and a source name for each
Why: order and names must not depend on the disk; a stem that two files share would make one person
     overwrite another, so such files are named by their folder, and by their suffix if need be
"""

import hashlib
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from matcher.errors import NotFound

_LEFTOVERS = ("~$", ".~lock.")
_NO_DOCUMENTS = frozenset({"Thumbs.db", "desktop.ini", "__MACOSX"})


def list_files(paths: Sequence[Path]) -> list[Path]:
    """Return the files that `paths` stand for, each once, in a fixed order.

    Parameters
    ----------
    paths : files and folders; a folder stands for all files below it, sorted by path

    Returns
    -------
    list[Path] : files in the order of `paths`. Hidden files and folders, lock files of office
        programs ("~$cv.docx") and what operating systems leave behind (Thumbs.db) are skipped
        inside a folder; a file that is named itself is always listed. Links to folders are not
        followed.

    Raises
    ------
    NotFound : a path that does not exist
    """
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        if path.is_dir():
            found.update(dict.fromkeys(_below(path)))
        elif path.exists():
            found[path] = None
        else:
            raise NotFound(f"there is no file or folder {str(path)!r}; check the spelling")
    return list(found)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, as `Document.digest` holds it.

    Raises
    ------
    NotFound : the file does not exist or may not be read
    """
    try:
        with Path(path).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise NotFound(
            f"the file {str(path)!r} cannot be read ({error.strerror}); check that it is there "
            "and that you may open it"
        ) from error


def names_of(files: Sequence[Path]) -> list[tuple[str, str]]:
    """Return the id and the source name of each file, unique within `files`.

    An id is the file's name without suffix, a source its name. Files that would share one are
    told apart by suffix, then by as many folders as it takes: "cv", "cv.pdf", "jan/cv.pdf".
    """
    ids = _distinct(files, 0)
    return list(zip(ids, _distinct(files, 1), strict=True))


def _below(folder: Path) -> list[Path]:
    files: list[Path] = []
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        raise NotFound(
            f"the folder {str(folder)!r} cannot be opened ({error.strerror}); check its permissions"
        ) from error
    for entry in entries:
        if entry.name.startswith((".", *_LEFTOVERS)) or entry.name in _NO_DOCUMENTS:
            continue
        if entry.is_dir():
            files += [] if entry.is_symlink() else _below(entry)
        elif entry.is_file():
            files.append(entry)
    return files


def _distinct(files: Sequence[Path], level: int) -> list[str]:
    levels = [level] * len(files)
    names = [_name(file, level) for file in files]
    for _ in range(max((len(file.absolute().parts) for file in files), default=0)):
        taken = Counter(names)
        levels = [n + (taken[name] > 1) for n, name in zip(levels, names, strict=True)]
        names = [_name(file, n) for file, n in zip(files, levels, strict=True)]
    return names


def _name(file: Path, level: int) -> str:
    name = file.stem if level == 0 else "/".join(file.absolute().parts[1:][-level:])
    return os.fsencode(name).decode("utf-8", errors="backslashreplace")  # old zips hold others
