"""A ledger's rows add up to its score, and nothing but the CV's lines moves it."""

from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import Any, get_args, get_type_hints

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ranking_examples import AS_OF, NOW, WEIGHTS, match, profile, requirement, statement

from matcher.errors import InvalidInput
from matcher.ranking import Lanes, Weights, in_order, ledger
from matcher.records import (
    Importance,
    Kind,
    LanguageSkill,
    Match,
    Period,
    Polarity,
    Private,
    Profile,
    Requirement,
    Setting,
    Statement,
    Status,
)

SKILLS = ("python", "sql", "welding")
JUDGED = (Kind.HARD, Kind.TOOL, Kind.SOFT, Kind.CERTIFICATE, Kind.EXPERIENCE)
ratios = st.floats(0, 1, width=32)
starts = st.integers(AS_OF - 120, AS_OF)
periods = st.builds(
    lambda start, months: Period(start, months and start + months),
    starts,
    st.none() | st.integers(1, 60),
)
statements = st.builds(
    lambda setting, polarity, period, names: statement(
        "line", *names, setting=setting, polarity=polarity, period=period
    ),
    st.sampled_from(Setting),
    st.sampled_from(Polarity),
    st.none() | periods,
    st.lists(st.sampled_from(SKILLS), unique=True, max_size=2),
)
groups = st.lists(
    st.lists(st.sampled_from(SKILLS), min_size=1, max_size=2, unique=True).map(tuple), max_size=2
).map(tuple)
requirements = st.builds(
    lambda importance, kind, weight, concepts, years: requirement(
        importance=importance, kind=kind, weight=weight, concepts=concepts, years=years
    ),
    st.sampled_from([Importance.MUST, Importance.NICE, Importance.TASK]),
    st.sampled_from(JUDGED),
    st.floats(0.01, 10),
    groups,
    st.none() | st.floats(0.01, 10),
)
weights = st.builds(
    lambda context, lexical, met, named: replace(
        WEIGHTS, context=context, lexical=lexical, met=met, named=dict.fromkeys(Kind, named)
    ),
    st.floats(0, 0.9),
    ratios,
    st.floats(0.3, 0.9),
    ratios,
)


@st.composite
def cases(
    draw: st.DrawFn, asks: st.SearchStrategy[Requirement] = requirements
) -> tuple[list[Requirement], Profile, Lanes, Weights]:
    asked = [
        replace(one, number=number)
        for number, one in enumerate(draw(st.lists(asks, min_size=1, max_size=7)), start=1)
    ]
    lines = draw(st.lists(statements, max_size=5))
    roles = tuple(line.period for line in lines if line.period)
    return asked, profile(*lines, roles=roles), draw_lanes(draw, asked, len(lines)), draw(weights)


def draw_lanes(draw: st.DrawFn, asked: list[Requirement], lines: int) -> Lanes:
    cells = st.lists(ratios, min_size=len(asked) * lines, max_size=len(asked) * lines)
    shape = (len(asked), lines)
    meaning, letters = (np.array(draw(cells), np.float32).reshape(shape) for _ in range(2))
    return Lanes(meaning, letters, draw(ratios))


def of(asked: list[Requirement], person: Profile, lanes: Lanes, numbers: Weights) -> Match:
    return ledger(asked, person, lanes, as_of=AS_OF, weights=numbers)


@settings(max_examples=300, deadline=None)
@given(cases())
def test_the_points_of_the_rows_add_up_exactly_to_the_score(
    case: tuple[list[Requirement], Profile, Lanes, Weights],
) -> None:
    found = of(*case)
    points = [Decimal(str(row.points)) for row in found.rows]
    assert sum(points) == Decimal(str(found.score))
    assert all(amount == amount.quantize(Decimal("0.01")) for amount in points)
    assert all(0 <= row.points <= row.most for row in found.rows)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.floats(0.01, 10), min_size=1, max_size=40), st.floats(0, 0.9))
