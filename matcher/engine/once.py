"""A value that is made when it is first asked for, once, whoever asks.

Why: `functools.cached_property` has no lock from Python 3.12 on; two threads would make it twice.
"""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Once(Generic[T]):
    """Call it for the value.

    Parameters
    ----------
    make : called by the first who asks; the others wait. What it raises is raised to that one, and
        the next one tries again
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._made: list[T] = []

    def __call__(self) -> T:
        """Return the value."""
        if not self._made:  # looked at without the lock: a list is filled or it is not
            with self._lock:
                if not self._made:
                    self._made.append(self._make())
        return self._made[0]
