"""What does it cost to find the best 400 of a whole base, and are they the best?

In:  a base of N people made from the sample, the queries of its 16 vacancies
Out: CPU milliseconds a query of the engine and its rivals on one thread; how much of the exact
     best 10 and 100 each finds
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from time import process_time

import numpy as np

from benchmarks.rows import Row
from benchmarks.speed import rivals
from benchmarks.speed.bases import Base, expanded, query_of, sample, vacancies
from benchmarks.speed.clock import compare
from matcher.index import PAYS_FROM, Query, codes_of, shortlist

_SIZE = 400  # people on the list, as the engine asks for
_NEIGHBOURS = 1_000  # statements that FAISS returns for each requirement
_LOOP = "numpy, a loop over people"


def run(people: int, *, seed: int) -> list[Row]:
    """Return one row a system."""
    matcher = sample()
    base = expanded(matcher, people, seed=seed)
    queries = [query_of(matcher, vacancy) for vacancy in vacancies(matcher)]
    notes: dict[str, Row] = {}
    systems = _systems(base, notes)
    times = compare(systems, queries)
    lists = {name: [rank(query) for query in queries] for name, rank in systems.items()}
    common = {
        "question": "ranking_time",
        "people": people,
        "statements": len(base.rows.statements),
        "seed": seed,
    }
    return [
        {
            **common,
            "system": name,
            "cpu_ms": round(time.median, 2),
            "least_ms": round(time.least, 2),
            "most_ms": round(time.most, 2),
            "share_of_loop": round(time.median / times[_LOOP].median, 4),
            **{f"recall@{k}": _recall(lists[name], lists[_LOOP], k) for k in (10, 100, 400)},
            **notes.get(name, {}),
        }
        for name, time in times.items()
    ]


def _systems(base: Base, notes: dict[str, Row]) -> dict[str, Callable[[Query], rivals.Places]]:
    rows = base.rows
    found: dict[str, rivals.Rival] = {
        _LOOP: rivals.loop(rows),
        "numpy, one product": rivals.one_product(rows),
        f"FAISS Flat, {_NEIGHBOURS:,} statements a requirement": rivals.faiss_statements(
            rows, _NEIGHBOURS
        ),
        "FAISS Flat, one mean row a person": rivals.faiss_means(rows),
        "matcher, exact": partial(shortlist, rows),
    }
    if len(rows.contexts) >= PAYS_FROM:
        start = process_time()
        coded = replace(rows, codes=codes_of(rows.statements, rows.starts))
        notes["matcher, codes first"] = {"build_cpu_s": round(process_time() - start, 1)}
        found["matcher, codes first"] = partial(shortlist, coded)
    return {name: partial(rank, size=_SIZE) for name, rank in found.items()}


def _recall(found: Sequence[rivals.Places], exact: Sequence[rivals.Places], k: int) -> float:
    """Return the share of the exact best k that the system has among its own first k."""
    shares = [np.isin(e[:k], f[:k]).mean() for f, e in zip(found, exact, strict=True)]
    return round(float(np.mean(shares)), 4)
