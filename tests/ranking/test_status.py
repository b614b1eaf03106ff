"""What a row is called, and what its line earns, follow from chances."""

import math
from dataclasses import replace

import numpy as np
import pytest
from ranking_examples import AS_OF, LONG_AGO, NOW, WEIGHTS, match, profile, requirement, statement

from matcher.ranking import Curve, Curves, Lanes, Signs, Weights, signs
from matcher.ranking.chances import shipped_curves
from matcher.records import (
    Kind,
    LanguageSkill,
    Polarity,
    Profile,
    Requirement,
    Row,
    Setting,
    Status,
)

SHOWN = profile(statement("Python", "python"))
NOTHING = profile(statement("Welding"))
LISTED = profile(statement("Python", "python", setting=Setting.LIST))
DENIED = profile(statement("No Python", "python", polarity=Polarity.NEGATED))
GROUPS = tuple(shipped_curves().shown)


def weights(shown: float, met: float, **more: float) -> Weights:
    """Return numbers with curves that give every row these two chances, whatever its signs."""
    flat = [
        dict.fromkeys(GROUPS, Curve(math.log(chance / (1 - chance)))) for chance in (shown, met)
    ]
    numbers = replace(WEIGHTS, curves=Curves(*flat), met=0.5, partly=0.5, certain=0.75)
    return replace(numbers, **more)  # type: ignore[arg-type]


def row(asked: Requirement, person: Profile, numbers: Weights, *, context: float = 0.0) -> Row:
    (only,) = [
        one
        for one in match([asked], person, weights=numbers, context=context).rows
        if one.number is not None
    ]
    return only


# --- met and partly -------------------------------------------------------------------------
def test_met_needs_a_line_and_a_chance_of_a_half() -> None:
    assert row(requirement(), SHOWN, weights(0.9, 0.8)).status is Status.MET
    assert row(requirement(), SHOWN, weights(0.9, 0.4)).status is Status.PARTLY
    assert row(requirement(), NOTHING, weights(0.9, 0.8)).status is Status.UNCLEAR


def test_a_row_tells_its_chance_of_being_shown_in_three_places() -> None:
    assert row(requirement(), SHOWN, weights(1 / 3, 0.2)).chance == 0.333


def test_must_haves_are_met_by_chance_and_not_by_points() -> None:
    sure, unsure = (match([requirement()], SHOWN, weights=weights(0.9, p)) for p in (0.8, 0.4))
    assert (sure.must_met, unsure.must_met) == ((1, 1), (0, 1))
    assert sure.score == unsure.score > 0


@pytest.mark.parametrize("kind", [Kind.TOOL, Kind.HARD, Kind.EXPERIENCE, Kind.SOFT])
def test_a_bare_list_meets_nothing_however_likely(kind: Kind) -> None:
    assert row(requirement(kind=kind), LISTED, weights(0.99, 0.99)).status is Status.PARTLY


def test_a_list_is_where_certificates_and_languages_are_told() -> None:
    assert row(requirement(kind=Kind.CERTIFICATE), LISTED, weights(0.9, 0.8)).status is Status.MET
    german = requirement(kind=Kind.LANGUAGE, concepts=(("german",),), level="B2")
    speaks = profile(
        statement("German C1", setting=Setting.LIST), languages=(LanguageSkill("german", "C1", 0),)
    )
    assert row(german, speaks, weights(0.9, 0.8)).status is Status.MET


def test_what_is_met_without_a_line_is_met_because_the_cv_itself_shows_it() -> None:
    german = requirement(kind=Kind.LANGUAGE, concepts=(("german",),), level="B2")
    found = row(german, profile(statement("Schweißen"), language="de"), weights(0.9, 0.8))
    assert (found.status, found.evidence) == (Status.MET, None)


# --- missing and unclear ----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("shown", "status"),
    [(0.20, Status.MISSING), (0.24, Status.MISSING), (0.26, Status.UNCLEAR), (0.9, Status.UNCLEAR)],
)
def test_nothing_found_is_missing_only_where_that_is_certain(shown: float, status: Status) -> None:
    assert row(requirement(), NOTHING, weights(shown, 0.1)).status is status


def test_a_line_that_is_little_likely_to_show_it_is_unclear_or_missing() -> None:
    assert row(requirement(), SHOWN, weights(0.4, 0.1)).status is Status.UNCLEAR
    assert row(requirement(), SHOWN, weights(0.1, 0.1)).status is Status.MISSING


def test_a_denial_is_certain_without_a_chance() -> None:
    found = row(requirement(), DENIED, weights(0.9, 0.8))
    assert (found.status, found.chance, found.points) == (Status.MISSING, None, 0)
    assert found.note is not None
    assert found.note.code == "denied"


def test_behaviour_is_never_missing_and_quotes_nothing_that_is_unclear() -> None:
    soft = requirement(kind=Kind.SOFT)
    for person in (SHOWN, NOTHING):
        found = row(soft, person, weights(0.01, 0.01))
        assert (found.status, found.evidence) == (Status.UNCLEAR, None)
        assert found.note is not None
        assert found.note.code == "behaviour unclear"
    assert row(soft, SHOWN, weights(0.9, 0.8)).status is Status.MET


