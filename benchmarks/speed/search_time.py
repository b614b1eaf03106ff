"""What does it cost to find the best 100 of a whole base, and are they the best?

In:  a base, the queries of the sample's 16 vacancies (15 requirements each)
Out: a row a system: CPU time of one thread, recall of the exact best 10 and 100, what it took to
     build and to keep; beside them the time in which the same bytes can be read at all
"""

from collections.abc import Callable
from functools import partial
from time import process_time

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from benchmarks.rows import Row
from benchmarks.speed import limit, rivals
from benchmarks.speed.clock import Time, compare
from benchmarks.speed.engine import Engine
from benchmarks.speed.setting import MOST_IN_MEMORY, SIZE, Setting, recall
from matcher.index.block import Query

LIMIT = "reading the bytes"
EXACT, CODES = "matcher, exact", "matcher, codes first"
LOOP, PRODUCT, BLOCKS = "numpy, a loop over people", "numpy, one product", "numpy, in blocks"
EXACT_RIVALS = (LOOP, PRODUCT, BLOCKS, "torch, bfloat16", "torch, 8 bits")
_NEIGHBOURS = 1_000  # statements that FAISS returns for each requirement
_BREADTH = 400  # of the searches in graphs
_PROBES = 16
_TAIL = 112  # queries for the 99th percentile, the engine's alone
_SLOW_ROUNDS = 3  # of rivals over more than 50,000 people

Ranked = Callable[[Query], NDArray[np.int64]]


def run(setting: Setting) -> list[Row]:
    """Return a row a system."""
    notes: dict[str, Row] = {}
    systems: dict[str, Ranked] = {**_engine(setting.engine, notes), **_rivals(setting, notes)}
    answers: dict[str, dict[int, NDArray[np.int64]]] = {name: {} for name in systems}
    numbers = {id(query): number for number, query in enumerate(setting.queries)}

    def noted(name: str, query: Query) -> None:
        answers[name][numbers[id(query)]] = systems[name](query)

    timed = {LIMIT: limit.stream(setting.base.block)}
    timed |= {name: partial(noted, name) for name in systems}
    rounds = setting.rounds if setting.people <= 50_000 else min(setting.rounds, _SLOW_ROUNDS)
    times = compare(timed, setting.queries, rounds=rounds)
    _tails(setting, notes)
    rows = []
    for name, time in times.items():
        figures = {**time.row(), **_ratios(time, times), **notes.get(name, {})}
        if name in systems:
            found = [answers[name][number] for number in range(len(setting.queries))]
            for k in (10, 100):
                figures |= recall(found, setting.base.exact, k)
        rows.append(setting.row("search", system=name, **figures))
    return rows


def _engine(engine: Engine, notes: dict[str, Row]) -> dict[str, Ranked]:
    block = engine.block
    rows = block.statements.nbytes + block.contexts.nbytes + block.rungs.nbytes
    codes = 0 if block.codes is None else block.codes.nbytes
    notes[EXACT] = {"size_bytes": rows + block.starts.nbytes}
    notes[CODES] = {
        "size_bytes": rows + block.starts.nbytes + codes,
        "build_cpu_s": round(engine.train_cpu_s + engine.assign_cpu_s, 1),
    }
    return {EXACT: _ranked(engine, "exact"), CODES: _ranked(engine, "codes")}


def _ranked(engine: Engine, way: str) -> Ranked:
    return lambda query: np.asarray(engine.found(query, SIZE, way=way).place, dtype=np.int64)


def _rivals(setting: Setting, notes: dict[str, Row]) -> dict[str, Ranked]:
    if setting.people > MOST_IN_MEMORY:
        print(f"rivals are left out: {setting.people:,} people do not fit in memory in float32")
        return {}
    people = setting.whole()
    means = rivals.Means(people)
    makers: dict[str, Callable[[], rivals.Rival]] = {
        LOOP: partial(rivals.loop, people),
        PRODUCT: partial(rivals.one_product, people),
        BLOCKS: partial(rivals.products, people),
        "torch, bfloat16": partial(rivals.torch_bfloat16, people),
        "torch, 8 bits": partial(rivals.torch_int8, people),
        f"FAISS Flat, {_NEIGHBOURS:,} statements a requirement": partial(
            rivals.faiss_statements, people, _NEIGHBOURS
        ),
        "FAISS Flat, mean rows": means.flat,
        "FAISS IVF, mean rows": partial(means.ivf, _PROBES),
        "FAISS HNSW, mean rows": partial(means.hnsw, _BREADTH),
        **rivals.optional(means, _BREADTH),
    }
    return {name: _made(name, make, notes) for name, make in makers.items()}


def _made(name: str, make: Callable[[], rivals.Rival], notes: dict[str, Row]) -> Ranked:
    start = process_time()
    with threadpool_limits(1):
        rival = make()
    notes[name] = {"build_cpu_s": round(process_time() - start, 1)}
    return partial(_best, rival)


def _best(rival: rivals.Rival, query: Query) -> NDArray[np.int64]:
    return rival(query, SIZE)


def _tails(setting: Setting, notes: dict[str, Row]) -> None:
    """Note the engine's percentiles over many queries, in place of those over 16."""
    engine = setting.engine
    systems = {name: _ranked(engine, way) for name, way in ((EXACT, "exact"), (CODES, "codes"))}
    for name, time in compare(systems, setting.many(_TAIL), rounds=1).items():
        notes[name] |= {"p50_ms": round(time.p50, 3), "p99_ms": round(time.p99, 3)}
        notes[name]["tail_queries"] = _TAIL


def _ratios(time: Time, times: dict[str, Time]) -> Row:
    names = {"to_limit": LIMIT, "to_loop": LOOP, "to_product": PRODUCT, "to_exact": EXACT}
    ratios = {k: round(time.ratio(times[name]), 5) for k, name in names.items() if name in times}
    exact = [name for name in EXACT_RIVALS if name in times]
    if exact:
        quickest = min(exact, key=lambda name: times[name].median)
        ratios["to_best_exact_rival"] = round(time.ratio(times[quickest]), 5)
    return ratios
