"""Who answers for whom."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from matcher.cluster.sharing import Piece, fair, place, shares

_SIZES = st.lists(st.integers(0, 40), max_size=6).map(
    lambda sizes: {f"segment-{number}": size for number, size in enumerate(sizes)}
)


@given(sizes=_SIZES, number=st.integers(1, 9))
def test_every_person_is_shared_out_once_and_shards_differ_by_one_at_most(
    sizes: dict[str, int], number: int
) -> None:
    found = shares(sizes, number)
    given_out = Counter(
        (piece.name, at)
        for mine in found
        for piece in mine
        for at in range(piece.first, piece.last)
    )
    assert given_out == Counter((name, at) for name, size in sizes.items() for at in range(size))
    counts = [sum(piece.last - piece.first for piece in mine) for mine in found]
    assert len(counts) == number
    assert max(counts) - min(counts) <= 1


def test_a_shard_begins_where_the_one_before_ends_even_within_a_segment() -> None:
    assert shares({"a": 7, "b": 1, "c": 2}, 2) == (
        (Piece("a", 0, 5),),
        (Piece("a", 5, 7), Piece("b", 0, 1), Piece("c", 0, 2)),
    )


def test_machines_get_shards_in_proportion_to_their_cores() -> None:
    assert Counter(place(12, {"small": 2, "large": 4})) == {
        "small": 12 * 2 / 6,
        "large": 12 * 4 / 6,
    }


def test_lost_shards_go_where_the_fewest_run() -> None:
    assert place(2, {"busy": 2, "free": 2}, {"busy": 2, "gone": 5}) == ["free", "free"]


def test_there_is_a_shard_for_each_core_but_none_for_a_handful_of_people() -> None:
    assert fair([4, 4], 1_000_000, least=5_000) == 4 + 4
    assert fair([4, 4], 12_000, least=5_000) == 12_000 // 5_000
    assert fair([], 3, least=5_000) == 1
