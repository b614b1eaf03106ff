"""Are those who end up on top of the full ledger among the 400 who get one?

In:  a base of N people; each statement keeps the record of the real one that it was made from, so
     that skills by name, roles, languages and education count as they do in a ledger
Out: how much of the best 10, 50 and 100 by full ledger the engine's list holds
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from benchmarks.rows import Row
from benchmarks.speed.bases import query_of, vacancies
from benchmarks.speed.people import Piece
from benchmarks.speed.setting import Setting
from matcher.comparing import Comparison
from matcher.ranking import Lanes, above, in_order, ledger, ramp
from matcher.records import Match, Profile, Vacancy
from matcher.vectors import grams

MOST = 20_000  # people; each gets a ledger for every vacancy, half a millisecond of CPU
_SIZE = 400
_BEST = (10, 50, 100)


def run(setting: Setting, *, asked: int | None = None) -> list[Row]:
    """Return one row; `asked` takes only the first vacancies."""
    if setting.people > MOST:
        print(f"shortlist_recall is not asked of more than {MOST:,} people")
        return []
    people, profiles = setting.whole(), list(_profiles(setting))
    held: dict[int, list[float]] = {k: [] for k in _BEST}
    wanted = vacancies(setting.matcher)[:asked]
    for vacancy in wanted:
        chosen = setting.engine.found(query_of(setting.matcher, vacancy), _SIZE).place
        shown = in_order(_ledgers(setting, vacancy, people, profiles))
        places = np.array([int(match.source) for match in shown])
        for k in held:
            held[k].append(float(np.isin(places[:k], chosen).mean()))
    return [
        {
            "question": "shortlist_recall",
            "people": setting.people,
            "size": _SIZE,
            "vacancies": len(wanted),
            "seed": setting.seed,
            "held": {k: round(float(np.mean(shares)), 4) for k, shares in held.items()},
        }
    ]


def _profiles(setting: Setting) -> Iterator[Profile]:
    """Yield everybody's profile: the real person's, with the statements of the made one.

    Languages and education stay where the line that shows them was taken over.
    """
    base, starts = setting.base, setting.real.starts
    real = [candidate.profile for candidate, _ in setting.matcher.candidates()]
    statements = [one for profile in real for one in profile.statements]
    for place, first in enumerate(base.made_from):
        own = base.source[base.block.starts[place] : base.block.starts[place + 1]].tolist()
        kept = {source - int(starts[first]): at for at, source in enumerate(own)}
        profile = real[first]
        level = profile.education
        yield replace(
            profile,
            statements=tuple(statements[one] for one in own),
            languages=tuple(
                replace(skill, statement=kept[skill.statement])
                for skill in profile.languages
                if skill.statement in kept
            ),
            education=(level[0], kept[level[1]]) if level and level[1] in kept else None,
        )


def _ledgers(
    setting: Setting, vacancy: Vacancy, people: Piece, profiles: list[Profile]
) -> list[Match]:
    """Return everybody's ledger, as `Comparison` writes it; the source is the place in the base."""
    known = setting.matcher.searcher().snapshot.knowledge
    weights, compared = known.weights, Comparison(vacancy, known)
    by_meaning = ramp(compared._meant, *weights.meaning)
    letters = _letters(setting, compared)
    low, high = weights.about
    contexts = np.clip((people.contexts @ compared._whole - low) / (high - low), 0.0, 1.0)
    matches = []
    for place, profile in enumerate(profiles):
        own = slice(people.starts[place], people.starts[place + 1])
        meaning = above(compared._required @ people.statements[own].T, by_meaning)
        lanes = Lanes(meaning, letters[:, people.source[own]], float(contexts[place]))
        matches.append(
            ledger(
                vacancy.requirements,
                profile,
                lanes,
                as_of=known.as_of,
                weights=weights,
                source=str(place),
            )
        )
    return matches


def _letters(setting: Setting, compared: Comparison) -> np.ndarray:
    """Return how alike in letters each requirement and each real statement are."""
    matcher, known = setting.matcher, setting.matcher.searcher().snapshot.knowledge
    spelled = grams([r.text for r in compared.vacancy.requirements])
    ordinary = (spelled @ known.ordinary.letters.T).toarray()
    real = [s.text for c, _ in matcher.candidates() for s in c.profile.statements]
    found = (spelled @ grams(real).T).toarray()
    return above(found, ramp(ordinary, *known.weights.letters))
