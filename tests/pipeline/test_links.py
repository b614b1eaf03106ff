"""Lines that name no skill are linked to the skills that they speak of."""

import shutil
from dataclasses import asdict
from pathlib import Path

import pytest
from cv_texts import cv

from matcher.explanation import links_report
from matcher.pipeline import Matcher
from matcher.records import Candidate, Kind, Vacancy
from matcher.skills import Vocabulary

LINE = "Je pakt lastige klachten zelf op en haalt de oorzaak weg."
VACANCY = (
    f"Teamleider\n\nJe taken\n- {LINE}\n- Je werkt met Python.\n\nEisen\n- Je bent geduldig.\n"
)


@pytest.fixture(scope="module")
def some() -> Vocabulary:
    """Every fortieth skill of the shipped vocabulary, and complaint handling."""
    whole = Vocabulary.shipped()
    kept = {id_: whole.concepts[id_] for id_ in [*list(whole.concepts)[::40], "complaint-handling"]}
    return Vocabulary(kept, tuple(n for n in whole.names if n.concept in kept))


@pytest.fixture(scope="module")
def base(small_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("links") / "base"
    shutil.copytree(small_base, copy)
    return copy


def opened(base: Path, some: Vocabulary) -> Matcher:
    matcher = Matcher.open(base)
    matcher._loader.skills().vocabulary = some
    return matcher


@pytest.fixture(scope="module")
def matcher(base: Path, some: Vocabulary) -> Matcher:
    return opened(base, some)


@pytest.fixture(scope="module")
def vacancy(matcher: Matcher) -> Vacancy:
    return matcher.understand(VACANCY)


def test_a_requirement_without_a_known_skill_is_linked_by_the_phrase_that_carries_it(
    matcher: Matcher, vacancy: Vacancy
) -> None:
    found = matcher.linked(vacancy)
    (asked,) = (r for r in vacancy.requirements if "klachten" in r.text)
    best = found[asked.number][0]
    assert (best.concept, asked.text[best.start : best.end]) == ("complaint-handling", best.phrase)
    assert "klachten" in best.phrase
    assert matcher.skill_name(best.concept, "nl") != matcher.skill_name(best.concept, "en")


def test_what_names_a_skill_and_what_asks_for_behaviour_is_not_linked(
    matcher: Matcher, vacancy: Vacancy
) -> None:
    known = {r.number for r in vacancy.requirements if r.concepts or r.kind is Kind.SOFT}
    assert len(known) >= 2
    assert not known & set(matcher.linked(vacancy))


def test_a_line_of_a_cv_is_linked_by_its_place(matcher: Matcher) -> None:
    read, _ = matcher.read(cv("Klachten opgepakt en de oorzaak weggehaald."), as_cv=True)
    assert isinstance(read, Candidate)
    concepts = {
        read.profile.statements[place].text: [link.concept for link in links]
        for place, links in matcher.linked(read).items()
    }
    (line,) = (text for text in concepts if "lachten" in text)
    assert "complaint-handling" in concepts[line]


def test_the_rows_of_skills_are_kept_in_the_base_and_used_again(
    matcher: Matcher, vacancy: Vacancy, base: Path, some: Vocabulary
) -> None:
    before = matcher.linked(vacancy)
    (kept,) = (base / "links").iterdir()
    encoded: list[tuple[int, int]] = []
    again = opened(base, some).linked(
        vacancy, progress=lambda done, total: encoded.append((done, total))
    )
    assert (again, encoded) == (before, [])
    assert list((base / "links").iterdir()) == [kept]


def test_matching_makes_no_links(small_base: Path) -> None:
    matcher = Matcher.open(small_base)
    matcher.match(VACANCY, top=1)
    assert not (small_base / "links").exists()


def test_links_are_reported_by_the_number_of_their_requirement(
    matcher: Matcher, vacancy: Vacancy
) -> None:
    found = matcher.linked(vacancy, most=1)
    report = links_report(found, lambda concept: matcher.skill_name(concept, "nl"))
    assert report == {
        str(number): [{"name": matcher.skill_name(link.concept, "nl"), **asdict(link)}]
        for number, (link,) in found.items()
    }
