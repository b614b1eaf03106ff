"""What the command line shows a person; wide or narrow terminals, pipes included."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from matcher.explanation import Narrowing, chance_in_words, short, word
from matcher.records import Kind, Match, Vacancy
from matcher.screen_rows import evidence, reasons, sign, signs, telling

if TYPE_CHECKING:
    from matcher.evaluation import Figure
    from matcher.pipeline import Indexed, Ranking

Links = Mapping[str, Sequence[Mapping[str, Any]]]  # of `links_report`


def _out() -> Console:
    return Console(highlight=False)


def error(message: str) -> None:
    """Say what went wrong, on the error stream."""
    Console(stderr=True, highlight=False).print(
        f"[red]Error:[/red] {escape(message)}", soft_wrap=True
    )


def note(message: str) -> None:
    """Say something beside the result, on the error stream."""
    Console(stderr=True, highlight=False).print(escape(message))


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on a terminal; say nothing where the output goes into a file."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda done, total: None
        return
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
    with bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def indexed(done: "Indexed", base: Path | str) -> None:
    """Say what became of the files that were added."""
    out = _out()
    out.print(
        f"[bold]{done.people}[/bold] people in {escape(str(base))}: {done.added} added, "
        f"{done.updated} updated, {done.unchanged} files unchanged."
    )
    if done.problems:
        out.print(f"[red]{len(done.problems)} could not be read:[/red]")
        for problem in done.problems:
            out.print(f"  {escape(problem.source)}: {problem.reason}. {escape(problem.message)}")


def vacancy(understood: Vacancy, links: Links | None = None) -> None:
    """Show the requirements of a vacancy, with the numbers that --off and --weight take.

    `links` are those of `links_report`: which skills a requirement without one perhaps speaks of.
    """
    out = _out()
    out.print(f"[bold]{escape(understood.title or understood.id)}[/bold] ({understood.language})")
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading, style in (("nr", "dim"), ("", "bold"), ("kind", "dim"), ("weight", "dim")):
        table.add_column(heading, style=style, no_wrap=True)
    table.add_column("requirement", ratio=1)
    for r in understood.requirements:
        about = _about((links or {}).get(str(r.number), ()), understood.language)
        table.add_row(
            str(r.number), str(r.importance), str(r.kind), f"{r.weight:g}", escape(r.text) + about
        )
    out.print(table)
    for advice in understood.advice:
        out.print(f"[yellow]![/yellow] {escape(advice)}")
    if understood.set_aside:
        out.print(
            f"[dim]{len(understood.set_aside)} other lines set aside (--json lists them)[/dim]"
        )


def _about(links: Sequence[Mapping[str, Any]], language: str) -> str:
    skills = ", ".join(f"{link['name']} (“{link['phrase']}”)" for link in links)
    return f"\n[dim]{word('about', language)}: {escape(skills)}[/dim]" if skills else ""


def candidate(report: Mapping[str, Any]) -> None:
    """Show what is understood of a CV."""
    out = _out()
    out.print(f"[bold]{escape(report['candidate'])}[/bold] ({report['language']})")
    kept_back = len(report["identity"]) + len(report["titles"])
    out.print(f"[dim]{kept_back} names, titles and contact details never reach the ranking[/dim]")
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("setting", "period", "says"):
        table.add_column(heading, style="dim", no_wrap=True)
    table.add_column("statement", ratio=1)
    for s in report["statements"]:
        table.add_row(s["setting"], s["period"], s["polarity"], escape(s["text"]))
    out.print(table)
    if "lines" in report:
        out.print(f"[dim]{escape(_account(report['lines']))}[/dim]")
    for flag in report["flags"]:
        out.print(f"[yellow]![/yellow] {escape(flag)}")


def _account(lines: Mapping[str, Any]) -> str:
    """Say what became of the lines of a CV: the numbers add up."""
    fates = ("evidence", "role header", "heading", "identity", "set aside")
    told = [f"{lines[fate]} {fate}" for fate in fates if lines[fate]]
    reasons = [f"{why}: {n}" if n > 1 else why for why, n in lines["reasons"].items()]
    why = f" ({'; '.join(reasons)})" if reasons else ""
    noun = "line" if lines["total"] == 1 else "lines"
    return f"{lines['total']} {noun}: {', '.join(told)}{why}"


def ranking(found: "Ranking", narrowest: Sequence[Narrowing]) -> None:
    """Show a ranked list: for each person the score, the must-haves and the best reasons."""
    out, language = _out(), found.vacancy.language
    nl = language == "nl"
    out.print(f"\n[bold]{escape(found.vacancy.title or found.vacancy.id)}[/bold]")
    people = "mensen in de pool" if nl else "people in the pool"
    out.print(f"[dim]{found.pool} {people}{_untold(found.undecided, nl=nl)}[/dim]")
    out.print(f"[dim]{signs(language)}[/dim]\n")
    behaviour = {r.number for r in found.vacancy.requirements if r.kind is Kind.SOFT}
    for place, match in enumerate(found.matches, start=1):
        met, asked = match.must_met
        out.print(
            f"[bold]{place:>2}. {escape(match.candidate)}[/bold]  {match.score:.2f}  "
            f"[dim]{word('musts', language)} {met}/{asked}  {escape(match.source)}[/dim]"
        )
        for flag in match.flags:
            out.print(f"    [yellow]! {escape(flag)}[/yellow]")
        shown, told = telling(match, behaviour, language)
        out.print(reasons(shown, language))
        for line in told:
            out.print(f"      [dim]{line}[/dim]")
    helpful = [n for n in narrowest if n.gained][:3]
    if helpful:
        out.print()
        for n in helpful:
            text = (
                f"zonder eis {n.number} zouden {n.gained} mensen meer aan alle eisen voldoen"
                if nl
                else f"without must {n.number}, {n.gained} more people would meet all must-haves"
            )
            out.print(f"[dim]{text}: {escape(short(n.requirement, 60))}[/dim]")


def _untold(people: int, *, nl: bool) -> str:
    """Say how many a filter left out for what their CV does not tell."""
    if not people:
        return ""
    return f"; van nog {people} zegt het cv het niet" if nl else f"; {people} more CVs do not tell"


def profile(found: "Ranking") -> None:
    """Say on the error stream how the index was searched, and where the time went."""
    plan, stages = found.plan, dict(found.spent_ms)
    err = Console(stderr=True, highlight=False)
    if plan is not None:
        err.print(
            f"[dim]index: {plan.way} by {plan.kernel}; {plan.passing:,} of {plan.people:,} people "
            f"pass, {plan.rescored:,} compared exactly[/dim]"
        )
        stages |= {f"index: {name}": ms for name, ms in plan.stage_ms.items()}
    err.print(f"[dim]calibration: {escape(found.calibration)}[/dim]")
    for name, ms in stages.items():
        err.print(f"[dim]{ms:>10.1f} ms  {escape(name)}[/dim]")


def ledger(match: Match, language: str) -> None:
    """Show all rows of one candidate; the points add up to the score."""
    out = _out()
    met, asked = match.must_met
    out.print(
        f"\n[bold]{escape(match.candidate)}[/bold]  {word('score', language)} "
        f"[bold]{match.score:.2f}[/bold]  {word('musts', language)} {met}/{asked}"
    )
    for flag in match.flags:
        out.print(f"[yellow]! {escape(flag)}[/yellow]")
    table = Table(box=None, pad_edge=False, header_style="dim", show_footer=True)
    table.add_column("nr", style="dim", no_wrap=True)
    table.add_column(
        word("points", language), justify="right", no_wrap=True, footer=f"{match.score:.2f}"
    )
    table.add_column("", no_wrap=True)
    table.add_column(word("chance", language), justify="right", style="dim", no_wrap=True)
    table.add_column(word("requirement", language), ratio=2)
    table.add_column(word("evidence", language), ratio=3)
    for row in match.rows:
        if row.number is None:
            name = word(row.requirement, language)
        else:
            name = f"{escape(row.requirement)} [dim]({word(row.importance, language)})[/dim]"
        table.add_row(
            str(row.number or ""),
            f"{row.points:.2f}/{row.most:.2f}",
            sign(row),
            "" if row.chance is None else chance_in_words(row.chance),
            name,
            evidence(row, language),
        )
    out.print(table)
    out.print(f"[dim]{signs(language)}[/dim]")
    out.print(f"[dim]{word('what a chance is', language)}[/dim]")


def vacancies(found: Sequence[tuple[Vacancy, Match]]) -> None:
    """Show vacancies in the order in which they suit a candidate."""
    out = _out()
    for place, (vacancy_, match) in enumerate(found, start=1):
        met, asked = match.must_met
        out.print(
            f"{place:>2}. [bold]{escape(vacancy_.title or vacancy_.id)}[/bold]  {match.score:.2f}"
            f"  [dim]{word('musts', vacancy_.language)} {met}/{asked}  {escape(vacancy_.id)}[/dim]"
        )


def figures(
    task: str, measured: Mapping[str, Mapping[str, "Figure"]], problems: Sequence[str]
) -> None:
    """Show measures as a table: one row a system, 95 % intervals below the means."""
    out = _out()
    table = Table(title=task, box=None, pad_edge=False, header_style="dim")
    table.add_column("system", style="bold")
    names = list(next(iter(measured.values())))
    for name in names:
        table.add_column(name, justify="right")
    for system, row in measured.items():
        table.add_row(
            system,
            *(f"{f.mean:.3f}\n[dim]{f.low:.2f}-{f.high:.2f}[/dim]" for f in row.values()),
        )
    out.print(table)
    for problem in problems:
        out.print(f"[yellow]![/yellow] {escape(problem)}")


def tuned(report: Mapping[str, Any]) -> None:
    """Say how good fitted curves are, group by group, and what to beware of."""
    out = _out()
    about = report["about"]
    out.print(
        f"[bold]{about['rows']:,}[/bold] judgements of {about['vacancies']} vacancies; figures of "
        "vacancies that the curves were not fitted on",
        soft_wrap=True,
    )
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("group", style="bold", no_wrap=True)
    headings = ("rows", "vacancies", "shown: ECE", "log loss", "met: ECE", "log loss")
    for heading in headings:
        table.add_column(heading, justify="right")
    for group, figures in report["groups"].items():
        cells = [cell for event in ("shown", "met") for cell in _chances(figures[event])]
        table.add_row(group, str(figures["rows"]), str(figures["vacancies"]), *cells)
    out.print(table)
    out.print("[dim]log loss / that of the share of rows that are so anyway[/dim]")
    for warning in report["warnings"]:
        out.print(f"[yellow]![/yellow] {escape(warning)}", soft_wrap=True)
    if report["written"]:
        path = escape(report["written"])
        out.print(f"Written to {path}; use it with: --curves {path}", soft_wrap=True)


def _chances(figures: Mapping[str, float] | None) -> tuple[str, str]:
    if figures is None:
        return "–", "–"
    loss, base = figures["log_loss"], figures["base_rate_log_loss"]
    return f"{figures['ece']:.3f}", f"{loss:.3f} / {base:.3f}"


def imported(report: Mapping[str, Any], base: Path | str) -> None:
    """Say what a taxonomy brought, and what was left out and why."""
    out = _out()
    out.print(
        f"[bold]{report['skills']:,}[/bold] skills of {report['taxonomy']} in {escape(str(base))}: "
        f"{report['merged']:,} of them merged with a built-in skill of the same name; "
        f"{report['groups']:,} wider groups, {report['broader']:,} steps to something wider, "
        f"{report['related']:,} pairs of related skills."
    )
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("language", style="bold")
    for heading in ("skills with a label", "names looked for", "skills without a label"):
        table.add_column(heading, justify="right")
    for language, counted in report["languages"].items():
        table.add_row(language, *(f"{number:,}" for number in counted.values()))
    out.print(table)
    if report["skipped"]:
        out.print("Left out:")
        for reason, number in report["skipped"].items():
            out.print(f"  {number:>7,}  {escape(reason)}")
    for file in report["tables"]:
        if file["left_out"]:
            out.print(f"  [dim]{escape(file['file'])} {escape(file['left_out'])}[/dim]")
    _read_again(report, base)


def taxonomies(report: Mapping[str, Any], base: Path | str) -> None:
    """Show the taxonomies of a base."""
    out = _out()
    if not report["taxonomies"]:
        out.print(
            f"No taxonomy in {escape(str(base))}; add one with: matcher taxonomy import esco "
            f"FOLDER --base {escape(str(base))}"
        )
    for one in report["taxonomies"]:
        out.print(
            f"[bold]{escape(one['name'])}[/bold]  {escape(one['holds'])}, imported "
            f"{one['imported']}  [dim]{one['digest'][:12]}[/dim]"
        )
    _read_again(report, base)


def removed(report: Mapping[str, Any], base: Path | str) -> None:
    """Say that a taxonomy is gone."""
    _out().print(f"{escape(report['removed'])} is erased from {escape(str(base))}.")
    _read_again(report, base)


def _read_again(report: Mapping[str, Any], base: Path | str) -> None:
    if report["files_to_read_again"]:
        _out().print(
            f"[yellow]![/yellow] {report['files_to_read_again']} of {report['files']} files were "
            "read with another set of skills; read them again with: matcher index PATHS "
            f"--base {escape(str(base))}"
        )


def utf8() -> None:
    """Make the output streams able to print any name, whatever the locale."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
