"""Records <-> JSON, driven by the records' own type hints.

In:  a frozen dataclass made of str, int, float, None, enums, tuples and other such dataclasses
Out: compact JSON text, and the equal record back
Why: pickle executes what it reads, and pydantic would tie the core to a web framework; the hints
     already say everything that a reader needs. A record may grow at its end: what was written
     before has fewer cells, and the rest gets its default
"""

import dataclasses
import json
import types
from collections.abc import Callable
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from matcher.errors import StorageError

T = TypeVar("T")


def to_json(record: Any) -> str:
    """Return a record as JSON text; fields in order, no spaces."""
    cells = _plain(record)
    text = json.dumps(cells, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:  # the path of a file whose name is no UTF-8
        text = json.dumps(cells, separators=(",", ":"))
    return text


def from_json(kind: type[T], text: str) -> T:
    """Return the record of type `kind` that `to_json` wrote.

    Fields that are missing at a record's end get their default: it was written before they were.

    Raises
    ------
    StorageError : the text is not JSON, lacks what the record needs, or holds more than it knows
    """
    try:
        record: T = _reader(cast(Any, kind))(json.loads(text))
        return record
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise StorageError(
            f"a stored {kind.__name__} cannot be read back; index the documents again "
            "into a new base"
        ) from error


def _plain(value: Any) -> Any:
    # Records become lists in the order of their fields: half the bytes of objects with names.
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [_plain(getattr(value, f.name)) for f in dataclasses.fields(value)]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


_Reader = Callable[[Any], Any]


@cache
def _reader(kind: Any) -> _Reader:
    return _converter(kind) or (lambda cell: cell)


@cache
def _converter(kind: Any) -> _Reader | None:
    """Return what makes a value of JSON one of ours; None where it is one already."""
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _record_reader(kind)
    origin, inside = get_origin(kind), get_args(kind)
    if origin is tuple and len(inside) == 2 and inside[1] is Ellipsis:
        each = _converter(inside[0])
        return tuple if each is None else lambda cells: tuple([each(cell) for cell in cells])
    if origin is tuple:
        fixed = [_reader(part) for part in inside]
        return lambda cells: tuple(read(c) for read, c in zip(fixed, cells, strict=True))
    if origin in (Union, types.UnionType):
        (some,) = [part for part in inside if part is not type(None)]
        present = _converter(some)
        return None if present is None else lambda cell: None if cell is None else present(cell)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {member.value: member for member in kind}.__getitem__
    return None


def _record_reader(kind: Any) -> _Reader:
    hints = get_type_hints(kind)
    converters = [_converter(hints[f.name]) for f in dataclasses.fields(kind)]
    most = len(converters)
    changing = [(place, read) for place, read in enumerate(converters) if read is not None]

    def read(cells: list[Any]) -> Any:
        if len(cells) > most:
            raise ValueError(f"{len(cells)} cells for the {most} fields of {kind}")
        for place, convert in changing:
            if place < len(cells):
                cells[place] = convert(cells[place])
        return kind(*cells)

    return read
