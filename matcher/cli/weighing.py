"""Commands about weights: tune them on judgements, say what differs between two.

In:  vacancies with judgements, or the page's shortlists; files of weights
Out: a file of weights where the gain is one, and what it is; sentences
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from matcher import screen_bench
from matcher.cli.auditing import Language
from matcher.cli.judging import asked_of, decided_in, read_all
from matcher.cli.options import Base, Json, Model, open_base, print_json, weights_of, write
from matcher.errors import InvalidInput

if TYPE_CHECKING:
    from matcher.weighing import Proof

SHIPPED = "shipped"

app = typer.Typer(
    name="weights",
    no_args_is_help=True,
    help="Weights of your own: tune them on judgements, compare two.",
)


@app.command("tune")
def tune(
    base: Base,
    vacancies: Annotated[
        list[Path] | None,
        typer.Argument(help="Judged vacancies: files or folders; default: those of the page."),
    ] = None,
    judgements: Annotated[
        list[Path] | None,
        typer.Option(help="File of judgements (CSV, TREC or BEIR qrels). May be repeated."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="File to write the weights to, if any are recommended.")
    ] = None,
    in_use: Annotated[
        Path | None, typer.Option(help="Weights that must be beaten; default: the shipped ones.")
    ] = None,
    unjudged: Annotated[
        bool,
        typer.Option("--unjudged", help="Count everybody who is not judged as not suited."),
    ] = False,
    name: Annotated[str, typer.Option(help="Name of the weights, written into the file.")] = "",
    seed: Annotated[int, typer.Option(help="Of the division into folds.")] = 0,
    language: Annotated[Language, typer.Option(help="Language of the result.")] = Language.en,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Tune the weights on judgements, and recommend them only where the gain is one.

    Fifteen numbers are fitted: how much must, nice and task, each kind of requirement and each kind
    of evidence count, and the share of the CV as a whole. The gain is measured on vacancies that
    were kept out (five folds, the strength of the fit chosen inside them), against the weights in
    use. Where its interval reaches zero nothing is recommended and nothing written. Below 6
    vacancies nothing can be told, below 20 it is uncertain. Without vacancies and judgements, what
    was decided on the page is used.

    ```
    matcher weights tune vacancies/ --judgements judged.csv --base talent --out weights.json
    matcher match vacancy.txt --base talent --weights weights.json
    ```
    """
    from matcher.judging import qrels_of
    from matcher.weighing import pairs, proof_in_words, prove

    if bool(vacancies) is not bool(judgements):
        raise InvalidInput("give both vacancies and --judgements, or neither for those of the page")
    if out is not None and (out.is_dir() or not out.absolute().parent.is_dir()):
        raise InvalidInput(f"--out {out} cannot be written; name a file in a folder that is there")
    used = weights_of(None, in_use)[0]
    matcher = open_base(base, model)
    if vacancies and judgements:
        asked, grades = asked_of(matcher, vacancies), read_all(judgements)
    else:
        asked, grades = decided_in(matcher)
    table, judged = pairs(matcher, asked, qrels_of(grades), unjudged=unjudged)
    proof = prove(table, judged, in_use=used, seed=seed)
    if out is not None and proof.weights is not None:
        write(out, proof.to_json(name=name, encoder=matcher.encoder_name))
    said = proof_in_words(proof, language)
    report = _report(proof, said, out if proof.weights is not None else None, language)
    print_json(report) if as_json else screen_bench.tuned(report)


@app.command("diff")
def diff(
    before: Annotated[str, typer.Argument(help=f"File of weights, or {SHIPPED!r}.")],
    after: Annotated[str, typer.Argument(help=f"File of weights, or {SHIPPED!r}.")],
    language: Annotated[Language, typer.Option(help="Language of the sentences.")] = Language.en,
    as_json: Json = False,
) -> None:
    """Say in words what differs between two weights.

    ```
    matcher weights diff shipped weights.json --language nl
    ```
    """
    from matcher.weighing import difference_in_words

    said = difference_in_words(_read(before), _read(after), language)
    print_json({"before": before, "after": after, "differs": said}) if as_json else (
        screen_bench.lines(said)
    )


def register(app_: typer.Typer) -> None:
    """Put these commands on the command line."""
    app_.add_typer(app)


def _read(name: str) -> Any:
    from matcher.ranking import Weights, read_weights

    return Weights() if name == SHIPPED else read_weights(Path(name)).weights


def _report(proof: "Proof", said: list[str], out: Path | None, language: str) -> dict[str, Any]:
    from matcher.weighing import difference_in_words, warnings_in_words

    return {
        "recommended": proof.weights is not None,
        "words": said,
        "vacancies": proof.vacancies,
        "pairs": proof.pairs,
        "in_use": round(proof.before.mean, 4),
        "tuned": round(proof.after.mean, 4),
        "gain": round(proof.gain.mean, 4),
        "interval": [round(proof.gain.low, 4), round(proof.gain.high, 4)],
        "vacancies_needed": proof.needed,
        "differs": difference_in_words(proof.in_use, proof.fitted, language),
        "warnings": warnings_in_words(proof.vacancies, proof.pairs, language),
        "data": proof.data,
        "written": None if out is None else str(out),
    }
