"""Are the facts that a requirement asks for in the CV: study, languages, papers?

In:  a requirement with what it asks of facts, and a `View` of the candidate
Out: a `Finding` that no chance moves, with a note of what was compared with what
Why: a level is reached or it is not, and a field is the one asked or another; how alike two
     sentences are says nothing of either ("Proficient multi-tasker" is no master's degree)
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from matcher.calendar import months_covered
from matcher.ranking.papers import find_papers
from matcher.ranking.view import ALIKE, DENIED, NO_EVIDENCE, Finding, View
from matcher.ranking.weights import Weights
from matcher.records import (
    EDUCATION_SCALE,
    LANGUAGE_SCALE,
    Degree,
    Kind,
    Note,
    Polarity,
    Profile,
    Requirement,
    Rung,
    Setting,
    Stage,
    Status,
)

_STEP_DOWN = (1.0, 0.6, 0.3)  # worth of a level that is 0, 1, 2 steps below the one asked
_SAME, _NEAR, _UNTOLD, _OTHER = "same", "near", "untold", "other"
_BY_FIELD = {_SAME: 1.0, _NEAR: 0.7, _UNTOLD: 0.6, _OTHER: 0.3}
_UNFINISHED = {Stage.RUNNING: 0.5, Stage.LEFT: 0.2}
_LEAST = 0.15  # strength of a degree from which it shows a part of the one asked
_COMPARED = Note("education")
_RUNNING = Note("education running")
_LEFT = Note("education left")
_RELEVANT = Note("field relevant")
_NEAR_FIELD = Note("field near")
_OTHER_FIELD = Note("field other")
_FIELD_UNTOLD = Note("field untold")
_LEVEL_UNTOLD = Note("level untold")
_STANDS_IN = 60  # months of such work that may stand in for a degree
_LIKELY = 24  # months from which it may be asked whether they do
_STOOD_IN = 0.5  # what they earn
_WRITES = LANGUAGE_SCALE.index("C1")  # the highest level that a CV in the language shows by itself


def find_fact(requirement: Requirement, view: View, weights: Weights) -> Finding | None:
    """Return what is found of a fact; None where the requirement asks for none."""
    if requirement.kind is Kind.CERTIFICATE:
        return find_papers(requirement, view)
    if requirement.kind is Kind.EDUCATION:
        return _education(requirement, view, weights)
    if requirement.kind is Kind.LANGUAGE:
        return _languages(requirement, view, weights)
    return None


# --- study ----------------------------------------------------------------------------------
def _education(requirement: Requirement, view: View, weights: Weights) -> Finding:
    asked = _asked(requirement)
    found = [_degree(requirement, degree, view, asked) for degree in _degrees(view.profile)]
    found = [_no_less_than_silence(one, weights) for one in found]
    best = max(found, key=lambda one: one.strength, default=None)
    if best is not None and best.status is Status.MET:
        return best
    if requirement.facts.or_experience:
        best = _or_experience(best, view, asked)
    if best is not None:
        return best
    note = Note("education unclear", "", asked)
    return Finding(weights.unclear, Status.UNCLEAR, None, note, fact=True)


def _no_less_than_silence(finding: Finding, weights: Weights) -> Finding:
    """Return a finding that earns no less than a CV that tells of none, or nothing at all.

    Whoever tells of a degree or a level that reaches a part would else gain by leaving it out.
    """
    least = 0.0 if finding.status is Status.MISSING else max(finding.strength, weights.unclear)
    return replace(finding, strength=least)


def _degrees(profile: Profile) -> Sequence[Degree]:
    if profile.degrees:
        return profile.degrees
    if profile.education is None:
        return ()
    level, place = profile.education
    return (Degree(level, (), place),)


def _degree(requirement: Requirement, degree: Degree, view: View, asked: str) -> Finding:
    """Return what one degree shows of the one asked: its level times its field."""
    running = degree.stage is Stage.RUNNING  # a wish that has begun
    if view.rungs[degree.statement] in NO_EVIDENCE and not running:
        wished = view.rungs[degree.statement] is Rung.ASPIRATION
        note = Note("paper wished", "", asked) if wished else DENIED
        return Finding(0.0, Status.MISSING, degree.statement, note, fact=True)
    field = _field(requirement, degree, view)
    by_level = _by_level(requirement.level, degree.level)
    strength = by_level * _BY_FIELD[field]
    if degree.stage is not Stage.HELD:
        strength *= _UNFINISHED[degree.stage]
        status = Status.PARTLY if strength >= _LEAST / 2 else Status.MISSING
        note = _RUNNING if degree.stage is Stage.RUNNING else _LEFT
    elif degree.level is None and not degree.fields:
        status, note = Status.UNCLEAR, _LEVEL_UNTOLD
    elif strength == 1.0 and _untold(requirement):
        strength, status, note = 0.8, Status.PARTLY, _RELEVANT
    elif strength == 1.0:
        status, note = Status.MET, _COMPARED
    elif by_level == 1.0 and field == _UNTOLD:
        status, note = Status.UNCLEAR, _FIELD_UNTOLD
    elif degree.level is None and requirement.level is not None and field != _OTHER:
        status, note = Status.UNCLEAR, _LEVEL_UNTOLD
    else:
        note = _OTHER_FIELD if field == _OTHER else _NEAR_FIELD if field == _NEAR else _COMPARED
        lacks = strength < _LEAST or (by_level < 1.0 and field == _OTHER)
        status = Status.MISSING if lacks else Status.PARTLY
        strength = 0.0 if lacks else strength
    shown = "|".join((degree.level or "level untold", *degree.fields[:2]))
    note = replace(note, shown=shown, asked=asked)
    return Finding(strength, status, degree.statement, note, fact=True)


def _untold(requirement: Requirement) -> bool:
    """Tell whether a relevant field is asked without saying which."""
    facts = requirement.facts
    return facts.related and not facts.studies and not facts.subject


def _field(requirement: Requirement, degree: Degree, view: View) -> str:
    facts = requirement.facts
    if not facts.studies and not facts.subject:
        return _SAME
    if facts.subject and _pattern(facts.subject).search(
        view.profile.statements[degree.statement].text
    ):
        return _SAME
    if not degree.fields:
        return _UNTOLD
    own = set(degree.fields)
    if own & set(facts.fields):
        return _SAME
    if own & set(facts.near):
        return _SAME if facts.related else _NEAR
    return _OTHER


@lru_cache(maxsize=1024)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _by_level(asked: str | None, shown: str | None) -> float:
    """Return how far a level reaches; bachelors of both kinds are one level where one is asked."""
    if asked not in EDUCATION_SCALE:
        return 1.0
    if shown is None:
        return _STEP_DOWN[1]
    short = EDUCATION_SCALE.index(asked) - EDUCATION_SCALE.index(shown)
    return 1.0 if short <= 0 else (*_STEP_DOWN, 0.0)[min(short, len(_STEP_DOWN))]


def _asked(requirement: Requirement) -> str:
    return "|".join((requirement.level or "any level", *requirement.facts.studies[:3]))


def _or_experience(best: Finding | None, view: View, asked: str) -> Finding | None:
    """Return years of such work in the place of a degree, where they show more than it does."""
    if best is not None and best.strength >= _STOOD_IN:
        return best
    lines = [
        (place, statement.period)
        for place, statement in enumerate(view.profile.statements)
        if statement.setting is Setting.ROLE
        and statement.polarity is Polarity.SHOWN
        and statement.period is not None
        and view.any_likeness[place] >= ALIKE
    ]
    months = months_covered([period for _, period in lines if period], view.as_of)
    if months < _LIKELY:
        return best
    place = max((p for p, _ in lines), key=lambda p: (float(view.any_likeness[p]), -p))
    note = Note("experience instead", f"{months / 12:.1f}", asked)
    if months < _STANDS_IN:
        return best or Finding(_STOOD_IN / 2, Status.UNCLEAR, place, note, fact=True)
    return Finding(_STOOD_IN, Status.PARTLY, place, note, fact=True)


# --- languages ------------------------------------------------------------------------------
def _languages(requirement: Requirement, view: View, weights: Weights) -> Finding:
    """Return whether the languages asked are spoken at their levels: all groups, any within one."""
    groups = requirement.facts.tongues or tuple(
        tuple((concept, requirement.level) for concept in group) for group in requirement.concepts
    )
    if not groups:
        return Finding(weights.unclear, Status.UNCLEAR, None, Note("language untold"), fact=True)
    found = [
        max((_language(tongue, level, view, weights) for tongue, level in group), key=_rank)
        for group in groups
    ]
    if requirement.least is not None:
        found = sorted(found, key=_rank, reverse=True)[: requirement.least]
    strength = sum(one.strength for one in found) / len(found)
    worst, best = min(found, key=_rank), max(found, key=_rank)
    if worst.status is best.status:
        own = worst
        return Finding(strength, own.status, own.statement, own.note, fact=True)
    shown = Status.MET in (one.status for one in found) or best.status is Status.PARTLY
    status = Status.PARTLY if shown else Status.UNCLEAR
    if worst.status is Status.UNCLEAR and requirement.least is not None:
        status = Status.UNCLEAR
    quoted = best.statement if worst.statement is None else worst.statement
    return Finding(strength, status, quoted, worst.note, fact=True)


_GRADE = {Status.MET: 3, Status.PARTLY: 2, Status.UNCLEAR: 1, Status.MISSING: 0}


def _rank(finding: Finding) -> tuple[int, float]:
    return _GRADE[finding.status], finding.strength


def _language(tongue: str, asked: str | None, view: View, weights: Weights) -> Finding:
    spoken = [skill for skill in view.profile.languages if _same(skill.language, tongue)]
    told = [s for s in spoken if view.profile.statements[s.statement].polarity is Polarity.SHOWN]
    written = _same(_WRITTEN.get(view.profile.language, ""), tongue)
    denied = _denied(tongue, view)
    if not told and denied is not None and not written:
        return Finding(0.0, Status.MISSING, denied, DENIED, fact=True)
    if not told:
        return _unlisted(tongue, asked, written, view, weights)
    best = max(told, key=lambda skill: _level_of(skill.level))
    if not asked or asked not in LANGUAGE_SCALE:
        note = Note("language named", tongue)
        return Finding(1.0, Status.MET, best.statement, note, fact=True)
    if best.level is None:
        if written and _level_of(asked) <= _WRITES:
            return Finding(1.0, Status.MET, best.statement, Note("written in", tongue), fact=True)
        strength = max(weights.unclear, 0.6)
        note = Note("level unclear", tongue, asked)
        return Finding(strength, Status.UNCLEAR, best.statement, note, fact=True)
    short = _level_of(asked) - _level_of(best.level)
    strength = 1.0 if short <= 0 else (*_STEP_DOWN, 0.0)[min(short, len(_STEP_DOWN))]
    status = Status.MET if short <= 0 else Status.PARTLY if strength else Status.MISSING
    note = Note("level", f"{tongue}|{best.level}", asked)
    found = Finding(strength, status, best.statement, note, fact=True)
    return _no_less_than_silence(found, weights)


def _unlisted(
    tongue: str, asked: str | None, written: bool, view: View, weights: Weights
) -> Finding:
    """Return what is found of a language that the CV does not name."""
    if written and _level_of(asked) <= _WRITES:
        return Finding(1.0, Status.MET, None, Note("written in", tongue), fact=True)
    if written:
        note = Note("written in, level unclear", tongue, asked or "")
        return Finding(max(weights.unclear, 0.6), Status.UNCLEAR, None, note, fact=True)
    if view.profile.languages:
        return Finding(0.0, Status.MISSING, None, Note("language not listed", tongue), fact=True)
    return Finding(weights.unclear, Status.UNCLEAR, None, Note("no languages", tongue), fact=True)


def _denied(tongue: str, view: View) -> int | None:
    """Return the line that says that a language is not spoken."""
    lines = [*view.named.get(tongue, ())]
    lines += [s.statement for s in view.profile.languages if _same(s.language, tongue)]
    return next((p for p in lines if view.profile.statements[p].polarity is Polarity.NEGATED), None)


def _same(spoken: str, asked: str) -> bool:
    """Tell whether two names are of one language: the vocabulary joins some ("chinese")."""
    return spoken == asked or (bool(spoken) and spoken in _JOINED.get(asked, ()))


_JOINED = {
    "chinese": ("mandarin", "cantonese"),
    "mandarin": ("chinese",),
    "dutch": ("flemish",),
    "flemish": ("dutch",),
}
_WRITTEN = {"nl": "dutch", "en": "english", "de": "german", "fr": "french", "es": "spanish"}


def _level_of(level: str | None) -> int:
    return LANGUAGE_SCALE.index(level) if level in LANGUAGE_SCALE else -1
