"""Rows of n-grams are those of scikit-learn's own vectorizer, bit by bit, whatever came before."""

from collections.abc import Sequence
from importlib import import_module

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix, vstack
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize

from matcher.resources import shipped
from matcher.vectors import grams
from matcher.vectors.grams import _COLUMNS

LINES = [
    line
    for path in sorted(shipped("sample/cvs").glob("*.txt"))
    for line in path.read_text(encoding="utf-8").splitlines()
]
TEXTS = st.lists(st.text(st.sampled_from("aAbé Σßİ\t-.1"), max_size=30), min_size=1, max_size=5)


def slow(texts: Sequence[str]) -> csr_matrix:
    """The rows without any memory of words."""
    counts = HashingVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), n_features=_COLUMNS, alternate_sign=False,
        norm=None, dtype=np.float32,
    ).transform(texts)  # fmt: skip
    return csr_matrix(normalize(counts.sqrt()))


def same(one: csr_matrix, other: csr_matrix) -> bool:
    return one.shape == other.shape and all(
        np.array_equal(getattr(one, part), getattr(other, part))
        and getattr(one, part).dtype == getattr(other, part).dtype
        for part in ("data", "indices", "indptr")
    )


def test_lines_of_cvs_have_the_rows_of_the_vectorizer() -> None:
    assert len(LINES) > 500
    assert same(grams(LINES), slow(LINES))


@given(TEXTS)
def test_any_texts_have_the_rows_of_the_vectorizer(texts: list[str]) -> None:
    assert same(grams(texts), slow(texts))


def test_a_text_without_letters_has_an_empty_row() -> None:
    assert grams(["", " ", "ja"]).getnnz(axis=1).tolist()[:2] == [0, 0]
    assert grams([]).shape == (0, _COLUMNS)


def test_a_memory_that_is_full_begins_anew_and_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    module = import_module("matcher.vectors.grams")  # the package names the function alike
    monkeypatch.setattr(module, "_WORDS", 20)
    monkeypatch.setattr(module, "_remembered", {})
    for first in range(0, 200, 10):
        assert same(grams(LINES[first : first + 10]), slow(LINES[first : first + 10]))
        assert len(module._remembered) <= 20 + len(" ".join(LINES[first : first + 10]).split())


def test_one_product_for_many_people_gives_the_bits_of_one_for_each() -> None:
    asked = grams(["Ervaring met Python en SQL is vereist.", "Kennis van dbt", "communicatief"])
    people = [grams(LINES[first : first + 15]) for first in range(0, 300, 15)]
    each = np.hstack([(asked @ own.T).toarray() for own in people])
    assert np.array_equal((asked @ vstack(people, format="csr").T).toarray(), each)
