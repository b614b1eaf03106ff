"""What can filters ask of a candidate?

In:  a Candidate
Out: Facts: what was told of place, languages, education, work, licences, availability, and what
     recruiters keep of them
Why: filters must never meet a name, an age or a title, and know "not told" from "no"
"""

from collections.abc import Sequence

from matcher.records import LANGUAGE_SCALE, Candidate, Facts, LanguageSkill, Period


def facts_of(candidate: Candidate) -> Facts:
    """Return what filters can ask of a candidate.

    It holds for any day: work that goes on has no end, and who asks says when "now" is.
    """
    profile = candidate.profile
    return Facts(
        id=candidate.id,
        source=candidate.source,
        written=profile.language,
        city=candidate.city,
        country=candidate.country,
        languages=_spoken(profile.languages),
        education=profile.education[0] if profile.education else None,
        worked=stretches(profile.roles),
        licences=candidate.licences,
        available=candidate.available,
        status=candidate.status,
        tags=candidate.tags,
        contacted=candidate.contacted,
    )


def stretches(periods: Sequence[Period]) -> tuple[Period, ...]:
    """Return the union of periods as stretches in order that neither overlap nor touch."""
    found: list[Period] = []
    for period in sorted(periods, key=lambda one: one.start):
        if period.end is not None and period.end <= period.start:
            continue
        last = found[-1] if found else None
        if last is None or (last.end is not None and last.end < period.start):
            found.append(period)
        elif last.end is not None and (period.end is None or period.end > last.end):
            found[-1] = Period(last.start, period.end)
    return tuple(found)


def _spoken(skills: Sequence[LanguageSkill]) -> tuple[tuple[str, str | None], ...]:
    """Return each language once, in the order told, with its highest level."""
    best: dict[str, str | None] = {}
    for skill in skills:
        levels = [one for one in (best.get(skill.language), skill.level) if one is not None]
        best[skill.language] = max(levels, key=LANGUAGE_SCALE.index, default=None)
    return tuple(best.items())
