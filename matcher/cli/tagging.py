"""The command that keeps what recruiters know of somebody."""

from functools import partial
from typing import Annotated

import typer

from matcher.cli.options import Base, Json, print_json
from matcher.errors import InvalidInput


def tag(
    candidates: Annotated[list[str], typer.Argument(help="Ids of candidates.")],
    base: Base,
    tags: Annotated[
        list[str] | None, typer.Option("--tag", help="Put this tag on; may be repeated.")
    ] = None,
    untagged: Annotated[
        list[str] | None, typer.Option("--untag", help="Take this tag off; may be repeated.")
    ] = None,
    status: Annotated[
        str | None, typer.Option(help="Status, in your own words; '' takes it away.")
    ] = None,
    contacted: Annotated[
        str | None, typer.Option(help="Day of the last contact: 2027-03-01; '' takes it away.")
    ] = None,
    available: Annotated[
        str | None, typer.Option(help="Available from this day, or 'now'; '' takes it away.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Keep a status, tags, the last contact or availability, for filters.

    They say nothing of skills and move no score. Indexing the CV again leaves them as they are.

    ```
    matcher tag anna-de-boer --base talent --status placed --tag senior --contacted 2027-03-01
    matcher match vacancy.txt --base talent --where "not status = placed"
    ```
    """
    from matcher.profiles import Changes, changed
    from matcher.store import TalentBase

    changes = Changes(status, tuple(tags or ()), tuple(untagged or ()), contacted, available)
    if changes == Changes():
        raise InvalidInput(
            "nothing to change was given; add --tag, --untag, --status, --contacted or --available"
        )
    TalentBase.open(base).close()  # says that there is none, where `create` would make one
    with TalentBase.create(base) as opened:
        differ = opened.amend(candidates, partial(changed, changes=changes))
    if as_json:
        print_json({"candidates": len(set(candidates)), "changed": differ})
    else:
        typer.echo(f"{differ} of {len(set(candidates))} changed")


def register(app: typer.Typer) -> None:
    """Put this command on the command line."""
    app.command()(tag)
