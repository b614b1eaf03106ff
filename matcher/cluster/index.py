"""An index that several machines search together.

In:  the index of a base, a cluster, queries with filters
Out: the hits that the index itself would give: the same people, scores and order
Why: its segments are shared out over shards, which search at the same time; what is only in this
     machine's memory is searched here, and whoever has left a segment since it was written is told
     to its shard by key. So changes count at once, as on one machine, and no shard is waited for
     when people come in
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from matcher.cluster.machines import Machines
from matcher.cluster.merging import joined
from matcher.cluster.moments import Moment, Moments
from matcher.cluster.on_ray import join
from matcher.cluster.seats import Seats
from matcher.cluster.shard import Damage, Shard
from matcher.cluster.sharing import fair
from matcher.cluster.totals import floor
from matcher.errors import InvalidInput, StorageError
from matcher.index import plan
from matcher.index.asked import asked as laid_out
from matcher.index.block import Query
from matcher.index.catalogue import Index, View
from matcher.index.finding import Hits
from matcher.index.stages import WIDENINGS, Told
from matcher.index.where import Where

_LEAST = 5_000  # people of a shard; for fewer, asking costs more than searching


class _Damaged(Exception):
    """A shard found rows that do not fit their checksums. Never leaves."""


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """What one search asks."""

    queries: tuple[Query, ...]
    sent: Any  # in place of the queries, where they are many
    size: int
    where: Where | None
    as_of: int
    way: str | None
    kernel: str | None


class ClusterIndex:
    """Searches an index on the machines of a cluster; see `Index.search` for what comes out.

    Parameters
    ----------
    index : of the base. It may change, and another may be put in its place, while searches run
    address : of the Ray cluster that this machine is part of, as ``HOST:PORT``
    folder : of the index, as all machines see it: shared, or a copy; None is where it is here
    shards : how many; None is one for each core of the cluster
    tries, pause_s : see `Seats`
    machines : instead of those at the address

    Raises
    ------
    InvalidInput : Ray is not installed, or the address is none
    StorageError : no cluster answers at the address, or it does not let us in
    """

    def __init__(
        self,
        index: Index,
        address: str,
        *,
        folder: Path | None = None,
        shards: int | None = None,
        tries: int = 8,
        pause_s: float = 0.25,
        machines: Machines | None = None,
    ) -> None:
        if tries < 1 or (shards is not None and shards < 1):
            raise InvalidInput(f"{shards} shards and {tries} tries were asked for; give 1 at least")
        self.index = index
        self._number = shards
        self._machines = machines or join(address)
        self._seats = Seats(self._machines, tries=tries, pause_s=pause_s)
        self._moments = Moments(self._shards, folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def machines(self) -> dict[int, str]:
        """The machine of each shard that has been asked something."""
        return self._seats.machines()

    def search(
        self,
        query: Query,
        size: int,
        *,
        where: Where | None = None,
        as_of: int,
        way: str | None = None,
        kernel: str | None = None,
    ) -> Hits:
        """Return the `size` best people who pass the filter, best first, ties by id."""
        return self.search_many([query], size, where=where, as_of=as_of, way=way, kernel=kernel)[0]

    def search_many(
        self,
        queries: Sequence[Query],
        size: int,
        *,
        where: Where | None = None,
        as_of: int,
        way: str | None = None,
        kernel: str | None = None,
        view: View | None = None,
    ) -> list[Hits]:
        """Return the answer to each query, the same as `Index.search_many` gives.

        Parameters
        ----------
        view : whom to search; None is the index as it is now

        Raises
        ------
        StorageError : shards do not answer, cannot open their files, or hold damaged copies of
            them; `view` is damaged itself
        """
        all_ = tuple(queries)
        sent = self._machines.share(all_) if len(all_) > 1 else all_
        told = where if where is not None and where.term is not None else None
        asked = _Asked(all_, sent, size, told, as_of, way, kernel)
        while True:
            moment = self._moments.of(view or self.index.view())
            try:
                return self._searched(moment, asked)
            except _Damaged as error:
                self._drop(moment, str(error))
                if view is not None:
                    raise StorageError(str(error)) from error

    def close(self) -> None:
        """End the shards and leave the cluster; the index stays open."""
        self._seats.close()
        self._machines.close()

    def _searched(self, moment: Moment, asked: _Asked) -> list[Hits]:
        here = Shard()
        here.keep(0, moment.tail, moment.codebook)
        codes = self._way(moment, here, asked) == "codes"
        floors = self._floors(moment, here, asked) if codes else None
        way = "codes" if codes else "exact"
        for _ in range(WIDENINGS + 1):  # the first time, and each time that scores ask for more
            told = (asked.size, asked.where, asked.as_of, way, asked.kernel, floors)
            answers = self._all(moment, here, "search_many", asked, *told)
            lower = _lowered(asked, floors, answers) if floors is not None else None
            if lower == floors:
                break
            floors = lower
        label = "codes" if codes else asked.way
        return [
            joined(hits, asked.size, people=moment.people, way=label)
            for hits in zip(*answers, strict=True)
        ]

    def _way(self, moment: Moment, here: Shard, asked: _Asked) -> str:
        """Return the way that one machine would take: it depends on how many pass in all."""
        people, many, coded = moment.people, moment.alive, moment.codebook is not None
        if asked.where is not None and coded and asked.way is None and people >= plan.PAYS_FROM:
            question = self._seats.ask(moment.rosters, "passing", asked.where, asked.as_of)
            mine = here.passing(0, asked.where, asked.as_of) or 0
            many = mine + sum(self._seats.answers(question))
        return plan.choose(people, many, asked.size, coded and people > 0, asked.way)

    def _floors(self, moment: Moment, here: Shard, asked: _Asked) -> list[int]:
        """Return for each query the total from which on people are scored."""
        wanted = plan.rescored(asked.size)
        told = (wanted, asked.where, asked.as_of, asked.kernel)
        answers = self._all(moment, here, "totals", asked, *told)
        return [floor(parts, wanted) for parts in zip(*answers, strict=True)]

    def _all(
        self, moment: Moment, here: Shard, method: str, asked: _Asked, *told: Any
    ) -> list[Any]:
        """Return what each shard answers about the queries, and what this machine does."""
        question = self._seats.ask(moment.rosters, method, asked.sent, *told)
        answers = [getattr(here, method)(0, asked.queries, *told), *self._seats.answers(question)]
        for one in answers:
            if isinstance(one, Damage):
                raise _Damaged(one.reason)
        return answers

    def _shards(self, people: int) -> int:
        """Return how many shards to make for so many people."""
        return self._number or fair([*self._machines.cores().values()], people, least=_LEAST)

    def _drop(self, moment: Moment, reason: str) -> None:
        """Have the index drop segments that are damaged here too; else the copy is at fault."""
        moment.index.verify()
        if moment.index.state is moment.state:
            raise StorageError(
                f"{reason}, as one of the cluster's machines reads it, and is whole here; copy the "
                "index's folder to that machine again"
            )


def _lowered(asked: _Asked, floors: Sequence[int], answers: Sequence[Sequence[Hits]]) -> list[int]:
    """Return from which total on one machine would go on to score people, for each query."""
    lower = []
    for query, edge, hits in zip(asked.queries, floors, zip(*answers, strict=True), strict=True):
        parts = [one.told for one in hits if one.told is not None]
        told = Told.joined(parts) if parts else None
        lower.append(told.lowered(edge, laid_out(query), asked.size) if told else edge)
    return lower
