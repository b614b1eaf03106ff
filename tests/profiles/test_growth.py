"""Hostile texts of 100 KB are understood within a limit of CPU that no quadratic reader keeps.

Each runs in a process of its own, which the system ends at the limit: about ten times what the
slowest takes, so that a busy machine fails nothing; a reader that grows with the square of its
input needs minutes to hours. `python -m benchmarks.attack` measures the growth itself, of every
reader.
"""

import itertools
import os
import resource

import pytest

from benchmarks.attack.growth import whole
from benchmarks.attack.texts import text_of
from matcher.documents import read_text
from matcher.profiles import understand_vacancy, vacancies
from matcher.profiles.lines import LONGEST_LINE, LONGEST_SENTENCE, lines_of, sentences
from matcher.profiles.periods import ranges
from tests.profiles.profile_fakes import WordFinder

SIZE = 100_000
MOST_S = 120  # of CPU


def ends_within_limit(reader: str, kind: str) -> bool:
    """Read one text in a child with a limit of CPU; tell whether it came to its end."""
    read, wrap = whole()[reader]
    text = text_of(kind, SIZE, wrap)
    read("Ik kookte van 2016 tot 2019.")  # what is loaded once
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_S, MOST_S))
        try:
            read(text)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return status == 0


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["years", "hyphens", "mail without an at"])
def test_a_hostile_cv_is_understood_in_linear_time(kind: str) -> None:
    assert ends_within_limit("cv", kind)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["skills and commas", "en"])
def test_a_hostile_vacancy_is_understood_in_linear_time(kind: str) -> None:
    assert ends_within_limit("vacancy", kind)


def test_a_line_that_is_no_line_is_cut_at_spaces_and_loses_nothing() -> None:
    text = "woord " * 10_000 + "x" * 50_000
    lines = lines_of(text)
    assert max(len(line.text) for line in lines) <= LONGEST_LINE
    assert all(text[line.start : line.end] == line.text for line in lines)
    assert "".join("".join(line.text.split()) for line in lines) == "".join(text.split())
    assert not any(line.gap for line in lines[1:])


def test_a_line_that_somebody_wrote_is_one() -> None:
    text = "woord " * 3_000
    assert [(line.start, line.end) for line in lines_of(text)] == [(0, len(text) - 1)]


def test_a_sentence_that_is_none_is_cut() -> None:
    text = "woord " * 2_000
    spans = list(sentences(text, 0, len(text)))
    assert max(end - start for start, end in spans) <= LONGEST_SENTENCE
    assert sum(text[start:end].count("woord") for start, end in spans) == 2_000


def test_bullets_without_a_line_leave_their_breaks_to_the_next_line() -> None:
    assert [line.gap for line in lines_of("een\n\u2022\ntwee\ndrie")] == [True, True, False]


def test_a_sentence_of_a_vacancy_is_judged_once_however_much_it_lists(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    judged: list[str] = []
    judge = vacancies.why_not

    def counting(piece: str, *rest: object, **more: object) -> str | None:
        judged.append(piece)
        return judge(piece, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(vacancies, "why_not", counting)
    listed = ", ".join(["Je kent Python", *["SQL"] * 200]) + "."
    document = read_text(f"Wij vragen iemand.\n\n{listed}", id="x", source="x")
    understood = understand_vacancy(document, WordFinder())
    assert len(understood.requirements) + len(understood.set_aside) > 2
    assert len(judged) == len(set(judged)) <= 2


def test_ranges_in_a_row_are_all_found_and_do_not_overlap() -> None:
    found = ranges("2016-2019, sinds mrt 2020, 2011 - 2012 " * 50)
    assert len(found) == 150
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
