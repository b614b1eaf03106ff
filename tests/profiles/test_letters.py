"""What is around a message asks for nothing; what a note says in single words is asked."""

import pytest

from matcher.errors import InvalidInput
from matcher.profiles import once
from matcher.profiles.periods import ranges
from matcher.reading import read_vacancy
from matcher.records import Importance, Kind, Requirement, Vacancy

FORWARDED = {
    "nl": """\
Van: Tineke Overbeek
Aan: planning@example.org
Onderwerp: FW: hulp in de wasserij

Dag Kees,

Zie onder.

Met vriendelijke groet,
Tineke Overbeek
Afdeling Inhuur

> Hoi Tineke,
> Ik zoek twee medewerkers voor de wasserij.
> Ze moeten een strijkpers kunnen bedienen.
> Groetjes, Loes
Dit bericht is vertrouwelijk en alleen bestemd voor de geadresseerde.
""",
    "en": """\
From: Gordon Pike <gordon@example.org>
Subject: RE: laundry

Hi Tina

---------- Forwarded message ---------
From: Lucy <lucy@example.org>
Date: Mon, 2 Mar 2026

We need two laundry workers. They must be able to operate a steam press.

Kind regards,
Lucy
If you have received this email in error please delete it.
""",
    "de": """\
Von: Herta Moor
An: personal@example.org
Betreff: WG: Wäscherei

Guten Morgen Karl,

wir suchen zwei Mitarbeiter, die eine Bügelpresse bedienen können.

Mit freundlichen Grüßen
Herta Moor
""",
    "fr": """\
De : Odile Tran
À : interim@example.org
Objet : TR : blanchisserie

Bonjour Karim,

Nous cherchons deux personnes qui savent utiliser une presse à repasser.

Cordialement, Odile
Pensez à l'environnement avant d'imprimer ce message.
""",
}
CORE = {"nl": "strijkpers", "en": "steam press", "de": "Bügelpresse", "fr": "presse à repasser"}
AROUND = (
    "Van:", "Aan:", "Onderwerp", "groet", "Inhuur", "vertrouwelijk", "From", "Subject", "Date",
    "regards", "error", "Forwarded", "Von:", "An:", "Betreff", "Grüßen", "Moor", "De :", "Objet",
    "Cordialement", "environnement", "Hoi", "Hi", "Guten Morgen", "Bonjour", ">",
)  # fmt: skip


def asked(text: str) -> list[str]:
    return [one.text for one in read_vacancy(text).requirements]


def one(vacancy: Vacancy, word: str) -> Requirement:
    return next(found for found in vacancy.requirements if word in found.text)


@pytest.mark.parametrize("language", FORWARDED)
def test_a_forwarded_mail_asks_what_is_in_it_and_nothing_of_its_envelope(language: str) -> None:
    vacancy = read_vacancy(FORWARDED[language])
    found = [requirement.text for requirement in vacancy.requirements]
    assert any(CORE[language] in text for text in found)
    assert not [text for text in found for mark in AROUND if mark in text]
    aside = "\n".join(part.text for part in vacancy.set_aside)
    assert all(mark in aside for mark in AROUND if mark in FORWARDED[language] and mark != ">")


def test_a_chat_asks_nothing_by_its_stamps() -> None:
    text = "Nadja 10:12\nzoek stukadoor\nNadja 10:13\nsierpleister moet ie kunnen\nTom 10:15\nok"
    found = asked(text)
    assert any("stukadoor" in line for line in found)
    assert any("sierpleister" in line for line in found)
    assert not any("10:1" in line for line in found)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Stukadoor gezocht, Breda. Sierpleister. Eigen gereedschap.", "Sierpleister"),
        ("Need a plasterer. Lime render. Scaffold tower assembly.", "Lime render"),
        ("Gipser gesucht. Kalkputz und Stuck.", "Kalkputz"),
        ("Cherche plâtrier. Enduit à la chaux.", "Enduit à la chaux"),
    ],
)
def test_a_word_or_two_of_a_note_are_asked(text: str, kept: str) -> None:
    assert any(kept in line for line in asked(text))


def test_who_writes_one_line_is_not_refused() -> None:
    assert asked("Dakdekker voor zink en lood, vanaf 6.30 uur")
    with pytest.raises(InvalidInput):
        read_vacancy("Over ons\n\nWij zijn een familiebedrijf.")


@pytest.mark.parametrize(
    ("line", "importance"),
    [
        ("Revit → Pflicht", Importance.MUST),
        ("Revit = non-negotiable", Importance.MUST),
        ("Revit: moet", Importance.MUST),
        ("Revit → kann", Importance.NICE),
        ("Revit mag", Importance.NICE),
        ("Revit wäre super", Importance.NICE),
        ("Revit zou top zijn", Importance.NICE),
    ],
)
def test_a_verdict_behind_a_sign_decides(line: str, importance: Importance) -> None:
    vacancy = read_vacancy(f"Wij zoeken een tekenaar.\n{line}\nAutoCAD is vereist.")
    assert one(vacancy, "Revit").importance is importance


@pytest.mark.parametrize("line", ["Revit egal", "Revit: peu importe", "Revit hoeft niet"])
def test_what_does_not_matter_is_not_asked(line: str) -> None:
    vacancy = read_vacancy(f"Wij zoeken een tekenaar.\n{line}\nAutoCAD is vereist.")
    assert not [found for found in vacancy.requirements if "Revit" in found.text]
    assert [part.why for part in vacancy.set_aside if "Revit" in part.text] == ["not needed"]


def test_two_languages_are_two_asks_and_a_verdict_is_none() -> None:
    vacancy = read_vacancy("Receptionist gezocht. Nederlands en Frans vlot. Duits, een pluspunt.")
    kinds = {found.text.rstrip("."): found.kind for found in vacancy.requirements}
    assert kinds["Nederlands"] is kinds["Frans vlot"] is Kind.LANGUAGE
    assert one(vacancy, "Duits").importance is Importance.NICE
    assert "een pluspunt" not in kinds


@pytest.mark.parametrize("line", ["Utrecht", "regio Waregem", "Raum Aalen", "perm", "cdi"])
def test_a_place_or_a_contract_counts_for_nothing(line: str) -> None:
    vacancy = read_vacancy(f"Lasser gezocht, TIG en MIG, {line}")
    kept = [found for found in vacancy.requirements if line in found.text]
    assert not kept or kept[0].weight == 0


@pytest.mark.parametrize(
    "line",
    ["ab 2 in der Früh", "Saturdays till 18h", "ook op zondagen", "dès 5h30", "18:00 - 6:00"],
)
def test_when_the_work_is_counts_for_nothing(line: str) -> None:
    vacancy = read_vacancy(f"Bakker gezocht.\n{line}\nDesem is vereist.")
    kept = [found for found in vacancy.requirements if line in found.text]
    assert not kept or kept[0].kind is Kind.TERMS


def test_an_ordinal_or_an_abbreviation_ends_no_sentence() -> None:
    text = "Wir suchen zwei Beleuchter vom 3. Juni bis 18. August. Franz. mündl. B1 ist Pflicht."
    found = asked(text)
    assert not [line for line in found if line.strip(" .") in ("August", "Franz", "B1 ist Pflicht")]


def test_nothing_of_a_document_is_remembered_after_it() -> None:
    ranges("2011 - 2014 lasser in Almelo")
    read_vacancy("Wij zoeken een lasser met 3 jaar ervaring, van 2011 - 2014.")
    assert all(not forget.__self__.cache_info().currsize for forget in once._forget)  # type: ignore[attr-defined]
