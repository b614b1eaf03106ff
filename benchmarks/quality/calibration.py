"""Calibration (T12): does a row that is shown or met with 0.8 come true eight times in ten?

In:  the sample's 126 CVs and the requirements of its 16 vacancies that were judged one by one
Out: a row an event (shown at least partly, met), a system and a group of requirements: log loss,
     Brier score and expected calibration error. Chances are those of curves that were fitted on
     the other vacancies. Rivals: the strength of a row taken for a probability, and the share of
     the group that is so in the other vacancies, which knows no CV. Intervals are over vacancies;
     of the calibration error it leans upward (see matcher.evaluation.calibration.ece_figure)
"""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.quality.bench import Options, Row, figure_of, say, told
from benchmarks.quality.ranking import SAMPLE
from matcher.evaluation import Figure, gap
from matcher.evaluation.calibration import ece_figure, reliability
from matcher.evaluation.judged import base_rates, log_loss, read_judgements, strengths
from matcher.pipeline import Matcher
from matcher.tuning.curves import Judged, held_out, outcome

NAME = "calibration"
EVENTS = ("shown", "met")
RIVAL = "base rate"
SYSTEMS = (RIVAL, "strength", "matcher")

Pairs = Sequence[tuple[Judged, float]]


def rows(options: Options) -> Iterator[Row]:
    """Yield the rows of both events: all requirements, then group by group."""
    with tempfile.TemporaryDirectory(prefix="calibration-") as folder:
        matcher = Matcher.open(Path(folder) / "base", create=True, model=options.model)
        say(options, "reading the sample")
        matcher.index([SAMPLE / "cvs"])
        judged = read_judgements(SAMPLE, matcher=matcher)
        say(options, f"{len(judged.rows)} judgements, {judged.unknown} without a row")
        stated = claims(judged.rows, strengths(SAMPLE, matcher, judged.rows))
    for event in EVENTS:
        groups = sorted({row.signs.group for row, _ in stated[event]["matcher"]})
        for group in (None, *groups):
            yield from _measured(options, event, group, stated[event])


def claims(judged: Sequence[Judged], strength: Pairs) -> dict[str, dict[str, Pairs]]:
    """Return what each system says of the same rows: event -> system -> (row, probability).

    Rows that nobody can decide, or whose group no other vacancy has, are in none.
    """
    chances = held_out(judged)
    stated = {_of(row) for row, _ in chances}
    return {
        event: {
            RIVAL: [pair for pair in base_rates(judged, event) if _of(pair[0]) in stated],
            "strength": [pair for pair in strength if _of(pair[0]) in stated],
            "matcher": [(row, getattr(both, event)) for row, both in chances],
        }
        for event in EVENTS
    }


def _of(row: Judged) -> tuple[str, str, int]:
    return row.vacancy, row.candidate, row.number


def _measured(
    options: Options, event: str, group: str | None, stated: dict[str, Pairs]
) -> Iterator[Row]:
    rival: dict[str, Figure] = {}
    for system in SYSTEMS:
        if options.systems is not None and system not in options.systems:
            continue
        pairs = [pair for pair in stated[system] if group in (None, pair[0].signs.group)]
        figures = _figures(pairs, event)
        rival = figures if system == RIVAL else rival
        row: Row = {
            "task": NAME,
            "set": event,
            "system": system if group is None else f"{system}, {group}",
            "n": len(pairs),
            "figures": {name: told(figure) for name, figure in figures.items()},
            "data_paths": [SAMPLE / "judged", SAMPLE / "cvs", SAMPLE / "vacancies"],
        }
        if rival:
            row[f"gap_to_{RIVAL}"] = {"log loss": told(gap(figures["log loss"], rival["log loss"]))}
        if group is None:
            row["bins"] = _bins(pairs, event)
        yield row


def _figures(pairs: Pairs, event: str) -> dict[str, Figure]:
    by_vacancy: dict[str, list[tuple[Judged, float]]] = {}
    for row, said in pairs:
        by_vacancy.setdefault(row.vacancy, []).append((row, said))
    said, true = [said for _, said in pairs], [outcome(row, event) for row, _ in pairs]
    return {
        "log loss": figure_of({v: log_loss(mine, event) for v, mine in by_vacancy.items()}),
        "brier": figure_of({v: _brier(mine, event) for v, mine in by_vacancy.items()}),
        "ece": ece_figure(said, true, [row.vacancy for row, _ in pairs]),
    }


def _brier(pairs: Pairs, event: str) -> float:
    """Return the mean squared distance of what was said and what came true (Brier 1950)."""
    return sum((said - outcome(row, event)) ** 2 for row, said in pairs) / len(pairs)


def _bins(pairs: Pairs, event: str) -> list[list[float]]:
    """Return the reliability curve: from, to, how many, mean said, share that came true."""
    said, true = [said for _, said in pairs], [outcome(row, event) for row, _ in pairs]
    return [
        [
            round(one.low, 4),
            round(one.high, 4),
            one.count,
            round(one.said, 4),
            round(one.came_true, 4),
        ]
        for one in reliability(said, true)
    ]
