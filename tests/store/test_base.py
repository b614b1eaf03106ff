"""A talent base gives back what was put in and replaces by file, on either engine."""

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from store_people import person

from matcher.errors import InvalidInput, NotFound, StorageError
from matcher.records import Reason, Unreadable
from matcher.store import Person, TalentBase


@pytest.fixture
def base(place: Path | str) -> Iterator[TalentBase]:
    base = TalentBase.create(place)
    yield base
    base.close()


def ids(people: list[Person]) -> list[str]:
    return [one.candidate.id for one in people]


def test_people_come_back_as_they_were_put(base: TalentBase) -> None:
    anna = person("anna", seed=1)
    base.put("/cvs/anna.pdf", "digest", [anna])
    (back,) = TalentBase.open(base.url).people()
    assert (back.candidate, back.text) == (anna.candidate, anna.text)


def test_vectors_come_back_rounded_to_half_floats(base: TalentBase) -> None:
    anna = person("anna", statements=5, seed=2)
    base.put("anna", "", [anna])
    (back,) = base.people()
    for found, put in ((back.vectors, anna.vectors), (back.context, anna.context)):
        assert found.dtype == np.float32
        assert found.tolist() == put.astype(np.float16).astype(np.float32).tolist()
        assert np.abs(found / put - 1).max() <= 2.0**-11  # float16 keeps 11 bits


def test_half_floats_do_not_change_on_another_round(base: TalentBase) -> None:
    base.put("anna", "", [person("anna", seed=3)])
    (once,) = base.people()
    base.put("anna", "", [once])
    (twice,) = base.people()
    assert once.vectors.tobytes() == twice.vectors.tobytes()
    assert once.context.tobytes() == twice.context.tobytes()


def test_a_person_without_statements_keeps_the_width(base: TalentBase) -> None:
    base.put("anna", "", [person("anna", statements=0)])
    (back,) = base.people()
    assert (back.vectors.shape, back.context.shape) == ((0, 8), (8,))


def test_ids_and_people_are_sorted_whatever_the_order_of_putting(base: TalentBase) -> None:
    for name in ("zoë", "anna", "Bram", "élise", "anna-2"):
        base.put(name[::-1], "", [person(name)])
    in_order = ["Bram", "anna", "anna-2", "zoë", "élise"]
    assert base.ids() == in_order == ids(list(base.people()))


def test_some_people_come_sorted_and_once(base: TalentBase) -> None:
    base.put("file", "", [person(name) for name in "abcd"])
    assert ids(list(base.people(["d", "a", "d"]))) == ["a", "d"]
    assert list(base.people([])) == []


def test_more_people_than_one_question_may_name(base: TalentBase) -> None:
    names = [f"{n:04}" for n in range(1_201)]
    base.put("table.csv", "", [person(name, statements=1) for name in names])
    assert ids(list(base.people(names[1:] * 3))) == names[1:]
    with pytest.raises(NotFound, match="9999"):
        list(base.people([*names, "9999"]))


def test_an_unknown_person_is_not_found_with_a_next_step(base: TalentBase) -> None:
    base.put("file", "", [person("anna")])
    with pytest.raises(NotFound, match=r"no candidate 'bram' in .*; list them with: matcher match"):
        list(base.people(["anna", "bram"]))


def test_a_file_put_again_replaces_its_people_and_nobody_else(base: TalentBase) -> None:
    base.put("table.csv", "one", [person("anna"), person("bram")])
    base.put("other.csv", "one", [person("carla")])
    base.put("table.csv", "two", [person("bram", text="new"), person("dirk")])
    assert base.owners() == {"bram": "table.csv", "carla": "other.csv", "dirk": "table.csv"}
    assert [one.text for one in base.people(["bram"])] == ["new"]
    assert base.files() == {"table.csv": ("two", ()), "other.csv": ("one", ())}


def test_problems_of_a_file_are_kept_and_replaced_with_it(base: TalentBase) -> None:
    problem = Unreadable("scan.pdf", Reason.NEEDS_OCR, "it has no text; read it with OCR", "/x")
    base.put("scan.pdf", "one", [], [problem])
    assert TalentBase.open(base.url).files() == {"scan.pdf": ("one", (problem,))}
    base.put("scan.pdf", "two", [person("anna")])
    assert base.files() == {"scan.pdf": ("two", ())}


@pytest.mark.parametrize("new", [["carla", "anna"], ["carla", "carla"]])
def test_an_id_of_another_file_or_twice_is_refused_and_nothing_changes(
    base: TalentBase, new: list[str]
) -> None:
    base.put("a", "one", [person("anna")])
    base.put("b", "one", [person("bram")])
    with pytest.raises(InvalidInput, match="came before"):
        base.put("b", "two", [person(name) for name in new])
    assert base.owners() == {"anna": "a", "bram": "b"}
    assert base.files()["b"] == ("one", ())


def test_settings_are_kept_replaced_and_none_where_there_is_nothing(base: TalentBase) -> None:
    base.set_meta({"encoder": b"one", "block": bytes(range(256))})
    base.set_meta({"encoder": b"two"})
    again = TalentBase.open(base.url)
    assert (again.meta("encoder"), again.meta("block")) == (b"two", bytes(range(256)))
    assert again.meta("nothing") is None


def test_making_a_base_where_one_is_keeps_its_people(base: TalentBase) -> None:
    base.put("file", "", [person("anna")])
    assert TalentBase.create(base.url).ids() == ["anna"]


def test_many_writers_at_once_all_get_their_turn(base: TalentBase) -> None:
    failed: list[BaseException] = []

    def write(name: str) -> None:
        try:
            own = TalentBase.create(base.url)
            for n in range(5):
                own.put(f"{name}{n}", "", [person(f"{name}{n}")])
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert base.ids() == sorted(f"{name}{n}" for name in "abcd" for n in range(5))


def test_two_readers_of_a_base_that_may_be_written_do_not_wait_for_each_other(
    base: TalentBase,
) -> None:
    base.put("file", "digest", [person("anna"), person("bram")])
    for one in base.people():
        assert ids(list(base.people([one.candidate.id]))) == [one.candidate.id]
        assert base.meta("encoder") is None


def test_a_base_that_was_opened_for_reading_refuses_to_be_written(base: TalentBase) -> None:
    with pytest.raises(StorageError, match="cannot be written"):
        TalentBase.open(base.url).put("file", "", [person("anna")])


def test_people_who_are_not_there_may_be_passed_over(base: TalentBase) -> None:
    base.put("file", "", [person("anna")])
    assert ids(list(base.people(["anna", "bram"], missing_ok=True))) == ["anna"]
