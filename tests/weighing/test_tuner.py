"""The tuner finds weights that were hidden, is a scikit-learn estimator, and stays monotone."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from made_ledgers import HIDDEN, graded, made_table
from scipy.optimize import check_grad
from scipy.stats import spearmanr
from sklearn.base import clone
from sklearn.model_selection import GridSearchCV, GroupKFold, cross_val_score

from matcher.errors import InvalidInput
from matcher.evaluation import evaluate
from matcher.ranking import Factors, Weights
from matcher.records import Importance, Kind
from matcher.weighing import WeightTuner, ndcg_by_vacancy, scores
from matcher.weighing.fusion import ALL_MUSTS, LADDER, SHOWN_COLUMNS
from matcher.weighing.tuner import _numbers_of, _problem, _weights_of

PEOPLE = 12


@pytest.fixture(scope="module")
def seen() -> tuple[pd.DataFrame, np.ndarray]:
    table = made_table(30, PEOPLE, seed=1)
    return table, graded(scores(table, HIDDEN), PEOPLE)


@pytest.fixture(scope="module")
def fitted(seen) -> WeightTuner:
    return WeightTuner(shrink=0.1).fit(*seen)


def test_the_order_that_hidden_weights_give_is_recovered(fitted: WeightTuner) -> None:
    other = made_table(20, PEOPLE, seed=2)
    right, found = scores(other, HIDDEN), fitted.predict(other)
    of_use = scores(other, Weights())
    by_vacancy = [slice(n, n + PEOPLE) for n in range(0, len(other), PEOPLE)]
    recovered = [spearmanr(right[own], found[own]).statistic for own in by_vacancy]
    shipped = [spearmanr(right[own], of_use[own]).statistic for own in by_vacancy]
    assert np.mean(recovered) > 0.97
    assert np.mean(shipped) < 0.80


def test_the_hidden_weights_themselves_come_back_in_order(fitted: WeightTuner) -> None:
    factors = fitted.weights_.factors
    assert factors is not None
    kinds, importance = factors.kinds, factors.importance
    assert kinds[Kind.TOOL] > 1.5 > kinds[Kind.EXPERIENCE] > kinds[Kind.SOFT]
    assert importance[Importance.TASK] > importance[Importance.MUST] > importance[Importance.NICE]
    assert fitted.weights_.context < 0.25 < Weights().context
    assert factors.credit["list"] < 0.6 < factors.credit["older role"]


def test_no_stronger_line_earns_less_than_a_weaker_one(seen) -> None:
    table, _ = seen
    random = np.random.default_rng(3)
    noise = WeightTuner(shrink=0.01).fit(table, random.integers(4, size=len(table)))
    for weights in (noise.weights_, WeightTuner().fit(table, -scores(table, HIDDEN)).weights_):
        credit = [weights.factors.credit[step] for step in LADDER]
        assert credit == sorted(credit, reverse=True)
        assert credit[0] == 1.0
        less = scores(table, weights)
        for column in random.choice(SHOWN_COLUMNS, 12):  # whoever shows more never falls
            more = scores(table.assign(**{column: table[column] + 0.2}), weights)
            assert (more >= less).all()


def test_much_shrinking_leaves_the_weights_in_use(seen) -> None:
    in_use = replace(Weights(), context=0.5, factors=Factors(kinds={Kind.TOOL: 2.0}))
    held = WeightTuner(shrink=1e9, in_use=in_use).fit(*seen).weights_
    table = seen[0]
    np.testing.assert_allclose(scores(table, held), scores(table, in_use), atol=0.01)
    np.testing.assert_allclose(
        _numbers_of(_weights_of(_numbers_of(HIDDEN), Weights())), _numbers_of(HIDDEN), atol=1e-3
    )


def test_the_slope_of_the_loss_is_that_of_small_steps(seen) -> None:
    table, grades = seen
    problem = _problem(table.iloc[: 4 * PEOPLE], grades[: 4 * PEOPLE], 4.0)
    for weights in (Weights(), HIDDEN):
        at = _numbers_of(weights) + 0.05
        assert check_grad(lambda n: problem.loss(n)[0], lambda n: problem.loss(n)[1], at) < 1e-5


def test_it_is_an_estimator_that_can_be_cloned_searched_and_cross_validated(seen) -> None:
    table, grades = seen
    tuner = WeightTuner(shrink=2.0, in_use=HIDDEN)
    assert clone(tuner).get_params() == tuner.get_params()
    assert tuner.set_params(shrink=7.0).shrink == 7.0
    vacancies = table.index.get_level_values("vacancy")
    search = GridSearchCV(WeightTuner(), {"shrink": [0.1, 1e9]}, cv=GroupKFold(3))
    search.fit(table, grades, groups=vacancies)
    assert search.best_params_ == {"shrink": 0.1}
    assert search.score(table, grades) == search.best_estimator_.score(table, grades)
    held = cross_val_score(WeightTuner(), table, grades, groups=vacancies, cv=GroupKFold(3))
    assert len(held) == 3
    assert held.min() > 0.85


def test_ndcg_is_that_of_the_measures_in_the_order_of_the_engine(seen) -> None:
    table, grades = seen
    table = table.assign(**{ALL_MUSTS: (np.arange(len(table)) % 5 == 0).astype(float)})
    found = ndcg_by_vacancy(table, grades, HIDDEN)
    frame = pd.DataFrame(
        {"tier": table[ALL_MUSTS], "score": scores(table, HIDDEN), "grade": grades}
    ).reset_index()
    qrels, run = {}, {}
    for vacancy, own in frame.groupby("vacancy"):
        qrels[vacancy] = dict(zip(own.candidate, own.grade.astype(int), strict=True))
        run[vacancy] = own.sort_values(["tier", "score"], ascending=False).candidate.tolist()
    theirs = evaluate(qrels, run)["ndcg@10"].per_query
    assert found == pytest.approx(theirs, abs=1e-9)


def test_who_was_not_judged_and_whom_no_weight_can_move_says_nothing(seen) -> None:
    table, grades = seen
    few = table.iloc[:PEOPLE]
    graded_ = np.full(PEOPLE, np.nan)
    graded_[:2] = 3, 0
    assert _problem(few, graded_, 4.0).better.tolist() == [0]
    apart = few.assign(**{ALL_MUSTS: [1.0, *[0.0] * (PEOPLE - 1)]})
    with pytest.raises(InvalidInput, match="no vacancy has two people"):
        WeightTuner().fit(apart, graded_)
    assert ndcg_by_vacancy(few, np.zeros(PEOPLE), Weights()) == {}
    assert WeightTuner().fit(table, grades).score(few, np.zeros(PEOPLE)) == 0.0
    with pytest.raises(InvalidInput, match="lacks"):
        scores(table.drop(columns="context"), Weights())
