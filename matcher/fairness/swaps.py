"""Does a score move where nothing changed but who somebody is?

In:  people of a base, and vacancies
Out: for each swap (another name, age, faith, ... in the header or the running text) whether any
     score moved, and by how much
Why: it needs no demographics and no judgements: whatever the right score is, another surname must
     not change it. Two told versions are compared, never told with untold: a line more may move a
     score for other reasons
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.fairness import telling
from matcher.fairness.trial import Trial, readable
from matcher.protocols import Progress
from matcher.records import Candidate, Vacancy

SUBJECTS = ("gender", "age", "nationality", "family", "religion", "address")
MOVED = 1e-9  # points from which a score counts as moved


@dataclass(frozen=True, slots=True)
class Swap:
    """One thing told in two ways."""

    subject: str  # "name" or one of SUBJECTS
    place: str  # "header" | "running"
    language: str
    before: str  # the words that were told first, and those in their place
    after: str


@dataclass(frozen=True, slots=True)
class Swapped:
    """What a swap did to the scores of one person."""

    swap: Swap
    scores: int  # vacancies that were scored
    moved: int  # of them
    most: float  # largest change, in points


@dataclass(frozen=True, slots=True)
class Swaps:
    """All swaps of an audit."""

    done: tuple[Swapped, ...]
    people: int
    unread: int  # edited CVs that were not understood as CVs any more, and are left out

    @property
    def scores(self) -> int:
        """Pairs of scores that were compared."""
        return sum(one.scores for one in self.done)

    @property
    def moved(self) -> tuple[Swapped, ...]:
        """The swaps that moved a score."""
        return tuple(one for one in self.done if one.moved)


def swaps_of(language: str) -> list[Swap]:
    """Return every swap that can be told in a language, in a fixed order."""
    people = [name for both in telling.names().values() for name in both]
    found = [
        Swap("name", place, language, people[0], n) for place in telling.PLACES for n in people[1:]
    ]
    for subject in SUBJECTS:
        for place in telling.PLACES:
            first, *others = telling.versions(language, subject, place)
            found += [Swap(subject, place, language, first, other) for other in others]
    return found


def told(swap: Swap, version: str, text: str, candidate: Candidate) -> str:
    """Return a CV with one of the two versions of a swap."""
    if swap.subject != "name":
        return telling.told_in(text, candidate, version, swap.place)
    if swap.place == "running":  # told of the owner by their own name, which then is another
        (line,) = telling.versions(swap.language, "name", "running")
        own = telling.own_name(candidate) or version
        text = telling.told_in(text, candidate, line.format(name=own), "running")
    return telling.named(text, candidate, version)


def sampled(
    people: Sequence[tuple[Candidate, str]], each: int, *, seed: int = 0
) -> list[tuple[Candidate, str]]:
    """Return so many people of each language that swaps can be told in, drawn by the seed."""
    found = []
    for language in telling.LANGUAGES:
        own = sorted((p for p in people if p[0].language == language), key=lambda p: p[0].id)
        found += random.Random(f"{seed} {language}").sample(own, min(each, len(own)))
    return found


def swap(
    trial: Trial,
    vacancies: Sequence[Vacancy],
    people: Sequence[tuple[Candidate, str]],
    *,
    of: Callable[[str], Sequence[Swap]] | None = None,
    most: int | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> Swaps:
    """Tell every swap of everybody, and compare the scores.

    Parameters
    ----------
    trial, vacancies : what scores them
    people : records and texts, each in one of `telling.LANGUAGES`; others are left out
    of : swaps of one's own, by language; None takes those of the lexicon, `swaps_of`
    most : most swaps a person, drawn by the seed; None tells all
    progress : called with (people done, people)
    """
    done: list[Swapped] = []
    tried = [p for p in people if p[0].language in telling.LANGUAGES]
    unread = 0
    for number, (candidate, text) in enumerate(tried, start=1):
        asked = list((of or swaps_of)(candidate.language))
        if most is not None and most < len(asked):
            asked = random.Random(f"{seed} {candidate.id}").sample(asked, most)
        editions = {
            told(one, version, text, candidate)
            for one in asked
            for version in (one.before, one.after)
        }
        own, missed = _scored(trial, vacancies, sorted(editions))
        unread += missed
        done += _compared(asked, own, text, candidate)
        if progress:
            progress(number, len(tried))
    return Swaps(tuple(done), len(tried), unread)


def _scored(
    trial: Trial, vacancies: Sequence[Vacancy], texts: Sequence[str]
) -> tuple[dict[str, np.ndarray], int]:
    """Return the scores of each edition of one CV, and how many are not understood."""
    read = readable(trial, dict(zip(map(str, range(len(texts))), texts, strict=True)))
    scores = trial.scores(vacancies, list(read.values()))
    return {texts[int(n)]: own for n, own in zip(read, scores, strict=True)}, len(texts) - len(read)


def _compared(
    asked: Sequence[Swap], scores: dict[str, np.ndarray], text: str, candidate: Candidate
) -> Iterator[Swapped]:
    for one in asked:
        before, after = (
            scores.get(told(one, version, text, candidate)) for version in (one.before, one.after)
        )
        if before is not None and after is not None:
            moved = np.abs(after - before)
            yield Swapped(
                one, len(moved), int((moved > MOVED).sum()), float(moved.max(initial=0.0))
            )
