"""Saved searches: a vacancy with its changes and filters, kept by name, and who is new in it.

In:  the code of a vacancy, a name
Out: the name on the start page, with how many came in or changed since they were last ticked off
Why: who is new is told from the base's own count of changes, so that no clock decides; a person
     stays new until somebody says that they looked, so that a reload or an edit loses nobody
"""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, HTTPException
from starlette.requests import Request
from starlette.responses import Response

from matcher.errors import InvalidInput
from service.bench import Bench
from service.origin import check_own
from service.render import see_other
from service.tongue import language_of, words

_MOST_NAME = 120


def saved_pages(bench: Bench) -> APIRouter:
    """Return the routes."""
    routes = APIRouter(include_in_schema=False, prefix="/vacancies/{code}")
    own, desk = [Depends(check_own)], bench.desk

    @routes.post("/save", dependencies=own)
    def save(
        request: Request, code: str, name: Annotated[str, Form(max_length=1_000)] = ""
    ) -> Response:
        bench.case(code)
        short = " ".join(name.split())[:_MOST_NAME]
        if not short:
            raise InvalidInput(words(language_of(request))["sv_no_name"])
        desk.save(code, short, bench.matcher.seq())
        desk.note(code, "saved")
        return see_other(f"/vacancies/{code}")

    @routes.post("/unsave", dependencies=own)
    def unsave(code: str) -> Response:
        bench.case(code)
        desk.let_go(code)
        desk.note(code, "unsaved")
        return see_other(f"/vacancies/{code}")

    @routes.post("/ticked", dependencies=own)
    def ticked(code: str, seq: Annotated[int, Form(ge=0)]) -> Response:
        bench.case(code)
        desk.tick_off(code, min(seq, bench.matcher.seq()))
        return see_other(f"/vacancies/{code}")

    return routes


def saved_searches(bench: Bench) -> list[dict[str, Any]]:
    """Return the saved searches with how many are new; None where that cannot be told now."""
    return [
        {"code": one.code, "name": one.name, "at": one.at, "new": _new(bench, one.code, one.since)}
        for one in bench.desk.saved().values()
    ]


def _new(bench: Bench, code: str, since: int) -> int | None:
    if not bench.matcher.changed(since):
        return 0
    try:
        return len(bench.new_in(bench.ranked(bench.case(code)), since))
    except (InvalidInput, HTTPException):  # a filter of an earlier version; many rank now
        return None
