"""What is understood of the sample's CVs: twins alike, nothing lost, and titles change nothing."""

import csv
import random
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from statistics import mean

import pytest

from matcher.documents import read_files
from matcher.profiles import understand_candidate
from matcher.records import Candidate, Document, Polarity, Private, Profile, Setting
from matcher.skills import Finder, Vocabulary

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
TITLES = (
    "Flimwotser",
    "Projectleider",
    "Data engineer",
    "Chef de partie",
    "Head of Customer Experience",
    "student Communicatiewetenschappen",
    "SQL specialist",
)


def rows(case: str) -> list[dict[str, str]]:
    with (SAMPLE / "cases.tsv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file, delimiter="\t") if row["case"] == case]


PAIRS = sorted({tuple(sorted((row["candidate"], row["pair"]))) for row in rows("twin")})


@cache
def documents() -> dict[str, Document]:
    return {one.id: one for one in read_files([SAMPLE / "cvs"]) if isinstance(one, Document)}


@cache
def finder() -> Finder:
    return Finder(Vocabulary.shipped())


@cache
def candidate(cv: str) -> Candidate:
    return understand_candidate(documents()[cv], finder())


def concepts(profile: Profile) -> set[str]:
    return {mention.concept for s in profile.statements for mention in s.mentions}


def alike(one: Profile, other: Profile) -> float:
    first, second = concepts(one), concepts(other)
    return len(first & second) / len(first | second)


def retitled(cv: Document, titles: Iterable[Private], title: str) -> Document:
    """Return the CV with every title that was found in it replaced."""
    parts, starts, at = [], list(cv.page_starts), 0
    for old in sorted(titles, key=lambda private: private.start):
        parts += [cv.text[at : old.start], title]
        at = old.end
        grown = len(title) - (old.end - old.start)
        starts = [
            start + grown if before > old.start else start
            for start, before in zip(starts, cv.page_starts, strict=True)
        ]
    return replace(cv, text="".join((*parts, cv.text[at:])), page_starts=tuple(starts))


def shown(profile: Profile) -> tuple[object, ...]:
    """Return all that the ranker sees of a CV, without offsets in the document."""
    statements = [
        (s.text, s.setting, s.polarity, s.period, s.mentions)
        for s in profile.statements
        if s.setting is not Setting.TITLE  # of a role that tells nothing else; on its own rung
    ]
    languages = [
        (one.language, one.level, profile.statements[one.statement].text)
        for one in profile.languages
    ]
    level = profile.education and profile.education[0]
    return statements, profile.roles, languages, level, profile.language


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_twins_are_understood_alike(one: str, other: str) -> None:
    first, second = candidate(one).profile, candidate(other).profile
    assert len(first.statements) == len(second.statements)
    for part in ("setting", "polarity", "period"):
        assert [getattr(s, part) for s in first.statements] == [
            getattr(s, part) for s in second.statements
        ], part
    assert first.roles == second.roles
    assert first.roles
    assert first.education is not None
    assert first.education == second.education
    assert [(s.language, s.level) for s in first.languages] == [
        (s.language, s.level) for s in second.languages
    ]
    assert first.languages
    assert alike(first, second) >= 0.5


def test_twins_name_mostly_the_same_skills() -> None:
    assert len(PAIRS) == 9
    shares = [alike(candidate(one).profile, candidate(other).profile) for one, other in PAIRS]
    assert mean(shares) >= 0.65


def test_every_cv_has_roles_and_nearly_every_one_education_and_languages() -> None:
    profiles = [candidate(cv).profile for cv in documents()]
    assert all(profile.roles for profile in profiles)
    assert sum(profile.education is None for profile in profiles) <= 3
    assert sum(not profile.languages for profile in profiles) <= 8  # most of these name none


def test_no_heading_of_a_cv_became_a_statement() -> None:
    for cv in documents():
        written = (SAMPLE / "texts" / "cvs" / f"{cv}.md").read_text(encoding="utf-8")
        headings = {
            line.removeprefix("## ").removesuffix(" {side}").strip().casefold()
            for line in written.splitlines()
            if line.startswith("## ")
        }
        read = {s.text.strip(" :").casefold() for s in candidate(cv).profile.statements}
        assert not headings & read, cv


@pytest.mark.parametrize("cv", sorted({row["candidate"] for row in rows("negation")}))
def test_who_says_what_is_lacking_is_heard(cv: str) -> None:
    denied = [s for s in candidate(cv).profile.statements if s.polarity is Polarity.NEGATED]
    assert denied


@pytest.mark.parametrize(
    ("cv", "line"),
    [("wendy-groothuis", "brandt nooit iets"), ("fenna-hoekzema", "nog nooit van ons gehoord")],
)
def test_never_alone_denies_nothing(cv: str, line: str) -> None:
    found = [s for s in candidate(cv).profile.statements if line in s.text]
    assert [s.polarity for s in found] == [Polarity.SHOWN]


def test_skills_with_ambiguous_names_are_found_by_the_skills_on_the_lines_around() -> None:
    read = candidate("camille-dubois").profile.statements
    planned = [s for s in read if "planifiés avec Airflow" in s.text]
    assert "apache-airflow" in {m.concept for s in planned for m in s.mentions}


@pytest.mark.parametrize("cv", random.Random(11).sample(sorted(documents()), 20))
def test_other_titles_everywhere_give_the_same_profile(cv: str) -> None:
    before = candidate(cv)
    for title in TITLES:
        changed = retitled(documents()[cv], before.titles, title)
        assert shown(understand_candidate(changed, finder()).profile) == shown(before.profile), (
            title
        )
