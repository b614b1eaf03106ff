"""What a requirement of each kind earns: rungs, denials, years, levels, and what is unclear."""

from dataclasses import replace
from itertools import pairwise

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

from matcher.calendar import month
from matcher.ranking import Weights, rung_of, worth_of
from matcher.records import (
    EDUCATION_SCALE,
    LANGUAGE_SCALE,
    Importance,
    Kind,
    LanguageSkill,
    Period,
    Polarity,
    Profile,
    Requirement,
    Rung,
    Setting,
    Statement,
    Status,
)

LINE = "Python"
LADDER = (
    (Rung.RECENT_ROLE, statement(LINE, "python", period=NOW)),
    (Rung.OLDER_ROLE, statement(LINE, "python", period=LONG_AGO)),
    (Rung.PROJECT, statement(LINE, "python", setting=Setting.PROJECT)),
    (Rung.SUMMARY, statement(LINE, "python", setting=Setting.SUMMARY)),
    (Rung.LIST, statement(LINE, "python", setting=Setting.LIST)),
    (Rung.ASPIRATION, statement(LINE, "python", polarity=Polarity.ASPIRED)),
    (Rung.NEGATION, statement(LINE, "python", polarity=Polarity.NEGATED)),
)


# --- rungs ----------------------------------------------------------------------------------
def test_the_same_words_earn_less_on_each_lower_rung_and_nothing_as_wish_or_denial() -> None:
    points = [row(requirement(), profile(line), meaning=[[1.0]]).points for _, line in LADDER]
    assert points == [100 * RUNGS[rung] for rung, _ in LADDER]
    assert all(higher > lower for higher, lower in pairwise(points[:6]))
    assert points[5:] == [0, 0]


def test_the_shipped_rungs_stand_in_that_order_and_wish_and_denial_count_nothing() -> None:
    worth = [Weights().rungs[rung] for rung, _ in LADDER]
    assert all(higher > lower for higher, lower in pairwise(worth[:6]))
    assert (worth[0], *worth[5:]) == (1, 0, 0)


@pytest.mark.parametrize(("rung", "line"), LADDER)
def test_the_row_names_the_rung_of_the_line_it_quotes(rung: Rung, line: Statement) -> None:
    found = row(requirement(), profile(line), meaning=[[1.0]])
    quoted = found.evidence and found.evidence.rung
    assert quoted == (None if rung is Rung.ASPIRATION else rung)


@pytest.mark.parametrize(
    ("setting", "rung"), [(Setting.EDUCATION, Rung.PROJECT), (Setting.OTHER, Rung.LIST)]
)
def test_a_course_counts_as_a_project_and_any_other_place_as_a_list(
    setting: Setting, rung: Rung
) -> None:
    assert rung_of(statement(setting=setting), as_of=AS_OF, recent_months=24) is rung


@pytest.mark.parametrize(
    ("period", "rung"),
    [
        (None, Rung.OLDER_ROLE),
        (Period(AS_OF - 100, None), Rung.RECENT_ROLE),
        (Period(AS_OF - 100, AS_OF - 23), Rung.RECENT_ROLE),
        (Period(AS_OF - 100, AS_OF - 24), Rung.OLDER_ROLE),
    ],
)
def test_a_role_is_recent_while_it_lasts_and_for_so_many_months(
    period: Period | None, rung: Rung
) -> None:
    assert rung_of(statement(period=period), as_of=AS_OF, recent_months=24) is rung


@pytest.mark.parametrize(
    ("months", "worth"),
    [
        (None, 1.0),  # it lasts
        (0, 1.0),
        (12, 1.0),  # 36 - 48 / 2: from here on it falls
        (24, 1.0 - 0.125 * 12 / 48),
        (36, 1.0 - 0.125 * 24 / 48),
        (60, 0.875),
        (400, 0.875),
    ],
)
def test_what_a_role_is_worth_falls_a_little_each_month_since_it_ended(
    months: int | None, worth: float
) -> None:
    weights = replace(WEIGHTS, recent_months=36, fade_months=48)
    line = statement(period=Period(1, None if months is None else AS_OF - months))
    rung = rung_of(line, as_of=AS_OF, recent_months=36)
    assert worth_of(line, rung, as_of=AS_OF, weights=weights) == pytest.approx(worth)


