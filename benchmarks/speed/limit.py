"""How fast can this processor read the bytes at all? No scan of them takes less.

In:  arrays of bytes
Out: what one pass over them takes: a sum of 8 bytes at a time, which the processor does faster
     than memory delivers
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.index.block import Block

Words = NDArray[np.uint64]


def stream(block: Block) -> Callable[[object], int]:
    """Return what reads every byte of a block once that an exact scan has to read."""
    arrays = (block.statements, block.contexts, block.context_rests, block.rungs, block.starts)
    words = [_words(array) for array in arrays if array is not None]
    total = _total()
    return lambda query: sum(int(total(one)) for one in words)


def _words(array: NDArray[Any]) -> Words:
    """Return the array's bytes as whole words; up to 7 bytes at its end are left out."""
    flat = array.reshape(-1).view(np.uint8)
    return flat[: len(flat) - len(flat) % 8].view(np.uint64)


@cache
def _total() -> Callable[[Words], Any]:
    from numba import njit

    @njit("uint64(Array(uint64, 1, 'C', readonly=True))", nogil=True)
    def total(words):  # type: ignore[no-untyped-def]  # numba's own types stand above
        found = np.uint64(0)
        for place in range(len(words)):
            found += words[place]
        return found

    compiled: Callable[[Words], Any] = total
    return compiled
