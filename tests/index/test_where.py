"""What filters say, who passes them, and what is said of a text that is none."""

import datetime

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slow_filters import AS_OF, answer, facts, filters

from matcher.calendar import month
from matcher.errors import InvalidInput
from matcher.index.columns import Columns
from matcher.index.where import Where, parse
from matcher.records import Facts, Period

ANNA = Facts(
    "anna",
    "people.csv#12",
    written="nl",
    city="Utrecht",
    languages=(("dutch", "native"), ("german", "B1"), ("english", None)),
    education="hbo",
    worked=(Period(month(2019, 1), month(2023, 7)),),  # 4 years, 6 months
    licences=("B", "VCA"),
    available=datetime.date(2027, 3, 1).toordinal(),
    status="active",
    tags=("Senior", "two words"),
    contacted=datetime.date(2026, 8, 20).toordinal(),
)
NOBODY_TOLD = Facts("bram")


def passes(text: str, one: Facts = ANNA, as_of: int = AS_OF) -> bool:
    """Return whether one person passes a filter."""
    return bool(parse(text).mask(Columns.of([one]), as_of)[0])


def undecided(text: str, one: Facts = NOBODY_TOLD) -> bool:
    """Return whether it is not told if one person passes."""
    return bool(parse(text).undecided(Columns.of([one]), AS_OF)[0])


# --- against a slow definition ----------------------------------------------------------------
@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(facts, max_size=8), filters)
def test_a_mask_is_what_asking_each_person_one_by_one_gives(some: list[Facts], text: str) -> None:
    where = parse(text)
    assert where.term is not None
    answers = [answer(where.term, one) for one in some]
    columns = Columns.of(some)
    assert where.mask(columns, AS_OF).tolist() == [one is True for one in answers]
    assert where.undecided(columns, AS_OF).tolist() == [one is None for one in answers]


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(filters)
def test_the_text_of_a_filter_is_read_back_as_the_same_filter(text: str) -> None:
    where = parse(text)
    assert parse(str(where)) == where
    assert str(parse(str(where))) == str(where)


# --- what passes ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text",
    [
        "city=utrecht",
        "city=Zeist|UTRECHT",
        "city!=Zeist",
        "city within 25 km of Amersfoort",
        "Woonplaats binnen 25km van Amersfoort, Nederland",
        "country = nederland",
        "language=german",
        "language=duits|french",
        "language != french",
        "german>=B1",
        "dutch >= C2",
        "dutch = C2",
        "education=hbo",
        "education>=mbo4",
        "education = bachelor",
        "education > mbo",
        "years>=4.5",
        "years>=10|4",
        "years=4",
        "years <= 4",
        "licence = b and licence = VCA",
        "not rijbewijs = CE",
        "available by 2027-03-01",
        "available = 2027-03",
        "available is 1-3-2027",
        "available = 2027-06-01",
        "available > now",
        "tag = senior",
        'tag has "two words"',
        "tag has two words",
        "tag in (junior, senior)",
        "status is Active",
        "contacted < 2 months ago",
        "contacted >= 3 maanden geleden",
        "contacted = 2026-08",
        "contacted < 2026-08-21 and contacted > 2026-08-19",
        "id=Anna",
        "source=people.csv",
        "source=people.csv#12",
        "cv_language = dutch",
        "city=Zeist or city=Utrecht and years>=4",
        "not (city=Zeist or years>=5)",
        "stad=Zeist of opleiding>=hbo en niet jaren>=5",
        "city is not unknown and education is known",
    ],
)
def test_a_candidate_passes_what_is_told(text: str) -> None:
    assert passes(text)


@pytest.mark.parametrize(
    "text",
    [
        "city=Zeist",
        "city!=Utrecht|Zeist",
        "city within 15 km of Amersfoort",
        "language=french",
        "language!=dutch",
        "german>=B2",
        "dutch > C2",
        "english>=A1",
        "not english>=A1",
        "french>=A1",
        "education>=wo",
        "education!=hbo",
        "years>=4.6",
        "years>=5",
        "years=5",
        "years>4",
        "licence = CE",
        "licence = BIG",
        "not licence = BIG",
        "available now",
        "available by 2027-02",
        "tag = junior",
        "contacted >= 2 months ago",
        "id=ann",
        "source=people",
        "(city=Zeist or city=Utrecht) and years>=5",
        "city is unknown",
    ],
)
def test_a_candidate_is_stopped_by_what_is_not_told(text: str) -> None:
    assert not passes(text)


@pytest.mark.parametrize(
    ("asked", "lives"),
    [
        ("The Hague", "Den Haag"),
        ("Den Haag", "'s-Gravenhage"),
        ("Antwerp", "Antwerpen"),
        ("den bosch", "'s-Hertogenbosch"),
        ("Köln", "Keulen"),
    ],
)
def test_a_town_is_the_same_in_dutch_and_in_english(asked: str, lives: str) -> None:
    assert passes(f"city = {asked}", Facts("a", city=lives))
    assert passes(f"city within 1 km of {lives}", Facts("a", city=asked))


