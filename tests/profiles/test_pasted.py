"""What a vacancy asks, pasted at the end of a CV, is no role, no summary and no education."""

import pytest

from matcher.profiles import understand_candidate
from matcher.profiles.lines import lines_of
from matcher.profiles.pasted import pasted_from
from matcher.records import Setting
from tests.profiles.profile_fakes import WordFinder, document

ASKED = """Ervaring met PLC-besturingen
Minimaal 3 jaar ervaring met SQL is vereist.
Je onderhoudt en verbetert vier verpakkingslijnen.
Een afgeronde technische opleiding
Kennis van SAP is een pré.
"""
ASKED_EN = """Experience with SQL
At least 3 years of experience with Python is required.
You maintain four packaging lines.
Good knowledge of SAP would be a plus.
"""
BEGIN = "Jan Jansen\nMonteur\njan@example.nl\n\n"
ENDS = {
    "roles": "Werkervaring\n\nKok, Het Anker\n2016 - heden\n- Sauzen gemaakt\n",
    "roles in prose": "Werkervaring\n\nKok, Het Anker\n2016 - heden\nIk heb sauzen gemaakt.\n",
    "summary": "Over mij\nIk kook graag voor veel mensen tegelijk en houd van rust.\n",
    "education": "Opleiding\nMbo Kok, 2010\n",
    "skills": "Vaardigheden\nExcel\n",
}


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("asked", [ASKED, ASKED_EN])
def test_pasted_requirements_stand_on_the_lowest_rung(end: str, asked: str) -> None:
    text = BEGIN + ENDS[end]
    before = understand_candidate(document(text), WordFinder()).profile
    after = understand_candidate(document(f"{text}\n{asked}"), WordFinder()).profile
    told = [(s.text, s.setting, s.period) for s in before.statements]
    assert [(s.text, s.setting, s.period) for s in after.statements][: len(told)] == told
    added = after.statements[len(told) :]
    assert len(added) == len(asked.splitlines())
    assert {s.setting for s in added} <= {Setting.LIST, Setting.OTHER}
    assert after.roles == before.roles
    assert after.education == before.education


def test_a_claim_of_experience_in_the_middle_opens_no_section_of_roles() -> None:
    text = BEGIN + "Vaardigheden\n- Excel\n\nErvaring met besturingen\nStoringen zoeken\nTekenen\n"
    profile = understand_candidate(document(text), WordFinder()).profile
    assert {s.setting for s in profile.statements} == {Setting.LIST}


def test_a_heading_of_experience_with_dated_roles_below_opens_one() -> None:
    text = BEGIN + "Ervaring in de keuken\n\nKok, Het Anker\n2016 - heden\n- Sauzen gemaakt\n"
    profile = understand_candidate(document(text), WordFinder()).profile
    assert [s.setting for s in profile.statements] == [Setting.ROLE]


@pytest.mark.parametrize(
    "end",
    [
        "Ik werk graag met SQL.\nSamen met jou maak ik mijn ervaring met SAP waar.\n",
        "Sauzen gemaakt voor 80 couverts.\nNieuwe collega's ingewerkt.\n",
    ],
)
def test_what_a_person_says_of_the_own_work_is_not_pasted(end: str) -> None:
    lines = lines_of(BEGIN + ENDS["roles in prose"] + "\n" + end)
    assert pasted_from(lines) == len(lines)
