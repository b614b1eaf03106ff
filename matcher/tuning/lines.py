"""Labelled CVs -> the reader of lines that ships, and how well it reads layouts kept out.

In:  a folder of labelled CVs (LANGUAGE/NAME-NUMBER.tsv: head lines "# key: value", then one line of
     the CV each, "CODE<TAB>text")
Out: `train_lines_command` writes the reader and returns what it reads right of whole layouts that
     it was not trained on
Why: CVs of one layout are alike; a split of lines or of CVs would tell how well a layout is learnt
     by heart. The fifths are drawn once, with a fixed seed, and kept
"""

import hashlib
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InvalidInput, NotFound
from matcher.profiles.cv.line_cues import features_of
from matcher.profiles.cv.line_reader import KINDS, Kind, LineReader, marginals, write_reader
from matcher.profiles.lines import Line, lines_of
from matcher.protocols import Progress
from matcher.tuning.chain import Settings, Text, fit, text_of
from matcher.tuning.variants import Raw, varied

FOLDS = 5  # of layouts; the first is the test that nothing was chosen on
CODES = {
    "H": Kind.HEADING, "I": Kind.PERSON, "P": Kind.PERSON, "R": Kind.HEADER, "J": Kind.HEADER,
    "T": Kind.TITLE, "E": Kind.EMPLOYER, "D": Kind.DATES, "W": Kind.WORK, "j": Kind.WORK,
    "C": Kind.EDUCATION, "c": Kind.EDUCATION, "S": Kind.SKILLS, "L": Kind.LANGUAGE,
    "U": Kind.SUMMARY, "t": Kind.HEADLINE, "Y": Kind.HOBBY, "F": Kind.REFERENCE,
    "A": Kind.AVAILABILITY, "O": Kind.OTHER,
}  # fmt: skip
TEMPERATURES = (0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.6, 1.8, 2.0, 2.3)
_TEST, _SEED = 0, 1


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled CV."""

    name: str
    language: str
    layout: str
    text: str
    lines: tuple[Line, ...]
    kinds: tuple[Kind, ...]
    raw: tuple[Raw, ...]  # as they stand in the file, also those that are empty


@dataclass(frozen=True, slots=True)
class Judged:
    """The lines of one CV that the reader was not trained on: what they are, what it says."""

    name: str
    language: str
    layout: str
    kinds: tuple[Kind, ...]
    chances: NDArray[np.float32]  # (n, kinds)

    @property
    def read(self) -> tuple[Kind, ...]:
        """The likeliest kind of each line."""
        return tuple(KINDS[best] for best in self.chances.argmax(axis=1))


@dataclass(frozen=True, slots=True)
class TrainedLines:
    """A reader of lines, and what readers of the same recipe read of layouts kept out."""

    reader: LineReader
    lines: int
    test: tuple[Judged, ...]  # the fifth of the layouts that no setting was chosen on
    others: tuple[Judged, ...]  # the other layouts, each read by a reader that did not see it


# --- the labels -----------------------------------------------------------------------------
def labelled_in(folder: Path) -> list[Labelled]:
    """Return the labelled CVs in a folder, by language and name.

    Raises
    ------
    NotFound     : there is no such folder, or no labelled CV in it
    InvalidInput : a line has no code, or one that is not known
    """
    paths = sorted(path for path in folder.glob("*/*.tsv"))
    if not paths:
        raise NotFound(f"{folder} holds no labelled CVs; they are LANGUAGE/NAME-NUMBER.tsv")
    return [labelled(path) for path in paths]


def labelled(path: Path) -> Labelled:
    """Return a labelled CV: its lines as the program sees them, each with the kind told.

    Raises
    ------
    InvalidInput : a line has no code, or one that is not known
    """
    head: dict[str, str] = {}
    raw: list[Raw] = []
    for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n"):
        if line.startswith("# ") and not any(kind for kind, _ in raw):
            key, _, value = line[2:].partition(":")
            head[key.strip()] = value.strip()
            continue
        code, _, text = line.partition("\t")
        kind = CODES.get(re.sub(r"\d+$", "", code)) if text.strip() else None
        if text.strip() and kind is None:
            raise InvalidInput(f"{path}: {code!r} is no code of a line: {line!r}")
        raw.append((kind, text))
    return _seen(path.stem, path.parent.name, head.get("layout", "unknown"), raw)


def _seen(name: str, language: str, layout: str, raw: Sequence[Raw]) -> Labelled:
    """Return a CV with its lines as the program sees them, each of the kind that covers it most."""
    text, told = "", []
    for kind, line in raw:
        if kind is not None:
            told.append((len(text), len(text) + len(line), kind))
        text += line + "\n"
    lines = tuple(lines_of(text))
    kinds = tuple(
        max(told, key=lambda one, at=line: min(one[1], at.end) - max(one[0], at.start))[2]
        for line in lines
    )
    return Labelled(name, language, layout, text, lines, kinds, tuple(raw))


def variants_of(cv: Labelled, count: int, seed: int = _SEED) -> list[Labelled]:
    """Return a labelled CV in `count` other layouts, the same ones every time."""
    draw = random.Random(f"{seed} {cv.name}")
    return [
        _seen(cv.name, cv.language, cv.layout, varied(cv.raw, draw)) for _ in range(count)
    ]


def folds_of(labelled: Sequence[Labelled], seed: int = _SEED) -> list[int]:
    """Return the fold of each CV: all CVs of a language in one layout are in the same one.

    The layouts of each language are drawn in random order and dealt out, so that each fold has
    layouts of each language; a layout of the same name in another language may be in another fold
    of training, never of the test.
    """
    draw = random.Random(seed)
    names = sorted({one.layout for one in labelled})
    draw.shuffle(names)
    sizes = [0] * FOLDS
    fold: dict[str, int] = {}
    for name in names:
        count = sum(one.layout == name for one in labelled)
        fold[name] = min(range(FOLDS), key=lambda at: (sizes[at], at))
        sizes[fold[name]] += count
    return [fold[one.layout] for one in labelled]


# --- training -------------------------------------------------------------------------------
def train_lines_command(
    folder: Path,
    out: Path,
    *,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> TrainedLines:
    """Train a reader on all labelled CVs, write it, and tell what it reads of layouts kept out.

    Raises
    ------
    NotFound, InvalidInput : see `labelled_in`
    """
    settings = settings or Settings()
    cvs = labelled_in(folder)
    texts = texts_of(cvs)
    folds = folds_of(cvs)
    raw = list(_kept_out(texts, folds, settings, progress))
    temperature = _temperature(
        [(one, scores) for one, scores, fold in zip(texts, raw, folds, strict=True) if fold != _TEST]
    )
    judged = [
        Judged(cv.name, cv.language, cv.layout, cv.kinds, _cooled(text, scores, temperature))
        for cv, text, scores in zip(cvs, texts, raw, strict=True)
    ]
    weights, steps = fit(texts, settings)
    if progress:
        progress(FOLDS + 1, FOLDS + 1)
    reader = LineReader(
        weights.astype(np.float16), steps.astype(np.float16), temperature, _source(folder, cvs)
    )
    write_reader(reader, out)
    return TrainedLines(
        reader,
        sum(len(cv.lines) for cv in cvs),
        tuple(one for one, fold in zip(judged, folds, strict=True) if fold == _TEST),
        tuple(one for one, fold in zip(judged, folds, strict=True) if fold != _TEST),
    )


def texts_of(cvs: Sequence[Labelled]) -> list[Text]:
    """Return the CVs as the trainer takes them."""
    return [
        text_of(features_of(cv.lines), [KINDS.index(kind) for kind in cv.kinds], cv.name)
        for cv in cvs
    ]


_Raw = tuple[NDArray[np.float64], NDArray[np.float64]]  # scores of lines, weights of steps


def _kept_out(
    texts: Sequence[Text], folds: Sequence[int], settings: Settings, progress: Progress | None
) -> Iterator[_Raw]:
    models = []
    for fold in range(FOLDS):
        models.append(
            fit([t for t, of in zip(texts, folds, strict=True) if of != fold], settings)
        )
        if progress:
            progress(fold + 1, FOLDS + 1)
    for text, fold in zip(texts, folds, strict=True):
        weights, steps = models[fold]
        yield text.matrix @ weights, steps


def _cooled(text: Text, raw: _Raw, temperature: float) -> NDArray[np.float32]:
    scores, steps = ((one / temperature).astype(np.float32) for one in raw)
    return marginals(scores, steps, text.gaps.astype(np.int8))


def _temperature(raw: Sequence[tuple[Text, _Raw]]) -> float:
    """Return what scores are to be divided by for the likeliest labels (Guo et al., ICML 2017)."""

    def unlikely(temperature: float) -> float:
        return sum(
            -float(np.log(np.maximum(_cooled(text, one, temperature), 1e-9)[
                np.arange(len(text.kinds)), text.kinds
            ]).sum())
            for text, one in raw
        )  # fmt: skip

    return min(TEMPERATURES, key=unlikely)


def _source(folder: Path, cvs: Sequence[Labelled]) -> str:
    content = hashlib.sha256()
    for cv in cvs:
        content.update(cv.name.encode() + cv.text.encode() + " ".join(cv.kinds).encode())
    lines = sum(len(cv.lines) for cv in cvs)
    return f"{len(cvs)} CVs, {lines} lines, written for this project; {content.hexdigest()[:16]}"


# --- figures --------------------------------------------------------------------------------
def macro_f1(pairs: Sequence[tuple[Kind, Kind]]) -> float:
    """Return the mean over kinds of F1, for (told, read) pairs; kinds that nobody told are left out.

    Source: macro-averaged F1 over classes, as sklearn's ``f1_score(average="macro")`` over the
    labels that occur.
    """
    kinds = sorted({told for told, _ in pairs})
    return sum(f1(pairs, kind) for kind in kinds) / len(kinds) if kinds else 0.0


def f1(pairs: Sequence[tuple[Kind, Kind]], kind: Kind) -> float:
    """Return 2 x right / (told + read) for one kind; 0 where neither occurs."""
    right = sum(told == read == kind for told, read in pairs)
    both = sum(told == kind for told, _ in pairs) + sum(read == kind for _, read in pairs)
    return 2 * right / both if both else 0.0