def test_a_town_with_the_name_of_another_is_told_apart_by_its_country() -> None:
    here, there = Facts("a", city="Bergen"), Facts("b", city="Bergen", country="NO")
    assert passes("city within 5 km of Bergen", here)
    assert not passes("city within 5 km of Bergen", there)
    assert passes("city within 5 km of Bergen, NO", there)
    assert passes("country = NO", there)
    assert passes("country = NL", here)


def test_work_that_goes_on_counts_until_the_month_asked_about() -> None:
    lasting = Facts("a", worked=(Period(month(2025, 1), None),))
    assert passes("years>=1", lasting, month(2026, 1))
    assert not passes("years>=1", lasting, month(2025, 12))


def test_whoever_is_free_at_once_is_free_on_every_day() -> None:
    at_once = Facts("a", available=0)
    assert passes("available now", at_once)
    assert passes("available by 2026-01-01", at_once)
    assert undecided("available now")


def test_now_is_any_day_of_the_month_asked_about() -> None:
    soon = Facts("a", available=datetime.date(2026, 11, 30).toordinal())
    assert passes("available now", soon, month(2026, 11))
    assert not passes("available now", soon, month(2026, 10))


# --- what is not told -------------------------------------------------------------------------
@pytest.mark.parametrize(
    "test",
    [
        "city = Utrecht",
        "city within 20000 km of Utrecht",
        "country = NL",
        "language = dutch",
        "dutch >= A1",
        "education >= vmbo",
        "years >= 0",
        "years < 50",
        "licence = B",
        "available by 2100",
        "contacted < 2100",
        "cv_language = nl",
    ],
)
def test_what_is_not_told_passes_neither_a_test_nor_its_opposite(test: str) -> None:
    assert undecided(test)
    assert undecided(f"not {test}")
    assert not passes(test, NOBODY_TOLD)
    assert not passes(f"not {test}", NOBODY_TOLD)
    field = test.split()[0]
    assert passes(f"{test} or {field} is unknown", NOBODY_TOLD)
    assert passes(f"{field} is unknown", NOBODY_TOLD)
    assert not passes(f"{field} is not unknown", NOBODY_TOLD)


@pytest.mark.parametrize("test", ["status = active", "tag = senior", "id = x", "source = x.pdf"])
def test_what_the_base_itself_keeps_is_always_told(test: str) -> None:
    assert not undecided(test)
    assert passes(f"not {test}", NOBODY_TOLD)


def test_one_side_of_an_or_is_enough_and_one_side_of_an_and_too() -> None:
    assert passes("city = Utrecht or id = bram", NOBODY_TOLD)
    assert not undecided("city = Utrecht and id = anna")
    assert passes("not (city = Utrecht and id = anna)", NOBODY_TOLD)


def test_whoever_denies_a_driving_licence_has_told_and_has_no_other() -> None:
    without, silent = Facts("a", licences=("none",)), Facts("b", licences=("BIG",))
    assert passes("not licence = B", without)
    assert not passes("not licence = B", silent)
    assert undecided("licence = B", silent)


@pytest.mark.parametrize(
    ("held", "also"),
    [("CE", "B BE C C1 AM"), ("BE", "B AM"), ("C", "B C1"), ("D", "B D1"), ("VCA-VOL", "VCA")],
)
def test_a_licence_counts_for_those_that_it_includes(held: str, also: str) -> None:
    one = Facts("a", licences=(held,))
    for licence in also.split():
        assert passes(f"licence = {licence}", one)
        assert not passes(f"licence = {held}", Facts("b", licences=(licence,)))
    assert not passes("licence = T", one)


def test_a_language_beside_those_that_are_told_is_not_spoken() -> None:
    assert passes("not language = french")
    assert passes("not french >= B1")


def test_a_town_that_no_table_knows_is_not_told_to_be_near() -> None:
    lost = Facts("a", city="Nergenshuizen")
    assert undecided("city within 50 km of Utrecht", lost)
    assert passes("city = nergenshuizen", lost)
    assert passes("city != Utrecht", lost)


# --- reading ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("city=Utrecht", "city = Utrecht"),
        (" City = Utrecht | Den Bosch ", 'city in (Utrecht, "Den Bosch")'),
        ("stad!=Utrecht", "not city = Utrecht"),
        ("years >= 2.5 jaar", "years >= 2.5"),
        ("education ≥ HBO", "education >= hbo"),
        ("available by 1-3-2027", "available <= 2027-03-01"),
        ("contacted<1 jaar geleden", 'contacted < "12 months ago"'),
        ("duits >= b2 en niet (tag=a of tag=b)", "german >= B2 and not (tag = a or tag = b)"),
        ("((id=a)) and (id=b and id=c)", "id = a and id = b and id = c"),
        ("id=a or (id=b and id=c)", "id = a or id = b and id = c"),
        ("within 5 km of Bergen, Noorwegen", "city within 5 km of Bergen, NO"),
        ('tag = "en" | “a b”', 'tag in ("en", "a b")'),
    ],
)
def test_a_filter_is_always_written_the_same_way(text: str, canonical: str) -> None:
    assert str(parse(text)) == canonical


