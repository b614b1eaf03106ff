"""What the commands of upkeep show a person.

In:  checks, what is wrong, what was done
Out: lines on the terminal; the state of a check as a word, so that it needs no colour
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape

if TYPE_CHECKING:
    from matcher.upkeep import Check

_COLOURS = {"ok": "green", "warn": "yellow", "bad": "red"}


def checks(found: Sequence["Check"]) -> None:
    """Show checks, each with its next step below."""
    out = Console(highlight=False)
    wide = max(len(check.name) for check in found)
    for check in found:
        colour = _COLOURS[check.state]
        out.print(
            f"[{colour}]{check.state:<4}[/{colour}] {check.name:<{wide}}  {escape(check.found)}",
            soft_wrap=True,
        )
        if check.next:
            out.print(f"{'':<{wide + 7}}next: {escape(check.next)}", soft_wrap=True)


def wrong(found: Sequence[str], base: object) -> None:
    """Show what is wrong with a base, or that nothing is."""
    out = Console(highlight=False)
    if not found:
        out.print(f"Nothing is wrong with {escape(str(base))}.", soft_wrap=True)
    for line in found:
        out.print(f"[red]wrong[/red] {escape(line)}", soft_wrap=True)


def done(said: str) -> None:
    """Say what was done."""
    Console(highlight=False).print(escape(said), soft_wrap=True)
