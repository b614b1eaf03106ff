"""A task -> a run: the engine itself, or one of its rivals, over the task's own files.

In:  a task, the name of a system, and an encoder
Out: for each query all documents, best first; what could not be read is listed, never skipped
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from matcher.documents import read_files, read_text
from matcher.errors import InvalidInput
from matcher.evaluation.systems import baseline
from matcher.evaluation.tasks import Task
from matcher.pipeline import Matcher
from matcher.protocols import Encoder, Progress
from matcher.ranking import Weights
from matcher.records import Document, Unreadable
from matcher.vectors import load_encoder


@dataclass(frozen=True, slots=True)
class Answers:
    """What one system made of a task."""

    run: Mapping[str, list[str]]
    problems: tuple[str, ...]  # files, or vacancies, that gave no answer, and why


def answer(
    task: Task,
    system: str,
    *,
    model: str | None = None,
    weights: Weights | None = None,
    progress: Progress | None = None,
) -> Answers:
    """Let a system rank every document of a task for every query.

    Raises
    ------
    InvalidInput : no system has that name
    """
    queries, bad_queries = documents_of(task.query_files, task.query_texts)
    corpus, bad = documents_of(task.corpus_files, task.corpus_texts)
    problems = [f"{one.source}: {one.reason}. {one.message}" for one in bad_queries + bad]
    if system != "matcher":
        rank = baseline(system, encoder=lambda: load_encoder(model))
        texts = [{d.id: d.text for d in documents} for documents in (queries, corpus)]
        return Answers(rank(*texts), tuple(problems))
    matcher = Matcher(model=model, weights=weights)
    for one in matcher.add(corpus, progress=progress):
        problems.append(f"{one.source}: {one.reason}. {one.message}")
    run: dict[str, list[str]] = {}
    for query in queries:
        try:
            found = matcher.match(matcher.understand(query), top=None)
            run[query.id] = [match.candidate for match in found.matches]
        except InvalidInput as error:
            problems.append(f"{query.source}: {error}")
    return Answers(run, tuple(problems))


def engine_with(
    encoder: Encoder, *, folder: Path | None = None, weights: Weights | None = None
) -> Matcher:
    """Return an engine that uses an encoder that is there already, empty or over a talent base.

    Loading a model takes seconds, and measuring makes many engines.
    """
    if folder is None:
        return Matcher(weights=weights, encoder=encoder)
    return Matcher.open(folder, weights=weights, encoder=encoder)


def documents_of(
    files: tuple[Path, ...], texts: Mapping[str, str]
) -> tuple[list[Document], list[Unreadable]]:
    """Return the documents of a task's files or texts, and what could not be read."""
    read = [read_text(text, id=id_, source=id_) for id_, text in texts.items()]
    found = [*read, *(read_files(files) if files else ())]
    return (
        [one for one in found if isinstance(one, Document)],
        [one for one in found if isinstance(one, Unreadable)],
    )
