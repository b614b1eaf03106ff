"""A header of a role is known by where it stands and by its dates, whatever it says or ends in."""

import pytest

from matcher.calendar import month
from matcher.profiles import understand_candidate
from matcher.profiles.lines import ends_sentence
from matcher.profiles.periods import listed
from matcher.records import Candidate, Period, Setting
from tests.profiles.profile_fakes import WordFinder, document

EMPLOYERS = (
    "Havenzicht B.V.", "Havenzicht N.V.", "Havenzicht V.O.F.", "Kestrel Ltd.", "Kestrel Inc.",
    "Kestrel & Co.", "Havenzicht S.A.", "Havenzicht GmbH & Co. KG", "Havenzicht e.V.",
    "Ziekenhuis St.", "Gordon Jr.", "Kestrel Corp.", "Gebr. Smit en Zn.", "Havenzicht B. V.",
)  # fmt: skip
TITLES = (
    "Flimwotser",
    "Head of SQL",
    "Medewerker SQL voor de gemeenten in het noorden en het oosten van het land",
    "Manager of SQL in the north, the east and the south of the country, for the hospitals and the "
    "schools of the region, with the towns around it, and their many suppliers",
)
FORMS = {
    "dates below": "{title}, {employer}\n2016 - heden\n",
    "dates beside": "{title}, {employer}, 2016 - heden\n",
    "dates before": "2016 - heden: {title}, {employer}\n",
    "employer above": "{employer}\n{title}\n2016 - heden\n",
}
CV = """Jan Jansen
{top}
jan@example.nl | 06-00112233

Werkervaring

{header}- Sauzen gemaakt voor 80 couverts
- Inkoop gedaan

{other}- Borden gewassen

Opleiding
Mbo Kok, 2010
"""
BODY = ["Sauzen gemaakt voor 80 couverts", "Inkoop gedaan", "Borden gewassen"]


def read(text: str) -> Candidate:
    return understand_candidate(document(text), WordFinder())


def worked(candidate: Candidate) -> list[str]:
    return [s.text for s in candidate.profile.statements if s.setting is Setting.ROLE]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("employer", EMPLOYERS)
@pytest.mark.parametrize("title", TITLES)
def test_neither_the_length_of_a_title_nor_the_dot_of_a_company_makes_a_header_a_statement(
    title: str, employer: str, form: str
) -> None:
    header = FORMS[form].format(title=title, employer=employer)
    other = (
        FORMS[form].replace("2016 - heden", "2012 - 2016").format(title=title, employer=employer)
    )
    candidate = read(CV.format(top="Kok", header=header, other=other))
    assert worked(candidate) == BODY
    assert candidate.profile.roles == (
        Period(month(2016, 7), None),
        Period(month(2012, 7), month(2016, 7)),
    )


@pytest.mark.parametrize("form", FORMS)
def test_no_title_reaches_a_statement_where_no_line_of_air_stands_between_roles(form: str) -> None:
    header = FORMS[form].format(title="Recyclingspecialist SQL", employer="Havenzicht B.V.")
    other = header.replace("2016 - heden", "2012 - 2016")
    text = CV.format(top="Kok", header=header, other=other).replace("\n\n" + other, "\n" + other)
    assert worked(read(text)) == BODY


@pytest.mark.parametrize("text", [f"Kok, {employer}" for employer in EMPLOYERS])
def test_the_dot_of_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert not ends_sentence(text)


@pytest.mark.parametrize(
    "text",
    ["Sauzen gemaakt.", "Dat paste goed bij mij.", "Rijbewijs B.", "In het register V&V.", "Ja!"],
)
def test_any_other_dot_ends_one(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize(
    "title", ["Stage", "Internship", "Bijbaan", "Vakantiewerk", "Freelance", "Coach", "Skills"]
)
@pytest.mark.parametrize(
    "contact", ["jan@example.nl | 06-00112233", "Boskoop, 06-00112233, jan@example.nl"]
)
def test_a_word_under_the_name_is_a_title_even_where_a_section_may_be_called_so(
    title: str, contact: str
) -> None:
    text = (
        f"Jan Jansen\n{{}}\n{contact}\nRijbewijs B\n\nWerkervaring\n\nX, Y\n2016 - 2019\n- Kookte"
    )
    plain, other = read(text.format("Kok")), read(text.format(title))
    assert [(s.text, s.setting) for s in plain.profile.statements] == [
        (s.text, s.setting) for s in other.profile.statements
    ]
    assert title in [piece.text for piece in other.titles]


def test_a_heading_under_the_name_is_one_where_no_contact_details_follow() -> None:
    candidate = read("Jan Jansen\nVaardigheden\nPython, SQL\nExcel\n")
    assert [s.setting for s in candidate.profile.statements] == [Setting.LIST] * 2


def test_the_title_under_a_name_is_no_prose_however_long_it_is() -> None:
    text = CV.format(top=TITLES[-1], header="X, Y, 2016 - 2019\n", other="")
    assert not any("SQL" in s.text for s in read(text).profile.statements)


def test_dates_make_a_heading_word_the_header_of_one_role() -> None:
    header = "Kok, Het Anker, 2016 - heden\n"
    text = CV.format(top="Kok", header=header, other="Vakantiewerk en horeca, 2011-2015\n")
    found = {s.text: s.period for s in read(text).profile.statements}
    assert found["Borden gewassen"] == Period(month(2011, 7), month(2015, 7))


def test_a_list_of_years_dates_a_role() -> None:
    header = "Barmedewerker festivals\nzomers 2019, 2020 (afgelast), 2021 en 2022\n"
    candidate = read(CV.format(top="Kok", header=header, other="Kok, Y, 2011-2015\n"))
    assert worked(candidate) == BODY
    assert candidate.profile.roles[0] == Period(month(2019, 6), month(2023, 1))


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2019, 2020 en 2022", (2019, 2023)),
        ("2016 - 2019", None),
        ("2018", None),
        ("SQL 2016, SQL 2019", None),
    ],
)
def test_only_a_line_of_nothing_but_dates_lists_them(
    text: str, years: tuple[int, int] | None
) -> None:
    wanted = [Period(month(years[0], 1), month(years[1], 1))] if years else []
    assert [dated.period for dated in listed(text)] == wanted


@pytest.mark.parametrize("note", ["0,4 fte", "om het weekend", "parttime", "32 uur per week"])
def test_how_much_somebody_worked_is_a_part_of_the_dates(note: str) -> None:
    header = f"Cook on the hot side of a very small kitchen\n2016 - heden, {note}\n"
    text = CV.format(top="Kok", header=header, other="Kok, Y, 2011-2015\n")
    assert worked(read(text)) == BODY
