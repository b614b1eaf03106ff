"""One vacancy made ready: everything that people are compared with, worked out once.

In:  a vacancy, the encoder, what is ordinary in the base, the numbers of the score
Out: the query for the index, the ledger of each person who comes by, and what may close their gaps
Why: encoding the requirements and judging what is ordinary for them costs far more than comparing
     one person; and what is worked out of a person (`Prepared`) serves every vacancy of a batch
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from matcher.explanation import Alike, Terms, quoted, with_gaps
from matcher.index import RUNGS, Query
from matcher.profiles import with_degrees
from matcher.protocols import Encoder, SkillFinder, Vectors
from matcher.ranking import (
    Lanes,
    Ramp,
    Signs,
    Traits,
    Weights,
    above,
    counts,
    ledger,
    pairs,
    ramp,
    signs,
)
from matcher.records import Kind, Match, Profile, Rung, Vacancy
from matcher.skills import Neighbours
from matcher.store import Person, TalentBase
from matcher.vectors import Ordinary, grams, pieces, sample_of, unit


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a base brings to every comparison."""

    encoder: Encoder
    ordinary: Ordinary
    weights: Weights
    as_of: int  # month to which years and recency refer
    finder: SkillFinder
    wider: Mapping[str, frozenset[str]]  # concept -> the wider ones that it shows as well
    neighbours: Neighbours


@dataclass(frozen=True, slots=True)
class Prepared:
    """A person, with what does not depend on the vacancy worked out."""

    person: Person
    rows: Vectors  # (s, d) centred statements
    context: Vectors  # (d,) centred
    letters: csr_matrix  # (s, columns) rows of `grams`


def prepared(people: Sequence[Person], ordinary: Ordinary) -> list[Prepared]:
    """Work out of people what every vacancy asks about; letters of all of them in one go."""
    statements = [person.candidate.profile.statements for person in people]
    letters = grams([s.text for own in statements for s in own])
    ends = np.cumsum([0, *map(len, statements)])
    return [
        Prepared(
            person,
            ordinary.lines.centred(person.vectors, person.candidate.language),
            ordinary.wholes.centred(person.context[None], person.candidate.language)[0],
            letters[start:end],
        )
        for person, start, end in zip(people, ends, ends[1:], strict=False)
    ]


class Ready:
    """People ready to be compared, of whom the latest few stay so; any number of threads may ask.

    Parameters
    ----------
    base : whose people they are
    most : people kept in memory between calls; each takes about 0.1 MB
    """

    def __init__(self, base: TalentBase, most: int) -> None:
        self._base = base
        self._most = most
        self._lock = Lock()
        self._kept: dict[str, Prepared] = {}  # in the order of their last use
        self._seq = -1  # of the base when they were read
        self._ordinary: Ordinary | None = None  # what they are centred with

    def ids(self) -> list[str]:
        """Return who is ready now."""
        with self._lock:
            return list(self._kept)

    def forget(self) -> None:
        """Let everybody go."""
        with self._lock:
            self._kept, self._seq = {}, -1

    def of(self, ids: Iterable[str], ordinary: Ordinary) -> list[Prepared]:
        """Return these people, in the order given; who was removed meanwhile is left out."""
        wanted, seq = list(ids), self._base.seq()
        with self._lock:
            if seq != self._seq or ordinary is not self._ordinary:  # they may be others by now
                self._kept, self._seq, self._ordinary = {}, seq, ordinary
            kept = {id_: self._kept.pop(id_) for id_ in wanted if id_ in self._kept}
        missing = [id_ for id_ in wanted if id_ not in kept]
        people = list(self._base.people(missing, missing_ok=True)) if missing else []
        kept |= {one.person.candidate.id: one for one in prepared(people, ordinary)}
        with self._lock:
            if seq == self._seq and ordinary is self._ordinary:  # nobody came or went meanwhile
                self._kept |= kept
                for id_ in list(self._kept)[: max(0, len(self._kept) - self._most)]:
                    del self._kept[id_]
        return [kept[id_] for id_ in wanted if id_ in kept]


