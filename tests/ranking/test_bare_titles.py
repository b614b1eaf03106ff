"""What a bare title earns: at most a fifth of a row, and unclear; lines keep what they say."""

from dataclasses import replace

import pytest
from ranking_examples import (
    AS_OF,
    LONG_AGO,
    NOW,
    RUNGS,
    WEIGHTS,
    match,
    profile,
    requirement,
    row,
    statement,
)

from matcher.ranking import Weights, rung_of
from matcher.records import Kind, Period, Polarity, Profile, Rung, Setting, Status

TITLE = statement("Python developer", "python", setting=Setting.TITLE)
FIFTH = RUNGS[Rung.TITLE]


def test_the_title_of_a_role_has_a_rung_under_a_list() -> None:
    assert rung_of(TITLE, as_of=AS_OF, recent_months=24) is Rung.TITLE
    worth = Weights().rungs
    assert 0 < worth[Rung.TITLE] == 0.2 < worth[Rung.LIST]


@pytest.mark.parametrize("many", [1, 3, 12])
def test_however_many_titles_name_it_they_earn_a_fifth_and_are_unclear(many: int) -> None:
    found = row(requirement(), profile(*[TITLE] * many), meaning=[[1.0] * many])
    assert found.points == pytest.approx(100 * FIFTH)
    assert found.status is Status.UNCLEAR
    assert found.note is not None
    assert found.note.code == "title only"
    assert found.evidence is not None
    assert found.evidence.rung is Rung.TITLE


@pytest.mark.parametrize("kind", [Kind.TOOL, Kind.HARD, Kind.EXPERIENCE])
@pytest.mark.parametrize("concepts", [(("python",),), ()])
def test_with_the_shipped_numbers_too_no_title_earns_more_than_a_fifth_of_its_row(
    kind: Kind, concepts: tuple[tuple[str, ...], ...]
) -> None:
    asked = requirement(kind=kind, concepts=concepts)
    found = match(
        [asked], profile(TITLE, TITLE), meaning=[[1.0, 1.0]], weights=Weights(), context=1.0
    ).rows[0]
    assert 0 < found.points <= 0.2 * found.most
    assert found.status is Status.UNCLEAR


def test_a_line_that_shows_it_keeps_its_points_its_status_and_its_quote() -> None:
    line = statement("Built it in Python", "python")
    with_title = row(requirement(), profile(TITLE, line), meaning=[[1.0, 1.0]])
    alone = row(requirement(), profile(line), meaning=[[1.0]])
    assert (with_title.points, with_title.status) == (alone.points, alone.status)
    assert with_title.note == alone.note
    assert with_title.evidence == alone.evidence


def test_a_denial_is_not_outweighed_by_a_title() -> None:
    denial = statement("No Python", "python", polarity=Polarity.NEGATED)
    found = row(requirement(), profile(TITLE, denial), meaning=[[1.0, 0.0]])
    assert (found.points, found.status) == (0, Status.MISSING)


@pytest.mark.parametrize("kind", [Kind.SOFT, Kind.LANGUAGE, Kind.EDUCATION, Kind.CERTIFICATE])
def test_titles_say_nothing_of_behaviour_languages_levels_and_papers(kind: Kind) -> None:
    asked = requirement(kind=kind, concepts=(), level=None)
    without = row(asked, profile(statement("Sold bread")), meaning=[[0.0]])
    found = row(asked, profile(statement("Sold bread"), TITLE), meaning=[[0.0, 1.0]])
    assert (found.points, found.status, found.evidence) == (
        without.points, without.status, without.evidence,
    )  # fmt: skip


@pytest.mark.parametrize(("period", "share"), [(NOW, 1.0), (Period(AS_OF - 6, None), 0.5)])
def test_years_in_roles_told_by_title_alone_count_within_the_fifth(
    period: Period, share: float
) -> None:
    bare = replace(TITLE, period=period)
    person = Profile("p", (bare,), roles=(period,))
    found = row(requirement(years=1), person, meaning=[[1.0]])
    assert found.status is Status.UNCLEAR
    assert found.points == pytest.approx(100 * FIFTH * share)


def test_a_title_meets_no_must_and_old_numbers_without_its_rung_give_it_nothing() -> None:
    found = match([requirement()], profile(TITLE), meaning=[[1.0]])
    assert found.must_met == (0, 1)
    old = {rung: worth for rung, worth in RUNGS.items() if rung is not Rung.TITLE}
    assert row(requirement(), profile(replace(TITLE, period=LONG_AGO)), meaning=[[1.0]],
               weights=replace(WEIGHTS, rungs=old)).points == 0  # fmt: skip
