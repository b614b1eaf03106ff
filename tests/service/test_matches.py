"""The service answers what the command line answers, and refuses what it refuses."""

import json
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from matcher.cli import app as command_line
from matcher.errors import InvalidInput
from matcher.pipeline import Matcher
from matcher.resources import shipped
from matcher.store import TalentBase
from service import create_app
from service.answers import Answer, Health
from service.forms import Ask
from service.line import Line

VACANCY = """Data engineer

Wat breng je mee?
- Minimaal 3 jaar ervaring met het bouwen van datapijplijnen.
- Je programmeert vlot in Python.
- Ervaring met dbt en Airflow is vereist.
- Kennis van Terraform is een pré.
"""
HERE = "http://127.0.0.1"


@pytest.fixture(scope="module")
def matcher(small_base: Path) -> Matcher:
    return Matcher.open(small_base)


@pytest.fixture(scope="module")
def client(matcher: Matcher) -> Iterator[TestClient]:
    with TestClient(create_app(matcher), base_url=HERE) as client:
        yield client


def printed(*words: str, text: str | None = None) -> Any:
    """Return what the command line prints as JSON."""
    done = CliRunner().invoke(command_line, [*words, "--json"], input=text, catch_exceptions=False)
    return json.loads(done.stdout)


def ids(answer: Any) -> list[str]:
    return [match["candidate"] for match in answer["matches"]]


# --- the same answer as the command line ----------------------------------------------------------
def test_a_text_gets_the_json_that_the_command_line_prints(
    client: TestClient, small_base: Path
) -> None:
    answer = client.post("/matches", json={"vacancy": VACANCY, "top": 5})
    assert answer.status_code == 200
    assert len(answer.json()["matches"]) == 5
    base = ("--base", str(small_base))
    assert answer.json() == printed("match", "-", *base, "--top", "5", text=VACANCY)


def test_edits_and_filters_of_a_text_mean_what_they_mean_on_the_command_line(
    client: TestClient, small_base: Path
) -> None:
    asked = {
        "vacancy": VACANCY,
        "must": ["Kafka"],
        "nice": ["2"],
        "off": [1],
        "weight": {"3": 2.5},
        "where": ["id!=rick-vonk"],
        "top": 20,
    }
    words = [
        "--must",
        "Kafka",
        "--nice",
        "2",
        "--off",
        "1",
        "--weight",
        "3=2.5",
        "--where",
        "id!=rick-vonk",
        "--top",
        "20",
    ]
    base = ("--base", str(small_base))
    answer = client.post("/matches", json=asked).json()
    assert answer == printed("match", "-", *base, *words, text=VACANCY)
    assert answer["pool"] == 14 - 1
    assert "rick-vonk" not in ids(answer)


@pytest.mark.parametrize("name", ["functioneel-beheerder.pdf", "data-engineer.txt"])
def test_a_file_gets_the_json_that_the_command_line_prints(
    client: TestClient, small_base: Path, name: str
) -> None:
    path = shipped("sample/vacancies") / name
    fields = {"must": ["Kafka", "Scrum"], "off": ["1", "2"], "weight": "3=2", "top": "3"}
    answer = client.post("/matches/file", files={"file": (name, path.read_bytes())}, data=fields)
    words = [
        "--must",
        "Kafka",
        "--must",
        "Scrum",
        "--off",
        "1",
        "--off",
        "2",
        "--weight",
        "3=2",
        "--top",
        "3",
    ]
    base = ("--base", str(small_base))
    assert answer.json() == printed("match", str(path), *base, *words)


def test_the_described_form_of_an_answer_is_the_form_that_is_sent(client: TestClient) -> None:
    answer = client.post("/matches", json={"vacancy": VACANCY}).json()
    assert Answer.model_validate(answer, strict=True).model_dump() == answer
    for match in answer["matches"]:
        assert match["score"] == pytest.approx(sum(row["points"] for row in match["rows"]))


def test_requests_at_the_same_time_get_the_same_answer(client: TestClient) -> None:
    with ThreadPoolExecutor(4) as threads:
        asked = [
            threads.submit(client.post, "/matches", json={"vacancy": VACANCY}) for _ in range(4)
        ]
    answers = {future.result().text for future in asked}
    assert len(answers) == 1
    assert answers == {client.post("/matches", json={"vacancy": VACANCY}).text}


