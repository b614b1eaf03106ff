"""Names, gender, age, address and titles change no score at all, through the whole engine."""

import re

import pytest

from matcher.documents import read_text
from matcher.pipeline import Matcher
from matcher.resources import shipped

VACANCY = shipped("sample/vacancies/data-engineer.txt")
CV = """{name}
{title}
{street}, 3511 AB Utrecht
{mail} | {phone}
Geboren: {birth} - {nationality}

PROFIEL
{he} bouwt al jaren datapijplijnen en helpt collega's met vragen. {title} met oog voor detail.

WERKERVARING
{title}, Waterbedrijf Noord B.V.
maart 2019 - heden
- Pipelines in Python en SQL gebouwd, gepland met Airflow
- Modellen in dbt opgezet met tests, alles in Git met code reviews
- Migratie naar Azure Data Factory en Databricks

Medewerker, Gemeente Zuid
2014 - 2018
- Rapportages gemaakt in Power BI

OPLEIDING
2010 - 2014 Hbo Informatica, Hogeschool Utrecht

TALEN
Nederlands moedertaal, Engels B2
"""
PLAIN = {
    "name": "Sanne de Wit",
    "title": "Data engineer",
    "street": "Dorpsstraat 1",
    "mail": "sanne.de.wit@example.nl",
    "phone": "06-00112299",
    "birth": "3 mei 1990",
    "nationality": "Nederlandse",
    "he": "Zij",
}
SWAPS = [
    {"name": "Mohammed El Amrani", "mail": "m.elamrani@example.nl"},
    {"name": "Ayşe Yılmaz", "mail": "ayse@example.nl", "nationality": "Turkse"},
    {"name": "Devika Ramdin", "mail": "d.ramdin@example.nl", "nationality": "Surinaamse"},
    {"name": "Katarzyna Nowakowska", "mail": "kasia@example.nl", "nationality": "Poolse"},
    {"he": "Hij"},
    {"birth": "17 november 1961"},
    {"street": "Lange Nieuwstraat 214-3"},
    {"phone": "+31 6 00778844"},
    {"title": "Schoonmaker"},
    {"title": "Directeur"},
    {"title": "Verpleegkundige"},
]


SKILLS = "Python, SQL, dbt en Airflow"
DENIALS = ("Geen ervaring met {}.", "Ik heb nog nooit met {} gewerkt.")


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """A base of one person in many versions."""
    plain = CV.format(**PLAIN)
    texts = {"plain": plain}
    texts |= {f"swap-{n}": CV.format(**{**PLAIN, **swap}) for n, swap in enumerate(SWAPS)}
    texts |= {
        f"denied-{n}": re.sub(r"- (Pipelines|Modellen).*", "- " + claim.format(SKILLS), plain)
        for n, claim in enumerate(DENIALS)
    }
    matcher = Matcher()
    assert not matcher.add([read_text(text, id=id_, source=id_) for id_, text in texts.items()])
    return matcher


def test_no_swap_of_identity_or_title_moves_a_single_point(matcher: Matcher) -> None:
    matches = matcher.match(VACANCY, top=None).matches
    found = {m.candidate: (m.score, [row.points for row in m.rows]) for m in matches}
    assert len(found) == 1 + len(SWAPS) + len(DENIALS)
    assert found["plain"][0] > 40
    for n, swap in enumerate(SWAPS):
        assert found[f"swap-{n}"] == found["plain"], swap


@pytest.mark.parametrize("number", range(len(DENIALS)))
def test_a_denied_skill_earns_nothing_and_its_line_is_quoted(matcher: Matcher, number: int) -> None:
    match = matcher.explain(VACANCY, f"denied-{number}")
    rows = [row for row in match.rows if "Python" in row.requirement or "dbt" in row.requirement]
    assert rows
    for row in rows:
        assert row.points == 0
        assert row.evidence is not None
        assert row.evidence.rung == "negation"