def test_nobody_scores_more_than_100_however_the_weights_are_cut(
    shares: list[float], context: float
) -> None:
    asked = [requirement(n, weight=weight) for n, weight in enumerate(shares, start=1)]
    perfect = match(
        asked,
        profile(statement("Python", "python")),
        meaning=[[1.0]] * len(asked),
        context=1.0,
        weights=replace(WEIGHTS, context=context),
    )
    assert [row.points for row in perfect.rows] == [row.most for row in perfect.rows]
    assert 100 - 0.01 * len(perfect.rows) <= perfect.score <= 100


def test_a_row_earns_its_share_of_the_weights_times_how_strongly_it_is_shown() -> None:
    asked = [
        requirement(1, weight=3.0),
        requirement(2, weight=1.0, concepts=(("sql",),), importance=Importance.NICE),
    ]
    person = profile(statement("Python", "python"), statement("SQL", "sql", setting=Setting.LIST))
    found = match(
        asked, person, meaning=[[1, 0], [0, 1]], context=0.5, weights=replace(WEIGHTS, context=0.2)
    )
    # named 0.5 x worth + alike 0.5 x worth; the list's worth is 0.5
    assert [row.points for row in found.rows] == [
        100 * (1 - 0.2) * 3 / 4 * (0.5 * 1 + 0.5 * 1),
        100 * (1 - 0.2) * 1 / 4 * (0.5 * 0.5 + 0.5 * 0.5),
        100 * 0.2 * 0.5,
    ]
    assert found.score == 60 + 10 + 10
    assert found.must_met == (1, 1)


def test_the_context_row_comes_last_and_only_where_it_weighs_something() -> None:
    person = profile(statement("Python", "python"))
    with_context = match([requirement()], person, weights=replace(WEIGHTS, context=0.25))
    assert [(row.requirement, row.number) for row in with_context.rows] == [
        ("Python", 1),
        ("context", None),
    ]
    assert [row.most for row in with_context.rows] == [75, 25]
    assert [row.number for row in match([requirement()], person).rows] == [1]


def test_what_is_off_weighs_nothing_or_asks_for_a_place_gets_no_row() -> None:
    asked = [
        requirement(1, importance=Importance.OFF),
        requirement(2, weight=0.0),
        requirement(3, kind=Kind.TERMS),
        requirement(4),
    ]
    found = match(asked, profile(statement("Python", "python")), meaning=[[0]] * 3 + [[1]])
    assert [row.number for row in found.rows] == [4]
    assert (found.score, found.must_met) == (100, (1, 1))


@settings(max_examples=100, deadline=None)
@given(cases(), st.sampled_from([0.125, 3.0, 1e6]))
def test_only_the_ratios_of_weights_matter(
    case: tuple[list[Requirement], Profile, Lanes, Weights], factor: float
) -> None:
    asked, *rest = case
    scaled = [replace(one, weight=one.weight * factor) for one in asked]
    one, other = of(asked, *rest), of(scaled, *rest)
    assert [row.points for row in other.rows] == pytest.approx(
        [row.points for row in one.rows], abs=0.0201
    )
    assert [row.status for row in other.rows] == [row.status for row in one.rows]


@settings(max_examples=300, deadline=None)
@given(cases(requirements.map(lambda one: replace(one, years=None))), st.data())
def test_one_more_line_that_shows_something_never_lowers_the_score(
    case: tuple[list[Requirement], Profile, Lanes, Weights], data: st.DataObject
) -> None:
    asked, person, lanes, numbers = case
    more = replace(data.draw(statements), polarity=Polarity.SHOWN)
    column = data.draw(st.lists(ratios, min_size=len(asked), max_size=len(asked)))
    _, wider = add(person, lanes, more, column)
    richer = replace(person, statements=(*person.statements, more))
    before, after = of(asked, person, lanes, numbers), of(asked, richer, wider, numbers)
    for old, new in zip(before.rows, after.rows, strict=True):
        assert new.points >= old.points


