"""What filters read of many people at once: numbers, in columns.

In:  Facts of people
Out: arrays of numbers and bytes that can be written, mapped back, cut and joined
Why: a test of a million people is then one look-up in a small table. The same people give the same
     arrays, however they were joined, and a word that nobody has any more is in none of them
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.index.encoded import (
    UNTOLD,
    Arrays,
    Coded,
    Places,
    Ragged,
    Sets,
    column,
    damaged,
    hashed,
    within,
)
from matcher.records import EDUCATION_SCALE, LANGUAGE_SCALE, Facts

LASTING = 2**31 - 1  # end of a stretch of work that goes on
_PLAIN: dict[str, type[np.generic]] = {  # fields of Columns that are one number a person
    "id": np.uint64,
    "source": np.uint64,
    "file": np.uint64,
    "education": np.uint8,
    "available": np.int32,
    "contacted": np.int32,
}
_CODED = ("city", "written", "status")
_SETS = {"languages": len(LANGUAGE_SCALE), "licences": 0, "tags": 0}  # with their highest level


@dataclass(frozen=True, slots=True)
class Columns:
    """Facts of n people, in the order given."""

    id: NDArray[np.uint64]  # (n,) hash of the id in small letters
    source: NDArray[np.uint64]  # (n,) of the source ...
    file: NDArray[np.uint64]  # (n,) ... and of its part before "#": a table's file
    education: NDArray[np.uint8]  # (n,) place in EDUCATION_SCALE, from 1; 0: not told
    available: NDArray[np.int32]  # (n,) days, or UNTOLD
    contacted: NDArray[np.int32]  # (n,)
    city: Coded  # "Bergen", or "Bergen, NL" where the country is told, or ", NL"
    written: Coded
    status: Coded
    languages: Sets  # level: place in LANGUAGE_SCALE, from 1; 0: not told
    licences: Sets
    tags: Sets
    worked: Ragged  # months [start, end) of each stretch of work; the end may be LASTING

    def __len__(self) -> int:
        """Return how many people there are."""
        return len(self.id)

    @classmethod
    def of(cls, facts: Sequence[Facts]) -> "Columns":
        """Return the facts of people as columns."""
        rank = {level: number for number, level in enumerate(EDUCATION_SCALE, 1)}
        return cls(
            id=hashed(one.id for one in facts),
            source=hashed(one.source for one in facts),
            file=hashed(file_of(one.source) for one in facts),
            education=np.array([rank.get(one.education or "", 0) for one in facts], np.uint8),
            available=_days(one.available for one in facts),
            contacted=_days(one.contacted for one in facts),
            city=Coded.of([_place(one) for one in facts]),
            written=Coded.of([None if one.written == "und" else one.written for one in facts]),
            status=Coded.of([one.status for one in facts]),
            languages=Sets.of(_spoken(one) for one in facts),
            licences=Sets.of(frozenset((name, 0) for name in one.licences) for one in facts),
            tags=Sets.of(frozenset((name, 0) for name in one.tags) for one in facts),
            worked=Ragged.of([_stretches(one) for one in facts]),
        )

    def take(self, places: Places) -> "Columns":
        """Return the facts of the people at `places`, in that order; words of others are gone."""
        parts: dict[str, Any] = {name: getattr(self, name)[places] for name in _PLAIN}
        for name in (*_CODED, *_SETS, "worked"):
            parts[name] = getattr(self, name).take(places)
        return Columns(**parts)

    @classmethod
    def joined(cls, parts: Sequence["Columns"]) -> "Columns":
        """Return the people of all parts, one part after the other."""

        def of(name: str) -> list[Any]:
            return [getattr(part, name) for part in parts]

        joined: dict[str, Any] = {
            name: np.concatenate([np.zeros(0, kind), *of(name)]) for name, kind in _PLAIN.items()
        }
        joined |= {name: Coded.joined(of(name)) for name in _CODED}
        joined |= {name: Sets.joined(of(name)) for name in _SETS}
        return cls(**joined, worked=Ragged.joined(of("worked")))

    def arrays(self) -> Arrays:
        """Return arrays of numbers by name, from which `from_arrays` makes the columns again."""
        found: Arrays = {name: getattr(self, name) for name in _PLAIN}
        for name in (*_CODED, *_SETS, "worked"):
            found |= getattr(self, name).arrays(name)
        return found

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> "Columns":
        """Return the columns that `arrays` gave; the arrays are kept as they are, mapped or not.

        Raises
        ------
        StorageError : an array is missing, of another kind or length, or holds a number that
            leads nowhere
        """
        parts: dict[str, Any] = {name: column(arrays, name, kind) for name, kind in _PLAIN.items()}
        within("education", parts["education"], 0, len(EDUCATION_SCALE) + 1)
        for name in ("available", "contacted"):
            within(name, parts[name], UNTOLD, LASTING)
        parts |= {name: Coded.from_arrays(name, arrays) for name in _CODED}
        parts |= {name: Sets.from_arrays(name, arrays, most) for name, most in _SETS.items()}
        found = cls(**parts, worked=Ragged.from_arrays("worked", arrays))
        for name, many in found._lengths().items():
            if many != len(found):
                raise damaged(name, f"it is about {many} people, the column id about {len(found)}")
        return found

    def _lengths(self) -> dict[str, int]:
        lengths = {name: len(getattr(self, name)) for name in _PLAIN}
        lengths |= {name: len(getattr(self, name).codes) for name in (*_CODED, *_SETS)}
        return lengths | {"worked": len(self.worked.starts) - 1}


def file_of(source: str) -> str:
    """Return the file of a source: "people.csv" of "people.csv#12"."""
    return source.rpartition("#")[0] or source


def _days(days: Iterable[int | None]) -> NDArray[np.int32]:
    return np.array([UNTOLD if day is None else day for day in days], np.int32)


def _place(facts: Facts) -> str | None:
    return f"{facts.city or ''}, {facts.country}" if facts.country else facts.city


def _spoken(facts: Facts) -> frozenset[tuple[str, int]]:
    degree = {level: number for number, level in enumerate(LANGUAGE_SCALE, 1)}
    return frozenset((name, degree.get(level or "", 0)) for name, level in facts.languages)


def _stretches(facts: Facts) -> list[tuple[int, int]]:
    return [(p.start, LASTING if p.end is None else p.end) for p in facts.worked]
