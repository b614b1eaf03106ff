"""A text that takes too much is its own outcome; others are as the caller's process has them."""

import dataclasses
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from benchmarks.faults.letters import LetterEncoder
from matcher.documents import Limits, read_files, read_text
from matcher.engine import Writer
from matcher.errors import InvalidInput, UnreadableDocument
from matcher.limited import Asker, Refused, asking
from matcher.pipeline import Matcher
from matcher.profiles import understand_candidate
from matcher.protocols import SkillFinder
from matcher.reading import read_either, read_lines, read_vacancy, shipped_finder
from matcher.records import Candidate, Document, Reason, Unreadable, Vacancy
from matcher.resources import shipped
from matcher.understanding import SMALL, Read, Understood, candidates_of, one, stream
from matcher.understanding.asking import ask, maker

CV = "Anna Jansen\n\nWerkervaring\n2016 - 2019 Kok, De Gouden Lepel\n- Gekookt voor 200 gasten.\n"
QUICK = Limits(cpu_s=1, workers=1)


def cv(number: int, text: str = CV, path: str = "") -> Document:
    document = read_text(text, id=f"cv-{number}", source=f"cv-{number}.txt")
    return dataclasses.replace(document, path=path)


def endless(size: int) -> str:
    """Return a text that takes more than a second: lines without number."""
    return CV + "a\n" * (size // 2)


def no_finder() -> SkillFinder:
    raise AssertionError("a stranger's text was touched in the caller's own process")


def read(found: Iterable[Document | Unreadable], limits: Limits = QUICK) -> list[Read]:
    return list(candidates_of(found, no_finder, (), limits))


def kinds(found: Iterable[Read]) -> list[str]:
    outcomes = [one.outcome if isinstance(one, Understood) else one for one in found]
    return ["person" if isinstance(one, Candidate) else one.reason for one in outcomes]


def test_workers_understand_the_sample_as_the_caller_does_in_the_same_order() -> None:
    texts = sorted(path for path in shipped("sample/cvs").iterdir() if path.suffix != ".pdf")
    found = list(read_files(texts[:40]))
    understood = read(found, Limits())
    assert len(understood) == len(found) == 40
    for document, answer in zip(found, understood, strict=True):
        assert isinstance(document, Document)
        expected = understand_candidate(document, shipped_finder())
        assert answer == Understood(document, expected)


def test_a_text_that_takes_too_much_time_costs_one_line_and_the_others_are_kept() -> None:
    closed = Unreadable("b.pdf", Reason.ENCRYPTED, "save it without a password", "/b.pdf")
    found = read([cv(1), cv(2, endless(60_000)), closed, cv(4, "1 2 3 " * 20), cv(5)])
    assert kinds(found) == [
        "person", Reason.TOO_LARGE, Reason.ENCRYPTED, Reason.UNSUPPORTED, "person",
    ]  # fmt: skip
    assert found[2] is closed
    late = found[1]
    assert isinstance(late, Understood)
    assert isinstance(late.outcome, Unreadable)
    assert late.outcome.message.startswith("understanding it takes more than 1 s of CPU time;")
    assert late.outcome.source == "cv-2.txt"


def test_a_text_that_takes_too_much_memory_costs_one_line() -> None:
    limits = Limits(cpu_s=60, memory_bytes=4 << 20, workers=1)
    found = read([cv(1), cv(2, CV + "- Python en SQL, Java\n" * 7_000), cv(3)], limits)
    assert kinds(found) == ["person", Reason.TOO_LARGE, "person"]
    late = found[1]
    assert isinstance(late, Understood)
    assert isinstance(late.outcome, Unreadable)
    assert "more than 4 MiB of memory" in late.outcome.message


def test_a_file_of_many_people_that_takes_too_much_altogether_keeps_who_came_first() -> None:
    limits = Limits(cpu_s=1, file_cpu_s=1, workers=1)
    slow = [cv(n, endless(60_000), path="/people.csv") for n in range(3)]
    found = read([*slow, cv(8, path="/people.csv"), cv(9, path="/other.csv")], limits)
    assert kinds(found) == [Reason.TOO_LARGE] * 4 + ["person"]
    last = found[3]
    assert isinstance(last, Understood)
    assert isinstance(last.outcome, Unreadable)
    assert "all of its file takes more than 1 s" in last.outcome.message


def test_a_worker_that_dies_is_replaced_and_its_documents_are_reported() -> None:
    with maker(())() as worker:
        assert isinstance(ask(worker, "candidate", [cv(1)], QUICK)[0].outcome, Candidate)
        assert worker._process is not None
        worker._process.kill()
        worker._process.wait()
        (lost,) = ask(worker, "candidate", [cv(1)], QUICK)
        assert isinstance(lost.outcome, Refused)
        assert lost.outcome.reason is Reason.UNREADABLE
        assert isinstance(ask(worker, "candidate", [cv(1)], QUICK)[0].outcome, Candidate)


def test_little_text_is_understood_without_a_worker_and_much_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stream, "maker", None)  # calling it fails
    few = [cv(n) for n in range(SMALL // len(cv(0).text))]
    found = list(candidates_of(few, shipped_finder, (), Limits()))
    assert kinds(found) == ["person"] * len(few)
    with pytest.raises(TypeError):
        list(candidates_of([*few, cv(0), cv(1)], shipped_finder, (), Limits()))


def test_a_long_vacancy_is_understood_in_a_worker_as_a_short_one_is_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "Kok\n\nWij vragen:\n- Ervaring met Python\n- HBO werk- en denkniveau\n"
    padded = text + "\nOver ons\n" + "Wij zijn een restaurant in Utrecht. " * (SMALL // 36)
    assert len(padded) > SMALL
    beside = read_vacancy(padded, shipped_finder())  # a finder of the caller's own: in process
    assert read_vacancy(padded) == beside
    monkeypatch.setattr(one, "maker", None)
    assert isinstance(read_vacancy(text), Vacancy)


def test_a_cv_that_takes_too_much_is_an_error_with_the_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(one, "Limits", lambda: QUICK)
    with pytest.raises(UnreadableDocument, match=r"too large\. understanding it takes more"):
        read_lines(cv(1, endless(60_000)))


def test_what_is_understood_for_somebody_who_leaves_is_ended() -> None:
    asker = Asker()
    leaving = threading.Timer(0.5, asker.leave)
    leaving.start()
    with asking(asker), pytest.raises(UnreadableDocument, match="ended before it answered"):
        read_lines(cv(1, endless(390_000)))  # which takes 10 s, and is then too large
    leaving.join()
    with asking(asker), pytest.raises(UnreadableDocument, match="ended before it answered"):
        read_lines(cv(1, CV + "a " * SMALL))  # nor is anything begun


def test_a_long_text_that_is_no_cv_is_the_error_that_a_short_one_is() -> None:
    for size in (10, SMALL):
        with pytest.raises(InvalidInput, match="script"):
            read_either("厨师 " * size, as_cv=True)


def test_an_import_with_a_text_that_takes_too_much_takes_in_all_others(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"cv-{number}.txt").write_text(f"Anna {'bcdef'[number]}{CV[4:]}")
    (tmp_path / "cv-2b.txt").write_text(endless(60_000))
    matcher = Matcher(encoder=LetterEncoder())
    done = matcher.index([tmp_path], limits=QUICK)
    assert (done.added, matcher.ids()) == (4, ["cv-0", "cv-1", "cv-2", "cv-3"])
    assert [(one.source, one.reason) for one in done.problems] == [("cv-2b.txt", Reason.TOO_LARGE)]
    again = matcher.index([tmp_path], limits=QUICK)  # nobody waits for it a second time
    assert (again.added, again.unchanged, again.problems) == (0, 5, done.problems)


def test_what_was_handed_in_keeps_its_order_and_ids_in_workers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    documents: Sequence[Document] = [cv(n) for n in range(40)]
    here, there = Matcher(encoder=LetterEncoder()), Matcher(encoder=LetterEncoder())
    assert here.add(documents) == ()
    monkeypatch.setattr(stream, "SMALL", 0)
    assert there.add(documents) == ()
    assert list(here.candidates()) == list(there.candidates())
    assert isinstance(there.writer(), Writer)
