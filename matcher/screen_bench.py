"""What the commands of the analyst's bench show a person.

In:  their reports, as `--json` prints them
Out: tables and lines on the terminal, those first that tell most
"""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

Report = Mapping[str, Any]


def lines(said: Sequence[str]) -> None:
    """Show sentences, one a line."""
    out = Console(highlight=False)
    for line in said:
        out.print(escape(line), soft_wrap=True)


def judgements(report: Report, meanings: Mapping[str, str]) -> None:
    """Show how much was judged, as what, and how far the judges agree."""
    out = Console(highlight=False)
    out.print(
        f"[bold]{report['judgements']}[/bold] judgements of {report['candidates']} people for "
        f"{report['vacancies']} vacancies"
    )
    table = _table("grade", "judgements", ">meaning")
    for grade, many in report["grades"].items():
        table.add_row(grade, str(many), escape(meanings.get(grade, "")))
    out.print(table)
    agreed = report["agreement"]
    if agreed:
        kappa = "" if agreed["kappa"] is None else f"kappa {agreed['kappa']:.2f}, "
        out.print(
            f"{len(report['judges'])} judges, {agreed['both']} judged by two or more: the same "
            f"grade {100 * agreed['exact']:.0f} %, {kappa}alpha {agreed['alpha']:.2f}"
        )


def tuned(report: Report) -> None:
    """Show what tuning brought, and what the fitted weights would change."""
    out = Console(highlight=False)
    for line in report["words"]:
        out.print(f"[bold]{escape(line)}[/bold]", soft_wrap=True)
    for line in report["differs"]:
        out.print(f"  {escape(line)}", soft_wrap=True)
    for line in report["warnings"]:
        out.print(f"[yellow]![/yellow] {escape(line)}", soft_wrap=True)
    if report["written"]:
        out.print(f"Written to {escape(report['written'])}", soft_wrap=True)


def moved(report: Report, *, most: int) -> None:
    """Show the vacancies whose lists are furthest apart, and the people who moved furthest."""
    out = Console(highlight=False)
    table = _table(
        "vacancy", "people", f"same of {report['top']}", "tau", "came", "left", "places moved",
        *(["nDCG@10"] if report["ndcg@10"] else []),
    )  # fmt: skip
    for row in report["vacancies"][:most]:
        table.add_row(
            escape(str(row["vacancy"])), str(row["both"]), f"{100 * row['same_top']:.0f} %",
            f"{row['tau']:.2f}", str(row["came"]), str(row["left"]), f"{row['moved']:.1f}",
            *([f"{row['gain']:+.3f}" if row["gain"] is not None else ""]
              if report["ndcg@10"] else []),
        )  # fmt: skip
    out.print(table)
    if report["ndcg@10"]:
        out.print(f"nDCG@10, {_change(report['ndcg@10'])}")
    table = _table("vacancy", "candidate", "place", "score", ">why")
    changed = [one for one in report["people"] if one["rose"] != 0]
    for one in changed[:most]:
        table.add_row(
            escape(str(one["vacancy"])), escape(str(one["candidate"])),
            f"{_or(one['place_before'])} → {_or(one['place_after'])}",
            f"{_or(one['score_before'])} → {_or(one['score_after'])}",
            escape(one["why"] if one["rose"] is not None else ""),
        )  # fmt: skip
    out.print(table if changed else "Nobody moved.")
    for by, rows in report["places_risen_by"].items():
        out.print(_groups(by, rows, "places risen", "+.1f"))


def diagnosed(report: Report) -> None:
    """Show what mending each stage would bring, for whom it is worse, and single errors."""
    out = Console(highlight=False)
    out.print(
        f"nDCG@10 of {report['vacancies']} vacancies: [bold]{_said(report['ndcg@10'])}[/bold]; the "
        "most that mending one stage alone would bring:"
    )
    table = _table("stage", "labelled", "gain")
    for stage in report["stages"]:
        gain = stage["gain"]
        table.add_row(
            stage["stage"], str(stage["labelled"]),
            "no labels, or nothing to mend" if gain is None else _said(gain, "+.3f"),
        )  # fmt: skip
    out.print(table)
    for by, rows in report["suited_found_by"].items():
        out.print(_groups(by, rows, "suited found", ".2f"))
    out.print("Who stands furthest from where their grade belongs, among the judged:")
    table = _table("vacancy", "candidate", "grade", "place", "should be")
    for one in report["errors"]:
        first, last = one["should"]
        table.add_row(
            escape(one["vacancy"]), escape(one["candidate"]), str(one["grade"]), str(one["place"]),
            str(first) if first == last else f"{first} to {last}",
        )  # fmt: skip
    out.print(table)


# --- within ---------------------------------------------------------------------------------------
def _table(*heads: str) -> Table:
    """Return an empty table; a head that begins with > has a column that may be wide."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for place, head in enumerate(heads):
        wide = head.startswith(">")
        table.add_column(head.lstrip(">"), no_wrap=not wide, ratio=1 if wide else None,
                         justify="left" if wide or not place else "right")  # fmt: skip
    return table


def _groups(by: str, rows: Sequence[Report], what: str, form: str) -> Table:
    table = _table(by, "people", what, "95 %")
    for row in rows:
        table.add_row(
            escape(str(row[by])), str(row["people"]), format(row["mean"], form),
            f"{format(row['low'], form)} to {format(row['high'], form)}",
        )  # fmt: skip
    return table


def _said(figure: Report, form: str = ".3f") -> str:
    low, high = figure["interval"]
    return f"{format(figure['mean'], form)} ({format(low, form)} to {format(high, form)})"


def _change(figures: Report) -> str:
    return (
        f"before {figures['before']['mean']:.3f}, after {figures['after']['mean']:.3f}: "
        f"{_said(figures['gain'], '+.3f')}"
    )


def _or(value: Any) -> str:
    return "–" if value is None else f"{value:g}"
