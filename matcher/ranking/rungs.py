"""How strong is a statement as evidence, before it is asked what it says?

In:  a statement with its setting, polarity and period, and the month to which recency refers
Out: its rung, and what it is worth; `Weights.rungs` gives the worth of each
Why: used in a recent role > an older role > a project or course > one's own summary > a bare list
     > the title of a role that tells nothing else; a wish or a denial counts nothing. Embeddings
     see no negation, so rules decide it earlier. What a role is worth falls with the months since
     it ended, a little each month: a step at some month would part people whose work is the same
     (5.81 of 80.83 points at 36 months), most of all those who were at home for a while
"""

from matcher.ranking.weights import Weights
from matcher.records import Polarity, Rung, Setting, Statement

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


def worth_of(statement: Statement, rung: Rung, *, as_of: int, weights: Weights) -> float:
    """Return the worth of a statement that stands on a rung.

    That of a role falls from a recent one's to an older one's over `weights.fade_months`, half of
    it before `weights.recent_months` since its end and half after. A role without dates counts as
    an older one. Without `weights.recency` no role loses anything by its age, or for want of dates.
    """
    if rung not in (Rung.RECENT_ROLE, Rung.OLDER_ROLE):
        return weights.worth(rung)
    recent, older = weights.worth(Rung.RECENT_ROLE), weights.worth(Rung.OLDER_ROLE)
    if not weights.recency:
        return recent
    if statement.period is None:
        return older
    if statement.period.end is None:
        return recent
    beyond = as_of - statement.period.end - (weights.recent_months - weights.fade_months / 2)
    if not weights.fade_months:
        return recent if beyond < 0 else older
    lost = min(max(beyond / weights.fade_months, 0.0), 1.0)
    return recent - (recent - older) * lost
