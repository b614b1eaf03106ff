"""A market -> tables for analysts and plots, and the JSON of the command line.

In:  a `Market`
Out: DataFrames with fixed columns, also where they are empty; a dictionary of the same
"""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Literal

from matcher.errors import InvalidInput
from matcher.market.supply import Market

if TYPE_CHECKING:
    import pandas as pd

MARKET_COLUMNS = (
    "name", "kind", "vacancies", "musts", "met", "shown", "share", "gained", "near", "near_people",
    "near_gained",
)  # fmt: skip
SUPPLY_COLUMNS = ("name", "by", "people", "shown", "share")
NEAR_COLUMNS = ("name", "near", "people", "gained")


def market_frame(market: Market) -> "pd.DataFrame":
    """Return one row a requirement, the scarcest first; `near` is the neighbour that widens most.

    `share` is a ratio of all people; NaN where there is nobody.
    """
    import pandas as pd

    rows = [
        (
            a.name, a.kind, a.vacancies, a.musts, a.met, a.shown, _share(a.shown, market.people),
            a.gained, *((n.skill, n.people, n.gained) if (n := next(iter(a.near), None))
                        else ("", 0, 0)),
        )
        for a in market.asked
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(MARKET_COLUMNS)).astype({"share": float})


def supply_frame(market: Market, by: Literal["place", "language"]) -> "pd.DataFrame":
    """Return one row a requirement and place (or language of the CV), with the share of its people.

    A place of "" holds who tells none.

    Raises
    ------
    InvalidInput : `by` is neither "place" nor "language"
    """
    import pandas as pd

    if by not in ("place", "language"):
        raise InvalidInput(f"supply is told by place or by language, not by {by!r}")
    everybody = market.places if by == "place" else market.languages
    rows = [
        (a.name, one, people, shown, shown / people)
        for a in market.asked
        for one, people in everybody.items()
        for shown in [(a.places if by == "place" else a.languages).get(one, 0)]
    ]
    return pd.DataFrame(rows, columns=list(SUPPLY_COLUMNS)).astype({"share": float})


def near_frame(market: Market) -> "pd.DataFrame":
    """Return one row a requirement and neighbouring skill, those first that widen the pool most."""
    import pandas as pd

    rows = [(a.name, n.skill, n.people, n.gained) for a in market.asked for n in a.near]
    frame = pd.DataFrame(rows, columns=list(NEAR_COLUMNS))
    order = ["gained", "people", "name", "near"]
    return frame.sort_values(order, ascending=[False, False, True, True], ignore_index=True)


def market_report(market: Market) -> dict[str, Any]:
    """Return a market as the command line prints it."""
    return {
        "people": market.people,
        "vacancies": list(market.vacancies),
        "places": dict(market.places),
        "languages": dict(market.languages),
        "asked": [
            {
                **asdict(a),
                "share": _share(a.shown, market.people),
                "near": list(map(asdict, a.near)),
            }
            for a in market.asked
        ],
    }


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
