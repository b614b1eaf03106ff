"""Requests are answered in their order, and nothing works on when nobody waits."""

import subprocess
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from matcher.limited import Worker, in_order


def test_answers_come_in_the_order_of_the_items_and_items_are_taken_as_needed() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for n in range(100):
            taken.append(n)
            yield n

    with closing(
        in_order(lambda: Worker("no.module"), lambda _, n: n * n, items(), workers=3, ahead=6)
    ) as found:
        assert [next(found) for _ in range(10)] == [n * n for n in range(10)]
        assert len(taken) == 10 - 1 + 6
    assert len(taken) < 100


def test_a_worker_that_was_ended_starts_no_process_any_more() -> None:
    with Worker("matcher.understanding.worker") as worker:
        pass
    try:
        list(worker.ask({}))
    except OSError:
        assert worker._process is None
    else:
        raise AssertionError("it answered")


def test_a_worker_that_is_ended_while_it_starts_leaves_no_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever asked may leave between the decision to start and the process."""
    started: list[subprocess.Popen[bytes]] = []
    begin = subprocess.Popen
    worker = Worker("matcher.documents.sandbox")

    def ended_meanwhile(*words: Any, **how: Any) -> subprocess.Popen[bytes]:
        worker.end()
        started.append(begin(*words, **how))
        return started[0]

    asked: list[object] = []
    monkeypatch.setattr("matcher.limited.worker.subprocess.Popen", ended_meanwhile)
    monkeypatch.setattr("matcher.limited.worker._send", lambda *sent: asked.append(sent))
    with pytest.raises(OSError, match="ended"):
        list(worker.ask({}))
    assert (len(started), asked) == (1, [])
    assert started[0].poll() is not None
