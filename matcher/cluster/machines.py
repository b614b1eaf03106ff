"""What the room needs of a cluster, whatever runs it.

In:  nothing; a protocol
Out: processes on other machines that hold a `Shard`, and their answers
Why: who is asked again, and where, when a machine is gone is our own rule. Written against this
     narrow door, it is tested with machines that fail on command
"""

from collections.abc import Mapping
from typing import Any, Protocol


class Lost(Exception):
    """A process that was asked is not there any more; somebody else must be asked. Never leaves."""


class Machines(Protocol):
    """Machines that run processes for us. A process does what it is sent one by one, in order."""

    def cores(self) -> Mapping[str, float]:
        """Return the machines that can run shards now, with their cores."""

    def is_private(self) -> bool:
        """Return whether no other computer can reach any of them."""

    def start(self, machine: str) -> Any:
        """Return a process that holds a new `Shard`; what goes wrong shows in its answers."""

    def share(self, value: Any) -> Any:
        """Return what to send in place of a large value that several are sent."""

    def send(self, process: Any, method: str, *arguments: Any) -> Any:
        """Ask the shard to do something, and return at once what `wait` takes."""

    def wait(self, sent: Any) -> Any:
        """Return the answer; raise what the shard raised, or `Lost`."""

    def stop(self, process: Any) -> None:
        """End a process, if it is still there."""

    def close(self) -> None:
        """Let the machines go."""
