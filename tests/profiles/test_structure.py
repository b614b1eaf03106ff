"""The structure of CVs as people send them: jobs, dates, headings, study and languages.

Each input is of a kind that other programs, and earlier versions of this one, got wrong.
"""

import pytest

from matcher.calendar import month
from matcher.profiles import understand_candidate
from matcher.profiles.columns import read_lines
from matcher.profiles.degrees import level_of
from matcher.profiles.languages import language_of, tongues
from matcher.records import Candidate, Period, Polarity, Setting
from tests.profiles.profile_fakes import WordFinder, document


def read(text: str) -> Candidate:
    return understand_candidate(document(text), WordFinder())


def worked(candidate: Candidate) -> list[tuple[str, Period | None]]:
    return [(s.text, s.period) for s in candidate.profile.statements if s.setting is Setting.ROLE]


def years(first: int, last: int | None) -> Period:
    return Period(month(first, 7), None if last is None else month(last, 7))


# --- lines under dated headers ---------------------------------------------------------------
DATES_FIRST = {
    "title and employer on one line": "Kapper, Salon De Krul",
    "title above employer": "Kapper\nSalon De Krul",
    "employer above title": "Salon De Krul B.V.\nKapper",
}


@pytest.mark.parametrize("header", DATES_FIRST.values(), ids=DATES_FIRST)
@pytest.mark.parametrize("task", ["Knippen en kleuren", "Scheren, baarden bijwerken"])
@pytest.mark.parametrize("air", ["\n", ""])
def test_a_plain_line_below_a_whole_header_is_work_and_no_employer(
    header: str, task: str, air: str
) -> None:
    other = header.replace("Kapper", "Leerling").replace("De Krul", "Haarlokaal")
    candidate = read(
        f"Sanne Vos\n\nWerkervaring\n\n2018 - heden\n{header}\n{task}\n{air}"
        f"2015 - 2018\n{other}\nHaren wassen en vegen\n"
    )
    assert worked(candidate) == [
        (task, years(2018, None)),
        ("Haren wassen en vegen", years(2015, 2018)),
    ]


def test_a_cell_of_a_table_below_a_header_is_work() -> None:
    candidate = read(
        "Sanne Vos\n\nWerkervaring\n2018 - heden\nKok, Het Anker\nTaken | Sauzen voor 80 couverts\n"
        "Inkoop | Groente en vis\n"
    )
    assert [text for text, _ in worked(candidate)] == [
        "Taken | Sauzen voor 80 couverts",
        "Inkoop | Groente en vis",
    ]


def test_the_dates_of_a_row_that_a_cell_broke_in_two_are_one_stretch() -> None:
    candidate = read(
        "Sanne Vos\nWerkervaring\n03/2019 –\nheden\nConciërge\nBasisschool De Linde\n"
        "Sleutels en storingen\n2014 –\n02/2019\nSchoonmaker, Hotel Zon\nKamers en gangen\n"
    )
    assert candidate.profile.roles == (
        Period(month(2019, 3), None),
        Period(month(2014, 7), month(2019, 3)),
    )
    assert [text for text, _ in worked(candidate)] == ["Sleutels en storingen", "Kamers en gangen"]


@pytest.mark.parametrize(
    ("lines", "period"),
    [
        ("Kok, Het Anker, maart 2019 tot\njuni 2021", Period(month(2019, 3), month(2021, 7))),
        ("Cook, The Anchor, March 2019\nuntil June 2021", Period(month(2019, 3), month(2021, 7))),
        ("March 2019\nto\nJune 2021\nCook, The Anchor", Period(month(2019, 3), month(2021, 7))),
        ("Functie: kok\nVan: maart 2019\nTot: juni 2021", Period(month(2019, 3), month(2021, 7))),
        ("Koch, Anker GmbH, seit 03.19", Period(month(2019, 3), None)),
        ("Cook, The Anchor  March 2OI9 - June 202l", Period(month(2019, 3), month(2021, 7))),
    ],
)
def test_dates_are_read_over_lines_in_labels_and_from_scans(lines: str, period: Period) -> None:
    candidate = read(f"Sanne Vos\n\nExperience\n{lines}\n- Made sauces for 80 guests\n")
    assert worked(candidate) == [("Made sauces for 80 guests", period)]


