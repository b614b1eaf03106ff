"""Files, folders, tables, texts or a DataFrame -> vacancies that were understood, and why not.

In:  paths (a table holds a vacancy a row: columns id and text), documents, or a frame of them
Out: each vacancy with a digest of what was understood; a reason for each that cannot be used
Why: one bad vacancy must not cost the others. The digest is of the understood vacancy, not of its
     file: a vacancy that is read differently (other rules, another taxonomy) has changed too
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from matcher.codec import to_json
from matcher.documents import read_files, read_text
from matcher.errors import InvalidInput
from matcher.pipeline import Matcher
from matcher.protocols import Progress
from matcher.records import Document, Reason, Unreadable, Vacancy

if TYPE_CHECKING:
    import pandas as pd

VACANCY_COLUMNS = ("id", "text")


@dataclass(frozen=True, slots=True)
class Asked:
    """One vacancy of a batch."""

    vacancy: Vacancy
    digest: str  # SHA-256 of what was understood

    @property
    def key(self) -> tuple[str, str]:
        """Return its id and digest, by which a finished result is known again."""
        return self.vacancy.id, self.digest


def read_vacancies(
    matcher: Matcher,
    vacancies: "pd.DataFrame | Iterable[Vacancy | Document | Path | str]",
    *,
    progress: Progress | None = None,
) -> tuple[list[Asked], list[Unreadable]]:
    """Return the vacancies that can be ranked, in the order given, and why the others cannot.

    Parameters
    ----------
    matcher : whose taxonomies they are read with
    vacancies : a DataFrame with columns id and text, or any of: understood vacancies, documents,
        paths of files and folders and tables, texts
    progress : called with (files read, files to read)

    Raises
    ------
    NotFound : a path does not exist
    InvalidInput : the frame lacks a column
    """
    asked: list[Asked] = []
    bad: list[Unreadable] = []
    taken: set[str] = set()
    for number, one in enumerate(_documents(vacancies, progress), 1):
        if isinstance(one, Unreadable):
            bad.append(one)
            continue
        try:
            understood = _understood(matcher, one, number)
        except InvalidInput as error:
            source = f"vacancy {number}" if isinstance(one, str) else one.source
            bad.append(Unreadable(source, Reason.UNSUPPORTED, str(error)))
            continue
        if understood.id in taken:
            message = f"a vacancy {understood.id!r} came before; give each an id of its own"
            bad.append(Unreadable(understood.source, Reason.UNSUPPORTED, message))
            continue
        taken.add(understood.id)
        asked.append(Asked(understood, _digest(understood)))
    return asked, bad


def _understood(matcher: Matcher, one: Vacancy | Document | str, number: int) -> Vacancy:
    if isinstance(one, Vacancy):
        return one
    understood = matcher.understand(one)
    if isinstance(one, str):  # a text has no name; its place in the batch is one
        return replace(understood, id=f"vacancy-{number}", source=f"vacancy {number}")
    return understood


def _digest(vacancy: Vacancy) -> str:
    return hashlib.sha256(to_json(vacancy).encode()).hexdigest()


def _documents(
    vacancies: "pd.DataFrame | Iterable[Vacancy | Document | Path | str]",
    progress: Progress | None,
) -> Iterator[Vacancy | Document | str | Unreadable]:
    """Yield what is to be understood, in order; neighbouring paths are read together."""
    if hasattr(vacancies, "columns"):  # pandas is not loaded to ask whether this is a frame
        yield from _of_frame(cast("pd.DataFrame", vacancies))
        return
    paths: list[Path] = []
    for one in vacancies:
        if isinstance(one, Path):
            paths.append(one)
            continue
        yield from _read(paths, progress)
        paths = []
        yield one
    yield from _read(paths, progress)


def _read(paths: Sequence[Path], progress: Progress | None) -> Iterator[Document | Unreadable]:
    return read_files(paths, progress=progress) if paths else iter(())


def _of_frame(frame: "pd.DataFrame") -> Iterator[Document | Unreadable]:
    missing = [name for name in VACANCY_COLUMNS if name not in frame.columns]
    if missing:
        raise InvalidInput(
            f"the frame of vacancies has the columns {', '.join(map(str, frame.columns))}; "
            f"it needs {' and '.join(VACANCY_COLUMNS)}"
        )
    for number, (id_, text) in enumerate(zip(frame["id"], frame["text"], strict=True), 1):
        source = f"row {number}"
        if not isinstance(text, str) or not text.strip():
            yield Unreadable(source, Reason.EMPTY, f"row {number} has no text; fill it in")
        elif not str(id_).strip() or id_ != id_:  # NaN is the number that is not itself
            yield Unreadable(source, Reason.UNSUPPORTED, f"row {number} has no id; give it one")
        else:
            yield read_text(text, id=str(id_), source=source)
