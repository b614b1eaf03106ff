"""Commands about what the page and the API showed: is the audit whole, and a ranking made again.

In:  words of the command line
Out: what was found, on the screen or as JSON; exit code 3 where the audit is not as it was written.
     `matcher audit fairness` stands in `fairness.py`
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher import owned, screen_upkeep
from matcher.cli.fairness import fairness
from matcher.cli.options import (
    EXIT_STORAGE,
    Base,
    Json,
    Model,
    WeightsFile,
    open_base,
    print_json,
    write,
)
from matcher.errors import InvalidInput, NotFound

if TYPE_CHECKING:
    from service import Desk, Replayed

EXIT_DIFFERS = 1
_MOST = 20  # people who are named one by one

app = typer.Typer(
    name="audit",
    no_args_is_help=True,
    help="What the page and the API showed, line by line; and for whom a ranking works out worse.",
)
app.command()(fairness)


@app.command()
def verify(base: Base, as_json: Json = False) -> None:
    """Read the whole audit of a talent base, and name the first line that is not as it was written.

    Each line is bound to the one before it, so that a line that was changed, taken out or moved is
    found. Write the hash of the last line down elsewhere to notice that the whole file was put
    back to an earlier one. Exit code 3 where something is wrong.

    ```
    matcher audit verify --base talent
    ```
    """
    with _desk(base) as desk:
        found = desk.audit.verify()
    if as_json:
        print_json(asdict(found))
    elif found.bad is None:
        screen_upkeep.done(
            f"The {found.lines} lines of the audit are as they were written; {found.erased} "
            f"mentions of people were erased. Last line: {found.link}"
        )
    else:
        screen_upkeep.wrong([f"line {found.bad}: {found.why}"], base)
    if found.bad is not None:
        raise typer.Exit(EXIT_STORAGE)


@app.command("list")
def list_(
    base: Base,
    top: Annotated[int, typer.Option(min=1, help="How many lines to show, newest first.")] = 20,
    as_json: Json = False,
) -> None:
    """Show the last lines of the audit: rankings with their numbers, and what was done.

    ```
    matcher audit list --base talent
    ```
    """
    with _desk(base) as desk:
        lines = desk.audit.lines(most=top)
    if as_json:
        print_json([asdict(line) for line in lines])
        return
    for line in lines:
        when = datetime.fromtimestamp(line.at).isoformat(" ", "seconds")
        about = f"{line.people} people" if line.people else ""
        screen_upkeep.done(f"{line.n:>6}  {when}  {line.kind:<13} {line.vacancy:<11} {about}")


def replay(
    run: Annotated[int, typer.Argument(min=1, help="Number of a run, as `matcher audit list`.")],
    base: Base,
    model: Model = None,
    weights: WeightsFile = None,
    as_json: Json = False,
) -> None:
    """Make a ranking again that the page or the API showed, as of its month, and compare it.

    Says that people, order, scores and ledgers are the same to the last bit, or what differs and
    why: somebody left, a CV changed, the program did. Exit code 1 where it differs. Give the
    weights that the page was served with.

    ```
    matcher replay 12 --base talent
    ```
    """
    from service import replay as made_again

    matcher = open_base(base, model, weights=weights)
    with desk_in(matcher.folder) as desk:
        done = made_again(matcher, desk, run)
    if as_json:
        print_json(asdict(done))
    else:
        for line in _told(done):
            screen_upkeep.done(line)
    if not done.same:
        raise typer.Exit(EXIT_DIFFERS)


class Language(StrEnum):
    """The languages of a letter."""

    nl = "nl"
    en = "en"


def letter(
    run: Annotated[int, typer.Argument(min=1, help="Number of a run, as `matcher audit list`.")],
    candidate: Annotated[str, typer.Argument(help="Id of a candidate.")],
    base: Base,
    out: Annotated[Path, typer.Option(help="File to write: .html to print, .txt for plain text.")],
    language: Annotated[Language, typer.Option(help="Language of the letter.")] = Language.nl,
    model: Model = None,
    weights: WeightsFile = None,
) -> None:
    """Write the candidate's own copy of a ranking: data, criteria, what was found, how to contest.

    It bears their name and tells of nobody else. Making it is written down in the audit.

    ```
    matcher letter 2 anna-de-boer --base talent --language en --out anna.html
    ```
    """
    from service import letter_of_run

    as_html = out.suffix.lower() in (".html", ".htm")
    if not as_html and out.suffix.lower() != ".txt":
        raise InvalidInput(f"{out} says no kind; name a file that ends in .html or .txt")
    matcher = open_base(base, model, weights=weights)
    with desk_in(matcher.folder) as desk:
        text = letter_of_run(matcher, desk, run, candidate, language, as_html=as_html)
    owned.file(out)
    write(out, text)
    screen_upkeep.done(f"{out} is the letter of {candidate} for run {run}.")


def register(app_: typer.Typer) -> None:
    """Add these commands."""
    app_.add_typer(app)
    app_.command()(replay)
    app_.command()(letter)


def _told(done: "Replayed") -> Iterator[str]:
    when = datetime.fromtimestamp(done.at).isoformat(" ", "minutes")
    if done.same:
        yield (
            f"Run {done.run} of {when} comes out the same: {done.people} people, their order, "
            "scores and ledgers, bit for bit."
        )
    else:
        yield f"Run {done.run} of {when}, of {done.people} people, comes out otherwise now:"
    if done.left:
        yield f"  left the base or were erased: {len(done.left)} (places {_places(done.left)})"
    if done.changed:
        yield f"  changed since in the base: {len(done.changed)} (places {_places(done.changed)})"
    if done.entered:
        yield f"  now among them, who were not: {done.entered}"
    for place, no, then, now in done.moved[:_MOST]:
        after = "not on the list" if now is None else repr(now)
        yield f"  place {place}, {no[:4]}-{no[4:]}: {then!r}, now {after}"
    if len(done.moved) > _MOST:
        yield f"  and {len(done.moved) - _MOST} more whose score or ledger is another"
    if not done.order:
        yield "  the order of those who are still there is another"
    if done.engine:
        yield f"  since then these are others: {', '.join(done.engine)}"
    elif not done.same and done.moved:
        yield "  the program, its model, weights and calibration are those of the run"


def _places(places: tuple[int, ...]) -> str:
    more = ", …" if len(places) > _MOST else ""
    return ", ".join(map(str, places[:_MOST])) + more


@contextmanager
def _desk(base: str) -> Iterator["Desk"]:
    """Open the desk of a base; no model is needed."""
    from matcher.store import TalentBase

    with TalentBase.open(base) as opened:
        folder = opened.folder
    with desk_in(folder) as desk:
        yield desk


@contextmanager
def desk_in(folder: Path) -> Iterator["Desk"]:
    """Open the desk in a base's folder; NotFound where there is none."""
    from matcher.store import DESK
    from service import Desk

    if not (folder / DESK).exists():
        raise NotFound(f"there is no desk in {folder}: nothing was ranked with `matcher serve` yet")
    with closing(Desk(folder / DESK)) as desk:
        yield desk
