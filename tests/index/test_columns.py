"""Columns are the same however they were made, come back from their arrays, and know damage."""

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slow_filters import facts

from matcher.errors import StorageError
from matcher.index.columns import LASTING, Columns
from matcher.records import Facts, Period

PEOPLE = [
    Facts("a", "p.csv#1", "nl", "Utrecht", "NL", (("dutch", "B2"),), "hbo", (Period(5, 9),)),
    Facts("b", "p.csv#2", city="Zeist", tags=("x", "y"), licences=("B",), available=0, status="s"),
    Facts("c", worked=(Period(1, 3), Period(7, None)), contacted=700_000, tags=("y", "x")),
]
SLOW = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


def same(one: Columns, other: Columns) -> bool:
    """Return whether two columns hold the same bytes."""
    mine, theirs = one.arrays(), other.arrays()
    return mine.keys() == theirs.keys() and all(
        mine[name].dtype == theirs[name].dtype and np.array_equal(mine[name], theirs[name])
        for name in mine
    )


@SLOW
@given(st.lists(st.lists(facts, max_size=4), max_size=4))
def test_joined_parts_are_the_columns_of_all_people(parts: list[list[Facts]]) -> None:
    joined = Columns.joined([Columns.of(part) for part in parts])
    assert same(joined, Columns.of([one for part in parts for one in part]))


@SLOW
@given(st.data(), st.lists(facts, min_size=1, max_size=8))
def test_people_taken_out_are_the_columns_of_those_people(data: Any, some: list[Facts]) -> None:
    places = data.draw(st.lists(st.integers(0, len(some) - 1)))
    taken = Columns.of(some).take(np.array(places, np.int64))
    assert len(taken) == len(places)
    assert same(taken, Columns.of([some[place] for place in places]))


@SLOW
@given(st.lists(facts, max_size=8))
def test_columns_come_back_from_their_arrays(some: list[Facts]) -> None:
    columns = Columns.of(some)
    arrays = {
        name: np.frombuffer(one.tobytes(), one.dtype).reshape(one.shape)
        for name, one in columns.arrays().items()
    }
    assert same(Columns.from_arrays(arrays), columns)


def test_arrays_hold_numbers_only_and_are_kept_as_they_are() -> None:
    arrays = Columns.of(PEOPLE).arrays()
    assert {one.dtype.kind for one in arrays.values()} <= set("iu")
    back = Columns.from_arrays(arrays)
    assert all(
        np.shares_memory(arrays[name], one)
        for name, one in back.arrays().items()
        if one.size and not name.endswith((".letters", ".cuts"))
    )


def test_what_only_those_who_left_had_is_in_no_byte() -> None:
    left = Columns.of([*PEOPLE, Facts("d", city="Geheimstad", tags=("geheimtag",))])
    held = b"".join(one.tobytes() for one in left.arrays().values())
    assert b"Geheimstad" in held
    assert b"geheimtag" in held
    rest = left.take(np.array([0, 1, 2]))
    held = b"".join(one.tobytes() for one in rest.arrays().values())
    assert b"eheim" not in held
    assert same(rest, Columns.of(PEOPLE))


def test_work_that_goes_on_has_an_end_beyond_all_months() -> None:
    assert Columns.of(PEOPLE).worked.rows.tolist() == [[5, 9], [1, 3], [7, LASTING]]


@pytest.mark.parametrize("name", sorted(Columns.of(PEOPLE).arrays()))
def test_a_column_that_is_missing_or_of_another_kind_is_damage(name: str) -> None:
    arrays = Columns.of(PEOPLE).arrays()
    with pytest.raises(StorageError, match=rf"the column {name}.* is damaged.*matcher reindex"):
        Columns.from_arrays({key: one for key, one in arrays.items() if key != name})
    with pytest.raises(StorageError, match="is damaged"):
        Columns.from_arrays(arrays | {name: arrays[name].astype(np.float32)})


@pytest.mark.parametrize("name", sorted(Columns.of(PEOPLE).arrays()))
def test_a_column_that_is_too_short_is_damage(name: str) -> None:
    arrays = Columns.of(PEOPLE).arrays()
    with pytest.raises(StorageError, match="is damaged"):
        Columns.from_arrays(arrays | {name: arrays[name][:-1]})


@pytest.mark.parametrize(
    ("name", "place", "number"),
    [
        ("education", 0, 12),
        ("available", 0, -2),
        ("city.codes", 0, 2),
        ("city.codes", 0, -2),
        ("tags.codes", 0, 2),
        ("tags.codes", 0, -1),
        ("tags.items", 0, 2),
        ("languages.levels", 0, 8),
        ("tags.levels", 0, 1),
        ("tags.starts", 0, 1),
        ("tags.starts", 1, 9),
        ("worked.starts", 1, 9),
        ("city.cuts", 1, 99),
        ("city.letters", 0, 255),
    ],
)
def test_a_number_that_leads_nowhere_is_damage(name: str, place: int, number: int) -> None:
    arrays = {key: one.copy() for key, one in Columns.of(PEOPLE).arrays().items()}
    arrays[name][place] = number
    with pytest.raises(StorageError, match=f"the column {name.split('.')[0]}"):
        Columns.from_arrays(arrays)
