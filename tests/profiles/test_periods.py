"""Dates as people write them, and months counted once."""

import pytest

from matcher.calendar import month, month_name, months_covered
from matcher.errors import InvalidInput
from matcher.profiles.periods import ranges, single
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
        # --- words between two dates, and none
        ("May 2014 up to and including August 2016", month(2014, 5), month(2016, 9)),
        ("2011 through 2013", month(2011, 7), month(2013, 7)),
        ("April 2011 thru June 2012", month(2011, 4), month(2012, 7)),
        ("maart 2014 t.e.m. april 2015", month(2014, 3), month(2015, 5)),
        ("Oct. 2011 -- Nov. 2013", month(2011, 10), month(2013, 12)),
        ("Apr. 2021 Sep. 2022", month(2021, 4), month(2022, 10)),
        ("Feb. 2015 Exp. May 2016", month(2015, 2), month(2016, 6)),
        ("04/2021 09/2022", month(2021, 4), month(2022, 10)),
        ("september 2016 / mei 2017", month(2016, 9), month(2017, 6)),
        ("2015 tot ca. 2018", month(2015, 7), month(2018, 7)),
        # --- until now
        ("mei 2017 tot op heden", month(2017, 5), None),
        ("2018 t/m vandaag", month(2018, 7), None),
        ("June 2018 to the present", month(2018, 6), None),
        ("v.a. april 2019", month(2019, 4), None),
        ("v.a. 2012 tot 2014", month(2012, 7), month(2014, 7)),
        ("vanaf 1 juni 2016 t/m maart 2018", month(2016, 6), month(2018, 4)),
        ("2019 →", month(2019, 7), None),
        # --- seasons, quarters, parts of a year
        ("Autumn 2014 - Summer 2016", month(2014, 9), month(2016, 7)),
        ("Fall 2014 - Winter 2016", month(2014, 9), month(2016, 2)),
        ("herfst 2014 tot voorjaar 2016", month(2014, 9), month(2016, 4)),
        ("Q2 2014 - Q3 2016", month(2014, 4), month(2016, 10)),
        ("1e kwartaal 2014 t/m 4e kwartaal 2014", month(2014, 1), month(2015, 1)),
        ("begin 2014 - eind 2016", month(2014, 1), month(2017, 1)),
        # --- years of two digits
        ("03/17 - 11/18", month(2017, 3), month(2018, 12)),
        ("Nov 16 - Feb 18", month(2016, 11), month(2018, 3)),
        ("okt '16 - feb 18", month(2016, 10), month(2018, 3)),
        ("06/21 - heden", month(2021, 6), None),
        ("05-02-16 t/m 30-11-17", month(2016, 2), month(2017, 12)),
        ("2013-17", month(2013, 7), month(2017, 7)),
        ("'97 - '02", month(1997, 7), month(2002, 7)),
        # --- the year first
        ("2018/02 - 2020/11", month(2018, 2), month(2020, 12)),
        ("2018-02-01 - 2020-11-30", month(2018, 2), month(2020, 12)),
        ("2018 feb - 2020 nov", month(2018, 2), month(2020, 12)),
        ("feb-2018 - nov-2020", month(2018, 2), month(2020, 12)),
    ],
)
def test_a_range_is_read_in_every_usual_style(text: str, start: int, end: int | None) -> None:
    assert [dated.period for dated in ranges(text)] == [Period(start, end)]


@pytest.mark.parametrize(
    "text",
    [
        "van 140 naar 160",
        "06-00112233",
        "1234 AB",
        "2019",
        "80 - 90%",
        "24/7",
        "9/10 and 10/11",
        "in 12/24 uur",
        "schaal 8 - 10",
        "06 - 12 uur",
        "90-95 stuks",
        "2 tot 12 mei",
        "1 - 15 may",
    ],
)
def test_other_numbers_are_no_range(text: str) -> None:
    assert ranges(text) == ()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Fall 2013", month(2013, 9)),
        ("winter 2013", month(2013, 1)),
        ("Q4 2013", month(2013, 10)),
        ("2013 Q4", month(2013, 10)),
        ("eind 2013", month(2013, 12)),
        ("aug '13", month(2013, 8)),
        ("15 maart 2013", month(2013, 3)),
        ("2013-03-15", month(2013, 3)),
    ],
)
def test_one_date_is_the_month_in_which_it_begins(text: str, first: int) -> None:
    dated = single(text)
    assert dated is not None
    assert dated.period == Period(first, first + 1)


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
