"""Counterfactual proofs, small: what must not move does not, what must move does.

Each on the engine, and on rivals that fail it, so that a test that cannot fail shows. The same
functions over more vacancies and people: benchmarks/quality/proofs.py.
"""

from collections.abc import Mapping
from dataclasses import replace
from statistics import fmean

import pytest

from matcher.evaluation.invariance import (
    PROOFS,
    Engine,
    Figures,
    Ranker,
    Rival,
    Sample,
    Setup,
    profiles_after_identity_swap,
    profiles_after_title_swap,
)


def run(claim: str, setup: Setup, ranker: Ranker) -> Figures:
    """Run the proof whose name begins with this number."""
    (proof,) = [proof for name, proof in PROOFS.items() if name.split()[0] == claim]
    return proof(setup, ranker)


def mean(values: Mapping[str, float]) -> float:
    return fmean(values.values())


def all_equal(values: Mapping[str, float], wanted: float) -> bool:
    return bool(values) and all(value == pytest.approx(wanted) for value in values.values())


@pytest.fixture(scope="module")
def everybody(sample: Sample) -> Setup:
    return Setup(sample, (), tuple(sorted(sample.cvs)))


@pytest.fixture(scope="module")
def five(sample: Sample) -> Setup:
    """Five vacancies, and nobody whose CV is edited."""
    return Setup(sample, tuple(sorted(sample.vacancies))[1::3], ())


# --- T1: titles --------------------------------------------------------------------------------
def test_titles_of_another_field_change_no_rank_and_no_score(setup: Setup, engine: Engine) -> None:
    found = run("T1", setup, engine)
    assert all_equal(found["changed"], 0)
    assert all_equal(found["score_change_max"], 0)
    assert all_equal(found["rbo"], 1)
    assert all_equal(found["vacancy_changed"], 0)
    assert all_equal(found["vacancy_rbo"], 1)


def test_the_same_titles_move_people_in_a_ranking_by_words(setup: Setup, bm25: Rival) -> None:
    found = run("T1", setup, bm25)
    assert max(found["changed"].values()) == 1
    assert mean(found["vacancy_rbo"]) < 1


def test_titles_move_people_even_among_eight_in_a_ranking_by_whole_texts(
    setup: Setup, cosine: Rival
) -> None:
    assert mean(run("T1", replace(setup, people=setup.people[:1]), cosine)["vacancy_rbo"]) < 1


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_titles_in_headers_leave_what_the_ranker_sees_of_every_cv(
    everybody: Setup, seed: int
) -> None:
    found = profiles_after_title_swap(replace(everybody, seed=seed))["profile_changed"]
    assert len(found) == len(everybody.people)
    assert all_equal(found, 0), [person for person, moved in found.items() if moved]


# --- T13: titles alone -------------------------------------------------------------------------
def test_a_bare_title_never_passes_somebody_whose_lines_show_the_work(
    setup: Setup, engine: Engine
) -> None:
    found = run("T13", replace(setup, people=setup.people[:2]), engine)
    assert all_equal(found["gem_above"], 1)
    assert all_equal(found["certain"], 0)
    assert max(found["row_share_max"].values()) <= 0.2 + 0.005  # points are whole hundredths


# --- T2: gem above impostor --------------------------------------------------------------------
def test_gems_stand_above_title_traps_and_traps_outside_the_first_five(
    five: Setup, engine: Engine, bm25: Rival
) -> None:
    found, rival = run("T2", five, engine), run("T2", five, bm25)
    assert all_equal(found["gem_above"], 1)
    assert mean(found["trap_top5"]) <= 0.03
    assert mean(rival["gem_above"]) < 1


# --- T3: keyword stuffing ----------------------------------------------------------------------
@pytest.mark.parametrize("way", ["list", "list_x5", "zero_width", "white"])
def test_a_gem_stands_above_a_trap_that_pastes_what_the_vacancy_asks(
    setup: Setup, engine: Engine, bm25: Rival, way: str
) -> None:
    found = stuffed(setup, engine)
    assert all_equal(found[f"gem_above_{way}"], 1)
    assert mean(stuffed(setup, bm25)[f"gem_above_{way}"]) < 0.5


def test_hidden_words_gain_no_rank_and_repeating_gains_none_over_saying_it_once(
    setup: Setup, engine: Engine
) -> None:
    found = stuffed(setup, engine)
    assert all_equal(found["gain_white"], 0)
    assert found["gain_list_x5"] == found["gain_list"]
    assert found["gain_zero_width"] == found["gain_list"]


_STUFFED: dict[str, Figures] = {}


def stuffed(setup: Setup, ranker: Ranker) -> Figures:
    if ranker.name not in _STUFFED:
        _STUFFED[ranker.name] = run("T3", setup, ranker)
    return _STUFFED[ranker.name]


