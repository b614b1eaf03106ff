"""Several asks in one sentence are several requirements, each with its own importance and years."""

import pytest

from matcher.documents import read_text
from matcher.profiles import understand_vacancy
from matcher.profiles.requirements import years_of
from matcher.records import Importance, Vacancy
from tests.profiles.profile_fakes import WordFinder


def read(text: str) -> Vacancy:
    return understand_vacancy(read_text(text, id="v", source="v"), WordFinder())


def asked(text: str) -> list[tuple[str, str]]:
    return [
        (requirement.importance.value, requirement.text) for requirement in read(text).requirements
    ]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("4+ years of commercial baking", 4),
        ("minstens drie jaar op een heftruck", 3),
        ("at least five (5) years of experience", 5),
        ("een jaar of drie ervaring", 3),
        ("anderhalf jaar ervaring", 1.5),
        ("18 months of experience", 1.5),
        ("mind. 2 Jahre im Stahlbau", 2),
        ("1 an d'expérience", 1),
        ("between two and four years of experience", 2),
        ("up to 5 years of experience", None),
        ("join a team with 20 years of experience in tax law", None),
        ("a fixed term of 2 years in Hull", None),
        ("je bent 18 jaar of ouder", None),
    ],
)
def test_the_least_number_of_years_is_read(text: str, years: float | None) -> None:
    assert years_of(text) == years


def test_a_must_and_a_wish_of_one_line_are_two() -> None:
    text = "Monteur\n\nFunctie-eisen\n- VCA is een must, EHBO een pre\n- Rijbewijs B\n"
    assert asked(text)[:2] == [("must", "VCA is een must"), ("nice", "EHBO een pre")]


def test_a_diploma_and_years_of_one_sentence_are_two() -> None:
    text = "Wij vragen een hbo-diploma bouwkunde, drie jaar ervaring en een rijbewijs B."
    found = read(text).requirements
    assert [(r.kind.value, r.years) for r in found] == [
        ("education", None), ("experience", 3), ("certificate", None),
    ]  # fmt: skip


def test_members_of_a_choice_stay_one_requirement() -> None:
    text = "Smid\n\nFunctie-eisen\n- TIG of MIG\n- One of these: Java, SQL, Python\n"
    assert [wording for _, wording in asked(text)] == [
        "TIG of MIG",
        "One of these: Java, SQL, Python",
    ]
    assert len(read(text).requirements[1].concepts) <= 1


def test_what_a_note_seeks_is_a_must() -> None:
    text = "hoi, ik zoek een stukadoor, drie jaar ervaring, vca, busje zou fijn zijn"
    assert asked(text) == [
        ("must", "ik zoek een stukadoor"),
        ("must", "drie jaar ervaring"),
        ("must", "vca"),
        ("nice", "busje zou fijn zijn"),
    ]


def test_glued_labels_of_a_pasted_page_open_their_parts() -> None:
    text = (
        "FunctietitelBakkerPlaatsHoornUren38 per weekOmschrijvingJe bakt elke nacht het brood voor "
        "elf winkels en houdt de oven schoon.Functie-eisenDiploma bakkerMinimaal 2 jaar "
        "ervaring als "
        "bakkerWij bieden24 vakantiedagenEen salaris van 2.800 euro"
    )
    vacancy = read(text)
    found = {r.text: r.importance for r in vacancy.requirements}
    assert found["Diploma bakker"] is Importance.MUST
    assert found["Minimaal 2 jaar ervaring als bakker"] is Importance.MUST
    assert not any("euro" in wording for wording in found)
    assert all(text[r.start : r.end] == r.text for r in vacancy.requirements)


def test_conditions_are_of_the_person_unless_they_tell_what_is_paid() -> None:
    asks = "Kapper\n\nJe taken\n- Je knipt\n\nVoorwaarden\n- Knippen en verven\n- Baard scheren\n"
    pays = (
        "Kapper\n\nJe taken\n- Je knipt\n\nVoorwaarden\n- Salaris 2.500 euro\n- 25 vakantiedagen\n"
    )
    assert ("must", "Baard scheren") in asked(asks)
    assert asked(pays) == [("task", "Je knipt")]


def test_ways_to_fail_ask_for_nothing() -> None:
    text = (
        "Profiel winkelchef. Must: rooster maken, kas sluiten, mensen aanspreken. Fails if: "
        "hides in "
        "the office, rounds the figures up. Wens: ervaring met Excel, ervaring met SQL."
    )
    vacancy = read(text)
    assert "hides in the office" not in [r.text for r in vacancy.requirements]
    assert any("hides" in part.text for part in vacancy.set_aside if part.why == "ways to fail")


@pytest.mark.parametrize(
    ("line", "texts", "years"),
    [
        (
            "Minimaal 6 jaar ervaring in de bouw, waarvan 2 jaar als uitvoerder",
            ["Minimaal 6 jaar ervaring in de bouw", "waarvan 2 jaar als uitvoerder"],
            [6, 2],
        ),
        (
            "At least 7 years of audit experience, including at least 3 years leading a team",
            ["At least 7 years of audit experience", "including at least 3 years leading a team"],
            [7, 3],
        ),
        (
            "Mindestens 5 Jahre Erfahrung im Einkauf, davon 1 Jahr im Ausland",
            ["Mindestens 5 Jahre Erfahrung im Einkauf", "davon 1 Jahr im Ausland"],
            [5, 1],
        ),
    ],
)
def test_years_of_which_some_are_of_another_kind_are_two_asks(
    line: str, texts: list[str], years: list[float]
) -> None:
    found = read(f"Baker\n\nRequirements\n- {line}").requirements
    assert [one.text for one in found] == texts
    assert [one.years for one in found] == years


@pytest.mark.parametrize(
    ("line", "boasts"),
    [
        ("Met ruim 40 jaar ervaring zijn wij de oudste bakkerij van de streek.", True),
        ("Je komt in een team met 25 jaar ervaring in brood.", True),
        ("You will join a team with 12 years of experience in pastry.", True),
        ("Wir sind ein Betrieb mit über 30 Jahren Erfahrung.", True),
        ("Wij zoeken iemand met 20 jaar ervaring als bakker.", False),
        ("Je hebt 5 jaar ervaring in een team met leerlingen.", False),
    ],
)
def test_how_long_a_firm_exists_asks_nothing_of_anybody(line: str, boasts: bool) -> None:
    vacancy = read(f"Baker\n\nRequirements\n- Experience with baking\n\n{line}")
    assert (line not in [one.text for one in vacancy.requirements]) is boasts
    if boasts:
        assert line in [one.text for one in vacancy.set_aside]


@pytest.mark.parametrize(
    ("line", "groups", "least"),
    [
        ("Minstens 2 van de volgende 3: Python, SQL, Excel", 3, 2),
        ("At least two of the following: Python, SQL or Excel", 3, 2),
        ("Two of these: Python, SQL, Excel", 3, 2),
        ("Mindestens zwei der folgenden: Python, SQL, Excel", 3, 2),
        ("Python, SQL en Excel", 3, None),
    ],
)
def test_some_of_a_list_will_do(line: str, groups: int, least: int | None) -> None:
    (one,) = read(f"Baker\n\nRequirements\n- {line}").requirements
    assert (len(one.concepts), one.least) == (groups, least)


def test_what_may_be_lacking_is_not_asked_for() -> None:
    (one,) = read("Baker\n\nRequirements\n- Python zonder SQL is prima").requirements
    assert one.concepts == (("python",),)
