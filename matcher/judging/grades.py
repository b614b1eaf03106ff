"""What people judged: how well somebody fits a vacancy, from whatever file it was written in.

In:  a CSV table, TREC qrels or BEIR qrels
Out: `Grade`s: vacancy, candidate, grade, and who judged and why where the file tells; or the qrels
     of one judge, or of all together
Why: recruiters write tables, benchmarks write qrels, and the page keeps shortlists; measuring and
     tuning should not know which. The form is told by the first line, never by a file's name. Two
     judgements of one judge about one pair are an error: which of them holds, nobody knows

What the grades mean, for every form (`MEANINGS`):

    3  could start: every must-have is shown in real work
    2  could do the work after a short run-in: at most one must-have is thin
    1  some skills carry over, but this is not yet their work
    0  not suited
"""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from matcher.errors import InvalidInput, NotFound

if TYPE_CHECKING:
    import pandas as pd

MEANINGS: Mapping[int, tuple[str, str]] = {  # Dutch, English
    3: (
        "kan beginnen: elke must is aangetoond in echt werk",
        "could start: every must-have is shown in real work",
    ),
    2: (
        "kan het werk na een korte inwerktijd: hooguit één must is mager",
        "could do the work after a short run-in: at most one must-have is thin",
    ),
    1: (
        "een deel van de vaardigheden past, maar dit is hun werk nog niet",
        "some skills carry over, but this is not yet their work",
    ),
    0: ("niet geschikt", "not suited"),
}
COLUMNS = ("vacancy", "candidate", "grade", "judge", "reason")
_MOST = 10  # grades of other people's scales are taken up to this
_NAMES = {
    "vacancy": ("vacancy", "vacature", "query", "query-id", "query_id", "job"),
    "candidate": ("candidate", "kandidaat", "document", "corpus-id", "corpus_id", "doc", "cv"),
    "grade": ("grade", "oordeel", "cijfer", "score", "relevance", "label"),
    "judge": ("judge", "beoordelaar", "who", "wie", "recruiter"),
    "reason": ("reason", "reden", "note", "notitie", "why", "waarom"),
}


@dataclass(frozen=True, slots=True)
class Grade:
    """One judgement."""

    vacancy: str
    candidate: str
    grade: int  # 0 to 3, see `MEANINGS`; other people's scales may reach 10
    judge: str = ""
    reason: str = ""


def read_grades(path: Path) -> tuple[Grade, ...]:
    """Return the judgements in a file.

    CSV has a first line that names its columns, in Dutch or English: vacancy, candidate, grade and,
    where they are known, judge and reason; cells are parted by commas, semicolons or tabs. A row
    without a grade was not judged, and is left out. TREC qrels have four columns (query, 0,
    document, grade), BEIR qrels three and a first line.

    Raises
    ------
    NotFound : there is no such file
    InvalidInput : a line is not a judgement, or one judge judged a pair twice
    """
    if not path.is_file():
        raise NotFound(f"no file {path}; give a table with vacancy, candidate and grade")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{path} is not UTF-8 ({error.reason}); save it as UTF-8") from error
    first = next((line for line in text.splitlines() if line.strip()), "")
    found = tuple(_table(path, text, first) if _named(first) else _qrels(path, text))
    if not found:
        raise InvalidInput(f"{path} holds no judgements; write vacancy, candidate and grade a line")
    _refuse_doubles(found, str(path))
    return found


def grades_frame(grades: Iterable[Grade]) -> "pd.DataFrame":
    """Return judgements as a table with `COLUMNS`, in the order given."""
    import pandas as pd

    rows = [(g.vacancy, g.candidate, g.grade, g.judge, g.reason) for g in grades]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"grade": "Int64"})


