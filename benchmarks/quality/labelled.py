"""How well is each labelled line told, and how sure is that?

In:  labels and what a system told, one each per line (or skill), and the lines they belong to
Out: precision, recall and F1 of each class and the mean F1 of several, with 95 % intervals;
     the rivals that need no rules: chance, the commonest class, and words learnt on the dev half
Why: skills of one line stand or fall together, so the bootstrap draws lines, never single skills
"""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks.quality.bench import Row

_RESAMPLES = 10_000
LINES = Path(__file__).parents[2] / "data" / "lines"


def read(name: str) -> list[dict[str, str]]:
    """Return the rows of data/lines/`name`.tsv as they stand there."""
    with (LINES / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def sets(rows: Sequence[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    """Return the halves, each whole and by language: "test", "test, nl", "test, en", "dev", ..."""
    found: dict[str, list[dict[str, str]]] = {}
    for split in ("test", "dev"):
        half = [row for row in rows if row["split"] == split]
        found[split] = half
        for language in ("nl", "en"):
            found[f"{split}, {language}"] = [r for r in half if r["language"] == language]
    return found


def figures(
    truth: Sequence[str],
    told: Sequence[str],
    lines: Sequence[str],
    classes: Sequence[str],
    means: Mapping[str, Sequence[str]],
    *,
    seed: int,
) -> dict[str, list[float]]:
    """Return mean, low and high of each figure.

    Parameters
    ----------
    truth, told : a class each; what was told may be none of `classes` ("left out")
    lines : the line that each belongs to; what is drawn again is the line
    classes : those that get precision, recall and F1
    means : name of a macro-F1 -> the classes that it is the mean of

    Source: F1 = 2 tp / (told + meant), van Rijsbergen 1979; 0 where a class is neither told nor
    meant; percentile bootstrap over lines (Efron 1979), 10,000 resamples.
    """
    units = {line: place for place, line in enumerate(dict.fromkeys(lines))}
    sums = np.zeros((len(units), 3 * len(classes)))
    for meant, named, line in zip(truth, told, lines, strict=True):
        for place, one in enumerate(classes):
            sums[units[line], 3 * place : 3 * place + 3] += (
                meant == named == one, named == one, meant == one,
            )  # fmt: skip
    even = np.full(len(units), 1 / len(units))
    drawn = np.random.default_rng(seed).multinomial(len(units), even, size=_RESAMPLES)
    every = _all(np.ones((1, len(units))) @ sums, classes, means)
    again = _all(drawn @ sums, classes, means)
    return {
        name: [round(float(v), 4) for v in (every[name][0], *np.quantile(again[name], _ENDS))]
        for name in every
    }


def row_of(
    task: str,
    name: str,
    system: str,
    some: Sequence[dict[str, str]],
    answers: Sequence[str],
    classes: Sequence[str],
    means: Mapping[str, Sequence[str]],
    *,
    seed: int,
) -> Row:
    """Return the row of one system on one set; the label's column has the name of the task."""
    return {
        "task": task,
        "set": name,
        "system": system,
        "n": len(some),
        "figures": figures(
            [row[task] for row in some],
            answers,
            [row["line"] for row in some],
            classes,
            means,
            seed=seed,
        ),
        "data_paths": [LINES / f"{task}.tsv"],
    }


_ENDS = (0.025, 0.975)


def _all(
    sums: np.ndarray, classes: Sequence[str], means: Mapping[str, Sequence[str]]
) -> dict[str, np.ndarray]:
    """Return each figure for each row of (n, 3 * classes) sums: both, told, meant."""
    found: dict[str, np.ndarray] = {}
    for place, one in enumerate(classes):
        both, named, meant = sums[:, 3 * place : 3 * place + 3].T
        found[f"precision {one}"] = both / np.maximum(named, 1)
        found[f"recall {one}"] = both / np.maximum(meant, 1)
        found[f"f1 {one}"] = 2 * both / np.maximum(named + meant, 1)
    for name, of in means.items():
        found[name] = np.mean([found[f"f1 {one}"] for one in of], axis=0)
    return found


def chance(labels: Sequence[str], places: int, *, seed: int) -> list[str]:
    """Return as many guesses, each class as often as it is among `labels`."""
    drawn = np.random.default_rng(seed).integers(len(labels), size=places)
    return [labels[place] for place in drawn]


def commonest(labels: Sequence[str], places: int) -> list[str]:
    """Return the commonest of `labels`, over and over."""
    return [Counter(labels).most_common(1)[0][0]] * places


def learnt(texts: Sequence[str], labels: Sequence[str], asked: Sequence[str]) -> list[str]:
    """Return what a logistic regression on words and pairs of words makes of `asked`."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    words = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"\S+", sublinear_tf=True)
    model = make_pipeline(words, LogisticRegression(C=10.0, max_iter=1000))
    told: list[str] = model.fit(list(texts), list(labels)).predict(list(asked)).tolist()
    return told
