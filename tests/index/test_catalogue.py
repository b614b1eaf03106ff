"""An index through its life: people come, change and go, and are found as they are now."""

from pathlib import Path

import numpy as np
import pytest
from index_people import (
    AS_OF,
    WIDTH,
    answers,
    crowd,
    filled,
    index_in,
    key_of,
    person,
    query,
)

from matcher.errors import InvalidInput, StorageError
from matcher.index.block import OFFSET, SCALE, Query
from matcher.index.catalogue import Index
from matcher.index.entries import Entry, part_of
from matcher.index.finding import find
from matcher.index.part import Held
from matcher.index.quantise import to_bytes
from matcher.index.segment import open_segment
from matcher.index.where import parse


def _names(folder: Path) -> list[str]:
    return sorted(path.name.split("-")[0] for path in folder.iterdir())


def _one_part(entries: list[Entry]) -> list[tuple[str, float, list[int]]]:
    """What `answers` gives if everybody is in one part."""
    held = [Held.whole(part_of(entries, width=WIDTH))]
    found = [find(held, [query(seed)], 20, as_of=AS_OF)[0] for seed in range(3)]
    return [
        (id_, float(score), best.tolist())
        for hits in found
        for id_, score, best in zip(hits.ids, hits.scores, hits.best, strict=True)
    ]


def _slow_score(entry: Entry, asked: Query) -> float:
    """The score as the docstring of `Query` has it, of statements rounded to bytes.

    Of contexts, numbers beyond what a byte holds are cut; these rows are so short that some are.
    """
    rows = (to_bytes(entry.statements).astype(float) - OFFSET) / SCALE
    cut = 127.5 / SCALE
    likeness = float(np.clip(entry.context, -cut, cut) @ np.clip(asked.context, -cut, cut))
    about = np.clip((likeness - asked.about[0]) / np.ptp(asked.about), 0, 1)
    score = asked.context_weight * about
    for number, required in enumerate(asked.required):
        room = asked.top[number] - asked.foot[number]
        shown = np.clip((rows @ required - asked.foot[number]) / room, 0, 1)
        worth = asked.worth[entry.rungs] * shown
        score += asked.weights[number] * max([0.0, *worth])
    return float(score)


def test_scores_and_evidence_are_those_of_the_slow_definition(tmp_path: Path) -> None:
    people = crowd(range(1, 90))
    index = filled(tmp_path, people[:40], people[40:70], people[70:])
    hits = index.search(query(), 89, as_of=AS_OF)
    slow = {entry.id: _slow_score(entry, query()) for entry in people}
    assert hits.pool == len(hits.ids) == 89
    assert list(hits.scores) == sorted(hits.scores, reverse=True)
    assert np.allclose(hits.scores, [slow[id_] for id_ in hits.ids], atol=0.002)
    assert hits.best.shape == (89, 4)


def test_many_segments_and_a_tail_answer_as_one_part_with_everybody(tmp_path: Path) -> None:
    people = crowd(range(1, 200))
    index = filled(tmp_path, people[0:60:2], people[1:60:2], people[60:150])
    index.apply(people[150:], [], 199)
    assert index.unsaved == 49
    assert answers(index) == _one_part(people)


def test_an_index_opened_again_answers_the_same(tmp_path: Path) -> None:
    index = filled(tmp_path, crowd(range(1, 50)), crowd(range(50, 80)))
    again = index_in(tmp_path)
    assert (again.people, again.seq, again.unsaved, again.problems) == (79, 79, 0, ())
    assert answers(again) == answers(index)


def test_an_index_that_is_not_there_is_empty_and_nothing_is_written(tmp_path: Path) -> None:
    index = index_in(tmp_path / "index")
    hits = index.search(query(), 10, as_of=AS_OF)
    assert (index.people, index.seq, index.problems) == (0, 0, ())
    assert (hits.ids, hits.pool, hits.scores.shape, hits.best.shape) == ((), 0, (0,), (0, 4))
    assert not (tmp_path / "index").exists()


