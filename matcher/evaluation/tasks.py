"""Which vacancies, CVs and judgements make up a task?

In:  a folder, in one of two layouts
       TREC   queries/ (or vacancies/), corpus/ (or cvs/), qrels.tsv: query, 0, document, grade;
              one document a file, any suffix or none, id = the file's name without a suffix
       BEIR   queries.jsonl, corpus.jsonl, qrels/test.tsv (or another name): query, document, grade
Out: a `Task`; files are read later, by the system, through the documents room
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from matcher.errors import InvalidInput, NotFound

Qrels = Mapping[str, Mapping[str, int]]  # query -> document -> grade


@dataclass(frozen=True, slots=True)
class Task:
    """A judged task. Exactly one of the two forms of `queries` and `corpus` is filled."""

    name: str
    qrels: Qrels
    query_files: tuple[Path, ...] = ()
    corpus_files: tuple[Path, ...] = ()
    query_texts: Mapping[str, str] = field(default_factory=dict)
    corpus_texts: Mapping[str, str] = field(default_factory=dict)


def read_task(folder: Path) -> Task:
    """Read the task in `folder`; see the module for the two layouts.

    Raises
    ------
    NotFound : the folder, or one of the parts that a layout needs, is not there
    InvalidInput : a line of the judgements or of a JSON Lines file cannot be read
    """
    if not folder.is_dir():
        raise NotFound(f"no folder {folder}; give a folder with queries/, corpus/ and qrels.tsv")
    if (folder / "corpus.jsonl").is_file():
        return _beir(folder)
    queries, corpus = _part(folder, "queries", "vacancies"), _part(folder, "corpus", "cvs")
    return Task(
        name=folder.name,
        qrels=read_qrels(_existing(folder / "qrels.tsv")),
        query_files=_files(queries),
        corpus_files=_files(corpus),
    )


def read_qrels(path: Path) -> Qrels:
    """Read judgements: query, 0, document, grade (TREC), or query, document, grade (BEIR).

    A header line is allowed. Raises InvalidInput with the line's number where a line is neither.
    """
    qrels: dict[str, dict[str, int]] = {}
    for number, line in _lines(path):
        cells = line.split("\t") if "\t" in line else line.split()
        try:
            query, *_, document, grade = cells
            if len(cells) > 4:
                raise ValueError(f"{len(cells)} cells")
            qrels.setdefault(query, {})[document] = int(grade)
        except ValueError as error:
            if number == 1:
                continue  # a header
            raise InvalidInput(
                f"{path}, line {number}: {line!r} is not a judgement; "
                "write query, 0, document and a whole grade, separated by tabs"
            ) from error
    if not qrels:
        raise InvalidInput(f"{path} holds no judgements; write query, 0, document, grade a line")
    return qrels


def _beir(folder: Path) -> Task:
    judged = sorted((folder / "qrels").glob("*.tsv")) or [_existing(folder / "qrels.tsv")]
    preferred = [path for path in judged if path.stem == "test"] or judged
    return Task(
        name=folder.name,
        qrels=read_qrels(preferred[0]),
        query_texts=dict(_json_lines(_existing(folder / "queries.jsonl"))),
        corpus_texts=dict(_json_lines(folder / "corpus.jsonl")),
    )


def _json_lines(path: Path) -> Iterator[tuple[str, str]]:
    for number, line in _lines(path):
        try:
            record = json.loads(line)
            title, text = record.get("title") or "", str(record["text"] or "")
            yield str(record["_id"]), f"{title}\n\n{text}" if title else text
        except (ValueError, KeyError, AttributeError) as error:
            raise InvalidInput(
                f'{path}, line {number}: needs a JSON object with "_id" and "text"'
            ) from error


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines that hold something, with their numbers; a byte order mark is skipped."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{path} is not UTF-8 ({error.reason}); save it as UTF-8") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line.rstrip("\r")


def _part(folder: Path, *names: str) -> Path:
    for name in names:
        if (folder / name).is_dir():
            return folder / name
    raise NotFound(f"{folder} has no folder {' or '.join(names)}; a task needs one")


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise NotFound(f"no file {path}; a task needs its judgements and texts")
    return path


def _files(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(p for p in folder.iterdir() if p.is_file() and p.name[0] != "."))
