"""Other names, titles, dates of birth, addresses and gendered words: the same profile.

Offsets shift with the length of what is swapped, so profiles are compared without their spans.
"""

from collections.abc import Sequence

import pytest

from matcher.profiles import understand_candidate
from matcher.records import Profile
from tests.profiles.profile_fakes import WordFinder, document

NAMES = (
    "Sanne de Wit",
    "Mohamed El Amrani",
    "Ayşe Yılmaz",
    "Dwight Kartosen",
    "Agnieszka Wróbel",
    "Pieter-Jan van den Berg",
    "Xi Li",
)
TITLES = (
    "Projectleider",
    "Verpleegkundige",
    "verkoopmedewerker",
    "Senior Java Developer",
    "Head of Customer Experience",
    "Flimwotser",
    "SQL specialist",
    "Chef de partie",
    "Manager Operations Benelux",
)

TITLE_FIRST = """{name}
{title}
Dorpsstraat 12, 1234 AB Utrecht | 06-00112233 | {mail} | {born}
Rijbewijs B

Profiel
{name} is {a} met acht jaar ervaring in de bouw. {He} werkt graag met SQL en {his} kracht is rust.

Werkervaring

{title}, Bouwbedrijf Ruiter, Utrecht
mrt 2019 - heden
- Bewaakt budgetten van vier projecten in SAP
- Werkt als {title} samen met architecten
- {He} maakte {his} rapporten in Excel

{other} | Van Dam Bouw
2014 - feb 2019
- Offertes vergeleken en ingekocht

Opleiding
Hbo Bouwkunde, Hogeschool Utrecht, 2010 - 2014

Vaardigheden
- Python, SQL
- Excel

Talen
Nederlands (moedertaal), Engels (C1)
"""

EMPLOYER_FIRST = """Curriculum vitae

Naam: {name}
Geboortedatum: {born}
Adres: Dorpsstraat 12, 1234 AB Utrecht
Geslacht: {gender}
Functie: {title}

WERKERVARING

Stichting De Linde, Arnhem
{title}
03/2018 – heden
Ik verzorg wondzorg bij veertig cliënten en werk nieuwe collega's in.

Thuiszorg Eem
{other}
06/2012 – 02/2018
Ik reed routes en rapporteerde in Excel.

OPLEIDINGEN
2008 - 2012 Mbo niveau 4 zorg, ROC Midden Nederland
"""

DATES_FIRST = """{name}
{mail} - +31 6 00112233

Experience

2016-2019
{title}
Harbour Freight Ltd
- Planned 300 containers a week and never missed a deadline
- As a {title}, {he} led {his} team of five

2012-2016
{other}
Quayside Storage
- Counted stock with a scanner

Education
BSc Logistics, 2012

Skills: Excel, SAP
"""

TABLE = """{name}
{title}

Werkervaring
jan 2020 - heden\t{title}, Gemeente Ede
\tBegroting van 3 miljoen bewaakt
\tRapportages in Power BI en SQL gebouwd
2015 - 2019\t{other}, Gemeente Wijchen
\tSubsidies afgehandeld

Hobby's
Schaken
"""

PROSE = """{name}
Zwolle, Nederland

Over mij
Sinds kind af aan bouw ik dingen. Op mijn werk heet ik {title}, thuis de klusser van de straat.

Loopbaan

{title} bij Installatiebedrijf Veld (sinds 2021)
Groepenkasten en laadpalen aangelegd in 140 woningen, met inspectie volgens NEN 1010.

{other} bij Elektro Noord (sept. 2014 tot mei 2018)
Storingen gezocht bij bakkers en slagers.

Talen: Nederlands (moedertaal), Turks (goed)
"""

GERMAN = """{name}
{title}
Geburtsdatum: {born}

Berufserfahrung

Januar 2019 – heute
{title}, Hallbacher Maschinen GmbH, Ulm
- Montage von Verpackungsmaschinen nach Zeichnung
- {He} prüft Anlagen mit SAP

03/2012 bis 12/2018
{other}, Kocher Präzision GmbH
- Drehmaschinen gerüstet

Ausbildung
Ausbildung Mechatronik, 2009 - 2012
"""

