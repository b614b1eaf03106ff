"""What the proofs share: the sample's texts, the engine over its base, and two rivals."""

from pathlib import Path

import pytest

from matcher.evaluation.invariance import Engine, Rival, Sample, Setup, read_sample
from matcher.evaluation.invariance.markup import document
from matcher.evaluation.invariance.sample import texts_in

ROOT = Path(__file__).parents[2]
VACANCIES = ("data-engineer", "platform-engineer")  # one Dutch, one English
# A gem, one who denies, one who stuffs, and a nurse; Dutch, English and French.
PEOPLE = ("claudine-mbala", "esra-yildirim", "fatima-bouzidi", "kevin-wijngaarde")
FIELD = (*PEOPLE, "marloes-terpstra", "graham-whitlock", "youssef-el-amrani", "olu-adeyemi")


@pytest.fixture(scope="session")
def sample() -> Sample:
    return read_sample(ROOT / "data" / "sample")


@pytest.fixture(scope="session")
def setup(sample: Sample) -> Setup:
    twins = texts_in(ROOT / "benchmarks" / "quality" / "vacancy_twins")
    return Setup(sample, VACANCIES, PEOPLE, twins={v: twins[v] for v in VACANCIES})


@pytest.fixture(scope="session")
def engine(sample_base: Path) -> Engine:
    return Engine(sample_base)


@pytest.fixture(scope="session")
def bm25(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Rival:
    field = {person: document(cv, person) for person, cv in sample.cvs.items()}
    return Rival("bm25", field, tmp_path_factory.mktemp("bm25") / "unused.sqlite")


@pytest.fixture(scope="session")
def cosine(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Rival:
    """Whole-text likeness over eight people: to encode 126 whole CVs would take a minute."""
    field = {person: document(sample.cvs[person], person) for person in FIELD}
    return Rival("cosine", field, tmp_path_factory.mktemp("cosine") / "vectors.sqlite")
