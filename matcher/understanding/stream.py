"""Many documents understood, on every core.

In:  what was read, as it comes; a finder of skills and the taxonomies that it was made with
Out: the same in the same order, each document with the candidate that was understood of it
Why: workers go on while the caller encodes and stores what came first. A text that takes too much
     costs one line in the report; a file of many people that takes too much altogether keeps those
     that came first
"""

from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from matcher.limited import Limits, Refused, Worker, in_order
from matcher.protocols import SkillFinder
from matcher.records import Candidate, Document, Reason, Unreadable
from matcher.understanding.asking import Found, ask, maker
from matcher.understanding.within import DAMAGED, SMALL, Outcome, outcome_of

_TOGETHER = 16  # documents that a worker is asked about at once ...
_CHARS = 200_000  # ... and about how many characters of them
_AHEAD = 2  # requests that each worker may be ahead of the caller, who takes 32 files at a time


@dataclass(frozen=True, slots=True)
class Understood:
    """A document with what was understood of it, or why it is nobody's CV."""

    document: Document
    outcome: Candidate | Unreadable


Read = Understood | Unreadable
_Arrived = Document | Unreadable
_Asked = tuple[_Arrived, Found | None]


def candidates_of(
    found: Iterable[_Arrived],
    finder: Callable[[], SkillFinder],
    taxonomies: Sequence[bytes],
    limits: Limits,
) -> Generator[Read, None, None]:
    """Yield what is understood of each document, in order, and what was no document as it came.

    Parameters
    ----------
    found      : what was read; taken as needed
    finder     : gives the finder for this process; called only where there is little to understand
    taxonomies : that the finder was made with, for the workers
    limits     : what one document, and one file, may cost; how many workers
    """
    arriving = iter(found)
    first, chars = list[_Arrived](), 0
    for one in arriving:
        first.append(one)
        chars += _length(one)
        if chars > SMALL:
            break
    else:
        yield from (_here(one, finder) for one in first)
        return

    spent = _Spent(limits)

    def asked(worker: Worker, some: list[_Arrived]) -> list[_Asked]:
        documents = [one for one in some if isinstance(one, Document) and not spent.all_of(one)]
        outcomes = iter(ask(worker, "candidate", documents, limits))
        answers = {id(one): outcome for one, outcome in zip(documents, outcomes, strict=True)}
        return [(one, answers.get(id(one))) for one in some]

    chunks, ahead = _chunks(chain(first, arriving)), _AHEAD * limits.workers
    for some in in_order(maker(taxonomies), asked, chunks, workers=limits.workers, ahead=ahead):
        yield from (spent.counted(one, answer) for one, answer in some)


class _Spent:
    """What understanding all people of one file together may take."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._of_files: defaultdict[str, float] = defaultdict(float)

    def all_of(self, document: Document) -> bool:
        """Tell whether the people before this one in its file have taken it all."""
        return self._of_files[document.path] > self._limits.file_cpu_s

    def counted(self, one: _Arrived, found: Found | None) -> Read:
        """Return what was found, unless the people before it in its file have taken it all."""
        if isinstance(one, Unreadable):
            return one
        if found is None or self.all_of(one):
            return _outcome(one, _too_much(self._limits))
        if one.path:  # what comes without a file is a file each
            self._of_files[one.path] += found.cpu_s or self._limits.cpu_s
        return _outcome(one, found.outcome)


def _too_much(limits: Limits) -> Refused:
    return Refused(
        Reason.TOO_LARGE,
        f"understanding all of its file takes more than {limits.file_cpu_s} s of CPU time; those "
        "that came first were taken: split it and add the rest",
    )


def _here(one: _Arrived, finder: Callable[[], SkillFinder]) -> Read:
    """Return what is understood in this process of one of the few."""
    if isinstance(one, Unreadable):
        return one
    try:
        return _outcome(one, outcome_of("candidate", one, finder()))
    except Refused as refused:
        return _outcome(one, refused)


def _outcome(document: Document, found: Outcome | Refused) -> Understood:
    if isinstance(found, Candidate):
        return Understood(document, found)
    refused = found if isinstance(found, Refused) else DAMAGED
    problem = Unreadable(document.source, refused.reason, refused.message, document.path)
    return Understood(document, problem)


def _chunks(found: Iterable[_Arrived]) -> Iterator[list[_Arrived]]:
    """Put a few together, in order: a request each costs a fork of a process."""
    some, chars = list[_Arrived](), 0
    for one in found:
        some.append(one)
        chars += _length(one)
        if len(some) >= _TOGETHER or chars >= _CHARS:
            yield some
            some, chars = [], 0
    if some:
        yield some


def _length(one: _Arrived) -> int:
    return len(one.text) if isinstance(one, Document) else 0
