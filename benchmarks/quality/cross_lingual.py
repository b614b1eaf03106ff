"""A Dutch name of a skill -> its English name: is it found first among all of ESCO's?

In:  600 skills whose Dutch and English labels differ, drawn by `matcher.tuning.head.kept_out` and
     kept out of the training of the shipped head; the pool is every English label of a skill
Out: a row a system: R@1, R@10, MRR, and the paired gap to BM25

"concept rows" compares with the rows that the linker keeps: half the label, half all names, English
only, so that no Dutch name can help. The linker itself is made for lines that speak of several
skills: it reads a name as its parts, and finds whole names less often.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.bench import Options, Row, figure_of, folder, say, told
from benchmarks.quality.skill_linking import (
    ALIASES,
    asked,
    encoders,
    english_skills,
    letters,
    ranked,
)
from matcher.evaluation import Figure, gap
from matcher.protocols import Encoder
from matcher.skills.linking import Linker, LinkWeights
from matcher.tuning.head import kept_out
from matcher.tuning.names import esco_names
from matcher.vectors.folder import default_cache

NAME = "cross_lingual"

Scores = NDArray[np.float32]
_LINKERS = {
    "concept rows": LinkWeights(phrase=0.0, letters=0.0, gate=None),
    "linker, as for lines": LinkWeights(),
}


def rows(options: Options) -> Iterator[Row]:
    """Yield a row a system."""
    return asked(options, _rows_of(options))


def _rows_of(options: Options) -> Iterator[Row]:
    place = folder(options.shared / "esco")
    english = english_skills(options.shared)
    labels = [concept.names[0][1] for concept in english]
    pool = list(dict.fromkeys(labels))
    right: dict[str, set[int]] = {}
    for skill in kept_out(esco_names(place, aliases=ALIASES)):
        answer = pool.index(skill.label("en") or "")
        right.setdefault(skill.label("nl") or "", set()).add(answer)
    plain, engine = encoders(options)
    rival: dict[str, Figure] = {}
    for system, scores in _systems(options, list(right), pool, labels, plain, engine):
        figures = _figures(list(right.values()), scores)
        rival = figures if system == "bm25" else rival
        yield {
            "task": NAME,
            "set": "nl -> en",
            "system": system,
            "n": len(right),
            "figures": {name: told(figure) for name, figure in figures.items()},
            "gap_to_bm25": {n: told(gap(figures[n], rival[n])) for n in figures if rival},
            "data_paths": [place],
        }


def _systems(
    options: Options,
    queries: list[str],
    pool: list[str],
    labels: Sequence[str],
    plain: Encoder,
    engine: Encoder,
) -> Iterator[tuple[str, Scores]]:
    size = (len(queries), len(pool))
    yield "chance", np.random.default_rng(options.seed).random(size, np.float32)
    yield "bm25", ranked("bm25", queries, pool)
    yield "chars", letters(queries, pool)
    say(options, "encoders")
    yield "cosine, no head", plain.encode(queries) @ plain.encode(pool).T
    yield "cosine", engine.encode(queries) @ engine.encode(pool).T
    say(options, "linker")
    first = [labels.index(label) for label in pool]
    linker = Linker(english_skills(options.shared), engine, folder=default_cache() / "bench")
    lanes = list(linker.lanes(queries))
    for system, weights in _LINKERS.items():
        yield system, np.stack([each.sum(weights)[first] for each in lanes])


def _figures(right: Sequence[set[int]], scores: Scores) -> dict[str, Figure]:
    places = []
    for answers, row in zip(right, scores, strict=True):
        best = max(row[answer] for answer in answers)
        places.append(1 + int((row > best).sum()))
    measures = {
        "r@1": [float(place <= 1) for place in places],
        "r@10": [float(place <= 10) for place in places],
        "mrr": [1 / place for place in places],
    }
    return {n: figure_of({str(i): v for i, v in enumerate(own)}) for n, own in measures.items()}
