"""A name is told from a title, a skill and an ordinary word; nothing of the work goes with it."""

import pytest

from benchmarks.identity import counted, marked_cvs
from matcher.profiles import understand_candidate
from matcher.profiles.contact import without_contact
from matcher.profiles.neutral import neutral
from matcher.profiles.titles import without_titles
from tests.profiles.profile_fakes import WordFinder, document

CV = """{top}

Work experience
Mar 2019 - present
Developer, Kestrel Systems
- Programming languages: Java, JavaScript
- Led a full stack team and its developer guild; English spoken all day
- {last} wrote the power budget and built dashboards in SQL

Education
2010 - 2014 BSc Computer Science
"""


def read(top: str, last: str = "I") -> tuple[list[str], str]:
    candidate = understand_candidate(document(CV.format(top=top, last=last)), WordFinder())
    names = [piece.text for piece in candidate.identity if piece.kind == "name"]
    return names, "\n".join(statement.text for statement in candidate.profile.statements)


@pytest.mark.parametrize(
    "top",
    [
        "Java full stack developer", "FULL-STACK DEVELOPER", "English", "Frontend developer",
        "SENIOR ACCOUNTANT", "Java", "Curriculum vitae\nJava developer\ndev@example.com",
    ],
)  # fmt: skip
def test_a_title_or_a_skill_at_the_top_is_no_name_and_cuts_nothing(top: str) -> None:
    names, text = read(top)
    assert names == []
    for kept in ("Java, JavaScript", "full stack", "guild", "English"):
        assert kept in text


@pytest.mark.parametrize(
    ("top", "name"),
    [
        ("Joris Vandamme\nJava developer", "Joris Vandamme"),
        ("Java developer\nJoris Vandamme\njoris@example.com", "Joris Vandamme"),
        ("JORIS VANDAMME", "JORIS VANDAMME"),
        ("Nienke Bakker", "Nienke Bakker"),
        ("Name: Joris Vandamme", "Joris Vandamme"),
        ("jan de vries\njan.devries@example.nl", "jan de vries"),
    ],
)
def test_a_name_is_found_beside_or_below_a_title(top: str, name: str) -> None:
    assert read(top)[0] == [name]


@pytest.mark.parametrize("name", ["Joris Vandamme", "Ayşe Yıldırım", "Siobhán O'Connor"])
def test_a_surname_alone_is_taken_out_of_running_text(name: str) -> None:
    last = name.split()[-1]
    for top in (name, name.upper()):
        text = read(top, last)[1]
        assert last not in text
        assert "power budget" in text


def test_a_text_in_the_third_person_names_whom_it_is_about() -> None:
    text = (
        "Profile\nJoris Vandamme is a calm colleague. He has built pipelines in SQL.\n"
        "Vandamme worked abroad and wrote Python.\n\nSkills\nExcel\n"
    )
    candidate = understand_candidate(document(text), WordFinder())
    said = "\n".join(statement.text for statement in candidate.profile.statements)
    assert "Vandamme" not in said
    assert "Joris" not in said
    assert "pipelines in SQL" in said


@pytest.mark.parametrize(
    "text",
    [
        "ASP.NET and VB.NET", "Asp.net, Node.js", "Salesforce.com", "MAN and DAF trucks",
        "ER nights",
        "a team of 8 man", "Mother tongue: Punjabi", "Mother and baby unit", "société mère",
        "auto parts, valid permits, solid joints", "Hersteller von Getrieben", "Bangkok office",
        "working as part of a team", "microcontrollers", "screwdriver sets",
    ],
)  # fmt: skip
def test_products_and_words_of_other_senses_stay(text: str) -> None:
    assert neutral(without_titles(text), None) == text


@pytest.mark.parametrize(
    "text", ["jan@example.nl", "jan.nl", "www.jan.nl/cv", "linkedin.com/in/jan", "+31 6 12345678"]
)
def test_addresses_still_go(text: str) -> None:
    assert without_contact(text).strip() == ""


def test_of_40_marked_cvs_no_marked_word_is_read_and_no_work_is_lost() -> None:
    found = counted(marked_cvs(40, seed=4), WordFinder())
    assert found.refused == 0
    assert found.marked > 300
    assert found.leaks == ()
    # "Power" of "Power BI" goes where somebody is called so: the finder of this test knows no BI.
    assert [word for word, line in found.lost if "Power" not in line] == []
