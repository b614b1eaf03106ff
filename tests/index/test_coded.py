"""Codes against the slow definition, and what they may change of a shortlist."""

from dataclasses import replace

import numpy as np
import pytest

from matcher.errors import InvalidInput, StorageError
from matcher.index import Codes, Query, Rows, codes_of, shortlist

_WIDTH = 16
_COUNTS = np.tile([3, 0, 5, 1, 2], 1_800)  # 9,000 people, 19,800 statements


def _rows(counts: np.ndarray, seed: int = 1) -> Rows:
    """People whose statements lie around 60 topics."""
    random = np.random.default_rng(seed)
    topics = random.standard_normal((60, _WIDTH))
    starts = np.concatenate([[0], np.cumsum(counts)])
    near = topics[random.integers(60, size=starts[-1])]
    near = near + 0.5 * random.standard_normal(near.shape)
    contexts = random.standard_normal((len(counts), _WIDTH))
    return Rows(_unit(near), starts, _unit(contexts))


def _unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=-1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def rows() -> Rows:
    return _rows(_COUNTS)


@pytest.fixture(scope="module")
def codes(rows: Rows) -> Codes:
    return codes_of(rows.statements, rows.starts, centroids=256)


@pytest.fixture
def query() -> Query:
    random = np.random.default_rng(2)
    return Query(
        required=_unit(random.standard_normal((6, _WIDTH))),
        weights=random.random(6).astype(np.float32),
        foot=np.full(6, 0.2, np.float32),
        top=np.full(6, 0.75, np.float32),
        context=_unit(random.standard_normal(_WIDTH)),
        context_weight=0.3,
    )


@pytest.mark.parametrize("requirements", [1, 32, 33, 70])
def test_scores_are_the_weighted_best_of_each_persons_codes(
    rows: Rows, codes: Codes, requirements: int
) -> None:
    random = np.random.default_rng(3)
    shown = random.random((requirements, 256)).astype(np.float32)
    weights = (random.random(requirements) / requirements).astype(np.float32)
    nearest = (rows.statements @ codes.centroids.T).argmax(axis=1)
    slow = [
        sum(
            weight * max((row[code] for code in nearest[start:end]), default=0.0)
            for row, weight in zip(shown, weights, strict=True)
        )
        for start, end in zip(rows.starts[:100], rows.starts[1:101], strict=True)
    ]
    assert codes.scores(shown, weights)[:100] == pytest.approx(slow, abs=0.5 / 255 + 1e-6)


def test_no_two_statements_of_a_person_share_a_turn(rows: Rows, codes: Codes) -> None:
    assert [len(turn) for turn in codes.turns] == [(turn < _COUNTS).sum() for turn in range(5)]
    assert codes.fit(rows.starts)


def test_a_list_chosen_by_codes_keeps_nearly_all_of_the_exact_one(
    rows: Rows, codes: Codes, query: Query
) -> None:
    exact = shortlist(rows, query, 100)
    coded = shortlist(replace(rows, codes=codes), query, 100)
    assert len(set(exact.tolist()) & set(coded.tolist())) >= 99
    assert coded[0] == exact[0]


def test_codes_change_nothing_where_few_people_pass_the_filter(
    rows: Rows, codes: Codes, query: Query
) -> None:
    allowed = np.arange(len(_COUNTS)) % 3 == 0  # 3,000 people
    exact = shortlist(rows, query, 50, allowed=allowed)
    coded = shortlist(replace(rows, codes=codes), query, 50, allowed=allowed)
    assert coded.tolist() == exact.tolist()


def test_codes_find_the_best_of_those_who_pass_a_filter(
    rows: Rows, codes: Codes, query: Query
) -> None:
    allowed = np.arange(len(_COUNTS)) >= 3_000
    allowed[shortlist(rows, query, 200)] = False
    exact = shortlist(rows, query, 200, allowed=allowed)
    coded = shortlist(replace(rows, codes=codes), query, 200, allowed=allowed)
    assert allowed[coded].all()
    assert len(set(exact.tolist()) & set(coded.tolist())) >= 198


def test_people_chosen_by_codes_with_equal_scores_come_in_the_order_of_places(
    rows: Rows, query: Query
) -> None:
    alike = Rows(
        np.tile(rows.statements[:3], (5_000, 1)),
        np.arange(0, 15_001, 3),
        np.tile(rows.contexts[:1], (5_000, 1)),
    )
    codes = codes_of(alike.statements, alike.starts, centroids=3)
    # Half of them stand below the others, so that choosing them moves places about.
    alike = replace(alike, contexts=np.where(np.arange(5_000)[:, None] % 2, alike.contexts, 0.0))
    found = shortlist(replace(alike, codes=codes), replace(query, context=rows.contexts[0]), 400)
    assert found.tolist() == list(range(1, 801, 2))


def test_the_same_rows_give_the_same_codes(rows: Rows, codes: Codes) -> None:
    assert codes_of(rows.statements, rows.starts, centroids=256).to_bytes() == codes.to_bytes()


def test_codes_come_back_from_their_bytes(rows: Rows, codes: Codes) -> None:
    again = Codes.from_bytes(codes.to_bytes())
    shown = np.random.default_rng(4).random((3, 256)).astype(np.float32)
    weights = np.ones(3, dtype=np.float32)
    assert again.fit(rows.starts)
    assert again.scores(shown, weights).tolist() == codes.scores(shown, weights).tolist()


def test_damaged_bytes_are_refused(codes: Codes) -> None:
    with pytest.raises(StorageError, match="index the documents into a new base"):
        Codes.from_bytes(codes.to_bytes()[:-9])


def test_codes_of_other_people_are_refused(rows: Rows, codes: Codes) -> None:
    moved = _rows(np.roll(_COUNTS, 1))  # as many people and statements, differently owned
    assert not codes.fit(moved.starts)
    with pytest.raises(InvalidInput, match="made for other people"):
        replace(moved, codes=codes)


def test_a_base_without_statements_has_no_codes() -> None:
    with pytest.raises(InvalidInput, match="0 statements"):
        codes_of(np.zeros((0, _WIDTH), np.float32), np.zeros(3, np.int64))


def test_a_small_base_has_at_most_one_centroid_a_statement() -> None:
    small = _rows(np.array([2, 0, 1]))
    assert len(codes_of(small.statements, small.starts).centroids) == 3
