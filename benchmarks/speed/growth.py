"""What does a search cost over ten times as many people?

In:  a base and one of a tenth of its people, from the same mould
Out: a row a way: how many times the CPU time, both measured in turns
"""

import numpy as np

from benchmarks.rows import Row
from benchmarks.speed.clock import compare
from benchmarks.speed.setting import SIZE, Setting
from matcher.index.block import Query

_TIMES = 10
_LEAST = 100_000  # people in the smaller base


def run(setting: Setting) -> list[Row]:
    """Return a row a way; none where the smaller base would fit in the processor's cache."""
    if setting.people < _TIMES * _LEAST:
        return []
    smaller = Setting(setting.people // _TIMES, setting.seed, setting.cache, setting.rounds)
    systems = {
        (one.people, way): _asking(one, way)
        for one in (smaller, setting)
        for way in ("codes", "exact")
    }
    named = {f"{people} {way}": ask for (people, way), ask in systems.items()}
    times = compare(named, setting.queries, rounds=min(3, setting.rounds))
    return [
        setting.row(
            "growth",
            way=way,
            smaller=smaller.people,
            cpu_ms=round(times[f"{setting.people} {way}"].median, 2),
            smaller_cpu_ms=round(times[f"{smaller.people} {way}"].median, 2),
            times_smaller=round(
                times[f"{setting.people} {way}"].ratio(times[f"{smaller.people} {way}"]), 2
            ),
        )
        for way in ("codes", "exact")
    ]


def _asking(setting: Setting, way: str):  # type: ignore[no-untyped-def]
    def ask(query: Query) -> np.ndarray:
        return setting.engine.found(query, SIZE, way=way).place

    return ask
