"""Which skills of a taxonomy does a line speak of, also where it does not name them?

In:  concepts with their names (the vocabulary, ESCO, a taxonomy of one's own), an encoder; lines
Out: for each line its k likeliest concepts, each with a score and the phrase that carried it
Why: three lanes, each a z-score over all concepts so that they can be summed:
       phrase    the best cosine of a phrase of the line (`link_phrases`) with the concept's row;
                 a phrase that is one of the concept's names counts as cosine 1
       line      the cosine of the whole line, which is the context of its phrases
       letters   TF-IDF of 3 to 5 characters, the whole line with the concept's labels
     and a gate: what the line as a whole does not bear out is not linked, so that "Spring Boot" is
     no "types of spring". RP@5 on TECH and HOUSE (benchmarks/quality/skill_linking.py): BM25 0.56
     and 0.32, cosine of the line 0.45 and 0.24, this 0.73 and 0.59; without phrases 0.60 and 0.41,
     without the line 0.73 and 0.56, without letters 0.70 and 0.60, without the gate 0.74 and 0.60.
     Of 22 lines in which a word misleads, 18 stay free of the wrong skill; without the gate 17,
     without gate and line 16, with BM25 14: the gate is bought for that, not for RP@5.
     What was tried and left out: the number of occupations that need a skill (TECH falls by 0.01
     and more, HOUSE gains nothing); the best of all names instead of a row; letters of phrases or
     of all names; soft maxima and means over phrases; a gate on the line without its phrase (TECH
     0.70 where it closes 20 of the 22).

The z-scores need a taxonomy of some hundreds of concepts. A text that is a name rather than a line
is found by its concept's row alone (`LinkWeights(phrase=0, letters=0)`), which is better at that:
Dutch label -> English label R@1 0.83 against 0.61.

Provenance of the weights: chosen by hand in the middle of a flat top of a grid (steps of 0.1 for
`line` and `letters`, 0.5 for `gate`) on the validation sentences of TECH (74) and HOUSE (59), with
the default encoder and its head. Fitted by the grid on the other set instead: 0.71 (0.63 to 0.80)
and 0.56 (0.45 to 0.66); in five folds: 0.73 (0.65 to 0.81) and 0.57 (0.46 to 0.68). The choice of
lanes and phrases was made with the same sentences in sight and is not in those intervals.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InvalidInput
from matcher.protocols import Encoder, Progress, Vectors
from matcher.skills.folding import fold
from matcher.skills.link_phrases import Phrase, phrases
from matcher.skills.link_rows import Nameable, concept_rows, labels_of
from matcher.skills.vocabulary import Vocabulary

LANES = ("phrase", "line", "letters")

_SHUT = 100.0  # taken off behind the gate; more than most z-scores can be

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class LinkWeights:
    """How much each lane counts; only ratios matter for the order, the floor is on the sum."""

    phrase: float = 1.0
    line: float = 0.5
    letters: float = 0.2
    names: bool = True  # a phrase that is a name of the concept counts as cosine 1
    gate: float | None = 1.5  # least z-score of the line itself; below it a concept is not linked


@dataclass(frozen=True, slots=True)
class Linkable:
    """A concept and the texts that name it, for those who have no record of their own."""

    id: str
    names: tuple[tuple[str, str], ...]  # (language or "", name); a language's label stands first


@dataclass(frozen=True, slots=True)
class Link:
    """A concept that a line speaks of."""

    concept: str
    score: float  # weighted mean of the lanes' z-scores; comparable between lines
    phrase: str  # the part of the line that carried it
    start: int  # span of the phrase in the line
    end: int
    named: bool  # whether the phrase is one of the concept's names


@dataclass(frozen=True, slots=True)
class Lanes:
    """What each lane says of one line."""

    phrases: tuple[Phrase, ...]
    carrier: NDArray[np.intp]  # (c,) for each concept the place of its best phrase
    named: NDArray[np.bool_]  # (c,) whether that phrase is a name of the concept
    scores: dict[str, Scores]  # lane -> (c,) z-scores

    def sum(self, weights: LinkWeights) -> Scores:
        """Return (c,) weighted means of the lanes; concepts behind the gate come last."""
        parts = {lane: float(getattr(weights, lane)) for lane in LANES}
        total = sum(parts.values())
        mixed = sum((self.scores[lane] * (part / total) for lane, part in parts.items()), 0.0)
        scores = np.asarray(mixed, dtype=np.float32)
        if weights.gate is not None:
            shut = self.scores["line"] < weights.gate
            scores[shut] -= np.float32(_SHUT)
        return scores


class Linker:
    """Links lines to the concepts of a taxonomy.

    Parameters
    ----------
    concepts :
        with their names; more names and languages make better rows
    encoder :
        any; its rows of names are made once and kept in `folder`
    weights :
        None takes the fitted ones
    folder :
        where the concepts' rows are kept; None makes them anew for every `Linker`
    progress :
        counts names, where they have to be encoded

    Raises
    ------
    InvalidInput : there is no concept, one without a name, or two with the same id
    """

    def __init__(
        self,
        concepts: Sequence[Nameable],
        encoder: Encoder,
        *,
        weights: LinkWeights | None = None,
        folder: Path | None = None,
        progress: Progress | None = None,
    ) -> None:
        _check(concepts)
        self._concepts = concepts
        self._encoder = encoder
        self._weights = weights or LinkWeights()
        self._rows = concept_rows(concepts, encoder, folder, progress=progress)

    def link(
        self, lines: Sequence[str], *, k: int = 5, floor: float = 0.0
    ) -> list[tuple[Link, ...]]:
        """Return for each line its likeliest concepts, best first.

        Parameters
        ----------
        lines :
            of a vacancy or CV; an empty one has no links
        k :
            most links of a line, at least 1
        floor :
            least score of a link; at 0 a concept is as likely as the average one. What stands
            behind the gate is far below

        Returns
        -------
        a tuple a line; ties in the order of the concepts
        """
        found = []
        for lanes in self.lanes(lines):
            scores = lanes.sum(self._weights)
            best = np.argsort(-scores, kind="stable")[:k] if lanes.phrases else ()
            found.append(tuple(self._link(lanes, c, scores[c]) for c in best if scores[c] >= floor))
        return found

    def lanes(self, lines: Sequence[str]) -> Iterator[Lanes]:
        """Yield what each lane says of each line, for those who weigh them otherwise."""
        cut = [phrases(line) for line in lines]
        texts = list(dict.fromkeys([*lines, *(p.text for own in cut for p in own)]))
        rows = self._encoder.encode(texts)
        place = {text: i for i, text in enumerate(texts)}
        for line, own in zip(lines, cut, strict=True):
            shown = rows[[place[p.text] for p in own]] if own else rows[[place[line]]]
            yield self._lanes(line, own, shown, rows[place[line]])

    def _lanes(self, line: str, own: tuple[Phrase, ...], shown: Vectors, whole: Vectors) -> Lanes:
        near = shown @ self._rows.T
        named = np.zeros(near.shape, dtype=np.bool_)
        if self._weights.names:
            for number, phrase in enumerate(own):
                named[number, list(self._named.get(fold(phrase.text)[0], ()))] = True
            near = np.where(named, np.float32(1.0), near)
        carrier = near.argmax(axis=0)
        concepts = np.arange(len(self._rows))
        vectorizer, labels = self._letters
        spelled = np.asarray((vectorizer.transform([line]) @ labels).todense())[0]
        scores = {
            "phrase": _standard(near[carrier, concepts]),
            "line": _standard(self._rows @ whole),
            "letters": _standard(np.maximum.reduceat(spelled, self._label_starts)),
        }
        return Lanes(own, carrier, named[carrier, concepts], scores)

    def _link(self, lanes: Lanes, concept: int, score: float) -> Link:
        phrase = lanes.phrases[lanes.carrier[concept]]
        named = bool(lanes.named[concept])
        id_ = self._concepts[concept].id
        return Link(id_, float(score), phrase.text, phrase.start, phrase.end, named)

    @cached_property
    def _named(self) -> dict[str, set[int]]:
        """Return folded name -> the places of the concepts that bear it."""
        found: dict[str, set[int]] = {}
        for number, concept in enumerate(self._concepts):
            for _, name in concept.names:
                found.setdefault(fold(name)[0], set()).add(number)
        return found

    @cached_property
    def _label_starts(self) -> NDArray[np.intp]:
        counts = [len(labels_of(concept)) for concept in self._concepts[:-1]]
        return np.cumsum([0, *counts])

    @cached_property
    def _letters(self) -> tuple[Any, Any]:
        """Return the weights of n-grams, and the labels' columns."""
        from sklearn.feature_extraction.text import TfidfVectorizer

        vectorizer = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, dtype=np.float32
        )
        labels = [label for concept in self._concepts for label in labels_of(concept)]
        return vectorizer, vectorizer.fit_transform(labels).T.tocsr()


def linkables(vocabulary: Vocabulary) -> tuple[Linkable, ...]:
    """Return the concepts of a vocabulary with their names, labels first, in its order."""
    names: dict[str, dict[tuple[str, str], None]] = {
        concept.id: dict.fromkeys(concept.labels) for concept in vocabulary.concepts.values()
    }
    for name in vocabulary.names:
        names[name.concept][name.language, name.text] = None
    return tuple(Linkable(id_, tuple(own)) for id_, own in names.items())


def _standard(values: Scores) -> Scores:
    """Return z-scores over the concepts; zeros where all are alike."""
    spread = float(values.std())
    centred: Scores = (values - values.mean()) / np.float32(spread if spread > 1e-6 else 1.0)
    return centred


def _check(concepts: Sequence[Nameable]) -> None:
    if not concepts:
        raise InvalidInput("no concepts came; a linker needs at least one to link to")
    nameless = [c.id for c in concepts if not any(name.strip() for _, name in c.names)]
    if nameless:
        raise InvalidInput(
            f"{len(nameless)} concepts have no name (the first is {nameless[0]!r}); leave them out"
        )
    if len({concept.id for concept in concepts}) < len(concepts):
        raise InvalidInput("two concepts have the same id; give each an id of its own")
