"""The newest snapshot of a base; what did not change is not loaded again.

In:  a base that this process and others change at any time
Out: a `Snapshot`, the same object for as long as nothing changes
Why: vocabularies follow the taxonomies, centring follows the calibration, recency follows the
     month (which makes no index anew), the index every change;
     each is kept until what it was made from has another name. One lock guards what is kept; what
     was handed out needs none
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from matcher.comparing import Knowledge
from matcher.engine.once import Once
from matcher.engine.snapshot import SkillKnowledge, Snapshot
from matcher.errors import EncoderMismatch, InvalidInput, NotFound, StorageError
from matcher.protocols import Encoder
from matcher.ranking import Weights
from matcher.searching import LiveIndex
from matcher.store import TalentBase
from matcher.vectors import Ordinary

if TYPE_CHECKING:
    from matcher.cluster import ClusterIndex
    from matcher.index import Index

_TRIES = 5  # to read settings that another process is changing


@dataclass(frozen=True, slots=True, eq=False)
class Calibrated:
    """One calibration with the index whose rows are centred with it, in one month."""

    name: bytes
    ordinary: Ordinary
    as_of: int
    live: LiveIndex


class Loader:
    """Loads what a base holds now.

    Parameters
    ----------
    base : may be changed by anybody
    encoder : makes the encoder; called when it is first needed
    weights : the numbers of the score
    cluster : address of a Ray cluster whose machines search
    """

    def __init__(
        self,
        base: TalentBase,
        *,
        encoder: Callable[[], Encoder],
        weights: Weights,
        cluster: str | None = None,
    ) -> None:
        self._base = base
        self.encoder = Once(encoder)
        self.weights = weights
        self._cluster = cluster
        self._loading = threading.RLock()
        self._skills: SkillKnowledge | None = None
        self._calibrated: Calibrated | None = None
        self._knowledge: tuple[Knowledge, SkillKnowledge, Calibrated] | None = None
        self._machines: ClusterIndex | None = None
        self._last: Snapshot | None = None
        self._state = (-1, -1)  # of the base just before the last snapshot was read

    def newest(self) -> Snapshot:
        """Return the base as it is now.

        Raises
        ------
        InvalidInput : there are no people in the base
        EncoderMismatch : the base was made with another encoder
        StorageError : the base cannot be read
        """
        with self._loading:
            state = self._base.state()  # before all else: what changes from now on changes it
            if self._last is None or self._state != state or not self._holds(self._last):
                self._last, self._state = self._read(), state
            return self._last

    def skills(self) -> SkillKnowledge:
        """Return the vocabularies of the base as it is now; it may be empty."""
        with self._loading:
            kept = self._base.taxonomies()
            if self._skills is None or self._skills.kept != tuple(kept):
                self._skills = self._read_skills()
            return self._skills

    def calibrated(self) -> Calibrated:
        """Return the calibration of the base, with its index; raises what `newest` raises."""
        with self._loading:
            name = self._base.meta("calibration")
            if self._calibrated is None or self._calibrated.name != name:
                self._calibrated = self._read_calibration()
            elif self._calibrated.as_of != (as_of := int(self._meta("as_of"))):
                self._calibrated = replace(self._calibrated, as_of=as_of)  # with the same index
            return self._calibrated

    def forget(self) -> None:
        """Let go of what may hold somebody who was erased."""
        with self._loading:
            self._last = self._knowledge = None
            if self._calibrated and self._calibrated.name != self._base.meta("calibration"):
                self._calibrated = None

    def check_encoder(self) -> None:
        """Refuse, as EncoderMismatch, a base that was made with another encoder."""
        found, mine = self._base.meta("encoder"), self.encoder().name
        if found is not None and found.decode() != mine:
            raise EncoderMismatch(
                f"the talent base in {self._base.folder} was made with the encoder "
                f"{found.decode()}, this is {mine}; use that model, or index the "
                "documents into a new base"
            )

    def _holds(self, snapshot: Snapshot) -> bool:
        """Return whether the index is what the snapshot shows, and whole."""
        live = self._calibrated.live if self._calibrated else None
        return live is not None and live.shows(snapshot.index) and not snapshot.index.is_damaged()

    def _read(self) -> Snapshot:
        skills, calibrated = self.skills(), self.calibrated()
        knowledge, index = self._known(skills, calibrated), calibrated.live.view()
        name, machines = calibrated.name.decode(), self._searching(index.index)
        return Snapshot(self._base.id, name, skills, knowledge, index, machines)

    def _known(self, skills: SkillKnowledge, calibrated: Calibrated) -> Knowledge:
        if self._knowledge is None or self._knowledge[1:] != (skills, calibrated):
            known = Knowledge(
                encoder=self.encoder(),
                ordinary=calibrated.ordinary,
                weights=self.weights,
                as_of=calibrated.as_of,
                finder=skills.finder,
                wider=skills.wider,
                neighbours=skills.neighbours,
            )
            self._knowledge = known, skills, calibrated
        return self._knowledge[0]

    def _read_skills(self) -> SkillKnowledge:
        """Read the taxonomies, all as they are at one moment."""
        for _ in range(_TRIES):
            kept = self._base.taxonomies()
            try:
                contents = [self._base.taxonomy(one.name) for one in kept]
            except NotFound:  # dropped since they were listed
                continue
            if self._base.taxonomies() == kept:
                return SkillKnowledge(kept, contents)
        raise self._unsteady("taxonomies")

    def _read_calibration(self) -> Calibrated:
        """Read the calibration, all of it as it is at one moment."""
        self.check_encoder()
        for _ in range(_TRIES):
            name = self._meta("calibration")
            block, as_of = self._meta("ordinary"), int(self._meta("as_of"))
            if self._base.meta("calibration") == name:
                ordinary = Ordinary.from_bytes(block)
                live = LiveIndex(
                    self._base, ordinary, calibration=name.decode(), encoder=self.encoder().name
                )
                return Calibrated(name, ordinary, as_of, live)
        raise self._unsteady("calibration")

    def _searching(self, index: "Index") -> "ClusterIndex | None":
        """Return the machines that search, where a cluster does."""
        if self._cluster is not None and self._machines is None:
            from matcher.cluster import ClusterIndex

            self._machines = ClusterIndex(index, self._cluster)
        return self._machines

    def _meta(self, key: str) -> bytes:
        value = self._base.meta(key)
        if not value:
            raise nobody()
        return value

    def _unsteady(self, what: str) -> StorageError:
        return StorageError(
            f"the {what} of the talent base {self._base.name} changed {_TRIES} times while they "
            "were read; ask again when the others who write have ended"
        )


def nobody() -> InvalidInput:
    """Return the error that says that there are no people in the base."""
    return InvalidInput("the talent base is empty; add people with: matcher index PATHS")