def test_equal_scores_come_in_the_order_of_ids_across_segments_and_at_the_cut(
    tmp_path: Path,
) -> None:
    like = person(1)
    twins = [
        Entry(f"t{40 - i:02d}", key_of(i), i, like.statements, like.rungs, like.context, like.facts)
        for i in range(1, 41)
    ]
    index = filled(tmp_path, twins[:10], twins[10:31:2])  # later ids stand in the first segment
    index.apply([*twins[11:30:2], *twins[31:]], [], 40)
    assert index.people == 40
    for size in (1, 7, 25, 40):
        assert index.search(query(), size, as_of=AS_OF).ids == tuple(
            f"t{i:02d}" for i in range(size)
        )


def test_somebody_changed_is_found_as_they_are_now_and_once(tmp_path: Path) -> None:
    index = filled(tmp_path, crowd(range(1, 40)))
    new = [person(number, seq=50 + number, state=1) for number in (3, 20)]
    index.apply(new, [], 70)
    now = [p for p in crowd(range(1, 40)) if p.key not in {key_of(3), key_of(20)}] + new
    assert index.people == 39
    assert answers(index) == _one_part(now)
    index.publish()
    assert answers(index_in(tmp_path)) == _one_part(now)


def test_somebody_removed_is_not_found_neither_from_a_segment_nor_from_the_tail(
    tmp_path: Path,
) -> None:
    index = filled(tmp_path, crowd(range(1, 20)))
    index.apply(crowd(range(20, 40)), [], 39)
    index.apply([], [key_of(5), key_of(25), key_of(9_999)], 42)
    left = [person(number) for number in range(1, 40) if number not in (5, 25)]
    assert (index.people, index.seq) == (37, 42)
    assert answers(index) == _one_part(left)
    index.publish()
    assert answers(index_in(tmp_path)) == _one_part(left)


def test_a_removal_alone_is_published_too(tmp_path: Path) -> None:
    index = filled(tmp_path, crowd(range(1, 20)))
    index.apply([], [key_of(5)], 20)
    index.publish()
    assert (index_in(tmp_path).people, index_in(tmp_path).seq) == (18, 20)


def test_somebody_removed_who_comes_back_is_found(tmp_path: Path) -> None:
    index = filled(tmp_path, crowd(range(1, 20)))
    index.apply([], [key_of(5)], 20)
    index.apply([person(5, seq=21)], [key_of(5)], 21)
    assert index.people == 19
    assert answers(index) == answers(filled(tmp_path / "other", crowd(range(1, 20))))


def test_somebody_both_gone_and_there_is_there_even_as_they_were_before(tmp_path: Path) -> None:
    index = filled(tmp_path, crowd(range(1, 20)))
    index.apply([person(5)], [key_of(5)], 20)
    assert index.people == 19
    assert answers(index) == answers(filled(tmp_path / "other", crowd(range(1, 20))))


def test_changes_taken_in_again_change_nothing(tmp_path: Path) -> None:
    index = filled(tmp_path, crowd(range(1, 30)))
    index.apply(crowd(range(1, 30)), [], 29)
    assert (index.people, index.unsaved) == (29, 0)


def test_an_older_state_does_not_take_the_place_of_a_newer(tmp_path: Path) -> None:
    index = index_in(tmp_path)
    index.apply([person(1, seq=8, state=1)], [], 8)
    index.apply([person(1, seq=2, state=0)], [], 8)
    assert answers(index) == _one_part([person(1, seq=8, state=1)])


def test_changes_out_of_order_are_refused(tmp_path: Path) -> None:
    index = filled(tmp_path, crowd(range(1, 10)))
    with pytest.raises(InvalidInput, match="up to 5 came after those up to 9"):
        index.apply([], [], 5)


def test_a_filter_comes_before_the_best_are_chosen(tmp_path: Path) -> None:
    people = crowd(range(1, 90))
    index = filled(tmp_path, people[:50])
    index.apply(people[50:], [key_of(6)], 89)
    where = parse("city=Utrecht")
    hits = index.search(query(), 5, where=where, as_of=AS_OF)
    everybody = index.search(query(), 89, as_of=AS_OF).ids
    mine = [id_ for id_ in everybody if int(id_.removeprefix("cv-")) % 3 == 0]
    assert hits.pool == len(mine) == 29 - 1
    assert hits.ids == tuple(mine[:5])


