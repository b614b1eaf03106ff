"""Who of some parts fits a query best?

In:  parts with who of each is alive, queries, a filter
Out: ids with scores, best first, ties by id; how many were looked at, and in which way
Why: the same function answers for an index, a shard on another machine and a job over many
     vacancies, so that all of them rank alike
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.index.block import Query
from matcher.index.codes import Codebook
from matcher.index.part import Alive, Held
from matcher.index.plan import Plan
from matcher.index.search import Found, counts, search_many
from matcher.index.stages import Told, Touch
from matcher.index.where import Where


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """The answer to one query."""

    ids: tuple[str, ...]  # best first, ties by id
    scores: NDArray[np.float32]  # (k,)
    best: NDArray[np.int32]  # (k, r) the person's best statement for each requirement; -1: none
    pool: int  # people who passed the filter
    plan: Plan
    told: Told | None = None  # of those beyond `floors` that were given


def find(
    held: Sequence[Held],
    queries: Sequence[Query],
    size: int,
    *,
    where: Where | None = None,
    as_of: int,
    codebook: Codebook | None = None,
    way: str | None = None,
    kernel: str | None = None,
    floors: Sequence[int] | None = None,
) -> list[Hits]:
    """Return for each query the `size` best of the living who pass; fewer where there are fewer.

    Parameters
    ----------
    as_of : month number that recency and the filter's years refer to
    way, kernel : see `search`; None chooses
    floors : for each query, where codes choose who is scored; None is what these parts alone need

    Raises
    ------
    StorageError : rows that were to be read do not fit their checksums; the part's file keeps it
        as its `damage`
    """
    allowed = [_allowed(one, where, as_of) for one in held]
    pool = sum(int(mask.sum()) for mask in allowed)
    found = search_many(
        [one.part.block_in(as_of) for one in held],
        queries,
        size,
        allowed=allowed,
        codebook=codebook,
        way=way,
        kernel=kernel,
        touch=_touch(held),
        ties=True,
        floors=floors,
    )
    return [_hits(held, one, size, pool) for one in found]


def count(
    held: Sequence[Held],
    queries: Sequence[Query],
    *,
    where: Where | None = None,
    as_of: int,
    codebook: Codebook,
    kernel: str | None = None,
) -> NDArray[np.int64]:
    """Return for each query how many people have which total by codes; see `search.counts`.

    Raises
    ------
    StorageError : as `find`
    """
    return counts(
        [one.part.block_in(as_of) for one in held],
        queries,
        allowed=[_allowed(one, where, as_of) for one in held],
        codebook=codebook,
        kernel=kernel,
        touch=_touch(held),
    )


def passing(held: Sequence[Held], *, where: Where | None = None, as_of: int) -> int:
    """Return how many of the living pass."""
    return sum(int(_allowed(one, where, as_of).sum()) for one in held)


def _touch(held: Sequence[Held]) -> Touch:
    """Return what checks rows just before they are read."""
    return lambda block, places: held[block].part.check(places)


def _allowed(held: Held, where: Where | None, as_of: int) -> Alive:
    return held.alive if where is None else where.mask(held.part.columns, as_of) & held.alive


def _hits(held: Sequence[Held], found: Found, size: int, pool: int) -> Hits:
    """Put ids to what was found; everybody as good as the last of `size` is in it."""
    pairs = zip(found.block.tolist(), found.place.tolist(), strict=True)
    ids = [held[block].part.ids[place] for block, place in pairs]
    scores = found.scores.tolist()
    order = sorted(range(len(ids)), key=lambda number: (-scores[number], ids[number]))[:size]
    kept = np.array(order, dtype=np.int64)
    ranked = tuple(ids[number] for number in order)
    return Hits(ranked, found.scores[kept], found.best[kept], pool, found.plan, found.told)
