"""The engine over HTTP, for this machine only: a thin edge of the core.

In:  a vacancy, as JSON or as an uploaded file, with a recruiter's edits
Out: the very same JSON as `matcher match --json`; errors as {"detail": "the CLI's own message"}
Why: routes translate, call the engine once and translate back, so that command line and service
     cannot drift apart. Nothing is stored, nothing of a request is logged, and no page loads
     anything from elsewhere

    app.py       create_app: the routes
    forms.py     what may be asked     (pydantic, at this edge alone)
    answers.py   what is answered      (documents the JSON; a test holds the engine to it)
    failures.py  the engine's errors as statuses
    guard.py     size of a body, headers, unexpected errors
    line.py      who may rank now
    page.py      /docs without scripts
"""

from service.app import create_app

__all__ = ["create_app"]
