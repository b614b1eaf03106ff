"""CPU time of calls on one thread, and of the stages of a longer job.

Why: rounds go through all systems in turn, so that a busy or throttled machine hits them alike
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import process_time
from typing import TypeVar

import numpy as np
from threadpoolctl import threadpool_limits

T = TypeVar("T")
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Time:
    """CPU milliseconds a query: the mean over queries, of which the median over rounds."""

    median: float
    least: float
    most: float


def compare(
    systems: Mapping[str, Callable[[T], object]], queries: Sequence[T], *, rounds: int = ROUNDS
) -> dict[str, Time]:
    """Return what each system takes for these queries, on one thread, after a warm-up."""
    spent: dict[str, list[float]] = {name: [] for name in systems}
    with threadpool_limits(1):
        for system in systems.values():
            system(queries[0])
        for _ in range(rounds):
            for name, system in systems.items():
                start = process_time()
                for query in queries:
                    system(query)
                spent[name].append(1000 * (process_time() - start) / len(queries))
    return {n: Time(float(np.median(ms)), min(ms), max(ms)) for n, ms in spent.items()}


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
