"""Which of ESCO's own files are in a folder, and what is in their rows?

In:  a folder with the CSV download, whole or in part, plain or gzipped, in subfolders or not
Out: rows as dictionaries, and for each file what it is or why it is left out
Why: ESCO names its files "<table>_<language>.csv"; the columns' order differs between tables and
     versions, so they are read by name. A second layout, one table of skills with a column a
     language, is read as well
"""

import csv
import gzip
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from matcher.errors import InvalidInput, NotFound

SKILLS, GROUPS, BROADER, RELATED, COMPACT = "skills", "groups", "broader", "related", "compact"

_NAME = re.compile(r"(?P<table>[a-z_]+?)(?:_(?P<language>[a-z]{2}))?\.(?:csv|tsv)(?:\.gz)?", re.I)
_COMPACT = re.compile(r"esco_skills_multilingual\.tsv(\.gz)?")
_TABLES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "skills": (SKILLS, ("conceptUri", "preferredLabel", "altLabels")),
    "skillgroups": (GROUPS, ("conceptUri", "preferredLabel")),
    "skillshierarchy": (GROUPS, ("Level 0 URI", "Level 0 preferred term", "Level 1 URI")),
    "broaderrelationsskillpillar": (BROADER, ("conceptUri", "broaderUri")),
    "skillskillrelations": (RELATED, ("originalSkillUri", "relatedSkillUri")),
}
_OCCUPATIONS = "is about occupations; a job title is no evidence of a skill"
_NO_SKILLS = ("conceptschemes", "dictionary")
_ROWS_AT_MOST = 1_000_000  # ESCO has 14,000 skills and 130,000 relations


@dataclass(frozen=True, slots=True)
class File:
    """One file of the download."""

    path: Path
    table: str  # one of SKILLS, GROUPS, BROADER, RELATED, COMPACT; empty where it is left out
    collection: str  # "digital" for digitalSkillsCollection_en.csv; empty for others
    language: str  # ISO 639-1; empty where the name tells none
    left_out: str = ""  # why


def files_in(folder: Path, languages: Sequence[str]) -> list[File]:
    """Return the files of ESCO's download under `folder`, sorted by name.

    Raises
    ------
    NotFound : there is no such folder, or no table of skills in it
    InvalidInput : there is one, but in none of the languages
    """
    if not folder.is_dir():
        raise NotFound(
            f"no folder {folder}; give the folder in which you unpacked ESCO's CSV files"
        )
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    found = [_file(path, languages) for path in paths if _is_table(path.name)]
    if not any(file.table in (SKILLS, COMPACT) for file in found):
        tongues = sorted({f.language for f in found if f.language and "language" in f.left_out})
        if tongues:
            raise InvalidInput(
                f"the skills in {folder} are in {', '.join(tongues)}, asked were "
                f"{', '.join(languages)}; give --languages {','.join(tongues)}, or download the "
                "other languages"
            )
        raise NotFound(
            f"no skills_xx.csv and no ...SkillsCollection_xx.csv in {folder}; download the "
            "classification as CSV from esco.ec.europa.eu, unpack the zip file and name its folder"
        )
    return found


def rows_of(file: File) -> Iterator[dict[str, str]]:
    """Yield the rows of one file, with every cell as text.

    Raises
    ------
    InvalidInput : the file is damaged, is not UTF-8, or lacks a column
    """
    opener = gzip.open if file.path.name.endswith(".gz") else open
    tabs = file.table == COMPACT
    needed = ("uri", "en") if tabs else _TABLES[_table(file.path.name)[0]][1]
    try:
        with opener(file.path, "rt", encoding="utf-8-sig", newline="") as stream:
            rows = csv.DictReader(stream, delimiter="\t" if tabs else ",")
            lacking = [column for column in needed if column not in (rows.fieldnames or ())]
            if lacking:
                raise InvalidInput(
                    f"{file.path} has no column {lacking[0]!r}, found "
                    f"{', '.join((rows.fieldnames or ['nothing'])[:6])}; take the file as ESCO "
                    "publishes it, with its first line"
                )
            for number, row in enumerate(rows):
                if number == _ROWS_AT_MOST:
                    raise InvalidInput(
                        f"{file.path} has over {_ROWS_AT_MOST:,} rows; it is not ESCO's"
                    )
                yield {column: row.get(column) or "" for column in rows.fieldnames or ()}
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise InvalidInput(
            f"{file.path} cannot be read as a table of ESCO ({error}); download it again"
        ) from error


def _is_table(name: str) -> bool:
    return bool(re.search(r"\.(csv|tsv)(\.gz)?$", name, re.IGNORECASE))


def _table(name: str) -> tuple[str, str, str]:
    """Return the table, the collection and the language that a file's name tells."""
    match = _NAME.fullmatch(name)
    if not match:
        return "", "", ""
    table = match["table"].casefold()
    collection = re.fullmatch(r"(\w+)skillscollection", table)
    return (
        "skills" if collection else table,
        collection[1] if collection else "",
        (match["language"] or "").casefold(),
    )


def _file(path: Path, languages: Sequence[str]) -> File:
    if _COMPACT.fullmatch(path.name):
        return File(path, COMPACT, "", "")
    table, collection, language = _table(path.name)
    if re.search("occ(?:upation|$|pillar)|isco", table):
        return File(path, "", collection, language, _OCCUPATIONS)
    if table in _NO_SKILLS:
        return File(path, "", collection, language, "holds no skills")
    if table not in _TABLES:
        return File(path, "", collection, language, "is no table of ESCO that is known here")
    kind = _TABLES[table][0]
    if kind in (SKILLS, GROUPS) and language not in languages:
        return File(path, "", collection, language, "is in a language that was not asked for")
    return File(path, kind, collection, language)
