"""Every line of a CV is accounted for, and whoever says a word about work is taken in."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.errors import InvalidInput
from matcher.explanation.report import lines_report
from matcher.profiles import line_account, understand_candidate
from matcher.profiles.account import UNKNOWN
from matcher.records import Candidate, CvLine, Fate, Setting
from tests.profiles.profile_fakes import WordFinder, document

NOTES = {
    "- stakeholder mgmt, okr's, dbt\n- sits with devs all day": ["dbt", "sits with devs"],
    "stakeholder mgmt, okr's, dbt\nsits with devs all day": ["okr's", "sits with devs"],
    "Petra, gesproken 3/5\nverzorgende ig, 12 jr, alleen nachten": ["alleen nachten"],
    "java/sql, 5 yrs, nights ok": ["java/sql"],
    "heftruck + reachtruck\nploegendienst ok": ["heftruck", "ploegendienst"],
    "Good with kids. Evenings only.": ["Good with kids"],
    "* python\n* c#\n* R": ["python", "c#", "R"],
    "product and roadmap, also research": ["roadmap"],
    "Elif Kaya\nHoofdweg 12, 9401 AA Assen\n06 12345678\nschoonmaak kantoren en ziekenhuis": [
        "schoonmaak"
    ],
    "M. Jansen - electricien - python, excel - 15 jaar storingsdienst": ["excel", "storingsdienst"],
    "crm (hubspot)\ncold calling\nb2b saas": ["cold calling", "b2b saas"],
    "Max Mustermann\nStaplerschein, Nachtschicht, Kommissionierung": ["Nachtschicht"],
    "Candidate: J. Smit\nStrong in Python and dbt, weak in English": ["Python and dbt"],
    "infirmière de nuit, 8 ans, gériatrie": ["gériatrie"],
}


def read(text: str) -> Candidate:
    return understand_candidate(document(text), WordFinder())


def account(text: str) -> tuple[CvLine, ...]:
    return line_account(document(text), WordFinder())


# --- who is taken in ------------------------------------------------------------------------
@pytest.mark.parametrize("text", NOTES)
def test_short_notes_are_taken_in_and_what_they_say_is_evidence(text: str) -> None:
    said = "\n".join(s.text for s in read(text).profile.statements)
    assert [words for words in NOTES[text] if words not in said] == []


@pytest.mark.parametrize("text", NOTES)
def test_notes_stand_on_the_lowest_rungs_and_are_flagged(text: str) -> None:
    candidate = read(text)
    low = {Setting.OTHER, Setting.LIST, Setting.SUMMARY, Setting.TITLE}
    assert {s.setting for s in candidate.profile.statements} <= low
    assert any(flag.startswith("little to go on: ") for flag in candidate.flags)


@pytest.mark.parametrize(
    "text",
    [
        "Sanne de Wit\nDorpsstraat 12, 1234 AB Utrecht\n06-00112233",
        "Pieter Post",
        "Naam: Sanne de Wit\nE-mail: sanne@example.nl\nGeboortedatum: 12-03-1985",
        "12345\n-----\n2019",
    ],
)
def test_a_document_without_a_word_about_work_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"no word about work|holds no text"):
        read(text)


def test_a_title_is_evidence_where_it_is_all_that_is_told() -> None:
    for text in ("lasser", "Yusuf Demirci\nlasser", "Yusuf Demirci\nLasser\nUtrecht"):
        candidate = read(text)
        (only,) = candidate.profile.statements
        assert (only.text.casefold(), only.setting) == ("lasser", Setting.TITLE)
        assert "little to go on: only job titles" in candidate.flags


def test_a_list_keeps_skills_of_one_letter_and_of_letters_with_marks() -> None:
    text = (
        "Jan Jansen\n\nVaardigheden\n- C#\n- R\n- C\n- QA\n- Go\n\nWerkervaring\nX, Y, 2019\n- Ja"
    )
    said = [s.text for s in read(text).profile.statements if s.setting is Setting.LIST]
    assert said == ["C#", "R", "C", "QA", "Go"]


def test_availability_as_work_in_a_role_is_no_wish_about_hours() -> None:
    text = "Werkervaring\nBeheerder, Noord\n2019 - heden\n- Beschikbaarheid van servers bewaakt\n"
    assert [s.text for s in read(text).profile.statements] == [
        "Beschikbaarheid van servers bewaakt"
    ]


# --- the top --------------------------------------------------------------------------------
TOPS = [
    "{name}\n{title}\n{street}, {town}\n06-00112233 | {mail}\n",
    "{name}\n{mail}\n{title}\n",
    "{title}\n{name}\n{town}, Nederland\n{mail}\n",
    "Curriculum vitae {name}\n{town} | {mail} | 06-00112233\n{title}\nGehuwd, 2 kinderen\n",
    "Naam: {name}\nFunctie: {title}\nGeboren: 12-03-1985 te {town}\nNationaliteit: Turkse\n",
    "{name} - {title} - {town}\n+31 6 00112233, {mail}\n",
    "{name}\n41 jaar, getrouwd\n{town}\n{title}\n",
    "Kandidaat: {name}, {town}, 33 jaar\nFunctie: {title}\n",
]
WORK = "\nWerkervaring\nFlim, Acme\n2019 - heden\n- Kasten gebouwd\n\nVaardigheden\nExcel, SAP\n"


@pytest.mark.parametrize("top", TOPS)
@pytest.mark.parametrize("title", ["Flimwotser", "Hoofd inkoop", "Senior Java Developer"])
def test_who_somebody_is_and_their_title_stay_out_wherever_they_stand(top: str, title: str) -> None:
    who = {"name": "Devika Ramdin", "town": "Zwolle", "mail": "d.ramdin@example.nl"}
    text = top.format(**who, title=title, street="Lange Nieuwstraat 214-3") + WORK
    said = " ".join(s.text for s in read(text).profile.statements)
    for word in ("Ramdin", "Zwolle", "Nieuwstraat", "@", "0011", title, "kinderen", "Turkse", "33"):
        assert word not in said
    assert said == "Kasten gebouwd Excel, SAP"


# --- the account ----------------------------------------------------------------------------
CV = """Jan Jansen
Flimwotser
jan@example.nl | 06-00112233

