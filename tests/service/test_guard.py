"""What holds for every request, and for every page, whatever the route."""

import asyncio
import logging
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import HTTPException
from fastapi.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from matcher.errors import EncoderMismatch
from matcher.limited import Asker, asking, current
from matcher.pipeline import Matcher
from matcher.store import TalentBase
from service import create_app
from service.guard import Guard
from service.line import Line

HERE = "http://127.0.0.1"
MIB = 1 << 20


@pytest.fixture(scope="module")
def client(small_base: Path) -> TestClient:
    return TestClient(create_app(Matcher.open(small_base)), base_url=HERE)


# --- size -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["/matches", "/matches/file", "/health", "/nowhere"])
def test_a_body_that_declares_more_than_ten_mib_is_413(client: TestClient, path: str) -> None:
    answer = client.post(path, content=b" " * (10 * MIB + 1))
    assert answer.status_code == 413
    assert "10 MiB" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("path", "media"),
    [("/matches", "application/json"), ("/matches/file", "multipart/form-data; boundary=x")],
)
def test_a_body_in_chunks_is_413_once_it_passes_ten_mib(
    client: TestClient, path: str, media: str
) -> None:
    sent = 0

    def chunks() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(40):
            sent += MIB
            yield b" " * MIB

    answer = client.post(path, content=chunks(), headers={"Content-Type": media})
    assert answer.status_code == 413


def test_a_file_just_under_the_limit_is_read(client: TestClient) -> None:
    text = b"<html><body><p>We ask for experience with Python.</p><!-- %s --></body></html>"
    data = text % (b"x" * (10 * MIB - 1000))
    answer = client.post("/matches/file", files={"file": ("vacancy.html", data)})
    assert answer.status_code == 200


# --- hosts and headers ----------------------------------------------------------------------------
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "testserver", ""])
def test_a_request_for_another_host_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/health", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:9999"])
def test_a_request_for_this_machine_is_answered(client: TestClient, host: str) -> None:
    assert client.get("/health", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("path", ["/health", "/docs", "/openapi.json", "/nowhere"])
def test_no_answer_is_kept_by_a_browser_or_may_load_anything(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert not [name for name in headers if name.startswith("access-control-")]


# --- the page -------------------------------------------------------------------------------------
def test_the_docs_page_loads_nothing_and_runs_nothing(client: TestClient) -> None:
    page = client.get("/docs")
    assert page.headers["Content-Type"].startswith("text/html")
    assert not re.findall(r"<(?:script|link|img|iframe|object|embed|form)\b", page.text)
    assert not re.findall(r"\b(?:src|srcset|action|on\w+)\s*=|url\(|@import", page.text)
    links = re.findall(r'href="([^"]*)"', page.text)
    assert links
    assert all(link.startswith("#") or link == "/openapi.json" for link in links)


def test_every_route_and_every_form_stands_on_the_docs_page(client: TestClient) -> None:
    page, described = client.get("/docs").text, client.get("/openapi.json").json()
    assert set(described["paths"]) == {"/health", "/matches", "/matches/file"}
    for path in described["paths"]:
        assert f" {path}</code>" in page
    anchors = set(re.findall(r'id="([^"]*)"', page))
    assert anchors == set(described["components"]["schemas"])
    assert set(re.findall(r'href="#([^"]*)"', page)) <= anchors
    assert {"Ask", "FileAsk", "Answer", "Health", "Problem"} <= anchors


@pytest.mark.parametrize("path", ["/docs/oauth2-redirect", "/redoc"])
def test_pages_that_load_scripts_from_elsewhere_are_not_there(
    client: TestClient, path: str
) -> None:
    assert client.get(path).status_code == 404


# --- errors and logs ------------------------------------------------------------------------------
class Broken(Matcher):
    """A matcher with a fault in it, whose message quotes what it was given."""

    def match(self, vacancy: object, **_: object) -> None:  # type: ignore[override]
        raise RuntimeError(f"cannot rank {vacancy}")


def test_an_unforeseen_error_is_500_and_the_log_names_the_place_but_not_the_text(
    small_base: Path, caplog: pytest.LogCaptureFixture
) -> None:
    client = TestClient(create_app(Broken.open(small_base)), base_url=HERE)
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/matches", json={"vacancy": "Anna Geheim"})
    assert answer.status_code == 500
    assert answer.json() == {"detail": "an unexpected error; the service's log names the place"}
    assert answer.headers["Cache-Control"] == "no-store"
    assert "unexpected RuntimeError in test_guard.py:" in caplog.text
    assert "Geheim" not in caplog.text


def test_nothing_of_a_request_or_an_answer_is_logged(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        found = client.post("/matches", json={"vacancy": "Gezocht: ervaring met Python."}).json()
        client.post("/matches", json={"vacancy": "Gezocht: Python.", "off": [77]})
    assert found["matches"]
    assert "Gezocht" not in caplog.text
    assert not [m for m in found["matches"] if m["candidate"] in caplog.text]


def test_a_base_that_breaks_while_serving_is_503(small_base: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(small_base, tmp_path / "copy")
    client = TestClient(create_app(Matcher.open(copy)), base_url=HERE)
    (copy / "base.sqlite").write_bytes(b"no database" * 1000)
    for answer in (
        client.get("/health"),
        client.post("/matches", json={"vacancy": "We ask for experience with Python."}),
    ):
        assert answer.status_code == 503
        assert "talent base" in answer.json()["detail"]


def test_a_base_of_another_encoder_is_refused_when_the_service_is_made(
    small_base: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(small_base, tmp_path / "copy")
    base = TalentBase.create(copy)
    base.set_meta({"encoder": b"another-model@0000"})
    base.close()
    with pytest.raises(EncoderMismatch, match="another-model@0000"):
        create_app(Matcher.open(copy))


# --- a client that goes ---------------------------------------------------------------------------
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_works_for_a_client_is_told_when_it_goes(method: str) -> None:
    """The connection is lost while the answer is worked out in a thread."""
    told: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "POST":
            await receive()
        await asyncio.to_thread(work)

    def work() -> None:
        left, asker = threading.Event(), current()
        assert asker is not None
        asker.ended_by(left.set)
        lost.set()
        told.append("gone" if left.wait(60) and asker.gone else "nothing")

    lost, messages = threading.Event(), [{"type": "http.request", "body": b""}]

    async def receive() -> Message:
        if messages:
            return messages.pop()
        await asyncio.to_thread(lost.wait, 60)
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        raise AssertionError(f"nobody is there to be sent {message}")

    scope = {"type": "http", "method": method, "path": "/", "headers": []}
    asyncio.run(Guard(app, most_bytes=MIB)(scope, receive, send))
    assert told == ["gone"]


def test_who_has_gone_gives_up_the_place_in_the_line() -> None:
    line, result = Line(waiting=1), list[int]()

    def waiting(asker: Asker, waits: threading.Event) -> None:
        try:
            with asking(asker):
                waits.set()
                with line.turn():
                    result.append(200)
        except HTTPException as refused:
            result.append(refused.status_code)

    with line.turn():
        for _ in range(3):  # there is room for one
            asker, waits = Asker(), threading.Event()
            other = threading.Thread(target=waiting, args=(asker, waits))
            other.start()
            waits.wait()
            asker.leave()
            other.join()
    assert result == [499] * 3
    with line.turn():
        result.append(200)
    assert result[-1] == 200
