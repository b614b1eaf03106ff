"""A cluster of three Ray nodes on loopback: started, one killed, all ended, nothing left behind.

Ray reads its settings when it is first imported, and nothing else in the tests imports it.
"""

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from time import sleep

import pytest

_SETTINGS = {
    "RAY_USAGE_STATS_ENABLED": "0",  # or it reports to its makers
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",  # Ray's way of saying: loopback addresses only
    "RAY_AUTH_MODE": "token",
    "RAY_enable_worker_prestart": "0",
    "RAY_prestart_worker_first_driver": "0",
    "RAY_health_check_initial_delay_ms": "1000",
    "RAY_health_check_period_ms": "1000",
    "RAY_health_check_timeout_ms": "5000",
    "RAY_health_check_failure_threshold": "3",
    "OMP_NUM_THREADS": "1",
}
_PATIENCE = 60
_NODE = {
    "node_ip_address": "127.0.0.1",
    "object_store_memory": 80_000_000,
    "include_log_monitor": False,
}


class ThreeNodes:
    """A head that holds no shards, and two nodes that do."""

    def __init__(self) -> None:
        from ray.cluster_utils import Cluster

        head = {**_NODE, "num_cpus": 0, "include_dashboard": False}
        self._cluster = Cluster(initialize_head=True, head_node_args=head)
        self.nodes = [self._cluster.add_node(**_NODE, num_cpus=2) for _ in range(2)]
        self.address: str = self._cluster.address

    def kill(self, node: int) -> None:
        """Kill all processes of a node at once, with the signal that cannot be caught."""
        raylet = self.nodes[node].all_processes["raylet"][0].process.pid
        for pid in _tree(raylet):
            os.kill(pid, signal.SIGKILL)

    def processes(self) -> set[int]:
        """Return the processes of all nodes."""
        roots = [
            info.process.pid
            for node in self._cluster.list_all_nodes()
            for infos in node.all_processes.values()
            for info in infos
        ]
        return {pid for root in roots for pid in _tree(root)}

    def end(self) -> None:
        """Leave the cluster, if a test is still in it, and end all nodes."""
        import ray

        ray.shutdown()
        self._cluster.shutdown()


@contextmanager
def three_nodes() -> Iterator[ThreeNodes]:
    """Yield a cluster; afterwards there is none, nor any file or setting of it."""
    assert "ray" not in sys.modules, "Ray was imported before it was told to stay on loopback"
    folder = Path(mkdtemp(prefix="ray", dir="/tmp"))  # a socket's path has 107 letters at most
    token = folder / "token"
    token.write_text("0123456789abcdef" * 4, encoding="ascii")
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    with pytest.MonkeyPatch.context() as patch:
        settings = {"RAY_TMPDIR": str(folder), "RAY_AUTH_TOKEN_PATH": str(token)}
        for name, value in (_SETTINGS | settings).items():
            patch.setenv(name, value)
        cluster, started = None, set[int]()
        try:
            cluster = ThreeNodes()
            yield cluster
            started = cluster.processes()
        finally:
            if cluster is not None:
                cluster.end()
            for number, handler in handlers.items():
                signal.signal(number, handler)
            shutil.rmtree(folder, ignore_errors=True)
        left = _living(started)
        for _ in range(_PATIENCE):  # helpers of a node end by themselves when it has ended
            if not left:
                break
            sleep(1)
            left = _living(left)
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        assert not left, f"processes of the cluster were left behind: {left}"


def _living(pids: set[int]) -> set[int]:
    """Return those of the processes that run, and are not only waited for by their parent."""
    found = set()
    for pid in pids:
        try:
            if Path(f"/proc/{pid}/cmdline").read_bytes():
                found.add(pid)
        except OSError:
            continue
    return found


def _tree(pid: int) -> list[int]:
    """Return a process and all that came of it."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in _tree(int(child)))]
