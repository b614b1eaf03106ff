"""Who may rank now?

In:  requests, each in a thread of its own
Out: a few rankings at the same time; a few wait, the next is told at once to come back
Why: a ranking holds one processor and up to 400 people in memory, so more at once than there are
     processors only slows all of them down. Without an end to the line, waiting requests would take
     every thread and /health would hang behind them
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from fastapi import HTTPException

_RETRY_AFTER_S = 5


class Line:
    """So many at a time, with room for `waiting` others.

    Parameters
    ----------
    waiting : how many may wait
    at_once : how many may rank; None is one for each processor
    """

    def __init__(self, *, waiting: int = 8, at_once: int | None = None) -> None:
        at_once = at_once or os.cpu_count() or 1
        self._places = BoundedSemaphore(waiting + at_once)
        self._turns = BoundedSemaphore(at_once)

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
            with self._turns:
                yield
        finally:
            self._places.release()
