"""The index of a talent base, caught up with its database whenever it is asked for.

In:  a base, its calibration
Out: an `Index` that holds every change of the database up to now, or a frozen view of it
Why: the database is the truth and the index a cache of it. What came since the last segment was
     written is read from the database into the tail; an index that is missing, damaged, or made
     with another calibration is made anew, so that nothing wrong is ever served
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

import numpy as np

from matcher.errors import Busy, StorageError
from matcher.index import ALWAYS, PAYS_FROM, RUNGS, Entry, Index, View
from matcher.profiles import facts_of
from matcher.protocols import Progress
from matcher.ranking import Weights, rung_of
from matcher.records import Rung, Statement
from matcher.store import Person, TalentBase
from matcher.vectors import Ordinary

_log = logging.getLogger(__name__)

_WORTH_A_SEGMENT = 1_000  # people in a reader's tail from which it tries to write a segment
_RECENT_MONTHS = Weights().recent_months  # the shortlist's; a ledger may use other ones
_AT_ONCE = 2_000  # people read from the database between two signs of progress
_TOGETHER = 20_000  # changes that are taken in all at once
_PATIENCE_S = 60  # to write beside other processes
_LOOK_S = 0.02
_LOOKS = 3  # at what changed while others were changing it: then all is as after one change


class LiveIndex:
    """Keeps the index of one base and one calibration up to date."""

    def __init__(
        self,
        base: TalentBase,
        ordinary: Ordinary,
        *,
        calibration: str,
        encoder: str,
    ) -> None:
        self._base = base
        self._ordinary = ordinary
        self._index = Index.open(
            base.folder / "index",
            base=base.id,
            calibration=calibration,
            encoder=encoder,
            d=ordinary.lines.rows.shape[1],
            codes_from=PAYS_FROM,
        )
        self._catching_up = threading.Lock()
        for problem in self._index.problems:
            _log.info("the index is made anew where it cannot be used: %s", problem)

    def current(self, progress: Progress | None = None) -> Index:
        """Return the index with all that is in the database now."""
        with self._catching_up:  # threads that ask at once wait for the first, and find it done
            return self._current(progress)

    def view(self) -> View:
        """Return the people who are in the database now, as they are at this moment."""
        with self._catching_up:
            return self._current(None).view()

    def shows(self, view: View) -> bool:
        """Return whether a view is of the index as it is, without a look at the database."""
        return self._index.view().state is view.state

    def publish(self, progress: Progress | None = None) -> None:
        """Write what is only in memory, and merge what has become many small segments.

        Raises
        ------
        StorageError : the folder cannot be written, or another process writes
        """
        self._written(lambda: self.current(progress).compact())

    def rebuild(self, progress: Progress | None = None) -> Index:
        """Throw the index away and make it from the database."""
        with self._catching_up:  # nobody may take a view while it holds nobody
            self._index.drop()
        self.publish(progress)
        return self._index

    def forget(self, keys: Sequence[bytes]) -> None:
        """Leave no byte of these people in the index: segments that held them are written anew.

        Centroids of statements may be a statement of theirs, so where there are codes, all of them
        are made anew too.

        Raises
        ------
        StorageError : as `publish`; their bytes may then still be there
        """
        self._written(lambda: self.current().forget(keys))

    def _written(self, write: Callable[[], object]) -> None:
        """Write into the folder; in turn where other processes do, each with what they published.

        Raises
        ------
        StorageError : the folder cannot be written, or another process writes on and on
        """
        until = time.monotonic() + _PATIENCE_S
        while True:
            try:
                write()
                return
            except Busy:
                if time.monotonic() > until:
                    raise
            time.sleep(_LOOK_S)

    def _current(self, progress: Progress | None) -> Index:
        """See `current`; for whoever holds the lock."""
        self._index = self._index.refreshed()
        self._index.drop_damaged()
        seq = self._base.seq()
        if seq < self._index.seq:
            _log.warning("the index holds changes that the base does not have: made anew")
            self._index.empty()
        for _ in range(_LOOKS):
            if seq == self._index.seq:
                break
            self._catch_up(progress)
            seq = self._base.seq()
            if self._index.unsaved >= _WORTH_A_SEGMENT:
                self._publish_if_possible()
        return self._index

    def _catch_up(self, progress: Progress | None) -> None:
        """Read from the database what the index does not hold yet."""
        upto = self._base.seq()  # read first: what comes while we read is read again next time
        since = self._index.seq
        gone = [change.key for change in self._base.changes(since) if change.id is None]
        people = self._told(self._base.stream(since), progress)
        if upto - since <= _TOGETHER:  # a search sees all of these changes, or none
            self._index.apply(entries(people, self._ordinary), gone, upto)
            return
        self._index.apply((), gone, since)
        while some := list(islice(people, _AT_ONCE)):  # in the order of their changes
            seq = min(some[-1].seq, upto)  # who leaves meanwhile is asked for again
            self._index.apply(entries(some, self._ordinary), (), seq)
            if self._index.unsaved >= _TOGETHER:
                self._publish_if_possible()
        self._index.apply((), (), upto)

    def _told(self, people: Iterable[Person], progress: Progress | None) -> Iterator[Person]:
        """Yield people, and tell now and then how many there were."""
        total = self._base.count() if progress else 0
        for done, person in enumerate(people, start=1):
            yield person
            if progress and (done % _AT_ONCE == 0 or done == total):
                progress(done, total)

    def _publish_if_possible(self) -> None:
        try:
            self._index.publish()
        except StorageError as error:  # a disk that may only be read, or another writer at work
            _log.info("the index stays in memory: %s", error)


def entries(people: Iterable[Person], ordinary: Ordinary) -> Iterator[Entry]:
    """Yield what the index keeps of people; it is the same in every month."""
    for person in people:
        candidate = person.candidate
        rungs = [_rung(statement) for statement in candidate.profile.statements]
        yield Entry(
            id=candidate.id,
            key=person.key,
            seq=person.seq,
            statements=ordinary.lines.centred(person.vectors, candidate.language),
            rungs=np.array([place for place, _ in rungs], dtype=np.uint8),
            until=np.array([month for _, month in rungs], dtype=np.uint16),
            context=ordinary.wholes.centred(person.context[None], candidate.language)[0],
            facts=facts_of(candidate),
        )


def _rung(statement: Statement) -> tuple[int, int]:
    """Return the place of a statement's rung, and the month from which it is an older role."""
    end = statement.period.end if statement.period else None
    # In the month in which it ended a role is a recent one, whatever month it is now.
    rung = rung_of(statement, as_of=end or 0, recent_months=_RECENT_MONTHS)
    if end is None or rung is not Rung.RECENT_ROLE:
        return RUNGS.index(rung), ALWAYS
    return RUNGS.index(rung), min(end + _RECENT_MONTHS, ALWAYS)