def grades_to_csv(grades: Iterable[Grade]) -> str:
    """Return judgements as the table that `read_grades` reads."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in grades:
        writer.writerow((one.vacancy, one.candidate, one.grade, one.judge, one.reason))
    return out.getvalue()


def qrels_of(grades: Iterable[Grade]) -> dict[str, dict[str, int]]:
    """Return vacancy -> candidate -> grade; where several judged a pair, the lower middle grade.

    The middle one and not the mean: grades are an order, and a half is none of them. Of two judges
    the stricter is believed.
    """
    told: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in grades:
        told[one.vacancy, one.candidate].append(one.grade)
    qrels: dict[str, dict[str, int]] = {}
    for (vacancy, candidate), all_ in sorted(told.items()):
        qrels.setdefault(vacancy, {})[candidate] = sorted(all_)[(len(all_) - 1) // 2]
    return qrels


def by_judge(grades: Iterable[Grade]) -> dict[str, dict[tuple[str, str], int]]:
    """Return judge -> (vacancy, candidate) -> grade."""
    found: dict[str, dict[tuple[str, str], int]] = {}
    for one in grades:
        found.setdefault(one.judge, {})[one.vacancy, one.candidate] = one.grade
    return found


# --- within ---------------------------------------------------------------------------------------
def _named(first: str) -> bool:
    """Return whether a line names columns of ours."""
    cells = {cell.strip().casefold() for cell in next(csv.reader([first], delimiter=_sign(first)))}
    return all(cells.intersection(_NAMES[part]) for part in ("vacancy", "candidate", "grade"))


def _sign(line: str) -> str:
    return max("\t;,", key=line.count)


def _table(path: Path, text: str, first: str) -> Iterable[Grade]:
    table = csv.DictReader(io.StringIO(text), delimiter=_sign(first))
    heads = {head.strip().casefold(): head for head in table.fieldnames or () if head}
    places = {
        part: next((heads[name] for name in names if name in heads), "")
        for part, names in _NAMES.items()
    }
    for row in table:
        cells = {part: (row.get(head) or "").strip() for part, head in places.items()}
        if not any(cells.values()) or not cells["grade"]:
            continue
        yield _grade(path, table.line_num, cells)


def _qrels(path: Path, text: str) -> Iterable[Grade]:
    for number, line in enumerate(text.split("\n"), start=1):
        cells = line.split("\t") if "\t" in line else line.split()
        if not line.strip():
            continue
        if len(cells) not in (3, 4):
            raise InvalidInput(
                f"{path}, line {number}: {len(cells)} cells; qrels have query, 0, document and "
                "grade, and a table a first line with vacancy, candidate and grade"
            )
        vacancy, candidate, grade = cells[0], cells[-2], cells[-1].strip()
        yield _grade(path, number, {"vacancy": vacancy, "candidate": candidate, "grade": grade})


def _grade(path: Path, number: int, cells: Mapping[str, str]) -> Grade:
    try:
        grade = float(cells["grade"].replace(",", "."))
        if grade != int(grade) or not 0 <= grade <= _MOST:
            raise ValueError
    except (ValueError, OverflowError) as error:
        raise InvalidInput(
            f"{path}, line {number}: the grade {cells['grade']!r} is no whole number from 0 to 3 "
            "(0 not suited ... 3 could start)"
        ) from error
    if not cells["vacancy"] or not cells["candidate"]:
        raise InvalidInput(f"{path}, line {number}: names no vacancy, or no candidate")
    judge, reason = cells.get("judge", ""), cells.get("reason", "")
    return Grade(cells["vacancy"], cells["candidate"], int(grade), judge, reason)


def _refuse_doubles(grades: Sequence[Grade], where: str) -> None:
    counted = Counter((g.vacancy, g.candidate, g.judge) for g in grades)
    (vacancy, candidate, judge), many = counted.most_common(1)[0]
    if many > 1:
        by = f" by {judge}" if judge else ""
        raise InvalidInput(
            f"{where}: {candidate} is judged {many} times{by} for {vacancy}; keep one of them, or "
            "say in a column judge who judged"
        )
