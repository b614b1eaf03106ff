"""A check of everything finds what is wrong in the rows, and nothing in a whole base."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from store_people import WIDTH, person

from matcher.store import TalentBase
from matcher.store.schema import gone as table

NAN = b"\x00\x7e"  # a half float that is no number
ONE = b"\x00\x3c"


@pytest.fixture
def base(place: Path | str) -> Iterator[TalentBase]:
    base = TalentBase.create(place)
    base.put("a", "d", [person("anna"), person("bram"), person("none", statements=0)])
    base.put("b", "d", [person("dirk")])
    base.remove("dirk")
    yield base
    base.close()


def test_nothing_is_wrong_with_a_whole_base(base: TalentBase) -> None:
    assert base.verify() == []


@pytest.mark.parametrize(
    ("change", "value", "says"),
    [
        ("UPDATE people SET candidate = :v WHERE id = 'bram'", "{", "'bram': a stored Candidate"),
        ("UPDATE people SET id = :v WHERE id = 'bram'", "other", "'other' is the record of 'bram'"),
        ("UPDATE people SET vectors = :v WHERE id = 'bram'", ONE * 5, "stored vectors of 'bram'"),
        (
            "UPDATE people SET vectors = :v WHERE id = 'bram'",
            ONE * (3 * WIDTH - 1) + NAN,
            "'bram' has vectors with numbers that are none",
        ),
        ("UPDATE people SET context = :v WHERE id = 'none'", ONE * 9, "of 9 numbers, others of 8"),
        ("UPDATE people SET seq = :v WHERE id = 'bram'", 0, "'bram' has no change number"),
        ("UPDATE people SET seq = :v WHERE id = 'bram'", 99, "but the counter stands at 5"),
        ("UPDATE people SET seq = :v WHERE id = 'bram'", 5, "of somebody here and"),
        ("DELETE FROM files WHERE path = :v", "a", "people of the file 'a' are"),
    ],
)  # fmt: skip
def test_a_row_that_is_wrong_is_named(
    base: TalentBase, change: str, value: object, says: str
) -> None:
    with base.engine.writing() as connection:
        connection.execute(sa.text(change), {"v": value})
    (found,) = base.verify()
    assert says in found


def test_somebody_both_here_and_gone_is_named(base: TalentBase) -> None:
    (gone,) = [change.key for change in base.changes() if change.id is None]
    (bram,) = [change.key for change in base.changes() if change.id == "bram"]
    with base.engine.writing() as connection:
        connection.execute(table.update().where(table.c.key == gone).values(key=bram))
    assert base.verify() == ["'bram' is both here and gone"]


def test_a_damaged_database_is_refused_with_the_way_to_a_backup(tmp_path: Path) -> None:
    base = TalentBase.create(tmp_path)
    base.put("a", "d", [person(f"p{n}", text="tekst " * 3_000) for n in range(30)])
    file = tmp_path / "base.sqlite"
    content = bytearray(file.read_bytes())
    for page in range(3, len(content) // 4096):
        content[page * 4096 : page * 4096 + 16] = b"\xff" * 16
    file.write_bytes(content)
    found = base.verify()
    assert found
    assert "restore it from a backup into a new folder with: matcher restore" in found[-1]
