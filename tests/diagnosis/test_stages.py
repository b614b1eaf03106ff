"""What mending a stage brings is what a ranking with that stage mended gains, and no more."""

from pathlib import Path

import pandas as pd
import pytest

from benchmarks.faults.letters import LetterEncoder
from benchmarks.faults.people import VACANCIES, write
from matcher import Matcher
from matcher.diagnosis import (
    STAGES,
    Diagnosis,
    answers_of,
    by_group,
    compare,
    cvs_frame,
    diagnose,
    faults,
    read_answers,
    suited,
)
from matcher.errors import InvalidInput
from matcher.rerank import rerank

PEOPLE = 12


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    folder = tmp_path_factory.mktemp("diagnosis")
    made = Matcher.open(folder / "base", create=True, encoder=LetterEncoder())
    made.index([write(folder / "cvs", dict.fromkeys(range(PEOPLE), 0))])
    return made


@pytest.fixture(scope="module")
def vacancies(matcher: Matcher):
    return {f"v{n}": matcher.understand(text) for n, text in enumerate(VACANCIES)}


@pytest.fixture(scope="module")
def qrels(matcher: Matcher, vacancies) -> dict[str, dict[str, int]]:
    """The fourth and the last of each ranking are suited, and somebody whom nobody could read."""
    found = {v: matcher.match(one, top=None) for v, one in vacancies.items()}
    return {
        v: {ranking[3].candidate: 3, ranking[PEOPLE - 1].candidate: 2, "unread": 3}
        for v, ranking in found.items()
    }


@pytest.fixture(scope="module")
def labels(matcher: Matcher, vacancies, qrels) -> dict[tuple[str, str, str], str]:
    """Whoever is suited shows all; nobody else shows anything."""
    return {
        (v, who, f"  {r.text} "): "met" if who in qrels[v] else "missing"
        for v, vacancy in vacancies.items()
        for who in matcher.ids()
        for r in vacancy.requirements
    }


@pytest.fixture(scope="module")
def found(matcher: Matcher, vacancies, qrels, labels) -> Diagnosis:
    return diagnose(matcher, vacancies, qrels, labels=labels)


def test_every_stage_is_there_and_one_without_labels_has_no_oracle(found: Diagnosis) -> None:
    stages = {stage.name: stage for stage in found.stages}
    assert set(stages) == set(STAGES)
    assert stages["importance"].gain is None
    assert stages["shortlist"].labelled == 0  # all twelve got a ledger
    assert found.stages[-1].gain is None
    gains = [stage.gain.mean for stage in found.stages if stage.gain]
    assert gains == sorted(gains, reverse=True)
    assert 0 < found.now.mean < 1


def test_who_was_not_read_is_put_where_their_grade_belongs(found: Diagnosis) -> None:
    (reading,) = (stage for stage in found.stages if stage.name == "reading")
    assert reading.labelled == 2
    assert reading.gain is not None
    assert min(reading.gain.per_query.values()) > 0


def test_rows_as_they_were_judged_put_the_suited_first(found: Diagnosis, qrels) -> None:
    (evidence,) = (stage for stage in found.stages if stage.name == "evidence")
    assert evidence.after is not None
    two = {v: {who: g for who, g in own.items() if who != "unread"} for v, own in qrels.items()}
    best = sum(g / (1 if n == 0 else 1.5849625) for n, g in enumerate(two["v0"].values()))
    ideal = 3 + 3 / 1.5849625 + 2 / 2  # with the one whom nobody could read
    assert evidence.after.mean == pytest.approx(best / ideal, abs=0.06)  # 3, 2 or 2, 3
    assert evidence.gain is not None
    assert evidence.gain.mean > 0


def test_weights_on_the_grades_themselves_lose_nothing(found: Diagnosis) -> None:
    (weights,) = (stage for stage in found.stages if stage.name == "weights")
    assert weights.gain is not None
    assert weights.gain.mean > -0.01


def test_importance_as_labelled_is_ranked_with(matcher: Matcher, vacancies, qrels) -> None:
    text = vacancies["v0"].requirements[0].text
    done = diagnose(matcher, vacancies, qrels, importances={("v0", text): "off"})
    (stage,) = (one for one in done.stages if one.name == "importance")
    assert stage.labelled == 1
    with pytest.raises(InvalidInput, match="'must not' is none of must"):
        diagnose(matcher, vacancies, qrels, importances={("v0", text): "must not"})
    with pytest.raises(InvalidInput, match="is judged"):
        diagnose(matcher, vacancies, {"elsewhere": {"p001": 1}})


def test_a_fault_is_told_by_how_far_it_is_off() -> None:
    run = {"v": ["no", "stranger", "no2", "good", "best"]}
    told = faults(run, {"v": {"best": 3, "good": 2, "no": 0, "no2": 0, "gone": 3}})
    assert [(f.candidate, f.place, f.off) for f in told] == [
        ("best", 4, 3), ("no", 1, -2), ("no2", 2, -1), ("good", 3, 1),
    ]  # fmt: skip


def test_cvs_are_told_apart_by_what_may_matter(matcher: Matcher, qrels, found: Diagnosis) -> None:
    cvs = cvs_frame(matcher)
    assert list(cvs.columns) == ["language", "sector", "length", "kind"]
    assert set(cvs.language) == {"nl", "en"}
    assert set(cvs.kind) == {"txt"}
    assert set(cvs.length) == {"short"}
    pairs = suited(found.run, qrels)
    assert len(pairs) == 6
    assert pairs[pairs.candidate == "unread"].place.isna().all()
    table = by_group(pairs, cvs, "language")
    assert table.loc["not in base", "mean"] == 0
    assert table.pairs.sum() == 6
    assert (table.low <= table["mean"]).all()
    with pytest.raises(InvalidInput, match="group by one of language"):
        by_group(pairs, cvs, "age")


def test_a_batch_and_single_answers_say_the_same(
    matcher: Matcher, vacancies, tmp_path: Path
) -> None:
    path = tmp_path / "best.parquet"
    asked = pd.DataFrame({"id": list(vacancies), "text": VACANCIES})
    rerank(matcher, asked, top=5, explain=True).to_parquet(path)
    batch = read_answers(path)
    reports = [{**matcher.match(text, top=5).to_dict()} for text in VACANCIES]
    for id_, report in zip(vacancies, reports, strict=True):
        report["vacancy"] = {"id": id_}
    single = answers_of("single", reports)
    moves = compare(batch, single)
    assert not moves.people.rose.any()
    assert all(why == () for why in moves.people.why)
    assert moves.vacancies.tau.tolist() == pytest.approx([1.0, 1.0])