def test_without_recency_no_role_loses_by_its_age_or_for_want_of_dates() -> None:
    weights = replace(WEIGHTS, recency=False)
    for period in (None, Period(1, 2), Period(AS_OF, None)):
        line = statement(period=period)
        rung = rung_of(line, as_of=AS_OF, recent_months=24)
        assert worth_of(line, rung, as_of=AS_OF, weights=weights) == 1.0
    denied = statement(polarity=Polarity.NEGATED)
    assert worth_of(denied, Rung.NEGATION, as_of=AS_OF, weights=weights) == 0.0


@pytest.mark.parametrize("setting", list(Setting))
@pytest.mark.parametrize(
    ("polarity", "rung"),
    [(Polarity.NEGATED, Rung.NEGATION), (Polarity.ASPIRED, Rung.ASPIRATION)],
)
def test_a_denial_or_a_wish_is_one_wherever_it_stands(
    setting: Setting, polarity: Polarity, rung: Rung
) -> None:
    line = statement(setting=setting, polarity=polarity)
    assert rung_of(line, as_of=AS_OF, recent_months=24) is rung


# --- skills ---------------------------------------------------------------------------------
def test_a_skill_by_name_and_a_likeness_of_the_sentence_are_weighed_by_kind() -> None:
    weights = replace(
        WEIGHTS,
        named={Kind.TOOL: 0.75, Kind.HARD: 0.25},
        unnamed={Kind.TOOL: 0.125, Kind.HARD: 0.875},
    )
    for kind, share in weights.named.items():
        line = profile(statement(LINE, "python", setting=Setting.LIST), statement("Java services"))
        found = row(requirement(kind=kind), line, meaning=[[0.0, 0.5]], weights=weights)
        # named in a list (0.5), and half alike in a role (0.5, more than 0.5 x 0.5)
        by_name = share * 0.5 + (1 - share) * max(0.5, 0.5 * 0.5)
        assert found.points == 100 * max(by_name, weights.unnamed[kind] * 0.5)
        only_alike = profile(statement("Java services"))
        found = row(requirement(kind=kind), only_alike, meaning=[[1.0]], weights=weights)
        strength = max(1 - share, weights.unnamed[kind])
        assert found.points == (100 * strength if strength >= weights.partly else 0)


def test_letters_count_for_less_than_meaning() -> None:
    asked, person = requirement(concepts=()), profile(statement("Voorraadbeheer"))
    assert row(asked, person, letters=[[1.0]]).points == 100 * WEIGHTS.lexical
    assert row(asked, person, meaning=[[0.75]], letters=[[1.0]]).points == 100 * 0.75


def test_any_of_a_group_will_do_and_every_group_is_asked() -> None:
    asked = requirement(concepts=(("python", "java"), ("sql",)))
    java = profile(statement("Java", "java"))
    both = profile(statement("Java", "java"), statement("SQL", "sql"))
    named = 1 / 2
    assert row(asked, java).points == 100 * (0.5 * named + 0.5 * named**2)
    assert row(asked, both).points == 100
    assert row(requirement(concepts=(("python", "java"),)), java).points == 100


def test_of_some_of_a_list_the_best_so_many_count_and_more_are_not_better() -> None:
    asked = replace(requirement(concepts=(("python",), ("java",), ("sql",))), least=2)
    lines = [statement("Java", "java"), statement("SQL", "sql"), statement("Python", "python")]
    earned = [row(asked, profile(*lines[:count])).points for count in (1, 2, 3)]
    assert earned == [100 * (0.5 / 2 + 0.5 / 4), 100, 100]


def test_what_is_no_evidence_earns_nothing_and_is_not_quoted() -> None:
    found = row(requirement(), profile(statement("Welding")), meaning=[[0.25]])
    assert (found.points, found.status, found.evidence) == (0, Status.MISSING, None)
    assert found.note is not None
    assert found.note.code == "nothing found"


def test_the_line_that_names_most_of_what_is_asked_is_quoted() -> None:
    asked = requirement(concepts=(("python",), ("sql",), ("dbt",)))
    person = profile(statement("Python", "python"), statement("SQL and dbt", "sql", "dbt"))
    found = row(asked, person, meaning=[[0.75, 0.25]])
    assert found.evidence is not None
    assert found.evidence.text == "SQL and dbt"


