"""`matcher market`: what vacancies ask, beside what the people of a base show."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from matcher import screen
from matcher.cli.options import Base, Json, Model, Where, open_base, print_json, understood_in
from matcher.errors import InvalidInput
from matcher.explanation import short

if TYPE_CHECKING:
    from matcher.market import Asked, Market

_NAME, _FEW = 56, 2  # letters of a name; places that are named


def market(
    base: Base,
    vacancies: Annotated[
        list[Path] | None, typer.Argument(help="Vacancies: files or folders.")
    ] = None,
    sector: Annotated[
        list[str] | None,
        typer.Option(help="Sector of the vocabulary, in place of vacancies. May be repeated."),
    ] = None,
    top: Annotated[int, typer.Option(min=1, help="Number of requirements to show.")] = 20,
    where: Where = None,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Show which requirements are scarce in a base, where supply is, and what lies near them.

    For vacancies: what each requirement asks, how many people show it, whole or in part, in which
    places and languages; how many would enter the first band, were it a wish; and the neighbouring
    skill that most of the others show. For a sector: the same of the skills that CVs name.

    ```
    matcher market vacancies/ --base talent
    matcher market --sector it --sector finance --base talent
    ```
    """
    from matcher.market import market as of_vacancies
    from matcher.market import market_report, sector_market, sectors_of

    if bool(vacancies) == bool(sector) or (sector and where):
        raise InvalidInput("name vacancies (with --where if you like), or sectors with --sector")
    matcher = open_base(base, model)
    if sector:
        known = sectors_of(matcher)
        if unknown := sorted(set(sector) - set(known)):
            raise InvalidInput(f"no sector is called {unknown[0]!r}; there are {', '.join(known)}")
        found = sector_market(matcher, sector)
    else:
        asked = understood_in(matcher, vacancies or ())
        with screen.progress("Ranking") as progress:
            found = of_vacancies(matcher, asked, where=where or (), progress=progress)
    if as_json:
        print_json(market_report(found))
    else:
        _show(found, top)


def register(app: typer.Typer) -> None:
    """Put this command on the command line."""
    app.command()(market)


def _show(found: "Market", top: int) -> None:
    out = Console(highlight=False)
    many = len(found.vacancies)
    told = f", {many} {'vacancy' if many == 1 else 'vacancies'}" if many else ""
    out.print(f"{found.people} people{told}, {len(found.asked)} requirements; scarcest first")
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("requirement", ratio=1)
    for heading in ("asked", "shown by", "opens"):
        table.add_column(heading, justify="right", no_wrap=True)
    for heading in ("where", "nearest skill"):
        table.add_column(heading, style="dim")
    for asked in found.asked[:top]:
        table.add_row(*map(escape, _cells(asked, found)))
    out.print(table)
    if len(found.asked) > top:
        out.print(f"[dim]and {len(found.asked) - top} more (--top, --json)[/dim]")


def _cells(asked: "Asked", found: "Market") -> tuple[str, ...]:
    share = f" ({100 * asked.shown / found.people:.0f} %)" if found.people else ""
    named = [(place, n) for place, n in asked.places.items() if place][:_FEW]
    near = f"{asked.near[0].skill}: {asked.near[0].people}" if asked.near else ""
    must = f" ({asked.musts} must)" if asked.musts else ""
    return (
        short(asked.name, _NAME),
        f"{asked.vacancies}x{must}" if asked.vacancies else "",
        f"{asked.shown}{share}",
        f"+{asked.gained}" if asked.gained else "",
        ", ".join(f"{place} {n}" for place, n in named),
        near,
    )
