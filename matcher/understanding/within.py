"""What is understood of one document, whatever happens on the way.

In:  a document, what it is to be read as, a finder
Out: a record, or why there is none
Why: the same in a worker and in the caller's own process, so that where a text was understood
     cannot be told from the answer
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from matcher.errors import InvalidInput
from matcher.limited import Refused
from matcher.profiles import line_account, understand_candidate, understand_vacancy
from matcher.protocols import SkillFinder
from matcher.records import Candidate, CvLine, Document, Reason, Vacancy

SMALL = 30_000  # characters in all that are understood without a worker


@dataclass(frozen=True, slots=True)
class Account:
    """What became of the lines of a CV."""

    lines: tuple[CvLine, ...]


Outcome = Candidate | Vacancy | Account


def _account(document: Document, finder: SkillFinder) -> Account:
    return Account(line_account(document, finder))


KINDS: Mapping[str, type[Any]] = {"candidate": Candidate, "vacancy": Vacancy, "lines": Account}
_READERS: Mapping[str, Callable[[Document, SkillFinder], Outcome]] = {
    "candidate": understand_candidate,
    "vacancy": understand_vacancy,
    "lines": _account,
}
DAMAGED = Refused(
    Reason.UNREADABLE,
    "understanding it ended without an answer; save it anew (or as text) and add it again",
)


def outcome_of(kind: str, document: Document, finder: SkillFinder) -> Outcome:
    """Return what is understood of a document.

    Parameters
    ----------
    kind : a key of `KINDS`

    Raises
    ------
    Refused : it is none of that kind, or too much for the rules that read it
    """
    try:
        return _READERS[kind](document, finder)
    except InvalidInput as error:
        raise Refused(Reason.UNSUPPORTED, str(error)) from error
    except RecursionError as error:  # nested deeper than anything that somebody wrote
        raise DAMAGED from error
