"""Does a change come from our own page?

In:  a request that changes something
Out: nothing, or 403
Why: a page elsewhere can send a form to this machine. Browsers say where a request comes from:
     Sec-Fetch-Site, or at least Origin; what says neither is no browser's form and is refused too
"""

from urllib.parse import urlsplit

from fastapi import HTTPException
from starlette.requests import Request


def check_own(request: Request) -> None:
    """Refuse a request that another site made.

    Raises
    ------
    HTTPException : 403
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin", "")
    own = urlsplit(origin).netloc == request.headers.get("host") if origin else False
    if site not in ("same-origin", None) or (origin and not own) or not (site or own):
        raise HTTPException(403, "the request came from another site than this page")
