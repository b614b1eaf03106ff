"""The JSON form that command line and service share; and evidence in the CV's own words."""

import json
from dataclasses import replace

import pytest

from matcher.explanation import (
    candidate_report,
    match_report,
    narrowing,
    quoted,
    ranking_report,
    vacancy_report,
)
from matcher.explanation.pool import Narrowing
from matcher.records import (
    Candidate,
    Document,
    Evidence,
    HiddenText,
    Importance,
    Kind,
    LanguageSkill,
    Match,
    Mention,
    Note,
    Period,
    Polarity,
    Private,
    Profile,
    Requirement,
    Row,
    Rung,
    SetAside,
    Setting,
    Statement,
    Status,
    Vacancy,
)

CV = "Anna Bakker\nData engineer\nBij Acme bouwde zij (Anna) pijplijnen in Python."
LINE = CV.split("\n")[-1]
START = CV.index(LINE)
JAN_2019 = 2019 * 12


def row(number: int | None, status: Status, *, importance: str = "must", points: float = 5) -> Row:
    evidence = Evidence("bouwde pijplijnen in Python", START, len(CV), 1, Rung.RECENT_ROLE)
    shown = evidence if status is Status.MET else None
    note = None if shown else Note("years", "1.5", "3")
    return Row(f"requirement {number}", number, importance, points, 10, status, shown, note, 0.85)


def a_match(*rows: Row, id_: str = "anna") -> Match:
    return Match(id_, f"{id_}.pdf", sum(r.points for r in rows), (1, 2), rows, ("hidden text",))


REQUIREMENT = Requirement(
    1, "3 jaar Python", 4, 17, Importance.MUST, Kind.EXPERIENCE, 1.5, (("python",), ("sql", "dbt")),
    3.0, None,
)  # fmt: skip
VACANCY = Vacancy(
    "data", "data.txt", "nl", "Data engineer", (REQUIREMENT,),
    (SetAside("Wij bieden fruit", 20, 36, "offer"),), ("Noem het salaris.",), "text",
)  # fmt: skip


# --- evidence -------------------------------------------------------------------------------
def test_evidence_is_quoted_literally_from_the_cv() -> None:
    match = a_match(row(1, Status.MET), row(2, Status.MISSING))
    found = quoted(match, CV)
    assert [r.evidence and r.evidence.text for r in found.rows] == [LINE, None]
    assert CV[START : len(CV)] == LINE != match.rows[0].evidence.text


def test_quoting_changes_nothing_but_the_words() -> None:
    match = a_match(row(1, Status.MET), row(None, Status.MET, importance="context"))
    back = [
        replace(r, evidence=replace(r.evidence, text="bouwde pijplijnen in Python"))
        for r in quoted(match, CV).rows
    ]
    assert replace(match, rows=tuple(back)) == match


# --- reports --------------------------------------------------------------------------------
def test_a_match_is_reported_whole_with_notes_in_the_language_asked() -> None:
    match = a_match(row(1, Status.MET), row(2, Status.PARTLY))
    assert match_report(match, "nl") == {
        "candidate": "anna",
        "source": "anna.pdf",
        "score": 5 + 5,
        "must_met": [1, 2],
        "rows": [
            {
                "requirement": "requirement 1",
                "number": 1,
                "importance": "must",
                "points": 5,
                "most": 10,
                "status": "met",
                "chance": 0.85,
                "evidence": {
                    "text": "bouwde pijplijnen in Python",
                    "start": START,
                    "end": len(CV),
                    "page": 1,
                    "rung": "recent role",
                    "proof": True,
                },
                "note": "",
                "gap": None,
            },
            {
                "requirement": "requirement 2",
                "number": 2,
                "importance": "must",
                "points": 5,
                "most": 10,
                "status": "partly",
                "chance": 0.85,
                "evidence": None,
                "note": "1.5 van 3 jaar",
                "gap": None,
            },
        ],
        "flags": ["hidden text"],
    }
    assert match_report(match, "en")["rows"][1]["note"] == "1.5 of 3 years"


def test_a_vacancy_is_reported_whole() -> None:
    assert vacancy_report(VACANCY) == {
        "id": "data",
        "source": "data.txt",
        "language": "nl",
        "title": "Data engineer",
        "requirements": [
            {
                "number": 1,
                "text": "3 jaar Python",
                "importance": "must",
                "kind": "experience",
                "weight": 1.5,
                "skills": [["python"], ["sql", "dbt"]],
                "years": 3.0,
                "level": None,
                "least": None,
                "start": 4,
                "end": 17,
            }
        ],
        "set_aside": [{"text": "Wij bieden fruit", "start": 20, "end": 36, "why": "offer"}],
        "advice": ["Noem het salaris."],
    }


