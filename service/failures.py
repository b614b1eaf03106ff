"""The engine's errors -> statuses, with the message that the command line prints.

In:  errors of `matcher.errors`, and requests that do not have the form of `forms`
Out: {"detail": message}, always one text; what was sent is never echoed in full
"""

from collections.abc import Awaitable, Callable

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse

from matcher.errors import InvalidInput, ModelUnavailable, NotFound, StorageError

_STATUSES: dict[type[Exception], int] = {
    InvalidInput: 422,
    NotFound: 404,  # a kind of InvalidInput; the nearest class in this table counts
    StorageError: 503,
    ModelUnavailable: 503,
}


def answer_failures(app: FastAPI) -> None:
    """Let the app answer every error of the engine, and every malformed request."""
    for kind, status in _STATUSES.items():
        app.add_exception_handler(kind, _handler(status))
    app.add_exception_handler(RequestValidationError, _malformed)


def _handler(status: int) -> Callable[[Request, Exception], Awaitable[JSONResponse]]:
    async def handle(_: Request, error: Exception) -> JSONResponse:
        return JSONResponse({"detail": str(error)}, status)

    return handle


async def _malformed(_: Request, error: Exception) -> JSONResponse:
    problems = error.errors() if isinstance(error, RequestValidationError) else []
    detail = "; ".join(_problem(problem["loc"], problem["msg"]) for problem in problems)
    return JSONResponse({"detail": _printable(detail)}, 422)


def _problem(loc: tuple[str | int, ...], message: str) -> str:
    place = ".".join(str(part)[:60] for part in loc)
    return f"{place}: {message.removeprefix('Value error, ')}"


def _printable(text: str) -> str:
    """Return the text as UTF-8 can carry it: a field's name may hold half a surrogate pair."""
    return text.encode("utf-8", errors="replace").decode("utf-8")
