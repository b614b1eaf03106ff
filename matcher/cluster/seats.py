"""Whoever answers for a shard: started, told what to hold, asked, and replaced when lost.

In:  machines; rosters; a question for all shards
Out: the answer of each shard
Why: a shard keeps nothing that another cannot be told, so a lost one is replaced at once, on a
     machine that is known to answer. Waiting until the cluster itself has noticed, and started it
     again, took 19 seconds
"""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from time import sleep
from typing import Any

from matcher.cluster.machines import Lost, Machines
from matcher.cluster.shard import PACKAGE, About, Roster
from matcher.cluster.sharing import place
from matcher.errors import StorageError

_LONGEST_PAUSE_S = 8.0


@dataclass(slots=True, eq=False)
class _Seat:
    """A shard's process."""

    machine: str
    process: Any
    about: Any  # what it was sent to say of itself
    checked: bool = False  # it has said so, and may be asked
    told: set[int] = field(default_factory=set)  # moments whose rosters it was sent


@dataclass(frozen=True, slots=True, eq=False)
class _Sent:
    """What one shard was sent."""

    seat: _Seat
    told: Any  # to hold the roster; None where it holds it already
    answer: Any


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """What all shards were asked, each about its own roster."""

    rosters: tuple[Roster, ...]
    method: str
    arguments: tuple[Any, ...]
    sent: dict[int, _Sent]


class Seats:
    """The processes of all shards. Any number of threads may ask at once.

    Parameters
    ----------
    tries : how often a shard is asked, at most, before the search fails
    pause_s : before the second time; doubled each time, up to 8 seconds
    """

    def __init__(self, machines: Machines, *, tries: int, pause_s: float) -> None:
        self._machines = machines
        self._tries = tries
        self._pause_s = pause_s
        self._changing = threading.Lock()
        self._seats: dict[int, _Seat] = {}
        self._doubted: set[str] = set()  # machines that have just lost a shard

    def machines(self) -> dict[int, str]:
        """Return the machine of each shard that runs."""
        return {shard: seat.machine for shard, seat in sorted(self._seats.items())}

    def ask(self, rosters: Sequence[Roster], method: str, *arguments: Any) -> Question:
        """Ask a shard about each roster, and return at once; `answers` waits."""
        question = Question(tuple(rosters), method, arguments, {})
        self._send(question, range(len(rosters)))
        return question

    def answers(self, question: Question) -> list[Any]:
        """Return the answers, by roster; a shard that is lost is replaced, and asked again.

        Raises
        ------
        StorageError : a shard does not answer, runs another version, or cannot open its files
        MatcherError : what a shard itself raised
        """
        found: dict[int, Any] = {}
        missing, reason = [*range(len(question.rosters))], "no machine runs"
        for tried in range(self._tries):
            if tried:
                sleep(min(self._pause_s * 2 ** (tried - 1), _LONGEST_PAUSE_S))
                self._send(question, missing)
            for shard in missing:
                try:
                    found[shard] = self._answer(question, shard)
                except Lost as error:
                    reason = str(error) or reason
            missing = [shard for shard in missing if shard not in found]
            if not missing:
                self._doubted.clear()
                return [found[shard] for shard in range(len(question.rosters))]
        raise StorageError(
            f"{len(missing)} of {len(question.rosters)} shards of the cluster gave no answer in "
            f"{self._tries} tries (the last: {reason}); look at its machines with `ray status`, "
            "or leave the cluster out"
        )

    def close(self) -> None:
        """End all processes."""
        with self._changing:
            for seat in self._seats.values():
                self._machines.stop(seat.process)
            self._seats.clear()

    def _send(self, question: Question, shards: Iterable[int]) -> None:
        """Ask the shards that run; others are started, where there is a machine."""
        with self._changing:
            self._fill(shards)
            for shard in shards:
                question.sent.pop(shard, None)
                if shard not in self._seats:
                    continue
                seat, roster, told = self._seats[shard], question.rosters[shard], None
                if roster.number not in seat.told:
                    told = self._machines.send(seat.process, "hold", roster)
                    seat.told.add(roster.number)
                answer = self._machines.send(
                    seat.process, question.method, roster.number, *question.arguments
                )
                question.sent[shard] = _Sent(seat, told, answer)

    def _fill(self, shards: Iterable[int]) -> None:
        empty = [shard for shard in shards if shard not in self._seats]
        if not empty:
            return
        cores = self._machines.cores()
        trusted = {name: many for name, many in cores.items() if name not in self._doubted}
        if not cores:
            return
        running = [seat.machine for seat in self._seats.values()]
        load = {name: running.count(name) for name in cores}
        for shard, machine in zip(empty, place(len(empty), trusted or cores, load), strict=True):
            process = self._machines.start(machine)
            self._seats[shard] = _Seat(machine, process, self._machines.send(process, "about"))

    def _answer(self, question: Question, shard: int) -> Any:
        """Wait for a shard; raise Lost where it must be asked again."""
        if shard not in question.sent:
            raise Lost
        sent, moment = question.sent[shard], question.rosters[shard].number
        try:
            if not sent.seat.checked:
                self._check(sent.seat.machine, self._machines.wait(sent.seat.about))
                sent.seat.checked = True
            if sent.told is not None:
                self._machines.wait(sent.told)
            answer = self._machines.wait(sent.answer)
        except Lost:
            self._leave(shard, sent.seat)
            raise
        except StorageError:
            sent.seat.told.discard(moment)
            raise
        if answer is None:  # it has been told of many moments since
            sent.seat.told.discard(moment)
            raise Lost(f"shard {shard} does not know whom it was asked about")
        return answer

    def _check(self, machine: str, about: About) -> None:
        """Raise StorageError where a machine is not one of ours."""
        if about.version != version(PACKAGE):
            raise StorageError(
                f"machine {machine} of the cluster runs version {about.version} of {PACKAGE}, "
                f"this one {version(PACKAGE)}; install the same everywhere"
            )
        if not (about.token or self._machines.is_private()):
            raise StorageError(
                f"machine {machine} of the cluster lets anybody who reaches it run what they "
                "like; give all machines one token (`ray get-auth-token --generate`, "
                "RAY_AUTH_MODE=token) and start Ray on them again"
            )

    def _leave(self, shard: int, seat: _Seat) -> None:
        """Give a lost process up, unless another thread has replaced it already."""
        with self._changing:
            if self._seats.get(shard) is seat:
                del self._seats[shard]
                self._doubted.add(seat.machine)
                self._machines.stop(seat.process)
