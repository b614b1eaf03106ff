"""Segments that are damaged, cut off, of another base or another time: noticed, made anew."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from faults_base import anew, answers, base_of

from benchmarks.faults import people
from benchmarks.faults.engine import index_of, open_matcher

PEOPLE = range(24)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A base with its answers, to be copied before it is harmed."""
    folder = tmp_path_factory.mktemp("whole")
    matcher = base_of(folder / "base", PEOPLE, cvs=folder / "cvs")
    return folder / "base", answers(matcher)


def files(base: Path, kind: str) -> list[Path]:
    return sorted((base / "index").glob(f"{kind}-*.rows"))


def flip(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def cut(path: Path, chance: random.Random) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: chance.randrange(len(content))])


def zero(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    place = chance.randrange(len(content))
    content[place : place + 4_096] = bytes(len(content[place : place + 4_096]))
    path.write_bytes(content)


def scramble(path: Path, chance: random.Random) -> None:
    path.write_bytes(chance.randbytes(path.stat().st_size))


@pytest.mark.parametrize("harm", [flip, cut, zero, scramble])
@pytest.mark.parametrize("kind", ["segment", "manifest"])
def test_a_damaged_index_is_noticed_and_the_answer_stays_the_same(
    tmp_path: Path,
    whole: tuple[Path, list[str]],
    kind: str,
    harm: Callable[[Path, random.Random], None],
) -> None:
    chance = random.Random(f"{kind} {harm.__name__}")
    for trial in range(3):
        base = shutil.copytree(whole[0], tmp_path / str(trial))
        (path,) = files(base, kind)
        before = path.read_bytes()
        harm(path, chance)
        assert anew(base) == whole[1]
        if path.read_bytes() != before:
            assert index_of(open_matcher(base)).verify() or index_of(open_matcher(base)).problems
        mended = open_matcher(base, create=True)
        mended.reindex()
        assert index_of(open_matcher(base)).verify() == []
        assert anew(base) == whole[1]


def test_segments_that_change_places_are_noticed(tmp_path: Path) -> None:
    first, second = (tmp_path / name for name in ("first", "second"))
    expected = []
    for base, numbers in ((first, range(0, 12)), (second, range(12, 24))):
        expected.append(answers(base_of(base, numbers, cvs=tmp_path / f"cvs of {base.name}")))
    (one,), (other,) = files(first, "segment"), files(second, "segment")
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)
    assert [anew(first), anew(second)] == expected
    assert index_of(open_matcher(first)).problems
    assert index_of(open_matcher(second)).problems


def test_the_whole_index_of_another_base_is_not_served(tmp_path: Path) -> None:
    first, second = (tmp_path / name for name in ("first", "second"))
    expected = []
    for base, numbers in ((first, range(0, 12)), (second, range(12, 24))):
        expected.append(answers(base_of(base, numbers, cvs=tmp_path / f"cvs of {base.name}")))
    shutil.rmtree(first / "index")
    shutil.copytree(second / "index", first / "index")
    assert anew(first) == expected[0]
    assert index_of(open_matcher(first)).problems
    assert anew(second) == expected[1]


def test_an_index_from_before_the_last_changes_is_caught_up(tmp_path: Path) -> None:
    base = tmp_path / "base"
    base_of(base, range(12), cvs=tmp_path / "cvs")
    shutil.copytree(base / "index", tmp_path / "older")
    matcher = base_of(base, range(20), cvs=tmp_path / "cvs")
    people.write(tmp_path / "cvs", {3: 1})
    matcher.index([tmp_path / "cvs"])
    expected = answers(matcher)
    shutil.rmtree(base / "index")
    shutil.copytree(tmp_path / "older", base / "index")
    assert anew(base) == expected
    for left in (base / "index").iterdir():  # a base without any index
        left.unlink()
    assert anew(base) == expected


def test_a_removed_person_does_not_come_back_with_an_older_index(tmp_path: Path) -> None:
    base = tmp_path / "base"
    matcher = base_of(base, range(12), cvs=tmp_path / "cvs")
    shutil.copytree(base / "index", tmp_path / "older")
    matcher._base.remove("p003", "p007")
    shutil.rmtree(base / "index")
    shutil.copytree(tmp_path / "older", base / "index")
    for answer in anew(base):
        assert '"p004"' in answer
        assert '"p003"' not in answer
        assert '"p007"' not in answer


@pytest.mark.parametrize("own", [False, True], ids=["same calibration", "another one"])
def test_a_database_file_of_yesterday_under_the_index_of_today_is_searched_as_of_yesterday(
    tmp_path: Path, own: bool
) -> None:
    base = tmp_path / "base"
    expected = answers(base_of(base, range(20), cvs=tmp_path / "cvs"))
    shutil.copy(base / "base.sqlite", tmp_path / "yesterday")
    people.write(tmp_path / "cvs", {3: 1, 20: 0, 21: 0})
    today = open_matcher(base, create=True)
    today.index([tmp_path / "cvs"])
    if own:
        today.calibrate()
    assert anew(base) != expected
    shutil.copy(tmp_path / "yesterday", base / "base.sqlite")
    assert anew(base) == expected
