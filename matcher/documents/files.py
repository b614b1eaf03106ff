"""Which files does a caller mean, and what are they called?

In:  paths of files and folders
Out: the files in a fixed order, their SHA-256, an id and a source name for each; a problem for each
     thing that is no file, may not be opened, or is a link out of the folder that was given
Why: order and names must not depend on the disk; a stem that two files share would make one person
     overwrite another, so such files are named by their folder, and by their suffix if need be
"""

import hashlib
import os
import re
import stat
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from matcher.errors import NotFound
from matcher.records import Reason, Unreadable

_LEFTOVERS = ("~$", ".~lock.")
# Control characters (those of Unicode's second row too), and what turns the direction of writing.
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_NO_DOCUMENTS = frozenset({"Thumbs.db", "desktop.ini", "__MACOSX"})


@dataclass(frozen=True, slots=True)
class Listed:
    """The files that a caller means, and what cannot be read of what they named."""

    files: tuple[Path, ...]
    problems: tuple[Unreadable, ...]


def survey(paths: Sequence[Path]) -> Listed:
    """Return the files that `paths` stand for, each once, in a fixed order.

    Parameters
    ----------
    paths : files and folders; a folder stands for all files below it, sorted by path

    Returns
    -------
    Listed : files in the order of `paths`. Hidden files and folders, lock files of office
        programs ("~$cv.docx") and what operating systems leave behind (Thumbs.db) are skipped
        inside a folder; a file that is named itself is always listed. Links to folders inside
        what was given are not followed. A problem names each folder that may not be opened, each
        pipe, socket or device, each link that leads nowhere, and each that leaves the folders
        that were given: a stranger may have put it there. Nothing is opened but folders.

    Raises
    ------
    NotFound : a path does not exist
    """
    found: dict[Path, None] = {}
    problems: list[Unreadable] = []
    given = [Path(os.path.realpath(path)) for path in paths]
    for path in map(Path, paths):
        kind = _kind(path)
        if kind is None and not os.path.lexists(path) and _may_look(path):
            raise NotFound(f"there is no file or folder {str(path)!r}; check the spelling")
        for one in [path] if kind != "folder" else _below(path):
            problem = _problem(one, path, given)
            if problem is None:
                found[one] = None
            elif problem:
                source = _spelled(one.name if one == path else str(one.relative_to(path)))
                problems.append(Unreadable(source, *problem, str(one)))
    return Listed(tuple(found), tuple(problems))


def list_files(paths: Sequence[Path]) -> list[Path]:
    """Return the files of `survey`, without what cannot be read."""
    return list(survey(paths).files)


def digests_of(files: Sequence[Path]) -> tuple[dict[Path, str], list[Unreadable]]:
    """Return the SHA-256 of each file, and a problem for each that cannot be opened."""
    digests: dict[Path, str] = {}
    problems: list[Unreadable] = []
    for file in files:
        try:
            digests[file] = digest_of(file)
        except NotFound as error:
            source = _spelled(file.name)
            problems.append(Unreadable(source, Reason.UNREADABLE, str(error), str(file)))
    return digests, problems


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, as `Document.digest` holds it.

    Raises
    ------
    NotFound : the file does not exist or may not be read
    """
    try:
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as stream:  # waits for no pipe
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


def is_leftover(name: str) -> bool:
    """Tell whether a file or folder is hidden, a lock, or left behind by an operating system."""
    return name.startswith((".", *_LEFTOVERS)) or name in _NO_DOCUMENTS


def _below(folder: Path) -> list[Path]:
    """Return all below a folder, and the folders that may not be opened or are not followed."""
    found: list[Path] = []
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError:
        return [folder]
    for entry in entries:
        if is_leftover(entry.name):
            continue
        if not entry.is_symlink() and _kind(entry) == "folder":
            found += _below(entry)
        else:
            found.append(entry)
    return found


def _kind(path: Path) -> str | None:
    """Return what a path leads to: "file", "folder", "other", or None where that cannot be told."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return None
    return "folder" if stat.S_ISDIR(mode) else "file" if stat.S_ISREG(mode) else "other"


def _may_look(path: Path) -> bool:
    """Tell whether the folder around a path can be searched, so that what is not seen is not."""
    try:
        path.lstat()
    except PermissionError:
        return False
    except OSError:
        return True
    return True


def _problem(
    path: Path, root: Path, given: Sequence[Path]
) -> tuple[Reason, str] | tuple[()] | None:
    """Return why a path is not read; () where there is no need to say it, None where it is read."""
    kind = _kind(path)
    if path != root and path.is_symlink():
        target = Path(os.path.realpath(path))
        if not any(target.is_relative_to(folder) for folder in given):
            return Reason.UNSUPPORTED, (
                "the link leads out of the folder that was given; add what it leads to by its own "
                "name if that is meant"
            )
        if kind == "folder":
            return ()  # what is in it is listed where it is
    if kind == "file":
        return None
    if kind == "folder":
        return Reason.UNREADABLE, "the folder cannot be opened; check its permissions"
    if kind == "other":
        return Reason.UNSUPPORTED, "this is no file but a pipe or a device; add a file or a folder"
    return Reason.UNREADABLE, "there is nothing to open here; check the link, and its permissions"


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
    return _spelled(name)


def _spelled(name: str) -> str:
    return printable(os.fsencode(name).decode("utf-8", errors="backslashreplace"))  # of old zips


def printable(text: str) -> str:
    """Return `text` with what a terminal would obey, not show, spelled out: "\\x1b[2J"."""
    return _OBEYED.sub(lambda sign: sign.group().encode("unicode_escape").decode(), text)
