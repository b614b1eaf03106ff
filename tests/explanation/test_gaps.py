"""A gap is trainable where something near it is shown, and fundamental where nothing is."""

from dataclasses import replace

import numpy as np
import pytest

from matcher.explanation import Alike, Terms, gap_in_words, match_report, with_gaps
from matcher.explanation.gaps import LEVEL, LINES
from matcher.records import (
    Evidence,
    Gap,
    Importance,
    Kind,
    Match,
    Mention,
    Nearness,
    Note,
    Polarity,
    Profile,
    Requirement,
    Row,
    Rung,
    Setting,
    Statement,
    Status,
)

TEXT = "Built stacks in Pulumi.\nRan servers.\nKept logs.\nWrote scripts.\nOn call.\nNo Terraform."
LINES_OF = TEXT.split("\n")
NEAR = {"terraform": {"pulumi", "cloudformation"}}


def statement(place: int, *skills: str, **more: object) -> Statement:
    line = LINES_OF[place]
    start = TEXT.index(line)
    made = Statement(
        line.upper(), start, start + len(line), 1, Setting.ROLE, Polarity.SHOWN,
        mentions=tuple(Mention(skill, 0, 1) for skill in skills),
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def profile(*statements: Statement) -> Profile:
    return Profile("ravi", statements or tuple(statement(place) for place in range(5)))


def requirement(*groups: tuple[str, ...], kind: Kind = Kind.TOOL) -> Requirement:
    return Requirement(1, "Terraform", 0, 9, Importance.MUST, kind, 1.0, groups)


def match(status: Status = Status.MISSING, **more: object) -> Match:
    row = Row("Terraform", 1, "must", 0.0, 10.0, status, None)
    context = Row("context", None, "context", 0.0, 33.0, Status.MISSING, None)
    changed = replace(row, **more)  # type: ignore[arg-type]
    return Match("ravi", "ravi.pdf", 0.0, (0, 1), (changed, context))


def gap(
    asked: Requirement,
    shown: Profile,
    cosines: list[float] | None = None,
    **of_row: object,
) -> Gap | None:
    """Return the gap of the one row; ordinary lines have mean 0.1 and standard deviation 0.1."""
    row = [cosines or [0.0] * len(shown.statements)]
    one = np.ones(1, dtype=np.float32)
    alike = Alike(np.array(row, dtype=np.float32), 0.1 * one, 0.1 * one)
    terms = Terms(lambda concept: NEAR.get(concept, ()), str.title)
    found = with_gaps(match(**of_row), [asked], shown, TEXT, alike, terms)  # type: ignore[arg-type]
    assert found.rows[1].gap is None  # the context is no gap
    return found.rows[0].gap


def test_a_neighbouring_skill_makes_it_trainable_and_its_line_is_quoted_from_the_cv() -> None:
    shown = profile(statement(0, "pulumi"), statement(1))
    found = gap(requirement(("terraform",)), shown)
    assert found == Gap(Nearness.SKILL, "Pulumi", LINES_OF[0], 0, len(LINES_OF[0]), 1)
    assert found.trainable


def test_of_two_neighbours_the_line_that_is_most_alike_is_quoted() -> None:
    shown = profile(statement(0, "pulumi"), statement(1, "cloudformation"))
    found = gap(requirement(("terraform",)), shown, [0.2, 0.3])
    assert found is not None
    assert (found.neighbour, found.text) == ("Cloudformation", LINES_OF[1])


@pytest.mark.parametrize("polarity", [Polarity.NEGATED, Polarity.ASPIRED])
def test_a_neighbour_that_is_denied_or_wished_for_is_not_shown(polarity: Polarity) -> None:
    shown = profile(statement(0, "pulumi", polarity=polarity))
    assert gap(requirement(("terraform",)), shown) == Gap(Nearness.NOTHING)


def test_several_lines_about_such_work_make_it_trainable() -> None:
    level = 0.1 + LEVEL * 0.1
    cosines = [level + 0.02, level - 0.01, level, level + 0.01, level]
    assert len(cosines) == LINES  # their mean: level + 0.02 / 5
    found = gap(requirement(("terraform",)), profile(), cosines)
    assert found == Gap(Nearness.WORK, "", LINES_OF[0], 0, len(LINES_OF[0]), 1)


def test_one_line_that_is_very_alike_says_nothing() -> None:
    level = 0.1 + LEVEL * 0.1
    assert gap(requirement(("terraform",)), profile(), [0.9, 0, 0, 0, 0]) == Gap(Nearness.NOTHING)
    assert level > 0.9 / LINES


def test_lists_and_denials_are_no_work() -> None:
    shown = profile(
        *(statement(place, setting=Setting.LIST) for place in range(4)),
        statement(4, polarity=Polarity.NEGATED),
    )
    assert gap(requirement(("terraform",)), shown, [0.9] * 5) == Gap(Nearness.NOTHING)


def test_the_thing_itself_shown_too_little_is_trainable() -> None:
    shown = profile(statement(0, "terraform"), statement(1))
    found = gap(requirement(("terraform",)), shown, status=Status.PARTLY)
    assert found is not None
    assert (found.near, found.text) == (Nearness.PART, LINES_OF[0])


def test_a_line_that_proves_a_part_is_near_what_is_asked_and_a_nearest_line_is_not() -> None:
    evidence = Evidence("x", 0, 5, 1, Rung.RECENT_ROLE)
    partly = {"status": Status.PARTLY, "evidence": evidence}
    proven = gap(requirement(("terraform",)), profile(), chance=0.8, **partly)
    assert proven == Gap(Nearness.PART, "", "Built", 0, 5, 1)
    assert gap(requirement(("terraform",)), profile(), chance=0.7, **partly) == Gap(
        Nearness.NOTHING
    )


def test_what_a_line_proves_of_one_part_brings_another_part_no_nearer() -> None:
    evidence = Evidence("x", 0, 5, 1, Rung.RECENT_ROLE)
    asked, shown = requirement(("git",), ("terraform",)), profile(statement(0, "git"))
    found = gap(asked, shown, status=Status.PARTLY, evidence=evidence, points=5.0)
    assert found == Gap(Nearness.NOTHING)


def test_only_the_part_that_is_lacking_is_looked_at() -> None:
    shown = profile(statement(0, "git"), statement(1, "pulumi"))
    found = gap(requirement(("git",), ("terraform",)), shown, status=Status.PARTLY)
    assert found is not None
    assert (found.near, found.neighbour) == (Nearness.SKILL, "Pulumi")


def test_a_language_below_the_level_asked_is_trainable_and_another_language_is_not_near() -> None:
    asked = requirement(("terraform",), kind=Kind.LANGUAGE)
    shown = profile(statement(0, "pulumi"))
    evidence = Evidence("x", 0, 5, 1, Rung.LIST)
    below = gap(asked, shown, status=Status.PARTLY, evidence=evidence)
    assert below == Gap(Nearness.PART, "", "Built", 0, 5, 1)
    assert gap(asked, shown) == Gap(Nearness.NOTHING)


def test_what_is_met_is_no_gap() -> None:
    assert gap(requirement(("terraform",)), profile(), status=Status.MET) is None


def test_what_is_unclear_has_the_gap_that_it_would_have_if_it_were_missing() -> None:
    shown = profile(statement(0, "pulumi"), statement(1))
    missing = gap(requirement(("terraform",)), shown)
    assert missing is not None
    assert gap(requirement(("terraform",)), shown, status=Status.UNCLEAR) == missing


@pytest.mark.parametrize(
    ("kind", "code"), [(Kind.LANGUAGE, "no languages"), (Kind.EDUCATION, "education unclear")]
)
def test_a_cv_that_tells_no_level_shows_no_gap_in_it(kind: Kind, code: str) -> None:
    asked = requirement(("terraform",), kind=kind)
    unclear = {"status": Status.UNCLEAR, "note": Note(code)}
    assert gap(asked, profile(), **unclear) is None
    not_listed = {"status": Status.UNCLEAR, "note": Note("language not listed")}
    assert gap(asked, profile(), **not_listed) == Gap(Nearness.NOTHING)


def test_behaviour_is_no_gap() -> None:
    asked = requirement(("terraform",), kind=Kind.SOFT)
    assert gap(asked, profile(), status=Status.PARTLY) is None


def test_a_cv_without_statements_has_fundamental_gaps() -> None:
    assert gap(requirement(("terraform",)), Profile("ravi", ())) == Gap(Nearness.NOTHING)


# --- in words -------------------------------------------------------------------------------------
SKILL = Gap(Nearness.SKILL, "Pulumi", "Built  stacks\nin Pulumi.", 0, 24, None)


def test_a_gap_is_put_in_the_readers_language() -> None:
    assert gap_in_words(SKILL, "en") == (
        "trainable: shows Pulumi, which is near it (“Built stacks in Pulumi.”)"
    )
    assert gap_in_words(SKILL, "nl") == (
        "aanleerbaar: toont Pulumi, dat er dicht bij ligt (“Built stacks in Pulumi.”)"
    )
    assert gap_in_words(SKILL, "de") == gap_in_words(SKILL, "en")
    assert gap_in_words(SKILL, "en", quote=False) == "trainable: shows Pulumi, which is near it"
    assert gap_in_words(Gap(Nearness.NOTHING), "nl").startswith("fundamenteel: niets in het cv")


def test_what_is_not_said_to_be_missing_is_not_said_to_lack_anything_near() -> None:
    nothing = Gap(Nearness.NOTHING)
    words = "fundamenteel: niets in het cv komt in de buurt"
    assert gap_in_words(nothing, "nl") == words
    assert gap_in_words(nothing, "nl", status=Status.UNCLEAR) == f"ontbreekt het, dan {words}"
    assert gap_in_words(nothing, "nl", status=Status.PARTLY) == f"wat ontbreekt, is {words}"
    shows = gap_in_words(SKILL, "en")
    assert gap_in_words(SKILL, "en", status=Status.PARTLY) == shows
    assert gap_in_words(SKILL, "en", status=Status.UNCLEAR) == f"if it is lacking, it is {shows}"


def test_a_long_line_is_cut_inside_a_sentence() -> None:
    long = replace(SKILL, text="word " * 100)
    assert len(gap_in_words(long, "en")) < 200
    assert "…”" in gap_in_words(long, "en")


def test_a_gap_is_reported_beside_its_row() -> None:
    row = replace(match().rows[0], gap=SKILL)
    (told,) = match_report(replace(match(), rows=(row,)), "en")["rows"]
    assert told["gap"] == {
        "kind": "trainable",
        "near": "skill",
        "neighbour": "Pulumi",
        "quote": {"text": SKILL.text, "start": 0, "end": 24, "page": None},
        "words": gap_in_words(SKILL, "en"),
    }
    fundamental = replace(row, gap=Gap(Nearness.NOTHING))
    (told,) = match_report(replace(match(), rows=(fundamental,)), "en")["rows"]
    assert (told["gap"]["kind"], told["gap"]["quote"]) == ("fundamental", None)
