"""CPU time of calls on one thread, and of the stages of a longer job.

Why: rounds go through all systems in turn, so that a busy or throttled machine hits them alike;
     ratios are taken within a round, and the median of rounds is told
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import process_time
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

T = TypeVar("T")
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Time:
    """CPU milliseconds of every query in every round."""

    spent: NDArray[np.float64]  # (rounds, queries)

    @property
    def rounds(self) -> NDArray[np.float64]:
        """Return each round's mean over queries."""
        return np.asarray(self.spent.mean(axis=1))

    @property
    def median(self) -> float:
        """Return the median over rounds of the mean over queries."""
        return float(np.median(self.rounds))

    @property
    def p50(self) -> float:
        """Return the median over queries of each one's median over rounds."""
        return float(np.median(np.median(self.spent, axis=0)))

    @property
    def p99(self) -> float:
        """Return the 99th percentile over queries and rounds."""
        return float(np.percentile(self.spent, 99))

    def ratio(self, other: "Time") -> float:
        """Return how many times the other's time this is: the median of the rounds' ratios."""
        return float(np.median(self.rounds / other.rounds))

    def row(self) -> dict[str, float]:
        """Return the figures that a row of results keeps."""
        return {
            "cpu_ms": round(self.median, 3),
            "least_ms": round(float(self.rounds.min()), 3),
            "most_ms": round(float(self.rounds.max()), 3),
            "p50_ms": round(self.p50, 3),
            "p99_ms": round(self.p99, 3),
            "queries_per_s": round(1000 / self.median, 1),
        }


def compare(
    systems: Mapping[str, Callable[[T], object]], queries: Sequence[T], *, rounds: int = ROUNDS
) -> dict[str, Time]:
    """Return what each system takes for these queries, on one thread, after a warm-up."""
    spent: dict[str, list[list[float]]] = {name: [] for name in systems}
    with threadpool_limits(1):
        for system in systems.values():
            system(queries[0])
        for _ in range(rounds):
            for name, system in systems.items():
                spent[name].append([_cpu_ms(system, query) for query in queries])
    return {name: Time(np.array(ms)) for name, ms in spent.items()}


def _cpu_ms(system: Callable[[T], object], query: T) -> float:
    start = process_time()
    system(query)
    return 1000 * (process_time() - start)


class Stages:
    """CPU seconds by stage, child processes included; a stage within a stage counts for itself."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._stage = "the rest"
        self._since = _cpu_s()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what is spent inside for the stage `name`."""
        outer = self._switch(name)
        try:
            yield
        finally:
            self._switch(outer)

    def _switch(self, name: str) -> str:
        now, outer = _cpu_s(), self._stage
        self.spent[outer] += now - self._since  # type: ignore[assignment]  # seconds, not counts
        self._stage, self._since = name, now
        return outer


def _cpu_s() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
