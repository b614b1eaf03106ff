"""Where does a ranking lose its quality, and what would mending each stage bring?

In:  a base, vacancies, grades, and what else people labelled: requirements of a CV one by one, the
     importance of a requirement
Out: for each stage the ranking with that stage replaced by what people say, measured beside the
     ranking as it is
Why: nDCG of 0.8 says that a fifth is lost, not where. An oracle of one stage, with all others left
     as they are, is the most that mending this stage alone can bring; the rest is lost elsewhere. A
     stage for which nobody labelled anything has no oracle, and says so, since it may still be the
     one that loses most

    reading       judged people who are not in the base are put where their grade belongs
    shortlist     everybody gets a ledger, not only those whom the index proposed
    importance    must, nice, task or off as labelled, not as read
    evidence      labelled rows have the points and the status that their label deserves
    weights       weights fitted to these very grades: by pairs of people, which is not nDCG, so
                  that it tells about, and not exactly, what weights alone can bring
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from matcher.errors import InvalidInput
from matcher.evaluation import Figure, evaluate, gap
from matcher.pipeline import Matcher
from matcher.ranking import in_order
from matcher.records import Importance, Match, Requirement, Row, Status, Vacancy
from matcher.weighing import WeightTuner, pairs_frame, scores

STAGES = ("reading", "shortlist", "importance", "evidence", "weights")
MEASURE = "ndcg@10"

_SHRINK = 0.05  # the oracle of weights is to be as good as it can
_WORTH = {Status.MET: 1.0, Status.PARTLY: 0.5, Status.MISSING: 0.0}  # an unclear row keeps its own

_Word = TypeVar("_Word", Importance, Status)
Qrels = Mapping[str, Mapping[str, int]]
Labels = Mapping[tuple[str, str, str], str]  # vacancy, candidate, requirement's text -> status
Importances = Mapping[tuple[str, str], str]  # vacancy, requirement's text -> importance


@dataclass(frozen=True, slots=True)
class Stage:
    """What mending one stage alone would bring."""

    name: str  # of STAGES
    labelled: int  # people, rows, requirements or vacancies that its oracle knows of
    after: Figure | None  # nDCG@10 with the oracle; None where nothing is labelled
    gain: Figure | None  # paired, over the ranking as it is


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Where a ranking loses its quality."""

    now: Figure  # nDCG@10 as it is; what is missing to 1 is the loss
    stages: tuple[Stage, ...]  # those that bring most first, those without labels last
    run: Mapping[str, Sequence[str]]  # as it is


def diagnose(
    matcher: Matcher,
    vacancies: Mapping[str, Vacancy],
    qrels: Qrels,
    *,
    labels: Labels | None = None,
    importances: Importances | None = None,
) -> Diagnosis:
    """Measure a ranking with each stage replaced by what people say.

    Parameters
    ----------
    matcher : the open base
    vacancies : id -> understood vacancy
    qrels : vacancy -> candidate -> grade; who is not judged counts as not suited
    labels : what people say of single rows; texts are compared without their spacing
    importances : what people say of requirements

    Raises
    ------
    InvalidInput : no judged vacancy came
    """
    judged = {v: grades for v, grades in qrels.items() if v in vacancies and grades}
    if not judged:
        raise InvalidInput("none of these vacancies is judged; give grades under their ids")
    asked = {v: vacancies[v] for v in judged}
    here = matcher.ids()
    found = {v: matcher.match(vacancy, top=1) for v, vacancy in asked.items()}
    whole = {v: matcher.ledgers(vacancy, here) for v, vacancy in asked.items()}
    run = {v: [m.candidate for m in ranking.ranked] for v, ranking in found.items()}
    now = evaluate(judged, run)[MEASURE]
    mended = {
        "reading": _read(judged, run, set(here)),
        "shortlist": _listed(run, whole),
        "importance": _weighed(matcher, asked, here, importances or {}, run),
        "evidence": _shown(whole, labels or {}),
        "weights": _tuned(asked, whole, judged),
    }
    stages = [_stage(name, *oracle, judged, now) for name, oracle in mended.items()]
    stages.sort(key=lambda s: (s.gain is None, -(s.gain.mean if s.gain else 0.0)))
    return Diagnosis(now, tuple(stages), run)


def plain(text: str) -> str:
    """Return a requirement's text as labels are joined by it."""
    return " ".join(text.split())


# --- the oracles: how much is labelled, and the run ----------------------------------------------
_Run = dict[str, list[str]]


def _read(judged: Qrels, run: Mapping[str, list[str]], here: set[str]) -> tuple[int, _Run]:
    """Put judged people who are in no base before the first whose grade is lower."""
    mended, lost = {}, 0
    for vacancy, grades in judged.items():
        order = list(run[vacancy])
        for who in sorted(grades.keys() - here, key=lambda one: (grades[one], one)):
            lost += 1
            lower = (n for n, other in enumerate(order) if grades.get(other, 0) < grades[who])
            order.insert(next(lower, len(order)), who)
        mended[vacancy] = order
    return lost, mended


