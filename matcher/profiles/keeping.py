"""What recruiters keep of somebody, beside what the CV tells.

In:  a Candidate and what is to change, or the Candidate that was read before
Out: the Candidate with it
Why: a status must not cost a new reading of the CV, and a new reading must not cost the status
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matcher.errors import InvalidInput
from matcher.profiles.availability import AT_ONCE, available_of
from matcher.profiles.days import day_of
from matcher.profiles.told import says_now, tags_of
from matcher.records import Candidate


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to change; None leaves a field as it is, empty text takes it away."""

    status: str | None = None
    tags: tuple[str, ...] = ()  # put on
    untagged: tuple[str, ...] = ()  # taken off, in any case
    contacted: str | None = None  # a day as people write it
    available: str | None = None  # a day, or "now"


def changed(candidate: Candidate, changes: Changes) -> Candidate:
    """Return the candidate with these changes.

    Raises
    ------
    InvalidInput : a day cannot be understood
    """
    off = {" ".join(tag.split()).casefold() for tag in changes.untagged}
    kept = [tag for tag in candidate.tags if tag.casefold() not in off]
    put_on = [tag for text in changes.tags for tag in tags_of(text)]
    return replace(
        candidate,
        tags=_each_once([*kept, *put_on]),
        status=_set(candidate.status, changes.status),
        contacted=_day("contacted", candidate.contacted, changes.contacted),
        available=_day("available", candidate.available, changes.available),
    )


def carried(read: Candidate, before: Candidate | None) -> Candidate:
    """Return a candidate as just read, with what was kept of them before.

    What a table tells now goes before; tags of both are kept, and the later contact.
    """
    if before is None:
        return read
    contacts = [day for day in (read.contacted, before.contacted) if day is not None]
    return replace(
        read,
        status=before.status if read.status is None else read.status,
        tags=_each_once([*before.tags, *read.tags]),
        contacted=max(contacts, default=None),
        available=before.available if read.available is None else read.available,
    )


def _each_once(tags: Sequence[str]) -> tuple[str, ...]:
    """Return the tags as first written, each once in whatever case."""
    first: dict[str, str] = {}
    for tag in tags:
        first.setdefault(tag.casefold(), tag)
    return tuple(first.values())


def _set(now: str | None, text: str | None) -> str | None:
    return now if text is None else " ".join(text.split()) or None


def _day(name: str, now: int | None, text: str | None) -> int | None:
    if text is None:
        return now
    if not text.strip():
        return None
    if name == "available" and says_now(text):
        return AT_ONCE
    day = day_of(text)
    day = available_of(text) if day is None and name == "available" else day
    if day is None:
        raise InvalidInput(f"{name} {text!r} is no day; write it as 2027-03-01 or 1 maart 2027")
    return day
