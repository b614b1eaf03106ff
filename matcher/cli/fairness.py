"""`matcher audit fairness`: for whom does a ranking work out worse, and can it know?

In:  vacancies, a base, a file of groups where somebody may hold one
Out: findings on the screen or as JSON, and a report in a file; exit code 1 where a swap of identity
     moved a score, so that a pipeline notices
"""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher import owned, screen, screen_upkeep
from matcher.cli.options import Base, Json, Model, open_base, print_json, understood_in, write
from matcher.errors import InvalidInput

if TYPE_CHECKING:
    from matcher.fairness import Cut

EXIT_MOVED = 1


class Language(StrEnum):
    """The languages of a report."""

    nl = "nl"
    en = "en"


def fairness(
    vacancies: Annotated[list[Path], typer.Argument(help="Vacancies: files or folders.")],
    base: Base,
    groups: Annotated[
        Path | None,
        typer.Option(
            help="CSV of who belongs to which group: a column id, and one a kind of group. It is "
            "read and kept nowhere. Without it only swaps and proxies are measured."
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="File to write the report to: .html, or .json.")
    ] = None,
    language: Annotated[Language, typer.Option(help="Language of the report.")] = Language.nl,
    top: Annotated[
        list[int] | None,
        typer.Option(min=1, help="Cut-off: the first N of a list. May be repeated."),
    ] = None,
    score: Annotated[
        list[float] | None,
        typer.Option(help="Cut-off: a score of N or more. May be repeated."),
    ] = None,
    least: Annotated[
        int, typer.Option(min=2, help="People below whom nothing is concluded of a group.")
    ] = 20,
    people: Annotated[
        int, typer.Option(min=1, help="People a language whose CVs are edited for swaps.")
    ] = 6,
    swaps: Annotated[
        int | None, typer.Option(min=1, help="Most swaps a person; default: all that there are.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Of all draws; the same gives the same report.")] = 0,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Audit a ranking: who is selected, what another name would change, what stands in for age.

    Selection rates by group over a sweep of cut-offs, with impact ratios, intervals and tests; a
    group that is too small to conclude anything of is told so. Swaps tell the same CV of somebody
    of another name, gender, age, nationality, family, faith or address. Proxies move years, gaps,
    leave and part-time work. Exit code 1 where a swap moved a score.

    The report can be attached to an entry in the algorithm register; it names nobody.

    ```
    matcher audit fairness vacancies/ --base talent --groups groups.csv --out report.html
    ```
    """
    from matcher.fairness import audit, page, read_groups, report

    if out is not None and out.suffix.lower() not in (".html", ".htm", ".json"):
        raise InvalidInput(f"{out} says no kind; name a file that ends in .html or .json")
    told = read_groups(groups) if groups else None
    matcher = open_base(base, model)
    asked = understood_in(matcher, vacancies)
    with screen.progress("Auditing") as progress:
        found = audit(
            matcher, asked, told, cuts=_cuts(top, score), least=least, each=people, most=swaps,
            seed=seed, progress=progress,
        )  # fmt: skip
    told_as = report(found, language)
    if out is not None:
        html = out.suffix.lower() != ".json"
        owned.file(out)
        write(out, page(found, language) if html else _json(told_as))
    if as_json:
        print_json(told_as)
    else:
        for sentence in told_as["findings"]:
            screen_upkeep.done(f"- {sentence}")
        if out is not None:
            screen_upkeep.done(f"{out} is the report.")
    if found.swaps.moved:
        raise typer.Exit(EXIT_MOVED)


def _cuts(top: Sequence[int] | None, score: Sequence[float] | None) -> Sequence["Cut"]:
    from matcher.fairness import SWEEP, Cut

    asked = [*(Cut("top", n) for n in top or ()), *(Cut("score", n) for n in score or ())]
    return asked or SWEEP


def _json(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
