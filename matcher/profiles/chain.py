"""A linear chain that tells the kind of each line of a text, and how sure that is.

In:  the features of the lines (`hashed.py`), and trained weights
Out: for each line the probability of each kind
Why: rules know forms that were thought of; a model that weighs the same cues with the lines around
     them also reads forms that nobody thought of. Weights of hashed features for each kind, and
     weights for each step from kind to kind: a conditional random field

Source: Lafferty, McCallum & Pereira, ICML 2001 (conditional random fields); forward-backward after
Rabiner, Proc. IEEE 1989.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matcher.errors import ModelUnavailable
from matcher.profiles.hashed import BUCKETS, Features

STEPS = 2  # kinds of steps between lines: glued, over a gap

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """The weights; make it with `read_chain`."""

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

    def chances(self, features: Features) -> Scores:
        """Return (n, kinds) probabilities; each row sums to 1."""
        if not len(features.gaps):
            return np.zeros((0, self.weights.shape[1]), np.float32)
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


def write_chain(chain: Chain, kinds: Sequence[str], path: Path) -> None:
    """Write a chain to a file; the same chain gives the same bytes."""
    from safetensors.numpy import save

    packed = np.concatenate([chain.weights.ravel(), chain.steps.ravel()])
    about = {
        "kinds": list(kinds),
        "buckets": len(chain.weights),
        "temperature": chain.temperature,
        "source": chain.source,
        "sha256": chain.digest,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(save({"reader": packed}, {"about": json.dumps(about, sort_keys=True)}))


def read_chain(path: Path, kinds: Sequence[str], *, training: str) -> Chain:
    """Return the chain in a file.

    Parameters
    ----------
    kinds    : that it must tell, in this order
    training : the command that trains it, for the error

    Raises
    ------
    ModelUnavailable : the file is not there, is no chain, was made for other kinds of lines, or
        does not hold what its hash says
    """
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(str(path), "numpy") as file:
            about = json.loads((file.metadata() or {})["about"])
            packed = file.get_tensor("reader")
        if about["kinds"] != list(kinds) or about["buckets"] != BUCKETS:
            raise ModelUnavailable(
                f"{path} was made for other kinds of lines or features than this version reads; "
                f"train it again: {training}"
            )
        cut = BUCKETS * len(kinds)
        chain = Chain(
            packed[:cut].reshape(BUCKETS, len(kinds)),
            packed[cut:].reshape(STEPS, len(kinds), len(kinds)),
            float(about["temperature"]),
            about["source"],
        )
    except (OSError, KeyError, ValueError, SafetensorError) as error:
        raise ModelUnavailable(
            f"{path} cannot be read as a reader of lines ({error}); name a file that was written "
            "by the training, or install the package again"
        ) from error
    if chain.digest != about["sha256"]:
        raise ModelUnavailable(f"{path} does not hold what its hash says; install it again")
    return chain
