"""The CVs of the producer matrix: their texts, and what a reading of them has to find.

In:  cvs/*.txt, written for this bench; every person in them is made up
Out: `Cv`s: a head and one or two columns of blocks; `truth` is the text that goes into every file

The marks of a text: "=" name, "~" line of its own, "#" heading, "@ dates :: title" entry,
"*" bullet, "|" row of a table, "---" where the second column starts; other lines are paragraphs.
`layout` is plain, side, columns, table or dates (dates in a column before their entry); `look`
names what else is hard: tracked (headings of letters set apart), icons, justified, serif.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
_MARKS = {"=": "name", "~": "line", "#": "heading", "@": "entry", "*": "bullet", "|": "row"}


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a CV; the parts of an entry are its dates and its title, of a row its cells."""

    kind: str  # name, line, heading, entry, bullet, row or paragraph
    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return the parts, parted by a space."""
        return " ".join(self.parts)


@dataclass(frozen=True, slots=True)
class Cv:
    """A text to be made into files."""

    name: str
    language: str
    layout: str
    look: frozenset[str]
    head: tuple[Block, ...]
    columns: tuple[tuple[Block, ...], ...]

    @property
    def dates_first(self) -> bool:
        """Tell whether the dates of an entry stand before its title."""
        return self.layout == "dates"

    @property
    def dates_below(self) -> bool:
        """Tell whether the dates of an entry stand on a line of their own; columns are narrow."""
        return self.layout == "columns"

    @property
    def truth(self) -> str:
        """Return the text as a person reads it."""
        return "\n".join(_lines(self))


def cvs(folder: Path = HERE / "cvs") -> list[Cv]:
    """Return the CVs of a folder by name."""
    return [_cv(path) for path in sorted(folder.glob("*.txt"))]


def _lines(cv: Cv) -> Iterator[str]:
    for block in (*cv.head, *(block for column in cv.columns for block in column)):
        parts = block.parts
        if block.kind == "entry" and not cv.dates_first:
            parts = parts[::-1]
        yield " ".join(parts)


def _cv(path: Path) -> Cv:
    settings: dict[str, str] = {}
    columns: list[list[Block]] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        key, colon, value = line.partition(":")
        if colon and key in ("language", "layout", "look"):
            settings[key] = value.strip()
        elif line == "---":
            columns.append([])
        elif line:
            columns[-1].append(_block(line))
    first = next(n for n, block in enumerate(columns[0]) if block.kind == "heading")
    return Cv(
        name=path.stem,
        language=settings["language"],
        layout=settings["layout"],
        look=frozenset(settings["look"].split()),
        head=tuple(columns[0][:first]),
        columns=(tuple(columns[0][first:]), *map(tuple, columns[1:])),
    )


def _block(line: str) -> Block:
    kind = _MARKS.get(line[0], "paragraph")
    text = line[1:].strip() if line[0] in _MARKS else line
    between = {"entry": "::", "row": "|"}.get(kind)
    parts = text.split(between) if between else [text]
    return Block(kind, tuple(part.strip() for part in parts))
