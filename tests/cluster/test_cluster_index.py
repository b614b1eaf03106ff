"""An index searched by several machines, some of which fail."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from invented_people import crowd, index_in, key_of, lived_in, person, query, same
from pretended import Pretended

from matcher.cluster import ClusterIndex
from matcher.cluster.index import _Asked
from matcher.errors import InvalidInput, StorageError
from matcher.index import plan
from matcher.index.catalogue import Index
from matcher.index.finding import Hits
from matcher.index.where import parse

AS_OF = 12 * 2026  # the month that filters refer to


def clustered(index: Index, machines: Pretended, **options: object) -> ClusterIndex:
    return ClusterIndex(
        index, "pretended", machines=machines, pause_s=0.0, **{"shards": 4, **options}
    )


def four() -> Pretended:
    return Pretended({"left": 2.0, "right": 2.0})


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return lived_in(tmp_path / "index")


def check(cluster: ClusterIndex, index: Index, *, size: int = 40) -> None:
    """The cluster's answers are the index's, with and without filters."""
    for where in (None, parse("city = Zwolle"), parse("tag = rare"), parse("city = Nergens")):
        options = {"where": where, "as_of": AS_OF}
        mine = cluster.search_many([query(seed) for seed in range(5)], size, **options)
        theirs = index.search_many([query(seed) for seed in range(5)], size, **options)
        assert all(same(one, other) for one, other in zip(mine, theirs, strict=True))


@pytest.mark.parametrize("shards", [1, 2, 3, 7, 50])
def test_any_number_of_shards_gives_the_answer_of_one_machine(index: Index, shards: int) -> None:
    machines = four()
    with clustered(index, machines, shards=shards) as cluster:
        check(cluster, index)
        check(cluster, index, size=10_000)
        assert len(cluster.machines) == shards
    assert (machines.running, machines.closed) == ([], True)


def test_equal_scores_stand_in_the_order_of_ids_across_shards(index: Index) -> None:
    with clustered(index, four()) as cluster:
        hits = cluster.search(query(1), 200, as_of=AS_OF)
    assert len({*hits.scores.tolist()}) < len(hits.ids) / 2
    assert [*hits.ids] == [
        id_ for _, id_ in sorted(zip((-hits.scores).tolist(), hits.ids, strict=True))
    ]


def test_people_who_come_change_and_go_count_at_once(index: Index) -> None:
    with clustered(index, four()) as cluster:
        check(cluster, index)
        index.apply([person(3, seq=5, kind=41), *crowd([2_000, 2_001], seq=5)], [key_of(10)], 5)
        check(cluster, index)
        index.publish()
        check(cluster, index)
        index.compact(everything=True)
        check(cluster, index)


def test_a_question_on_its_way_gets_the_people_of_its_own_moment(index: Index) -> None:
    machines = four()
    with clustered(index, machines) as cluster:
        theirs = index.search_many([query(2)], 30, as_of=AS_OF)
        moment = cluster._moments.of(index.view())
        index.apply([], [key_of(number) for number in range(0, 900, 2)], 5)
        check(cluster, index)
        asked = _Asked((query(2),), (query(2),), 30, None, AS_OF, None, None)
        assert same(cluster._searched(moment, asked)[0], theirs[0])


def test_codes_choose_whom_one_machine_would_choose(tmp_path: Path) -> None:
    index = lived_in(tmp_path / "index", people=2_500, codes_from=1_000)
    assert index.book is not None
    with clustered(index, four(), shards=5) as cluster:
        for where in (None, parse("city = Zwolle")):
            options = {"where": where, "as_of": AS_OF, "way": "codes", "kernel": "numpy"}
            mine = cluster.search_many([query(seed) for seed in range(20)], 20, **options)
            theirs = index.search_many([query(seed) for seed in range(20)], 20, **options)
            assert all(same(one, other) for one, other in zip(mine, theirs, strict=True))
            for one, other in zip(mine, theirs, strict=True):
                assert one.plan.rescored == other.plan.rescored
        assert theirs[0].plan.rescored < theirs[0].plan.passing or where is not None


def test_more_people_are_scored_where_one_machine_would_score_more(tmp_path: Path) -> None:
    index = lived_in(tmp_path / "index", people=6_000, codes_from=1_000)
    made = [query(seed) for seed in range(40)]
    queries = [replace(one, foot=one.foot + np.float32(0.25)) for one in made]
    queries += [replace(one, context_weight=0.0) for one in queries]
    options = {"as_of": AS_OF, "way": "codes", "kernel": "numpy"}
    with clustered(index, four(), shards=4) as cluster:
        mine = cluster.search_many(queries, 100, **options)
    theirs = index.search_many(queries, 100, **options)
    assert all(same(one, other) for one, other in zip(mine, theirs, strict=True))
    scored = [one.plan.rescored for one in theirs]
    assert [one.plan.rescored for one in mine] == scored
    assert max(scored) > 2 * plan.rescored(100), "nowhere were more scored; the test shows nothing"


def test_the_way_depends_on_how_many_pass_in_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "PAYS_FROM", 2_000)
    index = lived_in(tmp_path / "index", people=3_000, codes_from=1_000)
    with clustered(index, four(), shards=3) as cluster:
        check(cluster, index, size=20)
        ways = {
            str(where): cluster.search(query(0), 20, where=where, as_of=AS_OF).plan.way
            for where in (None, parse("tag = rare"))
        }
    assert ways == {"None": "codes", "tag = rare": "gather"}


def test_codes_are_refused_where_there_are_none(index: Index) -> None:
    with (
        clustered(index, four()) as cluster,
        pytest.raises(InvalidInput, match="no codes"),
    ):
        cluster.search(query(0), 5, as_of=AS_OF, way="codes")


def test_searches_beside_changes_each_see_one_moment(index: Index) -> None:
    seen: list[Hits] = []
    moments = [index.search(query(3), 40, as_of=AS_OF)]

    def ask() -> None:
        for _ in range(30):
            seen.append(cluster.search(query(3), 40, as_of=AS_OF))

    with clustered(index, four()) as cluster, ThreadPoolExecutor(3) as threads:
        asking = [threads.submit(ask) for _ in range(3)]
        for seq in range(5, 25):
            changed = [person(number * seq % 900, seq=seq, kind=seq) for number in range(40)]
            index.apply(changed, [key_of(seq)], seq)
            moments.append(index.search(query(3), 40, as_of=AS_OF))
            if seq % 6 == 0:
                index.publish()
        for one in asking:
            one.result()
    assert len(seen) == 3 * 30
    for hits in seen:
        assert any(hits.ids == one.ids and hits.pool == one.pool for one in moments)


def test_an_index_that_is_only_in_memory_needs_no_machine(tmp_path: Path) -> None:
    index = index_in(tmp_path / "index")
    machines = four()
    with clustered(index, machines) as cluster:
        assert cluster.search(query(0), 5, as_of=AS_OF).ids == ()
        index.apply(crowd(range(50), seq=1), (), 1)
        check(cluster, index)
    assert machines.started == []


def test_shards_of_a_lost_machine_come_back_on_another(index: Index) -> None:
    machines = four()
    with clustered(index, machines) as cluster:
        check(cluster, index)
        assert {*cluster.machines.values()} == {"left", "right"}
        machines.fail("left")
        check(cluster, index)
        assert {*cluster.machines.values()} == {"right"}
        assert machines.started == ["left", "right"] * 2 + ["right"] * 2


def test_a_process_that_dies_alone_is_replaced(index: Index) -> None:
    machines = four()
    with clustered(index, machines) as cluster:
        check(cluster, index)
        machines.running[0].killed = True
        check(cluster, index)
        assert len(machines.started) == 4 + 1


def test_a_shard_that_has_forgotten_a_moment_is_told_again(index: Index) -> None:
    machines = four()
    with clustered(index, machines) as cluster:
        check(cluster, index)
        for process in machines.running:
            process.shard._moments.clear()
        check(cluster, index)
        assert len(machines.started) == 4


def test_the_only_machine_is_asked_again_when_its_process_died(index: Index) -> None:
    machines = Pretended({"only": 2.0})
    with clustered(index, machines) as cluster:
        check(cluster, index)
        machines.running[0].killed = True
        check(cluster, index)
        assert machines.started == ["only"] * (4 + 1)


def test_a_machine_that_joins_takes_over_what_a_lost_one_did(index: Index) -> None:
    machines = Pretended({"old": 2.0})
    with clustered(index, machines) as cluster:
        check(cluster, index)
        machines.fail("old")
        machines.nodes["new"] = 2.0
        check(cluster, index)
        assert {*cluster.machines.values()} == {"new"}


def test_when_all_machines_are_lost_the_error_says_what_to_do(index: Index) -> None:
    machines = four()
    with clustered(index, machines, tries=3) as cluster:
        check(cluster, index)
        machines.fail("left")
        machines.fail("right")
        with pytest.raises(StorageError, match=r"4 of 4 shards .* 3 tries .*`ray status`"):
            cluster.search(query(0), 5, as_of=AS_OF)
        machines.nodes.clear()
        with pytest.raises(StorageError, match="no machine runs"):
            cluster.search(query(0), 5, as_of=AS_OF)


def test_a_machine_with_another_version_is_refused(index: Index) -> None:
    machines = Pretended({"old": 1.0}, version="0.0.1")
    with (
        clustered(index, machines) as cluster,
        pytest.raises(StorageError, match=r"runs version 0\.0\.1 .* install the same"),
    ):
        cluster.search(query(0), 5, as_of=AS_OF)


def test_a_cluster_that_strangers_can_reach_needs_a_token(index: Index) -> None:
    with (
        clustered(index, Pretended({"open": 1.0}, token=False)) as cluster,
        pytest.raises(StorageError, match="RAY_AUTH_MODE=token"),
    ):
        cluster.search(query(0), 5, as_of=AS_OF)
    with clustered(index, Pretended({"open": 1.0}, token=False, private=True)) as cluster:
        check(cluster, index)


def test_a_machine_without_the_files_is_told_of(index: Index, tmp_path: Path) -> None:
    with (
        clustered(index, four(), folder=tmp_path / "elsewhere") as cluster,
        pytest.raises(StorageError, match=r"cannot be read .* give all of them the folder"),
    ):
        cluster.search(query(0), 5, as_of=AS_OF)


def test_a_damaged_segment_is_dropped_as_on_one_machine(index: Index) -> None:
    segment = max(index.folder.glob("segment-*"), key=lambda path: path.stat().st_size)
    _spoil(segment)
    twin = lived_in(index.folder.with_name("twin"))
    _spoil(max(twin.folder.glob("segment-*"), key=lambda path: path.stat().st_size))
    with clustered(index, four()) as cluster:
        mine = cluster.search(query(0), 50, as_of=AS_OF)
    assert same(mine, twin.search(query(0), 50, as_of=AS_OF))
    assert index.seq == twin.seq < 4


def test_a_damaged_copy_is_told_of_and_the_index_stays_whole(index: Index, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    for path in index.folder.iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    _spoil(max(copy.glob("segment-*"), key=lambda path: path.stat().st_size))
    with (
        clustered(index, four(), folder=copy) as cluster,
        pytest.raises(StorageError, match="whole here; copy the index's folder"),
    ):
        cluster.search(query(0), 50, as_of=AS_OF)
    assert index.seq == 4


def test_what_crosses_the_wire_names_nobody_but_those_found(index: Index) -> None:
    machines = four()
    with clustered(index, machines) as cluster:
        hits = cluster.search(query(0), 3, as_of=AS_OF)
    wire = b"".join(machines.crossed)
    named = {f"cv-{number * 7919 % 100_003:06d}" for number in range(900)}
    seen = {id_ for id_ in named if id_.encode() in wire}
    assert len(seen) <= 4 * 3
    assert seen <= named
    assert seen & {*hits.ids}


@pytest.mark.parametrize("options", [{"shards": 0}, {"tries": 0}])
def test_impossible_numbers_are_refused(index: Index, options: dict[str, int]) -> None:
    with pytest.raises(InvalidInput, match="give 1 at least"):
        clustered(index, four(), **options)


def _spoil(path: Path) -> None:
    """Change a byte of the statements, which are the first array and checked when they are read."""
    with path.open("r+b") as file:
        file.seek(100)
        was = file.read(1)
        file.seek(100)
        file.write(bytes([was[0] ^ 0xFF]))
