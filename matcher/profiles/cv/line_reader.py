"""What is each line of a CV: a heading, a role's header, what was done, who it is ...?

In:  the lines of a CV, in order
Out: for each line its kind and how sure that is, from a small trained model
Why: the cues are those of the rules, weighed with the lines around them by a linear chain (see
     `matcher.profiles.chain`). Training: `matcher.tuning.lines`; data, figures, limits:
     LINE_READER.md, beside this file
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from matcher.profiles.chain import Chain, Scores, read_chain, write_chain
from matcher.profiles.cv.line_cues import features_of
from matcher.profiles.lines import Line

SHIPPED = Path(__file__).with_name("line_reader.safetensors")


class Kind(StrEnum):
    """What a line of a CV mainly is."""

    HEADING = "heading"
    PERSON = "person"  # who somebody is, how to reach them, and other personal matter
    HEADLINE = "headline"  # a title under the name
    SUMMARY = "summary"
    HEADER = "header"  # of a role or project: at least two of title, employer and dates
    TITLE = "title"
    EMPLOYER = "employer"
    DATES = "dates"
    WORK = "work"  # what was done, reached or used in a role or project
    EDUCATION = "education"
    SKILLS = "skills"
    LANGUAGE = "language"
    AVAILABILITY = "availability"  # and permits, licences, wishes about terms
    HOBBY = "hobby"
    REFERENCE = "reference"
    OTHER = "other"


KINDS = tuple(Kind)


class Label(NamedTuple):
    """The kind of a line and its probability."""

    kind: Kind
    probability: float  # a ratio, as often right as it says on layouts kept out (LINE_READER.md)


@dataclass(frozen=True, slots=True, eq=False)
class LineReader(Chain):
    """The weights; make it with `shipped_reader` or `read_reader`."""

    def labels_of(self, lines: Sequence[Line]) -> tuple[Label, ...]:
        """Return for each line its likeliest kind and the probability of it."""
        chances = self.probabilities(lines)
        best = chances.argmax(axis=1)
        return tuple(
            Label(KINDS[kind], float(row[kind])) for row, kind in zip(chances, best, strict=True)
        )

    def probabilities(self, lines: Sequence[Line]) -> Scores:
        """Return (n, kinds) probabilities; each row sums to 1, in the order of `KINDS`."""
        return self.chances(features_of(lines))


def labels_of(lines: Sequence[Line]) -> tuple[Label, ...]:
    """Return for each line of a CV its likeliest kind and the probability, by the shipped model."""
    return shipped_reader().labels_of(lines)


@cache
def shipped_reader() -> LineReader:
    """Return the model that ships; read once."""
    return read_reader(SHIPPED)


def write_reader(reader: LineReader, path: Path) -> None:
    """Write a reader to a file; the same reader gives the same bytes."""
    write_chain(reader, KINDS, path)


def read_reader(path: Path) -> LineReader:
    """Return the reader in a file; raises what `read_chain` raises."""
    chain = read_chain(path, KINDS, training="python -m matcher.tuning lines")
    return LineReader(chain.weights, chain.steps, chain.temperature, chain.source)
