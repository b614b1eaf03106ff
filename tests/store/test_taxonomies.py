"""A base keeps taxonomies, and erases them."""

import sqlite3
from pathlib import Path

import pytest

from matcher.errors import NotFound, StorageError
from matcher.store import KeptTaxonomy, TalentBase

KEPT = KeptTaxonomy("esco", "ab12", "2026-01-31", "3 skills in nl")
CONTENT = b"a content that can be found again" * 300


def test_a_taxonomy_is_kept_replaced_and_erased_from_the_disk(tmp_path: Path) -> None:
    base = TalentBase.create(tmp_path)
    base.put_taxonomy(KEPT, b"older")
    base.put_taxonomy(KEPT, CONTENT)
    again = TalentBase.open(tmp_path)
    assert (again.taxonomies(), again.taxonomy("esco")) == ([KEPT], CONTENT)
    assert CONTENT[:33] in (tmp_path / "base.sqlite").read_bytes()
    base.drop_taxonomy("esco")
    assert again.taxonomies() == []
    assert CONTENT[:33] not in (tmp_path / "base.sqlite").read_bytes()


def test_each_change_counts_the_edition_up_so_that_others_see_it(tmp_path: Path) -> None:
    base = TalentBase.create(tmp_path)
    base.put_taxonomy(KEPT, CONTENT)
    assert base.meta("edition") == b"1"
    base.drop_taxonomy("esco")
    assert base.meta("edition") == b"2"


def test_what_is_not_there_is_named_with_the_next_step(tmp_path: Path) -> None:
    base = TalentBase.create(tmp_path)
    with pytest.raises(NotFound, match=r"no taxonomy 'onet' .* matcher taxonomy list"):
        base.drop_taxonomy("onet")
    with pytest.raises(NotFound, match="no taxonomy 'onet'"):
        base.taxonomy("onet")
    assert base.meta("edition") is None


def test_a_base_of_an_earlier_version_has_none_and_can_get_one(tmp_path: Path) -> None:
    TalentBase.create(tmp_path).close()
    with sqlite3.connect(tmp_path / "base.sqlite") as connection:
        connection.execute("DROP TABLE taxonomies")
    connection.close()
    assert TalentBase.open(tmp_path).taxonomies() == []
    TalentBase.create(tmp_path).put_taxonomy(KEPT, CONTENT)
    assert TalentBase.open(tmp_path).taxonomies() == [KEPT]


def test_a_base_that_may_only_be_read_refuses_a_taxonomy(tmp_path: Path) -> None:
    TalentBase.create(tmp_path).close()
    with pytest.raises(StorageError, match="cannot be written"):
        TalentBase.open(tmp_path).put_taxonomy(KEPT, CONTENT)
