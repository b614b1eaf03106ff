"""Who may rank now?

In:  requests, each in a thread of its own
Out: one ranking at a time; a few wait, the next is told at once to come back
Why: a ranking holds one processor and much of the base in memory, and the Matcher's parts that are
     loaded on first use have no lock of their own. Without an end to the line, waiting requests
     would take every thread and /health would hang behind them
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from fastapi import HTTPException

_RETRY_AFTER_S = 5


class Line:
    """One at a time, with room for `waiting` others."""

    def __init__(self, *, waiting: int = 8) -> None:
        self._places = BoundedSemaphore(waiting + 1)
        self._turn = Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and hold it.

        Raises
        ------
        HTTPException : 503 with Retry-After; the line is full
        """
        if not self._places.acquire(blocking=False):
            raise HTTPException(
                503,
                "other rankings are waiting already; ask again in a few seconds",
                headers={"Retry-After": str(_RETRY_AFTER_S)},
            )
        try:
            with self._turn:
                yield
        finally:
            self._places.release()