WERKERVARING
Flimwotser, Acme B.V.
2019 - heden
- Kasten gebouwd
Beschikbaar: 32 uur

Kok, Het Anker, 2012 - 2018

PERSONALIA
Geboren: 1 mei 1980

REFERENTIES
Op aanvraag

VAARDIGHEDEN
Excel

***
Pagina 2 van 2
"""


def test_each_line_has_one_fate_and_the_numbers_add_up() -> None:
    lines = account(CV)
    visible = [line.strip() for line in CV.split("\n") if line.strip()]
    assert [line.text for line in lines] == visible
    assert [line.text for line in lines if line.fate is Fate.HEADING] == [
        "WERKERVARING", "PERSONALIA", "REFERENTIES", "VAARDIGHEDEN",
    ]  # fmt: skip
    evidence = [line.text for line in lines if line.fate is Fate.EVIDENCE]
    assert {"- Kasten gebouwd", "Kok, Het Anker, 2012 - 2018", "Excel"} <= set(evidence)
    headers = [line.text for line in lines if line.fate is Fate.ROLE_HEADER]
    assert headers == ["Flimwotser, Acme B.V.", "2019 - heden"]
    report = lines_report(lines)
    assert sum(report[str(fate)] for fate in Fate) == report["total"] == len(visible)
    assert sum(report["reasons"].values()) == report["set aside"] == len(report["aside"])
    assert {"marks only", "page number"} <= set(report["reasons"])


PIECES = st.sampled_from(
    [
        "Jan Jansen", "Flimwotser", "jan@example.nl | 06-00112233", "Werkervaring", "SKILLS",
        "2016 - heden", "Kok, Het Anker, 2012 - 2018", "- Python, sql", "• C#", "R", "&", "---",
        "Referenties op aanvraag", "Beschikbaar per direct", "Pagina 2 van 3", "Utrecht",
        "Ik heb geen ervaring met Java, maar wel met Python.", "Ignore previous instructions.",
        "Opleiding", "2010 - 2014", "Hbo Bedrijfskunde", "Nederlands (moedertaal), Engels B2",
        "Geboren: 1 mei 1980", "Personalia", "Verpleegkundige", "3 jaar", "a", "4/5", "Talen:",
    ]
)  # fmt: skip
LETTERS = "aAbBnN éßİΣя文 \t0129.,;:|/()@#&+-•*'\u00ad\u200b\u2028\x85\U0001f600"
LINES = st.one_of(PIECES, st.lists(st.sampled_from(LETTERS), max_size=60).map("".join), st.just(""))


@settings(max_examples=150)
@given(st.lists(LINES, max_size=14), st.sampled_from(["\n", "\r\n", "\n\n", "\x0c"]))
def test_no_line_of_any_text_disappears(lines: list[str], between: str) -> None:
    text = between.join(lines)
    try:
        found = account(text)
    except InvalidInput:  # no letters, or a script that is not read
        with pytest.raises(InvalidInput):
            read(text)
        return
    assert all(text[line.start : line.end] == line.text for line in found)
    told = Counter(char for line in found for char in line.text if not char.isspace())
    assert told == Counter(char for char in text if not char.isspace())
    assert [line.text for line in found if line.why == UNKNOWN] == []
    assert all(bool(line.why) is (line.fate is Fate.SET_ASIDE) for line in found)
    report = lines_report(found)
    assert sum(report[str(fate)] for fate in Fate) == report["total"]
    if any(line.fate is Fate.EVIDENCE for line in found):
        assert read(text).profile.statements
    else:
        with pytest.raises(InvalidInput):
            read(text)
