"""Commands that read a vacancy or a CV, and rank people or vacancies."""

import os
import shlex
import shutil
import sys
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from matcher import screen
from matcher.cli.options import (
    EXIT_SOME_UNREAD,
    Base,
    Cluster,
    CurvesFile,
    Json,
    Model,
    Must,
    Nice,
    NoRecency,
    Off,
    Top,
    VacancyFile,
    Weight,
    WeightsFile,
    Where,
    edits_of,
    open_base,
    print_json,
    vacancy_of,
)
from matcher.errors import InvalidInput
from matcher.records import Candidate


class Way(StrEnum):
    """How the index can be searched."""

    exact = "exact"
    gather = "gather"
    codes = "codes"


class KernelName(StrEnum):
    """What can compare rows."""

    vnni = "vnni"
    numba = "numba"
    numpy = "numpy"


def inspect(
    file: Annotated[
        str, typer.Argument(help="A vacancy or a CV; - for a vacancy from standard input.")
    ],
    as_cv: Annotated[
        bool | None,
        typer.Option("--cv/--vacancy", help="Read it as this; default: dated jobs make it a CV."),
    ] = None,
    base: Annotated[
        str | None,
        typer.Option(
            "--base",
            help="Talent base whose taxonomies are used. Also suggests skills for requirements "
            "that name none; the first time takes a minute.",
        ),
    ] = None,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Show how a vacancy or a CV is understood, line by line.

    ```
    matcher inspect vacancy.txt
    matcher inspect anna.pdf
    matcher inspect --cv student.docx
    matcher inspect vacancy.txt --base talent
    ```
    """
    from matcher.explanation import candidate_report, links_report, vacancy_report
    from matcher.reading import read_either, read_lines

    matcher = open_base(base, model) if base else None
    read, document = (matcher.read if matcher else read_either)(vacancy_of(file), as_cv=as_cv)
    if isinstance(read, Candidate):
        lines = matcher.lines(document) if matcher else read_lines(document)
        report = candidate_report(read, document, lines)
        print_json(report) if as_json else screen.candidate(report)
        return
    links = {}
    if matcher:
        with screen.progress("Reading the names of skills") as progress:
            found = matcher.linked(read, progress=progress)
        links = links_report(found, lambda concept: matcher.skill_name(concept, read.language))
    if as_json:
        print_json({**vacancy_report(read), **({"links": links} if matcher else {})})
    else:
        screen.vacancy(read, links)


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
    weights: WeightsFile = None,
    no_recency: NoRecency = False,
    profile: Annotated[
        bool,
        typer.Option(
            "--profile", help="Show how the index was searched, and the time of each stage."
        ),
    ] = False,
    way: Annotated[
        Way | None, typer.Option(help="How to search the index; default: the cheapest way.")
    ] = None,
    kernel: Annotated[
        KernelName | None,
        typer.Option(help="Code that compares vectors; default: the fastest on this machine."),
    ] = None,
    cluster: Cluster = None,
    as_json: Json = False,
) -> None:
    """Rank the candidates of a talent base for a vacancy, with the evidence.

    ```
    matcher match vacancy.txt --base talent --top 5
    matcher match vacancy.txt --base talent --must "Kubernetes" --off 3 --weight 1=2
    matcher match vacancy.txt --base talent --where "city within 25 km of Utrecht" --json
    ```
    """
    from matcher.explanation import narrowing

    matcher = open_base(
        base, model, curves=curves, weights=weights, no_recency=no_recency, cluster=cluster
    )
    edits = edits_of(must, nice, off, weight)
    found = matcher.match(
        vacancy_of(vacancy), top=top, where=where or (), edits=edits, way=way, kernel=kernel
    )
    if profile:
        screen.profile(found)
    if matcher.taxonomies() and (unread := matcher.unread_with_taxonomies()[0]):
        screen.note(
            f"{unread} files were read before the base's taxonomy came or changed; read them again "
            f"with: matcher index PATHS --base {base}"
        )
    if as_json:
        print_json(found.to_dict())
    else:
        screen.ranking(found, narrowing(found.ranked))


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
    weights: WeightsFile = None,
    no_recency: NoRecency = False,
    as_json: Json = False,
) -> None:
    """Show the score of one candidate for a vacancy, row by row, with the evidence.

    ```
    matcher explain vacancy.txt anna-de-boer --base talent
    ```
    """
    from matcher.explanation import match_report, vacancy_report

    matcher = open_base(base, model, curves=curves, weights=weights, no_recency=no_recency)
    understood = matcher.understand(vacancy_of(vacancy), edits_of(must, nice, off, weight))
    found = matcher.explain(understood, candidate)
    if as_json:
        print_json(
            {"vacancy": vacancy_report(understood), **match_report(found, understood.language)}
        )
    else:
        screen.ledger(found, understood.language)


def vacancies(
    candidate: Annotated[str, typer.Argument(help="The candidate's id.")],
    files: Annotated[list[Path], typer.Argument(help="Vacancies: files or folders.")],
    base: Base,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Rank vacancies for one candidate, the most suitable first.

    A vacancy that cannot be used is reported on standard error; the others are ranked.

    ```
    matcher vacancies anna-de-boer vacancies/ --base talent
    ```
    """
    from matcher.documents import survey
    from matcher.explanation import match_report

    matcher = open_base(base, model)
    listed = survey(files)
    problems = [InvalidInput(f"{one.source}: {one.message}") for one in listed.problems]
    understood = []
    for file in listed.files:
        try:
            understood.append(matcher.understand(file))
        except InvalidInput as error:
            problems.append(error)
    if not understood:
        raise problems[0] if problems else InvalidInput("there is no vacancy in these folders")
    found = matcher.vacancies_for(candidate, understood)
    if as_json:
        print_json(
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
        raise typer.Exit(EXIT_SOME_UNREAD)


def like(
    candidate: Annotated[str, typer.Argument(help="The candidate's id.")],
    base: Base,
    top: Top = 10,
    where: Where = None,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Find candidates whose work is similar to that of one candidate.

    ```
    matcher like anna-de-boer --base talent
    ```
    """
    found = open_base(base, model).like(candidate, top=top, where=where or ())
    if as_json:
        print_json(found.to_dict())
    else:
        screen.ranking(found, [])


def demo(
    base: Annotated[
        Path | None,
        typer.Option(help="Folder to keep the demo's talent base in; default: not kept."),
    ] = None,
    top: Top = 5,
) -> None:
    """Make a talent base from the shipped sample and rank it for one vacancy.

    With --base the base is kept, and the last line tells how to open the recruiter's page on it.

    ```
    matcher demo --base talent
    ```
    """
    from matcher.explanation import narrowing
    from matcher.resources import shipped

    with tempfile.TemporaryDirectory(prefix="matcher-demo-") as temporary:
        matcher = open_base(base or Path(temporary), None, create=True)
        with screen.progress("Reading the sample's CVs") as progress:
            done = matcher.index([shipped("sample/cvs")], progress=progress)
        screen.indexed(done, base or Path(temporary))
        vacancy = shipped("sample/vacancies/data-engineer.txt")
        found = matcher.match(vacancy, top=top)
        screen.ranking(found, narrowing(found.ranked))
        screen.ledger(found.matches[0], found.vacancy.language)
    screen.note(f"To open the recruiter's page: {_to_open(base)}")


def _to_open(base: Path | None) -> str:
    """Return the command that opens the page on a demo's base; without one, that which keeps it."""
    called = sys.argv[0]
    found = shutil.which("matcher")
    on_path = found is not None and os.path.realpath(found) == os.path.realpath(called)
    program = "matcher" if on_path else shlex.quote(os.path.relpath(called))
    if base is None:
        return f"{program} demo --base talent, then {program} serve --base talent"
    return f"{program} serve --base {shlex.quote(str(base))}"


def serve(
    base: Base,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on this machine.")] = 8000,
    model: Model = None,
    cluster: Cluster = None,
    weights: WeightsFile = None,
) -> None:
    """Serve the recruiter's page and the API on this machine only (loopback).

    Open the page in a browser; the API is described at /docs. CVs can be added at /base if the
    base can be written. Vacancies, edits and shortlists are kept in BASE/desk.sqlite, which only
    its owner can read; names of candidates are shown after a click, which is logged there.

    ```
    matcher serve --base talent --port 8000
    ```
    """
    import uvicorn

    from matcher.errors import StorageError
    from service import Desk, Imports, create_app

    matcher, imports = open_base(base, model, weights=weights, cluster=cluster), None
    try:
        matcher = open_base(base, model, create=True, weights=weights, cluster=cluster)
        imports = Imports(matcher)
    except StorageError as error:
        screen.note(f"CVs cannot be added from the page: {error}")
    app_ = create_app(matcher, desk=Desk.beside(matcher.folder), imports=imports)
    screen.note(f"Open http://127.0.0.1:{port} in a browser (the API: /docs); stop with Ctrl-C")
    uvicorn.run(app_, host="127.0.0.1", port=port, log_level="warning")


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    for command in (inspect, match, explain, vacancies, like, demo, serve):
        app.command()(command)
