"""Train a head, or an adapter with a head, on ESCO's names or on pairs of your own; the readers of
a CV's lines and of a vacancy's sentences on labels; or the judge of evidence on labelled pairs.

  head     one linear map for the encoder that ships; four minutes of CPU for all of ESCO, less for
           a few thousand pairs
  adapter  corrections of the encoder's weights and a head on top; within an hour on two processors
  lines    weights that tell what a line of a CV is; a minute or two of CPU
  sentences  weights that tell what a sentence of a vacancy is; a minute of CPU
  judge    two curves that tell whether a line of a CV shows a requirement; seconds of CPU

A head's file or an adapter's folder can be given to every command as --model.
Exit codes: 0 done; 2 the input cannot be used; 3 the model cannot be had.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from matcher.errors import InvalidInput, MatcherError
from matcher.profiles.vacancy.sentence_reader import SAYS
from matcher.protocols import Progress
from matcher.tuning.command import Trained, train_adapter_command, train_head_command
from matcher.tuning.judge import train_judge_command
from matcher.tuning.lines import macro_f1, train_lines_command
from matcher.tuning.sentences import train_sentences_command

_EXIT_INPUT, _EXIT_MODEL = 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Train what the arguments ask for, say what it finds, and return the exit code."""
    options = _parser().parse_args(arguments)
    if options.what == "lines":
        return _lines(options.labels or Path("data/cv_lines"), options.out)
    if options.what == "sentences":
        labels = options.labels or Path("data/vacancy_sentences/labels.tsv")
        return _sentences(labels, options.texts, options.out)
    if options.what == "judge":
        return _judge(options.pairs or Path("data/evidence/pairs.tsv"), options.out)
    train = train_head_command if options.what == "head" else train_adapter_command
    try:
        done = train(
            options.esco,
            options.out,
            options.pairs,
            keep_out=options.keep_out,
            progress=_counting(options.what),
        )
    except MatcherError as error:
        print(f"error: {error}", file=sys.stderr)
        return _EXIT_INPUT if isinstance(error, InvalidInput) else _EXIT_MODEL
    _tell(done, options.out)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m matcher.tuning",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("what", choices=("head", "adapter", "lines", "sentences", "judge"))
    parser.add_argument(
        "--esco", type=Path, metavar="FOLDER", help="ESCO's tables (skills_nl.csv, ...)"
    )
    parser.add_argument(
        "--pairs",
        type=Path,
        metavar="FILE",
        help="your own: two texts a line, a tab between; for judge the table of labelled pairs",
    )
    parser.add_argument(
        "--labels", type=Path, metavar="PATH",
        help="labelled CVs, for lines (data/cv_lines); the table of labels, for sentences",
    )  # fmt: skip
    parser.add_argument(
        "--texts", type=Path, metavar="FOLDER", nargs="+", default=[Path("data/vacancy_lines")],
        help="the labelled vacancies themselves, for sentences (data/vacancy_lines)",
    )  # fmt: skip
    parser.add_argument(
        "--keep-out", type=Path, metavar="FILE", nargs="+", default=[],
        help="texts of a test; what bears one of them as a name is not trained on",
    )  # fmt: skip
    parser.add_argument(
        "--out", type=Path, metavar="PATH", required=True,
        help="a file NAME.safetensors for a head or for lines, NAME.json for a "
        "judge, a folder for an adapter",
    )  # fmt: skip
    return parser


def _lines(labels: Path, out: Path) -> int:
    try:
        done = train_lines_command(labels, out, progress=_counting("reader of lines"))
    except MatcherError as error:
        print(f"error: {error}", file=sys.stderr)
        return _EXIT_INPUT
    print(f"{done.lines} lines; reader {done.reader.digest}")
    parts = (("test", done.kept_out.test), ("second", done.kept_out.second))
    for name, judged in parts:
        pairs = [pair for one in judged for pair in zip(one.kinds, one.read, strict=True)]
        right = sum(told == read for told, read in pairs) / max(len(pairs), 1)
        print(
            f"{name}, kept out: {len(judged)} CVs, {len(pairs)} lines, "
            f"accuracy {right:.3f}, macro-F1 {macro_f1(pairs):.3f}"
        )
    print(f"written to {out}")
    return 0


def _sentences(labels: Path, texts: Sequence[Path], out: Path) -> int:
    try:
        chain, figures = train_sentences_command(labels, texts, out)
    except MatcherError as error:
        print(f"error: {error}", file=sys.stderr)
        return _EXIT_INPUT
    print(f"{chain.source}; temperature {chain.temperature}; reader {chain.digest}")
    for name, one in figures.items():
        kinds = ", ".join(f"{kind.value} {one.f1(kind):.2f}" for kind in SAYS)
        print(f"{name}, kept out: {len(one.told)} sentences, accuracy {one.accuracy:.3f}; {kinds}")
    print(f"written to {out}")
    return 0


def _judge(pairs: Path, out: Path) -> int:
    try:
        done = train_judge_command(pairs, out)
    except MatcherError as error:
        print(f"error: {error}", file=sys.stderr)
        return _EXIT_INPUT
    for name, told in (("in turn kept out", done.in_turn), ("kept out", done.kept_out)):
        print(
            f"{name}: {told.pairs} pairs of {told.vacancies} vacancies; called met {told.met}: "
            f"{told.met_shown:.2f} shown, {told.met_some:.2f} shown or partly; of those shown "
            f"{told.found:.2f} are met or likely; calibration error {told.ece_some:.3f} "
            f"(shown or partly), {told.ece_shows:.3f} (shown)"
        )
    print(f"written to {out}")
    return 0


def _counting(what: str) -> Progress:
    def show(done: int, total: int) -> None:
        end = "\n" if done == total else ""
        print(f"\rtraining the {what}: {done} of {total}", end=end, file=sys.stderr, flush=True)

    return show


def _tell(done: Trained, out: Path) -> None:
    print(f"{done.things} things; head {done.head.digest}")
    if done.adapter:
        print(f"adapter {done.adapter.digest}")
    for check in done.checks:
        print(
            f"{check.name}, {check.queries} kept out, among {check.pool}: "
            f"R@1 {check.before:.3f} before, {check.after:.3f} after"
        )
    print(f"written to {out}; use it with --model {out}")


if __name__ == "__main__":
    sys.exit(main())
