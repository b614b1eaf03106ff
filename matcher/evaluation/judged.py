"""A folder of judged requirements -> the engine's signs beside what people judged.

In:  a task's folder with `judged/*.tsv`: vacancy, number, requirement, candidate, label, line
Out: `Judged` rows to fit curves on and to hold chances against, and how many could not be joined
Why: requirements are joined by their text, so that the judgements outlive another numbering
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from matcher.errors import InvalidInput, NotFound
from matcher.evaluation.calibration import ece
from matcher.evaluation.engine import documents_of
from matcher.evaluation.tasks import read_task
from matcher.pipeline import Matcher
from matcher.protocols import Progress
from matcher.records import Vacancy
from matcher.tuning.curves import LABELS, Judged, decided, outcome

COLUMNS = ("vacancy", "requirement", "candidate", "label")


@dataclass(frozen=True, slots=True)
class Judgements:
    """What was joined with the engine's signs, and what was not."""

    rows: tuple[Judged, ...]
    unknown: int  # without signs: vacancy, person or requirement gone, or denied by the CV itself


def read_judgements(
    folder: Path, *, matcher: Matcher | None = None, progress: Progress | None = None
) -> Judgements:
    """Return the judged rows of a task's folder with the signs that the engine finds.

    Parameters
    ----------
    folder : as `read_task` takes it, with judged/*.tsv
    matcher : None makes an empty one; the folder's CVs are added where it has nobody

    Raises
    ------
    NotFound : the folder, or its judged/ folder, is not there
    InvalidInput : a table lacks a column, or holds another label
    """
    judged = list(_judged(folder / "judged"))
    task = read_task(folder)
    matcher = matcher or Matcher()
    if not matcher.ids():
        matcher.add(documents_of(task.corpus_files, task.corpus_texts)[0], progress=progress)
    queries, _ = documents_of(task.query_files, task.query_texts)
    vacancies = {query.id: matcher.understand(query) for query in queries}
    numbers = {id_: _numbers(vacancy) for id_, vacancy in vacancies.items()}
    asked = _people_by_vacancy((cells["vacancy"], cells["candidate"]) for cells in judged)
    signs = {
        (v, c): own
        for v, people in asked.items()
        if v in vacancies
        for c, own in matcher.signs(vacancies[v], people).items()
    }
    rows, unknown = [], 0
    for cells in judged:
        pair = cells["vacancy"], cells["candidate"]
        number = numbers.get(pair[0], {}).get(_plain(cells["requirement"]))
        found = signs.get(pair, {}).get(number or 0)
        if found is None:
            unknown += 1
        else:
            rows.append(Judged(*pair, found, cells["label"], number or 0))
    return Judgements(tuple(rows), unknown)


def strengths(folder: Path, matcher: Matcher, rows: Sequence[Judged]) -> list[tuple[Judged, float]]:
    """Return each judged row with the share of its points that it earns, in [0, 1].

    It is what one would take for a probability if there were no chances.
    """
    task = read_task(folder)
    queries, _ = documents_of(task.query_files, task.query_texts)
    vacancies = {query.id: matcher.understand(query) for query in queries}
    earned: dict[tuple[str, str], dict[int | None, float]] = {}
    asked = _people_by_vacancy((row.vacancy, row.candidate) for row in rows)
    for vacancy, people in asked.items():
        for match in matcher.ledgers(vacancies[vacancy], people):
            earned[vacancy, match.candidate] = {
                one.number: one.points / one.most for one in match.rows if one.most
            }
    return [(row, earned[row.vacancy, row.candidate].get(row.number, 0.0)) for row in rows]


def curve_error(pairs: Sequence[tuple[Judged, float]], event: str, *, bins: int = 10) -> float:
    """Return the expected calibration error of one event's probabilities; see `ece`."""
    answers = [outcome(row, event) for row, _ in pairs]
    return ece([chance for _, chance in pairs], answers, bins=bins)


def log_loss(pairs: Sequence[tuple[Judged, float]], event: str) -> float:
    """Return the mean negative log-likelihood of one event, in nats."""
    chances = np.clip([chance for _, chance in pairs], 1e-6, 1 - 1e-6)
    answers = np.array([outcome(row, event) for row, _ in pairs])
    return float(-np.mean(np.where(answers, np.log(chances), np.log(1 - chances))))


def base_rates(rows: Sequence[Judged], event: str) -> list[tuple[Judged, float]]:
    """Return each decided row with the share of its group that the other vacancies have.

    It is the rival that knows no CV. A row of a group that no other vacancy has gets a half.
    """
    kept = decided(rows)
    count, true = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for row in kept:
        for vacancy in (row.vacancy, ""):  # "" counts all
            count[vacancy, row.signs.group] += 1
            true[vacancy, row.signs.group] += outcome(row, event)
    found = []
    for row in kept:
        mine, every = (row.vacancy, row.signs.group), ("", row.signs.group)
        others = count[every] - count[mine]
        found.append((row, (true[every] - true[mine]) / others if others else 0.5))
    return found


def _people_by_vacancy(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return whom each vacancy is judged with; a vacancy is made ready once for all of them."""
    found: dict[str, list[str]] = {}
    for vacancy, candidate in sorted(set(pairs)):
        found.setdefault(vacancy, []).append(candidate)
    return found


def _judged(folder: Path) -> Iterator[Mapping[str, str]]:
    files = sorted(folder.glob("*.tsv"))
    if not files:
        raise NotFound(
            f"no judged requirements in {folder}; add tables (.tsv) with the columns "
            f"{', '.join(COLUMNS)}"
        )
    for path in files:
        try:
            with path.open(encoding="utf-8-sig", newline="") as lines:
                yield from _rows(
                    path, csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
                )
        except (UnicodeDecodeError, csv.Error) as error:
            raise InvalidInput(f"{path} is no table in UTF-8 ({error}); save it as such") from error


def _rows(path: Path, table: "csv.DictReader[str]") -> Iterator[Mapping[str, str]]:
    lacking = set(COLUMNS) - set(table.fieldnames or ())
    if lacking:
        raise InvalidInput(
            f"{path} lacks the column {min(lacking)!r}; its first line must name "
            f"{', '.join(COLUMNS)}, with tabs between them"
        )
    for cells in table:
        if cells["label"] not in LABELS:
            raise InvalidInput(
                f"{path}, line {table.line_num}: the label {cells['label']!r} is none of "
                f"{', '.join(LABELS)}"
            )
        yield {name: cells[name] or "" for name in COLUMNS}


def _numbers(vacancy: Vacancy) -> dict[str, int]:
    return {_plain(r.text): r.number for r in vacancy.requirements}


def _plain(text: str) -> str:
    return " ".join(text.split())
