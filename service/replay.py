"""A ranking that was shown, written down; and made again to see whether it comes out the same.

In:  a ranking, and what it was asked with; later, the number of its run
Out: its line in the audit; people and scores again, bit for bit the same, or what differs and why
Why: "why was I below her in March?" can be answered only by the ranking of March. The vacancy is
     kept as it was understood, with the changes; the months count from the date of the run. A score
     is compared as the number itself, and a ledger by its hash, not by what is shown of them
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Any

from matcher.codec import from_json, to_json
from matcher.errors import NotFound
from matcher.explanation import in_bands
from matcher.pipeline import Matcher, Ranking
from matcher.records import Match, Vacancy
from service.audit import Line
from service.desk import Desk

RUN = "run"
_NAMES = {  # what scores are made with, as the audit calls it
    "version": "the program",
    "encoder": "the model",
    "rules": "the vocabularies, or the program that reads CVs",
    "weights": "the weights",
    "calibration": "the calibration",
}


@dataclass(frozen=True, slots=True)
class Replayed:
    """A run, made again."""

    run: int
    at: float
    same: bool  # people, order, scores and ledgers, bit for bit
    people: int  # whom the run named
    left: tuple[int, ...]  # places of people who left the base, or were erased
    moved: tuple[tuple[int, str, float, float | None], ...]  # place, number, score then and now
    changed: tuple[int, ...]  # places of people whose CV changed since
    entered: int  # people above the last place who came in or changed since
    engine: tuple[str, ...]  # what scores are made with, and is another one now
    order: bool  # whether those who are still there stand in the same order


def write_run(
    matcher: Matcher,
    desk: Desk,
    ranking: Ranking,
    shown: Sequence[Match],
    *,
    code: str = "",
    changes: Mapping[str, Any] | None = None,
    where: Sequence[str] = (),
    top: int | None = 10,
    bands: bool = False,
) -> Line:
    """Write a ranking down, before it is shown.

    Parameters
    ----------
    shown : the matches that are shown, in their order
    code : of the vacancy on the desk; empty for a program's request
    changes : what was changed of the vacancy
    bands : whether they stand in the order of the bands
    """
    made = matcher.made_with()
    body = {
        "vacancy": desk.audit.keep_vacancy(to_json(ranking.vacancy)),
        "changes": dict(changes or {}),
        "where": list(where),
        "top": top,
        "bands": bands,
        "as_of": ranking.as_of,
        "calibration": ranking.calibration,
        "change": ranking.seq,
        "pool": ranking.pool,
        "base": made["base"],
        "encoder": made["encoder"],
        "rules": _digest(made["rules"]),
        "weights": _digest(made["weights"]),
        "version": version("skills-matcher"),
    }
    people = [(desk.number(m.candidate), [m.score, _ledger(m)]) for m in shown]
    return desk.audit.write(RUN, code, body, people)


def replay(matcher: Matcher, desk: Desk, run: int) -> Replayed:
    """Rank again for a run, as of its month, and compare.

    Raises
    ------
    NotFound : there is no such run, or its vacancy is not kept any more
    """
    line, vacancy, found = ranked_again(matcher, desk, run)
    ranked = found.ranked
    if line.body["bands"]:
        ranked = tuple(match for match, _ in in_bands(ranked, vacancy.requirements))
    return _compared(matcher, desk, line, ranked)


def ranked_again(matcher: Matcher, desk: Desk, run: int) -> tuple[Line, Vacancy, Ranking]:
    """Return a run, its vacancy as it was asked, and its ranking now, as of its month.

    Raises
    ------
    NotFound : there is no such run, or its vacancy is not kept any more
    """
    line = desk.audit.line(run)
    if line is None or line.kind != RUN:
        raise NotFound(f"the audit has no run {run}; `matcher audit list` names them")
    text = desk.audit.vacancy(line.body["vacancy"])
    if text is None:
        raise NotFound(f"the vacancy of run {run} is not kept any more, so it cannot be replayed")
    vacancy, body = from_json(Vacancy, text), line.body
    found = matcher.match(vacancy, top=body["top"], where=body["where"], as_of=body["as_of"])
    return line, vacancy, found


def _compared(matcher: Matcher, desk: Desk, line: Line, ranked: Sequence[Match]) -> Replayed:
    then = desk.audit.parts(line.n)
    there = {desk.number(id_) for id_ in matcher.ids()}
    now = {desk.number(m.candidate): m for m in ranked}
    newer = {desk.number(id_) for id_ in matcher.changed(line.body["change"])}
    here = {place: said for place, said in then.items() if said[0] in there}
    moved = tuple(
        (place + 1, no, score, now[no].score if no in now else None)
        for place, (no, (score, ledger)) in here.items()
        if no not in now or now[no].score != score or _ledger(now[no]) != ledger
    )
    named = [no for no, _ in here.values()]
    order = [no for no in now if no in set(named)]
    last = order[-1] if order else None
    above = list(now)[: list(now).index(last)] if last else []
    entered = len(set(above) - set(named))
    left = tuple(place + 1 for place in range(line.people) if place not in here)
    kept = order == [no for no in named if no in now]
    return Replayed(
        run=line.n,
        at=line.at,
        same=not left and not moved and not entered and kept,
        people=line.people,
        left=left,
        moved=moved,
        changed=tuple(place + 1 for place, (no, _) in here.items() if no in newer),
        entered=entered,
        engine=_differs(matcher, line),
        order=kept,
    )


def _differs(matcher: Matcher, line: Line) -> tuple[str, ...]:
    made = matcher.made_with()
    now = {
        "version": version("skills-matcher"),
        "encoder": made["encoder"],
        "rules": _digest(made["rules"]),
        "weights": _digest(made["weights"]),
        "calibration": made["calibration"],
    }
    return tuple(_NAMES[key] for key, value in now.items() if line.body[key] != value)


def _ledger(match: Match) -> str:
    """Return a hash of a ledger's points and statuses, as exact as they are kept."""
    rows = [[r.number, r.points, r.most, str(r.status), r.chance] for r in match.rows]
    return _digest(json.dumps(rows))[:32]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def as_dict(done: Replayed) -> dict[str, Any]:
    """Return a replay as JSON holds it."""
    return asdict(done)
