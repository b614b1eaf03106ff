"""One text of the sample, taken apart.

In:  a Markdown file: front matter, a title, `## ` sections, `### ` roles, `- ` bullets
Out: `Text`, which every renderer walks from top to bottom
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Choice = TypeVar("Choice")

_MARKS = {"### ": "role", "- ": "bullet", "%%hidden%% ": "hidden"}
_SIDE = " {side}"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text, without its mark."""

    kind: str  # role | bullet | hidden | text | gap (an empty line)
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the lines below it; the first section of a text has no heading."""

    heading: str
    lines: tuple[Line, ...]
    side: bool  # goes to the narrow column where the layout has one


@dataclass(frozen=True, slots=True)
class Text:
    """A CV or a vacancy as it was written."""

    id: str
    language: str
    layout: str  # pdf | pdf-columns | docx | docx-table | odt | html | txt
    title: str  # a person's name, or the title of a vacancy
    sections: tuple[Section, ...]

    @property
    def file_name(self) -> str:
        """Return the name of the rendered file: id and the layout's suffix."""
        return f"{self.id}.{self.layout.partition('-')[0]}"

    def pick(self, what: str, options: Sequence[Choice]) -> Choice:
        """Return one of `options`; the same for this id on every run and every machine."""
        digest = hashlib.sha256(f"{what} of {self.id}".encode()).digest()
        return options[int.from_bytes(digest[:4], "big") % len(options)]


def read_text(path: Path) -> Text:
    """Return the text in a Markdown file."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    settings = dict(_settings(front))
    title, _, rest = body.strip().removeprefix("# ").partition("\n")
    return Text(
        id=path.stem,
        language=settings["language"],
        layout=settings["format"],
        title=title.strip(),
        sections=tuple(_sections(rest)),
    )


def _settings(front: str) -> Iterator[tuple[str, str]]:
    for line in front.splitlines():
        name, _, value = line.partition(":")
        yield name.strip(), value.partition("#")[0].strip()


def _sections(body: str) -> Iterator[Section]:
    for number, part in enumerate(f"\n{body}".split("\n## ")):
        heading, _, rest = part.partition("\n") if number else ("", "", part)
        lines = tuple(map(_line, rest.strip().splitlines()))
        if heading or lines:
            yield Section(heading.removesuffix(_SIDE).strip(), lines, heading.endswith(_SIDE))


def _line(written: str) -> Line:
    for mark, kind in _MARKS.items():
        if written.startswith(mark):
            return Line(kind, written.removeprefix(mark).strip())
    return Line("text" if written.strip() else "gap", written.strip())
