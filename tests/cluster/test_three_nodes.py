"""A base searched by a real cluster of three nodes, one of which is killed."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from invented_people import index_in, key_of, lived_in, person, query, same
from three_nodes import ThreeNodes, three_nodes

from matcher.cluster import ClusterIndex
from matcher.errors import InvalidInput, StorageError
from matcher.index.catalogue import Index
from matcher.index.where import parse
from matcher.pipeline import Matcher
from matcher.rerank import rerank
from matcher.resources import shipped

AS_OF = 12 * 2026


@pytest.fixture(scope="module")
def cluster() -> Iterator[ThreeNodes]:
    with three_nodes() as nodes:
        yield nodes


def check(mine: ClusterIndex, index: Index) -> None:
    queries = [query(seed) for seed in range(6)]
    options = [{}, {"where": parse("city = Zwolle")}, {"way": "codes"}]
    for option in options:
        together = mine.search_many(queries, 50, as_of=AS_OF, **option)
        alone = index.search_many(queries, 50, as_of=AS_OF, **option)
        assert len(together[0].ids) == 50
        assert all(same(one, other) for one, other in zip(together, alone, strict=True))


@pytest.mark.slow
def test_the_whole_engine_ranks_and_explains_the_same_on_a_cluster(
    cluster: ThreeNodes, small_base: Path
) -> None:
    vacancy = shipped("sample/vacancies") / "data-engineer.txt"
    together = Matcher.open(small_base, cluster=cluster.address)
    with together.searcher().snapshot.machines as machines:
        found = together.match(vacancy, where="years >= 1")
        assert len(machines.machines) == 1
        batch = rerank(together, [vacancy, vacancy.with_name("hr-adviseur.txt")], top=5)
    alone = Matcher.open(small_base)
    assert found == alone.match(vacancy, where="years >= 1")
    assert batch.equals(rerank(alone, [vacancy, vacancy.with_name("hr-adviseur.txt")], top=5))
    assert len(batch) == 2 * 5


@pytest.mark.slow
def test_three_nodes_rank_like_one_machine_and_go_on_when_one_is_killed(
    cluster: ThreeNodes, tmp_path: Path
) -> None:
    index = lived_in(tmp_path / "index", people=3_000, codes_from=1_000)
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
        assert sum(before[shard] != after[shard] for shard in before) == 2


def test_an_address_that_nothing_answers_at_is_told_of_at_once(tmp_path: Path) -> None:
    index = index_in(tmp_path / "index")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(StorageError, match=rf"nothing answers at 127\.0\.0\.1:{port}"):
        ClusterIndex(index, f"127.0.0.1:{port}")


@pytest.mark.parametrize("address", ["", "nowhere", "host:port", "ray://127.0.0.1:10001"])
def test_what_is_no_address_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(InvalidInput, match="give HOST:PORT"):
        ClusterIndex(index_in(tmp_path / "index"), address)
