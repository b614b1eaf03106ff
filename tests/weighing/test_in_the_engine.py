"""What was tuned ranks in engine, command line and service to the byte as where it was tuned."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from made_ledgers import HIDDEN
from starlette.testclient import TestClient

from benchmarks.faults.letters import LetterEncoder
from benchmarks.faults.people import VACANCIES, write
from matcher import Matcher, Weights
from matcher.errors import InvalidInput
from matcher.ranking import Factors, read_weights, weights_to_json
from matcher.records import Importance, Kind
from matcher.weighing import WeightTuner, pairs, scores
from service import create_app

PEOPLE = 12
IDS = {"v0": VACANCIES[0], "v1": VACANCIES[1]}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("weighing")
    made = Matcher.open(folder / "base", create=True, encoder=LetterEncoder())
    made.index([write(folder / "cvs", dict.fromkeys(range(PEOPLE), 0))])
    return folder / "base"


def opened(base: Path, weights: Weights | None = None) -> Matcher:
    return Matcher.open(base, weights=weights, encoder=LetterEncoder())


def grades(seed: int) -> dict[str, dict[str, int]]:
    random = np.random.default_rng(seed)
    return {v: {f"p{n:03}": int(random.integers(4)) for n in range(PEOPLE)} for v in IDS}


@pytest.fixture(scope="module")
def file(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Weights that were fitted on ledgers of this base, written to a file."""
    table, judged = pairs(opened(base), IDS, grades(1))
    weights = WeightTuner(shrink=0.01).fit(table, judged).weights_
    path = tmp_path_factory.mktemp("file") / "weights.json"
    path.write_text(weights_to_json(weights, {"name": "test"}), encoding="utf-8")
    return path


@pytest.mark.parametrize("weights", ["fitted", "hidden"])
def test_scores_of_the_table_are_those_of_the_engine(base: Path, file: Path, weights: str) -> None:
    tuned = read_weights(file).weights if weights == "fitted" else HIDDEN
    table, _ = pairs(opened(base), IDS, grades(1))
    told = dict(zip(table.index, scores(table, tuned), strict=True))
    engine = opened(base, tuned)
    for id_, vacancy in IDS.items():
        found = engine.match(vacancy, top=None)
        assert len(found) == PEOPLE
        for match in found:
            assert match.score == pytest.approx(
                told[id_, match.candidate], abs=0.02 * len(match.rows)
            )
            assert match.score == pytest.approx(sum(row.points for row in match.rows))
            assert sum(row.most for row in match.rows) <= 100


def test_the_service_answers_with_the_bytes_of_the_notebook(base: Path, file: Path) -> None:
    weights = read_weights(file).weights
    with TestClient(create_app(opened(base, weights)), base_url="http://localhost") as client:
        for vacancy in VACANCIES:
            notebook = opened(base, weights).match(vacancy, top=PEOPLE)
            answer = client.post("/matches", json={"vacancy": vacancy, "top": PEOPLE})
            assert answer.status_code == 200
            own = json.dumps(notebook.to_dict(), ensure_ascii=False, separators=(",", ":")).encode()
            assert answer.content == own
            before = opened(base).match(vacancy, top=PEOPLE)
            assert [m.score for m in before] != [m.score for m in notebook]


def test_factors_of_one_change_no_byte_and_none_at_all_no_hash(base: Path) -> None:
    ones = replace(Weights(), factors=Factors({Importance.NICE: 1.0}, {Kind.TOOL: 1.0}))
    plain, same = opened(base).match(VACANCIES[0]), opened(base, ones).match(VACANCIES[0])
    assert plain.to_dict() == same.to_dict()
    assert Weights().described() == repr(Weights())  # what audits of earlier versions hold
    assert ones.described() != Weights().described()
    assert opened(base).fingerprint() != opened(base, HIDDEN).fingerprint()


