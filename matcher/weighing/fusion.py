"""Ledgers -> a table that is linear in what is tuned, and the score that weights make of it.

In:  ledgers of the people of each vacancy, made with the shipped factors
Out: one row a person and vacancy: how much of what is asked is shown, by importance, kind and rung,
     beside how much is asked; and, for any weights, everybody's score
Why: what a row is worth is a product of factors, and a score the sum of its rows over the sum of
     the weights. So other factors need no other ledger: a hundred thousand of them are tried on one
     table in the time of one ranking. The engine adds hundredths of points, so that scores from
     here lie within a hundredth a row of its own
"""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InvalidInput
from matcher.pipeline import Matcher
from matcher.ranking import CREDITED, FACTS, NO_LINE, Weights, counts
from matcher.records import Importance, Kind, Match, Requirement, Vacancy

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]

IMPORTANCES = (Importance.MUST, Importance.NICE, Importance.TASK)
KINDS = (
    Kind.HARD, Kind.TOOL, Kind.SOFT, Kind.EXPERIENCE, Kind.EDUCATION, Kind.CERTIFICATE,
    Kind.LANGUAGE,
)  # fmt: skip
LADDER = CREDITED  # from the strongest line to none: none is worth more than the one before it
FACT = "fact"  # in place of a rung, for kinds that a name decides and no line's rung
CONTEXT, ALL_MUSTS = "context", "all musts"

_ASKED = tuple((i, k) for i in IMPORTANCES for k in KINDS)
_SHOWN = tuple((i, k, s) for i, k in _ASKED for s in ((FACT,) if k in FACTS else LADDER))
ASKED_COLUMNS = tuple(f"asked: {i}, {k}" for i, k in _ASKED)
SHOWN_COLUMNS = tuple(f"shown: {i}, {k}, {s}" for i, k, s in _SHOWN)
COLUMNS = (*SHOWN_COLUMNS, *ASKED_COLUMNS, CONTEXT, ALL_MUSTS)


def pairs(
    matcher: Matcher,
    vacancies: Mapping[str, Vacancy | Path | str],
    qrels: Mapping[str, Mapping[str, int]],
    *,
    unjudged: bool = False,
) -> tuple["pd.DataFrame", "pd.Series[float]"]:
    """Return the table of all judged pairs, and their grades.

    Parameters
    ----------
    matcher : the open base; it must have no factors, so that rows are those of the shipped numbers
    vacancies : id -> vacancy; one without judgements is left out
    qrels : vacancy -> candidate -> grade
    unjudged : take everybody else of the base in with grade 0, as the measures of `evaluate` do;
        without it a pair that nobody judged says nothing

    Returns
    -------
    DataFrame (p, len(COLUMNS)) indexed by (vacancy, candidate), and a Series of p grades

    Raises
    ------
    InvalidInput : the matcher has factors, or nobody who was judged is in the base
    """
    import pandas as pd

    if matcher.weights.factors is not None:
        raise InvalidInput(
            "the matcher ranks with factors already; open the base without them, and give them to "
            "the tuner as the weights in use"
        )
    here = set(matcher.ids())
    frames, grades = [], []
    for id_, vacancy in sorted(vacancies.items()):
        told = {c: g for c, g in qrels.get(id_, {}).items() if c in here}
        if not told:
            continue
        people = sorted(here) if unjudged else sorted(told)
        understood = vacancy if isinstance(vacancy, Vacancy) else matcher.understand(vacancy)
        frame = pairs_frame(id_, understood.requirements, matcher.ledgers(understood, people))
        frames.append(frame)
        grades += [told.get(candidate, 0) for _, candidate in frame.index]
    if not frames:
        raise InvalidInput(
            "nobody who was judged is in the base; people have the ids that `matcher match` shows, "
            "vacancies the keys given"
        )
    table = pd.concat(frames)
    return table, pd.Series(grades, index=table.index, name="grade", dtype=float)


def pairs_frame(
    vacancy: str, requirements: Iterable[Requirement], ledgers: Iterable[Match]
) -> "pd.DataFrame":
    """Return one row a ledger of one vacancy; see the module.

    Returns
    -------
    DataFrame with `COLUMNS`, indexed by (vacancy, candidate), in the order of the ledgers
    """
    import pandas as pd

    known = {r.number: r for r in requirements if counts(r)}
    asked = np.zeros(len(_ASKED))
    for r in known.values():
        asked[_ASKED.index((r.importance, r.kind))] += r.weight
    ids, rows = [], []
    for match in ledgers:
        shown, context = _shown(match, known)
        ids.append((vacancy, match.candidate))
        rows.append([*shown, *asked, context, float(match.must_met[0] == match.must_met[1])])
    index = pd.MultiIndex.from_tuples(ids, names=["vacancy", "candidate"])
    return pd.DataFrame(np.array(rows).reshape(len(ids), len(COLUMNS)), index, list(COLUMNS))


def scores(table: "pd.DataFrame", weights: Weights) -> Floats:
    """Return everybody's score in [0, 100] with these weights, in the order of the table.

    Raises
    ------
    InvalidInput : a column is missing
    """
    shown, asked, context = parts(table)
    by_cell, by_asked = cell_factors(weights)
    rows = shown @ by_cell / (asked @ by_asked)
    share = weights.context
    return 100.0 * ((1.0 - share) * rows + share * context)


def parts(table: "pd.DataFrame") -> tuple[Floats, Floats, Floats]:
    """Return what is shown (p, cells), what is asked (p, kinds) and the context (p,)."""
    lacking = [name for name in COLUMNS if name not in table.columns]
    if lacking:
        raise InvalidInput(f"the table lacks {lacking[0]!r}; make it with `pairs` or `pairs_frame`")
    return (
        table[list(SHOWN_COLUMNS)].to_numpy(float),
        table[list(ASKED_COLUMNS)].to_numpy(float),
        table[CONTEXT].to_numpy(float),
    )


def cell_factors(weights: Weights) -> tuple[Floats, Floats]:
    """Return what each cell of what is shown, and of what is asked, is multiplied by."""
    factors = weights.factors
    if factors is None:
        return np.ones(len(_SHOWN)), np.ones(len(_ASKED))
    asked = [factors.importance.get(i, 1.0) * factors.kinds.get(k, 1.0) for i, k in _ASKED]
    each = dict(zip(_ASKED, asked, strict=True))
    shown = [each[i, k] * (1.0 if s == FACT else factors.credit.get(s, 1.0)) for i, k, s in _SHOWN]
    return np.array(shown), np.array(asked)


@cache
def layout() -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Return of each shown cell its places in IMPORTANCES, KINDS and LADDER.

    Facts stand on the first step of the ladder, whose credit is 1.
    """
    cells = [
        (IMPORTANCES.index(i), KINDS.index(k), 0 if s == FACT else LADDER.index(s))
        for i, k, s in _SHOWN
    ]
    importance, kind, step = np.array(cells, dtype=np.intp).T
    return importance, kind, step


def _shown(match: Match, known: Mapping[int, Requirement]) -> tuple[Floats, float]:
    shown, context = np.zeros(len(_SHOWN)), 0.0
    for row in match.rows:
        if row.number is None:
            context = row.points / row.most if row.most else 0.0
            continue
        asked = known[row.number]
        if not row.points or not row.most:
            continue
        rung = NO_LINE if row.evidence is None else str(row.evidence.rung)
        step = FACT if asked.kind in FACTS else rung
        if step in (FACT, *LADDER):  # a wish or a denial earns nothing
            cell = _SHOWN.index((asked.importance, asked.kind, step))
            shown[cell] += asked.weight * row.points / row.most
    return shown, context
