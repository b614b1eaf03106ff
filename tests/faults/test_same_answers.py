"""However an answer is worked out, it is the same bytes: kernels, ways, engines, backups."""

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, product
from pathlib import Path

import pytest
from faults_base import Answers, anew, answers, base_of
from postgres_server import Server, running

from benchmarks.faults import people
from benchmarks.faults.engine import index_of, open_matcher
from matcher import searching
from matcher.explanation import ranking_report
from matcher.index.kernel import KERNELS, _works
from matcher.pipeline import Matcher
from matcher.ranking import tie_break
from matcher.store import Person, TalentBase

CROWD = 4_600  # more people than the codes' way scores exactly: 10 for each of a shortlist of 400
PEOPLE = range(24)


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Matcher]:
    """A base of many people who are made of forty, so that there are ties without end."""
    folder = tmp_path_factory.mktemp("crowd")
    matcher = base_of(folder / "base", range(40), cvs=folder / "cvs")
    chance, models = random.Random(11), list(matcher._base.people())
    made = [made_of(chance.choice(models), f"c{number:05}", chance) for number in range(CROWD)]
    matcher._base.put("crowd", "", made)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(searching, "PAYS_FROM", 1_000)
        open_matcher(folder / "base", create=True).writer()._settle()
        yield open_matcher(folder / "base")


def made_of(model: Person, id_: str, chance: random.Random) -> Person:
    """Return a person with some of the statements of a model."""
    profile = model.candidate.profile
    count = len(profile.statements)
    kept = sorted(chance.sample(range(count), chance.randint(max(1, count - 2), count)))
    statements = tuple(profile.statements[place] for place in kept)
    candidate = replace(
        model.candidate,
        id=id_,
        source=f"crowd#{id_}",
        profile=replace(profile, id=id_, statements=statements),
    )
    return replace(model, candidate=candidate, vectors=model.vectors[kept])


def told(matcher: Matcher, way: str | None, kernel: str | None) -> Answers:
    told = Answers()
    for vacancy in people.VACANCIES:
        found = matcher.match(vacancy, top=30, way=way, kernel=kernel)
        assert (way, kernel) in ((None, None), (found.plan.way, found.plan.kernel))
        report = ranking_report(found.vacancy, found.pool, found.matches, found.as_of)
        told.append(json.dumps(report))
    return told


def usable() -> list[str]:
    return [kernel for kernel in KERNELS if _works(kernel)]


@pytest.mark.slow
def test_every_kernel_and_every_way_gives_the_same_bytes(crowd: Matcher) -> None:
    assert index_of(crowd).people == CROWD + 40
    assert index_of(crowd).book is not None, "there are no codes; the test shows nothing"
    expected = told(crowd, None, None)
    for way, kernel in product(("exact", "codes"), usable()):
        assert told(crowd, way, kernel) == expected, (way, kernel)


@pytest.mark.slow
def test_people_with_the_same_score_stand_in_an_order_that_tells_nothing(crowd: Matcher) -> None:
    found = crowd.match(people.VACANCIES[0], top=50)
    keys = [(tuple(m.must_met), m.score, tie_break(m.candidate)) for m in found.matches]
    pairs = [(a, b) for a, b in pairwise(keys) if a[:2] == b[:2]]
    assert len(pairs) > 10, "there are too few ties; the test shows nothing"
    assert all(a[2] < b[2] for a, b in pairs)


# --- engines ----------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def postgres() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.mark.slow
def test_a_base_in_postgresql_gives_the_bytes_of_one_in_a_folder(
    tmp_path: Path, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MATCHER_CACHE", str(tmp_path / "cache"))
    expected = answers(base_of(tmp_path / "base", PEOPLE, cvs=tmp_path / "cvs"))
    url = postgres.new_database()
    assert answers(base_of(url, PEOPLE, cvs=tmp_path / "cvs")) == expected
    assert anew(url) == expected


@pytest.mark.slow
def test_a_backup_gives_the_same_bytes_on_either_engine(
    tmp_path: Path, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MATCHER_CACHE", str(tmp_path / "cache"))
    matcher = base_of(tmp_path / "base", PEOPLE, cvs=tmp_path / "cvs")
    expected = answers(matcher)
    matcher._base.backup(tmp_path / "one.backup")
    for place in (tmp_path / "restored", postgres.new_database()):
        TalentBase.restore(tmp_path / "one.backup", place)
        assert anew(place) == expected


# --- upkeep -----------------------------------------------------------------------------------
def test_compaction_and_a_new_index_change_no_byte(tmp_path: Path) -> None:
    matcher = base_of(tmp_path / "base", PEOPLE, cvs=tmp_path / "cvs")
    people.write(tmp_path / "cvs", {3: 1, 5: 1})
    matcher.index([tmp_path / "cvs"])
    expected = answers(matcher)
    index_of(matcher).compact(everything=True)
    assert answers(matcher) == expected == anew(tmp_path / "base")
    matcher.reindex()
    assert answers(matcher) == expected == anew(tmp_path / "base")
