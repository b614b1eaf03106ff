"""Commands for analysts: how good is a ranking, and how sure may it be?"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from matcher import screen
from matcher.cli.options import (
    CurvesFile,
    Json,
    Model,
    NoRecency,
    WeightsFile,
    print_json,
    weights_of,
    write,
)
from matcher.errors import InvalidInput


class SystemName(StrEnum):
    """What `evaluate` can measure."""

    chance = "chance"
    bm25 = "bm25"
    tfidf = "tfidf"
    chars = "chars"
    cosine = "cosine"
    minilm = "minilm"
    matcher = "matcher"


def evaluate(
    task: Annotated[Path, typer.Argument(help="Folder with queries/, corpus/ and qrels.tsv.")],
    system: Annotated[
        list[SystemName] | None,
        typer.Option(help="What to measure. May be repeated; default: matcher."),
    ] = None,
    relevant_from: Annotated[
        int, typer.Option(min=1, help="Lowest grade that counts as relevant.")
    ] = 1,
    model: Model = None,
    curves: CurvesFile = None,
    weights: WeightsFile = None,
    no_recency: NoRecency = False,
    as_json: Json = False,
) -> None:
    """Measure ranking quality (MAP, nDCG@10, recall@50 and more) on judged vacancies and CVs.

    The folder has queries/ and corpus/ (one file each) and qrels.tsv (query, 0, document, grade),
    or is in the BEIR layout. A vacancy without an answer counts zero; intervals are 95 % bootstrap
    over vacancies. Statuses decide who meets every must-have, so `--curves` moves the order too.

    The rivals: chance; bm25 and tfidf on words; chars, TF-IDF of letters; cosine, the engine's own
    encoder on whole texts; minilm, all-MiniLM-L6-v2 on the same, from an optional package.

        matcher evaluate data/sample --relevant-from 2 --system matcher --system bm25
    """
    from matcher.evaluation import answer, minilm_folder, read_task
    from matcher.evaluation import evaluate as measure

    judged = read_task(task)
    numbers, _ = weights_of(curves, weights, no_recency=no_recency)
    if SystemName.minilm in (system or ()):
        minilm_folder()  # says so before the others are measured
    figures, problems = {}, {}
    for name in map(str, system or [SystemName.matcher]):
        with screen.progress(f"Ranking with {name}") as progress:
            answers = answer(judged, name, model=model, weights=numbers, progress=progress)
        figures[name] = measure(judged.qrels, answers.run, relevant_from=relevant_from)
        problems[name] = answers.problems
    if as_json:
        reports = {
            name: {
                "task": judged.name,
                "system": name,
                "queries": len(next(iter(measured.values())).per_query),
                **{m: f.mean for m, f in measured.items()},
                "interval": {m: [f.low, f.high] for m, f in measured.items()},
                "problems": list(problems[name]),
            }
            for name, measured in figures.items()
        }
        print_json(next(iter(reports.values())) if len(reports) == 1 else reports)
    else:
        everything = dict.fromkeys(p for each in problems.values() for p in each)
        screen.figures(judged.name, figures, list(everything))


def tune(
    folder: Annotated[
        Path, typer.Argument(help="Folder with queries/, corpus/, qrels.tsv and judged/.")
    ],
    out: Annotated[
        Path | None,
        typer.Option(help="File to write the curves to; default: only show the figures."),
    ] = None,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Fit the chances that requirements are met on your own judgements.

    In addition to what `evaluate` reads, the folder has judged/ with tables (.tsv, tabs, UTF-8)
    whose first line names the columns vacancy, requirement, candidate and label. A row is one
    requirement of one CV, judged by reading the CV: met, partly, unclear or missing. The
    requirement is the line as `matcher inspect` prints it; vacancy and candidate are the names of
    their files without a suffix. Take some hundreds of rows, of five vacancies or more, and of
    people who fit as well as of people who do not.

    The figures are for vacancies that the curves were not fitted on: the calibration error (ECE:
    0.05 is five in a hundred), and the log loss, which must lie below that of the base rate (the
    share of rows that are met). Use the file with --curves.

        matcher tune data/sample --out curves.json
        matcher match vacancy.txt --base talent --curves curves.json
    """
    from matcher.evaluation.fitting import fit_folder
    from matcher.ranking import curves_to_json

    if out is not None and (out.is_dir() or not out.absolute().parent.is_dir()):
        raise InvalidInput(f"--out {out} cannot be written; name a file in a folder that is there")
    with screen.progress("Reading CVs") as progress:
        fitted = fit_folder(folder, model=model, progress=progress)
    if out is not None:
        write(out, curves_to_json(fitted.curves, fitted.about))
    report = {
        "about": dict(fitted.about),
        "groups": {group: dict(figures) for group, figures in fitted.groups.items()},
        "warnings": list(fitted.warnings),
        "written": None if out is None else str(out),
    }
    print_json(report) if as_json else screen.tuned(report)


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    for command in (evaluate, tune):
        app.command()(command)
