"""Rows of numbers as rows of bytes, and back.

In:  (n, d) centred float rows of length 1
Out: (n, d) bytes; what is asked for is rounded to signed bytes
Why: a cosine becomes a sum of whole numbers, which every processor and every order of adding
     gives alike. One scale for all rows loses at most 0.001 of a score and a quarter of the bytes
     are read; a scale for each statement would halve that error and cost a file more to keep
"""

import numpy as np
from numpy.typing import NDArray

from matcher.index.block import OFFSET, SCALE
from matcher.protocols import Vectors

_MOST = 127
_ROWS = 16_384  # rounded at once, so that the float copies stay small


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


def rests_of(rows: Vectors, held: NDArray[np.uint8]) -> NDArray[np.int8]:
    """Return what rounding `rows` (n, d) to `held` left, in 1/256 of a step, cut to a byte."""
    exact = np.asarray(rows, dtype=np.float32) * np.float32(SCALE)
    left = np.rint((exact - held.astype(np.float32) + np.float32(OFFSET)) * np.float32(256))
    return np.asarray(np.clip(left, -128, 127), dtype=np.int8)


def signed(rows: Vectors) -> NDArray[np.int8]:
    """Return rows of any shape as signed bytes: ``rint(value * SCALE)``, cut to [-127, 127]."""
    scaled = np.rint(np.asarray(rows, dtype=np.float32) * np.float32(SCALE))
    return np.asarray(np.clip(scaled, -_MOST, _MOST), dtype=np.int8)


def signed_finely(row: Vectors) -> NDArray[np.int16]:
    """Return a row in 1/256 of a byte's step, cut to what a byte and its rest can hold."""
    scaled = np.rint(np.asarray(row, dtype=np.float32) * np.float32(256 * SCALE))
    return np.asarray(np.clip(scaled, -_MOST * 256, _MOST * 256), dtype=np.int16)


def fitted(rows: Vectors) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return rows (n, d) as signed bytes, each with its own scale (n,) that uses them fully.

    What is asked can afford a scale for each row: its ramp is divided by it once a query.
    """
    most = np.abs(rows).max(axis=1, initial=0.0)
    scales = np.asarray(_MOST / np.where(most > 0, most, 1.0), dtype=np.float32)
    return np.asarray(np.rint(rows * scales[:, None]), dtype=np.int8), scales


def to_rows(held: NDArray[np.uint8]) -> Vectors:
    """Return about the rows that `to_bytes` was given, as floats."""
    return (held.astype(np.float32) - np.float32(OFFSET)) / np.float32(SCALE)
