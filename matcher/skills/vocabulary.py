"""Tables of skills -> concepts and the names that texts use for them.

In:  UTF-8 files with tabs, one per sector, with the columns of `COLUMNS`; a sector is a file's name
Out: concepts (records) and names; a mistake in a table is an error with file, line and column
Why: plain tables can be read, corrected and extended by people who know a trade but no code

Names carry markers: `=` counts in exactly this case only, `?` counts only beside other skills of
the same sector. Lists are separated by `|`.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from matcher.errors import InvalidInput
from matcher.records import Concept
from matcher.resources import shipped

COLUMNS = ("concept", "kind", "nl", "en", "aliases_nl", "aliases_en", "aliases", "broader")
KINDS = ("hard", "tool", "soft", "certificate", "language", "education")

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NAME_COLUMNS = (("nl", "nl"), ("en", "en"), ("aliases_nl", "nl"), ("aliases_en", "en"))


@dataclass(frozen=True, slots=True)
class Name:
    """One way in which texts name a concept."""

    text: str  # without markers
    concept: str
    language: str  # "nl", "en", or "" where it is the same in every language
    exact: bool  # counts in this case only
    ambiguous: bool  # counts only beside other skills of the same sector
    added: bool = False  # by a taxonomy of the base; the vocabulary's own names go first


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Concepts by id, and every name of every concept, in the order of the tables."""

    concepts: Mapping[str, Concept]
    names: tuple[Name, ...]
    related: tuple[tuple[str, str], ...] = ()  # concepts near each other, neither the wider one

    @classmethod
    def shipped(cls) -> "Vocabulary":
        """Return the vocabulary that comes with the program."""
        return cls.read(sorted(shipped("skills").glob("*.tsv")))

    @classmethod
    def read(cls, paths: Iterable[Path]) -> "Vocabulary":
        """Return the vocabulary in these tables.

        Raises
        ------
        InvalidInput : a table that cannot be read, or a mistake in it, with file, line and column
        """
        concepts: dict[str, Concept] = {}
        names: list[Name] = []
        places: dict[str, _Place] = {}
        for path in paths:
            for place, cells in _rows(path):
                concept = _concept(cells, place, path.stem)
                if concept.id in concepts:
                    raise place.error("concept", f"{concept.id!r} is also in {places[concept.id]}")
                concepts[concept.id] = concept
                places[concept.id] = place
                names += _names(cells, place)
        for concept in concepts.values():
            for wider in concept.broader:
                if wider not in concepts or wider == concept.id:
                    raise places[concept.id].error("broader", f"there is no concept {wider!r}")
        return cls(MappingProxyType(concepts), tuple(names))

    def digest(self) -> str:
        """Return the SHA-256 of all concepts, names and relations, hexadecimal."""
        content = repr((sorted(self.concepts.items()), self.names, self.related))
        return hashlib.sha256(content.encode()).hexdigest()

    def wider(self) -> dict[str, frozenset[str]]:
        """Return, for each concept, all concepts that it is a kind of, however far up."""
        above: dict[str, frozenset[str]] = {}

        def climb(concept_id: str, seen: frozenset[str]) -> frozenset[str]:
            if concept_id not in above:
                found: set[str] = set()
                for wide in self.concepts[concept_id].broader:
                    if wide not in seen:  # two tables' rows may name each other
                        found |= {wide} | climb(wide, seen | {wide})
                above[concept_id] = frozenset(found - {concept_id})
            return above[concept_id]

        return {
            concept_id: climb(concept_id, frozenset({concept_id})) for concept_id in self.concepts
        }


@dataclass(frozen=True, slots=True)
class _Place:
    path: Path
    line: int

    def __str__(self) -> str:
        return f"{self.path} line {self.line}"

    def error(self, column: str, what: str) -> InvalidInput:
        return InvalidInput(f"{self}, column {column}: {what}; correct the table")


def _rows(path: Path) -> Iterator[tuple[_Place, dict[str, str]]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(
            f"{path} cannot be read as a table of skills ({error}); save it as UTF-8 text"
        ) from error
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise InvalidInput(
            f"{path} line 1: a table of skills starts with the columns {', '.join(COLUMNS)}, "
            "separated by tabs; add that line"
        )
    for number, line in enumerate(lines[1:], start=2):
        place = _Place(path, number)
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            raise InvalidInput(
                f"{place}: {len(cells)} columns, needed {len(COLUMNS)}; separate them by one tab"
            )
        yield place, dict(zip(COLUMNS, cells, strict=True))


def _concept(cells: dict[str, str], place: _Place, sector: str) -> Concept:
    if not _SLUG.fullmatch(cells["concept"]):
        raise place.error(
            "concept", f"{cells['concept']!r} is not lower-case letters, digits and hyphens"
        )
    if cells["kind"] not in KINDS:
        raise place.error("kind", f"{cells['kind']!r} is not one of {', '.join(KINDS)}")
    labels = tuple((language, cells[language].lstrip("=?").strip()) for language in ("nl", "en"))
    for language, label in labels:
        if not label:
            raise place.error(language, "a label is needed in every row")
    broader = tuple(part for part in cells["broader"].split("|") if part)
    return Concept(cells["concept"], cells["kind"], sector, labels, broader)


def _names(cells: dict[str, str], place: _Place) -> Iterator[Name]:
    for column, language in (*_NAME_COLUMNS, ("aliases", "")):
        for written in cells[column].split("|") if cells[column] else ():
            text = written.lstrip("=?").strip()
            if not any(character.isalnum() for character in text):
                raise place.error(column, f"{written!r} holds no name")
            markers = written[: len(written) - len(written.lstrip("=?"))]
            yield Name(text, cells["concept"], language, "=" in markers, "?" in markers)
