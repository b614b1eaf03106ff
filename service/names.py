"""Who may see names now?

In:  clicks on "show names", each of which the desk logs
Out: whether this browser may see the names of a vacancy's people; forgotten when the program stops
Why: kept on this side under a random token, so that a cookie cannot be written by hand to see names
     without a line in the log
"""

import secrets
import threading
from collections import OrderedDict

from starlette.requests import Request
from starlette.responses import Response

_COOKIE = "names"
_MOST = 1_000  # browsers


class Names:
    """The browsers that asked for names, and of which vacancies."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._shown: OrderedDict[str, set[str]] = OrderedDict()

    def on(self, request: Request, code: str) -> bool:
        """Return whether this browser sees the names of this vacancy's people."""
        with self._lock:
            return code in self._shown.get(request.cookies.get(_COOKIE, ""), ())

    def turn(self, request: Request, answer: Response, code: str, *, on: bool) -> None:
        """Show or hide the names of a vacancy's people in this browser."""
        token = request.cookies.get(_COOKIE, "")
        with self._lock:
            if token not in self._shown:
                token = secrets.token_urlsafe(24)
                self._shown[token] = set()
                while len(self._shown) > _MOST:
                    self._shown.popitem(last=False)
            if on:
                self._shown[token].add(code)
            else:
                self._shown[token].discard(code)
        answer.set_cookie(_COOKIE, token, httponly=True, samesite="strict")
