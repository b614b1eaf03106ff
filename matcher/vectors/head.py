"""Rows of an encoder -> rows that know the words of work: one trained linear map, the "head".

In:  rows of length 1 of the encoder that the head was trained on, and of no other
Out: (n, d) float32 rows of length 1; a text's row does not depend on its neighbours
Why: a map of 384 x 384 numbers, trained on names of skills and occupations (`matcher.tuning`),
     finds the English name of a Dutch skill first in 83 % of cases instead of 72 %, in 10
     microseconds a row. Its data, figures and limits: HEAD.md, beside this file.

A matrix product adds in an order that changes with the size of the batch, and with it the last
bits. So both factors are put on a grid first (rows in steps of 2^-20, the map in steps of 2^-14):
every sum is then a whole number below 2^53, which float64 holds exactly, and no order changes it.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matcher.atomic import write_whole
from matcher.errors import InvalidInput, ModelUnavailable
from matcher.protocols import Encoder, Progress, Vectors
from matcher.vectors.encoder import unit

SHIPPED = Path(__file__).with_name("head.safetensors")

_ROW_STEP = 2.0**-20
_MAP_STEP = 2.0**-14
_LARGEST = 8.0  # with at most 1,024 dimensions sums stay below 2^53 steps: 20 + 17 + 10 bits
_MOST_DIMENSIONS = 1024
_KEY = "head"  # one key, since safetensors writes several in an order that changes from run to run

Matrix = NDArray[np.float16]


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """A linear map for the rows of one encoder; make it with `head_of`."""

    encoder: str  # name and hash of the encoder that it was trained on
    matrix: Matrix  # (d, d) on the grid; a row x becomes matrix @ x, at length 1
    source: str = ""  # what it was trained on, with the attribution that the data asks for

    @property
    def digest(self) -> str:
        """SHA-256 of the encoder's name and the map, hexadecimal."""
        content = f"{self.encoder}\n{self.matrix.shape}\n".encode()
        return hashlib.sha256(content + self.matrix.astype("<f2").tobytes()).hexdigest()

    def apply(self, rows: Vectors) -> Vectors:
        """Return the rows, mapped and brought to length 1; each depends on itself alone.

        Raises
        ------
        InvalidInput : the rows are not as wide as the map
        """
        if rows.ndim != 2 or rows.shape[1] != len(self.matrix):
            raise InvalidInput(
                f"rows of the shape {rows.shape} came, the head takes (n, {len(self.matrix)}); "
                f"encode with {self.encoder}"
            )
        steps = np.rint(rows.astype(np.float64) / _ROW_STEP)
        sums = steps @ (self.matrix.T.astype(np.float64) / _MAP_STEP)
        return unit((sums * (_ROW_STEP * _MAP_STEP)).astype(np.float32))


class HeadedEncoder:
    """An encoder whose rows go through a head.

    Parameters
    ----------
    encoder :
        the encoder that the head was trained on, or a cache in front of it
    head :
        the map

    Raises
    ------
    InvalidInput : the head was trained on another encoder
    """

    def __init__(self, encoder: Encoder, head: Head) -> None:
        if head.encoder != encoder.name:
            raise InvalidInput(
                f"the head was trained on the encoder {head.encoder}, this is {encoder.name}; "
                "use that encoder, leave the head out, or train a head on this one"
            )
        self._encoder = encoder
        self._head = head

    @property
    def head(self) -> Head:
        """The map that rows go through."""
        return self._head

    @property
    def name(self) -> str:
        """Name and hash of the encoder and of the head."""
        return f"{self._encoder.name}+head@{self._head.digest[:12]}"

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Return (len(texts), d) float32 rows of length 1, in the order given."""
        return self._head.apply(self._encoder.encode(texts, progress=progress))


def head_of(encoder: str, matrix: NDArray[np.floating], *, source: str = "") -> Head:
    """Return the head with this map, rounded to the grid.

    Parameters
    ----------
    encoder :
        name and hash of the encoder whose rows it maps
    matrix :
        (d, d) finite numbers in [-8, 8], d at most 1,024
    source :
        what it was trained on, kept in its file

    Raises
    ------
    InvalidInput : the map is not square, too wide, or holds numbers out of range
    """
    square = matrix.ndim == 2 and matrix.shape[0] == matrix.shape[1]
    if not square or not 0 < len(matrix) <= _MOST_DIMENSIONS:
        raise InvalidInput(
            f"a map of the shape {matrix.shape} came; a head is square, with 1 to "
            f"{_MOST_DIMENSIONS} rows, as many as the encoder has dimensions"
        )
    if not np.all(np.abs(matrix) <= _LARGEST):  # also false for NaN
        raise InvalidInput(
            f"the map holds numbers outside [-{_LARGEST:g}, {_LARGEST:g}] or none at all (NaN); "
            "train it again at a lower rate"
        )
    grid = np.rint(matrix.astype(np.float64) / _MAP_STEP) * _MAP_STEP
    return Head(encoder, grid.astype(np.float16), source)


def write_head(head: Head, path: Path) -> None:
    """Write the head as safetensors: there whole or not at all, the same bytes every time."""
    from safetensors.numpy import save

    about = {"encoder": head.encoder, "sha256": head.digest, "source": head.source}
    block = save({"matrix": head.matrix}, metadata={_KEY: json.dumps(about, sort_keys=True)})
    write_whole(path, block)


def read_head(path: Path) -> Head:
    """Return the head in this file.

    Raises
    ------
    ModelUnavailable : there is no such file, it is no head, or not the one that was written
    """
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as file:
            about = json.loads((file.metadata() or {})[_KEY])
            head = head_of(about["encoder"], file.get_tensor("matrix"), source=about["source"])
        promised = about["sha256"]
    except (OSError, SafetensorError, KeyError, TypeError, ValueError, InvalidInput) as error:
        raise ModelUnavailable(
            f"{path} cannot be read as a head ({error}); name a file that `write_head` wrote, "
            "or leave the head out"
        ) from error
    if head.digest != promised:
        raise ModelUnavailable(
            f"the head in {path} has SHA-256 {head.digest}, but was written with {promised}; "
            "the file was changed or damaged: install it again, or train the head again"
        )
    return head


def shipped_head() -> Head:
    """Return the head that comes with the program, for the default encoder.

    Raises
    ------
    ModelUnavailable : its file is missing or damaged
    """
    return read_head(SHIPPED)