def test_bulleted_title_lines_below_bare_dates_are_headers() -> None:
    candidate = read(
        "Sanne Vos\nExperience\nApr 2020 - Present\n• Head Cook, Harbour Kitchens Ltd\n"
        "• Ran the kitchen of two ferries in every season\nMay 2016 - Mar 2020\n"
        "• Cook, Blue Anchor\n• Made the sauces and kept the stock of fish\n"
    )
    assert [text for text, _ in worked(candidate)] == [
        "Ran the kitchen of two ferries in every season",
        "Made the sauces and kept the stock of fish",
    ]


def test_headers_are_built_like_the_first_one_where_no_air_parts_the_jobs() -> None:
    candidate = read(
        "Sanne Vos\nWerkervaring\nKok\nHet Anker\n2018 - heden\nSauzen en soepen voor de lunch\n"
        "Afwasser\nDe Zon\n2015 - 2018\nPannen en vloeren gedaan\n"
    )
    assert worked(candidate) == [
        ("Sauzen en soepen voor de lunch", years(2018, None)),
        ("Pannen en vloeren gedaan", years(2015, 2018)),
    ]


def test_dates_that_came_out_as_a_column_go_to_the_headers_in_their_order() -> None:
    candidate = read(
        "Sanne Vos\n\nWerkervaring\n2018 - heden\n2015 - 2018\nKok, Restaurant Het Anker\n"
        "Sauzen gemaakt voor 80 couverts per avond.\nAfwasser, Hotel De Zon\n"
        "Pannen en vloeren gedaan.\n"
    )
    assert worked(candidate) == [
        ("Sauzen gemaakt voor 80 couverts per avond.", years(2018, None)),
        ("Pannen en vloeren gedaan.", years(2015, 2018)),
    ]


def test_dates_between_a_title_and_an_employer_open_a_role() -> None:
    candidate = read(
        "Sanne Vos\n\nExperience\nHead Cook 05/2018 to 08/2021 Blue Anchor Leeds, UK\n"
        "Made the sauces for eighty guests.\nCook 02/2015 to 04/2018 Red Lion York, UK\n"
        "Kept the stock of fish.\n"
    )
    assert candidate.profile.roles == (
        Period(month(2018, 5), month(2021, 9)),
        Period(month(2015, 2), month(2018, 5)),
    )


def test_since_in_a_clause_opens_no_role() -> None:
    candidate = read(
        "Sanne Vos\n\nErvaring\nKok, De Zon, 2018 - heden\nLeerlingen begeleid (8 sinds 2021)\n"
    )
    assert candidate.profile.roles == (years(2018, None),)


# --- no work ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "away",
    [
        "Career break, raising two children", "Parental leave", "Sabbatical", "Looking for work",
        "Carer for my father", "Zorgverlof", "Ouderschapsverlof", "Mantelzorg voor mijn moeder",
        "Werkzoekend", "Op zoek naar een nieuwe baan", "Wereldreis", "Elternzeit", "Arbeitssuchend",
        "Congé parental",
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["{}\n2012 - 2014\n", "2012 - 2014: {}\n", "{} (2012 - 2014)\n"])
def test_a_break_is_no_work(away: str, form: str) -> None:
    candidate = read(
        "Sanne Vos\n\nErvaring\nKok, Het Anker\n2014 - heden\n- Sauzen gemaakt\n\n"
        + form.format(away)
        + "\nAfwasser, De Zon\n2009 - 2012\n- Pannen gedaan\n"
    )
    assert candidate.profile.roles == (years(2014, None), years(2009, 2012))


@pytest.mark.parametrize("title", ["Travel Agent", "Care Leave Adviser", "Reisleider", "Zorgcoach"])
def test_a_title_that_begins_like_a_break_is_work(title: str) -> None:
    candidate = read(
        f"Sanne Vos\n\nErvaring\n{title}, Het Anker\n2012 - 2014\n- Klanten geholpen\n"
    )
    assert candidate.profile.roles == (years(2012, 2014),)


