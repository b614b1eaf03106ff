"""The page about what was shown for one vacancy: every ranking and every act, by number.

In:  the code of a vacancy
Out: the lines of the audit, newest first, without names; whether the chain is whole
Why: who oversees the use of such a system (a works council, a data protection officer) should see
     from the page what was done with it, and by which numbers to ask for more
"""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from matcher.calendar import iso
from service.audit import Line
from service.bench import Bench
from service.render import page
from service.replay import RUN
from service.tongue import language_of, words

_MOST = 100  # lines of a page


def audit_pages(bench: Bench) -> APIRouter:
    """Return the route."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/vacancies/{code}/runs")
    def runs(request: Request, code: str) -> Response:
        bench.people()  # whoever left the base leaves the audit
        case, texts = bench.case(code), words(language_of(request))
        lines = bench.desk.audit.lines(code, most=_MOST)
        return page(
            request,
            "runs.html",
            nav="vac",
            case=case,
            short=0,
            lines=[_told(line, bench, texts) for line in lines],
            checked=bench.desk.audit.verify(),
        )

    return routes


def _told(line: Line, bench: Bench, texts: dict[str, str]) -> dict[str, Any]:
    """Return one line in the reader's language."""
    body = line.body
    about = [no for no, _ in bench.desk.audit.parts(line.n).values()] if line.people == 1 else []
    return {
        "n": line.n,
        "at": line.at,
        "run": line.kind == RUN,
        "what": texts.get(f"log_{line.kind}", line.kind),
        "who": f"{about[0][:4]}-{about[0][4:]}" if about else "",
        "people": line.people,
        "of": body.get("run", ""),
        "filters": "; ".join(body.get("where", ())) or texts["no_filters"],
        "edits": sum(
            len(body.get("changes", {}).get(k, ())) for k in ("added", "kinds", "weights")
        ),
        "as_of": iso(body["as_of"]) if line.kind == RUN else "",
        "made": f"matcher {body['version']}, {body['calibration']}" if line.kind == RUN else "",
    }
