"""What a batch asks of the engine, in one place.

In:  an open `Matcher`, or what it takes to open one in another process
Out: rankings of many vacancies, who would get a ledger, which people changed since when
Why: a batch needs five questions; all else of the engine stays out of its sight
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from matcher.pipeline import Matcher, Ranking
from matcher.protocols import Progress
from matcher.ranking import Weights, counts, read_curves, read_weights
from matcher.records import Match, Vacancy
from matcher.vectors import pieces

_ENCODED = 64  # vacancies whose lines are encoded together


@dataclass(frozen=True, slots=True)
class Source:
    """What it takes to open the same engine in another process."""

    base: str
    model: str | None = None
    curves: str | None = None  # file of `matcher tune`
    cluster: str | None = None  # address of a Ray cluster
    weights: str | None = None  # file of `matcher weights tune`
    recency: bool = True  # whether a role that ended long ago counts less

    def open(self) -> Matcher:
        """Open the engine; raises what `Matcher.open` raises."""
        weights = read_weights(self.weights).weights if self.weights else Weights()
        if not self.recency:
            weights = replace(weights, recency=False)
        if self.curves:
            weights = replace(weights, curves=read_curves(Path(self.curves)), judge=None)
        return Matcher.open(self.base, model=self.model, weights=weights, cluster=self.cluster)


class Engine:
    """A matcher, asked in batches."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher

    def fingerprint(self) -> str:
        """Name all that scores depend on beside people and vacancies."""
        return self._matcher.fingerprint()

    def seq(self) -> int:
        """Return the number of the last change of the base."""
        return self._matcher.seq()

    def changed(self, since: int) -> frozenset[str]:
        """Return the ids of people who came or changed after `since`."""
        return self._matcher.changed(since)

    def prepare(self, vacancies: Sequence[Vacancy], progress: Progress | None = None) -> None:
        """Encode the vacancies' lines together; each is then found in the base's cache."""
        encoder = self._matcher.searcher().snapshot.knowledge.encoder
        for first in range(0, len(vacancies), _ENCODED):
            part = vacancies[first : first + _ENCODED]
            encoder.encode(list(dict.fromkeys(text for v in part for text in _lines(v))))
            if progress:
                progress(first + len(part), len(vacancies))

    def ranked(
        self, vacancies: Sequence[Vacancy], *, top: int, where: Sequence[str]
    ) -> Iterator[Ranking]:
        """Yield what `Matcher.match` returns for each vacancy."""
        return self._matcher.match_many(vacancies, top=top, where=where)

    def listed(
        self, vacancies: Sequence[Vacancy], *, top: int, where: Sequence[str]
    ) -> Iterator[tuple[str, ...]]:
        """Yield the ids of those who would get a ledger for each vacancy."""
        return self._matcher.shortlists(vacancies, top=top, where=where)

    def ledgers(self, vacancy: Vacancy, ids: Sequence[str]) -> list[Match]:
        """Return the ledgers of these people, best first."""
        return self._matcher.ledgers(vacancy, ids)


def _lines(vacancy: Vacancy) -> Iterator[str]:
    yield from (r.text for r in vacancy.requirements)
    yield from pieces(r.text for r in vacancy.requirements if counts(r))