# --- headings --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "heading",
    [
        "RELEVANTE ERVARING HORECA", "OVERIGE ERVARING IN DE ZORG", "KITCHEN SERVICE EXPERIENCE",
        "Relevante werkervaring horeca", "3. Werkervaring", "3.1. Huidige functie", "Mijn parcours",
        "Recent assignments", "Opdrachten", "Wat doe ik nu?", "In loondienst", "Berufsstationen",
        "Expériences professionnelles",
    ],
)  # fmt: skip
def test_a_heading_with_a_subject_or_a_number_opens_the_jobs(heading: str) -> None:
    candidate = read(
        f"Sanne Vos\n\n{heading}\n\n2018 - heden  Kok, Het Anker\n- Sauzen gemaakt\n\n"
        "OPLEIDING\n\nMbo 2 kok, 2015\n"
    )
    assert worked(candidate) == [("Sauzen gemaakt", years(2018, None))]
    assert candidate.profile.education is not None


@pytest.mark.parametrize("heading", ["Mijn parcours", "Recente opdrachten", "Eerdere functies"])
def test_jobs_below_a_study_are_no_study_where_no_line_of_air_stands(heading: str) -> None:
    candidate = read(
        f"Sanne Vos\nOpleiding\n2013 - 2015 Mbo 2 kok\n{heading}\n2018 - heden: Kok, Het Anker\n"
        "Sauzen en soepen maken\n2015 - 2018: Afwasser, De Zon\nPannen doen\n"
    )
    assert candidate.profile.roles == (years(2018, None), years(2015, 2018))


# --- columns ---------------------------------------------------------------------------------
def test_two_columns_that_ran_together_are_read_one_after_the_other() -> None:
    text = (
        "SANNE VOS                          Utrecht\n"
        "EXPERIENCE                         SKILLS\n"
        "Cook, The Anchor                   Python\n"
        "2018 - now                         Excel\n"
        "- sauces for eighty guests         LANGUAGES\n"
        "- stock of fish and fruit          Dutch: native\n"
        "                                   English: C1\n"
        "Dishwasher, The Sun\n"
        "2015 - 2018\n"
        "- pans and floors\n"
    )
    candidate = read(text)
    assert worked(candidate) == [
        ("sauces for eighty guests", years(2018, None)),
        ("stock of fish and fruit", years(2018, None)),
        ("pans and floors", years(2015, 2018)),
    ]
    found = {skill.language: skill.level for skill in candidate.profile.languages}
    assert found == {"dutch": "native", "english": "C1"}
    for line in read_lines(text):
        assert text[line.start : line.end] == line.text


def test_a_table_of_labels_is_no_second_column() -> None:
    text = (
        "Skills\nLanguages of code    Java\nTools of trade       Excel\nOthers               SAP\n"
    )
    assert [line.text for line in read_lines(text)] == text.strip().split("\n")


# --- languages -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Native Polish, Upper-Intermediate Dutch", ["native", "B2"]),
        ("native Turkish, fluent Dutch and English, basic German", ["native", "C1", "C1", "A2"]),
        ("Dutch (native), fluent English", ["native", "C1"]),
        ("Duits, Engels (goed)", [None, "B2"]),
        ("Engels en Duits: goed", ["B2", "B2"]),
        ("Frans, vloeiend; Duits, redelijk", ["C1", "B1"]),
        ("Dutch: near-native", ["C2"]),
        ("Nederlands ●●●●●, Engels ●●●●○, Duits ●●○○○", ["native", "C1", "A2"]),
        ("English C1 B2 B2 B1", ["B2"]),
        ("Polish is my mother tongue and I have reasonable Dutch", ["native", "B1"]),
    ],
)
def test_a_level_belongs_to_the_language_beside_it(text: str, levels: list[str | None]) -> None:
    assert [tongue.level for tongue in tongues(text)] == levels


