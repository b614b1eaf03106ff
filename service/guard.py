"""The outermost layer: what holds for every request, whatever its route.

In:  requests as they come from the socket
Out: at most `most_bytes` of body, or what its route allows (else 413), headers that keep answers
     out of caches and pages away from other sites, and a plain 500 for what nobody foresaw; word to
     what works for a client that the client has gone
Why: an error's text may quote a CV, and the server would print it with a traceback; the log gets
     the error's kind and the lines of code it came through, nothing more
"""

import asyncio
import logging
import traceback
from collections.abc import Mapping
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from matcher.limited import Asker, asking
from service.failures import for_people, told
from service.page import STYLE_DIGEST

_log = logging.getLogger(__name__)

_HEADERS = {
    "Cache-Control": "no-store",  # answers quote CVs
    "Content-Security-Policy": (
        f"default-src 'none'; style-src '{STYLE_DIGEST}'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Guard:
    """Wraps the app; see the module."""

    def __init__(
        self, app: ASGIApp, *, most_bytes: int, larger: Mapping[str, int] | None = None
    ) -> None:
        self._app = app
        self._most_bytes = most_bytes
        self._larger = larger or {}  # path -> bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection as ASGI lays down."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)  # the page has a policy of its own
            await send(message)

        try:
            await self._within_limit(scope, receive, sending)
        except Exception as error:  # the last place before the server's own log
            _log.error("unexpected %s in %s", type(error).__name__, _places(error))
            if not started:
                detail = "an unexpected error; the service's log names the place"
                await _answer(scope, 500, detail)(scope, receive, sending)

    async def _within_limit(self, scope: Scope, receive: Receive, send: Send) -> None:
        declared = Headers(scope=scope).get("content-length", "0")
        most = self._larger.get(scope["path"], self._most_bytes)
        if declared.isdecimal() and int(declared) > most:
            await _answer(scope, 413, _too_large(most))(scope, receive, send)
            return
        client = _Client(receive, most)
        if scope["method"] in ("GET", "HEAD"):
            await client.begin()
        try:
            with asking(client.asker):
                await self._app(scope, client.receive, send)
        finally:
            client.done()


class _Client:
    """The other end of one request: its body within a limit, and whether it is still there."""

    def __init__(self, receive: Receive, most_bytes: int) -> None:
        self.asker = Asker()
        self._receive = receive
        self._most_bytes = most_bytes
        self._size = 0
        self._first: Message | None = None
        self._leaving: asyncio.Task[Message] | None = None  # ends when the client goes

    async def begin(self) -> None:
        """Take the empty body of a request whose route will not ask for it."""
        self._first = await self.receive()

    async def receive(self) -> Message:
        """Return the next message, as ASGI lays down; behind the body comes only the leaving."""
        if self._first is not None:
            first, self._first = self._first, None
            return first
        if self._leaving is not None:
            return await asyncio.shield(self._leaving)
        message = await self._receive()
        self._size += len(message.get("body", b""))
        if self._size > self._most_bytes:  # a body in chunks declares no length
            raise HTTPException(413, _too_large(self._most_bytes))
        if message["type"] == "http.request" and not message.get("more_body", False):
            self._leaving = asyncio.create_task(self._leave())
        return message

    def done(self) -> None:
        """Wait no longer for the client to go."""
        if self._leaving is not None:
            self._leaving.cancel()

    async def _leave(self) -> Message:
        message = await self._receive()
        await asyncio.to_thread(self.asker.leave)  # it waits for processes to end
        return message


def _too_large(most: int) -> str:
    return (
        f"the request is larger than {most / (1 << 20):g} MiB; "
        "send the vacancy as text, save the file without pictures, or send fewer files at once"
    )


def _answer(scope: Scope, status: int, detail: str) -> Response:
    request = Request(scope)
    if for_people(request):
        return told(request, status, detail)
    return JSONResponse({"detail": detail}, status)


def _places(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames))
