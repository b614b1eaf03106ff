"""Do filters make a search faster, and does it stay exact?

In:  a base; filters that 0.1, 1, 10 and 50 % of the people pass: drawn at random, those whose work
     is like the vacancy, and those whose work is unlike it
Out: a row a filter and system: CPU time against the same system's unfiltered search in the same
     rounds, and recall of the exact best 100 among those who pass
"""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from benchmarks.rows import Row
from benchmarks.speed import rivals
from benchmarks.speed.clock import compare
from benchmarks.speed.setting import MOST_IN_MEMORY, SIZE, Setting, recall
from matcher.index.block import Query
from matcher.index.quantise import to_rows

SHARES = (0.001, 0.01, 0.1, 0.5)
KINDS = ("random", "like the vacancy", "unlike the vacancy")
ENGINE = "matcher"
_BREADTH = 400
_PROBES = 16
_NOISE = 0.5  # of a spread, so that those who pass are not exactly the best by context
_ROWS = 65_536

Mask = NDArray[np.bool_]
Asked = tuple[Query, Mask | None]
System = Callable[[Asked], NDArray[np.int64]]


def run(setting: Setting) -> list[Row]:
    """Return a row a system, kind and share."""
    systems = _systems(setting)
    rows = []
    for kind in KINDS:
        for share in SHARES:
            masks = [mask(setting, query, kind, share) for query in setting.queries]
            rows += _rows(setting, systems, masks, kind, share)
    return rows


def _rows(
    setting: Setting, systems: dict[str, System], masks: list[Mask], kind: str, share: float
) -> list[Row]:
    timed: dict[str, Callable[[int], object]] = {}
    for name, system in systems.items():
        timed[name] = partial(_ask, system, setting.queries, masks)
        timed[f"{name}, no filter"] = partial(_ask, system, setting.queries, None)
    times = compare(timed, range(len(masks)), rounds=setting.rounds)
    rows = []
    for name, system in systems.items():
        found = [system(asked) for asked in zip(setting.queries, masks, strict=True)]
        figures = {
            **times[name].row(),
            "to_unfiltered": round(times[name].ratio(times[f"{name}, no filter"]), 4),
            **recall(found, setting.base.exact, SIZE, masks),
        }
        if name == ENGINE:
            plan = setting.engine.found(setting.queries[0], SIZE, masks[0]).plan
            figures["way"] = plan.way
        rows.append(setting.row("filters", system=name, kind=kind, share=share, **figures))
    return rows


def _ask(system: System, queries: list[Query], masks: list[Mask] | None, number: int) -> object:
    return system((queries[number], None if masks is None else masks[number]))


def _systems(setting: Setting) -> dict[str, System]:
    engine = setting.engine
    systems: dict[str, System] = {
        ENGINE: lambda asked: np.asarray(engine.found(asked[0], SIZE, asked[1]).place, np.int64)
    }
    if setting.people <= MOST_IN_MEMORY:
        with threadpool_limits(1):
            means = rivals.Means(setting.whole())
            for name, rival in (
                ("FAISS IVF, mean rows", means.ivf(_PROBES)),
                ("FAISS HNSW, mean rows", means.hnsw(_BREADTH)),
                *((name, make()) for name, make in rivals.optional(means, _BREADTH).items()),
            ):
                systems[name] = partial(_best, rival)
    return systems


def _best(rival: rivals.Rival, asked: Asked) -> NDArray[np.int64]:
    return rival(asked[0], SIZE, asked[1])


def mask(setting: Setting, query: Query, kind: str, share: float) -> Mask:
    """Return which of the base's people pass a filter of this kind."""
    number = next(i for i, one in enumerate(setting.queries) if one is query)
    random = np.random.default_rng([setting.seed, 2, number])
    if kind == KINDS[0]:
        return random.random(setting.people) < share
    contexts = setting.base.block.contexts
    parts = range(0, len(contexts), _ROWS)
    likeness = np.concatenate([to_rows(contexts[i : i + _ROWS]) @ query.context for i in parts])
    likeness += _NOISE * likeness.std() * random.standard_normal(len(likeness), dtype=np.float32)
    if kind == KINDS[1]:
        return likeness >= np.quantile(likeness, 1 - share)
    return likeness <= np.quantile(likeness, share)
