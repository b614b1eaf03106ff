"""Commands about the taxonomies that a talent base understands."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from matcher import screen
from matcher.cli.options import (
    Base,
    Json,
    languages_of,
    open_base,
    print_json,
)

taxonomy_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="""Add the skills of a public taxonomy, such as ESCO, to a talent base.

    ```
    matcher taxonomy import esco ESCO-download/ --base talent --languages nl,en,de
    matcher index cvs/ --base talent
    ```
    """,
)


class TaxonomySource(StrEnum):
    """Whose files `taxonomy import` reads."""

    esco = "esco"


@taxonomy_app.command("import")
def taxonomy_import(
    source: Annotated[TaxonomySource, typer.Argument(help="The taxonomy that the files are of.")],
    folder: Annotated[Path, typer.Argument(help="Folder with the files, as published.")],
    base: Base,
    languages: Annotated[
        str, typer.Option(help="Languages to read, the preferred one first, as nl,en,de.")
    ] = "nl,en",
    as_json: Json = False,
) -> None:
    """Import a taxonomy's download into a talent base; import again to update it.

    Reads ESCO's CSV files, also gzipped, also only some of them, in one folder or several below
    it. The skills are added to the built-in vocabulary; skills of the same name are merged. CVs
    use them once you run `matcher index` on their files again.

        matcher taxonomy import esco ESCO-download/ --base talent --languages nl,en,de
    """
    matcher = open_base(base, None, create=True)
    with screen.progress("Reading the taxonomy") as progress:
        done = matcher.import_esco(folder, languages=languages_of(languages), progress=progress)
    unread, files = matcher.unread_with_taxonomies()
    report = {**done.report(), "files": files, "files_to_read_again": unread}
    print_json(report) if as_json else screen.imported(report, base)


@taxonomy_app.command("list")
def taxonomy_list(base: Base, as_json: Json = False) -> None:
    """List the taxonomies of a talent base, and how many files must be read again with them."""
    matcher = open_base(base, None)
    unread, files = matcher.unread_with_taxonomies()
    kept = [
        {"name": one.name, "holds": one.summary, "imported": one.imported, "digest": one.digest}
        for one in matcher.taxonomies()
    ]
    report = {"taxonomies": kept, "files": files, "files_to_read_again": unread}
    print_json(report) if as_json else screen.taxonomies(report, base)


@taxonomy_app.command("remove")
def taxonomy_remove(
    name: Annotated[str, typer.Argument(help="As `matcher taxonomy list` shows it.")],
    base: Base,
    as_json: Json = False,
) -> None:
    """Erase a taxonomy from a talent base."""
    open_base(base, None)  # says so where there is no base
    matcher = open_base(base, None, create=True)
    matcher.remove_taxonomy(name)
    unread, files = matcher.unread_with_taxonomies()
    report = {"removed": name, "files": files, "files_to_read_again": unread}
    print_json(report) if as_json else screen.removed(report, base)


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    app.add_typer(taxonomy_app, name="taxonomy")
