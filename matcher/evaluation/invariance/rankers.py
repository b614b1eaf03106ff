"""The engine and its rivals over one field of people and edited CVs of some of them.

In:  vacancies, and editions: name -> person -> document
Out: an `Outcome`
Why: the edited CVs stand in the same list as the field, so that one ranking tells every place; they
     change nothing of what counts as ordinary. Rivals read what a naive tool reads: titles, names
     and hidden text
"""

import shutil
import tempfile
import weakref
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from matcher.errors import InvalidInput
from matcher.evaluation.invariance.agreement import MARK, Outcome
from matcher.evaluation.invariance.markup import naive
from matcher.evaluation.systems import baseline
from matcher.pipeline import Matcher
from matcher.ranking import Weights
from matcher.records import Document
from matcher.vectors import CachedEncoder, load_encoder

Documents = Mapping[str, Document]
Editions = Mapping[str, Documents]  # edition -> person -> document


class Ranker(Protocol):
    """Orders a field of people and edited CVs."""

    name: str

    def __call__(self, vacancies: Documents, editions: Editions) -> Outcome:
        """Return the order of all CVs for every vacancy."""


class Engine:
    """The engine over a copy of an indexed base, whose people are the field."""

    name = "matcher"

    def __init__(
        self, base: Path, *, model: str | None = None, weights: Weights | None = None
    ) -> None:
        folder = Path(tempfile.mkdtemp(prefix="matcher-proofs-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self._base = Path(shutil.copytree(base, folder / "base"))
        self._trial = folder / "trial"
        self._model, self._weights = model, weights

    def __call__(self, vacancies: Documents, editions: Editions) -> Outcome:
        """Return the order and the ledgers of the field and the editions.

        Raises
        ------
        InvalidInput : an edited CV, or a vacancy, is not understood
        """
        shutil.copytree(self._base, self._trial)
        try:
            self._add(editions)
            matcher = Matcher.open(self._trial, model=self._model, weights=self._weights)
            found = {
                name: matcher.match(matcher.understand(one), top=None).matches
                for name, one in vacancies.items()
            }
            vectors = self._trial / "vectors.sqlite"
            if vectors.is_file():  # a line that was encoded once is not encoded again
                shutil.copyfile(vectors, self._base / vectors.name)
        finally:
            shutil.rmtree(self._trial)
        return Outcome(
            orders={v: [m.candidate for m in matches] for v, matches in found.items()},
            matches={v: {m.candidate: m for m in matches} for v, matches in found.items()},
        )

    def _add(self, editions: Editions) -> None:
        people = _keyed(editions)
        if not people:
            return
        bad = Matcher.open(self._trial, create=True, model=self._model).add(
            [replace(one, id=key, source=key, path="") for key, one in people.items()]
        )
        if bad:
            raise InvalidInput(f"{len(bad)} edited CVs are not understood; first {bad[0].message}")


class Rival:
    """A system of `matcher.evaluation.systems` over the same field."""

    def __init__(self, name: str, field: Documents, cache: Path, *, model: str | None = None):
        self.name = name
        self._field = {person: naive(one) for person, one in field.items()}
        self._rank = baseline(name, encoder=lambda: CachedEncoder(load_encoder(model), cache))

    def __call__(self, vacancies: Documents, editions: Editions) -> Outcome:
        """Return the order of the field and the editions."""
        edited = {key: naive(one) for key, one in _keyed(editions).items()}
        asked = {name: naive(one) for name, one in vacancies.items()}
        return Outcome(orders=self._rank(asked, self._field | edited), matches={})


def _keyed(editions: Editions) -> dict[str, Document]:
    return {
        f"{person}{MARK}{edition}": one
        for edition, people in editions.items()
        for person, one in people.items()
    }
