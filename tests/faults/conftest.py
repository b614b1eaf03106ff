"""Makes modules beside the tests, and the store's `postgres_server`, importable; lends a disk."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
sys.path.insert(0, str(Path(__file__).parent))

from faults_base import DISK_BYTES, Answers

_TOLD = 20  # places at which two answers differ; thousands of lines would hide them


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Tell where two answers differ, instead of printing both of them whole."""
    if op == "==" and isinstance(left, Answers) and isinstance(right, Answers):
        found = left.differing(right)
        return [f"answers differ at {len(found)} places", *found[:_TOLD]]
    return None


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 24 MB that only the test uses; it can be filled, and made read-only."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    if os.name != "posix" or not mount or os.geteuid():
        pytest.skip("only root may mount a small disk")
    command = [mount, "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
