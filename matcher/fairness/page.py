"""The report as one HTML file that loads nothing, light and dark, to read, print or attach.

In:  an `Audit`, a language, and the day that it bears
Out: HTML; whatever a file of groups or a vacancy holds is shown as text
"""

from datetime import date
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from matcher.fairness.audit import Audit
from matcher.fairness.rates import FOUR_FIFTHS
from matcher.fairness.report import report
from matcher.fairness.words import heads, number

_WIDE, _HIGH, _MOST = 150.0, 16.0, 1.5  # of a bar; the ratio at its right end


def page(audit: Audit, language: str = "en", *, on: date | None = None) -> str:
    """Return the report of an audit; see `report` for the parameters."""
    told = report(audit, language, on=on)
    columns = dict.fromkeys(one["column"] for one in told["rates"])
    return (
        _environment()
        .get_template("report.html")
        .render(
            r=told,
            t=heads(language),
            lang=language,
            columns=[_column(told, column) for column in columns],
            n=lambda value, digits=2: number(value, language, digits),
            bar=bar,
        )
    )


def _column(told: dict[str, Any], column: str) -> dict[str, Any]:
    """Return a column's rates as a matrix: a row a group, a cell a cut-off."""
    own = [one for one in told["rates"] if one["column"] == column]
    cuts = list(dict.fromkeys(one["cut_words"] for one in own))
    standing = {s["group"]: s for s in told["standings"] if s["column"] == column}
    rows = []
    for group in dict.fromkeys(one["group"] for one in own):
        cells = {one["cut_words"]: one for one in own if one["group"] == group}
        rows.append({"group": group, "cells": cells, "standing": standing[group]})
    return {"name": column, "cuts": cuts, "rows": rows, "rates": own}


def bar(ratio: float | None, interval: list[float] | None) -> Markup:
    """Return an impact ratio as a point on a line, with its interval and the four fifths.

    What lies right of one and a half is drawn at the end.
    """
    fifths = _at(FOUR_FIFTHS)
    parts = [
        f'<line class="b-fifths" x1="{fifths}" x2="{fifths}" y1="0" y2="{_HIGH}"/>',
        f'<line class="b-one" x1="{_at(1)}" x2="{_at(1)}" y1="0" y2="{_HIGH}"/>',
    ]
    if interval is not None:
        low, high = interval
        parts.append(f'<line class="b-span" x1="{_at(low)}" x2="{_at(high)}" y1="8" y2="8"/>')
    if ratio is not None:
        low_mark = " low" if ratio < FOUR_FIFTHS else ""
        parts.append(f'<circle class="b-dot{low_mark}" cx="{_at(ratio)}" cy="8" r="4"/>')
    return Markup(
        f'<svg viewBox="0 0 {_WIDE:g} {_HIGH:g}" width="{_WIDE:g}" height="{_HIGH:g}" '
        f'aria-hidden="true">{"".join(parts)}</svg>'
    )


def _at(ratio: float) -> str:
    return f"{4 + (_WIDE - 8) * min(ratio, _MOST) / _MOST:.1f}"


def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
