"""Functions that are compiled for this processor when they are first called.

In:  a function on arrays and numbers
Out: the same, compiled by numba and kept beside the module or, in an install that cannot be
     written, in the user's cache folder (numba's own rules; NUMBA_CACHE_DIR names another)
Why: compiling takes seconds, loading what was compiled milliseconds. Where no folder can be
     written at all, each process compiles for itself

numba comes with this module: import it inside functions only.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from numba import njit

_P = ParamSpec("_P")
_R = TypeVar("_R")


def compiled(*, fastmath: bool = False) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Compile a function when it is first called; other threads run while it does.

    `fastmath` lets sums be added in another order and products be added without rounding them
    first: only for sums of whole numbers that single precision holds exactly.
    """

    def decorate(function: Callable[_P, _R]) -> Callable[_P, _R]:
        try:
            made = njit(nogil=True, cache=True, fastmath=fastmath)(function)
        except RuntimeError:  # numba found no folder that it can keep its work in
            made = njit(nogil=True, fastmath=fastmath)(function)
        found: Callable[_P, _R] = made
        return found

    return decorate
