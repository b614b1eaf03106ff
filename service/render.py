"""Templates -> answers, with what holds for every page.

In:  the name of a template and what it shows
Out: HTML whose policy lets nothing load or run that this program did not send; cookies with the
     reader's choice of language and theme; our own files, cached under the hash of what they hold
Why: one place where a page becomes an answer, so that no page can forget its policy
"""

import hashlib
import mimetypes
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from service.strip import bar, mini
from service.tongue import LANGUAGES, THEMES, day, language_of, number, theme_of, words

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {"Content-Security-Policy": POLICY, "Referrer-Policy": "same-origin"}
_HERE = Path(__file__).parent
_YEAR_S = 365 * 24 * 3600


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page in the reader's language."""
    lang, theme = language_of(request), theme_of(request)
    html = (
        _templates()
        .get_template(template)
        .render(
            t=words(lang),
            lang=lang,
            theme=theme,
            here=request.url.path,
            at_lang=lambda name: _here(request, lang=name),
            at_theme=lambda name: _here(request, theme=name),
            number=lambda value, digits=2: number(value, lang, digits),
            day=lambda at: day(at, lang),
            **values,
        )
    )
    answer = HTMLResponse(html, status, headers=HEADERS | {"Content-Language": lang})
    for name, allowed in (("lang", LANGUAGES), ("theme", THEMES)):
        if (chosen := request.query_params.get(name)) in allowed:
            answer.set_cookie(name, str(chosen), max_age=_YEAR_S, httponly=True, samesite="strict")
    return answer


def rendered(template: str, lang: str, **values: Any) -> str:
    """Return a template that is no page of the browser: a file to hand over."""
    return _templates().get_template(template).render(t=words(lang), lang=lang, **values)


def see_other(to: str) -> RedirectResponse:
    """Return "look there", so that reloading the next page sends nothing twice."""
    return RedirectResponse(to, 303, headers=HEADERS)


def local(to: str, otherwise: str) -> str:
    """Return an address of our own that a form named; another one where it names no such."""
    plain = to.isascii() and to.isprintable() and not set(to) & set('\\"<>')
    return to if plain and to.startswith("/") and not to.startswith("//") else otherwise


def static(name: str) -> Response | None:
    """Return one of our own files; None for any other name."""
    content = _files().get(name)
    if content is None:
        return None
    kind = "font/woff2" if name.endswith(".woff2") else mimetypes.guess_type(name)[0]
    kept = {"Cache-Control": f"private, max-age={_YEAR_S}, immutable"}
    return Response(content, media_type=kind or "text/plain", headers=HEADERS | kept)


def _address(name: str) -> str:
    """Return where one of our files is; another content has another address."""
    return f"/static/{name}?v={hashlib.sha256(_files()[name]).hexdigest()[:12]}"


def _here(request: Request, **change: str) -> str:
    query = [(k, v) for k, v in parse_qsl(request.url.query) if k not in ("lang", "theme")]
    return f"{request.url.path}?{urlencode([*query, *change.items()])}"


@cache
def _files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (_HERE / "static").iterdir()}


@cache
def _templates() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates"),
        autoescape=jinja2.select_autoescape(default=True, disabled_extensions=("txt",)),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(mini=mini, bar=bar, static=_address)
    return made
