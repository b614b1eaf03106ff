"""The engine over HTTP, for this machine only: an API and the recruiter's page.

In:  a vacancy, as JSON or as an uploaded file, with a recruiter's edits
Out: the very same JSON as `matcher match --json`; errors as {"detail": "the CLI's own message"}
Why: routes translate, call the engine once and translate back, so that command line and service
     cannot drift apart. The page keeps vacancies and shortlists on a desk of its own, and there
     every ranking is written down (`audit`), those of the API as well. Nothing of a request goes to
     a log, and no page loads anything from elsewhere

    app.py       create_app: the routes
    forms.py     what may be asked     (pydantic, at this edge alone)
    answers.py   what is answered      (documents the JSON; a test holds the engine to it)
    failures.py  the engine's errors as statuses
    guard.py     size of a body, headers, unexpected errors
    line.py      who may rank now
    page.py      /docs without scripts
    uploads.py   an uploaded file, for as long as it is read

    pages.py     the recruiter's page: start, workbench       people_pages.py  evidence, compare,
                                                                shortlist, export
    bench.py     one ranking a vacancy, made once             desk.py          what is kept (SQLite)
    views.py     what templates show; people by number        strip.py         SVG
    filters.py   forms -> filters                             names.py         who may see names
    export.py    CSV, XLSX                                    origin.py        our own forms alone
    render.py    templates -> answers                         tongue.py        Dutch and English
    dutch.py     the engine's messages in Dutch               audit.py        the chain of lines
    replay.py    a run written down, and made again           audit_pages.py  what was shown
    letter.py    the candidate's own copy                     saved_pages.py  searches by name
    grades.py    what was decided, as judgements
    base_pages.py  the talent base                            imports.py       CVs that come in
"""

from service.app import create_app
from service.audit import Checked, Line
from service.desk import Desk
from service.grades import Decided, decided
from service.imports import Imports
from service.letter import letter_of_run
from service.replay import Replayed, replay

__all__ = [
    "Checked",
    "Decided",
    "Desk",
    "Imports",
    "Line",
    "Replayed",
    "create_app",
    "decided",
    "letter_of_run",
    "replay",
]
