"""Labelled sentences of vacancies -> the reader of sentences that ships, and how well it reads.

In:  labels (vacancy, number, hash of the sentence, kind), and the texts of the vacancies: those
     written for this project, and real ones, which are not a part of it
Out: the reader's file; figures of the vacancies that it was not trained on
Why: real vacancies may not be passed on, their labels may: a hash tells which sentence is meant.
     Vacancies are split whole, by source, so that no agency's boilerplate is learnt by heart
"""

import csv
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matcher.documents import read_file
from matcher.errors import InvalidInput, NotFound
from matcher.profiles.chain import Chain, write_chain
from matcher.profiles.vacancies import pieces_of, sentences_of
from matcher.profiles.vacancy.sentence_cues import features_of
from matcher.profiles.vacancy.sentence_reader import SAYS, Says
from matcher.records import Unreadable
from matcher.tuning.chain import (
    Fitted,
    Settings,
    Text,
    cooled,
    fit,
    likeliest_temperature,
    text_of,
)

SETTINGS = Settings(ridge=2.0, iterations=30)
TEMPERATURES = (0.8, 1.0, 1.15, 1.3)
SPLITS = ("train", "second", "test")


@dataclass(frozen=True, slots=True)
class Figures:
    """What the reader says of vacancies that it was not trained on."""

    told: NDArray[np.int64]  # (n,) places in SAYS
    chances: NDArray[np.float32]  # (n, kinds)

    @property
    def accuracy(self) -> float:
        """Share of sentences whose likeliest kind is the one told."""
        return float((self.chances.argmax(axis=1) == self.told).mean())

    def f1(self, kind: Says) -> float:
        """Return 2 x right / (told + read) of a kind."""
        at, read = SAYS.index(kind), self.chances.argmax(axis=1)
        both = int((read == at).sum() + (self.told == at).sum())
        return 2 * int(((read == at) & (self.told == at)).sum()) / both if both else 0.0

    @property
    def asks(self) -> NDArray[np.float32]:
        """(n,) chance that a sentence asks, or tells what is done."""
        found: NDArray[np.float32] = self.chances[:, :2].sum(axis=1)
        return found


def train_sentences_command(
    labels: Path, texts: Sequence[Path], out: Path
) -> tuple[Chain, Mapping[str, Figures]]:
    """Train a reader on all vacancies but those of the test; write it, and tell what it reads.

    Parameters
    ----------
    labels : a table as `data/vacancy_sentences/labels.tsv`
    texts  : folders with the vacancies that it names, as NAME.txt, NAME.html or, with "# text" and
        "# asks" in them, NAME.tsv

    Raises
    ------
    NotFound     : a vacancy that has labels is in none of the folders
    InvalidInput : the table has other columns or an unknown kind
    """
    known, splits = labels_in(labels)
    examples = {name: _example(name, _text(name, texts), known[name]) for name in known}
    parts = {part: [examples[n] for n in known if splits[n] == part] for part in SPLITS}
    model = fit([*parts["train"], *parts["second"]], SETTINGS, len(SAYS))
    tried = fit(parts["train"], SETTINGS, len(SAYS))
    temperature = likeliest_temperature(parts["second"], tried, TEMPERATURES)
    content = hashlib.sha256(labels.read_bytes()).hexdigest()[:16]
    count = sum(len(text.kinds) for part in ("train", "second") for text in parts[part])
    chain = Chain(
        model[0].astype(np.float16), model[1].astype(np.float16), temperature,
        f"{count} sentences of {len(known) - len(parts['test'])} vacancies; {content}",
    )  # fmt: skip
    write_chain(chain, SAYS, out)
    return chain, {
        "test": _figures(parts["test"], model, temperature),
        "second": _figures(parts["second"], tried, temperature),
    }


def labels_in(path: Path) -> tuple[dict[str, dict[str, Says]], dict[str, str]]:
    """Return the labels by vacancy and hash, and the split of each vacancy.

    Raises
    ------
    InvalidInput : the table has other columns or an unknown kind
    """
    known: dict[str, dict[str, Says]] = {}
    splits: dict[str, str] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            try:
                known.setdefault(row["vacancy"], {})[row["sentence"]] = Says(row["says"])
                splits[row["vacancy"]] = row["split"]
            except (KeyError, ValueError) as error:
                raise InvalidInput(
                    f"{path} holds no labels of sentences ({error}); its columns are vacancy, "
                    "split, sentence, says"
                ) from error
    return known, splits


def key_of(sentence: str) -> str:
    """Return the hash by which a label names a sentence; white space does not count."""
    return hashlib.sha256(" ".join(sentence.split()).encode()).hexdigest()[:12]


def _text(name: str, folders: Sequence[Path]) -> str:
    stem = name.rpartition("/")[2]
    for folder in folders:
        for path in sorted(folder.rglob(f"{stem}.*")):
            if (path.suffix == ".tsv") == name.startswith("own/"):
                return _read(path)
    raise NotFound(
        f"the vacancy {name} is in none of {', '.join(map(str, folders))}; name the folder that "
        "holds it with --texts"
    )


def _read(path: Path) -> str:
    if path.suffix == ".tsv":
        content = path.read_text(encoding="utf-8")
        return content.split("# text\n", 1)[1].split("\n# asks", 1)[0]
    found = read_file(path)
    if isinstance(found, Unreadable):
        raise InvalidInput(f"{found.source}: {found.reason}. {found.message}")
    return found.text


def _example(name: str, text: str, labels: Mapping[str, Says]) -> Text:
    """Return a vacancy to train on; its sentences without a label are left out of it."""
    sentences = sentences_of(text, pieces_of(text)[1])
    told = [labels.get(key_of(one.text)) for one in sentences]
    labelled = [one for one, kind in zip(sentences, told, strict=True) if kind is not None]
    return text_of(features_of(labelled), [SAYS.index(kind) for kind in told if kind], name)


def _figures(texts: Sequence[Text], weights: Fitted, temperature: float) -> Figures:
    return Figures(
        np.concatenate([text.kinds for text in texts]),
        np.concatenate([cooled(text, weights, temperature) for text in texts]),
    )
