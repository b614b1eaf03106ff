"""Texts with a kind for each line -> weights that tell the kinds.

In:  the features of the lines of each text (`matcher.profiles.hashed`) and their kinds
Out: weights of features and of steps: the likeliest under a Gaussian prior
Why: a linear chain has one optimum, found by L-BFGS in a minute on one processor, the same on every
     run; it needs a hundred texts, not a hundred thousand

Source: Lafferty, McCallum & Pereira, ICML 2001; training after Sutton & McCallum, FnTML 2012, §5.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_array, vstack

from matcher.profiles.chain import STEPS, Scores, marginals
from matcher.profiles.hashed import BUCKETS, Features

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Fitted = tuple[Floats, Floats]  # weights of features, of steps


@dataclass(frozen=True, slots=True)
class Settings:
    """How the chain is trained."""

    ridge: float = 1.0  # weight of the prior on features: half the sum of squares times this
    step_ridge: float = 0.1  # of the prior on steps
    iterations: int = 30  # of L-BFGS; to stop early is a prior too
    variants: int = 1  # other layouts that each CV is put in beside its own (`variants`)
    fewest: int = 2  # CVs that a feature must occur in: what one person alone shows is chance


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """One text: its features as a matrix, the kinds of its lines, and which steps lead to them."""

    matrix: csr_array  # (n, BUCKETS)
    kinds: Whole  # (n,) numbers of kinds
    gaps: Whole  # (n,)
    name: str = ""  # of the CV; texts of one name are the same CV in several layouts


def text_of(features: Features, kinds: Sequence[int], name: str = "") -> Text:
    """Return a text to train on."""
    count = len(features.gaps)
    rows, columns = [], []
    for at, buckets, counts in features.groups():
        line = np.repeat(np.arange(count) - at, counts)
        inside = (line >= 0) & (line < count)
        rows.append(line[inside])
        columns.append(buckets[inside])
    row, column = np.concatenate(rows), np.concatenate(columns)
    matrix = csr_array((np.ones(len(row)), (row, column)), shape=(count, BUCKETS))
    matrix.sum_duplicates()
    return Text(matrix, np.array(kinds, np.int64), features.gaps.astype(np.int64), name)


def fit(texts: Sequence[Text], settings: Settings, kinds: int) -> Fitted:
    """Return (BUCKETS, kinds) weights of features and (STEPS, kinds, kinds) weights of steps."""
    batch = _Batch(texts, settings.fewest, kinds)
    size = batch.matrix.shape[1] * kinds

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat[:size].reshape(-1, kinds)
        steps = flat[size:].reshape(STEPS, kinds, kinds)
        told, by_weights, by_steps = batch.unlikeliness(weights, steps)
        told += 0.5 * settings.ridge * float((weights**2).sum())
        told += 0.5 * settings.step_ridge * float((steps**2).sum())
        by_weights += settings.ridge * weights
        by_steps += settings.step_ridge * steps
        return told, np.concatenate([by_weights.ravel(), by_steps.ravel()])

    begin = np.zeros(size + STEPS * kinds**2)
    best = minimize(
        loss, begin, jac=True, method="L-BFGS-B",
        options={"maxiter": settings.iterations, "maxcor": 8},
    ).x  # fmt: skip
    weights = np.zeros((BUCKETS, kinds))
    weights[batch.used] = best[:size].reshape(-1, kinds)
    return weights, best[size:].reshape(STEPS, kinds, kinds)


def cooled(text: Text, weights: Fitted, temperature: float) -> Scores:
    """Return (n, kinds): how likely each kind is for each line, scores divided by a temperature."""
    scores = (text.matrix @ weights[0] / temperature).astype(np.float32)
    steps = (weights[1] / temperature).astype(np.float32)
    return marginals(scores, steps, text.gaps.astype(np.int8))


def likeliest_temperature(texts: Sequence[Text], weights: Fitted, among: Sequence[float]) -> float:
    """Return what scores are to be divided by for the likeliest labels (Guo et al., ICML 2017)."""

    def unlikely(temperature: float) -> float:
        total = 0.0
        for text in texts:
            chances = cooled(text, weights, temperature)
            told = chances[np.arange(len(text.kinds)), text.kinds]
            total -= float(np.log(np.maximum(told, 1e-9)).sum())
        return total

    return min(among, key=unlikely)


class _Batch:
    """All texts side by side, padded to the longest, so that a step is one product."""

    def __init__(self, texts: Sequence[Text], fewest: int, kinds: int) -> None:
        every = vstack([text.matrix for text in texts], format="csc")
        self.used = np.flatnonzero(_cvs_with(texts) >= fewest)
        self.matrix = every[:, self.used].tocsr()
        self.turned = self.matrix.T.tocsr()
        counts = np.array([len(text.kinds) for text in texts])
        self.lengths = counts
        self.longest = int(counts.max())
        self.at = np.concatenate([np.arange(count) for count in counts])  # (lines,)
        self.of = np.repeat(np.arange(len(texts)), counts)
        self.kinds = np.concatenate([text.kinds for text in texts])
        self.gaps = np.zeros((self.longest, len(texts)), np.int64)
        self.gaps[self.at, self.of] = np.concatenate([text.gaps for text in texts])
        self.real = np.zeros((self.longest, len(texts)), bool)
        self.real[self.at, self.of] = True
        self.told = np.zeros((len(self.kinds), kinds))
        self.told[np.arange(len(self.kinds)), self.kinds] = 1
        inner = np.flatnonzero(self.at > 0)
        self.told_steps = np.zeros((STEPS, kinds, kinds))
        np.add.at(
            self.told_steps,
            (self.gaps[self.at[inner], self.of[inner]], self.kinds[inner - 1], self.kinds[inner]),
            1,
        )

    def unlikeliness(self, weights: Floats, steps: Floats) -> tuple[float, Floats, Floats]:
        """Return minus the log-likelihood of the kinds told, and its slope by both weights."""
        scores = self.matrix @ weights
        likely, chances, pairs = self._forth_and_back(scores, steps)
        paths = float((scores * self.told).sum() + (steps * self.told_steps).sum())
        by_weights = self.turned @ (chances - self.told)
        return likely - paths, by_weights, pairs - self.told_steps

    def _forth_and_back(self, scores: Floats, steps: Floats) -> tuple[float, Floats, Floats]:
        texts = len(self.lengths)
        most = scores.max(axis=1, keepdims=True)
        own = np.ones((self.longest, texts, scores.shape[1]))
        own[self.at, self.of] = np.exp(scores - most)
        top = steps.max()
        ways = np.exp(steps - top)
        forth, sums = np.empty_like(own), np.ones((self.longest, texts))
        for index in range(self.longest):
            here = own[index]
            if index:
                led = _led(forth[index - 1], ways, self.gaps[index])
                here = np.where(self.real[index][:, None], led * here, forth[index - 1])
            sums[index] = np.where(self.real[index], here.sum(axis=1), 1)
            forth[index] = here / sums[index][:, None]
        likely = float(np.log(sums[self.real]).sum() + most.sum())
        likely += float(top * (self.lengths - 1).sum())
        back = np.ones_like(own)
        pairs = np.zeros_like(steps)
        for index in range(self.longest - 1, 0, -1):
            ahead = own[index] * back[index] / sums[index][:, None]
            live = self.real[index]
            for gap in range(STEPS):
                of = live & (self.gaps[index] == gap)
                pairs[gap] += forth[index - 1][of].T @ ahead[of]
            led = _led(ahead, ways.transpose(0, 2, 1), self.gaps[index])
            back[index - 1] = np.where(live[:, None], led, 1)
        chances = (forth * back)[self.at, self.of]
        return likely, chances / chances.sum(axis=1, keepdims=True), pairs * ways


def _cvs_with(texts: Sequence[Text]) -> Whole:
    """Return in how many CVs each feature occurs."""
    names: dict[str, list[Text]] = {}
    for place, text in enumerate(texts):
        names.setdefault(text.name or str(place), []).append(text)
    found = np.zeros(BUCKETS, np.int64)
    for group in names.values():
        found[np.unique(np.concatenate([text.matrix.indices for text in group]))] += 1
    return found


def _led(states: Floats, ways: Floats, gaps: Whole) -> Floats:
    every = np.stack([states @ ways[gap] for gap in range(STEPS)])
    found: Floats = every[gaps, np.arange(len(states))]
    return found
