"""The same people with something changed, scored as the base would score them.

In:  a base, vacancies, and texts or records of people of it that were edited
Out: a score for each edited person and vacancy
Why: through the same reader, encoder, calibration and ledger as a ranking, since what a rule
     overlooks is what is looked for. Nothing is written: a vector of an edited text in the base's
     cache would outlive the erasure of whom it was made from
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from matcher.comparing import Comparison, Knowledge, prepared
from matcher.documents import read_text
from matcher.errors import InvalidInput
from matcher.pipeline import Matcher
from matcher.profiles import understand_candidate
from matcher.protocols import Encoder, Progress
from matcher.ranking import Weights
from matcher.records import Candidate, Document, Match, Vacancy
from matcher.store import Person
from matcher.taking_in import encoded
from matcher.vectors import CachedEncoder, RememberingEncoder

_AT_ONCE = 100  # people who are encoded and compared together


class Trial:
    """Scores edited people beside a base, of one moment of it.

    Parameters
    ----------
    matcher : over the base
    weights : in the place of the base's, such as without the rule of recency; None: those
    """

    def __init__(self, matcher: Matcher, *, weights: Weights | None = None) -> None:
        self._snapshot = matcher.searcher().snapshot
        known = self._snapshot.knowledge
        encoder = RememberingEncoder(_unkept(known.encoder))
        self.knowledge: Knowledge = replace(
            known, encoder=encoder, weights=weights or known.weights
        )

    @property
    def weights(self) -> Weights:
        """The numbers that these scores are made with."""
        return self.knowledge.weights

    def with_weights(self, weights: Weights) -> "Trial":
        """Return a trial of the same moment with other numbers."""
        other = Trial.__new__(Trial)
        other._snapshot = self._snapshot
        other.knowledge = replace(self.knowledge, weights=weights)
        return other

    def read(self, texts: Mapping[str, str]) -> list[Person]:
        """Return people from their texts, as the base would take them in.

        Raises
        ------
        InvalidInput : a text is not understood as a CV
        """
        understood: list[tuple[Candidate, Document]] = []
        for name, text in texts.items():
            document = read_text(text, id=name, source=name)
            understood.append((understand_candidate(document, self.knowledge.finder), document))
        return [person for person, _ in encoded(understood, self.knowledge.encoder)]

    def ledgers(
        self,
        vacancies: Sequence[Vacancy],
        people: Sequence[Person],
        *,
        progress: Progress | None = None,
    ) -> list[list[Match]]:
        """Return for each vacancy the ledger of each person, in the orders given."""
        comparisons = [Comparison(vacancy, self.knowledge) for vacancy in vacancies]
        found: list[list[Match]] = [[] for _ in vacancies]
        for start in range(0, len(people), _AT_ONCE):
            ready = prepared(people[start : start + _AT_ONCE], self.knowledge.ordinary)
            for own, comparison in zip(found, comparisons, strict=True):
                own.extend(comparison.ledgers(ready))
            if progress:
                progress(min(start + _AT_ONCE, len(people)), len(people))
        return found

    def scores(self, vacancies: Sequence[Vacancy], people: Sequence[Person]) -> NDArray[np.float64]:
        """Return the scores (people, vacancies)."""
        ledgers = self.ledgers(vacancies, people)
        return np.array([[m.score for m in own] for own in ledgers], dtype=float).T.reshape(
            len(people), len(vacancies)
        )


def readable(trial: Trial, texts: Mapping[str, str]) -> dict[str, Person]:
    """Return those of some texts that are understood as CVs."""
    found = {}
    for name, text in texts.items():
        try:
            (found[name],) = trial.read({name: text})
        except InvalidInput:
            continue
    return found


def _unkept(encoder: Encoder) -> Encoder:
    return encoder.reading_only() if isinstance(encoder, CachedEncoder) else encoder
