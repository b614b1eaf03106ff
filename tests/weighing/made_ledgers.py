"""Ledgers that nobody wrote: what people show, drawn at random, as the table of `pairs`."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from matcher.ranking import Factors, Weights
from matcher.records import Importance, Kind, Rung
from matcher.weighing import COLUMNS
from matcher.weighing.fusion import _ASKED, _SHOWN, ALL_MUSTS, CONTEXT, FACT, LADDER

# What judges of the simulation go by, and nobody tells the tuner.
HIDDEN = Weights(
    context=0.15,
    factors=Factors(
        importance={Importance.NICE: 0.5, Importance.TASK: 1.6},
        kinds={Kind.TOOL: 2.5, Kind.SOFT: 0.3, Kind.EXPERIENCE: 1.0},
        credit={
            Rung.OLDER_ROLE: 0.9, Rung.PROJECT: 0.7, Rung.SUMMARY: 0.4, Rung.LIST: 0.3,
            Rung.TITLE: 0.2, "no line": 0.1,
        },
    ),
)  # fmt: skip
_DRAWN = (Kind.HARD, Kind.TOOL, Kind.SOFT, Kind.EXPERIENCE, Kind.LANGUAGE)


def made_table(vacancies: int, people: int, seed: int, *, rows: int = 8) -> pd.DataFrame:
    """Return a table of `vacancies` x `people`; each vacancy asks for `rows` things."""
    random = np.random.default_rng(seed)
    tables = []
    for vacancy in range(vacancies):
        table = np.zeros((people, len(COLUMNS)))
        frame = pd.DataFrame(table, columns=list(COLUMNS))
        for _ in range(rows):
            importance = (Importance.MUST, Importance.NICE, Importance.TASK)[random.integers(3)]
            kind = _DRAWN[random.integers(len(_DRAWN))]
            weight = float(random.choice([0.4, 1.0]))
            frame.iloc[:, len(_SHOWN) + _ASKED.index((importance, kind))] += weight
            for person in range(people):
                step = FACT if kind is Kind.LANGUAGE else LADDER[random.integers(len(LADDER))]
                cell = _SHOWN.index((importance, kind, step))
                frame.iloc[person, cell] += weight * float(random.random())
        frame[CONTEXT], frame[ALL_MUSTS] = random.random(people), 0.0
        frame.index = pd.MultiIndex.from_product(
            [[f"v{vacancy:02}"], [f"p{n:02}" for n in range(people)]],
            names=["vacancy", "candidate"],
        )
        tables.append(frame)
    return pd.concat(tables)


def graded(score: NDArray[np.float64], people: int) -> NDArray[np.float64]:
    """Return grades 0 to 3 from scores, by quarters of each vacancy's people."""
    ranks = score.reshape(-1, people).argsort(axis=1).argsort(axis=1)
    return (ranks * 4 // people).astype(float).ravel()
