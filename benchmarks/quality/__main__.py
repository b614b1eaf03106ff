"""python -m benchmarks.quality: how good are the parts and the whole, beside their rivals?

In:  nothing (every task), --task NAME (may be repeated), or a folder of your own judgements
Out: rows in benchmarks/results/quality.jsonl, and the tables of
     benchmarks/README.md written anew from them

Each row is told with the CPU time since its task began. A task whose data is not on this machine is
left out, with the folder that it misses; a task that was asked for by name and cannot run makes the
exit code 1.

    python -m benchmarks.quality --list
    python -m benchmarks.quality --task ranking --systems chance,bm25,matcher
    python -m benchmarks.quality data/sample --relevant-from 2    # queries/, corpus/, qrels.tsv
"""

import argparse
import importlib
import pkgutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks import quality, rows, tables
from benchmarks.quality import ranking
from benchmarks.quality.bench import SHARED, Options, Row
from matcher.errors import MatcherError, NotFound
from matcher.evaluation import SYSTEMS

Run = Callable[[Options], Iterator[Row]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is asked, keep the rows, write the tables; return the exit code."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    known = tasks()
    if asked.list:
        for name, (_, question) in known.items():
            print(f"{name:18} {question}")
        return 0
    unknown = [name for name in asked.task if name not in known]
    if unknown:
        parser.error(f"no task {unknown[0]!r}; choose one of {', '.join(known)}")
    options = Options(
        shared=asked.shared,
        seed=asked.seed,
        model=asked.model,
        progress=not asked.quiet,
        systems=tuple(asked.systems.split(",")) if asked.systems else None,
    )
    chosen: dict[str, Run] = {name: known[name][0] for name in asked.task or known}
    if asked.folder:
        chosen = {asked.folder.name: lambda o: ranking.judged(o, asked.folder, asked.relevant_from)}
    failed = [name for name, run in chosen.items() if not _ran(name, run, options)]
    if asked.write:
        tables.write()
    return 1 if failed and (asked.task or asked.folder or len(failed) == len(chosen)) else 0


def tasks() -> dict[str, tuple[Run, str]]:
    """Return what can be measured: name -> how, and the question it answers."""
    modules = [
        importlib.import_module(f"{quality.__name__}.{found.name}")
        for found in pkgutil.iter_modules(quality.__path__)
        if found.name != "__main__"
    ]
    return {
        module.NAME: (module.rows, (module.__doc__ or "").partition("\n")[0])
        for module in modules
        if hasattr(module, "NAME")
    }


def _ran(name: str, run: Run, options: Options) -> bool:
    """Run one task and keep its rows as they come; say why where it cannot be run."""
    started = time.process_time()
    print(f"{name}", flush=True)
    try:
        for row in run(options):
            paths = row.pop("data_paths")
            rows.append("quality", [row | {"seed": options.seed}], data=paths)
            print(f"  {time.process_time() - started:4.0f} s {_line(row)}", flush=True)
    except NotFound as error:
        print(f"  left out: {error}", file=sys.stderr, flush=True)
        return False
    except MatcherError as error:
        print(f"  failed: {error}", file=sys.stderr, flush=True)
        return False
    return True


def _line(row: Row) -> str:
    figures: Mapping[str, Sequence[float]] = row["figures"]
    told = ", ".join(f"{name} {figure[0]:.3f}" for name, figure in figures.items())
    return f"{row['set']:14} {row['system']:24} n={row['n']}: {told}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.quality",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "folder", type=Path, nargs="?", metavar="FOLDER", help="your own vacancies, CVs, qrels.tsv"
    )
    parser.add_argument(
        "--relevant-from",
        type=int,
        default=1,
        metavar="N",
        help="with FOLDER: least grade that counts",
    )
    parser.add_argument("--task", action="append", default=[], metavar="NAME", help="only this one")
    parser.add_argument("--list", action="store_true", help="name the tasks and their questions")
    parser.add_argument(
        "--systems", metavar="A,B", help=f"only these, of {', '.join(SYSTEMS)} and a task's own"
    )
    parser.add_argument("--model", help="encoder in place of the built-in one")
    parser.add_argument("--seed", type=int, default=20_260, help="of what a task draws")
    parser.add_argument(
        "--shared", type=Path, default=SHARED, help="development data (%(default)s)"
    )
    parser.add_argument("--quiet", action="store_true", help="no word of what is being done")
    parser.add_argument(
        "--no-tables",
        dest="write",
        action="store_false",
        help="leave the page as it is",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