# --- T4: negation ------------------------------------------------------------------------------
def test_denying_every_skill_that_is_asked_raises_no_row(
    setup: Setup, engine: Engine, bm25: Rival
) -> None:
    few = replace(setup, people=setup.people[1:3])
    found = run("T4", few, engine)
    assert all_equal(found["rows_risen"], 0)
    assert all_equal(found["denied_counted"], 0)
    assert all_equal(found["rank_rose"], 0)
    assert mean(run("T4", few, bm25)["rank_rose"]) > 0.5  # a rival reads the skills' names


# --- T5: must-haves ----------------------------------------------------------------------------
def test_who_lacks_a_must_says_so_and_stands_below_those_who_lack_none(
    five: Setup, engine: Engine, bm25: Rival
) -> None:
    found = run("T5", five, engine)
    assert all_equal(found["out_of_order"], 0)
    assert all_equal(found["miscounted"], 0)
    assert mean(found["unflagged"]) <= 0.01
    assert all_equal(run("T5", five, bm25)["unflagged"], 1)


# --- T6: languages -----------------------------------------------------------------------------
def test_a_vacancy_in_the_other_language_gives_nearly_the_same_order(
    setup: Setup, engine: Engine, bm25: Rival
) -> None:
    found, rival = run("T6", setup, engine), run("T6", setup, bm25)
    assert mean(found["vacancy_rbo"]) >= 0.8
    assert mean(found["score_gap"]) <= 1.5
    assert mean(rival["vacancy_rbo"]) < mean(found["vacancy_rbo"]) - 0.2
    assert mean(rival["within_one"]) < mean(found["within_one"])


# --- T7: identity ------------------------------------------------------------------------------
def test_another_name_origin_gender_age_or_address_changes_no_score(
    setup: Setup, engine: Engine
) -> None:
    found = run("T7", setup, engine)
    assert all_equal(found["score_change_max"], 0)
    assert all_equal(found["changed"], 0)
    assert all_equal(found["rbo"], 1)


def test_no_identity_changes_what_the_ranker_sees_of_every_fifth_cv(everybody: Setup) -> None:
    fifth = replace(everybody, people=everybody.people[::5])
    assert all_equal(profiles_after_identity_swap(fifth)["profile_changed"], 0)


# --- T8: hidden text and orders to software ----------------------------------------------------
def test_hidden_words_and_orders_to_software_change_no_score_and_are_flagged(
    setup: Setup, engine: Engine, bm25: Rival
) -> None:
    few = replace(setup, people=setup.people[:2])
    found = run("T8", few, engine)
    assert all_equal(found["score_change_max"], 0)
    assert all_equal(found["changed"], 0)
    assert all_equal(found["flagged"], 1)
    assert mean(run("T8", few, bm25)["changed"]) > 0.3


# --- T9: noise ---------------------------------------------------------------------------------
KINDS = ("typos", "scan", "twice", "sections", "bullets")
_NEAR_AN_EDGE = pytest.mark.xfail(
    strict=True, reason="the goal; 7 to 8 % move, from a chance just above an edge to just below"
)


def noisy(setup: Setup, engine: Engine) -> Figures:
    if "T9" not in _NOISY:
        _NOISY["T9"] = run("T9", setup, engine)
    return _NOISY["T9"]


@pytest.mark.parametrize("kind", KINDS)
def test_typing_scanning_repeating_and_reordering_change_the_order_little(
    setup: Setup, engine: Engine, kind: str
) -> None:
    assert mean(noisy(setup, engine)[f"rbo_{kind}"]) >= 0.9
    assert mean(noisy(setup, engine)[f"flips_{kind}"]) <= 0.1


@pytest.mark.parametrize(
    "kind",
    [pytest.param(kind, marks=_NEAR_AN_EDGE if kind == "typos" else ()) for kind in KINDS],
)
def test_typing_scanning_repeating_and_reordering_move_at_most_one_status_in_twenty(
    setup: Setup, engine: Engine, kind: str
) -> None:
    assert mean(noisy(setup, engine)[f"flips_{kind}"]) <= 0.05


_NOISY: dict[str, Figures] = {}


# --- T10: a true skill more --------------------------------------------------------------------
@pytest.fixture(scope="module")
def skilled(setup: Setup, engine: Engine) -> Figures:
    return run("T10", setup, engine)


def test_a_line_that_shows_a_requirement_lowers_no_row_and_what_is_lost_the_context_lost(
    skilled: Figures,
) -> None:
    assert all_equal(skilled["row_fell"], 0)
    for pair, lost in skilled["loss_max"].items():
        assert lost <= max(0.0, skilled["context_loss_max"][pair]) + 0.001, pair
    assert mean(skilled["score_fell"]) <= 0.2


def test_a_line_that_shows_a_requirement_never_lowers_the_score(skilled: Figures) -> None:
    assert all_equal(skilled["score_fell"], 0)


# --- T11: the quote less -----------------------------------------------------------------------
def test_a_row_falls_without_the_line_that_it_quotes_and_every_quote_is_literal(
    setup: Setup, engine: Engine
) -> None:
    found = run("T11", setup, engine)
    assert all_equal(found["literal"], 1)
    assert all_equal(found["rose"], 0)
    assert mean(found["explained"]) >= 0.95