def test_many_queries_get_what_each_gets_alone(tmp_path: Path) -> None:
    index = filled(tmp_path, crowd(range(1, 90)))
    asked = [query(seed, requirements=seed + 1) for seed in range(4)]
    for one, hits in zip(asked, index.search_many(asked, 7, as_of=AS_OF), strict=True):
        alone = index.search(one, 7, as_of=AS_OF)
        assert hits.ids == alone.ids
        assert np.array_equal(hits.scores, alone.scores)
        assert np.array_equal(hits.best, alone.best)


def test_publishing_twice_writes_once(tmp_path: Path) -> None:
    index = filled(tmp_path, crowd(range(1, 10)))
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    index.publish()
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_publishing_nobody_makes_an_index_of_nobody(tmp_path: Path) -> None:
    index = index_in(tmp_path)
    index.apply([], [], 12)
    index.publish()
    assert (index_in(tmp_path).seq, index_in(tmp_path).people) == (12, 0)


def test_only_what_the_last_two_manifests_name_stays_in_the_folder(tmp_path: Path) -> None:
    filled(tmp_path, *([person(number)] for number in range(1, 6)))
    assert _names(tmp_path) == ["lock", *["manifest"] * 2, *["segment"] * 5]


def test_small_segments_are_merged_by_the_four_and_answers_stay(tmp_path: Path) -> None:
    people = crowd(range(1, 91))
    index = filled(tmp_path, *(people[at : at + 10] for at in range(0, 90, 10)))
    index.apply([], [key_of(4), key_of(33)], 95)
    before = answers(index)
    index.compact()
    assert [shard.people for shard in index.shards()] == [10, 38, 40]
    assert _names(tmp_path) == ["lock", "manifest", *["segment"] * 3]
    assert answers(index) == before == answers(index_in(tmp_path))


def test_a_segment_with_many_dead_is_written_anew_and_one_with_few_only_when_asked(
    tmp_path: Path,
) -> None:
    people = crowd(range(1, 61))
    index = filled(tmp_path, people[:30], people[30:])
    index.apply([], [key_of(number) for number in (*range(1, 11), 40)], 70)
    index.compact()
    assert [len(shard.dead) for shard in index.shards()] == [1, 0]
    assert sum(shard.people for shard in index.shards()) == 60 - 11
    index.compact(everything=True)
    assert [len(shard.dead) for shard in index.shards()] == [0, 0]
    assert answers(index) == _one_part([p for p in people[10:] if p.key != key_of(40)])


def test_a_segment_of_which_all_are_dead_is_gone(tmp_path: Path) -> None:
    index = filled(tmp_path, crowd(range(1, 5)), crowd(range(5, 9)))
    index.apply([], [key_of(number) for number in range(1, 5)], 9)
    index.compact()
    assert [shard.people for shard in index.shards()] == [4]
    assert index_in(tmp_path).people == 4


def _bytes_in(folder: Path, wanted: bytes) -> list[str]:
    return [path.name for path in folder.iterdir() if wanted in path.read_bytes()]


def test_forgetting_leaves_no_byte_of_a_person_in_any_state_on_the_disk(tmp_path: Path) -> None:
    index = filled(tmp_path, crowd(range(1, 30)), crowd(range(30, 60)))
    states = [person(7, state=0), person(7, seq=61, state=1), person(7, seq=62, state=2)]
    for entry in states[1:]:
        index.apply([entry], [], entry.seq)
        index.publish()
    (tmp_path / "segment-0000000099.tmp").write_bytes(states[0].key)  # of a killed writer
    traces = [
        trace
        for entry in states
        for trace in (entry.key, entry.id.encode(), *map(bytes, to_bytes(entry.statements)))
    ] + [to_bytes(entry.context[None]).tobytes() for entry in states]
    assert all(_bytes_in(tmp_path, trace) for trace in traces)
    other = index.shards()[1].name
    index.forget([states[0].key])
    assert not any(_bytes_in(tmp_path, trace) for trace in traces)
    assert other in [shard.name for shard in index.shards()]  # those without them stay
    left = [person(number) for number in range(1, 60) if number != 7]
    assert answers(index) == answers(index_in(tmp_path)) == _one_part(left)


