"""Papers, degrees, languages and years are decided by what is named and dated, not by likeness."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from fact_examples import Case, cases, cv_of, finder, row_of
from ranking_examples import NOW, WEIGHTS, match, profile, requirement, row, statement

from matcher.profiles import understand_candidate, understand_vacancy, with_degrees
from matcher.ranking import Weights
from matcher.records import (
    AskedFacts,
    Degree,
    Document,
    Kind,
    LanguageSkill,
    Paper,
    Polarity,
    Setting,
    Stage,
    Status,
)

# --- labelled cases ---------------------------------------------------------------------------
KNOWN = {  # what is not read rightly yet, and why
    "Over 8 years of experience in accounting": "'Accounting for' is read as a verb",
    "4 years of experience with Python": "two roles of one short line are read as headers",
    "Must have a current and unrestricted RN license": "'Registered nurse' is taken for a title",
    "Führerschein der Klasse C/CE": "'Kl.' ends a sentence",
    "Four-year degree in Business, Finance or Accounting": "a CV of one line of study",
    "BTS comptabilité": "'Licence' is a bachelor in French alone",
    "Deutsch verhandlungssicher": "B1 is three steps below C2",
}


def labelled() -> Iterator[object]:
    """Yield all cases; those that are known to go wrong are told, and must be wrong still."""
    for case in cases():
        why = KNOWN.get(case.asked)
        marks = [pytest.mark.xfail(reason=why, strict=True)] if why else []
        yield pytest.param(case, id=str(case), marks=marks)


@pytest.mark.parametrize("case", list(labelled()))
def test_a_fact_gets_the_status_that_was_written_down_for_it(case: Case) -> None:
    assert row_of(case).status in case.right


@pytest.mark.parametrize(
    "case", [case for case in cases() if case.kind != "years"], ids=lambda case: str(case)
)
def test_no_likeness_moves_the_status_or_the_points_of_a_fact(case: Case) -> None:
    unlike, alike = row_of(case), row_of(case, likeness=1.0)
    if case.cv.startswith("W*"):
        return  # years of such work, which stand in for a degree, are counted by likeness
    if "experience instead" in {row.note.code for row in (unlike, alike) if row.note}:
        return
    assert (unlike.status, unlike.points) == (alike.status, alike.points)


@pytest.mark.parametrize(
    "case", [case for case in cases() if case.kind != "years"], ids=lambda case: str(case)
)
def test_a_row_of_a_fact_says_what_was_compared(case: Case) -> None:
    found = row_of(case)
    assert found.note is not None
    assert found.note.shown or found.note.asked or found.note.code == "denied"


# --- years ------------------------------------------------------------------------------------
def test_of_which_asks_years_of_two_things() -> None:
    text = "Eisen\n- Minimaal 5 jaar werkervaring, waarvan 2 jaar als leidinggevende\n"
    vacancy = understand_vacancy(Document("v", "v.txt", "txt", "0" * 64, text), finder())
    assert [r.years for r in vacancy.requirements] == [5.0, 2.0]


@pytest.mark.parametrize("likeness", [0.0, 1.0])
def test_fewer_years_than_asked_are_never_met_however_sure_the_chances(likeness: float) -> None:
    person = profile(statement("Python", "python", period=NOW), roles=(NOW,))
    asked = requirement(kind=Kind.EXPERIENCE, years=5.0)
    found = match([asked], person, meaning=[[likeness]], weights=Weights(), context=1.0).rows[0]
    assert found.status is Status.PARTLY


def test_a_skill_beside_what_is_asked_does_not_shut_out_other_lines() -> None:
    line = statement("Sauces and stocks", period=NOW)
    person = profile(line, roles=(NOW,))
    asked = requirement(kind=Kind.EXPERIENCE, years=1.0, concepts=(("hospitality",),))
    beside = replace(asked, facts=AskedFacts(aside=True))
    other = requirement(2, text="Cooking", kind=Kind.HARD, concepts=())
    meaning = [[0.4], [1.0]]
    weights = replace(WEIGHTS, trace=0.02)
    for one, code in ((asked, "no dates"), (beside, "years")):
        found = match([one, other], person, meaning=meaning, weights=weights).rows[0]
        assert found.note is not None
        assert found.note.code == code


def test_years_beside_a_degree_do_not_keep_it_back() -> None:
    degree = Degree("hbo", ("law",), 0)
    person = replace(profile(statement("A study", setting=Setting.EDUCATION)), degrees=(degree,))
    asked = replace(HBO, years=5.0)
    assert match([asked], person, weights=Weights()).rows[0].status is Status.MET


def test_a_bachelor_is_no_master() -> None:
    text = "Je beschikt over een Masterdiploma."
    for cv, status in (("BA History", Status.PARTLY), ("MSc History", Status.MET)):
        case = Case("", "education", "en", text, f"E: {cv}", (status,))
        assert row_of(case).status is status


# --- papers -----------------------------------------------------------------------------------
BIG = requirement(kind=Kind.CERTIFICATE, concepts=())


def papers(*names: str) -> AskedFacts:
    """Return that any of these papers is asked for."""
    return AskedFacts(papers=(tuple(Paper(name, (), rf"(?i)\b{name}\b") for name in names),))


@pytest.mark.parametrize(
    ("line", "status"),
    [
        (statement("BIG-registratie", setting=Setting.EDUCATION), Status.MET),
        (statement("BIG-registratie, geldig tot 2020", setting=Setting.LIST), Status.PARTLY),
        (statement("BIG (in aanvraag)", polarity=Polarity.ASPIRED), Status.PARTLY),
        (statement("Wil graag mijn BIG halen", polarity=Polarity.ASPIRED), Status.MISSING),
        (statement("Geen BIG", polarity=Polarity.NEGATED), Status.MISSING),
        (statement("Controle op de BIG van nieuwe collega's"), Status.UNCLEAR),
        (statement("Werken volgens BIG-richtlijnen"), Status.UNCLEAR),
        (statement("Zorg verleend"), Status.UNCLEAR),
    ],
)
def test_a_paper_is_held_lapsed_on_its_way_wished_denied_or_not_told(
    line: object, status: Status
) -> None:
    found = row(replace(BIG, facts=papers("BIG")), profile(line), meaning=[[1.0]])  # type: ignore[arg-type]
    assert found.status is status


def test_one_of_two_papers_is_a_part_where_both_are_asked_and_enough_where_either_is() -> None:
    held = profile(statement("VCA", setting=Setting.EDUCATION))
    either = replace(BIG, facts=papers("VCA", "BHV"))
    both = replace(BIG, facts=AskedFacts(papers=(*papers("VCA").papers, *papers("BHV").papers)))
    assert row(either, held).status is Status.MET
    found = row(both, held)
    assert (found.status, found.points) == (Status.PARTLY, 100 * (1 + 0) / 2)


def test_a_paper_that_no_line_names_earns_nothing_and_is_asked_for() -> None:
    found = row(replace(BIG, facts=papers("VCA")), profile(statement("Welding")), meaning=[[1.0]])
    assert (found.status, found.points, found.evidence) == (Status.UNCLEAR, 0, None)
    assert found.note is not None
    assert (found.note.code, found.note.asked) == ("paper not named", "VCA")


# --- studies ----------------------------------------------------------------------------------
HBO = replace(
    requirement(kind=Kind.EDUCATION, concepts=(), level="hbo"),
    facts=AskedFacts(studies=("law",), fields=("law",), near=("public",)),
)


@pytest.mark.parametrize(
    ("degree", "status", "earned"),
    [
        (Degree("hbo", ("law",), 0), Status.MET, 1.0),
        (Degree("master", ("nursing", "law"), 0), Status.MET, 1.0),
        (Degree("hbo", ("public",), 0), Status.PARTLY, 0.7),
        (Degree("hbo", ("nursing",), 0), Status.PARTLY, 0.375),
        (Degree("hbo", (), 0), Status.UNCLEAR, 0.6),
        (Degree("associate", ("law",), 0), Status.PARTLY, 0.6),
        (Degree("associate", ("nursing",), 0), Status.MISSING, 0.0),
        (Degree("hbo", ("law",), 0, Stage.RUNNING), Status.PARTLY, 0.5),
        (Degree("hbo", ("law",), 0, Stage.LEFT), Status.PARTLY, 0.375),
        (Degree("havo", ("law",), 0), Status.MISSING, 0.0),
    ],
)
def test_a_degree_is_compared_by_level_and_by_field(
    degree: Degree, status: Status, earned: float
) -> None:
    person = replace(profile(statement("A study", setting=Setting.EDUCATION)), degrees=(degree,))
    found = row(HBO, person, meaning=[[1.0]])
    assert (found.status, found.points) == (status, round(100 * earned, 2))


def test_a_near_field_will_do_where_a_related_one_is_asked() -> None:
    related = replace(HBO, facts=replace(HBO.facts, related=True))
    line = statement("A study", setting=Setting.EDUCATION)
    person = replace(profile(line), degrees=(Degree("hbo", ("public",), 0),))
    assert row(related, person).status is Status.MET


@pytest.mark.parametrize(
    ("years", "status"), [(1, Status.UNCLEAR), (3, Status.UNCLEAR), (6, Status.PARTLY)]
)
def test_years_of_such_work_stand_in_for_a_degree_at_most_in_part(
    years: int, status: Status
) -> None:
    period = replace(NOW, start=NOW.start + 17 - 12 * years)
    person = profile(statement("Contracts", period=period), roles=(period,))
    asked = replace(HBO, facts=replace(HBO.facts, or_experience=True))
    about = requirement(2, text="Contracts", kind=Kind.HARD, concepts=())
    found = match([asked, about], person, meaning=[[0.0], [1.0]]).rows[0]
    assert found.status is status


def test_a_profile_that_was_kept_before_degrees_were_read_gets_them_when_it_is_matched() -> None:
    document, _ = cv_of("E: BSc Civil Engineering", "en")
    read = understand_candidate(document, finder()).profile
    assert read.degrees is not None
    assert with_degrees(replace(read, degrees=None)) == read


# --- languages --------------------------------------------------------------------------------
def test_two_languages_are_each_compared_at_their_own_level() -> None:
    asked = replace(
        requirement(kind=Kind.LANGUAGE, concepts=()),
        facts=AskedFacts(tongues=((("dutch", "C1"),), (("english", "B1"),))),
    )
    lines = (
        statement("Dutch C1", setting=Setting.LIST),
        statement("English", setting=Setting.LIST),
    )
    for level, status in (("B1", Status.MET), ("A2", Status.PARTLY), (None, Status.PARTLY)):
        spoken = (LanguageSkill("dutch", "C1", 0), LanguageSkill("english", level, 1))
        assert row(asked, profile(*lines, languages=spoken)).status is status


def test_a_language_that_the_cv_denies_is_missing() -> None:
    asked = requirement(kind=Kind.LANGUAGE, concepts=(("french",),))
    denial = statement("No French", "french", polarity=Polarity.NEGATED)
    found = row(asked, profile(denial, languages=(LanguageSkill("french", None, 0),)))
    assert (found.status, found.note and found.note.code) == (Status.MISSING, "denied")
