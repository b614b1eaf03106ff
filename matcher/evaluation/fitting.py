"""A folder of judged requirements -> curves of one's own, and how far they can be trusted.

In:  a task's folder with judged/*.tsv, and the encoder that they are to be used with
Out: `Fitted`: the curves, what they were fitted on, and held-out figures of each group
Why: chances that were fitted on a sample of ours need not hold for another's work and CVs. What is
     reported is what curves say of a vacancy that they never saw, beside the share of the group
     that is met anyway
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from matcher.documents import digest_of
from matcher.evaluation.engine import engine_with
from matcher.evaluation.judged import base_rates, curve_error, log_loss, read_judgements
from matcher.evaluation.tasks import read_task
from matcher.protocols import Progress
from matcher.ranking import Curves
from matcher.tuning.curves import Judged, decided, fit_curves, held_out
from matcher.vectors import load_encoder

ALL = "all"
EVENTS = ("shown", "met")

_FEW_ROWS = 50  # decided rows of a group, below which its bias is little more than a guess
_FEW_VACANCIES = 5
_Pairs = Sequence[tuple[Judged, float]]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Curves, and what is known of them."""

    curves: Curves
    about: Mapping[str, Any]  # what they were fitted on, as the file keeps it
    groups: Mapping[str, Mapping[str, Any]]  # group -> rows, vacancies and figures of each event
    warnings: tuple[str, ...]


def fit_folder(
    folder: Path, *, model: str | None = None, progress: Progress | None = None
) -> Fitted:
    """Fit curves on a folder's judgements.

    Raises
    ------
    NotFound : the folder or its judged/ folder is not there
    InvalidInput : a table cannot be read, or there are too few judgements
    ModelUnavailable : the model cannot be had
    """
    matcher = engine_with(load_encoder(model))
    judgements = read_judgements(folder, matcher=matcher, progress=progress)
    rows = judgements.rows
    curves = fit_curves(rows)
    groups = figures_by_group(rows)
    about = {
        "task": folder.resolve().name,
        "data": data_digest(folder),
        "encoder": matcher.encoder_name,
        "rows": len(rows),
        "not_joined": judgements.unknown,
        "vacancies": groups[ALL]["vacancies"],
        "date": date.today().isoformat(),
        "held_out": {event: groups[ALL][event] for event in EVENTS},
    }
    return Fitted(curves, about, groups, tuple(_warnings(groups, judgements.unknown, len(rows))))


def figures_by_group(rows: Sequence[Judged]) -> dict[str, dict[str, Any]]:
    """Return, for all rows and for each group, how good held-out chances are.

    Each event has "ece", "log_loss" and "base_rate_log_loss", or None where no row of the group
    has a chance that other vacancies gave.
    """
    chances = held_out(rows)
    kept = decided(rows)
    found: dict[str, dict[str, Any]] = {}
    for group in (ALL, *sorted({row.signs.group for row in kept})):
        mine = [row for row in kept if group in (ALL, row.signs.group)]
        found[group] = {"rows": len(mine), "vacancies": len({row.vacancy for row in mine})}
        for event in EVENTS:
            found[group][event] = _figures(
                [
                    (r, float(getattr(c, event)))
                    for r, c in chances
                    if group in (ALL, r.signs.group)
                ],
                [(r, rate) for r, rate in base_rates(rows, event) if group in (ALL, r.signs.group)],
                event,
            )
    return found


def _figures(chances: _Pairs, rates: _Pairs, event: str) -> dict[str, float] | None:
    if not chances:
        return None
    measured: dict[str, Callable[[], float]] = {
        "ece": lambda: curve_error(chances, event),
        "log_loss": lambda: log_loss(chances, event),
        "base_rate_log_loss": lambda: log_loss(rates, event),
    }
    return {name: round(measure(), 4) for name, measure in measured.items()}


def data_digest(folder: Path) -> str:
    """Return 12 digits that change with any vacancy, CV or judgement of the folder."""
    task = read_task(folder)
    files = [*task.query_files, *task.corpus_files, *sorted((folder / "judged").glob("*.tsv"))]
    total = hashlib.sha256(repr((task.query_texts, task.corpus_texts)).encode())
    for path in files:
        total.update(f"{path.name}\n{digest_of(path)}\n".encode())
    return total.hexdigest()[:12]


def _warnings(groups: Mapping[str, Mapping[str, Any]], unknown: int, joined: int) -> Sequence[str]:
    found = []
    if unknown > joined / 20:
        found.append(
            f"{unknown} of {unknown + joined} judgements found no row: their vacancy, person or "
            "requirement is not in the folder, or the CV denies what is asked"
        )
    for group, figures in groups.items():
        if figures["rows"] < _FEW_ROWS or figures["vacancies"] < _FEW_VACANCIES:
            found.append(
                f"{group}: only {figures['rows']} judgements of {figures['vacancies']} vacancies; "
                f"its chances are a guess below {_FEW_ROWS} of {_FEW_VACANCIES}"
            )
        for event in EVENTS:
            measured = figures[event]
            if measured and measured["log_loss"] >= measured["base_rate_log_loss"]:
                found.append(
                    f"{group}: the chances of {event} say no more than the share of rows that are "
                    "(log loss); judge more, or leave these curves unused"
                )
    return found
