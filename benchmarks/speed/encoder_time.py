"""How many lines a second does the encoder make, and what do cheaper numbers cost in quality?

In:  every second of the distinct statements of the sample's CVs; its judgements
Out: a row a way of computing: lines a second of CPU of one thread, the cosine of its rows with
     those of float32, and the MAP of the whole engine on the sample with the engine's own rows and
     with the cheapest
"""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.rows import Row
from benchmarks.speed.bases import SAMPLE, sample
from benchmarks.speed.clock import compare
from benchmarks.speed.eight_bits import EightBits
from matcher.evaluation import evaluate, read_task
from matcher.evaluation.engine import documents_of, engine_with
from matcher.protocols import Encoder
from matcher.vectors import CachedEncoder, default_encoder
from matcher.vectors.adapter import shipped_adapter
from matcher.vectors.encoder import SentenceEncoder
from matcher.vectors.graph import GraphModel
from matcher.vectors.head import HeadedEncoder, shipped_head
from matcher.vectors.model import SentenceModel, computes_in_bfloat16

_REFERENCE = "torch, float32"
_GRAPH = "OpenVINO, {} (the engine where it {})"
_EXACT = _GRAPH.format("float32", "has no bfloat16")
_HALVES = _GRAPH.format("bfloat16", "has it")
_EIGHT_BITS = "OpenVINO, 8 bits"
_JUDGED = (_REFERENCE, _EXACT, _HALVES, _EIGHT_BITS)
_ROUNDS = 3
_RELEVANT_FROM = 2


def run() -> list[Row]:
    """Return a row a way of computing."""
    lines = statements()[::2]
    encoders = _encoders()
    times = compare({name: _all(one) for name, one in encoders.items()}, [lines], rounds=_ROUNDS)
    rows = {name: one.encode(lines) for name, one in encoders.items()}
    found = []
    for name, encoder in encoders.items():
        cosines = np.sum(rows[name] * rows[_REFERENCE], axis=1)
        found.append(
            {
                "question": "encoder",
                "system": name,
                "lines": len(lines),
                "lines_per_cpu_s": round(1000 * len(lines) / times[name].median, 1),
                "least_lines_per_cpu_s": round(1000 * len(lines) / times[name].rounds.max(), 1),
                "to_float32": round(1 / times[name].ratio(times[_REFERENCE]), 2),
                "cosine_mean": round(float(cosines.mean()), 5),
                "cosine_least": round(float(cosines.min()), 5),
                **({"sample_map": round(_sample_map(encoder), 4)} if name in _JUDGED else {}),
            }
        )
    return found


def statements() -> list[str]:
    """Return the distinct statements of the sample's CVs."""
    people = sample().candidates()
    return list(dict.fromkeys(s.text for person, _ in people for s in person.profile.statements))


def _all(encoder: Encoder) -> Callable[[list[str]], NDArray[np.float32]]:
    return lambda lines: encoder.encode(lines)


def _encoders() -> dict[str, SentenceEncoder]:
    """Return the built-in encoder, once for each way of computing, on one thread."""
    base = default_encoder(adapter=shipped_adapter(), threads=1)
    folder = base._folder
    models: dict[str, Any] = {
        _REFERENCE: SentenceModel(folder, bfloat16=False, e5_prompt=True),
        _EXACT: GraphModel(folder, bfloat16=False, threads=1),
        _EIGHT_BITS: EightBits(folder, bfloat16=False, threads=1),
    }
    if computes_in_bfloat16():
        models["torch, bfloat16"] = SentenceModel(folder, bfloat16=True, e5_prompt=True)
        models[_HALVES] = GraphModel(folder, bfloat16=True, threads=1)
    return {name: _with(base, model) for name, model in models.items()}


def _with(base: SentenceEncoder, model: Any) -> SentenceEncoder:
    encoder = SentenceEncoder(base._folder, name=base.name, threads=1)
    encoder._loaded = model
    return encoder


def _sample_map(encoder: SentenceEncoder) -> float:
    """Return the engine's mean average precision on the sample with this encoder."""
    task = read_task(SAMPLE)
    with tempfile.TemporaryDirectory() as folder:
        cached = CachedEncoder(encoder, Path(folder) / "rows.sqlite")
        matcher = engine_with(HeadedEncoder(cached, shipped_head()))
        people, _ = documents_of(task.corpus_files, task.corpus_texts)
        matcher.add(people)
        run = {}
        for query in documents_of(task.query_files, task.query_texts)[0]:
            found = matcher.match(matcher.understand(query), top=None)
            run[query.id] = [match.candidate for match in found.matches]
    return evaluate(task.qrels, run, relevant_from=_RELEVANT_FROM)["map"].mean
