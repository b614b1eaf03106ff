"""Damaged, cut, swapped and foreign files: never served, told of, repaired by changes."""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from index_people import AS_OF, answers, crowd, filled, index_in, key_of, person, query

from matcher.index.catalogue import Index
from matcher.index.entries import Entry
from matcher.index.envelope import BLOCK_BYTES, Mapped

_MUTATIONS = 200
_TRUTH = [p for p in crowd(range(1, 401)) if p.key not in {key_of(7), key_of(350)}]
_TRUTH += crowd(range(401, 421), state=1)


def _made(folder: Path, **options: object) -> Index:
    """An index of three segments with codes, with people who changed and who went."""
    index = index_in(folder, codes_from=200, **options)
    for first, last in ((1, 150), (150, 300), (300, 401)):
        index.apply(crowd(range(first, last)), [], last - 1)
        index.publish()
    index.apply(crowd(range(401, 421), state=1), [key_of(7), key_of(350)], 425)
    index.publish()
    return index


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    _made(folder)
    return folder


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("foreign")
    _made(folder, base="b2")
    return folder


@pytest.fixture(scope="module")
def expected(whole: Path) -> list[tuple[str, float, list[int]]]:
    return answers(index_in(whole))


def _caught_up(index: Index) -> Index:
    """Bring in all changes that the index says it lacks, as the base tells them."""
    missing: list[Entry] = [entry for entry in _TRUTH if entry.seq > index.seq]
    index.apply(missing, [key_of(7), key_of(350)], 425)
    return index


def _flip(path: Path, random: np.random.Generator, _: Path) -> None:
    data = bytearray(path.read_bytes())
    data[random.integers(len(data))] ^= 1 << random.integers(8)
    path.write_bytes(data)


def _zero_page(path: Path, random: np.random.Generator, _: Path) -> None:
    data = bytearray(path.read_bytes())
    at = int(random.integers(0, len(data), endpoint=True)) // 4096 * 4096
    data[at : at + 4096] = bytes(len(data[at : at + 4096]))
    path.write_bytes(data)


def _huge_number(path: Path, random: np.random.Generator, _: Path) -> None:
    data = bytearray(path.read_bytes())
    at = int(random.choice([8, 16, 24, 32, random.integers(len(data) - 8)]))
    data[at : at + 8] = b"\xff" * 7 + b"\x7f"
    path.write_bytes(data)


def _cut(path: Path, random: np.random.Generator, _: Path) -> None:
    path.write_bytes(path.read_bytes()[: random.integers(path.stat().st_size)])


def _longer(path: Path, random: np.random.Generator, _: Path) -> None:
    path.write_bytes(path.read_bytes() + random.bytes(int(random.integers(1, 5_000))))


def _noise(path: Path, random: np.random.Generator, _: Path) -> None:
    data = bytearray(path.read_bytes())
    at = int(random.integers(len(data)))
    data[at : at + 300] = random.bytes(len(data[at : at + 300]))
    path.write_bytes(data)


def _gone(path: Path, random: np.random.Generator, _: Path) -> None:
    path.unlink()


def _swapped(path: Path, random: np.random.Generator, _: Path) -> None:
    """Two files of one kind, each under the name of the other."""
    kind = path.name.split("-")[0]
    others = sorted(p for p in path.parent.glob(f"{kind}-*") if p != path)
    if not others:
        return _cut(path, random, _)
    other = others[random.integers(len(others))]
    mine, theirs = path.read_bytes(), other.read_bytes()
    path.write_bytes(theirs)
    other.write_bytes(mine)


def _from_another_base(path: Path, random: np.random.Generator, foreign: Path) -> None:
    kind = path.name.split("-")[0]
    theirs = sorted(foreign.glob(f"{kind}-*"))
    path.write_bytes(theirs[random.integers(len(theirs))].read_bytes())


_WAYS: tuple[Callable[[Path, np.random.Generator, Path], None], ...] = (
    _flip, _flip, _zero_page, _huge_number, _cut, _longer, _noise, _gone, _swapped,
    _from_another_base,
)  # fmt: skip


@pytest.mark.slow
def test_of_200_mutations_each_is_told_of_and_repaired_or_changes_no_answer(
    whole: Path, foreign: Path, expected: list[tuple[str, float, list[int]]], tmp_path: Path
) -> None:
    outcomes: Counter[str] = Counter()
    for seed in range(_MUTATIONS):
        folder = tmp_path / f"m{seed}"
        shutil.copytree(whole, folder)
        random = np.random.default_rng([20, seed])
        paths = sorted(folder.glob("*.rows"))
        change = _WAYS[seed % len(_WAYS)]
        path = paths[random.integers(len(paths))]
        change(path, random, foreign)
        index = index_in(folder, codes_from=200)
        before = answers(index)
        told = bool(index.problems) or index.seq < 425  # an older manifest knows what it lacks
        about = f"seed {seed}: {change.__name__} of {path.name}"
        assert told or before == expected, f"{about} went unnoticed"
        assert before == expected or index.seq < 425, f"{about} left no gap to fill"
        assert answers(_caught_up(index)) == expected, f"{about} was not repaired"
        index.publish()
        again = index_in(folder, codes_from=200)
        assert (again.problems, answers(again)) == ((), expected), f"{about} stayed"
        outcomes["told" if told else "harmless"] += 1
        shutil.rmtree(folder)
    assert outcomes.total() == _MUTATIONS
    assert outcomes["told"] > 0.6 * _MUTATIONS  # of the others, most hit the manifest before


