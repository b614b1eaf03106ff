"""The reliability curve stands in the tables, and all systems are asked of the same rows."""

import random

import pytest

from benchmarks import quality_tables
from benchmarks.quality.bench import Options, Row
from benchmarks.quality.calibration import EVENTS, SYSTEMS, _measured, claims
from matcher.ranking import Signs
from matcher.tuning.curves import Judged


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    """Rows of a likeness that is the chance of being met; and a group of one vacancy alone."""
    rng = random.Random(4)
    rows = []
    for n in range(600):
        likeness = rng.random()
        label = "met" if rng.random() < likeness else rng.choice(["missing", "partly"])
        rows.append(Judged(f"v{n % 4}", f"c{n}", Signs("work", likeness, 0, 0), label, 1))
    rows += [Judged("v0", f"c{n}", Signs("language", 0, 0, 0, 1.0), "met", 2) for n in range(5)]
    return [*rows, Judged("v1", "c0", Signs("work", 0.5, 0, 0), "unclear", 3)]


def stated(judged: list[Judged]) -> dict:
    return claims(judged, [(row, row.signs.likeness) for row in judged])


def test_all_systems_are_asked_of_the_rows_that_have_a_held_out_chance(
    judged: list[Judged],
) -> None:
    told = stated(judged)
    for event in EVENTS:
        for system in SYSTEMS:
            assert sorted(row.candidate for row, _ in told[event][system]) == sorted(
                row.candidate for row in judged[:600]
            )


def rows_of(judged: list[Judged], event: str, options: Options | None = None) -> list[Row]:
    return list(_measured(options or Options(), event, None, stated(judged)[event]))


def test_a_row_holds_figures_a_gap_to_the_base_rate_and_its_curve(judged: list[Judged]) -> None:
    found = {row["system"]: row for row in rows_of(judged, "met")}
    assert list(found) == ["base rate", "strength", "matcher"]
    for row in found.values():
        assert set(row["figures"]) == {"log loss", "brier", "ece"}
        assert sum(one[2] for one in row["bins"]) == row["n"] == 600
    low, mean, high = (found["matcher"]["gap_to_base rate"]["log loss"][n] for n in (1, 0, 2))
    assert low <= mean <= high < 0  # a likeness that is the chance says more than its mean
    assert found["base rate"]["gap_to_base rate"]["log loss"] == [0, 0, 0]


def test_only_the_systems_asked_for_are_measured(judged: list[Judged]) -> None:
    (only,) = rows_of(judged, "shown", Options(systems=("matcher",)))
    assert only["system"] == "matcher"
    assert "gap_to_base rate" not in only


# --- tables -------------------------------------------------------------------------------------
def row(system: str, n: int, **more: object) -> Row:
    found: Row = {
        "task": "calibration", "set": "met", "system": system, "n": n, "seed": 1,
        "figures": {"ece": [0.02, 0.01, 0.03]}, "data": "d", "commit": "c", "machine": "M",
        "date": "2026-01-01",
    }  # fmt: skip
    return found | more


def test_the_curve_of_the_matcher_is_a_table_under_the_figures() -> None:
    bins = [[0.0, 0.1, 1200, 0.034, 0.05], [0.9, 1.0, 7, 0.95, 1.0]]
    told = quality_tables.details([row("strength", 9, bins=bins), row("matcher", 9, bins=bins)])
    assert told.count("| 0.0–0.1 | 1,200 | 0.034 | 0.050 |") == 1
    assert told[-1] == "| 0.9–1.0 | 7 | 0.950 | 1.000 |"
    assert "| said | rows | mean said | came true |" in told


def test_rows_of_different_sizes_tell_their_size_each() -> None:
    told = quality_tables.details([row("matcher", 3869), row("matcher, tool", 280)])
    assert "| system | n | ece |" in told
    assert "| matcher, tool | 280 | 0.020 [0.010, 0.030] |" in told
    assert not any("n = " in line for line in told)