def test_a_skill_shows_the_wider_skills_that_it_is_part_of() -> None:
    wider = {"kafka": frozenset({"streaming"})}
    asked = requirement(concepts=(("streaming",),))
    person = profile(statement("Kafka", "kafka"))
    assert row(asked, person).points == 0
    assert row(asked, person, wider=wider).points == 100
    assert row(requirement(concepts=(("kafka",),)), person, wider=wider).points == 100


def test_a_denial_of_a_skill_is_no_denial_of_the_wider_one() -> None:
    wider = {"kafka": frozenset({"streaming"})}
    denial = statement("No Kafka", "kafka", polarity=Polarity.NEGATED)
    found = row(requirement(concepts=(("streaming",),)), profile(denial), wider=wider)
    assert (found.points, found.note and found.note.code) == (0, "nothing found")


def test_a_certificate_is_held_or_not_wherever_it_stands() -> None:
    asked = requirement(kind=Kind.CERTIFICATE, concepts=(("licence-c",),))
    listed = profile(statement("Rijbewijs C", "licence-c", setting=Setting.LIST))
    wished = profile(statement("Rijbewijs C", "licence-c", polarity=Polarity.ASPIRED))
    assert row(asked, listed).points == 100
    assert row(asked, wished).points == 0


# --- denials --------------------------------------------------------------------------------
DENIAL = statement("No experience with Python", "python", polarity=Polarity.NEGATED)


@pytest.mark.parametrize("kind", [Kind.TOOL, Kind.HARD, Kind.EXPERIENCE, Kind.CERTIFICATE])
@pytest.mark.parametrize("years", [None, 3.0])
@pytest.mark.parametrize("roles", [(), (LONG_AGO,)])
def test_a_denial_earns_nothing_and_is_quoted(
    kind: Kind, years: float | None, roles: tuple[Period, ...]
) -> None:
    person = profile(statement("Java services", period=LONG_AGO), DENIAL, roles=roles)
    found = row(requirement(kind=kind, years=years), person, meaning=[[0.75, 1.0]])
    assert (found.points, found.status) == (0, Status.MISSING)
    assert found.note is not None
    assert found.note.code == "denied"
    assert found.evidence is not None
    assert (found.evidence.text, found.evidence.rung) == (DENIAL.text, Rung.NEGATION)


def test_a_denied_soft_skill_is_not_unclear() -> None:
    found = row(requirement(kind=Kind.SOFT), profile(DENIAL), meaning=[[1.0]])
    assert (found.points, found.status) == (0, Status.MISSING)


def test_a_denial_beside_a_showing_takes_nothing_away() -> None:
    shown = statement("Python services", "python")
    alone = row(requirement(), profile(shown), meaning=[[0.5]])
    beside = row(requirement(), profile(DENIAL, shown), meaning=[[1.0, 0.5]])
    assert beside.points == alone.points > 0
    assert beside.evidence is not None
    assert beside.evidence.text == "Python services"


def test_a_denial_beside_a_bare_mention_takes_nothing_away() -> None:
    listed = statement("Python", "python", setting=Setting.LIST)
    weights = replace(WEIGHTS, met=0.75)
    alone = row(requirement(), profile(listed), weights=weights)
    beside = row(requirement(), profile(DENIAL, listed), weights=weights)
    assert beside.points == alone.points > 0
    assert beside.status is Status.PARTLY


def test_a_denial_of_another_skill_takes_nothing_away() -> None:
    denial = statement("No Java", "java", polarity=Polarity.NEGATED)
    shown = statement("Python services", "python")
    assert row(requirement(), profile(denial, shown)).points == 100


def test_a_denied_alternative_takes_nothing_away() -> None:
    asked = requirement(concepts=(("python", "java"),))
    assert row(asked, profile(DENIAL, statement("Java services", "java"))).points == 100


def test_no_likeness_outweighs_a_denial() -> None:
    weights = replace(WEIGHTS, unnamed=dict.fromkeys(Kind, 1.0))
    person = profile(statement("Pythonic services"), DENIAL)
    found = row(requirement(kind=Kind.HARD), person, meaning=[[1.0, 1.0]], weights=weights)
    assert (found.points, found.note and found.note.code) == (0, "denied")