@pytest.mark.parametrize(
    ("lines", "spoken"),
    [
        ("Frans (B1), Duits (C1)", {"french": "B1", "german": "C1"}),
        ("Ik spreek vloeiend Duits.", {"german": "C1"}),
        ("English and Dutch: good", {"english": "B2", "dutch": "B2"}),
    ],
)
def test_languages_are_found_below_the_last_job(lines: str, spoken: dict[str, str]) -> None:
    candidate = read(
        f"Sanne Vos\n\nWerkervaring\n2018 - heden  Kok, Het Anker\n- Sauzen gemaakt\n\n{lines}\n"
    )
    assert {skill.language: skill.level for skill in candidate.profile.languages} == spoken


def test_work_in_a_language_is_no_claim_to_a_level() -> None:
    candidate = read(
        "Sanne Vos\n\nWerkervaring\n2018 - heden  Kok, Het Anker\n- Gasten in het Duits ontvangen\n"
    )
    assert candidate.profile.languages == ()


def test_a_level_on_the_next_line_belongs_to_the_language_above_it() -> None:
    candidate = read(
        "Sanne Vos\n\nSkills\nExcel\n\nLanguages\nDutch\nNative or bilingual proficiency\nFrench\n"
        "Limited working proficiency\nMother tongue\nTurkish\nPolish\n■■■■□\n"
    )
    assert {s.language: s.level for s in candidate.profile.languages} == {
        "dutch": "native",
        "french": "B1",
        "turkish": "native",
        "polish": "C1",
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Vloeren boenen\nSleutels beheren\nWerkervaring 2018 - heden", "nl"),
        ("Cleaning floors\nManaging keys\nExperience", "en"),
        ("Python, SQL, Docker", "und"),
    ],
)
def test_the_language_of_a_few_keywords_is_told_by_how_they_look(text: str, code: str) -> None:
    assert language_of(text) == code


# --- study -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("lines", "level"),
    [
        ("MTS GROUP, sales course, 2015", None),
        ("MTS werktuigbouw, 1988", "mbo4"),
        ("Course Data Literacy, University of Delft, 2020", None),
        ("Cursus timmeren, Hogeschool Rotterdam, 2018", None),
        ("BA Communication\nHogeschool Rotterdam, 2012 - 2016", "hbo"),
        ("BSc Physics, University of Exmoor", "wo"),
        ("Professional Scrum Master I, 2019", None),
        ("MSc Planning\nDissertation: who pays for heat?", "master"),
        ("Graduaat Maatschappelijk werk", "associate"),
        ("HBO Rechten (expected 2027)", None),
    ],
)
def test_the_highest_level_is_that_of_a_diploma_and_of_nothing_else(
    lines: str, level: str | None
) -> None:
    profile = read(f"Sanne Vos\n\nOpleiding\n{lines}\n\nVaardigheden\nExcel\n").profile
    assert (profile.education[0] if profile.education else None) == level


def test_a_degree_told_in_a_sentence_counts_where_no_study_is_listed() -> None:
    candidate = read(
        "Sanne Vos\n\nProfile\nI cook for large groups. I have an MA in History from York. "
        "I taught bachelor students.\n"
    )
    assert candidate.profile.education is not None
    assert candidate.profile.education[0] == "master"
    assert level_of("I taught bachelor students") == "hbo"  # the words alone would say so


# --- wishes ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("line", "polarity"),
    [
        ("Plan the routes of ten vans to save fuel", Polarity.SHOWN),
        ("Plan two open days a year to attract pupils", Polarity.SHOWN),
        ("Aim to answer every call within a minute", Polarity.SHOWN),
        ("Want stock counted to the piece every week", Polarity.SHOWN),
        ("I plan to learn SQL", Polarity.ASPIRED),
        ("Plan to become a baker", Polarity.ASPIRED),
        ("Want to learn Python", Polarity.ASPIRED),
    ],
)
def test_a_bullet_that_opens_with_plan_or_want_is_a_wish_only_where_it_wishes(
    line: str, polarity: Polarity
) -> None:
    candidate = read(f"Sanne Vos\n\nExperience\n2018 - now  Cook, The Anchor\n- {line}\n")
    assert [s.polarity for s in candidate.profile.statements] == [polarity]
