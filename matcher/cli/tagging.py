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
        list[str] | None, typer.Option("--tag", help="Add this tag. May be repeated.")
    ] = None,
    untagged: Annotated[
        list[str] | None, typer.Option("--untag", help="Remove this tag. May be repeated.")
    ] = None,
    status: Annotated[
        str | None, typer.Option(help="Status, in your own words; '' removes it.")
    ] = None,
    contacted: Annotated[
        str | None, typer.Option(help="Date of the last contact: 2027-03-01; '' removes it.")
    ] = None,
    available: Annotated[
        str | None, typer.Option(help="Available from this date, or 'now'; '' removes it.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Set status, tags, last contact or availability of candidates, to filter on.

    They are no evidence of skills and change no score. Indexing the CV again keeps them.

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