FUNCTION_LINE = """{name}
{mail}

Loopbaan

Bedrijf: Papierfabriek Kayersbeek
Functie: {title}
Periode: september 2015 - heden
Onderhoud en storingen aan twee papierlijnen in vijfploegendienst.
- Lagers en pompen vervangen

Bedrijf: Bandenservice
Functie: {other}
Periode: 2010 - 2015
- Rollen en aandrijvingen vervangen

Kennis
- Excel
- SAP
"""

TEXTS = {
    "title first": TITLE_FIRST,
    "employer first": EMPLOYER_FIRST,
    "dates first": DATES_FIRST,
    "table": TABLE,
    "prose": PROSE,
    "german": GERMAN,
    "function line": FUNCTION_LINE,
}


def shown(text: str) -> tuple[object, ...]:
    """Return all that the ranker sees of a CV, without offsets."""
    profile: Profile = understand_candidate(document(text), WordFinder()).profile
    statements = [(s.text, s.setting, s.polarity, s.period, s.mentions) for s in profile.statements]
    return statements, profile.roles, profile.languages, profile.education


def filled(text: str, **swapped: str) -> str:
    parts = {
        "name": "Sanne de Wit",
        "mail": "sanne@example.nl",
        "title": "Projectleider",
        "other": "Werkvoorbereider",
        "born": "12-03-1985",
        "gender": "vrouw",
        "a": "projectleider",
        "He": "Zij",
        "he": "she",
        "his": "haar",
    } | swapped
    return text.format(**parts)


def same(text: str, versions: Sequence[dict[str, str]]) -> None:
    first = shown(filled(text))
    for version in versions:
        assert shown(filled(text, **version)) == first, version


@pytest.mark.parametrize("style", TEXTS)
def test_another_name_gives_the_same_profile(style: str) -> None:
    mails = [f"{name.split()[0].lower()}@example.nl" for name in NAMES]
    same(TEXTS[style], [{"name": n, "mail": m} for n, m in zip(NAMES, mails, strict=True)])


@pytest.mark.parametrize("style", TEXTS)
@pytest.mark.parametrize("title", TITLES)
def test_another_title_gives_the_same_profile(style: str, title: str) -> None:
    same(TEXTS[style], [{"title": title}, {"other": title}, {"title": title, "other": title}])


@pytest.mark.parametrize("style", TEXTS)
def test_a_title_in_a_header_alone_changes_no_statement(style: str) -> None:
    text = filled(TEXTS[style])
    body_keeps = text.replace("\nProjectleider", "\nFlimwotser").replace(
        "Functie: Projectleider", "Functie: Flimwotser"
    )
    assert shown(body_keeps) == shown(text)


@pytest.mark.parametrize("style", TEXTS)
def test_gendered_words_date_of_birth_and_address_change_nothing(style: str) -> None:
    he = {"He": "Hij", "he": "he", "his": "zijn", "gender": "man"}
    same(TEXTS[style], [he, {"born": "1 mei 1961"}, {"He": "Er", "he": "he", "his": "seine"}])
    moved = filled(TEXTS[style]).replace("Dorpsstraat 12, 1234 AB Utrecht", "Kade 3, 9999 ZZ Goes")
    assert shown(moved) == shown(filled(TEXTS[style]))


@pytest.mark.parametrize("style", TEXTS)
def test_no_statement_holds_the_name_a_title_or_an_address(style: str) -> None:
    text = filled(TEXTS[style], title="Flimwotser", other="Grubbelaar")
    statements = understand_candidate(document(text), WordFinder()).profile.statements
    read = " ".join(statement.text for statement in statements)
    for word in (
        "Sanne",
        "Wit",
        "Flimwotser",
        "Grubbelaar",
        "@",
        "1234",
        "Dorpsstraat",
        "00112233",
    ):
        assert word not in read


@pytest.mark.parametrize("style", TEXTS)
def test_every_header_title_is_kept_for_people_to_see(style: str) -> None:
    text = filled(TEXTS[style], title="Flimwotser", other="Grubbelaar")
    candidate = understand_candidate(document(text), WordFinder())
    kept = {piece.text for piece in (*candidate.titles, *candidate.identity)}
    assert {"Flimwotser", "Grubbelaar"} <= kept
    assert all(text[p.start : p.end] == p.text for p in (*candidate.titles, *candidate.identity))
