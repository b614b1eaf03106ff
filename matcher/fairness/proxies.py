"""What stands in for age, care and gender: how many points does it move?

In:  people of a base, and vacancies
Out: for each proxy (years of graduation, how long ago, gaps, part-time, leave, length of the
     career) the change of the scores when it alone is otherwise; the same without the rule that a
     role of long ago counts less
Why: a score that never sees an age can still follow it. Some of these ought to move a score (years
     of work are asked for); the figure says by how much, and whoever uses it decides whether that
     is wanted
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matcher.fairness import telling
from matcher.fairness.swaps import MOVED
from matcher.fairness.trial import Trial, readable
from matcher.protocols import Progress
from matcher.records import Candidate, Period, Profile, Setting, Vacancy
from matcher.store import Person

YEARS_BACK, GAP_MONTHS, LONGER_MONTHS = 20, 24, 120
_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d.,]\d)")


@dataclass(frozen=True, slots=True)
class Moved:
    """What one proxy does to the scores, in points."""

    proxy: str
    people: int  # to whom it applies
    scores: int  # (person, vacancy) pairs
    moved: int  # of them
    mean: float  # of the change, those that stayed included; 0 where nothing was scored
    up: float  # largest gain
    down: float  # largest loss, negative


@dataclass(frozen=True, slots=True)
class Proxies:
    """All proxies, with the weights in use and without the rule of recency."""

    in_use: tuple[Moved, ...]
    without_recency: tuple[Moved, ...]
    unread: int  # edited CVs that were not understood as CVs any more, and are left out


def proxies(
    trial: Trial,
    vacancies: Sequence[Vacancy],
    people: Sequence[tuple[Candidate, str]],
    *,
    progress: Progress | None = None,
) -> Proxies:
    """Change one thing at a time of each CV, and score it before and after.

    Parameters
    ----------
    trial, vacancies : what scores them
    people : records and texts; what is told in words is told in `telling.LANGUAGES` only
    progress : called with (proxies done, proxies)
    """
    plain = readable(trial, {c.id: text for c, text in people})
    unread = len(people) - len(plain)
    known = [(c, text) for c, text in people if c.id in plain]
    flat = trial.with_weights(replace(trial.weights, recency=False))
    before = {one: _scores(one, vacancies, plain) for one in (trial, flat)}
    kinds: dict[str, Callable[[], dict[str, Person]]] = {
        **{name: _told(trial, known, edit) for name, edit in _TEXTS.items()},
        **{name: _recorded(plain, edit, trial) for name, edit in _RECORDS.items()},
    }
    found: dict[Trial, list[Moved]] = {trial: [], flat: []}
    for number, (name, make) in enumerate(kinds.items(), start=1):
        edited = make()
        for one, own in found.items():
            own.append(_moved(name, before[one], _scores(one, vacancies, edited)))
        if progress:
            progress(number, len(kinds))
    return Proxies(tuple(found[trial]), tuple(found[flat]), unread)


def _scores(
    trial: Trial, vacancies: Sequence[Vacancy], people: Mapping[str, Person]
) -> dict[str, NDArray[np.float64]]:
    return dict(zip(people, trial.scores(vacancies, list(people.values())), strict=True))


def _moved(
    name: str, before: Mapping[str, NDArray[np.float64]], after: Mapping[str, NDArray[np.float64]]
) -> Moved:
    change = np.array([after[p] - before[p] for p in after]).ravel()
    return Moved(
        name, len(after), len(change), int((np.abs(change) > MOVED).sum()),
        float(change.mean()) if len(change) else 0.0,
        float(change.max(initial=0.0)), float(change.min(initial=0.0)),
    )  # fmt: skip


# --- in the text ----------------------------------------------------------------------------------
def _told(
    trial: Trial,
    people: Sequence[tuple[Candidate, str]],
    edit: Callable[[Candidate, str], str],
) -> Callable[[], dict[str, Person]]:
    def make() -> dict[str, Person]:
        edited = {c.id: edit(c, text) for c, text in people}
        changed = {c.id: edited[c.id] for c, text in people if edited[c.id] != text}
        return readable(trial, changed)

    return make


def graduation_gone(candidate: Candidate, text: str) -> str:
    """Return a CV whose lines about study name no years."""
    return _in_studies(candidate, text, lambda _: "")


def graduation_earlier(candidate: Candidate, text: str) -> str:
    """Return a CV whose years of study lie 20 years earlier."""
    return _in_studies(candidate, text, lambda year: str(int(year[0]) - YEARS_BACK))


def _in_studies(candidate: Candidate, text: str, change: Callable[[re.Match[str]], str]) -> str:
    """Change the years in the lines of statements about study."""
    spans = {
        (text.rfind("\n", 0, s.start) + 1, telling.line_end(text, s.end))
        for s in candidate.profile.statements
        if s.setting is Setting.EDUCATION
    }
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + _YEAR.sub(change, text[start:end]) + text[end:]
    return text


def _saying(subject: str, place: str) -> Callable[[Candidate, str], str]:
    def edit(candidate: Candidate, text: str) -> str:
        lines = telling.versions(candidate.language, subject, place)
        return telling.told_in(text, candidate, lines[0], place) if lines else text

    return edit


_TEXTS: Mapping[str, Callable[[Candidate, str], str]] = {
    "graduation years left out": graduation_gone,
    "graduation 20 years earlier": graduation_earlier,
    "part-time, in the header": _saying("part_time", "header"),
    "part-time, in the text": _saying("part_time", "running"),
    "parental leave, in the header": _saying("parental_leave", "header"),
    "parental leave, in the text": _saying("parental_leave", "running"),
    "a break, in the header": _saying("gap", "header"),
    "a break, in the text": _saying("gap", "running"),
}


# --- in the record --------------------------------------------------------------------------------
def _recorded(
    people: Mapping[str, Person], edit: Callable[[Profile, int], Profile], trial: Trial
) -> Callable[[], dict[str, Person]]:
    def make() -> dict[str, Person]:
        found = {}
        for id_, person in people.items():
            profile = edit(person.candidate.profile, trial.knowledge.as_of)
            if profile != person.candidate.profile:
                found[id_] = replace(person, candidate=replace(person.candidate, profile=profile))
        return found

    return make


def long_ago(profile: Profile, as_of: int) -> Profile:
    """Return a profile whose work all lies 10 years earlier; what lasts ended 10 years ago."""
    back = LONGER_MONTHS

    def moved(period: Period) -> Period:
        return Period(period.start - back, (period.end or as_of) - back)

    return _each(profile, moved)


def gap_now(profile: Profile, as_of: int) -> Profile:
    """Return a profile without work in the last two years; what began later stays as it is."""
    since = as_of - GAP_MONTHS

    def moved(period: Period) -> Period:
        later = period.end is None or period.end > since
        return Period(period.start, since) if later and period.start < since else period

    return _each(profile, moved)


def longer(profile: Profile, as_of: int) -> Profile:
    """Return a profile whose first role began ten years earlier."""
    first = min((role.start for role in profile.roles), default=None)

    def moved(period: Period) -> Period:
        return (
            replace(period, start=period.start - LONGER_MONTHS) if period.start == first else period
        )

    return _each(profile, moved)


def shorter(profile: Profile, as_of: int) -> Profile:
    """Return a profile whose roles each lasted half as long, and ended when they did."""

    def moved(period: Period) -> Period:
        end = as_of if period.end is None else period.end
        return replace(period, start=end - max(1, (end - period.start) // 2))

    return _each(profile, moved)


def _each(profile: Profile, moved: Callable[[Period], Period]) -> Profile:
    return replace(
        profile,
        roles=tuple(map(moved, profile.roles)),
        statements=tuple(
            replace(s, period=moved(s.period)) if s.period else s for s in profile.statements
        ),
    )


_RECORDS: Mapping[str, Callable[[Profile, int], Profile]] = {
    "all work 10 years earlier": long_ago,
    "no work in the last 2 years": gap_now,
    "career 10 years longer": longer,
    "each role half as long": shorter,
}
NAMES = (*_TEXTS, *_RECORDS)
