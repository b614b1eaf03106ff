"""Train a head, or an adapter with a head, on ESCO's names or on pairs of your own.

  head     one linear map for the encoder that ships; four minutes of CPU for all of ESCO, less for
           a few thousand pairs
  adapter  corrections of the encoder's weights and a head on top; within an hour on two processors

What is written can be given to every command as --model: the head's file, or the adapter's folder.
Exit codes: 0 done; 2 the input cannot be used; 3 the model cannot be had.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from matcher.errors import InvalidInput, MatcherError
from matcher.protocols import Progress
from matcher.tuning.command import Trained, train_adapter_command, train_head_command

_EXIT_INPUT, _EXIT_MODEL = 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Train what the arguments ask for, say what it finds, and return the exit code."""
    options = _parser().parse_args(arguments)
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
    parser.add_argument("what", choices=("head", "adapter"))
    parser.add_argument(
        "--esco", type=Path, metavar="FOLDER", help="ESCO's tables (skills_nl.csv, ...)"
    )
    parser.add_argument(
        "--pairs", type=Path, metavar="FILE", help="your own: two texts a line, a tab between"
    )
    parser.add_argument(
        "--keep-out", type=Path, metavar="FILE", nargs="+", default=[],
        help="texts of a test; what bears one of them as a name is not trained on",
    )  # fmt: skip
    parser.add_argument(
        "--out", type=Path, metavar="PATH", required=True,
        help="a file NAME.safetensors for a head, a folder for an adapter",
    )  # fmt: skip
    return parser


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
