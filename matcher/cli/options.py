"""What the commands share: their options, how a base is opened, how an answer is printed.

In:  words of the command line
Out: the engine's own values, or InvalidInput that says how to write them
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from matcher import screen
from matcher.errors import InvalidInput, StorageError

if TYPE_CHECKING:
    from matcher.ranking import Weights
    from matcher.records import Vacancy

EXIT_SOME_UNREAD, EXIT_INPUT, EXIT_STORAGE, EXIT_STOPPED = 1, 2, 3, 130

Base = Annotated[
    str,
    typer.Option(
        "--base", help="Talent base: a folder, or a URL such as postgresql://host/talent."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Model = Annotated[
    str | None,
    typer.Option(
        help="Folder or name of a sentence-transformers model; default: the built-in one."
    ),
]
CurvesFile = Annotated[
    Path | None,
    typer.Option(
        "--curves",
        help="File that `matcher tune` wrote, which decides the statuses; default: built in.",
    ),
]
WeightsFile = Annotated[
    Path | None,
    typer.Option(
        "--weights",
        help="File of weights, as `matcher weights tune` writes it; default: built in.",
    ),
]
NoRecency = Annotated[
    bool,
    typer.Option(
        "--no-recency",
        help="How long ago a role ended, or that it has no dates, costs nothing.",
    ),
]
VacancyFile = Annotated[str, typer.Argument(help="File with the vacancy, or - for standard input.")]
Where = Annotated[
    list[str] | None,
    typer.Option(
        help="Filter: 'city within 25 km of Utrecht and years>=5', 'german >= B2 or german is "
        "unknown', 'not tag=blocked'. May be repeated; all must hold."
    ),
]
Must = Annotated[
    list[str] | None,
    typer.Option(
        help="Extra must-have, or the number of a requirement to make one. May be repeated."
    ),
]
Nice = Annotated[
    list[str] | None,
    typer.Option(
        help="Extra nice-to-have, or the number of a requirement to make one. May be repeated."
    ),
]
Off = Annotated[
    list[int] | None, typer.Option(help="Number of a requirement to leave out. May be repeated.")
]
Weight = Annotated[
    list[str] | None, typer.Option(help="'N=2' makes requirement N count double. May be repeated.")
]
Cluster = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        help="Address of a Ray cluster, HOST:PORT, whose machines search the index; needs "
        "`pip install 'skills-matcher[cluster]'`. Default: this machine alone.",
    ),
]
Top = Annotated[int, typer.Option(min=1, help="Number of candidates to show.")]


def open_base(
    base: Path | str,
    model: str | None,
    *,
    create: bool = False,
    curves: Path | None = None,
    weights: Path | None = None,
    no_recency: bool = False,
    cluster: str | None = None,
) -> Any:
    """Return the engine over a base; says so where curves or weights are of another encoder."""
    from matcher.pipeline import Matcher

    numbers, encoders = weights_of(curves, weights, no_recency=no_recency)
    matcher = Matcher.open(base, create=create, model=model, weights=numbers, cluster=cluster)
    for file, encoder, what, again in (
        (curves, encoders[0], "chances", "matcher tune"),
        (weights, encoders[1], "weights", "matcher weights tune"),
    ):
        if encoder and encoder != matcher.encoder_name:
            screen.note(
                f"{file} was fitted with the encoder {encoder}, and this one is "
                f"{matcher.encoder_name}: its {what} need not hold here; fit them again with "
                f"`{again}`"
            )
    return matcher


def weights_of(
    curves: Path | None, weights: Path | None = None, *, no_recency: bool = False
) -> "tuple[Weights | None, tuple[str | None, str | None]]":
    """Return the numbers of the files (None where none is named), and the encoders they name."""
    if curves is None and weights is None and not no_recency:
        return None, (None, None)
    from matcher.ranking import Weights, read_curves, read_weights

    read = None if weights is None else read_weights(weights)
    own = None if curves is None else read_curves(curves)
    numbers = read.weights if read else Weights()
    if own is not None:
        numbers = replace(numbers, curves=own, judge=None)  # own judgements are of whole rows
    if no_recency:
        numbers = replace(numbers, recency=False)
    return numbers, (own.encoder if own else None, read.about.get("encoder") if read else None)


def write(path: Path, text: str) -> None:
    """Write a text file; StorageError where that is impossible."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StorageError(f"{path} cannot be written ({error}); name another file") from error


def vacancy_of(name: str) -> Path | str:
    """Return the file's path, or the text from standard input for `-`."""
    from matcher.documents.plain import decode

    return decode(sys.stdin.buffer.read()) if name == "-" else Path(name)


def understood_in(matcher: Any, paths: Sequence[Path]) -> list["Vacancy"]:
    """Return the vacancies in files and folders; what cannot be used is an error of its own."""
    from matcher.documents import survey

    listed = survey(paths)
    for problem in listed.problems:
        screen.error(f"{problem.source}: {problem.message}")
    understood = []
    for file in listed.files:
        try:
            understood.append(matcher.understand(file))
        except InvalidInput as error:
            screen.error(str(error))
    if not understood:
        raise InvalidInput("there is no vacancy in these files and folders")
    return understood


def edits_of(
    must: list[str] | None, nice: list[str] | None, off: list[int] | None, weight: list[str] | None
) -> Any:
    """Return the edits that the options ask for."""
    from matcher.profiles import Edits

    factors = dict(_factor(text) for text in weight or [])
    return Edits(tuple(must or ()), tuple(nice or ()), tuple(off or ()), factors)


def languages_of(text: str) -> list[str]:
    """Return the codes in a text such as nl,en,de, each once."""
    codes = [code.strip().casefold() for code in text.split(",") if code.strip()]
    bad = [code for code in codes if not (len(code) == 2 and code.isascii() and code.isalpha())]
    if bad or not codes:
        raise InvalidInput(
            f"--languages {text!r} is not understood; write codes of two letters, as nl,en,de"
        )
    return list(dict.fromkeys(codes))


def _factor(text: str) -> tuple[int, float]:
    number, factor = pair(text, "--weight", "N=2")
    try:
        return int(number), float(factor)
    except ValueError as error:
        raise InvalidInput(f"--weight {text!r} is not understood; write for example 3=2") from error


def pair(text: str, option: str, form: str) -> tuple[str, str]:
    """Return both sides of an option such as 'theirs=ours'."""
    left, sign, right = text.partition("=")
    if not (left.strip() and sign and right.strip()):
        raise InvalidInput(f"{option} {text!r} is not understood; write it as '{form}'")
    return left.strip(), right.strip()


def print_json(value: Any) -> None:
    """Print a value as JSON that people can read too."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