def test_what_the_cv_gives_no_dates_for_is_unclear_however_likely() -> None:
    years = requirement(kind=Kind.EXPERIENCE, years=3)
    course = profile(
        statement("Python", "python", setting=Setting.PROJECT, period=LONG_AGO), roles=(LONG_AGO,)
    )
    assert row(years, course, weights(0.99, 0.99)).status is Status.UNCLEAR


# --- beside the chances -------------------------------------------------------------------------
def rising(likeness: float, named: float) -> Weights:
    """Return numbers with one curve for both events, which rises with the line alone."""
    curve = dict.fromkeys(GROUPS, Curve(-2.0, likeness=likeness, named=named))
    return replace(weights(0.5, 0.5), curves=Curves(curve, curve))


@pytest.mark.parametrize("kind", [Kind.TOOL, Kind.HARD, Kind.EXPERIENCE, Kind.CERTIFICATE])
def test_a_line_earns_what_its_chance_adds_of_what_a_perfect_line_adds(kind: Kind) -> None:
    def chance(odds: float) -> float:
        return 1 / (1 + math.exp(-odds))

    numbers = rising(likeness=0.0, named=4.0)
    half = requirement(kind=kind, concepts=(("python",), ("sql",)))
    earned = (chance(-2 + 4 * 0.5) - chance(-2)) / (chance(-2 + 4) - chance(-2))
    assert row(half, SHOWN, numbers).points == round(100 * earned, 2)
    assert row(requirement(kind=kind), SHOWN, numbers).points == 100
    assert row(requirement(kind=kind), NOTHING, numbers).points == 0


def test_the_context_of_a_cv_moves_the_chance_of_a_row_and_not_its_points() -> None:
    curve = dict.fromkeys(GROUPS, Curve(-2.0, named=2.0, context=3.0))
    numbers = replace(weights(0.5, 0.5), curves=Curves(curve, curve))
    half = requirement(kind=Kind.HARD, concepts=(("python",), ("sql",)))
    far, near = (row(half, SHOWN, numbers, context=c) for c in (0.0, 1.0))
    assert far.points == near.points
    assert far.chance is not None
    assert near.chance is not None
    assert far.chance < near.chance


def test_curves_that_say_the_same_of_every_line_leave_the_points_to_the_rules() -> None:
    for person in (SHOWN, NOTHING, LISTED, DENIED):
        flat = row(requirement(), person, weights(0.9, 0.8))
        assert flat.points == row(requirement(), person, WEIGHTS).points


def test_a_group_without_curves_is_judged_by_its_strength() -> None:
    none = replace(weights(0.01, 0.01), curves=Curves({}, {}))
    found = row(requirement(), SHOWN, none)
    assert (found.status, found.chance) == (Status.MET, None)


def test_a_list_is_worth_what_the_work_around_it_bears_out() -> None:
    gated = replace(WEIGHTS, list_context=0.5, list_alone=0.25, trace=0.0)
    points = [row(requirement(), LISTED, gated, context=c).points for c in (0.0, 0.25, 0.5, 1.0)]
    # by name 0.5 x worth + 0.5 x worth squared, since nothing is alike
    worth = [0.5 * (0.25 + (1 - 0.25) * min(1, c / 0.5)) for c in (0.0, 0.25, 0.5, 1.0)]
    assert points == [round(100 * (0.5 * w + 0.5 * w * w), 2) for w in worth]
    used = [row(requirement(), SHOWN, gated, context=c).points for c in (0.0, 1.0)]
    assert used == [100, 100]


# --- signs ----------------------------------------------------------------------------------------
def signs_of(
    asked: Requirement, person: Profile, *, meaning: float = 0.0, context: float = 0.0
) -> Signs | None:
    shape = (1, len(person.statements))
    lanes = Lanes(np.full(shape, meaning, np.float32), np.zeros(shape, np.float32), context)
    return signs([asked], person, lanes, as_of=AS_OF, weights=WEIGHTS).get(asked.number)


def test_signs_are_likeness_and_names_times_worth_and_the_context() -> None:
    found = signs_of(requirement(), LISTED, meaning=0.5, context=0.75)
    assert found == Signs("tool", likeness=0.5 * 0.5, named=0.5, context=0.75)


def test_half_of_the_skills_by_name_is_half_a_sign() -> None:
    asked = requirement(kind=Kind.HARD, concepts=(("python",), ("sql",)))
    assert signs_of(asked, SHOWN) == Signs("work by name", 0.0, (1 + 0) / 2, 0.0)


def test_a_level_is_the_sign_of_a_language() -> None:
    german = requirement(kind=Kind.LANGUAGE, concepts=(("german",),), level="B2")
    speaks = profile(statement("German"), languages=(LanguageSkill("german", "C1", 0),))
    assert signs_of(german, speaks) == Signs("language", 0.0, 0.0, 0.0, level=1.0)


def test_the_share_of_the_years_is_the_level_of_years() -> None:
    asked = requirement(kind=Kind.EXPERIENCE, years=3)
    person = profile(statement("Python", "python", period=NOW), roles=(NOW,))
    months = AS_OF - NOW.start
    assert signs_of(asked, person) == Signs("years", 0.0, 1.0, 0.0, level=months / 36)


def test_a_denial_has_no_signs() -> None:
    assert signs_of(requirement(), DENIED) is None
