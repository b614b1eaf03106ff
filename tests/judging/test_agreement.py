"""Agreement, held against hand-computed sums, published figures, and a second implementation."""

from collections.abc import Hashable, Mapping, Sequence
from itertools import permutations

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from matcher.errors import InvalidInput
from matcher.judging import agreement, cohen_kappa, krippendorff_alpha

# Krippendorff (2011), section C: four observers, twelve units, some of them missing.
OBSERVERS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


def units(line: str) -> dict[Hashable, int]:
    return {n: int(sign) for n, sign in enumerate(line) if sign != "."}


def slow_alpha(judges: Sequence[Mapping[Hashable, int]]) -> float:
    """Return interval alpha by its definition: mean square within units, over that of all."""
    found: dict[Hashable, list[int]] = {}
    for own in judges:
        for unit, grade in own.items():
            found.setdefault(unit, []).append(grade)
    twice = [own for own in found.values() if len(own) > 1]
    everything = [grade for own in twice for grade in own]
    n = len(everything)
    within = sum(
        sum((a - b) ** 2 for a, b in permutations(own, 2)) / (len(own) - 1) for own in twice
    )
    between = sum((a - b) ** 2 for a, b in permutations(everything, 2))
    return 1 - (within / n) / (between / (n * (n - 1)))


@pytest.mark.parametrize(
    ("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)]
)
def test_alpha_is_that_of_the_paper(level: str, published: float) -> None:
    assert round(krippendorff_alpha([units(o) for o in OBSERVERS], level=level), 3) == published


def test_alpha_of_a_case_worked_out_by_hand() -> None:
    """Two judges, three things: (0, 0), (1, 1), (0, 1); the fourth only one judged.

    Coincidences: 00 twice, 11 twice, 01 and 10 once each; of 6 grades 3 are 0 and 3 are 1.
    Observed disagreement 2 / 6; expected 2 x 3 x 3 / (6 x 5).
    """
    first, second = {1: 0, 2: 1, 3: 0, 4: 1}, {1: 0, 2: 1, 3: 1}
    expected = 1 - (2 / 6) / (2 * 3 * 3 / (6 * 5))
    assert krippendorff_alpha([first, second], level="nominal") == pytest.approx(expected)


def test_alpha_is_the_slow_definition_on_random_grades() -> None:
    random = np.random.default_rng(4)
    for _ in range(20):
        judges = [
            {n: int(random.integers(4)) for n in range(15) if random.random() < 0.7}
            for _ in range(3)
        ]
        assert krippendorff_alpha(judges, level="interval") == pytest.approx(slow_alpha(judges))


@pytest.mark.parametrize("weights", ["none", "linear", "quadratic"])
def test_kappa_is_that_of_scikit_learn(weights: str) -> None:
    random = np.random.default_rng(2)
    for _ in range(20):
        first = random.integers(4, size=40).tolist()
        second = [min(3, g + int(random.integers(2))) for g in first]
        theirs = cohen_kappa_score(first, second, weights=None if weights == "none" else weights)
        assert cohen_kappa(first, second, weights=weights) == pytest.approx(theirs, abs=1e-9)


def test_kappa_of_a_case_worked_out_by_hand() -> None:
    """Four things: 0-0, 0-0, 1-1, 0-1. Seen alike 3/4; by chance 3/4 x 2/4 + 1/4 x 2/4."""
    chance = 3 / 4 * 2 / 4 + 1 / 4 * 2 / 4
    expected = (3 / 4 - chance) / (1 - chance)
    assert cohen_kappa([0, 0, 1, 0], [0, 0, 1, 1], weights="none") == pytest.approx(expected)


def test_two_judges_get_both_figures_and_three_alpha_alone() -> None:
    els = {("v", "a"): 3, ("v", "b"): 0, ("v", "c"): 2, ("v", "d"): 1}
    jan = {("v", "a"): 3, ("v", "b"): 0, ("v", "c"): 1}
    found = agreement({"jan": jan, "els": els})
    assert (found.judges, found.both, found.exact) == (("els", "jan"), 3, 2 / 3)
    assert found.kappa == pytest.approx(cohen_kappa([3, 0, 2], [3, 0, 1]))
    assert found.alpha == pytest.approx(krippendorff_alpha([els, jan]))
    three = agreement({"jan": jan, "els": els, "kim": {("v", "a"): 2}})
    assert (three.both, three.kappa) == (3, None)
    assert three.exact == pytest.approx(2 / 5)  # of els-jan 2 in 3, of kim with each 0 in 1


@pytest.mark.parametrize(
    ("judges", "told"),
    [
        ({"els": {1: 3}}, "needs two"),
        ({"els": {1: 3}, "jan": {2: 3}}, "nobody judged what another judged"),
        ({"els": {1: 3}, "jan": {1: 3}}, "one and the same grade"),
    ],
)
def test_what_has_no_agreement_is_told(judges, told: str) -> None:
    with pytest.raises(InvalidInput, match=told):
        agreement(judges)


def test_figures_that_are_not_known_are_refused() -> None:
    with pytest.raises(InvalidInput, match="cubic"):
        cohen_kappa([1, 2], [1, 2], weights="cubic")
    with pytest.raises(InvalidInput, match="ratio"):
        krippendorff_alpha([{1: 1}, {1: 2}], level="ratio")
    with pytest.raises(InvalidInput, match="2 and 1 grades"):
        cohen_kappa([1, 2], [1])
    with pytest.raises(InvalidInput, match="more than one grade"):
        krippendorff_alpha([{1: 1}, {1: 1}])
