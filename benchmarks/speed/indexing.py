"""How many CVs a minute, end to end, and where does the time go?

In:  the sample's files; a fresh base and an empty cache of vectors
Out: CVs a minute of CPU and of the clock, CPU seconds by stage, lines a second of the encoder
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter
from typing import Any
from unittest.mock import patch

from benchmarks.rows import Row
from benchmarks.speed.bases import SAMPLE
from benchmarks.speed.clock import Stages
from matcher import pipeline
from matcher.pipeline import Matcher
from matcher.store import TalentBase
from matcher.vectors import SentenceEncoder


def run() -> list[Row]:
    """Return one row."""
    stages, lines = Stages(), [0]
    with tempfile.TemporaryDirectory() as folder, ExitStack() as patches:
        for owner, name, stage in (
            (pipeline, "understand_candidate", "understanding"),
            (SentenceEncoder, "_model", "loading the encoder"),
            (TalentBase, "put", "storing"),
            (Matcher, "_calibrate", "calibrating"),
        ):
            timed = _timed(getattr(owner, name), stages, stage)
            patches.enter_context(patch.object(owner, name, timed))
        reading = _timed_steps(pipeline.read_files, stages, "reading")
        patches.enter_context(patch.object(pipeline, "read_files", reading))
        encoding = _timed(_counted(SentenceEncoder.encode, lines), stages, "encoding")
        patches.enter_context(patch.object(SentenceEncoder, "encode", encoding))
        start = perf_counter()
        with stages.stage("the rest"):
            done = Matcher.open(Path(folder), create=True).index([SAMPLE / "cvs"])
        clock_s = perf_counter() - start
    cpu_s = sum(stages.spent.values())
    return [
        {
            "question": "indexing",
            "cvs": done.added,
            "problems": len(done.problems),
            "cvs_per_cpu_minute": round(60 * done.added / cpu_s),
            "cvs_per_clock_minute": round(60 * done.added / clock_s),
            "cpu_s": {stage: round(s, 2) for stage, s in stages.spent.most_common()},
            "lines_encoded": lines[0],
            "lines_per_cpu_s": round(lines[0] / stages.spent["encoding"], 1),
        }
    ]


def _timed(function: Callable[..., Any], stages: Stages, stage: str) -> Callable[..., Any]:
    def timed(*args: Any, **options: Any) -> Any:
        with stages.stage(stage):
            return function(*args, **options)

    return timed


def _timed_steps(
    function: Callable[..., Iterator[Any]], stages: Stages, stage: str
) -> Callable[..., Iterator[Any]]:
    """Time a generator: what it takes to give each next item, not what is done with the item."""

    def timed(*args: Any, **options: Any) -> Iterator[Any]:
        with stages.stage(stage):
            items = iter(function(*args, **options))
        while True:
            with stages.stage(stage):
                item = next(items, None)
            if item is None:
                return
            yield item

    return timed


def _counted(function: Callable[..., Any], lines: list[int]) -> Callable[..., Any]:
    """Count the distinct lines that reach the encoder, behind the cache."""

    def counted(self: SentenceEncoder, texts: Any, **options: Any) -> Any:
        lines[0] += len(set(texts))
        return function(self, texts, **options)

    return counted
