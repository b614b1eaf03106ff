"""Texts -> unit rows through a sentence model, the same bytes whatever the batch.

In:  texts; each gets the model's prompt before it and is cut at the model's limit of tokens
Out: (n, d) float32 rows of length 1, in the order given
Why: scores must not flicker, so a text's row may not depend on its neighbours. Padding a batch to
     its longest text changes the last bits of the others. So only texts of equal token length
     share a batch and nothing is padded; then neither the size of the batch nor the place in it
     changes a bit on one thread (measured on 4 to 200 tokens, 1 to 40 texts, bfloat16 and
     float32; with two torch threads float32 does differ). More threads therefore take batches
     of their own, each on one thread. The rival, `SentenceTransformer.encode` in batches of 32,
     changed all of 300 rows of CV lines in bfloat16 (292 of them still after rounding to float16)
     and 228 of them in float32. Lines a second: see "How fast is the encoder" of the bench
"""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import Protocol

import numpy as np

from matcher.protocols import Progress, Vectors
from matcher.vectors import graph
from matcher.vectors.model import SentenceModel, computes_in_bfloat16

_BATCH_TOKENS = 1024
_SMALL = 64  # fewer texts than this are not worth starting threads for


class Model(Protocol):
    """A model in memory: `graph.GraphModel` or `model.SentenceModel`."""

    dimensions: int

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the token ids of each text."""

    def rows(self, ids: list[list[int]]) -> Vectors:
        """Return the rows of texts that have the same number of tokens, before any scaling."""


class SentenceEncoder:
    """A sentence-transformers folder behind the `Encoder` protocol.

    A plain BERT is computed by OpenVINO, anything else by torch.

    The model is loaded by the first text: libraries and weights take a second of CPU, five times
    that with torch, which a caller whose rows all come from a cache need not pay. Texts are cut at
    the model's limit of tokens (512 for the default model, about 350 words); callers send lines.
    Torch, where it computes, is set to one thread by every call of `encode`.

    Parameters
    ----------
    folder   : a folder as sentence-transformers saves it
    name     : name and hash of the model, as artefacts carry it
    threads  : batches encoded at the same time; None takes the processors of this process
    bfloat16 : compute in bfloat16; None does so where the processor has it
    """

    def __init__(
        self, folder: Path, *, name: str, threads: int | None = None, bfloat16: bool | None = None
    ) -> None:
        self._folder = folder
        self._name = name
        self._threads = threads or _processors()
        self._bfloat16 = bfloat16
        self._loaded: Model | None = None
        self._loading = Lock()
        self._tokenizing = Lock()  # a fast tokenizer refuses a thread while another one uses it

    @property
    def name(self) -> str:
        """Name and hash of the model."""
        return self._name

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Return (len(texts), d) float32 rows of length 1, in the order given.

        Equal texts are encoded once; `progress` counts distinct texts. No texts give (0, d).

        Raises
        ------
        ModelUnavailable : the folder does not hold a sentence-transformers model
        """
        model = self._model()
        places = {text: place for place, text in enumerate(dict.fromkeys(texts))}
        rows = np.zeros((len(places), model.dimensions), dtype=np.float32)
        done = 0
        for batch, found in self._encoded(model, list(places)):
            rows[batch] = found
            done += len(batch)
            if progress:
                progress(done, len(places))
        return unit(rows)[[places[text] for text in texts]]

    def _model(self) -> Model:
        with self._loading:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def _load(self) -> Model:
        bfloat16 = computes_in_bfloat16() if self._bfloat16 is None else self._bfloat16
        prompt = "e5" in self._name.lower()
        if graph.fits(self._folder):
            return graph.GraphModel(
                self._folder, bfloat16=bfloat16, e5_prompt=prompt, threads=self._threads
            )
        return SentenceModel(self._folder, bfloat16=bfloat16, e5_prompt=prompt)

    def _encoded(self, model: Model, texts: list[str]) -> Iterator[tuple[list[int], Vectors]]:
        """Yield (places in `texts`, their rows), longest texts first."""
        with self._tokenizing:
            tokens = model.tokens(texts)
        batches = _batches([len(ids) for ids in tokens])
        work = ([tokens[place] for place in batch] for batch in batches)
        if self._threads == 1 or len(texts) < _SMALL:
            yield from zip(batches, map(model.rows, work), strict=True)
            return
        with ThreadPoolExecutor(self._threads) as pool:
            yield from zip(batches, pool.map(model.rows, work), strict=True)


def unit(rows: Vectors) -> Vectors:
    """Return the rows brought to length 1; each row's result depends on that row alone."""
    lengths = np.sqrt(np.sum(rows * rows, axis=1, keepdims=True))
    scaled: Vectors = rows / np.maximum(lengths, np.float32(1e-12))
    return scaled


def _batches(lengths: list[int]) -> list[list[int]]:
    """Return places grouped by equal length, longest first, at most `_BATCH_TOKENS` a group."""
    by_length: dict[int, list[int]] = {}
    for place, length in enumerate(lengths):
        by_length.setdefault(length, []).append(place)
    batches = []
    for length in sorted(by_length, reverse=True):
        places = by_length[length]
        size = max(1, _BATCH_TOKENS // length)
        batches += [places[start : start + size] for start in range(0, len(places), size)]
    return batches


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
