"""What a job costs, counted: the same on a busy machine and on a quiet one.

In:  a job on a talent base
Out: texts that went through the encoder, rows compared, people read, queries to the database, files
     opened
Why: seconds say as much about the machine as about the code, and a test that looks at them fails
     when something else runs. A second scan or an extra pass of the encoder is work that was not
     there before, and can be counted to the row
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa

from matcher.index import stages
from matcher.protocols import Encoder, Progress, Vectors
from matcher.store import people


@dataclass
class Work:
    """How much was done; as a bound, how much may be done."""

    passes: int = 0  # calls of the encoder
    texts: int = 0  # given to the encoder
    scans: int = 0  # times that people of a block were compared exactly
    rows: int = 0  # statements compared exactly
    coded: int = 0  # people looked at by their codes
    read: int = 0  # people read from the database, record and text
    queries: int = 0  # statements sent to the database
    opened: int = 0  # files of the base, by this process; the database opens its own

    def over(self, bound: "Work") -> list[str]:
        """Return what is more than the bound allows, each with both numbers."""
        return [
            f"{one.name}: {getattr(self, one.name)} (at most {getattr(bound, one.name)})"
            for one in fields(self)
            if getattr(self, one.name) > getattr(bound, one.name)
        ]


class CountingEncoder:
    """An encoder that is counted while somebody counts."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.name = encoder.name
        self.work: Work | None = None

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Return what the encoder returns."""
        if self.work is not None:
            self.work.passes += 1
            self.work.texts += len(texts)
        return self._encoder.encode(texts, progress=progress)


@contextmanager
def counted(encoder: CountingEncoder, folder: Path) -> Iterator[Work]:
    """Count what this process does inside, and the files of the base in `folder` that it opens."""
    work = Work()
    score, totals_of, person_of = stages.score, stages.totals_of, people.person_of

    def scoring(block, laid_out, places, kernel, best=None):  # type: ignore[no-untyped-def]
        work.scans += best is None and len(places) > 0  # with `best`: which line, for a few people
        if best is None:
            work.rows += int(np.diff(block.starts)[places].sum())
        return score(block, laid_out, places, kernel, best)

    def totalling(block, look, places, kernel):  # type: ignore[no-untyped-def]
        work.coded += len(places)
        return totals_of(block, look, places, kernel)

    def reading(row, base):  # type: ignore[no-untyped-def]
        work.read += 1
        return person_of(row, base)

    def querying(*_: object) -> None:
        work.queries += 1

    _COUNTED[str(folder)] = work
    encoder.work = work
    sa.event.listen(sa.Engine, "before_cursor_execute", querying)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(stages, "score", scoring)
            patch.setattr(stages, "totals_of", totalling)
            patch.setattr(people, "person_of", reading)
            yield work
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", querying)
        encoder.work = None
        del _COUNTED[str(folder)]


_COUNTED: dict[str, Work] = {}


def _opening(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and _COUNTED:
        for folder, work in _COUNTED.items():
            work.opened += str(arguments[0]).startswith(folder)


sys.addaudithook(_opening)  # stays as long as the process; it only counts while somebody counts
