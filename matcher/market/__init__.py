"""What vacancies ask, beside what the people of a base show.

In:  a base, and vacancies or sectors of the vocabulary
Out: requirements by scarcity, supply by place and language, neighbouring skills that would widen
     the pool; as records, DataFrames and JSON
Why: a requirement that three people of a hundred show is worth a word before the ads go out; and a
     skill next to it, which thirty show, is worth a training
"""

from matcher.market.frames import market_frame, market_report, near_frame, supply_frame
from matcher.market.supply import Asked, Market, Near, market, sector_market, sectors_of

__all__ = [
    "Asked",
    "Market",
    "Near",
    "market",
    "market_frame",
    "market_report",
    "near_frame",
    "sector_market",
    "sectors_of",
    "supply_frame",
]
