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
from matcher.errors import StorageError
from matcher.index.block import Query
from matcher.index.codes import Codebook
from matcher.index.finding import Hits, find
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


@dataclass(frozen=True, slots=True)
class Damage:
    """Says in place of hits that rows do not fit their checksums."""

    reason: str


class Shard:
    """Answers for some people of an index. It is asked one thing at a time."""

    def __init__(self) -> None:
        self._parts: dict[tuple[str, str, str | None], Part] = {}
        self._books: dict[tuple[str, str], Codebook] = {}
        self._moments: dict[int, tuple[list[Held], Codebook | None]] = {}

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
        self._moments[roster.number] = (held, self._book(folder, roster.owner, book))
        for old in sorted(self._moments)[:-_MOMENTS]:
            del self._moments[old]
        needed = {id(one.part) for held, _ in self._moments.values() for one in held}
        self._parts = {name: part for name, part in self._parts.items() if id(part) in needed}

    def search_many(
        self,
        moment: int,
        queries: Sequence[Query],
        size: int,
        where: Where | None,
        as_of: int,
        way: str | None,
        kernel: str | None,
    ) -> list[Hits] | Damage | None:
        """Return the hits among the roster's people; None where that roster is not known here."""
        if moment not in self._moments:
            return None
        held, codebook = self._moments[moment]
        try:
            return find(
                held,
                queries,
                size,
                where=where,
                as_of=as_of,
                codebook=codebook,
                way=way,
                kernel=kernel,
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
