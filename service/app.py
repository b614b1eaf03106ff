"""The app: the routes of the API, each of which translates, calls the engine once and translates
back; the page is beside it.

In:  a Matcher, opened on a talent base
Out: an app for any ASGI server
Why: `def` routes, so that the framework runs them in threads and the event loop stays free for
     /health; one ranking at a time (`line`). Only requests that name this machine as their host
     are answered: a page elsewhere that makes its own name point to 127.0.0.1 (DNS rebinding)
     gets 400
"""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import Body, FastAPI, Form
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.middleware.trustedhost import TrustedHostMiddleware

from matcher.pipeline import Matcher, Ranking
from service.answers import Answer, Health, Problem
from service.audit_pages import audit_pages
from service.base_pages import base_pages
from service.bench import Bench
from service.desk import Desk
from service.failures import answer_failures
from service.forms import Ask, FileAsk, Wishes
from service.guard import Guard
from service.imports import Imports
from service.line import Line
from service.names import Names
from service.page import docs_page
from service.pages import start_pages
from service.people_pages import people_pages
from service.replay import write_run
from service.saved_pages import saved_pages
from service.uploads import named, on_disk

LOOPBACK = ("localhost", "127.0.0.1")
_MOST_BYTES = 10 << 20
_MOST_OF_CVS = 200 << 20  # handed in at once

_ABOUT = (
    "Ranks the people of one talent base for a vacancy, by skills and context, never by job title. "
    "Runs on this machine only. No text that is sent to these routes is logged; the audit "
    "keeps the vacancy as understood and the order that was shown, under the number Matcher-Run. "
    "The page for people is at /."
)
_UNAVAILABLE: dict[int | str, dict[str, Any]] = {
    503: {"model": Problem, "description": "The base or the model cannot be used, or too many ask."}
}
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "model": Answer,
        "description": "The people who can do the work, best first.",
        "headers": {
            "Matcher-Run": {
                "description": "Number of this ranking in the audit; `matcher replay` makes it "
                "again.",
                "schema": {"type": "integer"},
            }
        },
    },
    404: {"model": Problem, "description": "Something that the request names is not there."},
    413: {"model": Problem, "description": "The request is larger than 10 MiB."},
    422: {"model": Problem, "description": "The vacancy, an edit or a filter cannot be used."},
    **_UNAVAILABLE,
}


def create_app(
    matcher: Matcher,
    *,
    hosts: Sequence[str] = LOOPBACK,
    most_bytes: int = _MOST_BYTES,
    line: Line | None = None,
    desk: Desk | None = None,
    imports: Imports | None = None,
) -> FastAPI:
    """Return the service over one talent base.

    Parameters
    ----------
    matcher :
        the engine, opened on its base
    hosts :
        names that a request may give as its host
    most_bytes :
        size of the largest body that is read
    line :
        who may rank now; None lets one rank and eight wait
    desk :
        what the page keeps: vacancies, edits, shortlists; None keeps them in memory
    imports :
        takes in CVs; None leaves the base as it is

    Raises
    ------
    StorageError : the base cannot be read, or was made with another encoder
    ModelUnavailable : the encoder cannot be had
    """
    _health(matcher)  # a base that cannot be used is refused now, not at the first request
    line = line or Line()
    app = FastAPI(
        title="Skills matcher",
        version="0.1.0",
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
    )
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)
    app.add_middleware(
        Guard, most_bytes=most_bytes, larger={"/base/candidates": _MOST_OF_CVS}
    )  # added last: the outermost
    answer_failures(app)
    desk = desk or Desk()

    def answered(found: Ranking, ask: Wishes) -> JSONResponse:
        run = write_run(
            matcher, desk, found, found.matches, changes=ask.changes(), where=ask.where, top=ask.top
        )
        return JSONResponse(found.to_dict(), headers={"Matcher-Run": str(run.n)})

    @app.get("/health", response_model=Health, responses=_UNAVAILABLE)
    def health() -> Health:
        """Say whether the base and the model can be used; no personal data."""
        return _health(matcher)

    @app.post("/matches", response_class=JSONResponse, responses=_ANSWERS)
    def matches(ask: Annotated[Ask, Body()]) -> JSONResponse:
        """Rank the people of the talent base for a vacancy's text."""
        with line.turn():
            found = matcher.match(ask.vacancy, top=ask.top, where=ask.where, edits=ask.edits())
        return answered(found, ask)

    @app.post("/matches/file", response_class=JSONResponse, responses=_ANSWERS)
    def matches_for_file(
        ask: Annotated[FileAsk, Form(media_type="multipart/form-data")],
    ) -> JSONResponse:
        """Rank the people of the talent base for a vacancy's file."""
        with line.turn(), on_disk(ask.file) as path:
            vacancy = named(matcher.understand(path, ask.edits()), ask.file)
            found = matcher.match(vacancy, top=ask.top, where=ask.where)
        return answered(found, ask)

    bench, names = Bench(matcher, desk, line), Names()
    bench.people()  # the desk lets go of whoever was erased while nobody served
    app.include_router(start_pages(bench, names))
    app.include_router(people_pages(bench, names))
    app.include_router(saved_pages(bench))
    app.include_router(audit_pages(bench))
    app.include_router(base_pages(bench, imports))

    @app.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        return HTMLResponse(docs_page(app.openapi()))

    return app


def _health(matcher: Matcher) -> Health:
    return Health(ok=True, people=len(matcher.ids()), encoder=matcher.encoder_name)
