"""A role that tells nothing but its title and dates is evidence of its own kind."""

import pytest

from matcher.calendar import month
from matcher.profiles import understand_candidate
from matcher.records import Candidate, Period, Setting, Statement
from tests.profiles.profile_fakes import WordFinder, document

FORMS = {
    "dates beside": "{title}, Streekziekenhuis Merwede, 2018 - heden",
    "dates before": "2018 - heden {title}, Streekziekenhuis Merwede",
    "dates below": "{title}, Streekziekenhuis Merwede\n2018 - heden",
    "dates above": "2018 - heden\n{title}, Streekziekenhuis Merwede",
    "employer above": "Streekziekenhuis Merwede\n{title}\n2018 - heden",
    "with bij": "{title} bij Streekziekenhuis Merwede (2018 - heden)",
    "labels": "Werkgever: Streekziekenhuis Merwede\nFunctie: {title}\nPeriode: 2018 - heden",
    "place below": "{title}\nStreekziekenhuis Merwede\n2018 - heden\nUtrecht, Nederland",
}
WORDED = "Kok, Het Anker\n2012 - 2016\n- Sauzen gemaakt voor 80 couverts"
NOW = Period(month(2018, 7), None)


def read(text: str) -> Candidate:
    return understand_candidate(document(text), WordFinder())


def titles(candidate: Candidate) -> list[Statement]:
    return [s for s in candidate.profile.statements if s.setting is Setting.TITLE]


@pytest.mark.parametrize("form", FORMS)
def test_the_title_stands_alone_without_employer_and_dates_in_whatever_form(form: str) -> None:
    header = FORMS[form].format(title="Verpleegkundige cardiologie")
    candidate = read(f"Anja de Groot\n\nWERKERVARING\n\n{header}\n\n{WORDED}\n")
    (found,) = titles(candidate)
    assert found.text == "Verpleegkundige cardiologie"
    assert found.period == NOW
    assert "Merwede" not in " ".join(s.text for s in candidate.profile.statements)


def test_the_title_of_a_role_with_a_line_of_its_own_is_no_evidence() -> None:
    assert titles(read(f"Anja de Groot\n\nWERKERVARING\n\n{WORDED}\n")) == []


def test_a_title_that_no_table_knows_is_the_first_part_that_is_no_employer() -> None:
    text = "WERKERVARING\n\nFlimwotser, Havenzicht B.V.\n2018 - heden\n\n" + WORDED
    assert [s.text for s in titles(read(text))] == ["Flimwotser"]
    text = "WERKERVARING\n\nHavenzicht B.V.\nFlimwotser\n2018 - heden\n\n" + WORDED
    assert [s.text for s in titles(read(text))] == ["Flimwotser"]


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("Verpleegkundige (cardiologie), Noord, 2018 - heden", "Verpleegkundige (cardiologie)"),
        ("Verpleegkundige - afdeling cardiologie, 2018 - heden", None),
    ],
)
def test_what_qualifies_a_title_belongs_to_it(header: str, title: str | None) -> None:
    (found,) = titles(read(f"WERKERVARING\n\n{header}\n\n{WORDED}\n"))
    assert found.text == (title or "Verpleegkundige - afdeling cardiologie")


def test_a_cv_of_headers_alone_is_taken_in_with_its_papers() -> None:
    text = (
        "2016 - heden Lasser, Machinebouw De Vijzel\n"
        "2012 - 2016 Bankwerker, Staalbouw Oost\n"
        "VCA, lasdiploma niveau 3 MIG/MAG"
    )
    candidate = read(text)
    assert [(s.text, s.setting) for s in candidate.profile.statements] == [
        ("Lasser", Setting.TITLE),
        ("Bankwerker", Setting.TITLE),
        ("VCA, lasdiploma niveau 3 MIG/MAG", Setting.EDUCATION),
    ]
    assert len(candidate.profile.roles) == 2
    assert candidate.identity == () or "Lasser" not in [p.text for p in candidate.identity]


def test_titles_tell_nothing_of_language_education_or_licences() -> None:
    text = "WERKERVARING\n\nDocent Engels hbo, Noord\n2018 - heden\n"
    candidate = read(text)
    assert [s.setting for s in candidate.profile.statements] == [Setting.TITLE]
    assert candidate.profile.languages == ()
    assert candidate.profile.education is None
    assert candidate.licences == ()


def test_the_name_is_taken_out_of_a_title_too() -> None:
    text = "Kees Bakker\n\nWERKERVARING\n\nLasser Kees Bakker, 2018 - heden\n"
    assert [s.text for s in titles(read(text))] == ["Lasser"]
