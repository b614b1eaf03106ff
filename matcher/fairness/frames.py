"""An audit's figures -> tables for analysts.

In:  an `Audit`
Out: DataFrames with fixed columns, also where they are empty
"""

from typing import TYPE_CHECKING

from matcher.fairness.audit import Audit

if TYPE_CHECKING:
    import pandas as pd

RATE_COLUMNS = (
    "column", "group", "cut", "value", "people", "considered", "selected", "rate", "reference",
    "ratio", "low", "high", "p", "p_all", "verdict",
)  # fmt: skip
SWAP_COLUMNS = ("subject", "place", "language", "before", "after", "scores", "moved", "most")
PROXY_COLUMNS = (
    "proxy", "people", "scores", "moved", "mean", "up", "down", "mean_without_recency",
    "down_without_recency",
)  # fmt: skip


def rates_frame(audit: Audit) -> "pd.DataFrame":
    """Return one row a group and cut-off; `ratio`, its interval and `p` are NaN where not told."""
    import pandas as pd

    rows = [
        (
            r.column, r.group, r.cut.kind, r.cut.value, r.people, r.considered, r.selected, r.rate,
            r.reference, r.ratio, r.low, r.high, r.p, r.p_all, str(r.verdict),
        )
        for r in audit.rates
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(RATE_COLUMNS))
    return frame.astype(dict.fromkeys(("ratio", "low", "high", "p", "p_all"), float))


def swaps_frame(audit: Audit) -> "pd.DataFrame":
    """Return one row a swap and person: how many of their scores moved, and the most in points."""
    import pandas as pd

    rows = [
        (
            s.swap.subject, s.swap.place, s.swap.language, s.swap.before, s.swap.after, s.scores,
            s.moved, s.most,
        )
        for s in audit.swaps.done
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(SWAP_COLUMNS))


def proxies_frame(audit: Audit) -> "pd.DataFrame":
    """Return one row a proxy, in points, with and without the rule of recency."""
    import pandas as pd

    pairs = zip(audit.proxies.in_use, audit.proxies.without_recency, strict=True)
    rows = [
        (a.proxy, a.people, a.scores, a.moved, a.mean, a.up, a.down, b.mean, b.down)
        for a, b in pairs
    ]
    return pd.DataFrame(rows, columns=list(PROXY_COLUMNS)).set_index("proxy")
