"""The vacancies of one block -> their part of the answer, or an earlier part brought up to date.

In:  the engine, the block's vacancies, and the part that was worked out before, if there is one
Out: a `Part`: the rows, and the change of the base up to which they hold
Why: a person who did not change has the score that they had, as long as the calibration is the
     same. Who gets a ledger is asked anew (finding them costs a small part of what their ledgers
     cost), then only those are worked out who are new on the list or have changed. So the rows
     equal those of a full run, also where somebody left and others move up
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from matcher.errors import InvalidInput
from matcher.pipeline import Ranking
from matcher.records import Match, Vacancy
from matcher.rerank import tables
from matcher.rerank.tables import Cells
from matcher.rerank.vacancies import Asked

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class How:
    """What is asked of every vacancy."""

    top: int  # people shown
    where: tuple[str, ...] = ()
    explain: bool = False

    def __post_init__(self) -> None:
        if self.top < 1:
            raise InvalidInput(f"the {self.top} best people were asked for; ask for 1 at least")


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of some vacancies."""

    seq: int  # changes of the base up to this one are in
    vacancies: tuple[tuple[str, str], ...]  # (id, digest), in order; one may have no rows
    table: "pa.Table"  # all who got a ledger


class Asking(Protocol):
    """What a block asks of the engine."""

    def fingerprint(self) -> str:
        """Name all that scores depend on beside people and vacancies."""

    def seq(self) -> int:
        """Return the number of the last change of the base."""

    def changed(self, since: int) -> frozenset[str]:
        """Return the ids of people who came or changed after `since`."""

    def ranked(
        self, vacancies: Sequence[Vacancy], *, top: int, where: Sequence[str]
    ) -> Iterator[Ranking]:
        """Yield the ranking of each vacancy."""

    def listed(
        self, vacancies: Sequence[Vacancy], *, top: int, where: Sequence[str]
    ) -> Iterator[tuple[str, ...]]:
        """Yield the ids of those who would get a ledger for each vacancy."""

    def ledgers(self, vacancy: Vacancy, ids: Sequence[str]) -> list[Match]:
        """Return the ledgers of these people."""


def work_out(
    engine: Asking, asked: Sequence[Asked], how: How, fingerprint: str, old: Part | None = None
) -> Part:
    """Return the rows of these vacancies for the base as it is now.

    Parameters
    ----------
    engine : the opened base
    asked : the block's vacancies
    how : what is asked of each
    fingerprint : of the engine that the job began with
    old : rows of an earlier state of the base, for all, some or none of the vacancies

    Raises
    ------
    InvalidInput : the engine is no longer the one that the job began with
    """
    seq = engine.seq()  # before the work: what changes meanwhile is looked at again
    if engine.fingerprint() != fingerprint:
        raise InvalidInput(
            "the talent base was calibrated anew, names another month, or is another one, since "
            "this job began, so all scores may have changed; run it again with --restart"
        )
    known = _known(old) if old else {}
    new = [one for one in asked if one.key not in known]
    kept = [one for one in asked if one.key in known]
    found = dict(zip(_keys(new), _from_scratch(engine, new, how), strict=True))
    if old and kept and old.seq < seq:  # also where somebody only left
        changed = engine.changed(old.seq)
        found |= zip(_keys(kept), _brought_up(engine, kept, known, changed, how), strict=True)
    rows = [cells for key in _keys(asked) for cells in (found[key] if key in found else known[key])]
    return Part(seq, tuple(_keys(asked)), tables.table_of(rows))


def _keys(asked: Sequence[Asked]) -> list[tuple[str, str]]:
    return [one.key for one in asked]


def _known(old: Part) -> dict[tuple[str, str], list[Cells]]:
    """Return an earlier part's rows by vacancy, in order."""
    by_id: dict[str, list[Cells]] = {id_: [] for id_, _ in old.vacancies}
    for cells in old.table.to_pylist():
        by_id[cells["vacancy"]].append(cells)
    return {(id_, digest): by_id[id_] for id_, digest in old.vacancies}


def _from_scratch(engine: Asking, asked: Sequence[Asked], how: How) -> Iterator[list[Cells]]:
    vacancies = [one.vacancy for one in asked]
    for ranking in engine.ranked(vacancies, top=how.top, where=how.where):
        id_ = ranking.vacancy.id
        shown = [tables.cells_of(m, id_, explain=how.explain) for m in ranking.ranked[: how.top]]
        behind = [tables.cells_of(m, id_, explain=False) for m in ranking.ranked[how.top :]]
        yield tables.placed([*shown, *behind], how.top)


def _brought_up(
    engine: Asking,
    asked: Sequence[Asked],
    known: dict[tuple[str, str], list[Cells]],
    changed: frozenset[str],
    how: How,
) -> Iterator[list[Cells]]:
    vacancies = [one.vacancy for one in asked]
    lists = engine.listed(vacancies, top=how.top, where=how.where)
    for one, listed in zip(asked, lists, strict=True):
        before = {c["candidate"]: c for c in known[one.key] if c["candidate"] not in changed}
        unknown = [id_ for id_ in listed if id_ not in before]
        people = {id_: before[id_] for id_ in listed if id_ in before}
        people |= _worked_out(engine, one.vacancy, unknown, how)
        first = sorted(people.values(), key=tables.order)[: how.top]
        moved_up = [c["candidate"] for c in first if c["source"] is None]  # kept as numbers alone
        people |= _worked_out(engine, one.vacancy, moved_up, how)
        yield tables.placed(sorted(people.values(), key=tables.order), how.top)


def _worked_out(engine: Asking, vacancy: Vacancy, ids: Sequence[str], how: How) -> dict[str, Cells]:
    return {
        match.candidate: tables.cells_of(match, vacancy.id, explain=how.explain)
        for match in (engine.ledgers(vacancy, ids) if ids else ())
    }
