"""Answers of an earlier day, from a file: who stood where, and on which rows.

In:  a Parquet file of `matcher rerank`, or JSON of `matcher match --json` (one answer, or a list)
Out: a table with one row a person and vacancy, and each person's rows where the file holds them
Why: two versions of the engine cannot be asked side by side, but what they answered can be kept. A
     Parquet file holds rows only where it was made with --explain, and then the best five
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matcher.errors import InvalidInput, NotFound

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("vacancy", "place", "candidate", "score", "musts_met", "musts_asked", "source")
CONTEXT = 0  # number of the row of the CV as a whole, which has none

Pair = tuple[str, str]  # vacancy, candidate


@dataclass(frozen=True, slots=True)
class Part:
    """One row of a ledger, as an answer tells it."""

    number: int  # of the requirement; CONTEXT for the CV as a whole
    requirement: str
    points: float
    status: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What one run answered."""

    name: str
    people: "pd.DataFrame"  # COLUMNS, in the order of the vacancies and then of the places
    rows: Mapping[Pair, tuple[Part, ...]]  # empty where the file tells none
    whole: bool  # the rows are all of a ledger, and not the best alone

    def places(self) -> dict[str, dict[str, int]]:
        """Return vacancy -> candidate -> place, in order."""
        found: dict[str, dict[str, int]] = {}
        told = self.people
        for vacancy, candidate, place in zip(told.vacancy, told.candidate, told.place, strict=True):
            found.setdefault(str(vacancy), {})[str(candidate)] = int(place)
        return found


def read_answers(path: Path) -> Answers:
    """Return the answers in a file.

    Raises
    ------
    NotFound : there is no such file
    InvalidInput : it holds no answers
    """
    if not path.is_file():
        raise NotFound(
            f"no file {path}; give what `matcher rerank` or `matcher match --json` wrote"
        )
    with path.open("rb") as stream:
        parquet = stream.read(4) == b"PAR1"
    try:
        return _of_parquet(path) if parquet else _of_json(path)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidInput(
            f"{path} holds no answers ({error}); give a Parquet file of `matcher rerank`, or JSON "
            "of `matcher match --json`"
        ) from error


def answers_of(name: str, reports: Iterable[Mapping[str, Any]]) -> Answers:
    """Return answers from dictionaries, as `Ranking.to_dict` returns them."""
    people: list[tuple[Any, ...]] = []
    rows: dict[Pair, tuple[Part, ...]] = {}
    for report in reports:
        vacancy = str(report["vacancy"]["id"])
        for place, match in enumerate(report["matches"], start=1):
            met, asked = match["must_met"]
            candidate = str(match["candidate"])
            people.append(
                (vacancy, place, candidate, float(match["score"]), met, asked, match["source"])
            )
            rows[vacancy, candidate] = tuple(_parts(match["rows"]))
    return Answers(name, _frame(people), rows, whole=True)


def _of_parquet(path: Path) -> Answers:
    import pandas as pd

    frame = pd.read_parquet(path)
    rows: dict[Pair, tuple[Part, ...]] = {}
    if "evidence" in frame.columns:
        told = zip(frame.vacancy, frame.candidate, frame.evidence, strict=True)
        rows = {(str(v), str(c)): tuple(_parts(json.loads(text))) for v, c, text in told if text}
    return Answers(path.name, frame[list(COLUMNS)], rows, whole=False)


def _of_json(path: Path) -> Answers:
    content = json.loads(path.read_text(encoding="utf-8-sig"))
    return answers_of(path.name, content if isinstance(content, list) else [content])


def _parts(rows: Iterable[Mapping[str, Any]]) -> Iterator[Part]:
    for row in rows:
        number = CONTEXT if row["number"] is None else int(row["number"])
        yield Part(number, str(row["requirement"]), float(row["points"]), str(row["status"]))


def _frame(rows: list[tuple[Any, ...]]) -> "pd.DataFrame":
    import pandas as pd

    return pd.DataFrame(rows, columns=list(COLUMNS))