# --- refusals -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("vacancy", "change"),
    [
        ("", {}),
        ("hello", {}),
        (VACANCY, {"off": [99]}),
        (VACANCY, {"must": [" "]}),
        (VACANCY, {"where": ["shoe=44"]}),
    ],
)
def test_what_the_engine_refuses_is_422_with_its_own_message(
    client: TestClient, matcher: Matcher, vacancy: str, change: dict[str, Any]
) -> None:
    answer = client.post("/matches", json={"vacancy": vacancy, **change})
    ask = Ask.model_validate({"vacancy": vacancy, **change})
    with pytest.raises(InvalidInput) as refused:
        matcher.match(vacancy, where=ask.where, edits=ask.edits())
    assert answer.status_code == 422
    assert answer.json() == {"detail": str(refused.value)}


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({}, "body.vacancy"),
        ({"vacancy": VACANCY, "vacature": ""}, "body.vacature"),
        ({"vacancy": VACANCY, "top": 0}, "body.top"),
        ({"vacancy": VACANCY, "off": ["x"]}, "body.off.0"),
        ({"vacancy": VACANCY, "weight": {"1": -1}}, "body.weight.1"),
        ({"vacancy": "a" * 400_001}, "body.vacancy"),
    ],
)
def test_a_body_of_another_form_is_422_and_names_the_field(
    client: TestClient, body: dict[str, Any], place: str
) -> None:
    answer = client.post("/matches", json=body)
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith(f"{place}: ")
    assert VACANCY not in answer.text


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b"\xff",
        b'{"vacancy": "a", "weight": {"1": NaN}}',
        b'{"vacancy": "\\ud800"}',
        b'{"vacancy": "a", "\\ud800": 1}',
    ],
)
def test_broken_json_is_refused(client: TestClient, body: bytes) -> None:
    answer = client.post("/matches", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422)
    assert isinstance(answer.json()["detail"], str)


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"tops": "3"}, "body.tops"),
        ({"weight": "1=two"}, "body.weight.0"),
        ({"weight": "1=100"}, "body.weight.0"),
    ],
)
def test_a_field_of_a_file_form_that_is_not_understood_is_422(
    client: TestClient, fields: dict[str, str], place: str
) -> None:
    file = {"file": ("vacancy.txt", VACANCY.encode())}
    answer = client.post("/matches/file", files=file, data=fields)
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith(f"{place}: ")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("scan.png", b"\x89PNG\r\n\x1a\n\0\0\0\0", "needs OCR"),
        ("damaged.pdf", b"%PDF-1.4 nothing", "unreadable"),
        ("empty.txt", b"", "empty"),
        ("program.exe", b"MZ\0\0", "unsupported"),
    ],
)
def test_a_file_without_text_is_422_with_the_reason(
    client: TestClient, name: str, data: bytes, reason: str
) -> None:
    answer = client.post("/matches/file", files={"file": (name, data)})
    assert answer.status_code == 422
    assert f": {reason}. " in answer.json()["detail"]


# --- uploads --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "name", ["../../etc/vacancy.txt", "C:\\jobs\\vacancy.txt", "/etc/vacancy.txt", "vacancy.txt"]
)
def test_folders_in_the_name_of_an_upload_mean_nothing(client: TestClient, name: str) -> None:
    answer = client.post("/matches/file", files={"file": (name, VACANCY.encode())})
    understood = answer.json()["vacancy"]
    assert (understood["id"], understood["source"]) == ("vacancy", "vacancy.txt")


def test_an_upload_leaves_no_file_behind(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    large = VACANCY.encode() + b"\n" * (2 << 20)  # more than is kept in memory
    for data, status in ((large, 200), (b"", 422)):
        answer = client.post("/matches/file", files={"file": ("vacancy.txt", data)})
        assert answer.status_code == status
        assert list(tmp_path.iterdir()) == []


# --- health and line ------------------------------------------------------------------------------
def test_health_tells_the_size_of_the_base_and_the_encoder_and_nothing_else(
    client: TestClient, small_base: Path
) -> None:
    answer = client.get("/health")
    encoder = TalentBase.open(small_base).meta("encoder") or b""
    assert Health.model_validate(answer.json(), strict=True)
    assert answer.json() == {"ok": True, "people": 14, "encoder": encoder.decode()}


def test_a_full_line_is_503_with_the_time_to_come_back_while_health_answers(
    matcher: Matcher,
) -> None:
    line = Line(waiting=0, at_once=1)
    client = TestClient(create_app(matcher, line=line), base_url=HERE)
    with line.turn():
        refused = client.post("/matches", json={"vacancy": VACANCY})
        assert client.get("/health").status_code == 200
    assert refused.status_code == 503
    assert refused.headers["Retry-After"] == "5"
    assert client.post("/matches", json={"vacancy": VACANCY}).status_code == 200


def test_so_many_rank_at_once_and_no_more() -> None:
    line, inside, most, lock = Line(waiting=8, at_once=2), 0, 0, threading.Lock()

    def rank(_: int) -> None:
        nonlocal inside, most
        with line.turn():
            with lock:
                inside += 1
                most = max(most, inside)
            both.wait(timeout=60)  # passes only where two are inside together
            with lock:
                inside -= 1

    both = threading.Barrier(2)
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(rank, range(6)))
    assert most == 2
