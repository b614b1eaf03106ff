"""Is what a candidate lacks trainable, or fundamental?

In:  a match, its vacancy, the candidate's profile and text; how alike requirements and statements
     are, and what ordinary lines reach; the neighbours of a skill
Out: the match with a `Gap` on each row that is missing, unclear or partly met
Why: recruiters tell two gaps apart: one that a course closes, since a neighbouring skill is shown,
     and one with nothing near it. In this order: the thing itself is shown, but too little of it; a
     neighbouring skill is shown by name; several lines are about such work. One line says nothing:
     the likest of twenty is always like something, and often it says that the skill is lacking

On 27 such rows of 20 people of the sample, the mean of the shares of trainable and of fundamental
gaps told rightly is 0.84 (0.59 to 1.00), also with the level set on the other vacancies; neighbours
by name alone reach 0.87, likeness alone 0.76, the likest line instead of five 0.70: on so few rows
none of these can be told apart (benchmarks/quality/gaps.py). Another 14 rows are met by the
ranking, 12 of which were marked as trainable: what is called met has no gap.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matcher.explanation.proof import proves
from matcher.records import (
    Gap,
    Kind,
    Match,
    Nearness,
    Polarity,
    Profile,
    Requirement,
    Row,
    Setting,
    Statement,
    Status,
)

LINES = 5  # likest lines whose mean is taken
LEVEL = 2.0  # standard deviations above ordinary lines from which the work is near
_UNTOLD = (  # the CV does not tell, so no gap in it either
    "no languages", "language untold", "education unclear", "field untold", "level untold",
    "paper untold",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Alike:
    """How like a requirement the statements of one candidate are."""

    cosines: NDArray[np.float32]  # (r, s)
    mean: NDArray[np.float32]  # (r,) of ordinary lines in the CV's language
    spread: NDArray[np.float32]  # (r,) standard deviation of the same


@dataclass(frozen=True, slots=True)
class Terms:
    """What is known of skills."""

    near: Callable[[str], Collection[str]]  # concept -> its neighbours
    label: Callable[[str], str]  # concept -> its name in the vacancy's language


def with_gaps(
    match: Match,
    requirements: Sequence[Requirement],
    profile: Profile,
    text: str,
    alike: Alike,
    terms: Terms,
) -> Match:
    """Return the match with a gap on each row that is missing, unclear or partly met.

    Parameters
    ----------
    match : of this candidate, with rows of these requirements
    requirements : of the vacancy, in the order of `alike`
    profile : the candidate's, whose statements are in the order of `alike`
    text : of the CV, which is quoted
    alike : (r, s) cosines and what is ordinary
    terms : what is known of skills
    """
    places = {r.number: place for place, r in enumerate(requirements)}
    shown = _shown(profile)
    rows = []
    for row in match.rows:
        if row.number is not None and row.status is not Status.MET:
            place = places[row.number]
            gap = _gap(row, requirements[place], place, profile, shown, alike, terms)
            row = replace(row, gap=gap and replace(gap, text=text[gap.start : gap.end]))
        rows.append(row)
    return replace(match, rows=tuple(rows))


def _shown(profile: Profile) -> dict[str, list[int]]:
    """Return, for each skill, the statements that show it."""
    shown: dict[str, list[int]] = {}
    for place, statement in enumerate(profile.statements):
        if statement.polarity is Polarity.SHOWN and statement.setting is not Setting.TITLE:
            for mention in statement.mentions:
                shown.setdefault(mention.concept, []).append(place)
    return shown


def _gap(
    row: Row,
    requirement: Requirement,
    place: int,
    profile: Profile,
    shown: Mapping[str, Sequence[int]],
    alike: Alike,
    terms: Terms,
) -> Gap | None:
    if requirement.kind is Kind.SOFT:  # a CV says too little of behaviour to call it a gap
        return None
    if row.note and row.note.code == "title only":  # and too little of the work
        return None
    if requirement.kind in (Kind.LANGUAGE, Kind.EDUCATION):  # their levels are on one scale
        return _of_level(row)
    cosines = alike.cosines[place]
    lacking = [group for group in requirement.concepts if not any(c in shown for c in group)]
    enough = requirement.least or len(requirement.concepts)
    if requirement.concepts and len(requirement.concepts) - len(lacking) >= enough:
        here = [line for group in requirement.concepts for c in group for line in shown.get(c, ())]
        return _at(profile, _likest(here, cosines), Nearness.PART)
    neighbours = {near for group in lacking for concept in group for near in terms.near(concept)}
    found = [(line, skill) for skill in sorted(neighbours) for line in shown.get(skill, ())]
    if found:
        line, skill = max(found, key=lambda one: (float(cosines[one[0]]), -one[0]))
        return _at(profile, line, Nearness.SKILL, terms.label(skill))
    if row.status is Status.PARTLY and proves(row) and len(lacking) == len(requirement.concepts):
        return _of_level(row)  # its own line shows a part
    lines = [i for i, statement in enumerate(profile.statements) if _tells(statement)]
    if not lines:
        untold = any(s.setting is Setting.TITLE for s in profile.statements)
        return None if untold else Gap(Nearness.NOTHING)
    likest = float(np.sort(cosines[lines])[-LINES:].mean())
    level = (likest - float(alike.mean[place])) / max(float(alike.spread[place]), 1e-6)
    if level >= LEVEL:
        return replace(_at(profile, _likest(lines, cosines), Nearness.WORK), level=level)
    return Gap(Nearness.NOTHING, level=level)


def _of_level(row: Row) -> Gap | None:
    if row.note and row.note.code in _UNTOLD:
        return None
    if row.status is Status.MISSING or row.evidence is None:
        return Gap(Nearness.NOTHING)
    evidence = row.evidence
    return Gap(Nearness.PART, "", evidence.text, evidence.start, evidence.end, evidence.page)


def _tells(statement: Statement) -> bool:
    bare = statement.setting in (Setting.LIST, Setting.TITLE)
    return statement.polarity is Polarity.SHOWN and not bare


def _likest(lines: Sequence[int], cosines: NDArray[np.float32]) -> int:
    return max(lines, key=lambda line: (float(cosines[line]), -line))


def _at(profile: Profile, line: int, near: Nearness, neighbour: str = "") -> Gap:
    statement = profile.statements[line]
    return Gap(near, neighbour, statement.text, statement.start, statement.end, statement.page)