def test_forgetting_somebody_who_is_only_in_memory_leaves_them_out_of_the_disk(
    tmp_path: Path,
) -> None:
    index = filled(tmp_path, crowd(range(1, 10)))
    index.apply(crowd(range(10, 20)), [], 19)
    index.forget([key_of(12)])
    assert index.people == 18
    assert _bytes_in(tmp_path, key_of(13))
    assert not _bytes_in(tmp_path, key_of(12))


def test_dropping_deletes_all_but_the_lock(tmp_path: Path) -> None:
    index = filled(tmp_path, crowd(range(1, 10)))
    index.drop()
    assert (index.people, index.seq, _names(tmp_path)) == (0, 0, ["lock"])
    index.apply(crowd(range(1, 5)), [], 4)
    index.publish()
    assert index_in(tmp_path).people == 4


def test_a_reader_sees_an_index_that_was_dropped_and_made_anew(tmp_path: Path) -> None:
    writer = filled(tmp_path, crowd(range(1, 10)))
    reader = index_in(tmp_path)
    writer.drop()
    writer.apply(crowd(range(1, 5)), [], 9)
    writer.publish()  # the first manifest again, by its number
    assert reader.refreshed().people == 4


def test_a_reader_sees_what_was_published_since_when_it_looks_again(tmp_path: Path) -> None:
    writer = filled(tmp_path, crowd(range(1, 20)))
    reader = index_in(tmp_path)
    assert reader.refreshed() is reader
    old = answers(reader)
    writer.apply(crowd(range(20, 30)), [key_of(1)], 31)
    writer.publish()
    writer.compact(everything=True)  # the files that the reader has open are deleted
    assert answers(reader) == old
    assert answers(reader.refreshed()) == answers(writer) != old
    assert writer.refreshed() is writer


def test_a_writer_whose_index_is_not_the_newest_is_refused(tmp_path: Path) -> None:
    late = filled(tmp_path, crowd(range(1, 20)))
    other = index_in(tmp_path)
    other.apply([person(20)], [], 20)
    other.publish()
    late.apply([person(21)], [], 21)
    for write in (late.publish, late.compact, lambda: late.forget([key_of(1)])):
        with pytest.raises(StorageError, match="another process has published"):
            write()
    assert index_in(tmp_path).people == 20


@pytest.mark.parametrize(
    "owner", [{"base": "b2"}, {"calibration": "8"}, {"encoder": "e6"}, {"d": WIDTH + 64}]
)
def test_an_index_made_for_something_else_is_empty_and_replaced_when_written(
    tmp_path: Path, owner: dict[str, object]
) -> None:
    filled(tmp_path, crowd(range(1, 20)))
    other = index_in(tmp_path, **owner)
    assert (other.people, other.seq) == (0, 0)
    assert "instead of" in other.problems[0]
    other.apply([], [], 3)
    other.publish()
    assert _names(tmp_path) == ["lock", "manifest"]
    assert index_in(tmp_path, **owner).problems == ()


def test_shards_and_tail_together_find_what_the_index_finds(tmp_path: Path) -> None:
    people = crowd(range(1, 100))
    index = filled(tmp_path, people[:40], people[40:80])
    index.apply([*people[80:], person(3, seq=120, state=1)], [key_of(50)], 120)
    held = [Held.whole(_opened(index, shard.name)).without(shard.dead) for shard in index.shards()]
    assert [one.people() for one in held] == [39, 39]
    hits = find([*held, *index.tail], [query()], 15, as_of=AS_OF)[0]
    assert hits.ids == index.search(query(), 15, as_of=AS_OF).ids


def _opened(index: Index, name: str):  # type: ignore[no-untyped-def]
    return open_segment(index.folder, name, owner=index.owner)


def test_rows_of_another_width_are_refused_by_name(tmp_path: Path) -> None:
    wide = person(1, width=32)
    with pytest.raises(InvalidInput, match=r"cv-00001.*rows of width 64"):
        index_in(tmp_path).apply([wide], [], 1)
