"""Concepts with their names -> a row each, kept in a file so that names are encoded once.

In:  concepts with their names in one or more languages, and an encoder
Out: (c, d) rows of length 1, in the order of the concepts
Why: half of a row is the label, half the mean of all names. Of the phrase lane alone (RP@5, TECH
     and HOUSE, plain encoder): labels 0.73 and 0.47, means of names 0.60 and 0.51, their sum 0.67
     and 0.57; the nearest of all names is worst

The file's name and its contents carry a digest of the encoder's name and of all names, so that
another encoder or another taxonomy makes a file of its own, and a damaged one is made again.
"""

import hashlib
import json
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from matcher import owned
from matcher.atomic import write_whole
from matcher.protocols import Encoder, Progress, Vectors

_log = logging.getLogger(__name__)
_KEY = "links"  # one key of metadata, since safetensors writes several in an order that changes
_FORMAT = 1  # raise when rows are made in another way


class Nameable(Protocol):
    """A concept and the texts that name it."""

    @property
    def id(self) -> str:
        """Its identifier."""

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """(language or "", name), at least one; a language's label stands first."""


def labels_of(concept: Nameable) -> tuple[str, ...]:
    """Return the first name in each language."""
    first: dict[str, str] = {}
    for language, name in concept.names:
        first.setdefault(language, name)
    return tuple(dict.fromkeys(first.values()))


def concept_rows(
    concepts: Sequence[Nameable],
    encoder: Encoder,
    folder: Path | None = None,
    *,
    progress: Progress | None = None,
) -> Vectors:
    """Return a row for each concept: its labels' mean and its names' mean, in equal parts.

    Parameters
    ----------
    concepts :
        at least one
    encoder :
        encodes the names
    folder :
        where the rows are kept (1.5 KB a concept in float16 for 768 dimensions, half of that for
        384); None keeps nothing
    progress :
        counts distinct names that are encoded

    Returns
    -------
    (c, d) float32 of length 1, rounded to float16 on the way, kept or not
    """
    digest = _digest(concepts, encoder.name)
    path = folder / f"links-{digest[:16]}.safetensors" if folder else None
    if path and (kept := _read(path, digest)) is not None:
        return _unit(kept.astype(np.float32))
    rows = _encoded(concepts, encoder, progress).astype(np.float16)
    if path:
        _write(path, digest, rows)
    return _unit(rows.astype(np.float32))


def _encoded(concepts: Sequence[Nameable], encoder: Encoder, progress: Progress | None) -> Vectors:
    names = [tuple(dict.fromkeys(name for _, name in concept.names)) for concept in concepts]
    labels = [labels_of(concept) for concept in concepts]
    place = {text: i for i, text in enumerate(dict.fromkeys(n for own in names for n in own))}
    rows = encoder.encode(list(place), progress=progress)
    parts = [_unit(_means(rows, place, group)) for group in (labels, names)]
    return _unit(parts[0] + parts[1])


def _means(rows: Vectors, place: dict[str, int], groups: Sequence[Sequence[str]]) -> Vectors:
    starts = np.cumsum([0, *(len(group) for group in groups[:-1])])
    flat = rows[[place[text] for group in groups for text in group]]
    sums: Vectors = np.add.reduceat(flat, starts, axis=0)
    return sums


def _unit(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Vectors = rows / np.maximum(lengths, np.float32(1e-12))
    return scaled


def _digest(concepts: Sequence[Nameable], encoder: str) -> str:
    total = hashlib.sha256(f"{_FORMAT}\n{encoder}\n".encode())
    for concept in concepts:
        total.update(json.dumps([concept.id, concept.names]).encode())
    return total.hexdigest()


def _read(path: Path, digest: str) -> np.ndarray | None:
    """Return the rows in a file, or None where there is none or it is not what was written."""
    from safetensors import SafetensorError, safe_open

    if not path.is_file():
        return None
    try:
        with safe_open(path, framework="numpy") as file:
            about = json.loads((file.metadata() or {})[_KEY])
            rows: np.ndarray = file.get_tensor("rows")
        if (about["digest"], about["sha256"]) == (digest, _content(rows)):
            return rows
        _log.warning("%s is not what was written; its rows are made again", path)
    except (OSError, SafetensorError, KeyError, TypeError, ValueError) as error:
        _log.warning("%s cannot be read (%s); its rows are made again", path, error)
    return None


def _write(path: Path, digest: str, rows: np.ndarray) -> None:
    """Keep the rows, whole or not at all; a folder that cannot be written is only a warning."""
    from safetensors.numpy import save

    about = {"digest": digest, "sha256": _content(rows)}
    block = save({"rows": rows}, metadata={_KEY: json.dumps(about, sort_keys=True)})
    try:
        owned.folder(path.parent)
        write_whole(path, block, private=True)
    except OSError as error:
        _log.warning("rows of concepts are not kept in %s: %s", path, error)


def _content(rows: np.ndarray) -> str:
    return hashlib.sha256(str(rows.shape).encode() + rows.astype("<f2").tobytes()).hexdigest()
