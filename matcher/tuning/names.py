"""Files -> things and the texts that name them, to train on.

In:  ESCO as it is downloaded (CSV, one file a language), or as tables with a language a column
     (TSV, gzipped or not), or anybody's own two columns of texts that belong together
Out: `Named`: an id and its names, each with its language
Why: two names of one thing are the only teaching that the head needs; no labels, no vacancies
"""

import csv
import gzip
import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from matcher.errors import InvalidInput, NotFound

ATTRIBUTION = "This service uses the ESCO classification of the European Commission."

_TABLES = ("*.tsv", "*.tsv.gz", "*.csv", "*.csv.gz")
_LABEL = re.compile(r"(?P<language>[a-z]{2})(_pref)?")  # "nl", "nl_pref"; aliases are in "nl_alt"
_TOLD = re.compile(r"[a-z]{2}_desc")
_LANGUAGE_OF_FILE = re.compile(r"_([a-z]{2})\.csv(\.gz)?$")  # "skills_nl.csv"
_ALIASES = re.compile(r"\n| \| ")
_LONGEST_CELL = 10_000_000

Row = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Named:
    """One thing and the texts that name it."""

    id: str
    names: tuple[tuple[str, str], ...]  # (language or "", name); a language's label stands first

    def label(self, language: str) -> str | None:
        """Return the first name in `language`, or None."""
        return next((name for code, name in self.names if code == language), None)


@dataclass(frozen=True, slots=True)
class Described:
    """A label and a text that says what it means, in the same language."""

    label: str
    text: str


def esco_names(folder: Path, *, aliases: int = 3) -> tuple[Named, ...]:
    """Return the skills and occupations of ESCO with their names.

    Parameters
    ----------
    folder :
        holds tables with a column `uri` and a column per language (`nl` or `nl_pref`, aliases
        in `nl_alt`), or the files of ESCO's own download (`skills_nl.csv`, `occupations_en.csv`).
        Tables with other columns (relations, hierarchies) name nothing and are not used
    aliases :
        so many are taken beside the label in each language, the first in the file

    Returns
    -------
    one `Named` per concept, in the order of the files by name and of their rows

    Raises
    ------
    NotFound : there is no such folder, or no table of names in it
    """
    if not folder.is_dir():
        raise NotFound(f"no folder {folder}; give the folder that holds ESCO's tables")
    found: dict[str, dict[tuple[str, str], None]] = {}
    for path in sorted(_tables(folder)):
        for uri, language, name in _names_in(path, aliases):
            found.setdefault(uri, {})[language, name] = None
    if not found:
        raise NotFound(
            f"{folder} holds no table of ESCO's names; unpack ESCO's download there "
            "(skills_nl.csv, skills_en.csv, occupations_nl.csv, ...)"
        )
    return tuple(Named(uri, tuple(names)) for uri, names in found.items())


def described_in(folder: Path, named: Iterable[Named]) -> tuple[Described, ...]:
    """Return ESCO's descriptions of these things, each with the label in the same language.

    Parameters
    ----------
    folder :
        as for `esco_names`; descriptions stand in `nl_desc`, or in the column `description` of
        ESCO's own download
    named :
        things without a label in a language, or that are not among these, are left out
    """
    things = {each.id: each for each in named}
    found = []
    for path in sorted(_tables(folder), reverse=True):  # skills before occupations
        for uri, language, text in _descriptions(path):
            label = things[uri].label(language) if uri in things else None
            if label:
                found.append(Described(label, text))
    return tuple(found)


def pairs_in(path: Path) -> tuple[Named, ...]:
    """Return the pairs in a file of your own: two texts a line, with a tab between them.

    Texts may return in several lines ("verpleegkundige" with "nurse" and with "RN").

    Raises
    ------
    NotFound : there is no such file
    InvalidInput : a line does not hold two texts, or there is no line at all
    """
    pairs = []
    for number, cells in _lines(path):
        if len(cells) != 2 or not all(cells):
            raise InvalidInput(
                f"{path}, line {number}: {len(cells)} columns came, two texts with one tab between "
                "them are needed"
            )
        pairs.append(Named(f"{path.name}#{number}", tuple(("", cell) for cell in cells)))
    if not pairs:
        raise InvalidInput(f"{path} holds no pairs; write two texts a line, with a tab between")
    return tuple(pairs)


def texts_in(path: Path) -> frozenset[str]:
    """Return every cell of a file with tabs, or of a plain list, in small letters.

    Raises NotFound where there is no such file.
    """
    return frozenset(cell.casefold() for _, cells in _lines(path) for cell in cells if cell)


def without(named: Iterable[Named], texts: AbstractSet[str]) -> tuple[Named, ...]:
    """Return what bears none of these names (in small letters, whole or around a slash)."""
    return tuple(each for each in named if texts.isdisjoint(_forms(each)))


def _forms(named: Named) -> set[str]:
    """Return its names and, of "Pfleger/Pflegerin", both sides."""
    names = {name.casefold() for _, name in named.names}
    return names | {side.strip() for name in names for side in name.split("/")}


def _names_in(path: Path, aliases: int) -> Iterator[tuple[str, str, str]]:
    """Yield (URI, language, name) of a table; nothing where it is no table of names."""
    with _open(path) as lines:
        csv.field_size_limit(_LONGEST_CELL)
        rows = csv.DictReader(lines, delimiter="\t" if ".tsv" in path.name else ",")
        columns = _columns(path, rows.fieldnames or [])
        for row in rows if columns else ():
            for language, label, others in columns:
                for name in _names(row, label, others, aliases):
                    yield row.get("uri") or row.get("conceptUri") or "", language, name


def _descriptions(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (URI, language, description) of a table; nothing where it has none."""
    with _open(path) as lines:
        csv.field_size_limit(_LONGEST_CELL)
        rows = csv.DictReader(lines, delimiter="\t" if ".tsv" in path.name else ",")
        language = _LANGUAGE_OF_FILE.search(path.name)
        columns = [(name[:2], name) for name in rows.fieldnames or [] if _TOLD.fullmatch(name)]
        if language and "description" in (rows.fieldnames or []):
            columns = [(language[1], "description")]
        for row in rows if columns else ():
            for code, column in columns:
                if text := row.get(column):
                    yield row.get("uri") or row.get("conceptUri") or "", code, text


def _tables(folder: Path) -> set[Path]:
    return {path for pattern in _TABLES for path in folder.glob(pattern)}


def _columns(path: Path, header: Iterable[str]) -> list[tuple[str, str, str]]:
    """Return (language, column of the label, column of the aliases)."""
    columns = set(header)
    language = _LANGUAGE_OF_FILE.search(path.name)
    if language and {"conceptUri", "preferredLabel", "altLabels"} <= columns:
        return [(language[1], "preferredLabel", "altLabels")]
    if "uri" not in columns:
        return []
    labels = [match for name in sorted(columns) if (match := _LABEL.fullmatch(name))]
    return [(label["language"], label[0], f"{label['language']}_alt") for label in labels]


def _names(row: Row, label: str, others: str, aliases: int) -> list[str]:
    labels = [name for part in [row.get(label) or ""] if (name := part.strip())]
    more = (name.strip() for name in _ALIASES.split(row.get(others) or ""))
    fresh = [name for name in dict.fromkeys(more) if name and name not in labels]
    return labels + fresh[:aliases]


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield (number from 1, cells) of the lines that are not empty."""
    if not path.is_file():
        raise NotFound(f"no file {path}; give a text file with a tab between columns")
    with _open(path) as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield number, [cell.strip() for cell in line.rstrip("\n").split("\t")]


def _open(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")
