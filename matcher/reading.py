"""A file or a text in, what is understood of it out; for callers that have no talent base.

In:  the path of a vacancy or CV, or the text itself, and perhaps a finder of skills
Out: a `Vacancy` or a `Candidate`, with its document
Why: reading and understanding need the shipped vocabulary and nothing else. Both are limited (see
     `matcher.understanding`), but with a finder of the caller's own
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from matcher.documents import read_file, read_text
from matcher.errors import InvalidInput, UnreadableDocument
from matcher.protocols import SkillFinder
from matcher.records import Candidate, CvLine, Document, Unreadable, Vacancy
from matcher.skills import Finder, Vocabulary
from matcher.understanding import understood_candidate, understood_lines, understood_vacancy

Taxonomies = Sequence[bytes] | None  # that a finder was made with; None: nobody knows


def read_vacancy(
    vacancy: Document | Path | str,
    finder: SkillFinder | None = None,
    taxonomies: Taxonomies = None,
) -> Vacancy:
    """Return what is understood of a vacancy; see `Matcher.understand`."""
    return understood_vacancy(_document(vacancy), *_known(finder, taxonomies))


def read_either(
    source: Path | str,
    *,
    as_cv: bool | None = None,
    finder: SkillFinder | None = None,
    taxonomies: Taxonomies = None,
) -> tuple[Vacancy | Candidate, Document]:
    """Return what is understood of a vacancy or a CV, and its text.

    Parameters
    ----------
    source : a file's path, or the text itself
    as_cv : None takes a text with dated jobs for a CV, and any other for a vacancy; of the 365
        CVs and 171 vacancies tried, one CV without dates was taken for the wrong one
    finder : of skills; None is the one of the shipped vocabulary
    taxonomies : that the finder was made with; without them a long text is understood without
        limits, since no worker knows a finder of the caller's own

    Raises
    ------
    UnreadableDocument : the file yields no text, or it takes more than the limits allow
    InvalidInput : a vacancy that asks for nothing, or a script that is not read
    """
    document = _document(source)
    known = _known(finder, taxonomies)
    if as_cv is not False:
        candidate = understood_candidate(document, *known)
        if as_cv or candidate.profile.roles:
            return candidate, document
    return understood_vacancy(document, *known), document


def read_lines(
    document: Document, finder: SkillFinder | None = None, taxonomies: Taxonomies = None
) -> tuple[CvLine, ...]:
    """Return what became of each visible line of a CV; see `line_account`."""
    return understood_lines(document, *_known(finder, taxonomies))


def _known(finder: SkillFinder | None, taxonomies: Taxonomies) -> tuple[SkillFinder, Taxonomies]:
    """Return a finder with what it was made with: the shipped one with nothing."""
    return (shipped_finder(), ()) if finder is None else (finder, taxonomies)


def _document(source: Document | Path | str) -> Document:
    if isinstance(source, Document):
        return source
    if isinstance(source, Path):
        return _readable(source)
    if _is_file_name(source):
        raise InvalidInput(
            f"{source!r} is the name of a file, and a str is read as the text itself; "
            f"pass Path({source!r})"
        )
    return read_text(source, id="vacancy", source="vacancy")


def _is_file_name(text: str) -> bool:
    try:
        return "\n" not in text and Path(text).is_file()
    except (OSError, ValueError):  # too long, or holds what no name holds
        return False


@cache
def shipped_vocabulary() -> Vocabulary:
    """Return the shipped vocabulary; read once a process, since nothing changes it."""
    return Vocabulary.shipped()


@cache
def shipped_digest() -> str:
    """Return the SHA-256 of the shipped vocabulary; worked out once a process."""
    return shipped_vocabulary().digest()


@cache
def shipped_finder() -> Finder:
    """Return the finder of the shipped vocabulary; made once a process."""
    return Finder(shipped_vocabulary())


def _readable(path: Path) -> Document:
    found = read_file(path)
    if isinstance(found, Unreadable):
        raise UnreadableDocument(f"{found.source}: {found.reason}. {found.message}")
    return found
