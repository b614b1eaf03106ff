"""A small encoder of letters, in place of the real one, which takes seconds to load.

In:  texts
Out: (n, 384) rows of length 1, each from its own text alone
Why: killing two hundred times needs a child that works after a few milliseconds. Character
     n-grams through a fixed random map keep texts with common words near one another
"""

from collections.abc import Sequence
from functools import cache, lru_cache

import mmh3
import numpy as np
from scipy.sparse import csr_matrix

from matcher.protocols import Progress, Vectors
from matcher.vectors.encoder import unit

WIDTH = 384
_COLUMNS = 2**12
_SHORTEST, _LONGEST = 3, 4  # letters of an n-gram


class LetterEncoder:
    """Hashed n-grams of 3 and 4 characters, mapped to 384 numbers."""

    name = "letters-384@1"

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Return (len(texts), 384) float32 rows of length 1, in the order given."""
        if not texts:
            return np.zeros((0, WIDTH), dtype=np.float32)
        rows = [[c for word in text.lower().split() for c in _columns(word)] for text in texts]
        ends = np.cumsum([0, *map(len, rows)])
        columns = np.array([column for row in rows for column in row], dtype=np.int32)
        ones = np.ones(len(columns), dtype=np.float32)
        counts = csr_matrix((ones, columns, ends), shape=(len(texts), _COLUMNS))
        counts.sum_duplicates()
        if progress:
            progress(len(texts), len(texts))
        return unit(np.asarray(counts @ _map(), dtype=np.float32))


@lru_cache(maxsize=50_000)
def _columns(word: str) -> tuple[int, ...]:
    """Return the columns of a word's n-grams between two spaces; a shorter word has one, itself."""
    padded = f" {word} "
    if len(padded) <= _SHORTEST:
        return (abs(mmh3.hash(padded)) % _COLUMNS,)
    sizes = range(_SHORTEST, min(_LONGEST, len(padded)) + 1)
    parts = (padded[at : at + size] for size in sizes for at in range(len(padded) - size + 1))
    return tuple(abs(mmh3.hash(part)) % _COLUMNS for part in parts)


@cache
def _map() -> Vectors:
    return np.random.default_rng(384).normal(size=(_COLUMNS, WIDTH)).astype(np.float32)
