"""An encoder that keeps its rows in memory for as long as it lives.

In:  an encoder
Out: the same rows; a text goes through the network once
Why: whoever encodes nearly the same lines again and again (editions of one CV) needs no file for it
"""

from collections.abc import Sequence

import numpy as np

from matcher.protocols import Encoder, Progress, Vectors


class RememberingEncoder:
    """The rows of another encoder, kept: the same text has the same row anyhow."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._rows: dict[str, Vectors] = {}
        self.name = encoder.name

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Return what the encoder returns; only texts that are new go through it."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._rows]
        if missing or not texts:
            rows = self._encoder.encode(missing, progress=progress)
            self._rows |= dict(zip(missing, rows, strict=True))
            if not texts:
                return rows
        return np.stack([self._rows[text] for text in texts])
