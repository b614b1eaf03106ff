"""What differs between two weights is told beside what stays."""

from dataclasses import replace

import pytest

from matcher.ranking import Factors, Weights
from matcher.records import Importance, Kind
from matcher.weighing import difference_in_words
from matcher.weighing.fusion import IMPORTANCES, KINDS, LADDER
from matcher.weighing.telling import _IMPORTANCES, _KINDS, _STEPS

OTHER = replace(
    Weights(),
    context=0.4,
    factors=Factors(
        {Importance.NICE: 1.5}, {Kind.HARD: 2.0, Kind.TOOL: 1.0}, {"list": 0.6, "no line": 0.6}
    ),
)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            [
                "the CV as a whole can earn 40 of 100 points (was 33)",
                "nice-to-haves: 1.50 times as much as before, beside must-haves",
                "tools: 0.50 times as much as before, beside hard skills",
                "an entry of a list earns 60 % of its points (was 100 %)",
            ],
        ),
        (
            "nl",
            [
                "het cv als geheel kan 40 van de 100 punten verdienen (was 33)",
                "wensen: 1,50 keer zo zwaar als eerst, naast musts",
                "gereedschap en software: 0,50 keer zo zwaar als eerst, naast vakvaardigheden",
                "een regel uit een opsomming verdient 60 % van de punten (was 100 %)",
            ],
        ),
    ],
)
def test_each_difference_is_a_sentence(language: str, told: list[str]) -> None:
    said = difference_in_words(Weights(), OTHER, language)
    assert [line for line in said if line in told] == told
    assert len(said) == len(told) + 6 - 1 + 1  # all other kinds halve beside hard skills


def test_the_way_back_is_told_as_the_way_back() -> None:
    back = difference_in_words(OTHER, Weights(), "en")
    assert "nice-to-haves: 0.67 times as much as before, beside must-haves" in back


def test_no_difference_is_said_too() -> None:
    assert difference_in_words(Weights(), Weights(), "nl") == ["geen verschil in wat hier telt"]
    nearly = replace(Weights(), context=0.3301)
    assert difference_in_words(Weights(), nearly, "de") == ["no difference in what counts here"]


def test_everything_that_can_differ_has_words() -> None:
    assert set(_IMPORTANCES) == set(IMPORTANCES)
    assert set(_KINDS) == set(KINDS)
    assert set(_STEPS) == set(LADDER)
