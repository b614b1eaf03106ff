"""Files of names -> files that the engine loads, with what they find of names kept out.

In:  the folder of ESCO's tables, a file of your own pairs, or both
Out: `train_head_command` writes a head for the encoder that ships; `train_adapter_command` writes a
     folder with an adapter for the plain encoder and a head for the adapted one
Why: 600 ESCO skills whose Dutch and English labels differ, and the pairs of every tenth first text
     of yours, are kept out and looked for before and after, so that a training that does not help
     shows it
"""

import math
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from matcher.errors import InvalidInput
from matcher.protocols import Encoder, Progress, Vectors
from matcher.tuning.adapter import AdapterSettings, train_adapter
from matcher.tuning.head import KEPT_OUT, Settings, kept_out, train_head
from matcher.tuning.names import (
    ATTRIBUTION,
    Named,
    described_in,
    esco_names,
    pairs_in,
    texts_in,
    without,
)
from matcher.vectors import CachedEncoder, default_encoder
from matcher.vectors.adapter import SHIPPED as SHIPPED_ADAPTER
from matcher.vectors.adapter import Adapter, shipped_adapter, write_adapter
from matcher.vectors.head import SHIPPED as SHIPPED_HEAD
from matcher.vectors.head import Head, HeadedEncoder, write_head

_SKILL = "/esco/skill/"


@dataclass(frozen=True, slots=True)
class Check:
    """How often the right name stands first among all, before and after."""

    name: str
    queries: int
    pool: int
    before: float  # R@1, a ratio
    after: float


@dataclass(frozen=True, slots=True)
class Trained:
    """A head, the adapter under it if one was trained, and what they find of what was kept out."""

    head: Head
    things: int
    checks: tuple[Check, ...]
    adapter: Adapter | None = None


@dataclass(frozen=True, slots=True)
class _Material:
    """What is trained on and what is asked."""

    named: tuple[Named, ...]
    esco: tuple[Named, ...]
    own: tuple[Named, ...]
    skills: tuple[Named, ...]  # kept out
    asked: tuple[Named, ...]  # pairs kept out
    source: str

    def checks(self, before: Encoder, after: Encoder) -> tuple[Check, ...]:
        labels = [(each.label("nl") or "", each.label("en") or "") for each in self.skills]
        english = [each.label("en") or "" for each in self.esco if _SKILL in each.id]
        pairs = [(pair.names[0][1], pair.names[1][1]) for pair in self.asked]
        seconds = [pair.names[1][1] for pair in self.own]
        return (
            *_check("Dutch label of a skill -> its English label", labels, english, before, after),
            *_check("first text of a pair -> a second", pairs, seconds, before, after),
        )


