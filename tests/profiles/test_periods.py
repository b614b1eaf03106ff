"""Dates as people write them, and months counted once."""

import pytest

from matcher.calendar import month, month_name, months_covered
from matcher.errors import InvalidInput
from matcher.profiles.periods import ranges
from matcher.records import Period


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("mrt 2019 - heden", month(2019, 3), None),
        ("03/2019 – 08/2022", month(2019, 3), month(2022, 9)),
        ("2016-2019", month(2016, 7), month(2019, 7)),
        ("2018 - 2018", month(2018, 1), month(2019, 1)),
        ("sinds 2021", month(2021, 7), None),
        ("sept. 2014 tot mei 2018", month(2014, 9), month(2018, 6)),
        ("2019-03 - present", month(2019, 3), None),
        ("Jan '18 – Dec '20", month(2018, 1), month(2021, 1)),
        ("Januar 2019 bis heute", month(2019, 1), None),
        ("de mars 2015 à août 2017", month(2015, 3), month(2017, 9)),
        ("enero 2015 - diciembre 2016", month(2015, 1), month(2017, 1)),
        ("Iunie 2017 - august 2019", month(2017, 6), month(2019, 9)),
        ("Septembrie 2015  notat mai 2017", month(2015, 9), month(2017, 6)),
        ("mei t/m augustus 2020", month(2020, 5), month(2020, 9)),
        ("01-02-2015 t/m 31-03-2016", month(2015, 2), month(2016, 4)),
        ("2012/2018", month(2012, 7), month(2018, 7)),
    ],
)
def test_a_range_is_read_in_every_usual_style(text: str, start: int, end: int | None) -> None:
    assert [dated.period for dated in ranges(text)] == [Period(start, end)]


@pytest.mark.parametrize("text", ["van 140 naar 160", "06-00112233", "1234 AB", "2019", "80 - 90%"])
def test_other_numbers_are_no_range(text: str) -> None:
    assert ranges(text) == []


def test_overlapping_jobs_count_once() -> None:
    jobs = [Period(month(2020, 1), month(2021, 1)), Period(month(2020, 7), month(2021, 7))]
    assert months_covered(jobs, month(2024, 1)) == 12 + 6


def test_months_covered_equals_counting_month_by_month() -> None:
    jobs = [Period(10, 20), Period(15, 17), Period(25, None), Period(20, 22), Period(40, 45)]
    slow = sum(any(p.start <= m < (p.end or 99) for p in jobs) for m in range(30))
    assert months_covered(jobs, 30) == slow == 10 + 2 + 5


def test_no_jobs_cover_no_months() -> None:
    assert months_covered([], month(2024, 1)) == 0


def test_a_month_has_a_number_and_a_name() -> None:
    assert month(2024, 3) == 2024 * 12 + 3 - 1
    assert month_name(month(2019, 3), "nl") == "mrt 2019"
    assert month_name(month(2019, 3)) == "Mar 2019"
    with pytest.raises(InvalidInput, match="from 1 to 12"):
        month(2024, 13)
