"""A base of the sample with an encoder that costs nothing; one person in each language."""

from pathlib import Path

import pytest

from benchmarks.faults.letters import LetterEncoder
from matcher import Matcher
from matcher.fairness import Trial
from matcher.records import Candidate, Vacancy
from matcher.resources import shipped

PEOPLE = ("ilse-hoogendoorn.pdf", "ilse-hoogendoorn-en.pdf", "sigrid-brinkmann", "camille-dubois")


@pytest.fixture(scope="session")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    made = Matcher.open(
        tmp_path_factory.mktemp("fairness") / "base", create=True, encoder=LetterEncoder()
    )
    cvs = shipped("sample/cvs")
    files = [next(cvs.glob(f"{name.removesuffix('.pdf')}.*")) for name in PEOPLE]
    assert made.index(files).people == len(PEOPLE)
    return made


@pytest.fixture(scope="session")
def vacancies(letters: Matcher) -> list[Vacancy]:
    folder: Path = shipped("sample/vacancies")
    return [letters.understand(folder / "data-engineer.txt")]


@pytest.fixture(scope="session")
def people(letters: Matcher) -> list[tuple[Candidate, str]]:
    return list(letters.candidates())


@pytest.fixture(scope="session")
def trial(letters: Matcher) -> Trial:
    return Trial(letters)