def test_without_checksums_the_same_damage_gives_wrong_answers(
    whole: Path,
    expected: list[tuple[str, float, list[int]]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The counter-test: a zeroed page of rows is no error to anybody who does not look."""
    folder = tmp_path / "copy"
    shutil.copytree(whole, folder)
    path = max(folder.glob("segment-*"), key=lambda path: path.stat().st_size)
    data = bytearray(path.read_bytes())
    data[4096 : 5 * 4096] = bytes(4 * 4096)
    path.write_bytes(data)
    monkeypatch.setattr(Mapped, "check", lambda *_: None)
    index = index_in(folder)
    assert index.problems == ()
    assert answers(index) != expected


def test_a_damaged_row_is_found_when_it_is_first_read_and_its_segment_is_dropped(
    tmp_path: Path,
) -> None:
    filled(tmp_path, crowd(range(1, 60)), crowd(range(60, 80)))
    path = sorted(tmp_path.glob("segment-*1-*"))[0]
    data = bytearray(path.read_bytes())
    data[100] ^= 255
    path.write_bytes(data)
    index = index_in(tmp_path)
    assert (index.people, index.problems) == (79, ())
    assert answers(index) == answers(filled(tmp_path / "other", crowd(range(60, 80))))
    assert (index.people, index.seq) == (20, 0)
    assert "block 0 of its statements does not fit" in index.problems[0]
    index.apply(crowd(range(1, 80)), [], 80)
    assert (index.people, index.unsaved) == (79, 59)  # the other segment's are not held twice


def test_rows_that_a_filter_leaves_out_are_not_read_and_so_not_checked(tmp_path: Path) -> None:
    index = filled(tmp_path, crowd(range(1, 4_000)))
    at = 64 + 3 * BLOCK_BYTES
    path = next(tmp_path.glob("segment-*"))
    data = bytearray(path.read_bytes())
    data[at] ^= 255
    path.write_bytes(data)
    index = index_in(tmp_path)
    part = index._living.state.saved[0].part
    part.check(np.arange(10))
    assert part.file is not None
    assert part.file.damage == ""
    answers(index)
    assert index.people == 0


def test_verify_reads_every_byte_without_a_search(tmp_path: Path) -> None:
    index = filled(tmp_path, crowd(range(1, 60)), crowd(range(60, 80)))
    assert index.verify() == []
    path = sorted(tmp_path.glob("segment-*1-*"))[0]
    data = bytearray(path.read_bytes())
    data[100] ^= 255
    path.write_bytes(data)
    problems = index_in(tmp_path).verify()
    assert len(problems) == 1
    assert path.name in problems[0]


def test_compaction_does_not_copy_damage_into_a_file_with_a_right_checksum(
    tmp_path: Path,
) -> None:
    filled(tmp_path, *(crowd(range(at, at + 20)) for at in range(1, 81, 20)))
    path = sorted(tmp_path.glob("segment-*2-*"))[0]
    data = bytearray(path.read_bytes())
    data[100] ^= 255
    path.write_bytes(data)
    index = index_in(tmp_path)
    index.compact()
    assert (index.people, index.seq) == (60, 20)
    assert path.name in index.problems[0]
    again = index_in(tmp_path)
    assert (again.people, again.seq, again.problems) == (60, 20, ())


def test_without_its_codebook_an_index_searches_exactly_and_makes_another(
    whole: Path, expected: list[tuple[str, float, list[int]]], tmp_path: Path
) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(whole, folder)
    next(folder.glob("codebook-*")).unlink()
    index = index_in(folder, codes_from=200)
    assert index.book is None
    assert "the exact search takes its place" in index.problems[0]
    assert answers(index) == expected
    index.apply([person(500, seq=500)], [], 500)
    index.publish()
    assert index_in(folder, codes_from=200).book is not None


@pytest.mark.parametrize("array", ["statements", "contexts", "context_rests"])
def test_a_search_by_codes_serves_no_damaged_row_of_those_it_looks_at(
    tmp_path: Path, array: str
) -> None:
    index = index_in(tmp_path, codes_from=100)
    for first, after in ((1, 600), (600, 650)):
        index.apply(crowd(range(first, after)), [], after - 1)
        index.publish()
    hits = index.search(query(), 9, as_of=AS_OF, way="codes")
    best = next(id_ for id_ in hits.ids if id_ < "cv-00600")
    part = index_in(tmp_path)._living.state.saved[0].part
    assert part.file is not None
    place = [*part.ids].index(best)
    row = int(part.block.starts[place]) if array == "statements" else place
    rows = [part.file.array(name)[at:] for name, at in ((array, row), ("statements", 0))]
    ahead, start = (rows_.__array_interface__["data"][0] for rows_ in rows)
    path = tmp_path / part.file.name
    data = bytearray(path.read_bytes())
    data[64 + ahead - start] ^= 255  # the statements begin at 64
    path.write_bytes(data)
    index = index_in(tmp_path)
    assert index.people == 649
    left = index.search(query(), 9, as_of=AS_OF, way="codes")
    assert min(left.ids) >= "cv-00600"
    assert f"of its {array} does not fit" in index.problems[0]


def test_a_segment_that_is_gone_lowers_the_last_change_to_before_its_first(tmp_path: Path) -> None:
    filled(tmp_path, crowd(range(1, 30)), crowd(range(30, 50)), crowd(range(50, 60)))
    next(tmp_path.glob("segment-0000000002-*")).unlink()
    index = index_in(tmp_path)
    assert (index.people, index.seq) == (59 - 20, 30 - 1)
