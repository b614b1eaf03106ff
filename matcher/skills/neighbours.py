"""Which skills lie so near to a skill that somebody who has one can be taught the other?

In:  a vocabulary, with the taxonomies of a base where it has any
Out: for a concept its neighbours: kinds of it, other kinds of the same thing, related concepts
Why: Pulumi and Terraform are both ways to write infrastructure as code. What is only wider is no
     neighbour ("programming" does not bring dbt near), nor is what shares a group of hundreds
"""

from collections import defaultdict
from functools import cache

from matcher.skills.vocabulary import Vocabulary

MOST_KINDS = 60  # a concept with more kinds under it says too little of each of them


class Neighbours:
    """The neighbours of each concept, worked out when they are asked for."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._concepts = vocabulary.concepts
        self._kinds: dict[str, list[str]] = defaultdict(list)
        for concept in vocabulary.concepts.values():
            for wide in concept.broader:
                self._kinds[wide].append(concept.id)
        self._related: dict[str, set[str]] = defaultdict(set)
        for one, other in vocabulary.related:
            self._related[one].add(other)
            self._related[other].add(one)
        self.of = cache(self._of)

    def _of(self, concept_id: str) -> frozenset[str]:
        """Return the concepts near one; none where it is not known."""
        if concept_id not in self._concepts:
            return frozenset()
        found = set(self._kinds.get(concept_id, ())) | self._related.get(concept_id, set())
        wider = self._concepts[concept_id].broader
        for wide in wider:
            kinds = self._kinds[wide]
            if len(kinds) <= MOST_KINDS:
                found.update(kinds)
        only_wider = {w for w in wider if concept_id not in self._concepts[w].broader}
        return frozenset(found - only_wider - {concept_id})
