"""Parts and segments: who is in them, what of them comes back from the disk."""

from pathlib import Path

import numpy as np
import pytest
from index_people import WIDTH, crowd, key_of, person, unit

from matcher.errors import InvalidInput, StorageError
from matcher.index.entries import Entry, part_of
from matcher.index.folder import Owner
from matcher.index.merging import merged
from matcher.index.part import Held, Ids, Part, keys_of
from matcher.index.quantise import to_bytes
from matcher.index.segment import open_segment, write_segment

_OWNER = Owner("b1", "7", "e5", WIDTH)


def _part(entries: list[Entry]) -> Part:
    return part_of(entries, width=WIDTH)


def _back(folder: Path, *held: Held) -> Part:
    return open_segment(folder, write_segment(folder, "s", held, owner=_OWNER), owner=_OWNER)


def _same(part: Part, entries: list[Entry]) -> bool:
    """Whether a part holds these people, in the order of their ids, and nothing else."""
    entries = sorted(entries, key=lambda entry: entry.id)
    starts = part.block.starts
    return (
        [*part.ids] == [entry.id for entry in entries]
        and part.keys.tobytes() == b"".join(entry.key for entry in entries)
        and part.seqs.tolist() == [entry.seq for entry in entries]
        and np.array_equal(part.block.contexts, to_bytes(np.stack([e.context for e in entries])))
        and all(
            np.array_equal(part.block.statements[starts[i] : starts[i + 1]], to_bytes(e.statements))
            and np.array_equal(part.block.rungs[starts[i] : starts[i + 1]], e.rungs)
            for i, e in enumerate(entries)
        )
        and starts[-1] == len(part.block.statements)
        and part.find(keys_of([e.key for e in entries])).tolist() == [*range(len(entries))]
        and len(part.columns) == len(entries)
    )


def test_a_part_holds_people_in_the_order_of_their_ids() -> None:
    people = crowd([5, 3, 9, 1])
    assert _same(_part(people), people)


def test_of_somebody_who_comes_twice_the_last_is_held() -> None:
    before, after = person(1, state=0), person(1, state=1)
    assert _same(_part([before, person(2), after]), [after, person(2)])


def test_a_segment_gives_back_what_was_written(tmp_path: Path) -> None:
    people = crowd(range(300))
    assert _same(_back(tmp_path, Held.whole(_part(people))), people)


def test_segments_of_one_person_without_statements_and_of_nobody_are_segments(
    tmp_path: Path,
) -> None:
    bare = next(p for p in map(person, range(100)) if len(p.statements) == 0)
    assert _same(_back(tmp_path, Held.whole(_part([bare]))), [bare])
    assert len(_back(tmp_path, Held.whole(_part([])))) == 0


def test_parts_are_merged_in_the_order_of_ids_without_the_dead(tmp_path: Path) -> None:
    odd, even = crowd(range(1, 5_000, 2)), crowd(range(0, 5_000, 2))
    dead = keys_of([key_of(number) for number in range(0, 5_000, 3)])
    held = [Held.whole(_part(half)).without(dead) for half in (odd, even)]
    left = [person(number) for number in range(5_000) if number % 3]
    assert _same(merged(held), left)
    assert _same(_back(tmp_path, *held), left)


def test_the_bytes_of_the_dead_are_not_in_the_segment(tmp_path: Path) -> None:
    people = crowd(range(50))
    gone = next(p for p in people if len(p.statements))
    held = Held.whole(_part(people))
    whole = (tmp_path / write_segment(tmp_path, "s", [held], owner=_OWNER)).read_bytes()
    without = held.without(keys_of([gone.key]))
    left = (tmp_path / write_segment(tmp_path, "t", [without], owner=_OWNER)).read_bytes()
    for bytes_ in (to_bytes(gone.statements[:1]).tobytes(), gone.key, gone.id.encode()):
        assert bytes_ in whole
        assert bytes_ not in left


def test_keys_that_end_in_zeros_are_told_apart() -> None:
    keys = [bytes([1]) + bytes(15), bytes([1, 0, 1]) + bytes(13), bytes(16)]
    people = [
        Entry(f"p{i}", key, i, unit(np.eye(WIDTH)[:1]), np.zeros(1, np.uint8), *_rest(i))
        for i, key in enumerate(keys)
    ]
    part = _part(people)
    assert part.find(keys_of([*keys, bytes([2]) + bytes(15)])).tolist() == [0, 1, 2, -1]


def _rest(number: int):  # type: ignore[no-untyped-def]
    one = person(number)
    return one.context, one.facts


def test_ids_of_any_letters_come_back_in_the_order_of_strings() -> None:
    ids = sorted(["Zoë", "zoe", "\U0001f600", "\uffff", "", "\udcff", "a/b"])
    assert [*Ids.of(ids)] == ids
    parts = [one.encode("utf-8", "surrogatepass") for one in ids]
    assert parts == sorted(parts)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"statements": unit(np.ones((2, WIDTH + 1)))}, "rows of width 64"),
        ({"context": unit(np.ones(WIDTH - 1))}, "rows of width 64"),
        ({"rungs": np.zeros(1, np.uint8)}, "a rung for each of 2 statements"),
        ({"rungs": np.full(2, 200, np.uint8)}, "a rung for each of 2 statements"),
        ({"key": b"short"}, "a key of 5 bytes"),
    ],
)
def test_an_entry_that_does_not_fit_is_refused_by_name(change, message: str) -> None:  # type: ignore[no-untyped-def]
    one = person(1)
    good = {
        "statements": unit(np.ones((2, WIDTH))), "rungs": np.zeros(2, np.uint8),
        "context": one.context, "key": one.key,
    }  # fmt: skip
    entry = Entry(id="cv-1", seq=1, facts=one.facts, **(good | change))
    with pytest.raises(InvalidInput, match=f"cv-1.*{message}"):
        _part([entry])


@pytest.mark.parametrize(
    ("owner", "message"),
    [
        (Owner("b2", "7", "e5", WIDTH), "base 'b1' instead of 'b2'"),
        (Owner("b1", "8", "e5", WIDTH), "calibration '7' instead of '8'"),
        (Owner("b1", "7", "e6", WIDTH), "encoder 'e5' instead of 'e6'"),
        (Owner("b1", "7", "e5", 32), "width 64 instead of 32"),
    ],
)
def test_a_segment_of_another_owner_is_refused(tmp_path: Path, owner: Owner, message: str) -> None:
    name = write_segment(tmp_path, "s", [Held.whole(_part(crowd([1])))], owner=_OWNER)
    with pytest.raises(StorageError, match=message):
        open_segment(tmp_path, name, owner=owner)


def test_somebody_dead_stays_dead_in_the_copy_and_not_in_the_original() -> None:
    held = Held.whole(_part(crowd(range(10))))
    other = held.without(keys_of([key_of(3), key_of(77)]))
    assert (held.people(), other.people()) == (10, 9)
    assert other.without(keys_of([key_of(3)])) is other
