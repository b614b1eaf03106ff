"""One candidate, one vacancy: rows of points that add up to the score.

In:  requirements, a `Profile` and its `Lanes` (similarities, counted above ordinary work)
Out: a `Match`; `in_order` sorts matches: all must-haves met first, then by score;
     equals stand in an order that tells nothing
Why: points are whole hundredths before they are summed, so that the rows add up exactly and the
     same input gives the same bytes; nobody is dropped for a must-have that is not met
"""

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InvalidInput
from matcher.ranking.chances import Signs
from matcher.ranking.judge import Traits
from matcher.ranking.rungs import rung_of, worth_of
from matcher.ranking.strength import (
    LIKEST,
    by_judge,
    find,
    lines_to_judge,
    or_by_title,
    signs_of,
    traits_of,
)
from matcher.ranking.view import DENIED, Finding, View
from matcher.ranking.weights import Weights
from matcher.records import (
    Evidence,
    Importance,
    Kind,
    Match,
    Note,
    Polarity,
    Profile,
    Requirement,
    Row,
    Rung,
    Setting,
    Status,
)


@dataclass(frozen=True, slots=True)
class Lanes:
    """How alike a candidate and a vacancy are, all in [0, 1] above ordinary work."""

    meaning: NDArray[np.float32]  # (r, s) by the encoder
    letters: NDArray[np.float32]  # (r, s) by character n-grams
    context: float  # of the whole CV to the whole vacancy
    copied: NDArray[np.bool_] | None = None  # (s,) repeats a line of the vacancy; None: none does


def ledger(
    requirements: Sequence[Requirement],
    profile: Profile,
    lanes: Lanes,
    *,
    as_of: int,
    weights: Weights,
    wider: Mapping[str, frozenset[str]] | None = None,
    source: str = "",
    flags: tuple[str, ...] = (),
) -> Match:
    """Return the ledger of one candidate.

    Parameters
    ----------
    requirements : of the vacancy, in order; those that are off or weigh 0 get no row
    profile : what the ranker may see of the candidate
    lanes : of these requirements (all of them) and this profile's statements
    as_of : month number to which years and recency refer
    weights : the numbers of the score
    wider : concept -> the wider concepts that it shows as well ("Kafka" shows "data streaming")
    source, flags : handed through to the match

    Raises
    ------
    InvalidInput : no requirement weighs anything, or the lanes have another shape

    Source: the weighted mean of each requirement's best statement is MaxSim (Khattab & Zaharia,
    SIGIR 2020); rungs, kinds and the context row are ours.
    """
    shape = (len(requirements), len(profile.statements))
    if lanes.meaning.shape != shape or lanes.letters.shape != shape:
        raise InvalidInput(
            f"lanes of shape {lanes.meaning.shape} and {lanes.letters.shape} came for "
            f"{shape[0]} requirements and {shape[1]} statements; compute them for this profile"
        )
    counted = [i for i, r in enumerate(requirements) if counts(r)]
    weighed = [weights.weight_of(requirements[i]) for i in counted]
    total = sum(weighed)
    if not total:
        raise InvalidInput(
            "no requirement weighs anything; turn one on or give one a weight above 0"
        )
    findings, _ = _findings(requirements, counted, profile, lanes, wider or {}, as_of, weights)
    share = 1.0 - weights.context
    rows = [
        _row(
            requirements[i], finding, profile, _most(share * weight / total), as_of, weights
        )
        for i, finding, weight in zip(counted, findings, weighed, strict=True)
    ]  # fmt: skip
    if weights.context:
        rows.append(_context_row(lanes.context, _most(weights.context), weights))
    musts = [row.status for row in rows if row.importance == Importance.MUST]
    return Match(
        candidate=profile.id,
        source=source,
        score=sum(round(100 * row.points) for row in rows) / 100,
        must_met=(musts.count(Status.MET), len(musts)),
        rows=tuple(rows),
        flags=flags,
    )