class Comparison:
    """A vacancy against people, one after another.

    Parameters
    ----------
    vacancy : with at least one requirement that counts
    knowledge : of the base whose people are compared
    """

    def __init__(self, vacancy: Vacancy, knowledge: Knowledge) -> None:
        self.vacancy = vacancy
        self._known = knowledge
        self._usual: dict[str, tuple[NDArray[np.float32], NDArray[np.float32]]] = {}
        self._ramps: dict[str, tuple[Ramp, Ramp]] = {}

    # --- what the index is asked ----------------------------------------------------------------
    @cached_property
    def query(self) -> Query:
        """What the index compares people with: the ledger's terms without names and letters."""
        weights, requirements = self._known.weights, self.vacancy.requirements
        counted = [i for i, r in enumerate(requirements) if counts(r)]
        weight = np.array([weights.weight_of(requirements[i]) for i in counted], dtype=np.float32)
        on = ramp(self._meant[counted], *weights.meaning)
        return Query(
            required=self._required[counted],
            weights=(1 - weights.context) * weight / max(float(weight.sum()), 1e-9),
            foot=on.foot,
            top=on.top,
            worth=np.array([_worth(weights, rung) for rung in RUNGS], dtype=np.float32),
            context=self._whole,
            context_weight=weights.context,
            about=weights.about,
            list_context=weights.list_context,
            list_alone=weights.list_alone,
        )

    # --- each person's ledger -------------------------------------------------------------------
    def ledgers(self, people: Sequence[Prepared]) -> list[Match]:
        """Return each one's ledger, in the order given, without gaps."""
        known = self._known
        return [
            quoted(
                ledger(
                    self.vacancy.requirements,
                    self._profile(one),
                    lanes,
                    as_of=known.as_of,
                    weights=known.weights,
                    wider=known.wider,
                    source=one.person.candidate.source,
                    flags=one.person.candidate.flags,
                ),
                one.person.text,
            )
            for one, lanes in zip(people, self._lanes(people), strict=True)
        ]

    def signs(self, one: Prepared) -> dict[int, Signs]:
        """Return, by a requirement's number, what the chances of its row are read from."""
        (lanes,) = self._lanes([one])
        return signs(
            self.vacancy.requirements,
            self._profile(one),
            lanes,
            as_of=self._known.as_of,
            weights=self._known.weights,
            wider=self._known.wider,
        )

    def pairs(self, one: Prepared, *, every: bool = False) -> dict[int, list[tuple[int, Traits]]]:
        """Return, by a requirement's number, the lines judged for its row; see `ranking.pairs`."""
        (lanes,) = self._lanes([one])
        return pairs(
            self.vacancy.requirements,
            self._profile(one),
            lanes,
            as_of=self._known.as_of,
            weights=self._known.weights,
            wider=self._known.wider,
            every=every,
        )

    def _profile(self, one: Prepared) -> Profile:
        """Return what the ranker sees of a person; degrees that were not kept are read if asked."""
        profile = one.person.candidate.profile
        return with_degrees(profile) if self._asks_study else profile

    @cached_property
    def _asks_study(self) -> bool:
        return any(r.kind is Kind.EDUCATION for r in self.vacancy.requirements)

    def with_gaps(self, match: Match, one: Prepared) -> Match:
        """Return the match with, for each gap, whether it is trainable."""
        profile = one.person.candidate.profile
        alike = Alike(self._required @ one.rows.T, *self._usual_for(profile.language))
        return with_gaps(
            match, self.vacancy.requirements, profile, one.person.text, alike, self._terms
        )

    def _lanes(self, people: Sequence[Prepared]) -> Iterator[Lanes]:
        """Compare the requirements with people; their letters in one product, which costs less."""
        if not people:
            return
        weights, ends = self._known.weights, np.cumsum([len(one.rows) for one in people])
        letters = vstack([one.letters for one in people], format="csr")
        everyone = (self._spelled @ letters.T).toarray()
        for one, shared in zip(people, np.split(everyone, ends[:-1], axis=1), strict=True):
            by_meaning, by_letters = self._ramps_for(one.person.candidate.language)
            yield Lanes(
                meaning=above(self._required @ one.rows.T, by_meaning),
                letters=above(shared, by_letters),
                context=_ratio(float(self._whole @ one.context), *weights.about),
                copied=np.asarray((shared[self._long] >= weights.copied).any(axis=0)),
            )

    # --- what is ordinary for these requirements ------------------------------------------------
    def _ramps_for(self, language: str) -> tuple[Ramp, Ramp]:
        """Return the ramps of likeness in meaning and in letters, for CVs in a language."""
        if language not in self._ramps:
            weights, ordinary = self._known.weights, self._known.ordinary
            lines = ordinary.lines.sample(language)
            letters = sample_of(ordinary.letter_languages, language)
            self._ramps[language] = (
                ramp(self._meant[:, lines], *weights.meaning),
                ramp(self._alike[:, letters], *weights.letters),
            )
        return self._ramps[language]

    def _usual_for(self, language: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        if language not in self._usual:
            usual = self._meant[:, self._known.ordinary.lines.sample(language)]
            self._usual[language] = usual.mean(axis=1), usual.std(axis=1)
        return self._usual[language]

    @cached_property
    def _rows(self) -> tuple[Vectors, Vectors]:
        """Centred rows of the requirements (r, d), and one of the work as a whole (d,)."""
        texts = [r.text for r in self.vacancy.requirements]
        work = pieces(r.text for r in self.vacancy.requirements if counts(r))
        rows = self._known.encoder.encode([*texts, *work])
        whole = unit(rows[len(texts) :].sum(axis=0, keepdims=True))
        ordinary, language = self._known.ordinary, self.vacancy.language
        return (
            ordinary.lines.centred(rows[: len(texts)], language),
            ordinary.wholes.centred(whole, language)[0],
        )

    @property
    def _required(self) -> Vectors:
        return self._rows[0]

    @property
    def _whole(self) -> Vectors:
        return self._rows[1]

    @cached_property
    def _meant(self) -> NDArray[np.float32]:
        """Cosines (r, b) of the requirements and ordinary lines."""
        cosines: NDArray[np.float32] = self._required @ self._known.ordinary.lines.rows.T
        return cosines

    @cached_property
    def _spelled(self) -> csr_matrix:
        return grams([r.text for r in self.vacancy.requirements])

    @cached_property
    def _alike(self) -> NDArray[np.float32]:
        """Likeness in letters (r, b) of the requirements and ordinary lines."""
        alike: NDArray[np.float32] = (self._spelled @ self._known.ordinary.letters.T).toarray()
        return alike

    @cached_property
    def _long(self) -> NDArray[np.bool_]:
        least = self._known.weights.copied_chars
        return np.array([len(r.text) >= least for r in self.vacancy.requirements])

    @cached_property
    def _terms(self) -> Terms:
        finder, language = self._known.finder, self.vacancy.language
        return Terms(
            self._known.neighbours.of, lambda concept: finder.concept(concept).label(language)
        )


def _worth(weights: Weights, rung: Rung) -> float:
    """Return what a line on a rung is worth to the index, which knows no kinds."""
    return weights.worth(rung) * weights.credit(Kind.HARD, rung)


def _ratio(cosine: float, low: float, high: float) -> float:
    return min(1.0, max(0.0, (cosine - low) / (high - low)))
