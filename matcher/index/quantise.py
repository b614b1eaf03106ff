"""Rows of numbers as rows of bytes, and back.

In:  (n, d) centred float rows of length 1
Out: (n, d) bytes; what is asked for is rounded in the same way, to signed bytes
Why: a cosine becomes a sum of whole numbers, which every processor and every order of adding
     gives alike. One scale for all rows loses at most 0.001 of a score and a quarter of the bytes
     are read; a scale for each row would cost a multiplication for each cosine and gain nothing
"""

import numpy as np
from numpy.typing import NDArray

from matcher.index.block import OFFSET, SCALE
from matcher.protocols import Vectors

_MOST = 127
_ROWS = 16_384  # rounded at once, so that the float copies stay small
UNIT = np.float32(SCALE * SCALE)  # the whole number that a cosine of 1 comes to


def to_bytes(rows: Vectors) -> NDArray[np.uint8]:
    """Return rows as segments hold them: ``rint(value * SCALE) + OFFSET``, cut to [1, 255].

    Parameters
    ----------
    rows : (n, d) centred, of length 1; n and d may be anything

    Returns
    -------
    (n, d) bytes
    """
    found = np.empty(rows.shape, dtype=np.uint8)
    for first in range(0, len(rows), _ROWS):
        part = signed(rows[first : first + _ROWS]).astype(np.int16)
        found[first : first + _ROWS] = part + OFFSET
    return found


def signed(rows: Vectors) -> NDArray[np.int8]:
    """Return rows of any shape as signed bytes: ``rint(value * SCALE)``, cut to [-127, 127]."""
    scaled = np.rint(np.asarray(rows, dtype=np.float32) * np.float32(SCALE))
    return np.asarray(np.clip(scaled, -_MOST, _MOST), dtype=np.int8)


def to_rows(held: NDArray[np.uint8]) -> Vectors:
    """Return about the rows that `to_bytes` was given, as floats."""
    return (held.astype(np.float32) - np.float32(OFFSET)) / np.float32(SCALE)