def signs(
    requirements: Sequence[Requirement],
    profile: Profile,
    lanes: Lanes,
    *,
    as_of: int,
    weights: Weights,
    wider: Mapping[str, frozenset[str]] | None = None,
) -> dict[int, Signs]:
    """Return, by number, the signs from which `ledger` reads the chances of its rows.

    What a CV denies has none: a denial is certain. Parameters are those of `ledger`.
    """
    counted = [i for i, r in enumerate(requirements) if counts(r)]
    findings, _ = _findings(requirements, counted, profile, lanes, wider or {}, as_of, weights)
    return {
        requirements[i].number: signs_of(requirements[i], finding, lanes.context)
        for i, finding in zip(counted, findings, strict=True)
        if finding.note != DENIED
    }


def pairs(
    requirements: Sequence[Requirement],
    profile: Profile,
    lanes: Lanes,
    *,
    as_of: int,
    weights: Weights,
    wider: Mapping[str, frozenset[str]] | None = None,
    every: bool = False,
) -> dict[int, list[tuple[int, Traits]]]:
    """Return, by number, the lines that are judged for a row, each with the traits of the pair.

    Rows that no line decides (years, a language, a level) have none.

    Parameters
    ----------
    every : all lines of the profile instead of those that are judged
    others : as for `ledger`
    """
    counted = [i for i, r in enumerate(requirements) if counts(r)]
    findings, view = _findings(requirements, counted, profile, lanes, wider or {}, as_of, weights)
    return {
        requirements[i].number: [
            (line, traits_of(requirements[i], i, line, view))
            for line in (
                range(len(profile.statements)) if every else lines_to_judge(i, finding, view)
            )
        ]
        for i, finding in zip(counted, findings, strict=True)
        if by_judge(requirements[i])
    }


def counts(requirement: Requirement) -> bool:
    """Return whether a requirement gets a row: it is on, weighs something, and can be shown."""
    return (
        requirement.importance is not Importance.OFF
        and requirement.weight > 0
        and requirement.kind is not Kind.TERMS
    )


def in_order(matches: Iterable[Match]) -> list[Match]:
    """Return matches best first: all must-haves met, then by score; equals by `tie_break`."""
    return sorted(
        matches,
        key=lambda m: (m.must_met[0] < m.must_met[1], -m.score, tie_break(m.candidate)),
    )


def tie_break(candidate: str) -> str:
    """Return by what people stand whose scores are equal: the same everywhere, and of no meaning.

    An id is most often a file's name, and that a person's: who is called A. must not come first.
    """
    return hashlib.blake2b(candidate.encode(), digest_size=12, key=b"ties").hexdigest()


def _findings(
    requirements: Sequence[Requirement],
    counted: Sequence[int],
    profile: Profile,
    lanes: Lanes,
    wider: Mapping[str, frozenset[str]],
    as_of: int,
    weights: Weights,
) -> tuple[list[Finding], View]:
    """Return what shows each requirement, a line or else the title of a role without lines; and
    the view of the lines.
    """
    rungs = [
        rung_of(s, as_of=as_of, recent_months=weights.recent_months) for s in profile.statements
    ]
    bare = np.array([rung is Rung.TITLE for rung in rungs], dtype=bool)
    worth = np.array(
        [
            worth_of(statement, rung, as_of=as_of, weights=weights)
            for statement, rung in zip(profile.statements, rungs, strict=True)
        ],
        dtype=np.float32,
    )
    worth = _borne_out(worth, rungs, lanes, weights)
    worth[bare] = 0.0  # they are asked last, where no line says it
    likeness = np.maximum(lanes.meaning, weights.lexical * lanes.letters)
    about_work = [i for i in counted if requirements[i].kind is not Kind.SOFT]
    any_likeness = likeness[about_work].max(axis=0, initial=0.0)
    alike = worth * likeness
    view = View(
        profile=profile,
        rungs=rungs,
        worth=worth,
        likeness=likeness,
        alike=alike,
        best=alike.argmax(axis=1).tolist() if len(worth) else (),
        likest=np.argsort(-alike, axis=1, kind="stable")[:, :LIKEST].tolist(),
        any_likeness=any_likeness,
        usual=likeness.mean(axis=0) if len(likeness) else any_likeness,
        named=_named(profile, wider, bare=False),
        as_of=as_of,
        context=lanes.context,
    )
    found = [find(requirements[i], i, view, weights) for i in counted]
    if not bare.any():
        return found, view
    alike = bare * likeness
    by_title = replace(
        view,
        worth=bare.astype(np.float32),
        alike=alike,
        best=alike.argmax(axis=1).tolist(),
        named=_named(profile, wider, bare=True),
        work=Setting.TITLE,
    )
    either = [
        or_by_title(one, requirements[i], i, by_title, weights)
        for one, i in zip(found, counted, strict=True)
    ]
    return either, view


