"""A base searched by a real cluster of three nodes, one of which is killed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from invented_people import key_of, lived_in, person, query, same
from three_nodes import ThreeNodes, three_nodes

from matcher.cluster import ClusterIndex
from matcher.index.catalogue import Index
from matcher.index.where import parse


@pytest.fixture(scope="module")
def cluster() -> Iterator[ThreeNodes]:
    with three_nodes() as nodes:
        yield nodes


def check(mine: ClusterIndex, index: Index) -> None:
    queries = [query(seed) for seed in range(6)]
    for where in (None, parse("city = Zwolle")):
        together = mine.search_many(queries, 50, where=where, as_of=24_000)
        alone = index.search_many(queries, 50, where=where, as_of=24_000)
        assert len(together[0].ids) == 50
        assert all(same(one, other) for one, other in zip(together, alone, strict=True))


@pytest.mark.slow
def test_three_nodes_rank_like_one_machine_and_go_on_when_one_is_killed(
    cluster: ThreeNodes, tmp_path: Path
) -> None:
    index = lived_in(tmp_path / "index", people=3_000)
    with ClusterIndex(index, cluster.address, shards=4) as mine:
        check(mine, index)
        before = mine.machines
        assert len({*before.values()}) == 2

        index.apply([person(7, seq=5, kind=3)], [key_of(8), key_of(9)], 5)
        check(mine, index)

        cluster.kill(0)
        check(mine, index)
        after = mine.machines
        assert len({*after.values()}) == 1
        assert {shard for shard in before if before[shard] == after[shard]} != set(before)
