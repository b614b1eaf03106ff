"""Expected calibration error and reliability, held against a slow definition."""

import random

import pytest

from matcher.errors import InvalidInput
from matcher.evaluation.calibration import Bin, ece, ece_figure, reliability


def slow_ece(probabilities: list[float], outcomes: list[bool], bins: int) -> float:
    """Guo et al. 2017, equation 3, bin by bin: (low, high], and 0 in the first."""
    total = 0.0
    for n in range(bins):
        low, high = n / bins, (n + 1) / bins
        mine = [
            (p, true)
            for p, true in zip(probabilities, outcomes, strict=True)
            if low < p <= high or (n == 0 and p == 0)
        ]
        if mine:
            said = sum(p for p, _ in mine) / len(mine)
            came = sum(true for _, true in mine) / len(mine)
            total += len(mine) / len(probabilities) * abs(came - said)
    return total


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("bins", [1, 5, 10])
def test_ece_equals_its_slow_definition(seed: int, bins: int) -> None:
    rng = random.Random(seed)
    said = [rng.random() for _ in range(rng.randint(1, 60))]
    true = [rng.random() < p**2 for p in said]
    assert ece(said, true, bins=bins) == pytest.approx(slow_ece(said, true, bins))


def test_half_sure_and_half_right_is_perfectly_calibrated() -> None:
    assert ece([0.5, 0.5], [True, False]) == 0


def test_two_bins_weigh_by_how_many_they_hold() -> None:
    said, true = [0.9, 0.9, 0.9, 0.1], [True, True, False, False]
    assert ece(said, true) == pytest.approx(3 / 4 * abs(2 / 3 - 0.9) + 1 / 4 * abs(0 - 0.1))


def test_the_curve_tells_what_was_said_and_what_came_true_in_each_bin() -> None:
    assert reliability([0.05, 0.25, 0.35], [False, True, False], bins=4) == [
        Bin(0.0, 0.25, 2, pytest.approx((0.05 + 0.25) / 2), 1 / 2),
        Bin(0.25, 0.5, 1, 0.35, 0.0),
    ]


def test_nought_falls_in_the_first_bin_and_one_in_the_last() -> None:
    first, last = reliability([0.0, 1.0], [False, True])
    assert (first.low, first.count, last.high, last.count) == (0.0, 1, 1.0, 1)


@pytest.mark.parametrize(
    ("said", "true", "bins"),
    [([], [], 10), ([0.5], [True, False], 10), ([1.2], [True], 10), ([float("nan")], [True], 10),
     ([0.5], [True], 0)],
)  # fmt: skip
def test_what_is_no_probability_is_refused(said: list[float], true: list[bool], bins: int) -> None:
    with pytest.raises(InvalidInput):
        ece(said, true, bins=bins)


# --- with an interval -------------------------------------------------------------------------
def slow_interval(said: list[float], true: list[bool], clusters: list[str]) -> list[float]:
    """Draw clusters with replacement, and take the error of all their rows together."""
    rng = random.Random(1)
    names = sorted(set(clusters))
    errors = []
    for _ in range(2000):
        drawn = [rng.choice(names) for _ in names]
        rows = [n for name in drawn for n, mine in enumerate(clusters) if mine == name]
        errors.append(slow_ece([said[n] for n in rows], [true[n] for n in rows], 10))
    errors.sort()
    return [errors[round(quantile * (len(errors) - 1))] for quantile in (0.025, 0.975)]


def test_the_interval_draws_whole_clusters() -> None:
    rng = random.Random(5)
    said = [rng.random() for _ in range(120)]
    true = [rng.random() < p for p in said]
    clusters = [f"v{n % 6}" for n in range(120)]
    found = ece_figure(said, true, clusters)
    assert found.mean == pytest.approx(slow_ece(said, true, 10))
    assert [found.low, found.high] == pytest.approx(slow_interval(said, true, clusters), abs=0.02)


def test_each_cluster_has_an_error_of_its_own_and_errors_of_two_may_cancel() -> None:
    found = ece_figure([0.5, 0.5], [True, False], ["a", "b"])
    assert (found.mean, found.per_query) == (0, {"a": 0.5, "b": 0.5})
