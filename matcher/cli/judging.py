"""Commands about judgements: what was judged, do judges agree, whom to judge next.

In:  files of judgements, or the desk of a base; vacancies
Out: counts and agreement on the screen; judgements and blinded sheets as CSV
"""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from matcher import owned, screen, screen_bench
from matcher.cli.auditing import Language, desk_in
from matcher.cli.options import Base, Json, Model, WeightsFile, open_base, print_json, write
from matcher.errors import InvalidInput

if TYPE_CHECKING:
    from matcher.judging import Grade
    from matcher.records import Vacancy

app = typer.Typer(
    name="judgements",
    no_args_is_help=True,
    help="What people judged: counts, agreement, whom to judge next.",
)

VacancyPaths = Annotated[list[Path], typer.Argument(help="Vacancies: files or folders.")]
JudgementFiles = Annotated[
    list[Path],
    typer.Option(
        "--judgements",
        help="File of judgements: CSV with vacancy, candidate and grade; TREC or BEIR qrels. May "
        "be repeated.",
    ),
]


@app.command("show")
def show(
    files: Annotated[list[Path], typer.Argument(help="Files of judgements.")],
    language: Annotated[Language, typer.Option(help="Language of the grades.")] = Language.en,
    as_json: Json = False,
) -> None:
    """Count judgements by grade, and say how far the judges agree.

    Reads CSV (vacancy, candidate, grade and, where known, judge and reason; the names may be
    Dutch), TREC qrels and BEIR qrels. Two files without a column judge are two judges. Agreement is
    Cohen's quadratic kappa (of two judges) and Krippendorff's ordinal alpha: 1 is perfect, 0 what
    chance would give.

    ```
    matcher judgements show els.csv jan.csv
    ```
    """
    from matcher.judging import MEANINGS, agreement, by_judge

    grades = read_all(files, name_judges=len(files) > 1)
    counted = Counter(one.grade for one in grades)
    judges = by_judge(grades)
    found = agreement(judges) if len(judges) > 1 else None
    report: dict[str, Any] = {
        "judgements": len(grades),
        "vacancies": len({one.vacancy for one in grades}),
        "candidates": len({one.candidate for one in grades}),
        "judges": sorted(judges),
        "grades": {str(grade): counted[grade] for grade in sorted(counted, reverse=True)},
        "agreement": None
        if found is None
        else {
            "both": found.both,
            "exact": round(found.exact, 4),
            "kappa": None if found.kappa is None else round(found.kappa, 4),
            "alpha": round(found.alpha, 4),
        },
    }
    if as_json:
        print_json(report)
    else:
        place = 0 if language == "nl" else 1
        screen_bench.judgements(report, {str(g): words[place] for g, words in MEANINGS.items()})


@app.command("export")
def export(
    base: Base,
    out: Annotated[Path, typer.Option(help="CSV file to write; it names people by their ids.")],
    model: Model = None,
) -> None:
    """Write what was decided on the page as judgements: shortlisted is 2, put aside is 0.

    Somebody may have been put aside for what no CV shows, such as pay; the reason stands beside
    it. Take such rows out before you tune on them.

    ```
    matcher judgements export --base talent --out decided.csv
    ```
    """
    from matcher.judging import grades_to_csv

    _, grades = decided_in(open_base(base, model))
    owned.file(out)
    write(out, grades_to_csv(grades))
    screen.note(f"{len(grades)} judgements of the page are in {out}")


@app.command("next")
def next_(
    vacancies: VacancyPaths,
    base: Base,
    out: Annotated[Path, typer.Option(help="CSV sheet to fill in: code, vacancy, cv, grade.")],
    key: Annotated[Path, typer.Option(help="CSV file for the key: which code is who.")],
    weights: WeightsFile = None,
    judgements: Annotated[
        list[Path] | None, typer.Option(help="What is judged already. May be repeated.")
    ] = None,
    each: Annotated[int, typer.Option(min=1, help="Most people of a vacancy.")] = 5,
    depth: Annotated[int, typer.Option(min=1, help="Places of each list that are looked at.")] = 20,
    seed: Annotated[int, typer.Option(help="Of the drawing.")] = 0,
    model: Model = None,
) -> None:
    """Draw people whose judgement would tell most, as a blinded sheet.

    Compares the engine (with --weights, or as shipped) with BM25, which knows only words, and with
    --weights also with the shipped weights. Draws people the more often the further these are
    apart. The sheet shows the CV without name and job titles, and neither system, place nor score.

    ```
    matcher judgements next vacancies/ --base talent --out sheet.csv --key key.csv
    ```
    """
    from matcher.evaluation import baseline
    from matcher.explanation import Blind
    from matcher.judging import to_judge
    from matcher.vectors import load_encoder

    matcher = open_base(base, model, weights=weights)
    asked = asked_of(matcher, vacancies)
    people = list(matcher.candidates())
    texts = {candidate.id: text for candidate, text in people}
    runs = {"engine": _run(matcher, asked)}
    if weights is not None:
        runs["shipped"] = _run(open_base(base, model), asked)
    words = baseline("bm25", encoder=lambda: load_encoder(model))
    runs["bm25"] = words({v: one.text for v, one in asked.items()}, texts)
    cvs = {
        candidate.id: "".join(
            f"[{piece.covers}]" if piece.covers else piece.text
            for piece in Blind(candidate, text).pieces(0, len(text))
        )
        for candidate, text in people
    }
    judged = [(g.vacancy, g.candidate) for g in read_all(judgements)] if judgements else []
    sheet = to_judge(runs, judged, each=each, depth=depth, cvs=cvs, seed=seed)
    for path, frame in ((out, sheet.frame), (key, sheet.key)):
        owned.file(path)
        write(path, frame.to_csv(index=False))
    screen.note(f"{len(sheet.frame)} people to judge in {out}; keep {key} from whoever judges")


def read_all(files: list[Path], *, name_judges: bool = False) -> tuple["Grade", ...]:
    """Return the judgements of several files; one without judges is named after its file."""
    from dataclasses import replace

    from matcher.judging import read_grades

    return tuple(
        replace(one, judge=path.stem) if name_judges and not one.judge else one
        for path in files
        for one in read_grades(path)
    )


def asked_of(matcher: Any, paths: list[Path]) -> dict[str, "Vacancy"]:
    """Return vacancies by their ids; what cannot be used is said, and left out."""
    from matcher.documents import survey

    listed = survey(paths)
    for problem in listed.problems:
        screen.note(f"{problem.source}: {problem.message}")
    found: dict[str, Vacancy] = {}
    for file in listed.files:
        try:
            one = matcher.understand(file)
            found[one.id] = one
        except InvalidInput as error:
            screen.note(str(error))
    if not found:
        raise InvalidInput("there is no vacancy in these files and folders")
    return found


def decided_in(matcher: Any) -> tuple[dict[str, "Vacancy"], tuple["Grade", ...]]:
    """Return the vacancies and judgements of the page of a base.

    Raises
    ------
    InvalidInput : nothing was decided there yet
    """
    from service import decided

    with desk_in(matcher.folder) as desk:
        found = decided(matcher, desk)
    if not found.grades:
        raise InvalidInput(
            "nobody was shortlisted or put aside on the page of this base yet; give judgements "
            "with --judgements"
        )
    return dict(found.vacancies), found.grades


def register(app_: typer.Typer) -> None:
    """Put these commands on the command line."""
    app_.add_typer(app)


def _run(matcher: Any, asked: dict[str, "Vacancy"]) -> dict[str, list[str]]:
    return {v: [m.candidate for m in matcher.match(one, top=1).ranked] for v, one in asked.items()}
