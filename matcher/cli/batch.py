"""The command that ranks a whole base for many vacancies, into a file.

In:  words of the command line
Out: a Parquet file, a summary on the screen, and a line of progress now and then
Why: a batch may be stopped with Ctrl-C and continued, which is an exit code of its own (130)
"""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from matcher import screen
from matcher.cli.options import (
    EXIT_SOME_UNREAD,
    EXIT_STOPPED,
    Base,
    Cluster,
    CurvesFile,
    Json,
    Model,
    NoRecency,
    Top,
    WeightsFile,
    Where,
    open_base,
    print_json,
)
from matcher.errors import InvalidInput
from matcher.records import Unreadable

_LINES, _SECONDS = 20, 5.0  # of progress where no bar can be drawn: how many, how far apart

Paths = Annotated[
    list[Path],
    typer.Argument(help="Vacancies: files, folders, tables with the columns id and text."),
]
Out = Annotated[Path, typer.Option("--out", help="Parquet file to write.")]
Since = Annotated[
    int | None,
    typer.Option(
        help="Bring --out up to date: rank only people who changed after this change number of the "
        "base, and new or changed vacancies. The summary of each run gives the next number."
    ),
]
Workers = Annotated[int, typer.Option(min=1, help="Worker processes; the result is the same.")]
Block = Annotated[
    int, typer.Option(min=1, help="Vacancies ranked together; a finished block survives a kill.")
]
Explain = Annotated[bool, typer.Option("--explain", help="Add a column with the best evidence.")]
Restart = Annotated[
    bool, typer.Option("--restart", help="Discard the finished blocks of an interrupted job.")
]


def rerank(
    vacancies: Paths,
    base: Base,
    out: Out,
    top: Top = 10,
    where: Where = None,
    since: Since = None,
    workers: Workers = 1,
    block: Block = 16,
    explain: Explain = False,
    restart: Restart = False,
    cluster: Cluster = None,
    model: Model = None,
    curves: CurvesFile = None,
    weights: WeightsFile = None,
    no_recency: NoRecency = False,
    as_json: Json = False,
) -> None:
    """Rank the whole base for many vacancies; write the best candidates of each to a file.

    Columns: vacancy, place, candidate, score, musts_met, musts_asked, flags, source, and with
    --explain the evidence as JSON. Scores are those of `match`. After a kill or Ctrl-C (exit code
    130) the same command continues. A vacancy that cannot be used is listed with the reason (exit
    code 1); the others are ranked.

    ```
    matcher rerank vacancies/ --base talent --out best.parquet --top 50 --workers 2
    matcher rerank vacancies.xlsx --base talent --out best.parquet --top 50 --since 1204
    ```
    """
    from matcher.rerank import How, Source, read_vacancies, run

    source = Source(
        str(base),
        model,
        None if curves is None else str(curves),
        cluster,
        None if weights is None else str(weights),
        recency=not no_recency,
    )
    try:
        matcher = open_base(
            base, model, curves=curves, weights=weights, no_recency=no_recency, cluster=cluster
        )
        with _progress("Reading vacancies") as progress:
            asked, bad = read_vacancies(matcher, vacancies, progress=progress)
        if not asked and bad:
            raise InvalidInput(f"no vacancy can be used: {bad[0].source}: {bad[0].message}")
        with _progress("Ranking") as progress:
            done = run(
                matcher,
                asked,
                out,
                How(top, tuple(where or ()), explain),
                block=block,
                workers=workers,
                source=source,
                since=since,
                restart=restart,
                progress=progress,
            )
    except KeyboardInterrupt:
        screen.note("Stopped. What is finished is kept; the same command continues.")
        raise typer.Exit(EXIT_STOPPED) from None
    _say(_report(done, out, bad), bad, as_json=as_json)
    if bad:
        raise typer.Exit(EXIT_SOME_UNREAD)


def _report(done: Any, out: Path, bad: Sequence[Unreadable]) -> dict[str, Any]:
    return {
        "out": str(out),
        "vacancies": done.vacancies,
        "rows": done.rows,
        "blocks": done.blocks,
        "blocks_kept": done.kept,
        "blocks_damaged": done.damaged,
        "seq": done.seq,
        "problems": [
            {"source": one.source, "reason": str(one.reason), "message": one.message} for one in bad
        ],
    }


def _say(report: dict[str, Any], bad: Sequence[Unreadable], *, as_json: bool) -> None:
    if as_json:
        print_json(report)
        return
    sys.stdout.write(
        f"{report['rows']} rows for {report['vacancies']} vacancies in {report['out']}\n"
    )
    if report["blocks_kept"]:
        sys.stdout.write(
            f"{report['blocks_kept']} of {report['blocks']} blocks were finished before\n"
        )
    if report["blocks_damaged"]:
        sys.stdout.write(f"{report['blocks_damaged']} damaged blocks were worked out again\n")
    sys.stdout.write(f"Next time only what changed: --since {report['seq']}\n")
    for one in bad:
        screen.error(f"{one.source}: {one.reason}. {one.message}")


@contextmanager
def _progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on a terminal, else a line now and then, with the time that remains."""
    if sys.stderr.isatty():
        with screen.progress(title) as bar:
            yield bar
        return
    yield lines(title, lambda line: print(line, file=sys.stderr, flush=True), time.monotonic)


def lines(
    title: str, say: Callable[[str], None], clock: Callable[[], float]
) -> Callable[[int, int], None]:
    """Return a progress that says a line each twentieth part, and no more than one in 5 seconds.

    The time that remains is judged by this run alone: the first call tells what was done before.
    """
    first: list[tuple[int, float]] = []  # done before this run, when it began
    said = [0, 0.0]  # done and when, at the last line

    def progress(done: int, total: int) -> None:
        now = clock()
        if not first:
            first.append((done, now))
            said[:] = [done, now]
            return
        if done - said[0] < total / _LINES or now - said[1] < _SECONDS:
            return
        said[:] = [done, now]
        before, start = first[0]
        minutes, seconds = divmod(round((now - start) * (total - done) / (done - before)), 60)
        say(f"{title}: {done} of {total}, {minutes}:{seconds:02} to go")

    return progress


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    app.command()(rerank)
