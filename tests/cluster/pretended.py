"""Machines that run in this process, and fail when they are told to."""

import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from matcher.cluster.machines import Lost
from matcher.cluster.shard import About, Shard
from matcher.errors import MatcherError


@dataclass
class Process:
    machine: str
    shard: Shard = field(default_factory=Shard)
    busy: Lock = field(default_factory=Lock)
    killed: bool = False


@dataclass
class Pretended:
    """Answers are made when they are sent for, as if other processes had been quick."""

    nodes: dict[str, float]
    version: str | None = None  # that machines claim to run
    token: bool = True
    private: bool = False
    down: set[str] = field(default_factory=set)  # machines that have failed, unnoticed so far
    started: list[str] = field(default_factory=list)
    running: list[Process] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)  # names of what was asked
    crossed: list[bytes] = field(default_factory=list)  # all that went over the wire
    closed: bool = False

    def cores(self) -> Mapping[str, float]:
        return self.nodes

    def is_private(self) -> bool:
        return self.private

    def start(self, machine: str) -> Process:
        process = Process(machine)
        self.started.append(machine)
        self.running.append(process)
        return process

    def share(self, value: Any) -> Any:
        return value

    def send(self, process: Process, method: str, *arguments: Any) -> Any:
        if process.machine in self.down or process.killed:
            return Lost(f"{process.machine} is gone")
        self.sent.append(method)
        crossing = pickle.dumps(arguments)
        self.crossed.append(crossing)
        try:
            with process.busy:
                answer = getattr(process.shard, method)(*pickle.loads(crossing))
        except MatcherError as error:
            return error
        if isinstance(answer, About):
            answer = About(self.version or answer.version, self.token)
        self.crossed.append(pickle.dumps(answer))
        return answer

    def wait(self, sent: Any) -> Any:
        if isinstance(sent, Exception):
            raise sent
        return sent

    def stop(self, process: Process) -> None:
        process.killed = True
        self.running.remove(process)

    def close(self) -> None:
        self.closed = True

    def fail(self, machine: str) -> None:
        """Kill a machine; it is still listed among those that run."""
        self.down.add(machine)
