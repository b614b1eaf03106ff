"""Requirements that no vacancy text holds: a recruiter's own, and those that a person stands for.

In:  a short text with its importance | a candidate
Out: a Requirement | a Vacancy that asks for what the candidate has shown
"""

from matcher.errors import InvalidInput
from matcher.profiles.asked_facts import asked_facts
from matcher.profiles.requirements import (
    concept_groups,
    kind_of,
    least_of,
    level_of,
    weight_of,
    years_of,
)
from matcher.protocols import SkillFinder
from matcher.records import Candidate, Importance, Kind, Polarity, Requirement, Setting, Vacancy

_MOST = 25  # statements that stand for a person; the latest come first in most CVs


def understand_requirement(
    text: str, number: int, importance: Importance, finder: SkillFinder
) -> Requirement:
    """Return the requirement that a text such as "min. 3 jaar Python" asks for.

    Raises
    ------
    InvalidInput : the text is empty
    """
    text = text.strip()
    if not text:
        raise InvalidInput("an empty requirement was given; say what the person must know or do")
    mentions = finder.find(text)
    kind = kind_of(text, mentions, finder)
    groups = concept_groups(text, mentions, finder)
    level = level_of(text, kind)
    return Requirement(
        number=number,
        text=text,
        start=0,
        end=0,
        importance=importance,
        kind=kind,
        weight=weight_of(importance, kind),
        concepts=groups,
        years=years_of(text) or years_of(f"{text}, ervaring"),  # "min. 3 jaar Python" says enough
        level=level,
        least=least_of(text, mentions, groups),
        facts=asked_facts(text, kind, level, groups, mentions, finder),
    )


def vacancy_like(candidate: Candidate, text: str) -> Vacancy:
    """Return a vacancy that asks for what a candidate has shown in work and projects.

    Raises
    ------
    InvalidInput : the CV shows no work and no projects
    """
    shown = [
        s
        for s in candidate.profile.statements
        if s.setting in (Setting.ROLE, Setting.PROJECT) and s.polarity is Polarity.SHOWN
    ][:_MOST]
    if not shown:
        raise InvalidInput(
            f"the CV of {candidate.id} shows no work and no projects, so there is nothing to be "
            "alike in; choose another candidate"
        )
    requirements = tuple(
        Requirement(
            number=number,
            text=s.text,
            start=s.start,
            end=s.end,
            importance=Importance.NICE,
            kind=Kind.HARD,
            weight=1.0,
            concepts=tuple((concept,) for concept in sorted({m.concept for m in s.mentions})),
        )
        for number, s in enumerate(shown, start=1)
    )
    return Vacancy(candidate.id, candidate.source, candidate.language, "", requirements, text=text)
