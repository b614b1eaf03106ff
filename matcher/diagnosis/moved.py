"""Who moved between two answers about the same base, and why?

In:  the answers of two versions or two weights; judgements, where there are any
Out: a table of vacancies (how far apart the lists are, and which is better), and one of people (who
     rose, fell, came or went, and the rows that did it)
Why: a mean over vacancies hides that it is always the same people who fall. Before other weights go
     live somebody must see whom they move, on which line
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import kendalltau

from matcher.diagnosis.answers import Answers, Part
from matcher.errors import InvalidInput
from matcher.evaluation import Figure, evaluate, gap

if TYPE_CHECKING:
    import pandas as pd

VACANCY_COLUMNS = ("vacancy", "before", "after", "both", "same_top", "tau", "came", "left", "moved")
PERSON_COLUMNS = (
    "vacancy", "candidate", "place_before", "place_after", "rose", "score_before", "score_after",
    "why",
)  # fmt: skip
_MOST = 3  # rows that are named
_LEAST = 0.05  # points that a row must have changed by

_WHY = ("{points} punten, {what}{turned}", "{points} points, {what}{turned}")
_CONTEXT = ("het cv als geheel", "the CV as a whole")
_ONLY_ORDER = (
    "de eigen score bleef gelijk; anderen bewogen",
    "the own score stayed; others moved",
)


@dataclass(frozen=True, slots=True)
class Change:
    """One row that an answer counts otherwise."""

    number: int  # of the requirement; 0 for the CV as a whole
    requirement: str
    points: float  # after, minus before
    status: tuple[str, str]  # before, after; "" where it was not told


@dataclass(frozen=True, slots=True)
class Moves:
    """What differs between two answers."""

    names: tuple[str, str]
    vacancies: "pd.DataFrame"  # VACANCY_COLUMNS, those first whose lists are furthest apart
    people: "pd.DataFrame"  # PERSON_COLUMNS, those first who moved furthest; `why` holds `Change`s
    before: Figure | None = None  # nDCG@10, where there are judgements
    after: Figure | None = None
    gain: Figure | None = None


def compare(
    before: Answers,
    after: Answers,
    *,
    at: int = 10,
    qrels: Mapping[str, Mapping[str, int]] | None = None,
) -> Moves:
    """Return who moved between two answers, and why.

    Parameters
    ----------
    before, after : of the same vacancies; those that only one answers are left out
    at : places within which lists are compared as sets
    qrels : vacancy -> candidate -> grade; measures both answers

    Raises
    ------
    InvalidInput : no vacancy is in both
    """
    import pandas as pd

    old, new = before.places(), after.places()
    both = sorted(old.keys() & new.keys())
    if not both:
        raise InvalidInput(
            f"{before.name} and {after.name} answer no vacancy in common; give two answers to the "
            "same vacancies"
        )
    vacancies = pd.DataFrame(
        [_vacancy(vacancy, old[vacancy], new[vacancy], at) for vacancy in both],
        columns=list(VACANCY_COLUMNS),
    ).sort_values(["moved", "vacancy"], ascending=[False, True], ignore_index=True)
    people = _people(before, after, old, new, both)
    if qrels is None:
        return Moves((before.name, after.name), vacancies, people)
    judged = {vacancy: qrels[vacancy] for vacancy in both if vacancy in qrels}
    if not judged:
        raise InvalidInput("none of these vacancies is judged; give judgements of them")
    was, is_ = (
        evaluate(judged, {v: list(places[v]) for v in judged})["ndcg@10"] for places in (old, new)
    )
    gained = gap(is_, was)
    vacancies["gain"] = vacancies.vacancy.map(gained.per_query)
    return Moves((before.name, after.name), vacancies, people, was, is_, gained)


def change_in_words(change: Change, language: str) -> str:
    """Return one row that an answer counts otherwise, as a phrase."""
    dutch = language == "nl"
    points = format(change.points, "+.2f")
    name = (_CONTEXT[0] if dutch else _CONTEXT[1]) if not change.number else change.requirement
    turned = " → ".join(change.status) if all(change.status) else ""
    if not turned or change.status[0] == change.status[1]:
        turned = ""
    return (_WHY[0] if dutch else _WHY[1]).format(
        points=points.replace(".", ",") if dutch else points,
        what=name,
        turned=f" ({turned})" if turned else "",
    )


def why_in_words(changes: tuple[Change, ...], language: str) -> str:
    """Return why somebody moved, in one line."""
    if not changes:
        return _ONLY_ORDER[0] if language == "nl" else _ONLY_ORDER[1]
    return "; ".join(change_in_words(one, language) for one in changes)


# --- within ---------------------------------------------------------------------------------------
def _vacancy(
    vacancy: str, old: Mapping[str, int], new: Mapping[str, int], at: int
) -> tuple[object, ...]:
    shared = [who for who in old if who in new]
    tops = [{who for who, place in own.items() if place <= at} for own in (old, new)]
    same = len(tops[0] & tops[1]) / max(1, min(at, *map(len, tops)))
    tau, moved = 1.0, 0.0
    if len(shared) > 1:
        places = [own[who] for who in shared for own in (old, new)]
        pairs = np.array(places).reshape(-1, 2)
        tau = float(kendalltau(pairs[:, 0], pairs[:, 1]).statistic)
        moved = float(np.abs(pairs[:, 0] - pairs[:, 1]).mean())
    came, left = len(new.keys() - old.keys()), len(old.keys() - new.keys())
    return vacancy, len(old), len(new), len(shared), same, tau, came, left, moved


def _people(
    before: Answers,
    after: Answers,
    old: Mapping[str, Mapping[str, int]],
    new: Mapping[str, Mapping[str, int]],
    both: list[str],
) -> "pd.DataFrame":
    import pandas as pd

    scores = [
        {
            (str(v), str(c)): float(s)
            for v, c, s in zip(f.vacancy, f.candidate, f.score, strict=True)
        }
        for f in (before.people, after.people)
    ]
    rows = []
    for vacancy in both:
        for who in dict.fromkeys((*old[vacancy], *new[vacancy])):
            pair = vacancy, who
            was, is_ = old[vacancy].get(who), new[vacancy].get(who)
            why = tuple(_changes(before, after, pair)) if was and is_ else ()
            rose = was - is_ if was and is_ else None
            rows.append((*pair, was, is_, rose, scores[0].get(pair), scores[1].get(pair), why))
    frame = pd.DataFrame(rows, columns=list(PERSON_COLUMNS)).astype(
        {"place_before": "Int64", "place_after": "Int64", "rose": "Int64",
         "score_before": float, "score_after": float}
    )  # fmt: skip
    far = frame.rose.abs().fillna(np.iinfo(np.int32).max)  # whoever came or went is told first
    order = frame.assign(far=far).sort_values(
        ["far", "vacancy", "candidate"], ascending=[False, True, True]
    )
    return order.drop(columns="far").reset_index(drop=True)


def _changes(before: Answers, after: Answers, pair: tuple[str, str]) -> Iterator[Change]:
    """Yield the rows that changed most, most first; a row that only one tells is not compared
    unless all rows are told.
    """
    old = {part.number: part for part in before.rows.get(pair, ())}
    new = {part.number: part for part in after.rows.get(pair, ())}
    whole = before.whole and after.whole
    found = []
    for number in old.keys() | new.keys() if whole else old.keys() & new.keys():
        was, is_ = old.get(number), new.get(number)
        points = (is_.points if is_ else 0.0) - (was.points if was else 0.0)
        said: Part = is_ or was  # type: ignore[assignment]
        if abs(points) >= _LEAST:
            status = was.status if was else "", is_.status if is_ else ""
            found.append(Change(number, said.requirement, round(points, 2), status))
    yield from sorted(found, key=lambda c: (-abs(c.points), c.number))[:_MOST]
