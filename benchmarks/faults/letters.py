"""A small encoder of letters, in place of the real one, which takes seconds to load.

In:  texts
Out: (n, 384) rows of length 1, each from its own text alone
Why: killing two hundred times needs a child that works after a few milliseconds. Character
     n-grams through a fixed random map keep texts with common words near one another
"""

from collections.abc import Sequence
from functools import cache

import numpy as np

from matcher.protocols import Progress, Vectors
from matcher.vectors.encoder import unit

WIDTH = 384
_COLUMNS = 2**12


class LetterEncoder:
    """Hashed n-grams of 3 and 4 characters, mapped to 384 numbers."""

    name = "letters-384@1"

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Return (len(texts), 384) float32 rows of length 1, in the order given."""
        from sklearn.feature_extraction.text import HashingVectorizer

        if not texts:
            return np.zeros((0, WIDTH), dtype=np.float32)
        counts = HashingVectorizer(
            analyzer="char_wb",
            ngram_range=(3, 4),
            n_features=_COLUMNS,
            alternate_sign=False,
            norm=None,
            dtype=np.float32,
        ).transform(texts)
        if progress:
            progress(len(texts), len(texts))
        return unit(np.asarray(counts @ _map(), dtype=np.float32))


@cache
def _map() -> Vectors:
    return np.random.default_rng(384).normal(size=(_COLUMNS, WIDTH)).astype(np.float32)
