"""Documents -> people of a base: understood, encoded, and joined with what is kept of them.

In:  what was read of some files; the base, its finder of skills and its encoder
Out: people with the names of their files, and the documents that are none, with the reasons
Why: the texts of a whole batch are encoded at once, which costs the encoder less than one by one
     does; `texts_of` names them again where somebody's vectors are to be forgotten
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from matcher.errors import InvalidInput
from matcher.intake import Found, ids_for, name_of
from matcher.profiles import carried, understand_candidate
from matcher.protocols import Encoder, SkillFinder
from matcher.records import Candidate, Document, Polarity, Reason, Setting, Unreadable
from matcher.store import Person, TalentBase, text_digest
from matcher.vectors import pieces, unit

_ERASED = "this document was erased; to take it in again, say --even-erased"
_BARE = (Setting.LIST, Setting.OTHER, Setting.TITLE)


def people_of(
    found: Sequence[Found], base: TalentBase, finder: SkillFinder, encoder: Encoder
) -> tuple[list[tuple[Person, str]], list[Unreadable]]:
    """Return the people of what was read, each with the name of the file, and what is no CV."""
    bad = [one for one in found if isinstance(one, Unreadable)]
    documents = [one for one in found if isinstance(one, Document)]
    understood: list[tuple[Candidate, Document]] = []
    owners = base.owners()
    for document, id_ in zip(documents, ids_for(documents, owners), strict=True):
        try:
            candidate = understand_candidate(replace(document, id=id_), finder)
        except InvalidInput as error:
            bad.append(Unreadable(document.source, Reason.UNSUPPORTED, str(error), document.path))
        else:
            understood.append((candidate, document))
    held = [c.id for c, _ in understood if c.id in owners]
    before = {p.candidate.id: p.candidate for p in base.people(held, missing_ok=True)}
    kept = [(carried(c, before.get(c.id)), d) for c, d in understood]
    return [(person, name_of(d)) for person, d in encoded(kept, encoder)], bad


def unerased(found: Sequence[Found], base: TalentBase) -> list[Found]:
    """Put a problem in the place of each document that somebody asked to forget."""
    digests = [
        {one.digest, text_digest(one.text)} if isinstance(one, Document) else set() for one in found
    ]
    erased = base.erased([one for both in digests for one in both])
    return [
        Unreadable(one.source, Reason.ERASED, _ERASED, one.path) if both & erased else one
        for one, both in zip(found, digests, strict=True)
    ]


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
