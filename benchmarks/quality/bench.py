"""What does a task of the quality bench get, and what does it hand back?

In:  `Options`, the same for every task
Out: `Row`s: one a system (and a set: a language, a difficulty), each figure with its interval

A task is a module of this folder with `NAME: str` and `rows(options) -> Iterator[Row]`, where

    Row = {"task": NAME, "set": "nl", "system": "matcher", "n": 262,
           "figures": {"rp@5": [mean, low, high], ...},
           "gap_to_bm25": {"rp@5": [mean, low, high]},   # optional: paired differences
           "data_paths": [Path, ...]}                     # hashed into the row, not stored

It raises NotFound, naming the folder, where its data is missing; one task alone takes less than
five minutes of CPU.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matcher.errors import ModelUnavailable, NotFound
from matcher.evaluation import Figure, figure_of, minilm_folder

__all__ = ["Options", "Row", "figure_of", "folder", "say", "systems", "told"]

Row = dict[str, Any]

SHARED = Path(__file__).parents[2].parent / "shared" / "data"


@dataclass(frozen=True, slots=True)
class Options:
    """How to run a task."""

    shared: Path = SHARED  # folder with the development data, which is not part of the project
    seed: int = 20_260
    model: str | None = None  # of the matcher and of the systems that take its encoder
    progress: bool = False  # tell on standard error what is being done
    systems: tuple[str, ...] | None = None  # only these; None is all that a task knows


def systems(options: Options, known: Iterable[str]) -> Iterator[str]:
    """Yield the systems of a task that are asked for and can run; say which cannot, and why."""
    for name in known:
        if options.systems is not None and name not in options.systems:
            continue
        try:
            if name == "minilm":
                minilm_folder()
        except ModelUnavailable as error:
            say(options, f"without {name}: {error}")
            continue
        yield name


def folder(path: Path) -> Path:
    """Return a folder or file of the development data, or raise NotFound naming it."""
    if not path.exists():
        raise NotFound(
            f"no {path}; the development data is not part of the project: name the folder that "
            "holds it with --shared, or run the other tasks"
        )
    return path


def told(figure: Figure) -> list[float]:
    """Return mean, low and high, as rows keep them."""
    return [round(value, 4) for value in (figure.mean, figure.low, figure.high)]


def say(options: Options, text: str) -> None:
    """Tell the person who waits what is being done."""
    if options.progress:
        print(f"  {text}", file=sys.stderr, flush=True)