def test_a_wish_is_no_denial() -> None:
    wish = statement("Would like to learn Python", "python", polarity=Polarity.ASPIRED)
    found = row(requirement(), profile(wish), meaning=[[1.0]])
    assert found.note is not None
    assert (found.points, found.note.code) == (0, "nothing found")


# --- years ----------------------------------------------------------------------------------
JAN = month(2020, 1)


def years_asked(
    years: float, concepts: tuple[tuple[str, ...], ...] = (("python",),)
) -> Requirement:
    return requirement(kind=Kind.EXPERIENCE, years=years, concepts=concepts)


def worked(*spans: tuple[int, int]) -> Profile:
    periods = [Period(JAN + start, JAN + end) for start, end in spans]
    lines = [statement(f"Python {n}", "python", period=p) for n, p in enumerate(periods)]
    return profile(*lines, roles=tuple(periods))


@pytest.mark.parametrize(
    ("spans", "months"),
    [
        ([(0, 12)], 12),
        ([(0, 12), (12, 18)], 12 + 6),
        ([(0, 12), (6, 18)], 12 + 12 - 6),
        ([(0, 18), (6, 12)], 18),
        ([(6, 12), (0, 6), (24, 30)], 6 + 6 + 6),
    ],
)
def test_years_are_the_union_of_roles_so_overlaps_count_once(
    spans: list[tuple[int, int]], months: int
) -> None:
    found = row(years_asked(3), worked(*spans))
    assert found.points == round(100 * months / 36, 2)
    assert found.status is Status.PARTLY
    assert found.note is not None
    assert (found.note.code, found.note.asked) == ("years", "3")
    assert float(found.note.shown) == pytest.approx(months / 12, abs=0.05)


def test_as_many_years_as_asked_are_enough_and_more_are_not_better() -> None:
    for months in (36, 37, 60):
        found = row(years_asked(3), worked((0, months)))
        assert (found.points, found.status) == (100, Status.MET)


def test_a_role_that_lasts_counts_up_to_the_month_of_asking() -> None:
    since = Period(AS_OF - 9, None)
    person = profile(statement("Python", "python", period=since), roles=(since,))
    assert row(years_asked(1), person).points == 100 * 9 / 12


def test_years_of_a_skill_count_only_roles_that_use_it() -> None:
    python, java = Period(JAN, JAN + 12), Period(JAN + 12, JAN + 48)
    person = profile(
        statement("Python", "python", period=python),
        statement("Java", "java", period=java),
        roles=(python, java),
    )
    assert row(years_asked(4), person).points == 100 * 12 / 48
    assert row(years_asked(4), person, meaning=[[0.0, 1.0]]).points == 100 * 48 / 48


@pytest.mark.parametrize(
    "line",
    [
        statement("Python", "python", setting=Setting.PROJECT, period=LONG_AGO),
        statement("Python", "python", setting=Setting.SUMMARY, period=LONG_AGO),
        statement("Python", "python", period=None),
    ],
)
def test_a_skill_outside_dated_roles_leaves_its_years_unclear(line: Statement) -> None:
    found = row(years_asked(3), profile(line, roles=(LONG_AGO,)))
    assert found.status is Status.UNCLEAR
    assert 0 < found.points < found.most
    assert found.note is not None
    assert found.note.code == "no dates"


@pytest.mark.parametrize("polarity", [Polarity.ASPIRED, Polarity.NEGATED])
def test_a_wish_or_denial_within_a_role_is_no_experience(polarity: Polarity) -> None:
    line = statement("Python", "python", polarity=polarity, period=LONG_AGO)
    found = row(years_asked(3), profile(line, roles=(LONG_AGO,)), meaning=[[1.0]])
    assert (found.points, found.status) == (0, Status.MISSING)


def test_a_role_with_a_wish_adds_no_years_to_those_that_are_shown() -> None:
    python, other = Period(JAN, JAN + 12), Period(JAN + 12, JAN + 36)
    wish = statement("Python", "python", polarity=Polarity.ASPIRED, period=other)
    shown = statement("Python", "python", period=python)
    person = profile(shown, wish, roles=(python, other))
    assert row(years_asked(3), person, meaning=[[1.0, 1.0]]).points == round(100 * 12 / 36, 2)


