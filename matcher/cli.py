"""The command line: translates words into one call of the engine, and the answer into a screen.

Exit codes: 0 done; 1 done, but some documents could not be read (they are listed); 2 the input or
the command cannot be used; 3 the talent base or the model cannot be used.
"""

import json
import sys
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from matcher import screen
from matcher.errors import InvalidInput, MatcherError, ModelUnavailable, StorageError
from matcher.records import Candidate

if TYPE_CHECKING:
    from matcher.ranking import Weights

_EXIT_SOME_UNREAD, _EXIT_INPUT, _EXIT_STORAGE = 1, 2, 3

app = typer.Typer(
    name="matcher",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    help="""Match people to work: by skills and context, never by job title.

    Everything happens on this machine. A first round:

        matcher index cvs/ --base talent
        matcher match vacancy.txt --base talent
        matcher explain vacancy.txt anna-de-boer --base talent

    Exit codes: 0 done; 1 some documents could not be read; 2 the input cannot be used;
    3 the talent base or the model cannot be used.
    """,
)

taxonomy_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="""Add the skills of a public taxonomy to what a talent base understands.

        matcher taxonomy import esco ESCO-download/ --base talent --languages nl,en,de
        matcher index cvs/ --base talent
    """,
)
app.add_typer(taxonomy_app, name="taxonomy")

