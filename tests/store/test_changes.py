"""Whoever follows a base's changes sees each person's last one, in order, and misses none."""

import hashlib
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from store_people import person

from matcher.errors import NotFound
from matcher.store import Change, TalentBase
from matcher.store import changes as changes_module
from matcher.store import people as people_module


@pytest.fixture
def base(place: Path | str) -> Iterator[TalentBase]:
    base = TalentBase.create(place)
    yield base
    base.close()


def seen(base: TalentBase, since: int = 0) -> list[tuple[int, str | None]]:
    return [(change.seq, change.id) for change in base.changes(since)]


def test_everybody_who_is_put_in_gets_the_next_number_in_the_order_of_ids(base: TalentBase) -> None:
    assert base.seq() == 0
    base.put("a", "", [person("bram"), person("anna")])
    base.put("b", "", [person("carla")])
    assert seen(base) == [(1, "anna"), (2, "bram"), (3, "carla")]
    assert base.seq() == 3
    assert [(one.candidate.id, one.seq) for one in base.people()] == [
        ("anna", 1), ("bram", 2), ("carla", 3),
    ]  # fmt: skip


def test_who_is_put_again_unchanged_keeps_the_number(base: TalentBase) -> None:
    people = [person(name, seed=n) for n, name in enumerate("abcd")]
    base.put("table.csv", "one", people)
    people[2] = person("c", seed=2, text="another text")
    base.put("table.csv", "two", people)
    assert seen(base) == [(1, "a"), (2, "b"), (4, "d"), (5, "c")]
    base.put("table.csv", "three", people)
    assert base.seq() == 5
    assert base.files()["table.csv"][0] == "three"


def test_a_change_of_the_vectors_alone_is_a_change(base: TalentBase) -> None:
    base.put("a", "", [person("anna", seed=1)])
    base.put("a", "", [person("anna", seed=2)])
    assert seen(base) == [(2, "anna")]


def test_who_is_gone_is_told_by_the_key(base: TalentBase) -> None:
    base.put("a", "", [person("anna"), person("bram")])
    keys = {change.id: change.key for change in base.changes()}
    base.put("a", "", [person("bram")])
    assert list(base.changes()) == [Change(2, keys["bram"], "bram"), Change(3, keys["anna"], None)]
    assert list(base.changes(2)) == [Change(3, keys["anna"], None)]
    assert list(base.changes(3)) == []


def test_who_comes_back_is_gone_no_longer(base: TalentBase) -> None:
    base.put("a", "", [person("anna")])
    base.remove("anna")
    base.put("b", "", [person("anna")])
    assert seen(base) == [(3, "anna")]


def test_a_key_is_a_hash_of_base_and_person(base: TalentBase) -> None:
    base.put("a", "", [person("anna")])
    expected = hashlib.sha256(f"{base.id}\nanna".encode()).digest()[:16]
    (change,) = base.changes()
    (anna,) = base.people()
    assert change.key == anna.key == expected


def test_two_bases_have_two_ids_and_one_keeps_its_own(base: TalentBase, tmp_path: Path) -> None:
    assert TalentBase.create(tmp_path / "other").id != base.id
    assert TalentBase.open(base.url).id == TalentBase.create(base.url).id == base.id


def test_changes_are_read_in_pages_and_none_is_lost_between(
    base: TalentBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes_module, "CHANGES_AT_ONCE", 3)
    for number in range(8):
        base.put(f"file {number}", "", [person(f"p{number}")])
    base.remove("p1", "p6")
    there = [(n + 1, f"p{n}") for n in range(8) if n not in (1, 6)]
    assert seen(base) == [*there, (9, None), (10, None)]


def test_a_stream_gives_people_by_their_changes_and_whoever_changes_meanwhile_comes_again(
    base: TalentBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_module, "PEOPLE_AT_ONCE", 2)
    base.put("table", "", [person(name) for name in "abcde"])
    found = []
    for one in base.stream(since=1):
        found.append((one.candidate.id, one.seq))
        if one.candidate.id == "b":
            base.put("other", "", [person("f")])
            base.put("table", "", [person(name, seed=name == "a") for name in "abcde"])
    assert found == [("b", 2), ("c", 3), ("d", 4), ("e", 5), ("f", 6), ("a", 7)]


def test_all_people_come_in_pages_while_others_write(
    base: TalentBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_module, "PEOPLE_AT_ONCE", 2)
    base.put("table", "", [person(name) for name in "abcde"])
    found = []
    for one in base.people():
        found.append(one.candidate.id)
        base.put("other", "", [person("cc", text=one.candidate.id)])
    assert found == ["a", "b", "c", "cc", "d", "e"]


def test_followers_of_several_writers_never_pass_a_change_over(base: TalentBase) -> None:
    """A number becomes visible only after all smaller ones, whoever took them first."""

    def write(name: str) -> None:
        own = TalentBase.create(base.url)
        for n in range(12):
            own.put(f"{name}{n}", "", [person(f"{name}{n}", statements=1)])
        own.close()

    threads = [threading.Thread(target=write, args=(name,)) for name in "xyz"]
    for thread in threads:
        thread.start()
    since, ids = 0, []
    while any(thread.is_alive() for thread in threads) or since < base.seq():
        for change in base.changes(since):
            since, ids = change.seq, [*ids, change.id]
    assert sorted(ids) == sorted(f"{name}{n}" for name in "xyz" for n in range(12))


def test_somebody_who_is_not_there_cannot_be_removed_and_nobody_is(base: TalentBase) -> None:
    base.put("a", "", [person("anna")])
    with pytest.raises(NotFound, match="no candidate 'bram'"):
        base.remove("anna", "bram")
    assert base.ids() == ["anna"]


def test_a_removed_person_leaves_their_file_known(base: TalentBase) -> None:
    base.put("/cvs/anna.pdf", "digest", [person("anna")])
    base.remove("anna")
    assert base.ids() == []
    assert base.files() == {"/cvs/anna.pdf": ("digest", ())}


def test_settings_are_counted_apart_from_people(base: TalentBase) -> None:
    base.put("a", "", [person("anna")])
    assert base.state() == (1, 0)
    base.set_meta({"ordinary": b"1"})
    assert base.state() == (1, 1)
    assert base.seq() == 1