@settings(max_examples=200, deadline=None)
@given(cases(requirements.filter(lambda one: bool(one.years))), st.data())
def test_one_more_dated_role_never_lowers_years_that_can_be_told(
    case: tuple[list[Requirement], Profile, Lanes, Weights], data: st.DataObject
) -> None:
    asked, person, lanes, numbers = case
    more = replace(
        data.draw(statements),
        polarity=Polarity.SHOWN,
        setting=Setting.ROLE,
        period=data.draw(periods),
    )
    column = data.draw(st.lists(ratios, min_size=len(asked), max_size=len(asked)))
    _, wider = add(person, lanes, more, column)
    richer = replace(
        person, statements=(*person.statements, more), roles=(*person.roles, more.period)
    )
    before, after = of(asked, person, lanes, numbers), of(asked, richer, wider, numbers)
    for old, new in zip(before.rows, after.rows, strict=True):
        assert new.points >= old.points or old.status is Status.UNCLEAR


def add(
    person: Profile, lanes: Lanes, more: Statement, column: list[float]
) -> tuple[Profile, Lanes]:
    extra = np.array(column, np.float32)[:, None]
    wider = replace(
        lanes,
        meaning=np.concatenate([lanes.meaning, extra], axis=1),
        letters=np.concatenate([lanes.letters, np.zeros_like(extra)], axis=1),
    )
    return replace(person, statements=(*person.statements, more)), wider


def test_the_same_input_gives_the_same_ledger() -> None:
    asked = [requirement(1), requirement(2, concepts=(("sql",), ("python", "java")))]
    person = profile(*(statement("Python and SQL", "python", "sql") for _ in range(3)))
    assert match(asked, person) == match(asked, person)


def test_of_equal_lines_the_first_is_quoted() -> None:
    lines = [statement(text, "python") for text in ("first", "second", "third")]
    (row,) = match([requirement()], profile(*lines), meaning=[[0.5, 0.5, 0.5]]).rows
    assert row.evidence is not None
    assert row.evidence.text == "first"


def found(id_: str, score: float, met: int, asked: int = 2) -> Match:
    return Match(id_, "", score, (met, asked), ())


def test_people_who_miss_a_must_have_come_below_those_who_meet_all() -> None:
    weak_but_whole, strong = found("w", 10, 2), found("s", 90, 1)
    assert in_order([strong, weak_but_whole]) == [weak_but_whole, strong]


def test_one_must_have_missed_weighs_no_less_than_two() -> None:
    assert [m.candidate for m in in_order([found("a", 40, 1), found("b", 50, 0)])] == ["b", "a"]


def test_equal_scores_come_in_one_order_that_is_not_that_of_names() -> None:
    names = [f"{letter}-jansen" for letter in "abcdefghijklmnopqrstuvwxyzäéø"]
    people = [found(name, 50, 2) for name in names]
    ordered = [m.candidate for m in in_order(people)]
    assert ordered == [m.candidate for m in in_order(people[::-1])]
    first = [names.index(name) < len(names) / 2 for name in ordered[: len(names) // 2]]
    assert 3 < sum(first) < 11  # of 14; in the order of names all, backwards none


@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.floats(0, 100)).map(lambda t: found("x", t[1], t[0])),
        max_size=8,
    )
)
def test_nobody_is_dropped_in_sorting(people: list[Match]) -> None:
    ordered = in_order(people)
    assert sorted(map(id, ordered)) == sorted(map(id, people))


def test_a_person_who_shows_nothing_still_gets_a_whole_ledger() -> None:
    empty = match([requirement(1), requirement(2, importance=Importance.NICE)], profile())
    assert [(row.points, row.status, row.evidence) for row in empty.rows] == [
        (0, Status.MISSING, None)
    ] * 2
    assert (empty.score, empty.must_met) == (0, (0, 1))