Base = Annotated[Path, typer.Option("--base", help="Folder of the talent base.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Model = Annotated[
    str | None,
    typer.Option(help="Folder or name of a sentence-transformers model; default: built in."),
]
CurvesFile = Annotated[
    Path | None,
    typer.Option(
        "--curves",
        help="File of `matcher tune`, from which statuses follow; default: built in.",
    ),
]
VacancyFile = Annotated[str, typer.Argument(help="File with the vacancy, or - for standard input.")]
Where = Annotated[
    list[str] | None,
    typer.Option(
        help="Filter, may be repeated: 'city=Utrecht|Zeist', 'education>=hbo', 'years>=5', "
        "'language=german'."
    ),
]
Must = Annotated[
    list[str] | None,
    typer.Option(help="Extra must-have, or the number of a requirement to make one."),
]
Nice = Annotated[
    list[str] | None,
    typer.Option(help="Extra nice-to-have, or the number of a requirement to make one."),
]
Off = Annotated[list[int] | None, typer.Option(help="Number of a requirement to leave out.")]
Weight = Annotated[list[str] | None, typer.Option(help="'N=2' makes requirement N count double.")]
Top = Annotated[int, typer.Option(min=1, help="How many people to show.")]


class SystemName(StrEnum):
    """What `evaluate` can measure."""

    chance = "chance"
    bm25 = "bm25"
    tfidf = "tfidf"
    chars = "chars"
    cosine = "cosine"
    minilm = "minilm"
    matcher = "matcher"


class TaxonomySource(StrEnum):
    """Whose files `taxonomy import` reads."""

    esco = "esco"


@app.command()
def index(
    paths: Annotated[list[Path], typer.Argument(help="CVs: files, folders, tables of people.")],
    base: Base,
    column: Annotated[
        list[str] | None,
        typer.Option(help="For tables: 'their column=our field', for example 'Loopbaan=work'."),
    ] = None,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Add people to a talent base. Files that did not change are skipped.

    Reads PDF, DOCX, ODT, RTF, HTML, TXT, Markdown, e-mail, JSON Resume, Europass XML, and tables
    of people (CSV, XLSX, Parquet). A file that cannot be read is listed with the reason.

        matcher index cvs/ people.xlsx --base talent
    """
    matcher = _open(base, model, create=True)
    columns = dict(_pair(text, "--column", "their column=our field") for text in column or [])
    with screen.progress("Reading CVs") as progress:
        done = matcher.index(paths, columns=columns, progress=progress)
    if as_json:
        _print_json(
            {
                "added": done.added,
                "updated": done.updated,
                "unchanged_files": done.unchanged,
                "people": done.people,
                "problems": [
                    {"source": p.source, "reason": str(p.reason), "message": p.message}
                    for p in done.problems
                ],
            }
        )
    else:
        screen.indexed(done, base)
    if done.problems:
        raise typer.Exit(_EXIT_SOME_UNREAD)


@app.command()
def inspect(
    file: Annotated[str, typer.Argument(help="A vacancy or a CV; - for a vacancy from input.")],
    as_cv: Annotated[
        bool | None,
        typer.Option("--cv/--vacancy", help="What it is; default: dated jobs make it a CV."),
    ] = None,
    base: Annotated[
        Path | None,
        typer.Option(
            "--base",
            help="Talent base: read with its taxonomies, and say which skills the lines of a "
            "vacancy perhaps speak of that name none. The first time takes a minute.",
        ),
    ] = None,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Show what is understood of a vacancy or a CV.

    ```
    matcher inspect vacancy.txt
    matcher inspect anna.pdf
    matcher inspect --cv student.docx
    matcher inspect vacancy.txt --base talent
    ```
    """
    from matcher.explanation import candidate_report, links_report, vacancy_report
    from matcher.pipeline import read_either

    matcher = _open(base, model) if base else None
    read, document = (matcher.read if matcher else read_either)(_vacancy(file), as_cv=as_cv)
    if isinstance(read, Candidate):
        report = candidate_report(read, document)
        _print_json(report) if as_json else screen.candidate(report)
        return
    links = {}
    if matcher:
        with screen.progress("Reading the names of skills") as progress:
            found = matcher.linked(read, progress=progress)
        links = links_report(found, lambda concept: matcher.skill_name(concept, read.language))
    if as_json:
        _print_json({**vacancy_report(read), **({"links": links} if matcher else {})})
    else:
        screen.vacancy(read, links)


@app.command()
def match(
    vacancy: VacancyFile,
    base: Base,
    top: Top = 10,
    where: Where = None,
    must: Must = None,
    nice: Nice = None,
    off: Off = None,
    weight: Weight = None,
    model: Model = None,
    curves: CurvesFile = None,
    as_json: Json = False,
) -> None:
    """Rank the people of a talent base for a vacancy, with the reasons.

    ```
    matcher match vacancy.txt --base talent --top 5
    matcher match vacancy.txt --base talent --must "Kubernetes" --off 3 --weight 1=2
    matcher match vacancy.txt --base talent --where "city=Utrecht" --json
    ```
    """
    from matcher.explanation import narrowing, ranking_report

    matcher = _open(base, model, curves=curves)
    edits = _edits(must, nice, off, weight)
    found = matcher.match(_vacancy(vacancy), top=top, where=where or (), edits=edits)
    if matcher.taxonomies() and (unread := matcher.unread_with_taxonomies()[0]):
        screen.note(
            f"{unread} files were read before the base's taxonomy came or changed; read them again "
            f"with: matcher index PATHS --base {base}"
        )
    if as_json:
        _print_json(ranking_report(found.vacancy, found.pool, found.matches, found.as_of))
    else:
        screen.ranking(found, narrowing(found.ranked))


@app.command()
def explain(
    vacancy: VacancyFile,
    candidate: Annotated[str, typer.Argument(help="The candidate's id, as `match` shows it.")],
    base: Base,
    must: Must = None,
    nice: Nice = None,
    off: Off = None,
    weight: Weight = None,
    model: Model = None,
    curves: CurvesFile = None,
    as_json: Json = False,
) -> None:
    """Show one candidate's whole ledger for a vacancy.

    ```
    matcher explain vacancy.txt anna-de-boer --base talent
    ```
    """
    from matcher.explanation import match_report, vacancy_report

    matcher = _open(base, model, curves=curves)
    understood = matcher.understand(_vacancy(vacancy), _edits(must, nice, off, weight))
    found = matcher.explain(understood, candidate)
    if as_json:
        _print_json(
            {"vacancy": vacancy_report(understood), **match_report(found, understood.language)}
        )
    else:
        screen.ledger(found, understood.language)


@app.command()
def vacancies(
    candidate: Annotated[str, typer.Argument(help="The candidate's id.")],
    files: Annotated[list[Path], typer.Argument(help="Vacancies: files or folders.")],
    base: Base,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Rank vacancies for one candidate: which work suits this person?

    A vacancy that cannot be used is named on the error stream; the others are ranked.

    ```
    matcher vacancies anna-de-boer vacancies/ --base talent
    ```
    """
    from matcher.documents import list_files
    from matcher.explanation import match_report

    matcher = _open(base, model)
    understood, problems = [], []
    for file in list_files(files):
        try:
            understood.append(matcher.understand(file))
        except InvalidInput as error:
            problems.append(error)
    if not understood:
        raise problems[0] if problems else InvalidInput("there is no vacancy in these folders")
    found = matcher.vacancies_for(candidate, understood)
    if as_json:
        _print_json(
            [
                {"vacancy": {"id": v.id, "title": v.title}, **match_report(m, v.language)}
                for v, m in found
            ]
        )
    else:
        screen.vacancies(found)
    for problem in problems:
        screen.error(str(problem))
    if problems:
        raise typer.Exit(_EXIT_SOME_UNREAD)


@app.command()
def like(
    candidate: Annotated[str, typer.Argument(help="The candidate's id.")],
    base: Base,
    top: Top = 10,
    where: Where = None,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Find people whose shown work is like that of one candidate.

    ```
    matcher like anna-de-boer --base talent
    ```
    """
    from matcher.explanation import ranking_report

    found = _open(base, model).like(candidate, top=top, where=where or ())
    if as_json:
        _print_json(ranking_report(found.vacancy, found.pool, found.matches, found.as_of))
    else:
        screen.ranking(found, [])


@taxonomy_app.command("import")
def taxonomy_import(
    source: Annotated[TaxonomySource, typer.Argument(help="Whose files they are.")],
    folder: Annotated[Path, typer.Argument(help="Folder with the files, as published.")],
    base: Base,
    languages: Annotated[
        str, typer.Option(help="Languages to read, the preferred one first, as nl,en,de.")
    ] = "nl,en",
    as_json: Json = False,
) -> None:
    """Read a taxonomy's own download into a talent base; import again to bring it up to date.

    Reads ESCO's CSV files, also gzipped, also only some of them, in one folder or several below
    it. The skills stand beside the built-in vocabulary: what has an equal name is merged. CVs are
    read with them when you run `matcher index` on their files again.

        matcher taxonomy import esco ESCO-download/ --base talent --languages nl,en,de
    """
    matcher = _open(base, None, create=True)
    with screen.progress("Reading the taxonomy") as progress:
        done = matcher.import_esco(folder, languages=_languages(languages), progress=progress)
    unread, files = matcher.unread_with_taxonomies()
    report = {**done.report(), "files": files, "files_to_read_again": unread}
    _print_json(report) if as_json else screen.imported(report, base)


@taxonomy_app.command("list")
def taxonomy_list(base: Base, as_json: Json = False) -> None:
    """Show the taxonomies of a talent base, and how many files must be read again with them."""
    matcher = _open(base, None)
    unread, files = matcher.unread_with_taxonomies()
    kept = [
        {"name": one.name, "holds": one.summary, "imported": one.imported, "digest": one.digest}
        for one in matcher.taxonomies()
    ]
    report = {"taxonomies": kept, "files": files, "files_to_read_again": unread}
    _print_json(report) if as_json else screen.taxonomies(report, base)


@taxonomy_app.command("remove")
def taxonomy_remove(
    name: Annotated[str, typer.Argument(help="As `matcher taxonomy list` shows it.")],
    base: Base,
    as_json: Json = False,
) -> None:
    """Erase a taxonomy from a talent base."""
    _open(base, None)  # says so where there is no base
    matcher = _open(base, None, create=True)
    matcher.remove_taxonomy(name)
    unread, files = matcher.unread_with_taxonomies()
    report = {"removed": name, "files": files, "files_to_read_again": unread}
    _print_json(report) if as_json else screen.removed(report, base)


@app.command()
def evaluate(
    task: Annotated[Path, typer.Argument(help="Folder with queries/, corpus/ and qrels.tsv.")],
    system: Annotated[
        list[SystemName] | None, typer.Option(help="May be repeated; default: matcher.")
    ] = None,
    relevant_from: Annotated[
        int, typer.Option(min=1, help="Least grade that counts as relevant.")
    ] = 1,
    model: Model = None,
    curves: CurvesFile = None,
    as_json: Json = False,
) -> None:
    """Measure how good a ranking is, on vacancies and CVs with judgements.

    The folder has queries/ and corpus/ (one file each) and qrels.tsv (query, 0, document, grade),
    or is in the BEIR layout. A vacancy without an answer counts zero; intervals are 95 % bootstrap
    over vacancies. Statuses decide who meets every must-have, so `--curves` moves the order too.

    The rivals: chance; bm25 and tfidf on words; chars, TF-IDF of letters; cosine, the engine's own
    encoder on whole texts; minilm, all-MiniLM-L6-v2 on the same, from an optional package.

        matcher evaluate data/sample --relevant-from 2 --system matcher --system bm25
    """
    from matcher.evaluation import answer, minilm_folder, read_task
    from matcher.evaluation import evaluate as measure

    judged, weights = read_task(task), _weights(curves)
    if SystemName.minilm in (system or ()):
        minilm_folder()  # says so before the others are measured
    figures, problems = {}, {}
    for name in map(str, system or [SystemName.matcher]):
        with screen.progress(f"Ranking with {name}") as progress:
            answers = answer(judged, name, model=model, weights=weights, progress=progress)
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
        _print_json(next(iter(reports.values())) if len(reports) == 1 else reports)
    else:
        everything = dict.fromkeys(p for each in problems.values() for p in each)
        screen.figures(judged.name, figures, list(everything))


@app.command()
def tune(
    folder: Annotated[
        Path, typer.Argument(help="Folder with queries/, corpus/, qrels.tsv and judged/.")
    ],
    out: Annotated[
        Path | None, typer.Option(help="Where to write the curves; default: only the figures.")
    ] = None,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Fit on your own judgements how sure the engine is that something is met.

    Beside what `evaluate` reads, the folder has judged/ with tables (.tsv, tabs, UTF-8) whose
    first line names the columns vacancy, requirement, candidate and label. A row is one
    requirement of one CV, judged by reading the CV: met, partly, unclear or missing. The
    requirement is the line as `matcher inspect` prints it; vacancy and candidate are the names of
    their files without a suffix. Take some hundreds of rows, of five vacancies or more, and of
    people who fit as well as of people who do not.

    The figures are of chances for vacancies that the curves were not fitted on: the gap between
    what is said and what comes true (ECE: 0.05 is five in a hundred), and the log loss, which must
    lie below that of the share of rows that are met anyway. Use the file with --curves.

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
        _write(out, curves_to_json(fitted.curves, fitted.about))
    report = {
        "about": dict(fitted.about),
        "groups": {group: dict(figures) for group, figures in fitted.groups.items()},
        "warnings": list(fitted.warnings),
        "written": None if out is None else str(out),
    }
    _print_json(report) if as_json else screen.tuned(report)


@app.command()
def demo(
    base: Annotated[
        Path | None, typer.Option(help="Where to keep the demo's talent base; default: nowhere.")
    ] = None,
    top: Top = 5,
) -> None:
    """Build a talent base from the shipped sample and rank it for one vacancy.

    ```
    matcher demo --base talent
    ```
    """
    from matcher.explanation import narrowing
    from matcher.resources import shipped

    with tempfile.TemporaryDirectory(prefix="matcher-demo-") as temporary:
        matcher = _open(base or Path(temporary), None, create=True)
        with screen.progress("Reading the sample's CVs") as progress:
            done = matcher.index([shipped("sample/cvs")], progress=progress)
        screen.indexed(done, base or Path(temporary))
        vacancy = shipped("sample/vacancies/data-engineer.txt")
        found = matcher.match(vacancy, top=top)
        screen.ranking(found, narrowing(found.ranked))
        screen.ledger(found.matches[0], found.vacancy.language)


@app.command()
def serve(
    base: Base,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on this machine.")] = 8000,
    model: Model = None,
) -> None:
    """Serve matches over HTTP on this machine only (loopback); the API is at /docs.

    ```
    matcher serve --base talent --port 8000
    ```
    """
    import uvicorn

    from service import create_app

    app_ = create_app(_open(base, model))
    screen.note(f"Serving {base} on http://127.0.0.1:{port} (the API: /docs); stop with Ctrl-C")
    uvicorn.run(app_, host="127.0.0.1", port=port, log_level="warning")


def main() -> None:
    """Run the command line; every error of the engine becomes one line and an exit code."""
    screen.utf8()
    try:
        app(prog_name="matcher")  # also where it was started as a module
    except InvalidInput as error:
        _fail(error, _EXIT_INPUT)
    except (StorageError, ModelUnavailable, MatcherError) as error:
        _fail(error, _EXIT_STORAGE)


def _fail(error: MatcherError, code: int) -> None:
    screen.error(str(error))
    sys.exit(code)


def _open(
    base: Path, model: str | None, *, create: bool = False, curves: Path | None = None
) -> Any:
    from matcher.pipeline import Matcher

    weights = _weights(curves)
    matcher = Matcher.open(base, create=create, model=model, weights=weights)
    fitted_on = weights.curves.encoder if weights and weights.curves else None
    if fitted_on and fitted_on != matcher.encoder_name:
        screen.note(
            f"{curves} was fitted with the encoder {fitted_on}, and this one is "
            f"{matcher.encoder_name}: its chances need not hold here; fit them again with "
            "`matcher tune`"
        )
    return matcher


def _weights(curves: Path | None) -> "Weights | None":
    if curves is None:
        return None
    from matcher.ranking import Weights, read_curves

    return Weights(curves=read_curves(curves))


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StorageError(f"{path} cannot be written ({error}); name another file") from error


def _vacancy(name: str) -> Path | str:
    from matcher.documents.plain import decode

    return decode(sys.stdin.buffer.read()) if name == "-" else Path(name)


def _edits(
    must: list[str] | None, nice: list[str] | None, off: list[int] | None, weight: list[str] | None
) -> Any:
    from matcher.profiles import Edits

    factors = dict(_factor(text) for text in weight or [])
    return Edits(tuple(must or ()), tuple(nice or ()), tuple(off or ()), factors)


def _languages(text: str) -> list[str]:
    codes = [code.strip().casefold() for code in text.split(",") if code.strip()]
    bad = [code for code in codes if not (len(code) == 2 and code.isascii() and code.isalpha())]
    if bad or not codes:
        raise InvalidInput(
            f"--languages {text!r} is not understood; write codes of two letters, as nl,en,de"
        )
    return list(dict.fromkeys(codes))


def _factor(text: str) -> tuple[int, float]:
    number, factor = _pair(text, "--weight", "N=2")
    try:
        return int(number), float(factor)
    except ValueError as error:
        raise InvalidInput(f"--weight {text!r} is not understood; write for example 3=2") from error


def _pair(text: str, option: str, form: str) -> tuple[str, str]:
    left, sign, right = text.partition("=")
    if not (left.strip() and sign and right.strip()):
        raise InvalidInput(f"{option} {text!r} is not understood; write it as '{form}'")
    return left.strip(), right.strip()


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
