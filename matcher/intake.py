"""Which person came from which file, and under what id?

In:  what was read, and the ids that a base has given out
Out: what was read grouped by file, the file's name as the base keeps it, an id for each document
Why: a file is the truth for the people in it: when it changes they are replaced, and keep their ids
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, count, groupby, islice
from pathlib import Path
from typing import TypeVar

from matcher.records import Document, Unreadable

Found = Document | Unreadable
T = TypeVar("T")


def by_file(found: Iterable[T], name: Callable[[T], str]) -> Iterator[tuple[str, list[T]]]:
    """Group what was read by the file that it came from; parts of a file come one after another."""
    return ((name, list(parts)) for name, parts in groupby(found, key=name))


def name_of(one: Found) -> str:
    return spelled(Path(one.path).resolve()) if one.path else f"text:{one.source}"


def spelled(path: Path) -> str:
    """Return a path as text that a database takes; old archives hold names that are no UTF-8."""
    return os.fsencode(path).decode("utf-8", errors="backslashreplace")


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    remaining = iter(items)
    return iter(lambda: list(islice(remaining, size)), [])


def ids_for(documents: Sequence[Document], owners: Mapping[str, str]) -> list[str]:
    """Return an id for each document: numbered where another file's candidate already has it.

    The one person of a file keeps the id that they have, whatever else is read beside it.
    """
    held: dict[str, list[str]] = {}
    for id_, name in owners.items():
        held.setdefault(name, []).append(id_)
    parts = Counter(map(name_of, documents))
    given: dict[str, None] = {}
    for document in documents:
        name = name_of(document)
        known = held.get(name, []) if parts[name] == 1 else []
        ids = known if len(known) == 1 else chain([document.id], _numbers(document.id))
        given[next(i for i in ids if i not in given and owners.get(i, name) == name)] = None
    return list(given)


def _numbers(id_: str) -> Iterator[str]:
    return (f"{id_}~{n}" for n in count(2))
