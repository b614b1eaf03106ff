"""A base keeps taxonomies, and erases them, on either engine."""

from pathlib import Path

import pytest

from matcher.errors import NotFound, StorageError
from matcher.store import KeptTaxonomy, TalentBase

KEPT = KeptTaxonomy("esco", "ab12", "2026-01-31", "3 skills in nl")
CONTENT = b"a content that can be found again" * 300


def test_a_taxonomy_is_kept_replaced_and_dropped(place: Path | str) -> None:
    base = TalentBase.create(place)
    base.put_taxonomy(KEPT, b"older")
    base.put_taxonomy(KEPT, CONTENT)
    again = TalentBase.open(place)
    assert (again.taxonomies(), again.taxonomy("esco")) == ([KEPT], CONTENT)
    base.drop_taxonomy("esco")
    assert again.taxonomies() == []


def test_a_dropped_taxonomy_is_off_the_disk(tmp_path: Path) -> None:
    base = TalentBase.create(tmp_path)
    base.put_taxonomy(KEPT, CONTENT)
    assert CONTENT[:33] in (tmp_path / "base.sqlite").read_bytes()
    base.drop_taxonomy("esco")
    assert CONTENT[:33] not in (tmp_path / "base.sqlite").read_bytes()


def test_each_change_of_taxonomies_is_seen_by_others_and_is_no_change_of_people(
    place: Path | str,
) -> None:
    base = TalentBase.create(place)
    base.put_taxonomy(KEPT, CONTENT)
    assert base.state() == (0, 1)
    base.drop_taxonomy("esco")
    assert base.state() == (0, 2)


def test_what_is_not_there_is_named_with_the_next_step(place: Path | str) -> None:
    base = TalentBase.create(place)
    with pytest.raises(NotFound, match=r"no taxonomy 'onet' .* matcher taxonomy list"):
        base.drop_taxonomy("onet")
    with pytest.raises(NotFound, match="no taxonomy 'onet'"):
        base.taxonomy("onet")
    assert base.state() == (0, 0)


def test_a_base_that_may_only_be_read_refuses_a_taxonomy(place: Path | str) -> None:
    TalentBase.create(place).close()
    with pytest.raises(StorageError, match="cannot be written"):
        TalentBase.open(place).put_taxonomy(KEPT, CONTENT)
