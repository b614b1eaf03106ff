"""Codes of an index: when they are made, that they stay right, when they are made anew."""

from pathlib import Path

import numpy as np
import pytest
from index_people import answers, crowd, index_in, key_of

from matcher.index.catalogue import Index
from matcher.index.entries import assigned
from matcher.index.training import trained


def _index(folder: Path, *batches: tuple[int, int], codes_from: int = 100) -> Index:
    index = index_in(folder, codes_from=codes_from)
    for first, after in batches:
        index.apply(crowd(range(first, after)), [], after - 1)
        index.publish()
    return index


def _right(index: Index) -> bool:
    """Whether all statements of an index have the codes that its codebook gives them."""
    assert index.book is not None
    held = (*index._living.state.saved, *index.tail)
    return all(
        one.part.block.codes is not None
        and np.array_equal(
            one.part.block.codes, assigned(one.part.block.statements, index.book.codebook)
        )
        for one in held
    )


def test_a_small_index_has_no_codes(tmp_path: Path) -> None:
    index = _index(tmp_path, (1, 90))
    assert index.book is None
    assert index._living.state.saved[0].part.block.codes is None


def test_once_there_are_enough_people_all_segments_and_what_comes_in_have_codes(
    tmp_path: Path,
) -> None:
    index = _index(tmp_path, (1, 50), (50, 90), (90, 140))
    assert index.book is not None
    assert index.book.people == 139
    index.apply(crowd(range(140, 160)), [], 159)
    index.apply(crowd(range(160, 170)), [], 169)
    assert _right(index)
    again = index_in(tmp_path, codes_from=100)
    assert _right(again)
    assert again.book is not None
    assert again.book.name == index.book.name


def test_codes_are_kept_when_segments_are_merged(tmp_path: Path) -> None:
    index = _index(tmp_path, (1, 60), (60, 120), (120, 180), (180, 240))
    name = index.book and index.book.name
    index.compact(everything=True)
    assert [shard.people for shard in index.shards()] == [239]
    assert index.book is not None
    assert index.book.name == name
    assert _right(index)


def test_a_base_grown_four_times_gets_another_codebook_when_compacted(tmp_path: Path) -> None:
    index = _index(tmp_path, (1, 120), (120, 475))
    assert index.book is not None
    first = index.book.name
    index.compact()
    assert index.book.name == first  # 474 people are less than 4 x 119
    index.apply(crowd(range(475, 478)), [], 477)
    index.publish()
    assert index.book.name == first
    index.compact()
    assert index.book.name != first
    assert index.book.people == 477
    assert _right(index)
    assert [path.name for path in tmp_path.glob("codebook-*")] == [index.book.name]
    assert _right(index_in(tmp_path))


def test_the_codebook_depends_on_who_is_there_and_not_on_their_segments(tmp_path: Path) -> None:
    one = _index(tmp_path / "one", (1, 200), codes_from=10**9)
    two = _index(tmp_path / "two", (100, 150), (150, 200), (200, 230), codes_from=10**9)
    two.apply(crowd(range(1, 100)), [key_of(number) for number in range(200, 230)], 400)
    books = [trained((*index._living.state.saved, *index.tail)) for index in (one, two)]
    assert books[0] is not None
    assert books[1] is not None
    assert books[0].to_bytes() == books[1].to_bytes()


def test_people_without_any_statement_give_no_codebook_and_can_still_be_published(
    tmp_path: Path,
) -> None:
    bare = [entry for entry in crowd(range(1, 200)) if len(entry.statements) == 0]
    index = index_in(tmp_path, codes_from=5)
    index.apply(bare, [], 200)
    index.publish()
    assert index.book is None
    assert index_in(tmp_path).people == len(bare) > 5


@pytest.mark.parametrize("way", ["exact", "codes"])
def test_searching_by_codes_answers_the_same_with_and_without_files(
    tmp_path: Path, way: str
) -> None:
    index = _index(tmp_path, (1, 120), (120, 160))
    index.apply(crowd(range(160, 180)), [key_of(9)], 179)
    before = answers(index, way=way)
    index.compact(everything=True)
    assert answers(index, way=way) == before
    assert answers(index_in(tmp_path), way=way) == before == answers(index, way="exact")


def test_who_comes_in_while_a_codebook_is_written_gets_its_codes(tmp_path: Path) -> None:
    index = index_in(tmp_path, codes_from=100)
    index.apply(crowd(range(1, 150)), [], 149)

    class Slow(type(index.owner)):  # type: ignore[misc]
        def facts(self):  # type: ignore[no-untyped-def]
            if index.seq < 160:
                index.apply(crowd(range(150, 161)), [], 160)
            return super().facts()

    mine = index.owner
    index.owner = Slow(mine.base, mine.calibration, mine.encoder, mine.width)
    index.publish()
    assert index.unsaved == 11
    assert _right(index)