def test_dated_roles_without_the_skill_are_no_experience() -> None:
    other = profile(statement("Welding", period=LONG_AGO), roles=(LONG_AGO,))
    found = row(years_asked(3), other)
    assert (found.points, found.status) == (0, Status.MISSING)


def test_years_without_a_named_skill_count_roles_like_the_rest_of_the_vacancy() -> None:
    years = years_asked(3, concepts=())
    about = requirement(2, text="Building data pipelines", concepts=())
    first, second, bar = (Period(JAN + n, JAN + n + 9) for n in (0, 9, 18))
    person = profile(
        statement("Experience with data", period=first),
        statement("Built pipelines", period=second),
        statement("Served beer", period=bar),
        roles=(first, second, bar),
    )
    likeness = [[1.0, 0.0, 0.0], [0.0, 0.9, 0.0]]
    found, _ = match([years, about], person, meaning=likeness).rows
    assert found.points == found.most * (9 + 9) / 36
    off = replace(about, importance=Importance.OFF)
    (found,) = match([years, off], person, meaning=likeness).rows
    assert found.points == found.most * 9 / 36


def test_years_of_less_than_a_month_are_one_month() -> None:
    assert row(years_asked(0.01), worked((0, 1))).points == 100


# --- education and languages ----------------------------------------------------------------
def test_each_level_of_education_below_the_one_asked_earns_less() -> None:
    asked = requirement(kind=Kind.EDUCATION, concepts=(), level="hbo")
    line = statement("A degree", setting=Setting.EDUCATION)
    points = {
        level: row(asked, profile(line, education=(level, 0))).points for level in EDUCATION_SCALE
    }
    place = EDUCATION_SCALE.index("hbo")
    assert {points[level] for level in EDUCATION_SCALE[place:]} == {100}
    below = [points[level] for level in EDUCATION_SCALE[place::-1]]
    assert below == sorted(below, reverse=True)
    assert below[0] > below[1] > below[2]
    assert below[-1] == 0


def test_an_education_row_quotes_the_degree_and_names_both_levels() -> None:
    asked = requirement(kind=Kind.EDUCATION, concepts=(), level="hbo")
    lines = (statement("Built it"), statement("MBO Logistics", setting=Setting.EDUCATION))
    found = row(asked, profile(*lines, education=("mbo4", 1)))
    assert found.evidence is not None
    assert found.evidence.text == "MBO Logistics"
    assert found.note is not None
    assert (found.note.code, found.note.shown, found.note.asked) == ("education", "mbo4", "hbo")


def test_a_cv_without_a_level_of_education_is_unclear_not_missing() -> None:
    asked = requirement(kind=Kind.EDUCATION, concepts=(), level="hbo")
    found = row(asked, profile(statement()))
    assert found.status is Status.UNCLEAR
    assert 0 < found.points < found.most


def german(level: str | None = "B2") -> Requirement:
    return requirement(kind=Kind.LANGUAGE, concepts=(("german",),), level=level)


def speaks(*skills: tuple[str, str | None], language: str = "und") -> Profile:
    lines = [statement(name, setting=Setting.LIST) for name, _ in skills]
    spoken = tuple(LanguageSkill(name, level, n) for n, (name, level) in enumerate(skills))
    return profile(*lines, languages=spoken, language=language)


def test_each_level_of_a_language_below_the_one_asked_earns_less() -> None:
    points = {level: row(german(), speaks(("german", level))).points for level in LANGUAGE_SCALE}
    assert {points[level] for level in ("B2", "C1", "C2", "native")} == {100}
    assert 100 > points["B1"] > points["A2"] >= points["A1"]


def test_the_best_of_several_lines_on_a_language_counts() -> None:
    found = row(german(), speaks(("german", "A1"), ("dutch", "native"), ("german", "C1")))
    assert (found.points, found.status) == (100, Status.MET)


def test_a_language_that_is_asked_without_a_level_is_met_by_naming_it() -> None:
    for level in (None, "A1"):
        assert row(german(None), speaks(("german", level))).status is Status.MET