def test_of_several_texts_all_must_hold_and_none_lets_everybody_pass() -> None:
    assert str(parse(["id=a or id=b", "id=c"])) == "(id = a or id = b) and id = c"
    for nothing in ("", "  ", [], [""]):
        assert parse(nothing) == Where()
        assert parse(nothing).mask(Columns.of([ANNA, NOBODY_TOLD]), AS_OF).all()


def test_filters_are_joined_in_python_as_in_text() -> None:
    a, b, c = parse("id=a"), parse("id=b"), parse("id=c")
    assert (a | b) & ~c == parse("(id=a or id=b) and not id=c")
    assert a & Where() == a
    assert a | Where() == Where()
    with pytest.raises(InvalidInput, match="an empty filter has no opposite"):
        ~Where()


@pytest.mark.parametrize(
    ("text", "message", "marked"),
    [
        ("Utrecht", "'Utrecht' is no condition; write for example city=Utrecht", None),
        ("city=", "expected a value here", " "),
        ("city<Utrecht", "city has no order; use = or !=", "<"),
        ("city=Utrecht and", "expected a condition here", " "),
        ("city=Utrecht years>=5", 'put "and" or "or" before years', "years"),
        ("(city=Utrecht", 'expected ")"', " "),
        ("city=Utrecht)", 'expected "and", "or" or the end', ")"),
        ('city="Utrecht', "this quote is not closed", '"'),
        ("city ! Utrecht", "this sign means nothing", "!"),
        ("cty=Utrecht", "did you mean city", "cty"),
        ("salary=1", "no field 'salary' to filter on; choose one of city, country", "salary"),
        ("years>=many", "years is a number", "many"),
        ("education>=drs", "education is one of vmbo", "drs"),
        ("language>=B2", "for a level write german>=B2", ">="),
        ("language=germn", "did you mean german", "germn"),
        ("german>=D1", "a level is one of A1", "D1"),
        ("dutch = native", "a mother tongue tells where somebody comes from", "native"),
        ("available by 2027-02-30", "is no day; write available", "2027-02-30"),
        ("within 25 km of Utrect", "did you mean Utrecht", "Utrect"),
        ("within 25 km of Utrecht, Japan", "no country 'Japan'", "Utrecht, Japan"),
        ("within 25 of Utrecht", 'expected "km"', "of"),
        ("within far of Utrecht", "expected a distance", "far"),
        ("tag in (a", 'expected "," or ")"', " "),
        ("city in Utrecht", 'expected "(" behind city in', "Utrecht"),
        (
            "city Utrecht",
            'expected =, !=, >=, <=, >, <, "in" or "is unknown" behind city',
            "Utrecht",
        ),
        ("=3", "expected the name of a field", "="),
        ("not " * 60 + "id=a", "write it flatter", "not"),
    ],
)
def test_an_error_marks_the_place_and_says_what_was_expected(
    text: str, message: str, marked: str | None
) -> None:
    with pytest.raises(InvalidInput) as error:
        parse(text)
    said, *shown = str(error.value).split("\n")
    assert message in said
    if marked is None:
        assert shown == []
        return
    line, mark = shown
    under = line.ljust(len(mark))[mark.index("^") : mark.rindex("^") + 1]
    assert under == marked


@pytest.mark.parametrize(
    "field",
    [
        "age", "leeftijd", "gender", "geslacht", "nationality", "nationaliteit", "birthdate",
        "geboortedatum", "name", "naam", "photo", "foto", "religion", "Age",
    ],
)  # fmt: skip
def test_what_tells_who_somebody_is_may_decide_about_nobody(field: str) -> None:
    with pytest.raises(InvalidInput, match=r"may decide about nobody.*equal treatment"):
        parse(f"city=Utrecht and {field} = x")


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet='acity=Utrech()|,"<>! notrdein25km', max_size=40))
def test_any_text_is_a_filter_or_invalid_input(text: str) -> None:
    try:
        where = parse(text)
    except InvalidInput:
        return
    assert parse(str(where)) == where


def test_a_filter_of_many_tests_is_evaluated_for_all_people_at_once() -> None:
    people = Columns.of([ANNA, NOBODY_TOLD] * 500)
    mask = parse(" or ".join(f"id = p{i}" for i in range(300)) + " or years >= 4").mask(
        people, AS_OF
    )
    assert mask.dtype == np.bool_
    assert mask.tolist() == [True, False] * 500