def test_a_row_weighs_and_earns_what_the_factors_say(base: Path) -> None:
    """A nice-to-have that weighs twice as much, and lines that earn a quarter."""
    vacancy = opened(base).understand(VACANCIES[0])
    factors = Factors({Importance.NICE: 2.0}, {}, {"recent role": 0.25})
    engine = opened(base, replace(Weights(), factors=factors))
    weights = {
        r.number: r.weight * (2.0 if r.importance is Importance.NICE else 1.0)
        for r in vacancy.requirements
    }
    before = {m.candidate: m for m in opened(base).match(vacancy, top=None)}
    for match in engine.match(vacancy, top=None):
        for was, is_ in zip(before[match.candidate].rows, match.rows, strict=True):
            if is_.number is None:
                assert was == is_
                continue
            share = 0.67 * weights[is_.number] / sum(weights.values())
            assert is_.most == pytest.approx(100 * share, abs=0.01)
            assert is_.status is was.status
            credit = 0.25 if is_.evidence and is_.evidence.rung == "recent role" else 1.0
            assert is_.points / is_.most == pytest.approx(credit * was.points / was.most, abs=0.01)


def test_the_index_proposes_by_the_same_weights(base: Path) -> None:
    """Its score is an estimate of the ledger's; it must not follow the shipped numbers."""
    only_nice = replace(Weights(), factors=Factors({Importance.MUST: 0.05, Importance.NICE: 20.0}))
    searcher = opened(base, only_nice).searcher()
    from matcher.comparing import Comparison

    vacancy = searcher.understand(VACANCIES[0])
    query = Comparison(vacancy, searcher.snapshot.knowledge).query
    nice = [r.importance is Importance.NICE for r in vacancy.requirements]
    assert query.weights[nice].sum() > 0.9 * query.weights.sum()


def test_tables_are_made_of_ledgers_without_factors_and_of_people_who_are_there(
    base: Path,
) -> None:
    with pytest.raises(InvalidInput, match="ranks with factors already"):
        pairs(opened(base, HIDDEN), IDS, grades(1))
    with pytest.raises(InvalidInput, match="nobody who was judged is in the base"):
        pairs(opened(base), IDS, {"v0": {"nobody": 3}})
    judged = {"v0": {"p001": 3, "nobody": 2}, "elsewhere": {"p002": 1}}
    few, told = pairs(opened(base), IDS, judged)
    assert few.index.tolist() == [("v0", "p001")]
    assert told.tolist() == [3.0]
    every, all_ = pairs(opened(base), IDS, judged, unjudged=True)
    assert (len(every), all_.sum()) == (PEOPLE, 3.0)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"version": 2}, "its version is 2"),
        ({"format": "curves"}, "format"),
        ({"weights": {"context": 2.0}}, "context is 2.0, not from 0 to 0.95"),
        ({"weights": {"kinds": {"tool": 0.0}}}, "kinds: tool is 0.0, not from 0.05 to 20"),
        ({"weights": {"kinds": {"tool": True}}}, "kinds: tool is True"),
        ({"weights": {"kinds": {"title": 1.0}}}, "'title' is none of"),
        ({"weights": {"credit": {"list": float("nan")}}}, "credit: list is nan"),
        ({"weights": {"titles": {}}}, "'titles' is none of"),
        ({"weights": []}, "cannot be read as weights"),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused(
    file: Path, tmp_path: Path, change: dict[str, object], told: str
) -> None:
    content = json.loads(file.read_text(encoding="utf-8")) | change
    path = tmp_path / "other.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(InvalidInput, match=told):
        read_weights(path)
    with pytest.raises(InvalidInput, match="cannot be read"):
        read_weights(tmp_path / "none.json")


def test_a_file_says_only_what_differs_and_its_order_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "few.json"
    path.write_text(
        '{"format": "matcher weights", "version": 1, "weights": {"kinds": {"tool": 2, '
        '"hard skill": 0.5}}}',
        encoding="utf-8",
    )
    read = read_weights(path).weights
    assert read.factors == Factors(kinds={Kind.HARD: 0.5, Kind.TOOL: 2.0})
    assert list(read.factors.kinds) == [Kind.HARD, Kind.TOOL]
    assert replace(read, factors=None) == Weights()
