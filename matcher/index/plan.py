"""How a search goes about its work: by size, and by how many people pass the filters.

In:  numbers of people, of those who pass, of those wanted
Out: a way: everybody exactly, those who pass exactly, or codes first and the most promising exactly
Why: each way is the cheapest somewhere (benchmarks/README.md). A filter is evaluated before, so
     that all ways rank those who pass and nobody else
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from matcher.errors import InvalidInput

WAYS = ("exact", "gather", "codes")
PAYS_FROM = 20_000  # people from whom on codes are made and used
_RESCORED = 3  # people scored exactly first for each one wanted, where codes choose whom ...
_LEAST = 500  # ... and the fewest; more follow where these tell that others may belong higher
_GATHERED = 2  # gathering costs no more than codes up to so many times the people rescored


@dataclass(frozen=True, slots=True)
class Plan:
    """How a search was done, for those who ask why it took so long."""

    way: str  # one of WAYS
    kernel: str
    people: int  # in the blocks
    passing: int  # who pass the filters
    rescored: int  # who were scored exactly
    stage_ms: Mapping[str, float] = field(default_factory=dict)  # wall time of each stage


def choose(people: int, passing: int, size: int, has_codes: bool, way: str | None = None) -> str:
    """Return the way to search.

    Parameters
    ----------
    people : in all blocks
    passing : of them pass the filters
    size : most people wanted
    has_codes : there are a codebook and codes
    way : the caller's own choice

    Raises
    ------
    InvalidInput : there is no such way, or it wants codes and there are none
    """
    if way is not None:
        if way not in WAYS:
            raise InvalidInput(f"no way {way!r} to search; choose one of {', '.join(WAYS)}")
        if way == "codes" and not has_codes:
            raise InvalidInput(
                "the index has no codes to search by; they are made from "
                f"{PAYS_FROM:,} people on, choose the way 'exact' below"
            )
        return way
    if has_codes and people >= PAYS_FROM and passing > _GATHERED * rescored(size):
        return "codes"
    return "exact" if passing == people else "gather"


def rescored(size: int) -> int:
    """Return how many people, at least, are scored exactly at first where codes choose whom."""
    return max(_LEAST, _RESCORED * size)