def test_source_and_flags_are_handed_through_and_change_nothing() -> None:
    person = profile(statement("Python", "python"))
    lanes = Lanes(np.ones((1, 1), np.float32), np.zeros((1, 1), np.float32), 0.0)
    plain = ledger([requirement()], person, lanes, as_of=AS_OF, weights=WEIGHTS)
    flagged = ledger(
        [requirement()], person, lanes,
        as_of=AS_OF, weights=WEIGHTS, source="anna.pdf", flags=("hidden text",),
    )  # fmt: skip
    assert flagged == replace(plain, source="anna.pdf", flags=("hidden text",))


@pytest.mark.parametrize("shape", [(1, 2), (2, 1), (0, 1), (1, 0)])
@pytest.mark.parametrize("lane", ["meaning", "letters"])
def test_lanes_of_another_shape_are_refused_with_both_numbers(
    shape: tuple[int, int], lane: str
) -> None:
    right = np.zeros((1, 1), np.float32)
    lanes = replace(Lanes(right, right, 0.0), **{lane: np.zeros(shape, np.float32)})
    with pytest.raises(InvalidInput, match="1 requirements and 1 statements") as refused:
        ledger([requirement()], profile(statement()), lanes, as_of=AS_OF, weights=WEIGHTS)
    assert str(shape) in str(refused.value)


@pytest.mark.parametrize(
    "asked",
    [
        [],
        [requirement(weight=0.0)],
        [requirement(importance=Importance.OFF)],
        [requirement(kind=Kind.TERMS)],
    ],
)
def test_requirements_that_weigh_nothing_are_refused(asked: list[Requirement]) -> None:
    with pytest.raises(InvalidInput, match="no requirement weighs anything; turn one on"):
        match(asked, profile(statement()))


IDENTITY = (
    "name", "title", "email", "phone", "address", "birth", "age", "gender", "nationality", "photo",
    "employer", "company", "city", "place", "source", "identity", "private", "path",
)  # fmt: skip


def reachable(kind: Any) -> dict[str, set[str]]:
    """Return the fields of every record that a value of this type can hold."""
    if not is_dataclass(kind):
        return {key: names for part in get_args(kind) for key, names in reachable(part).items()}
    found = {kind.__name__: {field.name for field in fields(kind)}}
    for part in get_type_hints(kind).values():
        found |= reachable(part)
    return found


def test_the_ranker_receives_records_without_any_field_of_identity() -> None:
    seen = reachable(Profile)
    assert set(seen) == {"Profile", "Statement", "Mention", "Period", "LanguageSkill", "Degree"}
    assert Private.__name__ in reachable(tuple[Private, ...])  # the search does find it elsewhere
    for record, names in seen.items():
        told = {name for name in names if any(word in name.split("_") for word in IDENTITY)}
        assert not told, f"{record} carries {told}"


def test_the_ledger_takes_a_profile_and_no_candidate_or_document() -> None:
    taken = {part.__name__ for part in get_type_hints(ledger).values() if is_dataclass(part)}
    assert taken == {"Profile", "Lanes", "Weights", "Match"}


def test_no_id_moves_a_score() -> None:
    asked = [requirement()]
    one = match(asked, profile(statement("Python", "python"), id_="willem"))
    other = match(asked, profile(statement("Python", "python"), id_="fatima"))
    assert replace(one, candidate="fatima") == other


def test_a_language_row_quotes_the_line_that_names_the_language() -> None:
    asked = requirement(kind=Kind.LANGUAGE, text="German B2", concepts=(("german",),), level="B2")
    lines = (statement("Built it"), statement("German: C1", "german", setting=Setting.LIST))
    person = profile(*lines, languages=(LanguageSkill("german", "C1", 1),))
    (row,) = match([asked], person).rows
    assert row.evidence is not None
    assert (row.evidence.text, row.points) == ("German: C1", 100)


def test_now_is_recent() -> None:
    (row,) = match([requirement()], profile(statement("Python", "python", period=NOW))).rows
    assert row.evidence is not None
    assert row.evidence.rung == "recent role"
