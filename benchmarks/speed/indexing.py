"""How many CVs a minute, end to end, and where does the time go?

In:  the sample's files; a fresh base and an empty cache of vectors
Out: CVs a minute of CPU and of the clock, CPU seconds by stage; lines a second of the encoder
     within, and of the same encoder when it is given the same distinct lines all at once; how many
     lines there were, how many of them distinct, and how many were encoded
"""

import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter, process_time
from typing import Any
from unittest.mock import patch

from benchmarks.rows import Row
from benchmarks.speed.bases import SAMPLE
from benchmarks.speed.clock import Stages
from matcher.engine import Writer, writer
from matcher.pipeline import Matcher
from matcher.store import TalentBase
from matcher.vectors import CachedEncoder, SentenceEncoder, default_encoder
from matcher.vectors.adapter import shipped_adapter


def run() -> list[Row]:
    """Return one row."""
    stages, asked, encoded = Stages(), list[str](), list[str]()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as patches:
        for owner, name, stage in (
            (SentenceEncoder, "_model", "loading the encoder"),
            (TalentBase, "put", "storing"),
            (Writer, "_calibrated", "calibrating"),
        ):
            timed = _timed(getattr(owner, name), stages, stage)
            patches.enter_context(patch.object(owner, name, timed))
        reading = _timed_steps(writer.read_files, stages, "reading")
        patches.enter_context(patch.object(writer, "read_files", reading))
        understanding = _timed_steps(writer.candidates_of, stages, "understanding")
        patches.enter_context(patch.object(writer, "candidates_of", understanding))
        encoding = _timed(_noted(SentenceEncoder.encode, encoded), stages, "encoding")
        patches.enter_context(patch.object(SentenceEncoder, "encode", encoding))
        cached = _noted(CachedEncoder.encode, asked)
        patches.enter_context(patch.object(CachedEncoder, "encode", cached))
        start = perf_counter()
        with stages.stage("the rest"):
            matcher = Matcher.open(Path(folder), create=True)
            done = matcher.index([SAMPLE / "cvs"])
        clock_s = perf_counter() - start
    cpu_s = sum(stages.spent.values())
    within = len(encoded) / stages.spent["encoding"]
    at_once = _lines_a_second(encoded)
    return [
        {
            "question": "indexing",
            "cvs": done.added,
            "problems": len(done.problems),
            "cvs_per_cpu_minute": round(60 * done.added / cpu_s),
            "cvs_per_clock_minute": round(60 * done.added / clock_s),
            "cpu_s": {stage: round(s, 2) for stage, s in stages.spent.most_common()},
            "lines_asked": len(asked),
            "lines_distinct": len(set(asked)),
            "lines_encoded": len(encoded),
            "encodings_a_line": round(len(encoded) / len(set(encoded)), 4),
            "lines_per_cpu_s": round(within, 1),
            "lines_per_cpu_s_at_once": round(at_once, 1),
            "stage_to_encoder": round(at_once / within, 3),
        }
    ]


def _lines_a_second(lines: list[str]) -> float:
    """Return what the encoder makes of distinct lines that come all at once."""
    encoder = default_encoder(adapter=shipped_adapter())
    encoder.encode(lines[:1])
    start = process_time()
    encoder.encode(lines)
    return len(lines) / (process_time() - start)


def _timed(function: Callable[..., Any], stages: Stages, stage: str) -> Callable[..., Any]:
    def timed(*args: Any, **options: Any) -> Any:
        with stages.stage(stage):
            return function(*args, **options)

    return timed


def _timed_steps(
    function: Callable[..., Iterator[Any]], stages: Stages, stage: str
) -> Callable[..., Iterator[Any]]:
    """Time a generator: what it takes to give each next item, not what is done with the item."""

    def timed(*args: Any, **options: Any) -> Generator[Any, None, None]:
        with stages.stage(stage):
            items = iter(function(*args, **options))
        while True:
            with stages.stage(stage):
                item = next(items, None)
            if item is None:
                return
            yield item

    return timed


def _noted(function: Callable[..., Any], lines: list[str]) -> Callable[..., Any]:
    """Note the lines that come; of an encoder behind the cache each that a call names once."""

    def noted(self: Any, texts: Any, **options: Any) -> Any:
        lines.extend(dict.fromkeys(texts) if isinstance(self, SentenceEncoder) else texts)
        return function(self, texts, **options)

    return noted
