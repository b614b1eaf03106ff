"""Every record comes back from its JSON as it was, types included."""

import inspect
import json
from dataclasses import dataclass, fields, is_dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_people import person

from matcher import records
from matcher.codec import from_json, to_json
from matcher.errors import StorageError
from matcher.records import Candidate, Evidence, Match, Period, Profile, Rung, Statement


@dataclass(frozen=True, slots=True)
class Holder:
    """A record with a record in it that has grown since."""

    name: str
    candidate: Candidate


KINDS = [kind for _, kind in inspect.getmembers(records, is_dataclass)]


def test_all_records_are_tried() -> None:
    assert len(KINDS) >= 18
    assert {Candidate, Profile, Evidence} <= set(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_record_of_any_kind_comes_back_as_it_was(kind: type) -> None:
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.from_type(kind))
    def comes_back(record: object) -> None:
        back = from_json(kind, to_json(record))
        assert type(back) is kind
        # repr tells 1 from 1.0 and from True, a tuple from a list, and holds NaN equal to NaN
        assert repr(back) == repr(record)

    comes_back()


def test_a_candidate_comes_back_equal() -> None:
    candidate = person("renée").candidate
    assert from_json(Candidate, to_json(candidate)) == candidate


def test_the_words_that_stored_records_hold_are_read_as_before() -> None:
    settings_ = ("role", "project", "education", "summary", "list", "other")
    written = (
        f'["Built it",0,8,null,"{word}","shown",[24288,null],[["python",0,5]]]'
        for word in settings_
    )
    assert [str(from_json(Statement, text).setting) for text in written] == list(settings_)
    rungs = (
        "recent role", "older role", "project or course", "own summary", "list", "aspiration",
        "negation",
    )  # fmt: skip
    assert [str(from_json(Evidence, f'["x",0,1,null,"{rung}"]').rung) for rung in rungs] == [*rungs]


def test_json_is_compact_and_keeps_letters_as_they_are() -> None:
    evidence = Evidence("één", 0, 3, None, Rung.LIST)
    assert to_json(evidence) == '["één",0,3,null,"list"]'


def test_a_path_that_is_no_utf8_comes_back_as_it_was() -> None:
    evidence = Evidence("ren\udce9e é", 0, 7, None, Rung.LIST)
    text = to_json(evidence)
    assert text.encode().isascii()
    assert from_json(Evidence, text) == evidence


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "7",
        '["only one"]',
        '["e",0,3,null,"list","one too many"]',
        '["e",0,3,null,"no such rung"]',
    ],
)
def test_what_is_no_such_record_is_refused_with_the_next_step(text: str) -> None:
    with pytest.raises(StorageError, match="a stored Evidence cannot be read back; index"):
        from_json(Evidence, text)


def test_half_a_record_is_refused() -> None:
    cells = json.loads(to_json(person("anna").candidate))
    cells[3] = cells[3][:1]  # the profile
    with pytest.raises(StorageError, match="Candidate"):
        from_json(Candidate, json.dumps(cells))


def test_a_record_written_before_its_last_fields_were_added_gets_their_defaults() -> None:
    written = replace(person("anna").candidate, city="Utrecht", flags=("very long",))
    cells = json.loads(to_json(written))
    first_added = [field.name for field in fields(Candidate)].index("country")
    old = json.dumps(cells[:first_added])
    assert from_json(Candidate, old) == written
    inside = '["old",' + old + "]"
    assert from_json(Holder, inside) == Holder("old", written)


def test_a_record_that_lacks_what_has_no_default_is_refused() -> None:
    with pytest.raises(StorageError, match="a stored Evidence"):
        from_json(Evidence, '["e",0,3,null]')


def test_a_pair_of_three_is_refused() -> None:
    pair = '["anna","anna.pdf",50.0,[1,2{}],[],[]]'
    assert from_json(Match, pair.format("")).must_met == (1, 2)
    with pytest.raises(StorageError, match="a stored Match"):
        from_json(Match, pair.format(",3"))


def test_none_and_a_record_are_told_apart() -> None:
    lines = person("anna", statements=1).candidate.profile.statements
    assert from_json(Statement, to_json(lines[0])).period == Period(24_000, None)
