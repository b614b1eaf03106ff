"""The same in memory: a DataFrame of vacancies in, a DataFrame of people out."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from matcher.errors import InvalidInput
from matcher.pipeline import Matcher
from matcher.protocols import Progress
from matcher.records import Document, Unreadable, Vacancy
from matcher.rerank import tables
from matcher.rerank.blocks import How, work_out
from matcher.rerank.engine import Engine
from matcher.rerank.job import BLOCK
from matcher.rerank.vacancies import read_vacancies

if TYPE_CHECKING:
    import pandas as pd


def rerank(
    matcher: Matcher,
    vacancies: "pd.DataFrame | Iterable[Vacancy | Document | Path | str]",
    *,
    top: int = 10,
    where: Sequence[str] = (),
    explain: bool = False,
    problems: list[Unreadable] | None = None,
    progress: Progress | None = None,
) -> "pd.DataFrame":
    """Return the best people for every vacancy.

    Parameters
    ----------
    matcher : the open base
    vacancies : a DataFrame with columns id and text, or any of: understood vacancies, documents,
        paths of files and folders and tables, texts
    top : most people of a vacancy
    where : filters such as "city=Utrecht"; all must hold
    explain : whether to add the column `evidence`, see `rerank.tables.evidence_json`
    problems : receives the vacancies that cannot be used, and why; None refuses them
    progress : called with (vacancies done, vacancies)

    Returns
    -------
    DataFrame with the columns of the file that `matcher rerank` writes (`rerank.tables.COLUMNS`),
        vacancies in the order given, each with its best people first

    Raises
    ------
    InvalidInput : a vacancy or a filter cannot be used, or the frame lacks a column
    EncoderMismatch : the base was made with another encoder
    """
    asked, bad = read_vacancies(matcher, vacancies)
    if problems is not None:
        problems += bad
    elif bad:
        raise InvalidInput(
            f"{len(bad)} vacancies cannot be used: {bad[0].source}: {bad[0].message} "
            "(pass a list as `problems` to rank for the others)"
        )
    engine, how = Engine(matcher), How(top, tuple(where), explain)
    frames = [tables.schema(explain=explain).empty_table()]
    for first in range(0, len(asked), BLOCK):
        block = asked[first : first + BLOCK]
        engine.prepare([one.vacancy for one in block])
        part = work_out(engine, block, how, engine.fingerprint())
        frames.append(tables.shown(part.table, top, frames[0].schema))
        if progress:
            progress(first + len(block), len(asked))
    found: pd.DataFrame = tables.joined(frames).to_pandas()
    return found
