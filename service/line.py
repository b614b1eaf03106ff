"""Who may rank now?

In:  requests, each in a thread of its own
Out: one ranking at a time, or as many as the caller allows; a few wait, the next is told at once to
     come back
Why: a ranking holds one processor and up to 400 people in memory. Two threads rank no faster than
     one (0.8 to 0.9 times: most of a ranking is Python, which one thread runs at a time), so more
     at once would only slow all of them down. Without an end to the line, waiting requests would
     take every thread and /health would hang behind them
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from fastapi import HTTPException

from matcher.limited import Asker, current

_RETRY_AFTER_S = 5
_GONE = 499  # as proxies log it
_LOOK_S = 0.25  # how often those who wait look whether their client is still there


class Line:
    """So many at a time, with room for `waiting` others.

    Parameters
    ----------
    waiting : how many may wait
    at_once : how many may rank
    """

    def __init__(self, *, waiting: int = 8, at_once: int = 1) -> None:
        self._places = BoundedSemaphore(waiting + at_once)
        self._turns = BoundedSemaphore(at_once)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and hold it.

        Raises
        ------
        HTTPException : 503 with Retry-After; the line is full. 499 where the client has gone
            before its turn came, which nobody reads
        """
        if not self._places.acquire(blocking=False):
            raise HTTPException(
                503,
                "other rankings are waiting already; ask again in a few seconds",
                headers={"Retry-After": str(_RETRY_AFTER_S)},
            )
        try:
            asker = current()
            while not self._turns.acquire(timeout=_LOOK_S):
                _check(asker)
            try:
                _check(asker)
                yield
            finally:
                self._turns.release()
        finally:
            self._places.release()


def _check(asker: Asker | None) -> None:
    if asker is not None and asker.gone:
        raise HTTPException(_GONE, "the client has gone")
