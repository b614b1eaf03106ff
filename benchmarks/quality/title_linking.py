"""A job title -> the other titles of the same work: are they ranked first?

In:  the validation set of TalentCLEF 2025, task A, in English, German and Spanish
Out: a row a system and language: MAP with the paired gap to BM25
     (the organisers' baseline, paraphrase-multilingual-MiniLM-L12: 0.408, 0.324 and 0.348; the best
     small model in English: 0.508)

The shipped head was trained without every occupation that bears a name of these sets. "centred"
takes the mean row of the pool off; "fused" adds z-scores of letters, weighed for a language by what
is best on the two others. Matching people never ranks on titles: this task shows what the encoder
knows of work, and serves the linking of a title to a taxonomy.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.bench import Options, Row, figure_of, folder, say, told
from benchmarks.quality.skill_linking import asked, encoders, letters, ranked
from matcher.evaluation import Figure, gap
from matcher.evaluation.tasks import read_qrels
from matcher.protocols import Encoder, Vectors
from matcher.vectors import unit

NAME = "title_linking"

_LANGUAGES = {"en": "english", "de": "german", "es": "spanish"}
_WEIGHTS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5)

Scores = NDArray[np.float32]  # (queries, titles)


@dataclass(frozen=True, slots=True)
class Titles:
    """One language: queries, pool, and for each query the places of the right answers."""

    queries: tuple[str, ...]
    pool: tuple[str, ...]
    right: tuple[frozenset[int], ...]
    path: Path


def rows(options: Options) -> Iterator[Row]:
    """Yield the rows of each language."""
    return asked(options, _rows_of(options))


def _rows_of(options: Options) -> Iterator[Row]:
    shared = folder(options.shared / "titles_dev")
    sets = {code: _read(shared / name) for code, name in _LANGUAGES.items()}
    plain, engine = encoders(options)
    scored = {}
    for code, titles in sets.items():
        say(options, code)
        scored[code] = dict(_systems(titles, plain, engine, options.seed))
    for code, titles in sets.items():
        others = {c: scored[c] for c in sets if c != code}
        weight = max(_WEIGHTS, key=lambda w, o=others: _worth(sets, o, w))  # type: ignore[misc]
        systems = scored[code] | {"fused": _fused(scored[code], weight)}
        rival: Figure | None = None
        for system, scores in systems.items():
            figure = _map(titles, scores)
            rival = figure if system == "bm25" else rival
            yield {
                "task": NAME,
                "set": code,
                "system": system,
                "n": len(titles.queries),
                "figures": {"map": told(figure)},
                "gap_to_bm25": {"map": told(gap(figure, rival))} if rival else {},
                "data_paths": [titles.path],
            }


def _systems(
    titles: Titles, plain: Encoder, engine: Encoder, seed: int
) -> Iterator[tuple[str, Scores]]:
    queries, pool = titles.queries, titles.pool
    yield "chance", np.random.default_rng(seed).random((len(queries), len(pool)), np.float32)
    yield "bm25", ranked("bm25", queries, pool)
    yield "chars", letters(queries, pool)
    yield "cosine, no head", plain.encode(queries) @ plain.encode(pool).T
    asked, shown = engine.encode(queries), engine.encode(pool)
    yield "cosine", asked @ shown.T
    yield "cosine, centred", _centred(asked, shown) @ _centred(shown, shown).T


def _centred(rows: Vectors, pool: Vectors) -> Vectors:
    return unit(rows - pool.mean(axis=0))


def _fused(scored: Mapping[str, Scores], weight: float) -> Scores:
    return _standard(scored["cosine, centred"]) + weight * _standard(scored["chars"])


def _standard(scores: Scores) -> Scores:
    """Return z-scores a query."""
    spread = scores.std(axis=1, keepdims=True)
    standard: Scores = (scores - scores.mean(axis=1, keepdims=True)) / np.maximum(spread, 1e-6)
    return standard


def _worth(
    sets: Mapping[str, Titles], others: Mapping[str, Mapping[str, Scores]], weight: float
) -> float:
    return sum(_map(sets[c], _fused(scored, weight)).mean for c, scored in others.items())


def _map(titles: Titles, scores: Scores) -> Figure:
    """Return mean average precision over the whole pool."""
    found = {}
    for number, (right, row) in enumerate(zip(titles.right, scores, strict=True)):
        order = np.argsort(-row, kind="stable")
        hits = np.isin(order, list(right))
        ranks = np.flatnonzero(hits) + 1
        found[str(number)] = float(np.sum(np.arange(1, len(ranks) + 1) / ranks) / len(right))
    return figure_of(found)


def _read(path: Path) -> Titles:
    queries, pool = (_table(folder(path / name)) for name in ("queries", "corpus_elements"))
    place = {id_: number for number, id_ in enumerate(pool)}
    judged = read_qrels(path / "qrels.tsv")
    right = [frozenset(place[d] for d, grade in judged[q].items() if grade > 0) for q in queries]
    return Titles(tuple(queries.values()), tuple(pool.values()), tuple(right), path)


def _table(path: Path) -> dict[str, str]:
    """Return id -> title, without the header."""
    lines: Sequence[str] = path.read_text(encoding="utf-8").splitlines()[1:]
    return dict(line.split("\t", 1) for line in lines if line.strip())
