"""Whoever asked, and may have gone.

In:  word that somebody has left (the service hears it from the socket)
Out: their workers are ended at once, and whoever stands in a line for them may ask whether to go on
Why: work that nobody waits for any more takes the place of those who do wait
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Asker:
    """Somebody who waits for an answer; any thread may say that they have gone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ends: list[Callable[[], None]] = []
        self.gone = False

    def leave(self) -> None:
        """End what works for them, and what begins to from now on."""
        with self._lock:
            self.gone, ends, self._ends = True, self._ends, []
        for end in ends:
            end()

    def ended_by(self, end: Callable[[], None]) -> None:
        """Call `end` when they leave, at once if they have."""
        with self._lock:
            if not self.gone:
                self._ends.append(end)
                return
        end()

    def done(self, end: Callable[[], None]) -> None:
        """Forget a call that is no longer needed."""
        with self._lock:
            if end in self._ends:
                self._ends.remove(end)


_ASKER: ContextVar[Asker | None] = ContextVar("asker", default=None)


def current() -> Asker | None:
    """Return who waits for what this thread does; None where nobody can leave."""
    return _ASKER.get()


@contextmanager
def asking(asker: Asker) -> Iterator[None]:
    """Let what is done inside be for this asker, in threads that take over the context too."""
    token = _ASKER.set(asker)
    try:
        yield
    finally:
        _ASKER.reset(token)
