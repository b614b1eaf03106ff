"""The index of a talent base, caught up with its database whenever it is asked for.

In:  a base, its calibration
Out: an `Index` that holds every change of the database up to now
Why: the database is the truth and the index a cache of it. What came since the last segment was
     written is read from the database into the tail; an index that is missing, damaged, or made
     with another calibration is made anew, so that nothing wrong is ever served
"""

import logging
from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np

from matcher.errors import StorageError
from matcher.index import RUNGS, Entry, Index
from matcher.profiles import facts_of
from matcher.protocols import Progress
from matcher.ranking import Weights, rung_of
from matcher.store import Person, TalentBase
from matcher.vectors import Ordinary

_log = logging.getLogger(__name__)

_WORTH_A_SEGMENT = 1_000  # people in a reader's tail from which it tries to write a segment
_RECENT_MONTHS = Weights().recent_months  # the shortlist's; a ledger may use other ones
_AT_ONCE = 2_000  # people read from the database between two signs of progress


class LiveIndex:
    """Keeps the index of one base and one calibration up to date."""

    def __init__(
        self, base: TalentBase, ordinary: Ordinary, *, calibration: str, as_of: int, encoder: str
    ) -> None:
        self._base = base
        self._ordinary = ordinary
        self._as_of = as_of
        self._index = Index.open(
            base.folder / "index",
            base=base.id,
            calibration=calibration,
            encoder=encoder,
            d=ordinary.lines.rows.shape[1],
        )
        for problem in self._index.problems:
            _log.warning("the index is made anew where it is damaged: %s", problem)

    def current(self, progress: Progress | None = None) -> Index:
        """Return the index with all that is in the database now."""
        self._index.refresh()
        if self._base.seq() != self._index.seq:
            self._catch_up(progress)
            if self._index.tail_people >= _WORTH_A_SEGMENT:
                self._publish_if_possible()
        return self._index

    def publish(self, progress: Progress | None = None) -> None:
        """Write what is only in memory as a segment; StorageError where that is impossible."""
        self.current(progress)
        self._index.publish()

    def rebuild(self, progress: Progress | None = None) -> Index:
        """Throw the index away and make it from the database."""
        self._index.drop()
        self.publish(progress)
        return self._index

    def _catch_up(self, progress: Progress | None) -> None:
        """Read from the database what the index does not hold yet."""
        upto = self._base.seq()  # read first: what comes while we read is read again next time
        changes = list(self._base.changes(self._index.seq))
        changed = [change.id for change in changes if change.id is not None]
        gone = [change.key for change in changes if change.id is None]
        done = 0
        people = iter(self._base.people(changed, missing_ok=True))
        while some := list(islice(people, _AT_ONCE)):
            self._index.apply(entries(some, self._ordinary, self._as_of), (), self._index.seq)
            done += len(some)
            if progress:
                progress(done, len(changed))
        self._index.apply((), gone, upto)

    def _publish_if_possible(self) -> None:
        try:
            self._index.publish()
        except StorageError as error:  # a disk that may only be read, or another writer at work
            _log.info("the index stays in memory: %s", error)


def entries(people: Iterable[Person], ordinary: Ordinary, as_of: int) -> Iterator[Entry]:
    """Yield what the index keeps of people."""
    for person in people:
        candidate = person.candidate
        rungs = [
            RUNGS.index(rung_of(statement, as_of=as_of, recent_months=_RECENT_MONTHS))
            for statement in candidate.profile.statements
        ]
        yield Entry(
            id=candidate.id,
            key=person.key,
            seq=person.seq,
            statements=ordinary.lines.centred(person.vectors, candidate.language),
            rungs=np.array(rungs, dtype=np.uint8),
            context=ordinary.wholes.centred(person.context[None], candidate.language)[0],
            facts=facts_of(candidate, as_of),
        )