def _listed(run: Mapping[str, list[str]], whole: Mapping[str, Sequence[Match]]) -> tuple[int, _Run]:
    mended = {vacancy: [m.candidate for m in matches] for vacancy, matches in whole.items()}
    return sum(len(order) - len(run[v]) for v, order in mended.items()), mended


def _weighed(
    matcher: Matcher,
    asked: Mapping[str, Vacancy],
    here: Sequence[str],
    importances: Importances,
    run: Mapping[str, list[str]],
) -> tuple[int, _Run]:
    known = {(vacancy, plain(text)): said for (vacancy, text), said in importances.items()}
    joined, mended = 0, {}
    for id_, vacancy in asked.items():
        told = {r.number: known[id_, plain(r.text)] for r in vacancy.requirements
                if (id_, plain(r.text)) in known}  # fmt: skip
        joined += len(told)
        right = replace(
            vacancy, requirements=tuple(_as_told(r, told) for r in vacancy.requirements)
        )
        moved = right != vacancy
        mended[id_] = [m.candidate for m in matcher.ledgers(right, here)] if moved else run[id_]
    return joined, mended


def _as_told(requirement: Requirement, told: Mapping[int, str]) -> Requirement:
    if requirement.number not in told:
        return requirement
    return replace(requirement, importance=_one_of(Importance, told[requirement.number]))


def _shown(whole: Mapping[str, Sequence[Match]], labels: Labels) -> tuple[int, _Run]:
    known = {(v, c, plain(text)): label for (v, c, text), label in labels.items()}
    joined, mended = 0, {}
    for vacancy, matches in whole.items():
        right = []
        for match in matches:
            rows = [(row, known.get((vacancy, match.candidate, plain(row.requirement))))
                    for row in match.rows]  # fmt: skip
            joined += sum(label is not None for _, label in rows)
            right.append(_summed(match, [_deserved(row, label) for row, label in rows]))
        mended[vacancy] = [match.candidate for match in in_order(right)]
    return joined, mended


def _deserved(row: Row, label: str | None) -> Row:
    if label is None:
        return row
    status = _one_of(Status, label)
    points = round(row.most * _WORTH[status], 2) if status in _WORTH else row.points
    return replace(row, status=status, points=points)


def _summed(match: Match, rows: Sequence[Row]) -> Match:
    musts = [row.status for row in rows if row.importance == Importance.MUST]
    return replace(
        match,
        rows=tuple(rows),
        score=sum(round(100 * row.points) for row in rows) / 100,
        must_met=(musts.count(Status.MET), len(musts)),
    )


def _tuned(
    asked: Mapping[str, Vacancy], whole: Mapping[str, Sequence[Match]], judged: Qrels
) -> tuple[int, _Run]:
    import pandas as pd

    table = pd.concat(
        [pairs_frame(v, asked[v].requirements, matches) for v, matches in whole.items()]
    )
    grades = [float(judged[v].get(who, 0)) for v, who in table.index]
    try:
        weights = WeightTuner(shrink=_SHRINK).fit(table, pd.Series(grades)).weights_
    except InvalidInput:  # nobody is judged better than another
        return 0, {}
    score = dict(zip(table.index, scores(table, weights), strict=True))
    mended = {
        v: [m.candidate for m in in_order(
            replace(match, score=round(float(score[v, match.candidate]), 2)) for match in matches
        )]
        for v, matches in whole.items()
    }  # fmt: skip
    return len(mended), mended


def _one_of(kind: type[_Word], said: str) -> _Word:
    try:
        return kind(said)
    except ValueError as error:
        raise InvalidInput(f"the label {said!r} is none of {', '.join(map(str, kind))}") from error


def _stage(name: str, labelled: int, run: _Run, judged: Qrels, now: Figure) -> Stage:
    if not labelled:
        return Stage(name, 0, None, None)
    after = evaluate(judged, run)[MEASURE]
    return Stage(name, labelled, after, gap(after, now))


# --- single errors --------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Fault:
    """Somebody who stands far from where their grade belongs."""

    vacancy: str
    candidate: str
    grade: int
    place: int
    best: int  # place of the best, and of the last, whom an ideal order would give this grade
    last: int

    @property
    def off(self) -> int:
        """How many places somebody stands too low; negative: too high."""
        return max(0, self.place - self.last) + min(0, self.place - self.best)


def faults(run: Mapping[str, Sequence[str]], qrels: Qrels) -> list[Fault]:
    """Return who stands elsewhere than an ideal order would put them, furthest first.

    Places are counted among the judged people of a vacancy alone: of others nobody knows.
    """
    found = list(_faults(run, qrels))
    return sorted(found, key=lambda f: (-abs(f.off), f.vacancy, f.place))


def _faults(run: Mapping[str, Sequence[str]], qrels: Qrels) -> Iterator[Fault]:
    for vacancy, grades in sorted(qrels.items()):
        order = [who for who in run.get(vacancy, ()) if who in grades]
        ideal = sorted((grades[who] for who in order), reverse=True)
        for place, who in enumerate(order, start=1):
            best = ideal.index(grades[who]) + 1
            last = best + ideal.count(grades[who]) - 1
            fault = Fault(vacancy, who, grades[who], place, best, last)
            if fault.off:
                yield fault
