"""How much less does a pair cost when 100 vacancies are asked at once?

In:  a base, 100 queries
Out: a row a way: pairs of vacancy and person a second of CPU, one query at a time and all at once
"""

from collections.abc import Sequence

from benchmarks.rows import Row
from benchmarks.speed.clock import compare
from benchmarks.speed.engine import Engine
from benchmarks.speed.setting import SIZE, Setting
from matcher.index.block import Query

VACANCIES = 100
_ROUNDS = 3


def run(setting: Setting, *, vacancies: int = VACANCIES) -> list[Row]:
    """Return a row a way."""
    queries = setting.many(vacancies)
    engine = setting.engine
    systems = {}
    for way in ("exact", "codes"):
        systems[f"{way}, one by one"] = _singly(engine, way)
        systems[f"{way}, at once"] = _together(engine, way)
    times = compare(systems, [queries], rounds=min(_ROUNDS, setting.rounds))
    pairs = setting.people * len(queries)
    return [
        setting.row(
            "batch",
            way=way,
            vacancies=len(queries),
            pairs_per_s=round(1000 * pairs / times[f"{way}, at once"].median),
            pairs_per_s_singly=round(1000 * pairs / times[f"{way}, one by one"].median),
            times_exact_singly=round(
                1 / times[f"{way}, at once"].ratio(times["exact, one by one"]), 2
            ),
            times_singly=round(1 / times[f"{way}, at once"].ratio(times[f"{way}, one by one"]), 2),
        )
        for way in ("exact", "codes")
    ]


def _singly(engine: Engine, way: str):  # type: ignore[no-untyped-def]
    def ask(queries: Sequence[Query]) -> None:
        for query in queries:
            engine.found(query, SIZE, way=way)

    return ask


def _together(engine: Engine, way: str):  # type: ignore[no-untyped-def]
    return lambda queries: engine.many(queries, SIZE, way=way)