def test_of_some_languages_so_many_must_be_spoken() -> None:
    listed = (("dutch",), ("german",), ("french",))
    asked = replace(german(None), concepts=listed, least=2)
    for spoken, status in (
        ([("dutch", "native")], Status.PARTLY),
        ([("dutch", "native"), ("spanish", "C1")], Status.PARTLY),
        ([("dutch", "native"), ("french", "B1")], Status.MET),
        ([("spanish", "C1")], Status.MISSING),
        ([], Status.UNCLEAR),
    ):
        assert row(asked, speaks(*spoken)).status is status
    assert row(asked, speaks(("french", "B1"), language="nl")).status is Status.MET


def test_a_language_without_a_level_is_unclear_where_a_level_is_asked() -> None:
    found = row(german(), speaks(("german", None)))
    assert found.status is Status.UNCLEAR
    assert 0 < found.points < found.most


def test_a_cv_that_names_no_languages_is_unclear_and_one_that_names_others_lacks_it() -> None:
    unclear = row(german(), profile(statement()))
    assert unclear.status is Status.UNCLEAR
    assert 0 < unclear.points < unclear.most
    missing = row(german(), speaks(("dutch", "native")))
    assert (missing.points, missing.status) == (0, Status.MISSING)


@pytest.mark.parametrize("person", [speaks(language="de"), speaks(("german", None), language="de")])
def test_a_cv_written_in_the_language_shows_it(person: Profile) -> None:
    found = row(german(), person)
    assert (found.points, found.status) == (100, Status.MET)
    assert found.note is not None
    assert found.note.code == "written in"


def test_a_level_that_a_cv_states_counts_before_the_language_it_is_written_in() -> None:
    assert row(german("C1"), speaks(("german", "A2"), language="de")).points < 100


# --- unclear --------------------------------------------------------------------------------
def test_a_soft_skill_that_nothing_speaks_of_is_unclear_not_missing() -> None:
    found = row(requirement(kind=Kind.SOFT), profile(statement("Python", "python")),
                meaning=[[0.0]])  # fmt: skip
    assert found.status is Status.MET  # it is named
    found = row(requirement(kind=Kind.SOFT), profile(statement("Welding")))
    assert found.status is Status.UNCLEAR
    assert (found.evidence, found.points) == (None, 100 * WEIGHTS.unclear)


def test_a_soft_skill_that_is_partly_shown_earns_no_less_than_one_that_is_unclear() -> None:
    asked = requirement(kind=Kind.SOFT, concepts=())
    person = profile(statement("Talked with customers"))
    partly = row(asked, person, meaning=[[WEIGHTS.partly]])
    assert partly.status is Status.PARTLY
    assert partly.points >= row(asked, person).points


def test_an_unclear_must_have_is_not_counted_as_met() -> None:
    found = match([requirement(kind=Kind.SOFT, concepts=())], profile(statement("Welding")))
    assert found.must_met == (0, 1)


def test_years_of_no_named_kind_are_counted_over_the_roles_that_show_what_else_is_asked() -> None:
    vague = requirement(
        2, text="Minimaal 4 jaar werkervaring", kind=Kind.EXPERIENCE, years=4, concepts=()
    )
    line, other = statement(LINE, "python", period=NOW), statement("Soup", period=LONG_AGO)
    person = profile(line, other, roles=(NOW, LONG_AGO))
    found = match([requirement(), vague], person, meaning=[[1.0, 0.0], [0.0, 0.0]]).rows[1]
    months = AS_OF - NOW.start
    assert found.note is not None
    assert (found.note.code, found.note.shown) == ("years", f"{months / 12:.1f}")
    assert found.points == pytest.approx(50 * months / 48, abs=0.01)


def test_years_of_no_named_kind_are_missing_where_no_role_shows_what_else_is_asked() -> None:
    vague = requirement(2, text="3 years of experience", kind=Kind.EXPERIENCE, years=3, concepts=())
    person = profile(statement("Soup", period=NOW), roles=(NOW,))
    found = match([requirement(), vague], person, meaning=[[0.0], [0.0]]).rows[1]
    assert (found.status, found.points) == (Status.MISSING, 0)
