"""Commands that put people in a talent base."""

from pathlib import Path
from typing import Annotated

import typer

from matcher import screen
from matcher.cli.options import (
    EXIT_SOME_UNREAD,
    Base,
    Json,
    Model,
    open_base,
    pair,
    print_json,
)


def index(
    paths: Annotated[list[Path], typer.Argument(help="CVs: files, folders, tables of people.")],
    base: Base,
    column: Annotated[
        list[str] | None,
        typer.Option(help="For tables: 'their column=our field', for example 'Loopbaan=work'."),
    ] = None,
    even_erased: Annotated[
        bool, typer.Option("--even-erased", help="Also add documents of people who were erased.")
    ] = False,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Add people to a talent base. Files that did not change are skipped.

    Reads PDF, DOCX, DOC, ODT, RTF, HTML, TXT, Markdown, Pages, e-mail with attachments, zips,
    LinkedIn, JSON Resume, Europass, HR-XML, SETU, HR Open, and tables of people (CSV, XLSX,
    Parquet, JSON Lines); scans with the extra `ocr`. A file that cannot be read is listed with the
    reason.

        matcher index cvs/ people.xlsx --base talent
    """
    matcher = open_base(base, model, create=True)
    columns = dict(pair(text, "--column", "their column=our field") for text in column or [])
    with screen.progress("Reading CVs") as progress:
        done = matcher.index(paths, columns=columns, even_erased=even_erased, progress=progress)
    if as_json:
        print_json(
            {
                "added": done.added,
                "updated": done.updated,
                "unchanged_files": done.unchanged,
                "people": done.people,
                "problems": [
                    {"source": p.source, "reason": str(p.reason), "message": p.message}
                    for p in done.problems
                ],
            }
        )
    else:
        screen.indexed(done, base)
    if done.problems:
        raise typer.Exit(EXIT_SOME_UNREAD)


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    for command in (index,):
        app.command()(command)
