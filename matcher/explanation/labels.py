"""A requirement in a few words, for a list that is read at a glance.

In:  a requirement, and what skills are called in the reader's language
Out: the skills, level and years that were understood, or else the beginning of its own words
Why: twenty sentences under one another are not a list; the sentence itself is one click away
"""

from collections.abc import Callable

from matcher.explanation.words import in_language, short
from matcher.records import Importance, Kind, Requirement

_MOST = 64  # letters
_GROUPS = 3  # groups of skills that are named
_NAMED = (Kind.HARD, Kind.TOOL)


def label(requirement: Requirement, name: Callable[[str], str], language: str) -> str:
    """Return a requirement in a few words; `name` gives what a skill is called."""
    own = short(requirement.text, _MOST)
    groups = requirement.concepts
    if requirement.kind is Kind.LANGUAGE and len(groups) == 1 and len(groups[0]) == 1:
        return " ".join(filter(None, (name(groups[0][0]), requirement.level)))
    told = requirement.kind in _NAMED and requirement.importance is not Importance.TASK
    if not told or not 0 < len(groups) <= _GROUPS or len(requirement.text) <= _MOST // 2:
        return own
    each = [" / ".join(name(concept) for concept in group[:3]) for group in groups]
    years = (
        f", {requirement.years:g} {in_language(('jaar', 'years'), language)}"
        if requirement.years
        else ""
    )
    return short(" + ".join(each) + years, _MOST)
