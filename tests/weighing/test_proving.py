"""Nothing is recommended that may be chance; what is recommended travels as a file, to the byte."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from made_ledgers import HIDDEN, graded, made_table
from scipy.stats import ttest_1samp

from matcher.errors import InvalidInput
from matcher.evaluation import figure_of
from matcher.ranking import Weights, read_weights
from matcher.weighing import Proof, careful, data_digest, ndcg_by_vacancy, proof_in_words, prove
from matcher.weighing import scores as scores_of

PEOPLE = 10
TRIALS = 200


@pytest.fixture(scope="module")
def true() -> Proof:
    table = made_table(24, PEOPLE, seed=5)
    return prove(table, graded(scores_of(table, HIDDEN), PEOPLE))


def test_weights_that_are_better_are_recommended_with_their_gain(true: Proof) -> None:
    assert true.weights is not None
    assert true.weights == true.fitted
    assert (true.vacancies, true.pairs, true.warnings) == (24, 240, ())
    assert true.gain.low > 0
    assert true.gain.mean == pytest.approx(true.after.mean - true.before.mean)
    other = made_table(40, PEOPLE, seed=6)
    grades = graded(scores_of(other, HIDDEN), PEOPLE)
    mean = {
        name: np.mean(list(ndcg_by_vacancy(other, grades, weights).values()))
        for name, weights in (("tuned", true.weights), ("in use", Weights()))
    }
    assert mean["tuned"] > mean["in use"] + true.gain.low  # the interval was not too bold


def test_random_judgements_recommend_something_in_at_most_5_percent_of_200_trials() -> None:
    table, recommended = made_table(12, 6, seed=9, rows=5), 0
    for seed in range(TRIALS):
        grades = np.random.default_rng(seed).integers(4, size=len(table)).astype(float)
        done = prove(table, grades, seed=seed, shrinks=(5.0,), folds=3, inner=2)
        recommended += done.weights is not None
    assert recommended <= 0.05 * TRIALS


def test_the_weights_in_use_are_what_must_be_beaten() -> None:
    table = made_table(12, PEOPLE, seed=5)
    right = graded(scores_of(table, HIDDEN), PEOPLE)
    done = prove(table, right, in_use=HIDDEN, folds=3)
    assert done.before.mean == pytest.approx(1.0)
    assert done.weights is None
    assert done.needed is None  # there is no gain to show
    assert done.warnings[0].startswith("only 12 vacancies")
    with pytest.raises(InvalidInput, match="nothing is recommended"):
        done.to_json()


def test_the_interval_is_never_narrower_than_that_of_student() -> None:
    values = np.random.default_rng(1).normal(0.02, 0.05, size=8)
    found = careful(figure_of({f"v{n}": float(v) for n, v in enumerate(values)}))
    low, high = ttest_1samp(values, 0.0).confidence_interval()
    assert found.low <= low + 1e-12
    assert found.high >= high - 1e-12
    assert found.mean == pytest.approx(values.mean())


def test_too_few_vacancies_are_refused_and_few_people_are_told() -> None:
    table = made_table(8, 3, seed=5)
    grades = np.tile([3.0, 1.0, 0.0], 8)
    assert any("only 24 judged people" in said for said in prove(table, grades, folds=3).warnings)
    with pytest.raises(InvalidInput, match="5 vacancies have somebody who is suited"):
        prove(table.iloc[:15], grades[:15])
    grades[15:] = 0.0  # nobody suited says nothing either
    with pytest.raises(InvalidInput, match="fewer than 6"):
        prove(table, grades)


def test_the_same_judgements_give_the_same_proof_and_digest() -> None:
    table = made_table(12, 6, seed=3)
    grades = graded(scores_of(table, HIDDEN), 6)
    first, again = (prove(table, grades, folds=3, seed=4) for _ in range(2))
    assert (first.fitted, first.gain, first.data) == (again.fitted, again.gain, again.data)
    turned = table.iloc[::-1]
    assert data_digest(turned, grades[::-1]) == first.data
    grades[0] += 1
    assert data_digest(table, grades) != first.data


def test_the_file_holds_weights_data_and_gain_and_reads_back_to_the_bit(
    true: Proof, tmp_path: Path
) -> None:
    text = true.to_json(name="spring", encoder="letters@1", made=date(2026, 12, 1))
    path = tmp_path / "weights.json"
    path.write_text(text, encoding="utf-8")
    read = read_weights(path)
    assert read.weights == true.weights
    assert read.weights.described() == true.weights.described()
    about = json.loads(text)["about"]
    assert about == read.about
    assert (about["name"], about["made"], about["encoder"]) == ("spring", "2026-12-01", "letters@1")
    assert about["data"] == {"hash": true.data, "vacancies": 24, "pairs": 240}
    measured = about["measured"]
    assert measured["interval"][0] <= measured["gain"] <= measured["interval"][1]
    assert len(text) < 2_500


def test_a_proof_is_told_in_both_languages(true: Proof) -> None:
    (dutch,), (english,) = (proof_in_words(true, language) for language in ("nl", "en"))
    assert dutch.startswith("Aanbevolen: op 24 niet eerder geziene vacatures")
    assert f"{true.gain.mean:+.3f}".replace(".", ",") in dutch
    assert english.startswith("Recommended: on 24 vacancies kept out")
    random = np.random.default_rng(1).integers(4, size=72)
    none = prove(made_table(12, 6, seed=9), random.astype(float), folds=3)
    assert proof_in_words(none, "en")[0].startswith("Keep the weights in use")
