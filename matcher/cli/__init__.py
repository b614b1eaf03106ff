"""The command line: translates words into one call of the engine, and the answer into a screen.

Exit codes: 0 done; 1 done, but some documents could not be read (they are listed); 2 the input or
the command cannot be used; 3 the talent base or the model cannot be used; 130 stopped with Ctrl-C.
"""

import sys

import typer

from matcher import screen
from matcher.cli import (
    auditing,
    batch,
    diagnosing,
    judging,
    market,
    matching,
    measuring,
    people,
    tagging,
    taxonomies,
    upkeep,
    weighing,
)
from matcher.cli.options import EXIT_INPUT, EXIT_STORAGE
from matcher.errors import InvalidInput, MatcherError, ModelUnavailable, StorageError

app = typer.Typer(
    name="matcher",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    help="""Match people to work: by skills and context, never by job title.

    Everything happens on this machine. To begin:

        matcher index cvs/ --base talent
        matcher match vacancy.txt --base talent
        matcher explain vacancy.txt anna-de-boer --base talent

    Exit codes: 0 done; 1 some documents could not be read; 2 the input cannot be used;
    3 the talent base or the model cannot be used; 130 stopped with Ctrl-C.
    """,
)

for _commands in (
    people, tagging, matching, market, batch, upkeep, auditing, taxonomies, measuring, judging,
    weighing, diagnosing,
):  # fmt: skip
    _commands.register(app)


def main() -> None:
    """Run the command line; every error of the engine becomes one line and an exit code."""
    screen.utf8()
    try:
        app(prog_name="matcher")  # also where it was started as a module
    except InvalidInput as error:
        _fail(error, EXIT_INPUT)
    except (StorageError, ModelUnavailable, MatcherError) as error:
        _fail(error, EXIT_STORAGE)


def _fail(error: MatcherError, code: int) -> None:
    screen.error(str(error))
    sys.exit(code)
