"""Commands that look for failures: where a ranking loses, and whom another version moves.

In:  judged vacancies over a base; two files of answers
Out: tables on the screen, or JSON
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from matcher import screen_bench
from matcher.cli.auditing import Language
from matcher.cli.judging import JudgementFiles, VacancyPaths, asked_of, read_all
from matcher.cli.options import Base, Json, Model, Top, WeightsFile, open_base, print_json
from matcher.errors import InvalidInput

_BASE = Annotated[
    str | None,
    typer.Option("--base", help="Talent base; adds tables by language, sector, length and kind."),
]


def compare(
    before: Annotated[Path, typer.Argument(help="Answers of `matcher rerank` or `match --json`.")],
    after: Annotated[Path, typer.Argument(help="Other answers to the same vacancies.")],
    base: _BASE = None,
    judgements: Annotated[
        list[Path] | None, typer.Option(help="Judgements; say which answers are better.")
    ] = None,
    top: Top = 10,
    language: Annotated[Language, typer.Option(help="Language of the reasons.")] = Language.en,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Say who moved between two answers about the same base, and why.

    The answers are of two versions of the program, or of two weights. Reasons are the rows that
    count otherwise: `match --json` holds all of them, `rerank --explain` the best five of each
    person.

    ```
    matcher rerank vacancies/ --base talent --out old.parquet --explain
    matcher rerank vacancies/ --base talent --out new.parquet --explain --weights weights.json
    matcher compare old.parquet new.parquet --base talent
    ```
    """
    from matcher.diagnosis import BY, by_group, cvs_frame, read_answers, why_in_words
    from matcher.diagnosis import compare as compared
    from matcher.judging import qrels_of

    qrels = qrels_of(read_all(judgements)) if judgements else None
    moves = compared(read_answers(before), read_answers(after), at=top, qrels=qrels)
    people = moves.people.assign(why=[why_in_words(why, language) for why in moves.people.why])
    groups = {}
    here = people.dropna(subset=["rose"])
    if base and not here.empty:
        cvs = cvs_frame(open_base(base, model))
        rose = here.assign(rose=here.rose.astype(float))
        groups = {by: _records(by_group(rose, cvs, by, value="rose").reset_index()) for by in BY}
    report = {
        "before": moves.names[0],
        "after": moves.names[1],
        "top": top,
        "vacancies": _records(moves.vacancies),
        "people": _records(people),
        "places_risen_by": groups,
        "ndcg@10": _figures(moves),
    }
    print_json(report) if as_json else screen_bench.moved(report, most=top)


def diagnose(
    vacancies: VacancyPaths,
    judgements: JudgementFiles,
    base: Base,
    labels: Annotated[
        Path | None,
        typer.Option(
            help="Folder of tables (.tsv) with vacancy, requirement, candidate and label, as for "
            "`matcher tune`: what people say of single rows."
        ),
    ] = None,
    importances: Annotated[
        Path | None,
        typer.Option(help="Table (.tsv) with vacancy, requirement and importance."),
    ] = None,
    relevant_from: Annotated[int, typer.Option(min=1, help="Lowest grade that is suited.")] = 2,
    top: Top = 10,
    weights: WeightsFile = None,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Say where a ranking loses its quality, for whom, and name the single errors.

    Each stage is replaced by what people say, one at a time: reading (judged people who are not in
    the base), the shortlist of the index, the importance of requirements, the evidence of single
    rows, and the weights. What the ranking gains is the most that mending this stage alone would
    bring. Who is not judged counts as not suited.

    ```
    matcher diagnose vacancies/ --judgements judged.csv --labels judged/ --base talent
    ```
    """
    from matcher.diagnosis import BY, by_group, cvs_frame, faults, suited
    from matcher.diagnosis import diagnose as diagnosed
    from matcher.judging import qrels_of

    matcher = open_base(base, model, weights=weights)
    asked, qrels = asked_of(matcher, vacancies), qrels_of(read_all(judgements))
    found = diagnosed(
        matcher,
        asked,
        qrels,
        labels=None if labels is None else dict(_labels(labels)),
        importances=None if importances is None else dict(_importances(importances)),
    )
    judged = {v: grades for v, grades in qrels.items() if v in asked}
    pairs, cvs = suited(found.run, judged, relevant_from=relevant_from), cvs_frame(matcher)
    groups = {by: _records(by_group(pairs, cvs, by).reset_index()) for by in BY if len(pairs)}
    wrong = faults(found.run, judged)
    report = {
        "vacancies": len(found.now.per_query),
        "ndcg@10": _figure(found.now),
        "stages": [
            {
                "stage": stage.name,
                "labelled": stage.labelled,
                "ndcg@10": _figure(stage.after),
                "gain": _figure(stage.gain),
            }
            for stage in found.stages
        ],
        "suited_found_by": groups,
        "errors": [
            {"vacancy": f.vacancy, "candidate": f.candidate, "grade": f.grade, "place": f.place,
             "should": [f.best, f.last], "off": f.off}
            for f in wrong[:top]
        ],
    }  # fmt: skip
    print_json(report) if as_json else screen_bench.diagnosed(report)


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    for command in (compare, diagnose):
        app.command()(command)


# --- within ---------------------------------------------------------------------------------------
def _records(frame: Any) -> list[dict[str, Any]]:
    """Return a frame as JSON holds it: what is missing is null, numbers have four decimals."""
    import pandas as pd

    return [
        {
            str(name): None
            if pd.isna(cell)
            else round(cell, 4)
            if isinstance(cell, float)
            else cell.item()
            if hasattr(cell, "item")
            else cell
            for name, cell in row.items()
        }
        for row in frame.astype(object).to_dict("records")
    ]


def _figure(figure: Any) -> dict[str, Any] | None:
    if figure is None:
        return None
    return {
        "mean": round(figure.mean, 4), "interval": [round(figure.low, 4), round(figure.high, 4)]
    }  # fmt: skip


def _figures(moves: Any) -> dict[str, Any] | None:
    if moves.gain is None:
        return None
    return {
        "before": _figure(moves.before), "after": _figure(moves.after),
        "gain": _figure(moves.gain),
    }  # fmt: skip


def _labels(folder: Path) -> Iterator[tuple[tuple[str, str, str], str]]:
    files = sorted(folder.glob("*.tsv"))
    if not files:
        raise InvalidInput(f"no tables (.tsv) in {folder}; give those that `matcher tune` reads")
    for path in files:
        for row in _rows(path, ("vacancy", "requirement", "candidate", "label")):
            yield (row["vacancy"], row["candidate"], row["requirement"]), row["label"]


def _importances(path: Path) -> Iterator[tuple[tuple[str, str], str]]:
    for row in _rows(path, ("vacancy", "requirement", "importance")):
        yield (row["vacancy"], row["requirement"]), row["importance"]


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(f"{path} is no table in UTF-8 ({error}); save it as such") from error
    table = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    if lacking := set(columns) - set(table.fieldnames or ()):
        raise InvalidInput(f"{path} lacks the column {min(lacking)!r}; it needs {columns}")
    for row in table:
        yield {name: row[name] or "" for name in columns}
