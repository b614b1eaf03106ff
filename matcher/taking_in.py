"""What was understood of CVs -> people of a base: encoded, and joined with what is kept of them.

In:  what was read and understood of some files; the base and its encoder
Out: people with the names of their files, and the documents that are none, with the reasons
Why: the texts of a whole batch are encoded at once, which costs the encoder less than one by one
     does; `texts_of` names them again where somebody's vectors are to be forgotten
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from matcher.intake import ids_for, name_of
from matcher.profiles import carried
from matcher.protocols import Encoder
from matcher.records import Candidate, Document, Polarity, Reason, Setting, Unreadable
from matcher.store import Person, TalentBase, text_digest
from matcher.understanding import Read, Understood
from matcher.vectors import pieces, unit

_ERASED = "this document was erased; to take it in again, say --even-erased"
_BARE = (Setting.LIST, Setting.OTHER, Setting.TITLE)


def people_of(
    read: Sequence[Read], base: TalentBase, encoder: Encoder
) -> tuple[list[tuple[Person, str]], list[Unreadable]]:
    """Return the people of what was read, each with the name of the file, and what is no CV."""
    bad = [one for one in read if isinstance(one, Unreadable)]
    documents = [one for one in read if isinstance(one, Understood)]
    understood: list[tuple[Candidate, Document]] = []
    owners = base.owners()
    ids = ids_for([one.document for one in documents], owners)
    for one, id_ in zip(documents, ids, strict=True):
        if isinstance(one.outcome, Unreadable):
            bad.append(one.outcome)
        else:
            understood.append((_named(one.outcome, id_), one.document))
    held = [c.id for c, _ in understood if c.id in owners]
    before = {p.candidate.id: p.candidate for p in base.people(held, missing_ok=True)}
    kept = [(carried(c, before.get(c.id)), d) for c, d in understood]
    return [(person, name_of(d)) for person, d in encoded(kept, encoder)], bad


def unerased(read: Sequence[Read], base: TalentBase) -> list[Read]:
    """Put a problem in the place of each document that somebody asked to forget."""
    digests = [
        {one.document.digest, text_digest(one.document.text)}
        if isinstance(one, Understood)
        else set()
        for one in read
    ]
    erased = base.erased([one for both in digests for one in both])
    return [
        Unreadable(one.document.source, Reason.ERASED, _ERASED, one.document.path)
        if isinstance(one, Understood) and both & erased
        else one
        for one, both in zip(read, digests, strict=True)
    ]


def file_of(one: Read) -> str:
    """Return the name of the file that something came from; see `intake.name_of`."""
    return name_of(one.document if isinstance(one, Understood) else one)


def _named(candidate: Candidate, id_: str) -> Candidate:
    return replace(candidate, id=id_, profile=replace(candidate.profile, id=id_))


def texts_of(candidate: Candidate) -> list[str]:
    """Return all texts of a candidate that are encoded."""
    return [*_statements(candidate), *_whole(candidate)]


def encoded(
    understood: Sequence[tuple[Candidate, Document]], encoder: Encoder
) -> Iterator[tuple[Person, Document]]:
    """Yield people with their rows; all texts are encoded in one go."""
    texts = [_statements(c) for c, _ in understood]
    groups = [*texts, *(_whole(c) for c, _ in understood)]
    rows = encoder.encode([text for group in groups for text in group])
    parts = np.split(rows, np.cumsum([len(group) for group in groups]))
    for (c, d), own, whole in zip(understood, parts, parts[len(texts) :], strict=False):
        yield Person(c, d.text, own, unit(whole.sum(axis=0, keepdims=True))[0], d.digest), d


def _statements(candidate: Candidate) -> list[str]:
    return [statement.text for statement in candidate.profile.statements]


def _whole(candidate: Candidate) -> list[str]:
    """Cut what somebody did into pieces; a section that is given twice changes nothing."""
    return pieces(dict.fromkeys(work_of(candidate)))


def work_of(candidate: Candidate) -> Iterator[str]:
    """Yield what somebody did; bare lists, bare titles and wishes say too little."""
    for statement in candidate.profile.statements:
        if statement.polarity is Polarity.SHOWN and statement.setting not in _BARE:
            yield statement.text