def test_a_ranking_is_reported_in_order_with_notes_in_the_vacancys_language() -> None:
    matches = [a_match(row(2, Status.PARTLY), id_="bram"), a_match(row(2, Status.MET))]
    found = ranking_report(VACANCY, 12, matches, JAN_2019 + 2)
    assert list(found) == ["vacancy", "pool", "as_of", "matches"]
    assert (found["pool"], found["as_of"]) == (12, "2019-03")
    assert [m["candidate"] for m in found["matches"]] == ["bram", "anna"]
    assert found["matches"][0] == match_report(matches[0], "nl")
    assert found["vacancy"] == vacancy_report(VACANCY)


def test_a_candidate_is_reported_whole_with_literal_lines() -> None:
    period = Period(JAN_2019, JAN_2019 + 12)
    statement = Statement(
        "bouwde pijplijnen in Python", START, len(CV), 1, Setting.ROLE, Polarity.SHOWN,
        period, (Mention("python", 20, 26),),
    )  # fmt: skip
    wish = replace(statement, polarity=Polarity.ASPIRED, period=None, mentions=())
    profile = Profile(
        "anna", (statement, wish), "nl", (period, Period(JAN_2019 + 12, None)),
        (LanguageSkill("dutch", "native", 0),), ("hbo", 0),
    )  # fmt: skip
    candidate = Candidate(
        "anna", "anna.pdf", "nl", profile,
        (Private("name", "Anna Bakker", 0, 11),), (Private("title", "Data engineer", 12, 25),),
        "Zwolle", ("hidden text",),
    )  # fmt: skip
    document = Document(
        "anna", "anna.pdf", "pdf", "0" * 64, CV, (0,), (HiddenText("Java", "white", 1),)
    )
    line = {
        "text": LINE,
        "ranked_on": "bouwde pijplijnen in Python",
        "start": START,
        "end": len(CV),
        "page": 1,
        "setting": "role",
        "polarity": "shown",
        "period": "2019-01/2019-12",
        "skills": ["python"],
    }
    assert candidate_report(candidate, document) == {
        "candidate": "anna",
        "source": "anna.pdf",
        "language": "nl",
        "city": "Zwolle",
        "identity": [{"kind": "name", "text": "Anna Bakker", "start": 0, "end": 11}],
        "titles": [{"kind": "title", "text": "Data engineer", "start": 12, "end": 25}],
        "education": "hbo",
        "languages": [{"language": "dutch", "level": "native"}],
        "roles": ["2019-01/2019-12", "2020-01/"],
        "statements": [line, line | {"polarity": "aspired", "period": "", "skills": []}],
        "hidden": [{"text": "Java", "why": "white", "page": 1}],
        "flags": ["hidden text"],
    }


def test_reports_are_json_without_help() -> None:
    match = a_match(row(1, Status.MET), row(2, Status.UNCLEAR))
    for report in (
        match_report(match, "nl"),
        vacancy_report(VACANCY),
        ranking_report(VACANCY, 1, [match], JAN_2019),
    ):
        assert json.loads(json.dumps(report)) == report


# --- what narrows the pool --------------------------------------------------------------------
def ledgers(*people: str) -> list[Match]:
    """Return matches from statuses in letters: m(et), p(artly), u(nclear), x (missing)."""
    letters = {"m": Status.MET, "p": Status.PARTLY, "u": Status.UNCLEAR, "x": Status.MISSING}
    return [
        a_match(
            *(row(n, letters[letter]) for n, letter in enumerate(statuses, start=1)),
            row(9, Status.MISSING, importance="nice"),
            row(None, Status.MISSING, importance="context"),
            id_=f"p{place}",
        )
        for place, statuses in enumerate(people)
    ]


def test_a_must_have_is_told_by_how_many_meet_it_and_how_many_it_alone_keeps_out() -> None:
    found = narrowing(ledgers("mmm", "mxm", "mpm", "mxx", "uum", "xmm"))
    # 1 is met by four and keeps out p5; 2 by two, keeps out p1 and p2; 3 by five, keeps out nobody
    assert found == [
        Narrowing(2, "requirement 2", met=2, gained=2),
        Narrowing(1, "requirement 1", met=4, gained=1),
        Narrowing(3, "requirement 3", met=5, gained=0),
    ]


def test_must_haves_that_keep_out_as_many_come_scarcest_first_then_by_number() -> None:
    found = narrowing(ledgers("xxmm", "mxmx", "mmmm"))
    assert [(n.number, n.met, n.gained) for n in found] == [
        (2, 1, 0),
        (1, 2, 0),
        (4, 2, 0),
        (3, 3, 0),
    ]


@pytest.mark.parametrize("people", [(), ("", "")])
def test_without_people_or_must_haves_nothing_narrows(people: tuple[str, ...]) -> None:
    assert narrowing(ledgers(*people)) == []
