"""Licences are those that a CV shows, by their short names."""

import pytest

from matcher.profiles.licences import BY_CONCEPT, licences_in, licences_of
from matcher.records import Polarity, Setting, Statement
from matcher.skills import Finder, Vocabulary

FINDER = Finder(Vocabulary.shipped())


def licences(*texts: str, polarity: Polarity = Polarity.SHOWN) -> tuple[str, ...]:
    """Return the licences of statements, with the shipped vocabulary."""
    return licences_in(
        Statement(text, 0, len(text), None, Setting.LIST, polarity, None, FINDER.find(text))
        for text in texts
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rijbewijs B", "B"),
        ("rijbewijs B, C, CE", "B C CE"),
        ("rijbewijs B/E", "BE"),
        ("Rijbewijs B en BE.", "B BE"),
        ("Rijbewijs: B", "B"),
        ("rijbewijzen A, B en C1", "A B C1"),
        ("B-rijbewijs", "B"),
        ("In bezit van rijbewijs", "B"),
        ("vrachtwagenrijbewijs", "C"),
        ("Driving licence B, own car.", "B"),
        ("full driving licence (B)", "B"),
        ("Driving licence category B and C+E", "B CE"),
        ("Führerschein Klasse B und Staplerschein", "B forklift"),
        ("VCA basis, 2022", "VCA"),
        ("BHV en VCA-VOL", "VCA-VOL"),
        ("BIG-geregistreerd", "BIG"),
        ("Registered nurse (BIG)", "BIG"),
        ("code 95 geldig tot 2028", "code 95"),
        ("Heftruckcertificaat", "forklift"),
    ],
)
def test_a_licence_is_read_in_three_languages(text: str, expected: str) -> None:
    assert " ".join(licences(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "BIG-registratie niet meer actief.",
        "Heftruckcertificaat (verlopen)",
        "VCA expired in 2019",
        "heftruck rijden, 140 regels per uur",
        "Java en C",
    ],
)
def test_what_has_lapsed_or_is_a_machine_is_no_licence(text: str) -> None:
    assert licences(text) == ()


def test_a_denied_driving_licence_is_told_and_a_shown_one_overrules_it() -> None:
    assert licences("geen rijbewijs", polarity=Polarity.NEGATED) == ("none",)
    assert licences("Rijbewijs: nee") == ("none",)
    assert licences("Rijbewijs: nee", "VCA") == ("VCA", "none")
    assert licences("Rijbewijs: nee", "Rijbewijs B") == ("B",)
    assert licences("bezig met rijbewijs B", polarity=Polarity.ASPIRED) == ()


def test_every_licence_with_a_name_is_a_concept_of_the_vocabulary() -> None:
    for concept in BY_CONCEPT:
        assert FINDER.concept(concept).kind == "certificate"


def test_a_row_of_classes_is_read_without_a_vocabulary() -> None:
    assert list(licences_of("rijbewijs C en CE")) == ["C", "CE"]
