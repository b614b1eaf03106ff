"""One document understood: a vacancy that is asked about, a CV that is looked at.

In:  a document, a finder of skills, the taxonomies that it was made with
Out: a record, or the error that says why there is none
Why: a small text is understood here, since its length bounds what it costs; a longer one goes to a
     worker, so that nobody waits for it longer than the limits allow
"""

from collections.abc import Sequence
from typing import TypeVar

from matcher.errors import InvalidInput, UnreadableDocument
from matcher.limited import Limits, Refused
from matcher.protocols import SkillFinder
from matcher.records import Candidate, CvLine, Document, Reason, Vacancy
from matcher.understanding.asking import ask, maker
from matcher.understanding.within import SMALL, Account, outcome_of

Kind = TypeVar("Kind", Candidate, Vacancy, Account)


def understood_candidate(
    document: Document, finder: SkillFinder, taxonomies: Sequence[bytes] | None = None
) -> Candidate:
    """Return what a CV shows; see `profiles.understand_candidate`.

    Parameters
    ----------
    taxonomies : that the finder was made with beside the shipped vocabulary; None for a finder of
        the caller's own, which no worker knows: then any text is understood in this process

    Raises
    ------
    InvalidInput : it holds no word about work, or is in a script that is not read
    UnreadableDocument : it takes more than the limits allow
    """
    return _understood("candidate", Candidate, document, finder, taxonomies)


def understood_vacancy(
    document: Document, finder: SkillFinder, taxonomies: Sequence[bytes] | None = None
) -> Vacancy:
    """Return what a vacancy asks; parameters and errors as for `understood_candidate`."""
    return _understood("vacancy", Vacancy, document, finder, taxonomies)


def understood_lines(
    document: Document, finder: SkillFinder, taxonomies: Sequence[bytes] | None = None
) -> tuple[CvLine, ...]:
    """Return what became of each line of a CV; otherwise as `understood_candidate`."""
    return _understood("lines", Account, document, finder, taxonomies).lines


def _understood(
    name: str,
    kind: type[Kind],
    document: Document,
    finder: SkillFinder,
    taxonomies: Sequence[bytes] | None,
) -> Kind:
    found = _outcome(name, document, finder, taxonomies)
    if isinstance(found, kind):
        return found
    if isinstance(found, Refused) and found.reason is Reason.UNSUPPORTED:
        raise InvalidInput(found.message)
    why = f"{found.reason}. {found.message}" if isinstance(found, Refused) else "not understood"
    raise UnreadableDocument(f"{document.source}: {why}")


def _outcome(
    name: str, document: Document, finder: SkillFinder, taxonomies: Sequence[bytes] | None
) -> object:
    if taxonomies is None or len(document.text) <= SMALL:
        try:
            return outcome_of(name, document, finder)
        except Refused as refused:
            return refused
    with maker(taxonomies)() as worker:
        (found,) = ask(worker, name, [document], Limits())
    return found.outcome