def _borne_out(
    worth: NDArray[np.float32], rungs: Sequence[Rung], lanes: Lanes, weights: Weights
) -> NDArray[np.float32]:
    """Return the worth of each statement once it is asked what bears it out.

    A list says as much as the work around it bears out, and a line of the vacancy that stands in
    the CV word for word no more than a list does, wherever it was pasted.
    """
    bare = np.array([rung is Rung.LIST for rung in rungs], dtype=bool)
    worth = worth.copy()
    if lanes.copied is not None:
        worth[lanes.copied] = np.minimum(worth[lanes.copied], weights.worth(Rung.LIST))
        bare = bare | lanes.copied
    if weights.list_context:
        borne_out = min(1.0, lanes.context / weights.list_context)
        worth[bare] *= weights.list_alone + (1.0 - weights.list_alone) * borne_out
    return worth


def _named(
    profile: Profile, wider: Mapping[str, frozenset[str]], *, bare: bool
) -> dict[str, list[int]]:
    """Return, for each concept, the statements that name it or something narrower.

    Those are the lines of the CV, or else the `bare` titles.
    """
    named: dict[str, list[int]] = {}
    for place, statement in enumerate(profile.statements):
        if (statement.setting is Setting.TITLE) is not bare:
            continue
        concepts = {mention.concept for mention in statement.mentions}
        if statement.polarity is Polarity.SHOWN:  # no Kafka is not: no data streaming
            concepts |= {wide for concept in concepts for wide in wider.get(concept, ())}
        for concept in sorted(concepts):
            named.setdefault(concept, []).append(place)
    return named


def _most(share: float) -> float:
    """Return a share of 100 points, rounded down so that all shares never promise more than 100."""
    return math.floor(10_000 * share + 1e-6) / 100


def _row(
    requirement: Requirement,
    finding: Finding,
    profile: Profile,
    most: float,
    as_of: int,
    weights: Weights,
) -> Row:
    evidence = _evidence(profile, finding.statement, as_of, weights)
    credit = weights.credit(requirement.kind, evidence.rung if evidence else None)
    return Row(
        requirement=requirement.text,
        number=requirement.number,
        importance=requirement.importance,
        points=round(most * finding.strength * credit, 2),
        most=most,
        status=finding.status,
        evidence=evidence,
        note=finding.note,
        chance=None if finding.chances is None else round(finding.chances.shown, 3),
    )


def _evidence(profile: Profile, place: int | None, as_of: int, weights: Weights) -> Evidence | None:
    if place is None:
        return None
    statement = profile.statements[place]
    rung = rung_of(statement, as_of=as_of, recent_months=weights.recent_months)
    return Evidence(statement.text, statement.start, statement.end, statement.page, rung)


def _context_row(likeness: float, most: float, weights: Weights) -> Row:
    status = Status.MET if likeness >= 0.5 else Status.PARTLY
    return Row(
        requirement="context",
        number=None,
        importance="context",
        points=round(most * likeness, 2),
        most=most,
        status=status if likeness > 0 else Status.MISSING,
        evidence=None,
        note=Note("context", f"{likeness:.2f}"),
    )
