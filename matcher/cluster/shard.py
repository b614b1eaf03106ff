"""What one shard does: the single machine's search, over pieces of some segments.

In:  rosters that say which people of which segments to answer for; queries with filters
Out: hits of these people: ids and numbers, no text
Why: the files are opened, checked and searched by the functions that one machine uses. A shard
     keeps nothing that it could not be told again, so that another can take its place at any time

Every question names the roster that it is meant for. The machine that asks may have changed people
since: two questions on their way at once then each get the people of their own moment.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from os import environ
from pathlib import Path

import numpy as np

from matcher.cluster.sharing import Piece
from matcher.cluster.totals import Totals
from matcher.errors import StorageError
from matcher.index.block import Query
from matcher.index.codes import Codebook
from matcher.index.finding import Hits, count, find, passing
from matcher.index.first_stage import BINS
from matcher.index.folder import Owner
from matcher.index.part import Held, Keys, Part
from matcher.index.segment import open_segment
from matcher.index.training import open_codebook
from matcher.index.where import Where

PACKAGE = "skills-matcher"
_MOMENTS = 8  # rosters kept: those that questions on their way may still be meant for


@dataclass(frozen=True, slots=True)
class About:
    """What a shard says of the process that it runs in."""

    version: str  # of this package
    token: bool  # Ray there turns away whoever does not know the cluster's token


@dataclass(frozen=True, slots=True, eq=False)
class Roster:
    """Whom a shard answers for, at one moment."""

    number: int  # of the moment
    folder: str  # of the index, as the shard's machine sees it
    owner: Owner
    codebook: str | None  # name of its file
    pieces: tuple[Piece, ...]
    dead: dict[str, Keys]  # by segment: (m, 16) keys of those in it who are not there any more


@dataclass(frozen=True, slots=True, eq=False)
class _Mine:
    """The people of a roster, opened."""

    held: list[Held]
    codebook: Codebook | None


@dataclass(frozen=True, slots=True)
class Damage:
    """Says in place of hits that rows do not fit their checksums."""

    reason: str


class Shard:
    """Answers for some people of an index. It is asked one thing at a time."""

    def __init__(self) -> None:
        self._parts: dict[tuple[str, str, str | None], Part] = {}
        self._books: dict[tuple[str, str], Codebook] = {}
        self._moments: dict[int, _Mine] = {}

    def about(self) -> About:
        """Say what runs here."""
        token = environ.get("RAY_AUTH_MODE", "").lower() == "token"
        return About(version(PACKAGE), token)

    def hold(self, roster: Roster) -> None:
        """Open what a roster names; files that an earlier one named stay open.

        Raises
        ------
        StorageError : a file is not there, damaged, or of another index
        """
        folder, book = Path(roster.folder), roster.codebook
        held = [self._held(folder, roster, piece) for piece in roster.pieces]
        self.keep(roster.number, held, self._book(folder, roster.owner, book))
        for old in sorted(self._moments)[:-_MOMENTS]:
            del self._moments[old]
        needed = {id(one.part) for mine in self._moments.values() for one in mine.held}
        self._parts = {name: part for name, part in self._parts.items() if id(part) in needed}

    def keep(self, moment: int, held: list[Held], codebook: Codebook | None) -> None:
        """Answer for these people, who are open already, at a moment."""
        self._moments[moment] = _Mine(held, codebook)

    def passing(self, moment: int, where: Where | None, as_of: int) -> int | None:
        """Return how many of the roster's people pass; None where that roster is not known here."""
        if moment not in self._moments:
            return None
        return passing(self._moments[moment].held, where=where, as_of=as_of)

    def totals(
        self,
        moment: int,
        queries: Sequence[Query],
        wanted: int,
        where: Where | None,
        as_of: int,
        kernel: str | None,
    ) -> list[Totals] | Damage | None:
        """Return for each query how the roster's people stand by codes; None as above."""
        if moment not in self._moments:
            return None
        mine = self._moments[moment]
        if mine.codebook is None or not mine.held:
            return [Totals.of(np.zeros(BINS, dtype=np.int64), wanted)] * len(queries)
        try:
            found = count(
                mine.held,
                queries,
                where=where,
                as_of=as_of,
                codebook=mine.codebook,
                kernel=kernel,
            )
        except StorageError as error:
            return Damage(str(error))
        return [Totals.of(bins, wanted) for bins in found]

    def search_many(
        self,
        moment: int,
        queries: Sequence[Query],
        size: int,
        where: Where | None,
        as_of: int,
        way: str,
        kernel: str | None,
        floors: Sequence[int] | None,
    ) -> list[Hits] | Damage | None:
        """Return the hits among the roster's people; None as above."""
        if moment not in self._moments:
            return None
        mine = self._moments[moment]
        try:
            return find(
                mine.held,
                queries,
                size,
                where=where,
                as_of=as_of,
                codebook=mine.codebook,
                way=way if mine.held else None,
                kernel=kernel,
                floors=floors,
            )
        except StorageError as error:
            return Damage(str(error))

    def _held(self, folder: Path, roster: Roster, piece: Piece) -> Held:
        part = self._part(folder, roster, piece.name)
        alive = np.zeros(len(part), dtype=np.bool_)
        alive[piece.first : piece.last] = True
        return Held(part, alive).without(roster.dead[piece.name])

    def _part(self, folder: Path, roster: Roster, name: str) -> Part:
        key = (str(folder), name, roster.codebook)
        if key not in self._parts:
            try:
                self._parts[key] = open_segment(
                    folder, name, owner=roster.owner, codebook=roster.codebook
                )
            except StorageError as error:
                raise StorageError(
                    f"{error}, in {folder} on one of the cluster's machines; give all of them the "
                    "folder that the index is in, or a copy of it as it is now"
                ) from error
        return self._parts[key]

    def _book(self, folder: Path, owner: Owner, name: str | None) -> Codebook | None:
        if name is None:
            return None
        if (str(folder), name) not in self._books:
            self._books = {(str(folder), name): open_codebook(folder, name, owner=owner)}
        return self._books[str(folder), name]
