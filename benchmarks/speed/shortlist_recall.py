"""Are those who end up on top of the full ledger among the 400 who get one?

In:  a base of N people made from the sample; each keeps the records of the real person that it was
     made from, so that skills by name, roles, languages and education count as they do in a ledger
Out: how much of the best 10, 50 and 100 by full ledger the shortlist holds
"""

from collections.abc import Sequence

import numpy as np

from benchmarks.rows import Row
from benchmarks.speed.bases import Base, expanded, query_of, sample, vacancies
from matcher.index import shortlist
from matcher.pipeline import Matcher
from matcher.ranking import Lanes, above, in_order, ledger, ramp
from matcher.records import Match, Profile, Vacancy
from matcher.vectors import grams

_SIZE = 400


def run(people: int, *, seed: int, asked: int | None = None) -> list[Row]:
    """Return one row; `asked` takes only the first vacancies (a ledger costs 0.5 ms of CPU)."""
    matcher = sample()
    base = expanded(matcher, people, seed=seed)
    profiles = [candidate.profile for candidate, _ in matcher.candidates()]
    held: dict[int, list[float]] = {10: [], 50: [], 100: []}
    wanted = vacancies(matcher)[:asked]
    for vacancy in wanted:
        chosen = shortlist(base.rows, query_of(matcher, vacancy), _SIZE)
        shown = in_order(_ledgers(matcher, vacancy, base, profiles))
        places = np.array([int(match.source) for match in shown])
        for k in held:
            held[k].append(float(np.isin(places[:k], chosen).mean()))
    return [
        {
            "question": "shortlist_recall",
            "people": people,
            "size": _SIZE,
            "vacancies": len(wanted),
            "seed": seed,
            "held": {k: round(float(np.mean(shares)), 4) for k, shares in held.items()},
        }
    ]


def _ledgers(
    matcher: Matcher, vacancy: Vacancy, base: Base, profiles: Sequence[Profile]
) -> list[Match]:
    """Return everybody's ledger, as `Matcher` writes it; the source is the place in the base."""
    weights, ordinary, rows = matcher._weights, matcher._ordinary, base.rows
    required, whole = matcher._required(vacancy)
    spelled = grams([r.text for r in vacancy.requirements])
    by_letters = ramp((spelled @ ordinary.letters.T).toarray(), *weights.letters)
    letters = [
        above((spelled @ grams([s.text for s in profile.statements]).T).toarray(), by_letters)
        for profile in profiles
    ]
    by_meaning = ramp(required @ ordinary.lines.rows.T, *weights.meaning)
    low, high = weights.about
    contexts = np.clip((rows.contexts @ whole - low) / (high - low), 0.0, 1.0)
    matches = []
    for place, real in enumerate(base.made_from):
        own = rows.statements[rows.starts[place] : rows.starts[place + 1]]
        meaning = above(required @ own.T, by_meaning)
        lanes = Lanes(meaning, letters[real], float(contexts[place]))
        matches.append(
            ledger(
                vacancy.requirements,
                profiles[real],
                lanes,
                as_of=matcher._as_of,
                weights=weights,
                source=str(place),
            )
        )
    return matches
