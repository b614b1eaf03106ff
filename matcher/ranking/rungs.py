"""How strong is a statement as evidence, before it is asked what it says?

In:  a statement with its setting, polarity and period, and the month to which recency refers
Out: its rung; `Weights.rungs` gives the worth of each
Why: used in a recent role > an older role > a project or course > one's own summary > a bare list
     > the title of a role that tells nothing else; a wish or a denial counts nothing. Embeddings
     see no negation, so rules decide it earlier
"""

from dataclasses import replace

from matcher.ranking.weights import Weights
from matcher.records import Polarity, Rung, Setting, Statement

_EVER = 12 * 1_000  # months

_SETTINGS = {
    Setting.PROJECT: Rung.PROJECT,
    Setting.EDUCATION: Rung.PROJECT,
    Setting.SUMMARY: Rung.SUMMARY,
    Setting.LIST: Rung.LIST,
    Setting.OTHER: Rung.LIST,
    Setting.TITLE: Rung.TITLE,
}


def rung_of(statement: Statement, *, as_of: int, recent_months: int) -> Rung:
    """Return the rung of one statement; a role without dates counts as an older one."""
    if statement.polarity is Polarity.NEGATED:
        return Rung.NEGATION
    if statement.polarity is Polarity.ASPIRED:
        return Rung.ASPIRATION
    if statement.setting is not Setting.ROLE:
        return _SETTINGS[statement.setting]
    period = statement.period
    if period is None:
        return Rung.OLDER_ROLE
    recent = period.end is None or period.end > as_of - recent_months
    return Rung.RECENT_ROLE if recent else Rung.OLDER_ROLE


def without_recency(weights: Weights) -> Weights:
    """Return the numbers under which a dated role counts the same however long ago it ended.

    Whoever was away from work for years loses nothing by it then; nor does what may be forgotten.
    """
    return replace(weights, recent_months=_EVER)
