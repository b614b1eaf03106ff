"""The engine's errors -> statuses, with the message that the command line prints.

In:  errors of `matcher.errors`, and requests that do not have the form of `forms`
Out: {"detail": message}, always one text; what was sent is never echoed in full. A browser that
     asks for a page gets a page, which says what happened and the next step
"""

from collections.abc import Awaitable, Callable

from fastapi import FastAPI
from fastapi.exception_handlers import http_exception_handler
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from matcher.errors import InvalidInput, ModelUnavailable, NotFound, StorageError
from service.dutch import in_dutch
from service.render import page
from service.tongue import language_of

_STATUSES: dict[type[Exception], int] = {
    InvalidInput: 422,
    NotFound: 404,  # a kind of InvalidInput; the nearest class in this table counts
    StorageError: 503,
    ModelUnavailable: 503,
}


_API = ("/matches", "/health", "/docs", "/openapi.json", "/static")
_TOLD = (403, 404, 413, 422, 503)  # statuses of which the page has words


def answer_failures(app: FastAPI) -> None:
    """Let the app answer every error of the engine, and every malformed request."""
    for kind, status in _STATUSES.items():
        app.add_exception_handler(kind, _handler(status))
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _refused)


def for_people(request: Request) -> bool:
    """Return whether a browser asked for a page, and not a program for an answer."""
    path = request.url.path
    if path.startswith(_API):
        return False
    return (
        path == "/"
        or path.startswith(("/vacancies", "/base"))
        or "text/html" in request.headers.get("accept", "")
    )


def told(request: Request, status: int, detail: str) -> Response:
    """Return what went wrong as a page."""
    key = status if status in _TOLD else 500
    back = f"/vacancies/{code}" if (code := request.path_params.get("code")) else "/"
    dutch = in_dutch(detail) if language_of(request) == "nl" else None
    return page(
        request,
        "error.html",
        status,
        nav="",
        key=key,
        detail=_printable(dutch or detail),
        detail_lang="nl" if dutch else "en",
        back=back,
    )


def _handler(status: int) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def handle(request: Request, error: Exception) -> Response:
        if for_people(request):
            return told(request, status, str(error))
        return JSONResponse({"detail": str(error)}, status)

    return handle


async def _malformed(request: Request, error: Exception) -> Response:
    problems = error.errors() if isinstance(error, RequestValidationError) else []
    detail = "; ".join(_problem(problem["loc"], problem["msg"]) for problem in problems)
    if for_people(request):
        return told(request, 422, detail)
    return JSONResponse({"detail": _printable(detail)}, 422)


async def _refused(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    if not for_people(request):
        return await http_exception_handler(request, error)
    answer = told(request, error.status_code, error.detail)
    answer.headers.update(error.headers or {})
    return answer


def _problem(loc: tuple[str | int, ...], message: str) -> str:
    place = ".".join(str(part)[:60] for part in loc)
    return f"{place}: {message.removeprefix('Value error, ')}"


def _printable(text: str) -> str:
    """Return the text as UTF-8 can carry it: a field's name may hold half a surrogate pair."""
    return text.encode("utf-8", errors="replace").decode("utf-8")
