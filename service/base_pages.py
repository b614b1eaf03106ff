"""The pages about the talent base: who is in it, and how people come in.

In:  uploaded CVs
Out: how far a load is, and for each file that gave nobody why, and what to do
"""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, HTTPException, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from matcher.records import Unreadable
from service.bench import Bench
from service.imports import Imports, Load
from service.origin import check_own
from service.render import page, see_other
from service.tongue import language_of, words

TAKEN = ".pdf,.docx,.doc,.odt,.rtf,.html,.txt,.md,.eml,.json,.xml,.zip,.csv,.xlsx,.pages"
_DIGEST = re.compile(r"^[0-9a-f]{12}/|^\d+/")  # in front of a file's name
_WIDE = 1_000  # of the bar that shows how far it is


def base_pages(bench: Bench, imports: Imports | None) -> APIRouter:
    """Return the routes; without `imports` the page tells how CVs come in from the shell."""
    routes = APIRouter(include_in_schema=False, prefix="/base")

    @routes.get("")
    def base(request: Request) -> Response:
        return _page(request, 200, "")

    @routes.post("/candidates", dependencies=[Depends(check_own)])
    def add(
        request: Request, files: Annotated[list[UploadFile | str] | None, File()] = None
    ) -> Response:
        if imports is None:
            raise HTTPException(403, "this base cannot be written")
        sent = [one for one in files or () if not isinstance(one, str) and one.filename]
        if not sent:
            return _page(request, 422, "ba_no_files")
        if not imports.start([(one.filename or "", one.file) for one in sent]):
            return _page(request, 409, "ba_busy")
        return see_other("/base")

    def _page(request: Request, status: int, wrong: str) -> Response:
        load = imports.last() if imports else None
        return page(
            request,
            "base.html",
            status,
            nav="base",
            people=len(bench.people()),
            open=imports is not None,
            taken=TAKEN,
            wrong=wrong,
            load=load,
            wide=_wide(load),
            problems=[_told(one, language_of(request)) for one in load.problems] if load else [],
        )

    return routes


def _wide(load: Load | None) -> int:
    return 0 if load is None else round(_WIDE * load.read / max(1, load.files))


def _told(problem: Unreadable, language: str) -> dict[str, Any]:
    """Return a file that gave nobody: why, and the next step, in the reader's language."""
    key = str(problem.reason).replace(" ", "_").lower()
    texts = words(language)
    return {
        "file": _DIGEST.sub("", problem.source),
        "reason": texts[f"rs_{key}"],
        "next": texts[f"do_{key}"],
        "detail": problem.message,
    }