def train_head_command(
    data: Path | None,
    out: Path,
    pairs: Path | None = None,
    *,
    keep_out: Sequence[Path] = (),
    encoder: Encoder | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Trained:
    """Train a head on ESCO's names, on pairs of your own, or on both; write it to `out`.

    Parameters
    ----------
    data :
        the folder with ESCO's tables (see `esco_names`), or None
    out :
        the file to write, `*.safetensors`
    pairs :
        a file with two texts a line and a tab between them, or None
    keep_out :
        files of texts (queries of a test, say); what bears one of them as a name is left out
    encoder :
        None takes the default model with the adapter that ships, without a head
    settings :
        None takes those that the shipped head was trained with
    progress :
        counts texts and epochs of the training; checks come after it

    Raises
    ------
    NotFound : a folder or file is not there
    InvalidInput : neither ESCO nor pairs were given, a line is no pair, or there is too little
    """
    material = _material(data, pairs, keep_out)
    with tempfile.TemporaryDirectory() as folder:  # labels are needed for training and for checks
        plain = encoder or default_encoder(adapter=shipped_adapter())
        cached = CachedEncoder(plain, Path(folder) / "vectors.sqlite")
        head = train_head(
            material.named, cached, settings=settings, source=material.source, progress=progress
        )
        checks = material.checks(cached, HeadedEncoder(cached, head))
    write_head(head, out)
    return Trained(head, len(material.named), checks)


def train_adapter_command(
    data: Path | None,
    out: Path,
    pairs: Path | None = None,
    *,
    keep_out: Sequence[Path] = (),
    settings: AdapterSettings | None = None,
    head_settings: Settings | None = None,
    progress: Progress | None = None,
) -> Trained:
    """Train a head and an adapter under it for the default encoder; write both to the folder `out`.

    The head is trained on the plain encoder first, and the adapter through it; the head then
    belongs to the adapted encoder. The checks compare the plain encoder with the head to the
    adapted one with the head.

    Parameters are those of `train_head_command`, but that `out` is a folder, which may not be there
    yet; `progress` counts the steps of the adapter's training.

    Raises
    ------
    NotFound : a folder or file is not there
    InvalidInput : neither ESCO nor pairs were given, a line is no pair, or there is too little
    """
    material = _material(data, pairs, keep_out)
    described = described_in(data, material.named) if data else ()
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder) / "vectors.sqlite"
        plain = CachedEncoder(default_encoder(), cache)
        mapped = train_head(material.named, plain, settings=head_settings, source=material.source)
        first = HeadedEncoder(plain, mapped)
        adapter = train_adapter(
            material.named,
            described,
            first,
            settings=settings,
            source=material.source,
            progress=progress,
        )
        adapted = CachedEncoder(default_encoder(adapter=adapter), cache)
        head = replace(first.head, encoder=adapted.name)
        checks = material.checks(first, HeadedEncoder(adapted, head))
    write_adapter(adapter, out / SHIPPED_ADAPTER.name)
    write_head(head, out / SHIPPED_HEAD.name)
    return Trained(head, len(material.named), checks, adapter)


def found_first(queries: Vectors, pool: Vectors, right: Sequence[Sequence[int]]) -> float:
    """Return the share of queries for which no row of the pool is nearer than a right one.

    Parameters
    ----------
    queries :
        (q, d) of length 1, q > 0
    pool :
        (p, d) of length 1
    right :
        for each query the places of its answers in the pool, at least one; a tie counts as found
    """
    nearness = queries @ pool.T
    answer = [row[list(places)].max() for row, places in zip(nearness, right, strict=True)]
    return float(np.mean(nearness.max(axis=1) <= answer))


def _material(data: Path | None, pairs: Path | None, keep_out: Sequence[Path]) -> _Material:
    if data is None and pairs is None:
        raise InvalidInput("nothing to train on; give the folder of ESCO's tables, pairs, or both")
    esco = esco_names(data) if data else ()
    own = pairs_in(pairs) if pairs else ()
    skills, asked = kept_out(esco), _tenth(own)
    banned = {name.casefold() for skill in skills for _, name in skill.names}
    banned |= {pair.names[0][1].casefold() for pair in asked}
    named = without((*esco, *own), banned.union(*map(texts_in, keep_out)))
    parts = [f"names of ESCO ({ATTRIBUTION})"] * bool(esco) + ["own pairs"] * bool(own)
    return _Material(named, esco, own, skills, asked, " and ".join(parts))


def _tenth(own: Sequence[Named]) -> tuple[Named, ...]:
    """Return the pairs of every tenth first text, or of fewer where there are very many."""
    firsts = list(dict.fromkeys(pair.names[0][1] for pair in own))
    asked = set(firsts[:: max(10, math.ceil(len(firsts) / KEPT_OUT))])
    return tuple(pair for pair in own if pair.names[0][1] in asked)


def _check(
    name: str,
    asked: Sequence[tuple[str, str]],
    answers: Sequence[str],
    before: Encoder,
    after: Encoder,
) -> Iterator[Check]:
    """Yield one check, or none where nothing was kept out."""
    if not asked:
        return
    pool = [text for text in dict.fromkeys(answers) if text]
    place = {text: number for number, text in enumerate(pool)}
    right: dict[str, list[int]] = {}
    for query, answer in asked:
        right.setdefault(query, []).append(place[answer])
    found = (
        found_first(each.encode(list(right)), each.encode(pool), list(right.values()))
        for each in (before, after)
    )
    yield Check(name, len(right), len(pool), *found)
