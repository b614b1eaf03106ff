"""Bands follow from the must-haves that a CV can show."""

import pytest

from matcher.explanation import Band, asked_in_person, in_bands, openings, places, standing
from matcher.records import Importance, Kind, Match, Requirement, Row, Status

MET, PARTLY, UNCLEAR, MISSING = Status.MET, Status.PARTLY, Status.UNCLEAR, Status.MISSING
SOFT = 4


def requirement(number: int, kind: Kind = Kind.HARD) -> Requirement:
    return Requirement(number, f"r{number}", 0, 2, Importance.MUST, kind, 1.0)


REQUIREMENTS = [requirement(1), requirement(2), requirement(3), requirement(SOFT, Kind.SOFT)]


def person(name: str, score: float, *statuses: Status, soft: Status = UNCLEAR) -> Match:
    rows = [
        Row(f"r{n}", n, "must", score / 4, 25.0, status, None)
        for n, status in enumerate((*statuses, soft), start=1)
    ]
    met = sum(status is MET for status in (*statuses, soft))
    return Match(name, f"{name}.txt", score, (met, 4), tuple(rows))


@pytest.mark.parametrize(
    ("statuses", "band"),
    [
        ((MET, MET, MET), Band.FIRST),
        ((MET, PARTLY, PARTLY), Band.FIRST),
        ((MET, MET, UNCLEAR), Band.ASK),
        ((PARTLY, UNCLEAR, UNCLEAR), Band.ASK),
        ((UNCLEAR, UNCLEAR, UNCLEAR), Band.LACKS),
        ((MET, MET, MISSING), Band.LACKS),
    ],
)
@pytest.mark.parametrize("soft", [MET, UNCLEAR, MISSING])
def test_a_band_follows_from_the_must_haves_and_never_from_behaviour(
    statuses: tuple[Status, ...], band: Band, soft: Status
) -> None:
    at = standing(person("a", 50, *statuses, soft=soft), asked_in_person(REQUIREMENTS))
    assert at.band is band
    assert len(at.musts) == 4 - 1
    assert at.shown == sum(status in (MET, PARTLY) for status in statuses)


def test_people_come_band_by_band_and_the_higher_score_first_within_one() -> None:
    low, high = person("low", 40, MET, MET, PARTLY), person("high", 60, MET, MET, PARTLY)
    asked, lacks = person("asked", 90, MET, MET, UNCLEAR), person("lacks", 95, MET, MET, MISSING)
    found = in_bands([lacks, asked, low, high], REQUIREMENTS)
    assert [match.candidate for match, _ in found] == ["high", "low", "asked", "lacks"]


def test_an_opening_names_who_enters_when_one_must_have_is_a_wish() -> None:
    placed = in_bands(
        [
            person("all", 80, MET, MET, MET),
            person("one", 70, MET, UNCLEAR, MET),
            person("other", 60, MET, MISSING, PARTLY),
            person("two", 50, MISSING, MISSING, MET),
        ],
        REQUIREMENTS,
    )
    second, first, third = openings(placed)
    assert (second.number, second.shown, second.gained) == (2, 1, ("one", "other"))
    assert (first.number, first.shown, first.gained) == (1, 4 - 1, ())
    assert (third.number, third.shown, third.gained) == (3, 4, ())
    assert openings([]) == []


def test_a_vacancy_without_must_haves_keeps_nobody_out() -> None:
    assert standing(Match("a", "", 1.0, (0, 0), ()), frozenset()).band is Band.FIRST


# --- places ---------------------------------------------------------------------------------------
def test_who_earns_more_in_every_row_keeps_the_place_whatever_the_weights() -> None:
    found = places([person("a", 80, MET, MET, MET), person("b", 40, MET, MET, MET)])
    assert found == [(1, 1), (2, 2)]


def test_people_who_earn_the_same_sum_elsewhere_change_places() -> None:
    def earning(name: str, first: float, second: float) -> Match:
        rows = (
            Row("x", 1, "must", first, 50, MET, None),
            Row("y", 2, "must", second, 50, MET, None),
        )
        return Match(name, "", first + second, (2, 2), rows)

    assert places([earning("a", 40, 20), earning("b", 20, 40)]) == [(1, 2), (1, 2)]
    assert places([]) == []
