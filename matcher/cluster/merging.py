"""One answer of several.

In:  hits of shards, and of what is only in memory; nobody is in two of them
Out: the hits that one search over all of them would have given
Why: a score depends on the person and the query alone, so the best of all are among the best of
     each; equals stand in the order of their ids, which no sharing out changes
"""

from collections.abc import Sequence

import numpy as np

from matcher.index.finding import Hits
from matcher.index.plan import Plan, choose


def joined(parts: Sequence[Hits], size: int, *, people: int, way: str | None) -> Hits:
    """Return the `size` best of all, best first, ties by id.

    Parameters
    ----------
    parts : one at least
    people : in the index, with the dead
    way : in which all of them were searched; None is exactly
    """
    ids = [id_ for part in parts for id_ in part.ids]
    scores = np.concatenate([part.scores for part in parts])
    best = np.concatenate([part.best for part in parts])
    listed = scores.tolist()
    order = sorted(range(len(ids)), key=lambda number: (-listed[number], ids[number]))[:size]
    kept = np.array(order, dtype=np.int64)
    return Hits(
        ids=tuple(ids[number] for number in order),
        scores=scores[kept],
        best=best[kept],
        pool=sum(part.pool for part in parts),
        plan=_plan([part.plan for part in parts], size, people, way),
    )


def _plan(plans: Sequence[Plan], size: int, people: int, way: str | None) -> Plan:
    """Return what was done everywhere; of each stage, the time of whoever took longest."""
    passing = sum(plan.passing for plan in plans)
    stages: dict[str, float] = {}
    for plan in plans:
        for stage, time_ms in plan.stage_ms.items():
            stages[stage] = max(stages.get(stage, 0.0), time_ms)
    return Plan(
        way=way or choose(people, passing, size, False),
        kernel=" and ".join(sorted({plan.kernel for plan in plans})),
        people=people,
        passing=passing,
        rescored=sum(plan.rescored for plan in plans),
        stage_ms=stages,
    )
