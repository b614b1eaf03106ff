"""Labelled CVs -> the reader of lines that ships, and how well it reads layouts kept out.

In:  a folder of labelled CVs (LANGUAGE/NAME-NUMBER.tsv: head lines "# key: value", then one line of
     the CV each, "CODE<TAB>text")
Out: `train_lines_command` writes the reader and returns what it reads right of whole layouts that
     it was not trained on
Why: CVs of one layout are alike; a split of lines or of CVs would tell how well a layout is learnt
     by heart. The reader that ships has not seen the layouts of the test either, so what is told
     of the test is told of the very file
"""

import hashlib
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InvalidInput, NotFound
from matcher.profiles.cv.line_cues import features_of
from matcher.profiles.cv.line_reader import KINDS, Kind, LineReader, write_reader
from matcher.profiles.lines import Line, lines_of
from matcher.protocols import Progress
from matcher.tuning.chain import (
    Fitted,
    Settings,
    Text,
    cooled,
    fit,
    likeliest_temperature,
    text_of,
)
from matcher.tuning.variants import Raw, varied

FOLDS = 4  # of layouts: the test, a second one to set things on, and two more
_FAMILIES = (
    ("dates", "^dates"), ("columns", "interleaved"), ("scan", "ocr|glued"), ("sidebar", "sidebar"),
    ("table", "table|csv|pipes$|key-value|inline-labels"), ("prose", "prose|bio|letter"),
    ("plain", "plain|no-headings|chat"), ("skills", "skills|functional"),
    ("assignments", "agency|mission|project"), ("classic", "chrono|chronik|classic"),
    ("form", "export|europass|web-form"),
)  # fmt: skip
CODES = {
    "H": Kind.HEADING, "I": Kind.PERSON, "P": Kind.PERSON, "R": Kind.HEADER, "J": Kind.HEADER,
    "T": Kind.TITLE, "E": Kind.EMPLOYER, "D": Kind.DATES, "W": Kind.WORK, "j": Kind.WORK,
    "C": Kind.EDUCATION, "c": Kind.EDUCATION, "S": Kind.SKILLS, "L": Kind.LANGUAGE,
    "U": Kind.SUMMARY, "t": Kind.HEADLINE, "Y": Kind.HOBBY, "F": Kind.REFERENCE,
    "A": Kind.AVAILABILITY, "O": Kind.OTHER,
}  # fmt: skip
TEMPERATURES = (0.8, 1.0, 1.2, 1.5, 1.9)
_TEST, _SECOND, _SEED = 0, 1, 1


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
class KeptOut:
    """What readers of one recipe say of layouts that they did not see."""

    test: tuple[Judged, ...]  # a quarter of the layouts, read by the reader that is written
    second: tuple[Judged, ...]  # another quarter, read by a reader trained on all but these


@dataclass(frozen=True, slots=True)
class TrainedLines:
    """A reader of lines, and what readers of the same recipe read of layouts kept out."""

    reader: LineReader
    lines: int
    kept_out: KeptOut


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
        max((min(end, line.end) - max(start, line.start), kind) for start, end, kind in told)[1]
        for line in lines
    )
    return Labelled(name, language, layout, text, lines, kinds, tuple(raw))


def variants_of(cv: Labelled, count: int, seed: int = _SEED) -> list[Labelled]:
    """Return a labelled CV in `count` other layouts, the same ones every time."""
    draw = random.Random(f"{seed} {cv.name}")
    return [_seen(cv.name, cv.language, cv.layout, varied(cv.raw, draw)) for _ in range(count)]


def folds_of(cvs: Sequence[Labelled]) -> list[int]:
    """Return the fold of each CV: all CVs of a family of layouts, in any language, are in one.

    Families are dealt out by lot; of a hundred drawings the one counts that spreads each language
    most evenly over the folds.
    """
    families = [_family(cv.layout) for cv in cvs]
    drawn = [_dealt(families, random.Random(seed)) for seed in range(100)]
    return min(drawn, key=lambda folds: _unevenness(cvs, folds))


def _dealt(families: Sequence[str], draw: random.Random) -> list[int]:
    names = sorted(set(families))
    draw.shuffle(names)
    sizes = [0] * FOLDS
    fold: dict[str, int] = {}
    for name in names:
        fold[name] = min(range(FOLDS), key=lambda at: (sizes[at], at))
        sizes[fold[name]] += families.count(name)
    return [fold[name] for name in families]


