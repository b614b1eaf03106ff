"""A record is changed without its text and vectors, and indexes hear of it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from store_people import person

from matcher.errors import NotFound
from matcher.records import Candidate
from matcher.store import TalentBase


def placed(candidate: Candidate) -> Candidate:
    return replace(candidate, status="placed")


def test_a_changed_record_is_there_with_the_same_vectors_and_a_new_number(
    place: Path | str,
) -> None:
    with TalentBase.create(place) as base:
        base.put("a.pdf", "d", [person("anna"), person("bram")])
        before = {one.candidate.id: one for one in base.people()}
        seq = base.seq()
        assert base.amend(["anna"], placed) == 1
        anna, bram = base.people()
        assert anna.candidate == placed(before["anna"].candidate)
        assert anna.text == before["anna"].text
        assert np.array_equal(anna.vectors, before["anna"].vectors)
        assert bram.candidate == before["bram"].candidate
        assert [change.id for change in base.changes(seq)] == ["anna"]
        assert base.seq() == seq + 1


def test_a_change_that_changes_nothing_counts_as_none(place: Path | str) -> None:
    with TalentBase.create(place) as base:
        base.put("a.pdf", "d", [person("anna")])
        base.amend(["anna", "anna"], placed)
        seq = base.seq()
        assert base.amend(["anna"], placed) == 0
        assert base.seq() == seq


def test_one_unknown_id_leaves_everybody_as_they_were(place: Path | str) -> None:
    with TalentBase.create(place) as base:
        base.put("a.pdf", "d", [person("anna")])
        with pytest.raises(NotFound, match=r"no candidate 'zoe'.*nobody was changed"):
            base.amend(["anna", "zoe"], placed)
        assert next(iter(base.people())).candidate.status is None
