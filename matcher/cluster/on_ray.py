"""Machines that Ray runs.

In:  the address of a cluster
Out: `Machines`
Why: of the engines that install with pip, only Ray starts real nodes here, keeps processes with
     state on them, and was killed and came back in tests. Shards are ours alone: they end when we
     end, so that nothing is left running that holds an old index

Between our own processes Ray packs questions and answers with pickle, which runs what it unpacks:
whoever can talk to a cluster's ports can do anything on its machines. Ray's token keeps strangers
out, but hides nothing, so the network between the machines must be one's own. What crosses it are
numbers, ids and filters, never a text of a CV or of a vacancy.
"""

import logging
import socket
from collections.abc import Mapping
from contextlib import suppress
from ipaddress import ip_address
from typing import Any

from matcher.cluster.machines import Lost, Machines
from matcher.cluster.shard import Shard
from matcher.errors import InvalidInput, MatcherError, StorageError

_KNOCK_S = 5.0


def join(address: str) -> Machines:
    """Join the Ray cluster at ``HOST:PORT``, that this machine is part of already.

    A process that is in a cluster already stays in that one.

    Raises
    ------
    InvalidInput : the address is none, or Ray is not installed
    StorageError : no cluster answers there, or it does not let us in
    """
    _knock(address)
    try:
        import ray
    except ImportError as error:
        raise InvalidInput(
            "a cluster needs Ray, which is not installed; pip install 'skills-matcher[cluster]'"
        ) from error
    if ray.is_initialized():
        return _OnRay(ray, ours=False)
    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
    except Exception as error:  # Ray raises errors of its own, of Python's, and bare ones
        raise StorageError(
            f"the Ray cluster at {address} does not let us in ({_short(error)}); start Ray on this "
            f"machine (`ray start --address {address}`), with the cluster's token if it has one"
        ) from error
    return _OnRay(ray, ours=True)


def _knock(address: str) -> None:
    """Return when something answers at an address: Ray itself would wait for minutes."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit() or "/" in host:
        raise InvalidInput(f"{address!r} is no address of a cluster; give HOST:PORT")
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=_KNOCK_S).close()
    except (OSError, OverflowError) as error:
        raise StorageError(
            f"nothing answers at {address} ({error}); start a cluster there (`ray start --head`), "
            "or give the address of one that runs"
        ) from error


class _OnRay:
    """See `Machines`."""

    def __init__(self, ray: Any, *, ours: bool) -> None:
        self._ray = ray
        self._ours = ours
        self._shard = ray.remote(Shard)

    def cores(self) -> Mapping[str, float]:
        """Return the nodes that are alive and were started with cores for work."""
        return {
            node["NodeID"]: node["Resources"]["CPU"]
            for node in self._ray.nodes()
            if node["Alive"] and node["Resources"].get("CPU")
        }

    def is_private(self) -> bool:
        """Return whether all nodes have addresses of the loopback range."""
        addresses = [node["NodeManagerAddress"] for node in self._ray.nodes()]
        return all(ip_address(address).is_loopback for address in addresses)

    def start(self, machine: str) -> Any:
        """Start an actor on a node. It takes no core: survivors must be able to hold everything."""
        from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

        there = NodeAffinitySchedulingStrategy(machine, soft=False)
        return self._shard.options(
            num_cpus=0, max_restarts=0, max_task_retries=0, scheduling_strategy=there
        ).remote()

    def share(self, value: Any) -> Any:
        """Put a value where each node fetches it once."""
        return self._ray.put(value)

    def send(self, process: Any, method: str, *arguments: Any) -> Any:
        """Call a method of an actor."""
        return getattr(process, method).remote(*arguments)

    def wait(self, sent: Any) -> Any:
        """Return what a call returned; Ray's own errors mean that it has to be made again."""
        try:
            return self._ray.get(sent)
        except self._ray.exceptions.RayTaskError as error:
            if isinstance(error.cause, MatcherError):
                raise error.cause from error
            raise StorageError(f"a shard failed: {_short(error.cause)}; see its logs") from error
        except self._ray.exceptions.RayError as error:
            raise Lost(_short(error)) from error

    def stop(self, process: Any) -> None:
        """Kill an actor."""
        with suppress(self._ray.exceptions.RayError):
            self._ray.kill(process)

    def close(self) -> None:
        """Leave the cluster, if it was joined here."""
        if self._ours:
            self._ray.shutdown()


def _short(error: BaseException) -> str:
    """Return the first line of a message, which Ray follows with many."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)[:200]
