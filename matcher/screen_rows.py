"""Rows of a ledger -> what a terminal shows of them.

In:  rows, and the language to write in
Out: the rows that say most of one person, and markup for their signs and evidence
Why: a list of ten people is read in a minute only if each has a few lines, must-haves first; and
     whatever stands between quotes is taken for proof, so what is none is never quoted bare
"""

from collections.abc import Collection, Sequence

from rich.markup import escape
from rich.table import Table

from matcher.explanation import (
    gap_in_words,
    note_in_words,
    proves,
    quotes,
    sentence,
    short,
    status_in_words,
    word,
)
from matcher.records import Match, Row, Status

_COLOURS = {
    Status.MET: "green",
    Status.PARTLY: "cyan",
    Status.UNCLEAR: "yellow",
    Status.MISSING: "red",
}
_SHOWN, _LACKING = 3, 3  # rows of each kind that a list shows of one person
_WORST = (Status.MISSING, Status.UNCLEAR, Status.PARTLY, Status.MET)
_SIGNS = {Status.MET: "✓", Status.PARTLY: "~", Status.UNCLEAR: "?", Status.MISSING: "✗"}


def telling(match: Match, behaviour: Collection[int], language: str) -> tuple[list[Row], list[str]]:
    """Return the rows that say most, and sentences that count the must-haves left out.

    First what a line proves, must-haves before others and by points; then the other must-haves,
    the worst first. Of behaviour a CV says so little that its rows are counted.
    """
    proven = [r for r in match.rows if r.points and proves(r) and r.status is not Status.MISSING]
    shown = sorted(proven, key=lambda r: (r.importance != "must", -r.points))[:_SHOWN]
    musts = [row for row in match.rows if row.importance == "must" and row not in shown]
    doubtful = [row for row in musts if row.status is not Status.MET or _only_likely(row)]
    soft = [row for row in doubtful if row.number in behaviour]
    hard = sorted(
        (row for row in doubtful if row.number not in behaviour),
        key=lambda r: (_WORST.index(r.status), -r.most),
    )
    counted = (("others", len(hard[_LACKING:])), ("behaviour", len(soft)))
    told = [word(name, language).format(n=n) for name, n in counted if n]
    return [*shown, *hard[:_LACKING]], told


def _only_likely(row: Row) -> bool:
    return row.chance is not None and row.note is None and not proves(row)


def sign(row: Row) -> str:
    """Return the sign of a row's status, in its colour."""
    return f"[{_COLOURS[row.status]}]{_SIGNS[row.status]}[/]"


def signs(language: str) -> str:
    """Return what the signs before the rows mean."""
    names = {status: status_in_words(status, language) for status in _SIGNS}
    names[Status.UNCLEAR] = word("unclear in the list", language)
    return "  ".join(f"{sign} {names[status]}" for status, sign in _SIGNS.items())


def reasons(rows: Sequence[Row], language: str) -> Table:
    """Return rows below one another, without a heading."""
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(width=3)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(ratio=2)
    table.add_column(ratio=3)
    for row in rows:
        table.add_row(
            "",
            sign(row),
            f"{row.points:.2f}",
            escape(short(row.requirement, 90)),
            evidence(row, language, 120),
        )
    return table


def evidence(row: Row, language: str, most: int = 400) -> str:
    """Return what a row says for itself, in markup: its line, its note and its gap."""
    parts = []
    said = sentence(row, language)
    if said:
        parts.append(said.format(quote=_quote(row, language, most)))
    if row.note and not (row.note.code == "nothing found" and (said or row.gap)):
        parts.append(f"[dim]{escape(note_in_words(row.note, language))}[/dim]")
    if row.gap:
        colour = "yellow" if row.gap.trainable else "red"
        again = row.evidence is not None and row.evidence.text == row.gap.text
        quote = not (quotes(row) and (again or row.status is Status.UNCLEAR))  # one line is enough
        words = gap_in_words(row.gap, language, status=row.status, quote=quote)
        parts.append(f"[{colour}]{escape(words)}[/{colour}]")
    return " · ".join(parts)


def _quote(row: Row, language: str, most: int) -> str:
    if row.evidence is None:
        return ""
    where = word(str(row.evidence.rung), language)
    page = f", {word('page', language)} {row.evidence.page}" if row.evidence.page else ""
    return f"“{escape(short(row.evidence.text, most))}” [dim]({where}{page})[/dim]"