def _unevenness(cvs: Sequence[Labelled], folds: Sequence[int]) -> float:
    counts = Counter((cv.language, fold) for cv, fold in zip(cvs, folds, strict=True))
    each = Counter(cv.language for cv in cvs)
    return sum(
        (counts[language, fold] / each[language] - 1 / FOLDS) ** 2
        for language in each
        for fold in range(FOLDS)
    )


def _family(layout: str) -> str:
    """Return what layouts of several names have in common: "table-flat", "csv-rows" -> "table"."""
    for name, pattern in _FAMILIES:
        if re.search(pattern, layout):
            return name
    return layout


# --- training -------------------------------------------------------------------------------
def train_lines_command(
    folder: Path,
    out: Path,
    *,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> TrainedLines:
    """Train a reader on all labelled CVs but those of the test; write it, and tell what it reads.

    Raises
    ------
    NotFound, InvalidInput : see `labelled_in`
    """
    cvs = labelled_in(folder)
    trained = _trained(cvs, settings or Settings(), progress)
    write_reader(trained.reader, out)
    return trained


def judged_in(cvs: Sequence[Labelled], settings: Settings | None = None) -> KeptOut:
    """Return what readers of the recipe say of the lines of layouts that they did not see."""
    return _trained(cvs, settings or Settings(), None).kept_out


def in_test(cvs: Sequence[Labelled]) -> list[Labelled]:
    """Return the CVs of the layouts that the reader that ships was not trained on."""
    return [cv for cv, fold in zip(cvs, folds_of(cvs), strict=True) if fold == _TEST]


def _trained(
    cvs: Sequence[Labelled], settings: Settings, progress: Progress | None
) -> TrainedLines:
    folds = folds_of(cvs)
    texts, more = texts_of(cvs), _more(cvs, settings)
    models: list[Fitted] = []
    for done, fold in enumerate((_TEST, _SECOND)):
        seen = [text for text, of in zip(texts, folds, strict=True) if of != fold]
        seen += [one for those, of in zip(more, folds, strict=True) if of != fold for one in those]
        models.append(fit(seen, settings, len(KINDS)))
        if progress:
            progress(done + 1, 2)
    second = [text for text, fold in zip(texts, folds, strict=True) if fold == _SECOND]
    temperature = likeliest_temperature(second, models[_SECOND], TEMPERATURES)
    judged = [
        tuple(
            Judged(cv.name, cv.language, cv.layout, cv.kinds, cooled(text, models[at], temperature))
            for cv, text, fold in zip(cvs, texts, folds, strict=True)
            if fold == at
        )
        for at in (_TEST, _SECOND)
    ]
    weights, steps = models[_TEST]
    used = [cv for cv, fold in zip(cvs, folds, strict=True) if fold != _TEST]
    reader = LineReader(
        weights.astype(np.float16), steps.astype(np.float16), temperature, _source(used)
    )
    return TrainedLines(reader, sum(len(cv.lines) for cv in used), KeptOut(*judged))


def _more(cvs: Sequence[Labelled], settings: Settings) -> list[list[Text]]:
    return [texts_of(variants_of(cv, settings.variants)) for cv in cvs]


def texts_of(cvs: Sequence[Labelled]) -> list[Text]:
    """Return the CVs as the trainer takes them."""
    return [
        text_of(features_of(cv.lines), [KINDS.index(kind) for kind in cv.kinds], cv.name)
        for cv in cvs
    ]


def _source(cvs: Sequence[Labelled]) -> str:
    content = hashlib.sha256()
    for cv in cvs:
        content.update(cv.name.encode() + cv.text.encode() + " ".join(cv.kinds).encode())
    lines = sum(len(cv.lines) for cv in cvs)
    return f"{len(cvs)} CVs, {lines} lines, written for this project; {content.hexdigest()[:16]}"


# --- figures --------------------------------------------------------------------------------
def macro_f1(pairs: Sequence[tuple[Kind, Kind]]) -> float:
    """Return the mean F1 of the kinds that were told, for (told, read) pairs.

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
