"""The sockets, on one page: what a part must offer to be put in the engine.

A protocol holds only what its caller calls. There is no registry: the caller passes the part.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from matcher.records import Concept, Mention

Vectors = NDArray[np.float32]  # (n, d), rows of length 1
Progress = Callable[[int, int], None]  # (done, total) of a long job


class Encoder(Protocol):
    """Texts in, unit rows out. The same text gives the same row on every call."""

    @property
    def name(self) -> str:
        """Name and hash of the model; written into every artefact, so that a base can refuse."""

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Return (len(texts), d) float32 rows of length 1, in the order given."""


class SkillFinder(Protocol):
    """Finds the skills that a text names."""

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return the mentions in `text`, by start; they do not overlap."""

    def concept(self, concept_id: str) -> Concept:
        """Return the concept with this id; KeyError where there is none."""
