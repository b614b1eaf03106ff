"""`matcher serve`, started for real on a free port of this machine."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

_START_S = 120
_COMMAND = (sys.executable, "-c", "from matcher.cli import main; main()", "serve")
VACANCY = "Gezocht door Anna Geheim: ruime ervaring met Python en dbt is vereist."


@pytest.fixture
def served(small_base: Path, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of a running service, and the file with all that it prints."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path / "log"
    with log.open("wb") as stream:
        words = [*_COMMAND, "--base", str(small_base), "--port", str(port)]
        process = subprocess.Popen(words, stdout=stream, stderr=stream)
        try:
            _wait(f"http://127.0.0.1:{port}/health", process, log)
            yield f"http://127.0.0.1:{port}", log
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _START_S
    while time.monotonic() < until and process.poll() is None:
        try:
            httpx.get(address, timeout=5, trust_env=False)
            return
        except httpx.TransportError:
            time.sleep(0.2)
    pytest.fail(f"the service did not start: {log.read_text(errors='replace')}")


def test_the_served_base_answers_and_prints_nothing_personal(served: tuple[str, Path]) -> None:
    address, log = served
    with httpx.Client(base_url=address, timeout=60, trust_env=False) as client:
        assert client.get("/health").json()["people"] == 14
        text = client.post("/matches", json={"vacancy": VACANCY, "top": 3})
        file = client.post(
            "/matches/file", files={"file": ("vacancy", VACANCY.encode())}, data={"top": "3"}
        )
        too_large = client.post("/matches", content=b" " * (11 << 20))
        refused = client.post("/matches", json={"vacancy": VACANCY, "off": [77]})
    assert text.status_code == 200
    assert file.json() == text.json()
    assert [m["candidate"] for m in text.json()["matches"]]
    assert too_large.status_code == 413
    assert refused.status_code == 422
    assert "Geheim" not in log.read_text()
    assert json.loads(text.text)["matches"][0]["candidate"] not in log.read_text()


def test_the_service_listens_on_loopback_alone(served: tuple[str, Path]) -> None:
    port = int(served[0].rsplit(":", 1)[1])
    with socket.socket() as other:  # 127.0.0.2 reaches whoever listens on every address
        other.settimeout(5)
        assert other.connect_ex(("127.0.0.2", port)) != 0


@pytest.mark.parametrize("option", ["--host=0.0.0.0", "--bind=0.0.0.0"])
def test_no_option_makes_the_service_listen_elsewhere(small_base: Path, option: str) -> None:
    words = [*_COMMAND, "--base", str(small_base), option]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "No such option" in done.stderr


def test_serving_a_folder_without_a_base_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    words = [*_COMMAND, "--base", str(tmp_path)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "no talent base in" in done.stderr
    assert "Traceback" not in done.stderr
