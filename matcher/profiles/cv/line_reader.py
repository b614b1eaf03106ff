"""What is each line of a CV: a heading, a role's header, what was done, who it is ...?

In:  the lines of a CV, in order
Out: for each line its kind and how sure that is, from a small trained model
Why: rules know forms that were thought of; a model that weighs the same cues with the lines around
     them also reads forms that nobody thought of. It is a linear chain (a conditional random
     field): weights of hashed features for each kind, and weights for each step from kind to kind.
     Training: `matcher.tuning.lines`; data, figures, limits: LINE_READER.md, beside this file

Source: Lafferty, McCallum & Pereira, ICML 2001 (conditional random fields); forward-backward after
Rabiner, Proc. IEEE 1989.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.errors import ModelUnavailable
from matcher.profiles.cv.line_cues import BUCKETS, Features, features_of
from matcher.profiles.lines import Line

SHIPPED = Path(__file__).with_name("line_reader.safetensors")
STEPS = 2  # kinds of steps between lines: glued, over a gap

Scores = NDArray[np.float32]


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
class LineReader:
    """The weights; make it with `shipped_reader` or `read_reader`."""

    weights: NDArray[np.float16]  # (BUCKETS, kinds)
    steps: NDArray[np.float16]  # (STEPS, kinds, kinds): from the kind above to the kind below
    temperature: float  # what scores are divided by, so that probabilities are honest
    source: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 of the weights, hexadecimal."""
        content = f"{self.weights.shape} {self.steps.shape} {self.temperature}\n".encode()
        arrays = (self.weights.astype("<f2").tobytes(), self.steps.astype("<f2").tobytes())
        return hashlib.sha256(content + b"".join(arrays)).hexdigest()

    def labels_of(self, lines: Sequence[Line]) -> tuple[Label, ...]:
        """Return for each line its likeliest kind and the probability of it."""
        chances = self.probabilities(lines)
        best = chances.argmax(axis=1)
        return tuple(
            Label(KINDS[kind], float(row[kind])) for row, kind in zip(chances, best, strict=True)
        )

    def probabilities(self, lines: Sequence[Line]) -> Scores:
        """Return (n, kinds) probabilities; each row sums to 1, in the order of `KINDS`."""
        if not lines:
            return np.zeros((0, len(KINDS)), np.float32)
        features = features_of(lines)
        scores = scores_of(features, self.weights) / np.float32(self.temperature)
        steps = self.steps.astype(np.float32) / np.float32(self.temperature)
        return marginals(scores, steps, features.gaps)


def scores_of(features: Features, weights: NDArray[np.floating]) -> Scores:
    """Return (n, kinds): the sum of the weights of each line's features."""
    count = len(features.gaps)
    total = np.zeros((count, weights.shape[1]), np.float32)
    for at, buckets, counts in features.groups():
        sums = _summed(weights[buckets].astype(np.float32), counts)
        if at < 0:  # the line above counts for the line below it
            total[-at:] += sums[: max(count + at, 0)]
        else:
            total[: count - at if at < count else 0] += sums[at:]
    return total


def _summed(rows: Scores, counts: NDArray[np.int32]) -> Scores:
    ends = np.cumsum(counts)
    running = np.vstack([np.zeros((1, rows.shape[1])), np.cumsum(rows, axis=0, dtype=np.float64)])
    summed: Scores = (running[ends] - running[ends - counts]).astype(np.float32)
    return summed


def marginals(scores: Scores, steps: Scores, gaps: NDArray[np.int8]) -> Scores:
    """Return (n, kinds): how likely each kind is for each line, all ways through the text summed.

    Parameters
    ----------
    scores : (n, kinds) of each line for each kind
    steps  : (STEPS, kinds, kinds) of each step from one kind to the next
    gaps   : (n,) which of the steps leads to the line; the first is not used
    """
    own = np.exp(scores - scores.max(axis=1, keepdims=True)).astype(np.float64)
    ways = np.exp(steps - steps.max()).astype(np.float64)
    forth, back = np.empty_like(own), np.ones_like(own)
    state = own[0]
    for index in range(len(own)):
        if index:
            state = (state @ ways[gaps[index]]) * own[index]
        state = state / state.sum()
        forth[index] = state
    state = back[-1]
    for index in range(len(own) - 2, -1, -1):
        state = ways[gaps[index + 1]] @ (own[index + 1] * state)
        state = state / state.sum()
        back[index] = state
    both = forth * back
    shares: Scores = (both / both.sum(axis=1, keepdims=True)).astype(np.float32)
    return shares


def labels_of(lines: Sequence[Line]) -> tuple[Label, ...]:
    """Return for each line of a CV its likeliest kind and the probability, by the shipped model."""
    return shipped_reader().labels_of(lines)


@cache
def shipped_reader() -> LineReader:
    """Return the model that ships; read once."""
    return read_reader(SHIPPED)


def write_reader(reader: LineReader, path: Path) -> None:
    """Write a reader to a file; the same reader gives the same bytes."""
    from safetensors.numpy import save

    packed = np.concatenate([reader.weights.ravel(), reader.steps.ravel()])
    about = {
        "kinds": list(KINDS),
        "buckets": len(reader.weights),
        "temperature": reader.temperature,
        "source": reader.source,
        "sha256": reader.digest,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(save({"reader": packed}, {"about": json.dumps(about, sort_keys=True)}))


def read_reader(path: Path) -> LineReader:
    """Return the reader in a file.

    Raises
    ------
    ModelUnavailable : the file is not there, is no reader, was made for other kinds of lines, or
        does not hold what its hash says
    """
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(str(path), "numpy") as file:
            about = json.loads((file.metadata() or {})["about"])
            packed = file.get_tensor("reader")
        kinds, buckets = about["kinds"], about["buckets"]
        if kinds != list(KINDS) or buckets != BUCKETS:
            raise ModelUnavailable(
                f"{path} was made for other kinds of lines or features than this version reads; "
                "train it again: python -m matcher.tuning lines"
            )
        cut = buckets * len(kinds)
        reader = LineReader(
            packed[:cut].reshape(buckets, len(kinds)),
            packed[cut:].reshape(STEPS, len(kinds), len(kinds)),
            float(about["temperature"]),
            about["source"],
        )
    except (OSError, KeyError, ValueError, SafetensorError) as error:
        raise ModelUnavailable(
            f"{path} cannot be read as a reader of lines ({error}); name a file that "
            "`write_reader` wrote, or install the package again"
        ) from error
    if reader.digest != about["sha256"]:
        raise ModelUnavailable(f"{path} does not hold what its hash says; install it again")
    return reader
