"""Many vacancies against a whole base, into one file; a kill costs no more than a block.

In:  an open engine, vacancies, the file to write
Out: the file, and how many rows and blocks it took
Why: finished blocks stand in FILE.parquet.parts until all are done, so the same command after a
     kill continues. A block holds for one state of the base; when people change meanwhile, or
     between two runs, the blocks are brought up to date before they are joined
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from matcher.errors import InvalidInput, StorageError
from matcher.pipeline import Matcher
from matcher.protocols import Progress
from matcher.rerank import parts, plan, result
from matcher.rerank.blocks import How, Part, work_out
from matcher.rerank.engine import Engine, Source
from matcher.rerank.plan import Plan
from matcher.rerank.pool import Pool
from matcher.rerank.vacancies import Asked

BLOCK = 16  # vacancies worked out together
_ROUNDS = 3  # times that blocks are brought up to date while the base keeps changing


@dataclass(frozen=True, slots=True)
class Done:
    """What a job came to."""

    vacancies: int
    rows: int
    blocks: int
    kept: int  # blocks that were finished before this run
    damaged: int  # blocks of which the file was damaged; they were worked out again
    seq: int  # changes of the base up to this one are in: what a later --since may name


def run(
    matcher: Matcher,
    asked: Sequence[Asked],
    out: Path,
    how: How,
    *,
    block: int = BLOCK,
    workers: int = 1,
    source: Source | None = None,
    since: int | None = None,
    restart: bool = False,
    progress: Progress | None = None,
) -> Done:
    """Rank the whole base for every vacancy and write the best of each to a file.

    Parameters
    ----------
    matcher : the open base
    asked : vacancies with ids of their own
    out : the Parquet file to write; an earlier one is replaced at the end
    how : what is asked of every vacancy
    block : vacancies worked out together, and lost by a kill
    workers : processes; the result is the same for any number
    source : what other processes open; needed where `workers` is above 1
    since : None works everything out; else the number of a change: `out` holds the base up to it
        or later, and what came after is worked out
    restart : forget the finished blocks of a job that was cut off
    progress : called with (vacancies done, vacancies)

    Raises
    ------
    InvalidInput : nothing is asked; the finished blocks are those of another job, or another
        process is at work on the file; `out` cannot be brought up to date; the base was
        calibrated anew meanwhile
    StorageError : the disk is full or may not be written; a worker died. What is finished is kept
    """
    _check(asked, out, block, workers, source)
    engine = Engine(matcher)
    wanted = Plan(tuple(asked), how, engine.fingerprint(), block, since)
    folder = parts.folder_of(out)
    with parts.held(folder, out):
        _begin(wanted, folder, out, restart=restart)
        job = _Job(engine, wanted, folder, progress)
        with ExitStack() as stack:
            pool = stack.enter_context(Pool(workers, source, folder)) if workers > 1 else None
            for _ in range(_ROUNDS):
                if not job.work(pool):
                    break
        seq = min((part.seq for part in job.finished()), default=engine.seq())
        rows = result.join(job.finished, wanted, seq, out)
        parts.remove(folder)
    return Done(len(asked), rows, len(wanted.blocks()), job.kept, job.damaged, seq)


def _check(
    asked: Sequence[Asked], out: Path, block: int, workers: int, source: Source | None
) -> None:
    if not asked:
        raise InvalidInput("there is no vacancy to rank for; name files, folders or tables")
    if min(block, workers) < 1 or (workers > 1 and source is None):
        raise InvalidInput(
            f"{block} vacancies a block and {workers} workers were asked; both must be 1 at "
            "least, and more workers need the `source` that they open"
        )
    if out.is_dir() or not out.absolute().parent.is_dir():
        raise InvalidInput(f"{out} cannot be written; name a file in a folder that is there")


def _begin(wanted: Plan, folder: Path, out: Path, *, restart: bool) -> None:
    """Take up the job that was begun in the folder, or begin it."""
    if restart:
        (folder / parts.PLAN).unlink(missing_ok=True)
    begun = plan.read(folder)
    if begun:
        plan.check_same(begun, wanted, out)
    elif (folder / parts.PLAN).exists():
        raise InvalidInput(
            f"the plan of the job in {folder} is damaged, so it cannot be continued; begin anew "
            "with --restart"
        )
    else:
        parts.clear(folder)
        if wanted.since is not None:
            _seed(result.read(out, wanted), wanted, folder)
        wanted.write(folder)


def _seed(earlier: Part, wanted: Plan, folder: Path) -> None:
    """Make the blocks of an earlier answer the first state of this job's blocks."""
    import pyarrow as pa
    import pyarrow.compute as pc

    known = set(earlier.vacancies)
    for number, block in enumerate(wanted.blocks()):
        keys = tuple(one.key for one in block if one.key in known)
        ids = pa.array([id_ for id_, _ in keys], pa.string())
        table = earlier.table.filter(pc.is_in(earlier.table["vacancy"], ids))
        parts.write_part(folder, number, wanted.digest(), Part(earlier.seq, keys, table))


class _Job:
    """The blocks of a plan, and which of them are finished."""

    def __init__(self, engine: Engine, plan: Plan, folder: Path, progress: Progress | None) -> None:
        self._engine, self._plan, self._folder = engine, plan, folder
        self._blocks, self._digest = plan.blocks(), plan.digest()
        self._progress = progress or (lambda done, total: None)
        numbers = range(len(self._blocks))
        self.damaged = sum(parts.is_damaged(folder, number) for number in numbers)
        self.kept = len(self._blocks) - len(self._todo(engine.seq()))

    def work(self, pool: Pool | None) -> bool:
        """Work out what is missing or no longer holds; return whether there was any."""
        todo = self._todo(self._engine.seq())
        if not todo:
            return False
        left = sum(len(self._blocks[number]) for number in todo)
        done, total = len(self._plan.asked) - left, len(self._plan.asked)
        self._progress(done, total)
        self._engine.prepare([one.vacancy for n in todo for one in self._blocks[n]])
        for number in pool.work(todo) if pool else map(self._alone, todo):
            done += len(self._blocks[number])
            self._progress(done, total)
        return True

    def finished(self) -> Iterator[Part]:
        """Yield the parts of all blocks in order."""
        for number, block in enumerate(self._blocks):
            part = parts.read_part(self._folder, number, self._digest)
            if part is None or not _covers(part, block):
                raise StorageError(
                    f"the finished block {number} in {self._folder} was lost or damaged "
                    "meanwhile; run the same command again, it is worked out anew"
                )
            yield part

    def _alone(self, number: int) -> int:
        work_out_block(self._engine, self._plan, self._folder, number)
        return number

    def _todo(self, seq: int) -> list[int]:
        found = (parts.read_part(self._folder, n, self._digest) for n in range(len(self._blocks)))
        return [
            number
            for number, (part, block) in enumerate(zip(found, self._blocks, strict=True))
            if part is None or part.seq < seq or not _covers(part, block)
        ]


def work_out_block(engine: Engine, plan: Plan, folder: Path, number: int) -> None:
    """Work out one block, from its earlier state where there is one, and keep it."""
    old = parts.read_part(folder, number, plan.digest())
    block = plan.blocks()[number]
    part = work_out(engine, block, plan.how, plan.fingerprint, old)
    parts.write_part(folder, number, plan.digest(), part)


def _covers(part: Part, block: Sequence[Asked]) -> bool:
    return part.vacancies == tuple(one.key for one in block)
