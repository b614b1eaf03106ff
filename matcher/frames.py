"""Matches -> tables for analysts, one row a person or one row a line of the ledger.

In:  what `Matcher.match` and `Matcher.explain` return
Out: pandas DataFrames with fixed columns, also when they are empty; the points of a ledger's rows
     add up to the score
"""

from typing import TYPE_CHECKING

from matcher.explanation import note_in_words, proves
from matcher.records import Match

if TYPE_CHECKING:
    import pandas as pd

    from matcher.engine import Ranking

MATCH_COLUMNS = ("candidate", "score", "musts_met", "musts_asked", "flags", "source")
LEDGER_COLUMNS = (
    "number", "requirement", "importance", "points", "most", "status", "chance", "rung", "evidence",
    "proof", "page", "note",
)  # fmt: skip


def matches_frame(ranking: "Ranking") -> "pd.DataFrame":
    """Return one row a match, in the ranking's order.

    Returns
    -------
    DataFrame with `MATCH_COLUMNS`, indexed by `place` from 1; flags are joined by "; "
    """
    import pandas as pd

    rows = [
        (m.candidate, m.score, *m.must_met, "; ".join(m.flags), m.source) for m in ranking.matches
    ]
    frame = pd.DataFrame(rows, columns=list(MATCH_COLUMNS))
    frame.index = pd.RangeIndex(1, len(frame) + 1, name="place")
    return frame


def ledger_frame(match: Match, *, language: str = "en") -> "pd.DataFrame":
    """Return one row a line of the ledger, in the order of the vacancy.

    Parameters
    ----------
    match :
        one person's ledger
    language :
        of the notes; one of `explanation.LANGUAGES`, others give English

    Returns
    -------
    DataFrame with `LEDGER_COLUMNS`; `number` and `page` are missing (<NA>) where there is none,
        `rung` and `evidence` are empty where no line of the CV is like the row, and `proof` tells
        a line that shows it from one that is only the nearest; `chance` is NaN where a rule decided
    """
    import pandas as pd

    rows = [
        (
            row.number,
            row.requirement,
            row.importance,
            row.points,
            row.most,
            str(row.status),
            row.chance,
            str(row.evidence.rung) if row.evidence else "",
            row.evidence.text if row.evidence else "",
            proves(row),
            row.evidence.page if row.evidence else None,
            note_in_words(row.note, language) if row.note else "",
        )
        for row in match.rows
    ]
    frame = pd.DataFrame(rows, columns=list(LEDGER_COLUMNS))
    return frame.astype(
        {"number": "Int64", "page": "Int64", "points": float, "most": float, "chance": float}
    )
