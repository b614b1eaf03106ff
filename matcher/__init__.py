"""An engine that matches people to work: by skills and context, never by job title.

matcher = Matcher.open("talent", create=True)
matcher.index(["cvs/"])
for match in matcher.match(Path("vacancy.txt"), where="years >= 3", top=5):
    print(match.candidate, match.score)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matcher.display import show
    from matcher.engine import Indexed, Ranking, Searcher, SearchOptions, Snapshot, Writer
    from matcher.errors import (
        Changed,
        EncoderMismatch,
        InvalidInput,
        MatcherError,
        ModelUnavailable,
        NotFound,
        StorageError,
        UnreadableDocument,
    )
    from matcher.frames import (
        ledger_frame,
        ledgers_frame,
        lines_frame,
        matches_frame,
        people_frame,
        requirements_frame,
        vacancies_frame,
    )
    from matcher.pipeline import Matcher
    from matcher.profiles import Edits
    from matcher.protocols import Encoder
    from matcher.ranking import Weights
    from matcher.records import (
        Candidate,
        Document,
        Evidence,
        Match,
        Requirement,
        Row,
        Unreadable,
        Vacancy,
    )

__all__ = [
    "Candidate",
    "Changed",
    "Document",
    "Edits",
    "Encoder",
    "EncoderMismatch",
    "Evidence",
    "Indexed",
    "InvalidInput",
    "Match",
    "Matcher",
    "MatcherError",
    "ModelUnavailable",
    "NotFound",
    "Ranking",
    "Requirement",
    "Row",
    "SearchOptions",
    "Searcher",
    "Snapshot",
    "StorageError",
    "Unreadable",
    "UnreadableDocument",
    "Vacancy",
    "Weights",
    "Writer",
    "ledger_frame",
    "ledgers_frame",
    "lines_frame",
    "matches_frame",
    "people_frame",
    "requirements_frame",
    "show",
    "vacancies_frame",
]

_HOMES = {
    "engine": ("Indexed", "Ranking", "SearchOptions", "Searcher", "Snapshot", "Writer"),
    "errors": (
        "Changed", "EncoderMismatch", "InvalidInput", "MatcherError", "ModelUnavailable",
        "NotFound", "StorageError", "UnreadableDocument",
    ),
    "display": ("show",),
    "frames": (
        "ledger_frame", "ledgers_frame", "lines_frame", "matches_frame", "people_frame",
        "requirements_frame", "vacancies_frame",
    ),
    "pipeline": ("Matcher",),
    "profiles": ("Edits",),
    "protocols": ("Encoder",),
    "ranking": ("Weights",),
    "records": (
        "Candidate", "Document", "Evidence", "Match", "Requirement", "Row", "Unreadable", "Vacancy",
    ),
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load a name's module when it is first asked for: importing the package loads nothing."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
