"""What is named because it is not needed is no must; what turns people away stays one."""

import pytest

from matcher.profiles.lacking import RELIEF, is_welcome_without
from matcher.reading import read_vacancy, shipped_finder
from matcher.records import Importance

WELCOME = (
    "Ook wanneer je geen passend diploma hebt, helpen we je op weg.",
    "Ook zonder diploma ben je welkom.",
    "Zonder ervaring kun je bij ons ook solliciteren.",
    "Als je nog geen VCA hebt, betalen wij de cursus.",
    "Heb je geen rijbewijs?",
    "Beschik je nog niet over een heftruckcertificaat?",
    "Nog geen code 95?",
    "Geen ervaring?",
    "Wie nog geen diploma heeft, volgt bij ons een opleiding.",
    "Ook als je niet aan alle eisen voldoet, nodigen we je uit om te reageren.",
    "Indien u over dat attest nog niet beschikt, leiden wij u op.",
    "No degree?",
    "Don't have a driving licence yet?",
    "Even if you have no diploma, we will help you get one.",
    "If you don't have a forklift licence, we pay for the course.",
    "Even without experience you are welcome.",
    "Kein Abschluss?",
    "Du hast noch keinen Führerschein?",
    "Auch ohne Führerschein bist du willkommen.",
    "Wenn du noch keine Ausbildung hast, bilden wir dich aus.",
    "Pas de diplôme ?",
    "Même si vous n'avez pas de diplôme, nous vous aidons par une formation.",
    "Même sans expérience, vous êtes bienvenue.",
)
ASKED = (
    "Zonder VCA kun je niet starten.",
    "Als je geen rijbewijs hebt, kun je helaas niet reageren.",
    "Heb je geen hekel aan vroeg opstaan?",
    "Heb je geen moeite met ploegendienst?",
    "Geen 9-tot-5-mentaliteit?",
    "Je werkt zonder problemen met SAP en helpt collega's.",
    "Heb je een rijbewijs B?",
    "Als je een diploma hebt, ben je welkom.",
    "Without a licence you cannot apply.",
    "If you don't have a degree, please do not apply.",
    "You have experience with SQL; if you don't have Python, that is not a problem.",
    "Ohne Führerschein bist du leider nicht geeignet.",
    "Sans permis, vous ne pouvez pas postuler.",
    "Wie geen Nederlands spreekt, kan hier niet werken.",
)


@pytest.mark.parametrize("sentence", WELCOME)
def test_who_lacks_it_is_welcome(sentence: str) -> None:
    assert is_welcome_without(sentence)


@pytest.mark.parametrize("sentence", ASKED)
def test_who_lacks_it_is_not(sentence: str) -> None:
    assert not is_welcome_without(sentence)


@pytest.mark.parametrize("sentence", ASKED)
def test_what_reassures_asks_for_nothing(sentence: str) -> None:
    assert not RELIEF.match(sentence)


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        ("Nog geen VCA? Geen probleem, wij betalen de cursus.", "VCA"),
        ("Ook zonder diploma ben je welkom.", "diploma"),
        ("No forklift licence? No worries, we'll pay for it.", "forklift"),
        ("Kein Führerschein? Kein Problem, wir zahlen ihn.", "Führerschein"),
        ("Pas de permis ? Pas de souci, nous vous formons.", "permis"),
    ],
)
def test_it_is_set_aside_as_not_needed_and_the_rest_is_kept(line: str, gone: str) -> None:
    vacancy = read_vacancy(
        f"Lasser\n\nWat vragen we?\n- Je kunt MIG/MAG lassen.\n- {line}\n", shipped_finder()
    )
    assert [r.text for r in vacancy.requirements] == ["Je kunt MIG/MAG lassen."]
    assert any(gone in one.text and one.why == "not needed" for one in vacancy.set_aside)


def test_what_turns_people_away_is_a_must() -> None:
    vacancy = read_vacancy(
        "Lasser\n\nWat vragen we?\n- Zonder VCA kun je niet starten.\n", shipped_finder()
    )
    assert [r.importance for r in vacancy.requirements] == [Importance.MUST]
