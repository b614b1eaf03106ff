"""What is each part of the engine worth? The same task with one part switched off at a time.

In:  a task and the names of parts
Out: for each the run of the engine without it, over people who were encoded once
Why: encoding is what costs; a ranking with other numbers, or of profiles and vacancies with
     something taken out, is cheap. So a part is switched off by other `Weights`, by a change of the
     vacancy, or by a change of the talent base's copy, never by a second engine with its own code

Without centring the ordinary lines are those of the base alone, since the shipped ones are only
kept with their mean taken off.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal

import numpy as np

from matcher.errors import InvalidInput
from matcher.evaluation.engine import documents_of, engine_with
from matcher.evaluation.measures import Run
from matcher.evaluation.tasks import Task
from matcher.pipeline import Matcher
from matcher.protocols import Encoder, Progress, Vectors
from matcher.ranking import Weights, tie_break
from matcher.records import Document, Kind, Polarity, Profile, Rung, Vacancy
from matcher.store import Person, TalentBase
from matcher.vectors import Background, CachedEncoder, Ordinary, default_encoder, load_encoder, unit
from matcher.vectors.adapter import shipped_adapter
from matcher.vectors.head import HeadedEncoder, shipped_head

FULL = "matcher"

_STEP = (2.5, 3.5)  # deviations above ordinary lines: 2.5 is near the 0.99 quantile
_NEVER = 2.0  # a cosine that no two lines have
_PARTLY = 0.20  # strength that counts as partly met where there are no curves; rules give points


Trained = Literal["all", "adapter", "nothing"]


@dataclass(frozen=True, slots=True)
class Ablation:
    """One part switched off; what is not named is left as it is."""

    weights: Callable[[Weights], Weights] | None = None
    vacancy: Callable[[Vacancy], Vacancy] | None = None
    base: Callable[[TalentBase], None] | None = None  # changes a copy
    trained: Trained = "all"  # what stays of adapter and head
    musts_first: bool = True  # False: by score alone


def rankings(
    task: Task,
    names: Iterable[str] | None = None,
    *,
    weights: Weights | None = None,
    model: str | None = None,
    progress: Progress | None = None,
) -> Iterator[tuple[str, Run]]:
    """Yield (name, run): first the whole engine as "matcher", then without each named part.

    Parameters
    ----------
    names : keys of `ABLATIONS`; None takes all
    weights : of the whole engine
    model : an encoder in place of the default one; it has no adapter and no head to take away

    Raises
    ------
    InvalidInput : no part has that name
    """
    chosen = {name: _known(name) for name in (ABLATIONS if names is None else names)}
    with tempfile.TemporaryDirectory(prefix="ablation-") as temporary:
        root = Path(temporary)
        encoders = _encoders(model, root / "vectors.sqlite")
        _index(task, encoders["all"], root / "all", progress)
        yield FULL, _ranked(task, root / "all", encoders["all"], Ablation(), weights)
        for place, (name, part) in enumerate(chosen.items()):
            if part.trained not in encoders:
                continue
            encoder, base = encoders[part.trained], root / part.trained
            if not base.exists():
                _index(task, encoder, base, progress)
            base = _changed(base, part, root / str(place))
            yield name, _ranked(task, base, encoder, part, weights)


def _encoders(model: str | None, cache: Path) -> dict[Trained, Encoder]:
    """Return the encoder, and the same without what was trained; all from one cache."""
    if model is not None:
        return {"all": CachedEncoder(load_encoder(model), cache)}
    adapted = CachedEncoder(default_encoder(adapter=shipped_adapter()), cache)
    return {
        "all": HeadedEncoder(adapted, shipped_head()),
        "adapter": adapted,
        "nothing": CachedEncoder(default_encoder(), cache),
    }


def _known(name: str) -> Ablation:
    if name not in ABLATIONS:
        raise InvalidInput(f"no part {name!r}; choose one of {', '.join(ABLATIONS)}")
    return ABLATIONS[name]


def _index(task: Task, encoder: Encoder, folder: Path, progress: Progress | None) -> None:
    people, _ = documents_of(task.corpus_files, task.corpus_texts)
    matcher = engine_with(encoder)
    matcher.add(people, progress=progress)
    matcher.save(folder)


def _ranked(
    task: Task, base: Path, encoder: Encoder, part: Ablation, weights: Weights | None
) -> dict[str, list[str]]:
    numbers = weights or Weights()
    matcher = engine_with(
        encoder, folder=base, weights=part.weights(numbers) if part.weights else numbers
    )
    run = {}
    queries, _ = documents_of(task.query_files, task.query_texts)
    for query in queries:
        try:
            run[query.id] = _order(matcher, query, part)
        except InvalidInput:  # asks for nothing: no answer counts zero, with every part and without
            continue
    return run


def _order(matcher: Matcher, query: Document, part: Ablation) -> list[str]:
    vacancy = matcher.understand(query)
    matches = matcher.match(part.vacancy(vacancy) if part.vacancy else vacancy, top=None).matches
    if not part.musts_first:
        matches = tuple(sorted(matches, key=lambda m: (-m.score, tie_break(m.candidate))))
    return [match.candidate for match in matches]


def _changed(base: Path, part: Ablation, copy: Path) -> Path:
    """Return the talent base as this part needs it: itself, or a changed copy."""
    if part.base is None:
        return base
    shutil.copytree(base, copy)
    opened = TalentBase.create(copy)
    part.base(opened)
    opened.close()
    return copy


# --- what is switched off ---------------------------------------------------------------------
def _all_worth(weights: Weights) -> Weights:
    """Make every rung worth 1, but for wishes, denials and bare titles."""
    same = (Rung.ASPIRATION, Rung.NEGATION, Rung.TITLE)
    return replace(
        weights, rungs={rung: v if rung in same else 1.0 for rung, v in weights.rungs.items()}
    )


def _from_the_mean(weights: Weights) -> Weights:
    """Let every likeness above the mean of ordinary lines count: cosines, but for their scale."""
    return replace(weights, meaning=(0.0, weights.meaning[1]), letters=(0.0, weights.letters[1]))


def _steep(weights: Weights) -> Weights:
    """Make the ramp nearly a step, near to where one ordinary line in a hundred begins."""
    return replace(weights, meaning=_STEP, letters=_STEP)


def _all_context(weights: Weights) -> Weights:
    """Let every likeness of a whole CV to the work count."""
    return replace(weights, about=(0.0, weights.about[1]))


def _unnamed(vacancy: Vacancy) -> Vacancy:
    """Forget which skills the requirements name; languages stay facts."""
    kept = tuple(
        r if r.kind is Kind.LANGUAGE else replace(r, concepts=()) for r in vacancy.requirements
    )
    return replace(vacancy, requirements=kept)


def _factless(vacancy: Vacancy) -> Vacancy:
    """Make years, levels of education and languages lines like any other."""
    kept = tuple(
        replace(
            r,
            years=None,
            level=None,
            kind=Kind.HARD if r.kind in (Kind.EDUCATION, Kind.LANGUAGE) else r.kind,
        )
        for r in vacancy.requirements
    )
    return replace(vacancy, requirements=kept)


def _all_shown(base: TalentBase) -> None:
    """Take every wish and denial for something that can be done."""
    _rewrite(base, lambda profile: replace(
        profile,
        statements=tuple(replace(s, polarity=Polarity.SHOWN) for s in profile.statements),
    ))  # fmt: skip


def _uncentred(base: TalentBase) -> None:
    """Take no mean off any row."""
    people = list(base.people())
    known = Ordinary.from_bytes(base.meta("ordinary") or b"")
    spoken = [p.candidate.language for p in people]
    lines = [code for p, code in zip(people, spoken, strict=True) for _ in p.vectors]
    rows = np.concatenate([p.vectors for p in people])
    ordinary = replace(
        known,
        lines=_as_they_are(rows, lines),
        wholes=_as_they_are(np.stack([p.context for p in people]), spoken),
    )
    base.set_meta({"ordinary": ordinary.to_bytes()})


def _as_they_are(rows: Vectors, languages: list[str]) -> Background:
    return Background({"any": np.zeros_like(rows[0])}, unit(rows), np.array(languages, np.str_))


def _rewrite(base: TalentBase, change: Callable[[Profile], Profile]) -> None:
    owners, files = base.owners(), base.files()
    mine: dict[str, list[Person]] = {}
    for person in base.people():
        candidate = person.candidate
        changed = replace(candidate, profile=change(candidate.profile))
        mine.setdefault(owners[candidate.id], []).append(replace(person, candidate=changed))
    for path, people in mine.items():
        digest, problems = files[path]
        base.put(path, digest, people, problems)


ABLATIONS = {
    "context row": Ablation(weights=partial(replace, context=0.0)),
    "letters": Ablation(weights=partial(replace, lexical=0.0)),
    "named skills": Ablation(vacancy=_unnamed),
    "rungs": Ablation(weights=_all_worth),
    "recency": Ablation(weights=partial(replace, recency=False)),
    "negation rule": Ablation(base=_all_shown),
    "context of a list": Ablation(weights=partial(replace, list_context=0.0)),
    "foot of the ramp": Ablation(weights=_from_the_mean),
    "gentle ramp": Ablation(weights=_steep),
    "foot of context": Ablation(weights=_all_context),
    "copied lines": Ablation(weights=partial(replace, copied=_NEVER)),
    "centring": Ablation(weights=partial(replace, about=(0.0, 1.0)), base=_uncentred),
    "head": Ablation(trained="adapter"),
    "head and adapter": Ablation(trained="nothing"),
    "facts": Ablation(vacancy=_factless),
    "benefit of the doubt": Ablation(weights=partial(replace, unclear=0.0)),
    "musts first": Ablation(musts_first=False),
    "chances": Ablation(weights=partial(replace, curves=None, partly=_PARTLY)),
}
