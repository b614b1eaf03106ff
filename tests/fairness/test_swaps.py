"""Who somebody is moves no score, in header or running text, in four languages; and a swap that
does move one is found."""

from dataclasses import replace

import pytest

from matcher import Matcher
from matcher.fairness import Swap, Swaps, Trial, sampled, swap, telling
from matcher.fairness import swaps as swapping
from matcher.fairness.swaps import SUBJECTS, swaps_of, told
from matcher.records import Candidate, Vacancy

People = list[tuple[Candidate, str]]


@pytest.fixture(scope="module")
def short(trial: Trial, vacancies: list[Vacancy], people: People) -> Swaps:
    return swap(trial, vacancies, people, most=15)


def test_no_swap_moves_a_score(short: Swaps) -> None:
    assert (short.people, len(short.done), short.unread) == (4, 4 * 15, 0)
    assert {one.swap.language for one in short.done} == set(telling.LANGUAGES)
    assert {one.swap.place for one in short.done} == set(telling.PLACES)
    assert short.moved == ()
    assert short.scores == 60


def test_there_are_more_than_five_hundred_swaps_for_three_people_a_language() -> None:
    assert 3 * sum(len(swaps_of(language)) for language in telling.LANGUAGES) >= 500


@pytest.mark.parametrize("language", telling.LANGUAGES)
def test_every_subject_is_told_in_both_places_in_at_least_two_ways(language: str) -> None:
    told_of = {(one.subject, one.place) for one in swaps_of(language)}
    assert told_of == {(s, p) for s in ("name", *SUBJECTS) for p in telling.PLACES}
    assert len(telling.names()) == 6


def test_a_line_about_work_in_the_place_of_a_swap_is_found(
    trial: Trial, vacancies: list[Vacancy], people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The audit can fail: here what is told is a skill, and the scores follow it."""
    work = [
        Swap("age", "running", "nl", "Ik ben 28 jaar.", "Ik bouw datapijplijnen met dbt in Python.")
    ]
    monkeypatch.setattr(swapping, "swaps_of", lambda language: work)
    found = swap(trial, vacancies, [p for p in people if p[0].language == "nl"])
    assert len(found.moved) == 1
    assert found.moved[0].most > 0


def test_both_versions_differ_in_what_is_told_and_in_nothing_else(people: People) -> None:
    for candidate, text in people:
        for one in swaps_of(candidate.language):
            if one.subject == "name":
                continue
            before, after = (told(one, v, text, candidate) for v in (one.before, one.after))
            assert before.replace(one.before, "") == after.replace(one.after, "")
            assert before.replace(one.before, "").split() == text.replace(one.before, "").split()


def test_another_name_stands_in_text_address_and_link(people: People) -> None:
    candidate, _ = next(p for p in people if telling.own_name(p[0]) == "Ilse Hoogendoorn")
    text = (
        "Ilse Hoogendoorn\nilse.hoogendoorn@example.nl | linkedin.com/in/ilse-h | info@bedrijf.nl\n"
        "Ilse bouwt. Mevrouw Hoogendoorn leidt."
    )
    assert telling.named(text, candidate, "Gülşen Karadağlı") == (
        "Gülşen Karadağlı\ngulsen.karadagl@example.nl | linkedin.com/in/gulsen.karadagl | "
        "info@bedrijf.nl\nGülşen bouwt. Mevrouw Karadağlı leidt."
    )


def test_a_cv_without_a_known_name_gets_the_name_above_it(people: People) -> None:
    nameless = replace(people[0][0], identity=())
    assert telling.named("Ervaring\n", nameless, "Shanti R") == "Shanti R\nErvaring\n"


def test_people_are_drawn_by_language_and_seed(people: People) -> None:
    assert [p[0].id for p in sampled(people, 1)] == [p[0].id for p in sampled(people, 1)]
    assert {p[0].language for p in sampled(people, 1)} == set(telling.LANGUAGES)


# --- what scores them -----------------------------------------------------------------------------
def test_a_text_of_the_base_scores_in_a_trial_what_it_scores_in_a_ranking(
    letters: Matcher, trial: Trial, vacancies: list[Vacancy], people: People
) -> None:
    ranked = {m.candidate: m.score for m in letters.ledgers(vacancies[0], letters.ids())}
    again = trial.read({candidate.id: text for candidate, text in people})
    scores = trial.scores(vacancies, again)
    assert {p.candidate.id: float(s[0]) for p, s in zip(again, scores, strict=True)} == ranked


def test_a_trial_leaves_nothing_in_the_base(
    letters: Matcher, trial: Trial, vacancies: list[Vacancy], people: People
) -> None:
    before = {p.name: p.read_bytes() for p in letters.folder.rglob("*") if p.is_file()}
    swap(trial, vacancies, people[:1], most=2)
    after = {p.name: p.read_bytes() for p in letters.folder.rglob("*") if p.is_file()}
    assert after == before
