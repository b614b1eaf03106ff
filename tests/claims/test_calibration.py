"""T12: a chance that is stated comes true as often as it says, in vacancies kept out of the fit."""

from pathlib import Path

import pytest

from benchmarks.quality.calibration import EVENTS, claims
from matcher.evaluation.judged import Judgements, curve_error, log_loss, read_judgements, strengths
from matcher.pipeline import Matcher
from matcher.tuning.curves import Judged

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
Stated = dict[str, dict[str, list[tuple[Judged, float]]]]


@pytest.fixture(scope="module")
def judged(sample_base: Path) -> Judgements:
    return read_judgements(SAMPLE, matcher=Matcher.open(sample_base))


@pytest.fixture(scope="module")
def stated(sample_base: Path, judged: Judgements) -> Stated:
    strength = strengths(SAMPLE, Matcher.open(sample_base), judged.rows)
    return claims(judged.rows, strength)  # type: ignore[return-value]


def test_nearly_every_judgement_finds_its_row(judged: Judgements) -> None:
    assert len(judged.rows) > 3000
    assert judged.unknown < 0.05 * len(judged.rows)


@pytest.mark.parametrize("event", EVENTS)
def test_of_what_is_said_as_much_comes_true_within_five_in_a_hundred(
    stated: Stated, event: str
) -> None:
    assert curve_error(stated[event]["matcher"], event) <= 0.05


@pytest.mark.parametrize("event", EVENTS)
def test_the_strength_of_a_row_is_no_probability(stated: Stated, event: str) -> None:
    """The rival that chances were made for: the share of its points that a row earns."""
    own, rival = (stated[event][system] for system in ("matcher", "strength"))
    assert [row for row, _ in own] != []
    assert len(own) == len(rival)
    assert curve_error(own, event) < curve_error(rival, event)
    assert log_loss(own, event) < log_loss(rival, event)


@pytest.mark.parametrize("event", EVENTS)
def test_chances_say_far_more_than_the_share_of_rows_that_are_so_anyway(
    stated: Stated, event: str
) -> None:
    """That share is calibrated by its nature, and knows nobody."""
    assert log_loss(stated[event]["matcher"], event) < 0.8 * log_loss(
        stated[event]["base rate"], event
    )
