"""CVs that come in through the page: read and understood on the side, one load at a time.

In:  uploaded files, whose names strangers chose
Out: people in the base; what became of each file that gave none, and how far the work is
Why: a hundred CVs take a minute, and a browser must not wait for them: the work goes on when the
     page is closed. Files are read by the engine's limited readers, from a folder of our own that
     is gone afterwards. Two people's files may both be called "CV.pdf", so no file takes the place
     of another one; one that is in the base already, byte for byte, is not taken in twice
"""

import logging
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PureWindowsPath
from typing import BinaryIO

from matcher.documents import read_files
from matcher.errors import MatcherError
from matcher.pipeline import Matcher
from matcher.records import Document, Unreadable

_TOGETHER = 32  # documents that are kept at once; what was kept stays whatever comes after
_MOST_NAME = 120  # characters of a file's name
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Load:
    """One load of files, and how far it is."""

    files: int
    read: int = 0
    people: int = 0  # who came into the base by it
    known: int = 0  # who were in it already, by the same file
    problems: tuple[Unreadable, ...] = ()
    error: str = ""  # why all of it stopped
    ended: float = 0.0  # seconds since 1970

    @property
    def runs(self) -> bool:
        """Whether it is not done yet."""
        return not self.ended

    @property
    def state(self) -> str:
        """How it stands: reading, done or failed."""
        if self.runs:
            return "reading"
        return "failed" if self.error else "done"


class Imports:
    """Takes in CVs, one load after the other; any number of threads may look.

    Parameters
    ----------
    matcher : the engine, opened on a base that may be written
    """

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self._lock = threading.Lock()
        self._load: Load | None = None
        self._thread: threading.Thread | None = None

    def last(self) -> Load | None:
        """Return the load that runs, or else the one before; None where there was none."""
        return self._load

    def start(self, files: Sequence[tuple[str, BinaryIO]]) -> bool:
        """Begin with these files, by name; return False where another load still runs."""
        with self._lock:
            if self._load is not None and self._load.runs:
                return False
            self._load = Load(len(files))
        folder = tempfile.mkdtemp(prefix="matcher-cvs-")
        try:
            paths = [
                _copied(name, file, Path(folder) / str(number))
                for number, (name, file) in enumerate(files, start=1)
            ]
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)
            self._end(f"the files cannot be kept on this machine ({error.strerror}); make room")
            return True
        self._thread = threading.Thread(target=self._work, args=(paths, folder), daemon=True)
        self._thread.start()
        return True

    def wait(self) -> None:
        """Return when no load runs."""
        if self._thread is not None:
            self._thread.join()

    # --- on the side ------------------------------------------------------------------------------
    def _work(self, paths: Sequence[Path], folder: str) -> None:
        with self._ending(folder):
            held, some = self._matcher.known_files(), list[Document]()
            for found in read_files(paths, progress=self._read):
                if isinstance(found, Unreadable):
                    self._told([found])
                elif found.digest in held:
                    self._load = replace(self._now(), known=self._now().known + 1)
                else:
                    some.append(_placeless(found))
                if len(some) >= _TOGETHER:
                    self._keep(some)
                    some = []
            self._keep(some)

    @contextmanager
    def _ending(self, folder: str) -> Iterator[None]:
        try:
            yield
        except MatcherError as error:
            self._end(str(error))
        except Exception as error:  # its text may quote a CV
            _log.error("unexpected %s while CVs came in", type(error).__name__)
            self._end("an unexpected error; what was kept before it stays")
        else:
            self._end("")
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _keep(self, documents: Sequence[Document]) -> None:
        if documents:
            bad = self._matcher.add(documents)
            self._told(bad, people=len(documents) - len(bad))

    def _read(self, done: int, of: int) -> None:
        self._load = replace(self._now(), read=done, files=of)

    def _told(self, problems: Sequence[Unreadable], people: int = 0) -> None:
        now = self._now()
        self._load = replace(now, problems=(*now.problems, *problems), people=now.people + people)

    def _end(self, error: str) -> None:
        self._load = replace(self._now(), error=error, ended=time.time())

    def _now(self) -> Load:
        return self._load or Load(0)


def _placeless(document: Document) -> Document:
    """Return a document under its own name and content; where the copy lay says nothing."""
    return replace(document, source=f"{document.digest[:12]}/{document.source}", path="")


def _copied(name: str, file: BinaryIO, folder: Path) -> Path:
    """Keep one upload under its own name, in a folder of its own."""
    shown = "".join(sign for sign in PureWindowsPath(name).name if sign.isprintable())
    folder.mkdir()
    path = folder / (shown[-_MOST_NAME:].strip(" .") or "cv")
    with path.open("wb") as stream:
        shutil.copyfileobj(file, stream)
    return path
