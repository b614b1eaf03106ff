"""A mail that seeks somebody asks for what they do; its greeting is no title."""

import pytest

from matcher.profiles.blocks import GREETS
from matcher.reading import read_vacancy, shipped_finder
from matcher.records import Importance, Kind, Vacancy

CARE = """Hoi Marieke,

Voor ons team in Zwolle zoeken we een verzorgende IG voor de avonddienst, 24 uur. Diploma
mbo niveau 3 is nodig, BIG hoeft niet. Je hebt ervaring met mensen met dementie. Nog geen
rijbewijs? Geen probleem, er is een elektrische fiets.

Groet, Joke
"""
WAREHOUSE = """Hallo,

Voor ons magazijn in Tiel zoeken we per direct een reachtruckchauffeur voor 38 uur in de week, 2
ploegen. Reachtruckcertificaat verplicht, VCA hoeft niet.

Met vriendelijke groet, Bart
"""
NURSE = """Hi Sam,

We need an ICU nurse for our hospital in Leeds, 36 hours a week, nights included. NMC registration
is required. A driving licence is not needed.

Thanks, Ann
"""
WELDER = """Hallo Jens,

wir suchen für unser Team in Bremen einen Schweißer (WIG/MAG) in Vollzeit, 40 Stunden. Führerschein
ist nicht nötig.

Gruß Uwe
"""
ELECTRICIAN = """Bonjour,

Nous cherchons pour notre équipe de Liège un électricien industriel, 38 heures par semaine. BA5
obligatoire.

Merci, Luc
"""
MAILS = [
    (CARE, "verzorgende IG", {"Diploma\nmbo niveau 3 is nodig"}, {"BIG", "rijbewijs"}),
    (WAREHOUSE, "reachtruckchauffeur", {"Reachtruckcertificaat verplicht"}, {"VCA"}),
    (NURSE, "ICU nurse", {"NMC registration\nis required."}, {"licence"}),
    (WELDER, "Schweißer", set(), {"Führerschein"}),
    (ELECTRICIAN, "électricien", {"BA5\nobligatoire."}, set()),
]


def read(text: str) -> Vacancy:
    return read_vacancy(text, shipped_finder())


@pytest.mark.parametrize(("mail", "core", "musts", "waived"), MAILS)
def test_who_is_sought_is_a_must_beside_what_is_demanded(
    mail: str, core: str, musts: set[str], waived: set[str]
) -> None:
    vacancy = read(mail)
    (row,) = [r for r in vacancy.requirements if core in r.text]
    assert (row.importance, row.weight > 0) == (Importance.MUST, True)
    assert row.kind is not Kind.TERMS
    assert musts <= {r.text for r in vacancy.requirements if r.importance is Importance.MUST}
    asked = " ".join(r.text for r in vacancy.requirements)
    assert not [word for word in waived if word in asked]


@pytest.mark.parametrize("mail", [mail for mail, *_ in MAILS])
def test_a_greeting_is_neither_title_nor_ask(mail: str) -> None:
    vacancy = read(mail)
    greeting = mail.splitlines()[0].rstrip(",")
    assert not vacancy.title.startswith(greeting)
    assert greeting not in " ".join(r.text for r in vacancy.requirements)


def test_below_the_greeting_a_title_is_found() -> None:
    vacancy = read("Hoi Piet,\n\nVerzorgende IG\n\nWat vragen we?\n- Je kunt wondzorg doen.\n")
    assert vacancy.title == "Verzorgende IG"


@pytest.mark.parametrize(
    "line",
    [
        "Goede beheersing van het Nederlands",
        "Beste kok van Utrecht",
        "Dear customers are helped by you at the desk every day",
        "Groenvoorziening onderhouden",
        "Bedankt worden voor je inzet is wat je drijft",
    ],
)
def test_what_only_begins_like_a_greeting_is_none(line: str) -> None:
    assert not GREETS.fullmatch(line)


@pytest.mark.parametrize(
    "line",
    [
        "Ervaring is niet nodig, wij leiden je op.",
        "BIG, VCA en rijbewijs zijn niet nodig.",
    ],
)
def test_a_waiver_that_stands_alone_asks_for_nothing(line: str) -> None:
    vacancy = read(f"Lasser\n\nWat vragen we?\n- Je kunt MIG/MAG lassen.\n- {line}\n")
    assert [r.text for r in vacancy.requirements] == ["Je kunt MIG/MAG lassen."]


@pytest.mark.parametrize(
    "line", ["We zoeken iemand voor 32 uur per week.", "Wij zoeken een collega voor 24 uur in Ede."]
)
def test_hours_without_a_function_stay_terms(line: str) -> None:
    vacancy = read(f"Kok\n\nWat vragen we?\n- Je kunt koken voor groepen.\n- {line}\n")
    assert [r.kind for r in vacancy.requirements if "uur" in r.text] in ([], [Kind.TERMS])
