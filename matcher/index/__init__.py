"""Which people are worth a full ledger?

In:  people's centred rows, rungs and facts as they change; a query; a filter
Out: a shortlist: the ids of the best by late interaction, and how the search was done
Why: the ledger reads every statement's record and costs a millisecond a person; late interaction
     over rows alone costs a microsecond. One mean row a person would be cheaper still and finds
     only 0.45 of the exact top 100 in its first 1,000
"""

from matcher.index.block import ALWAYS, RUNGS, Query
from matcher.index.catalogue import Index, Shard, View
from matcher.index.entries import Entry
from matcher.index.finding import Hits
from matcher.index.plan import PAYS_FROM, Plan
from matcher.index.where import Where
from matcher.index.where import parse as parse_where

__all__ = [
    "ALWAYS",
    "PAYS_FROM",
    "RUNGS",
    "Entry",
    "Hits",
    "Index",
    "Plan",
    "Query",
    "Shard",
    "View",
    "Where",
    "parse_where",
]
