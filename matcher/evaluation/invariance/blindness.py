"""Who somebody is, and what their job was called, must change nothing: T1, T7.

In:  a `Setup` and a `Ranker`
Out: shares of ranks that changed, rank-biased overlap, the largest change of a score
"""

from functools import partial

from matcher.evaluation.invariance import identity, titles
from matcher.evaluation.invariance.agreement import MARK, rbo
from matcher.evaluation.invariance.markup import document
from matcher.evaluation.invariance.rankers import Documents, Ranker
from matcher.evaluation.invariance.setup import Figures, Setup, compared, put


def title_swap(setup: Setup, rank: Ranker) -> Figures:
    """T1: other titles in the headers of the CVs, then another title above the vacancy."""
    known = {p: titles.titles_in(cv) for p, cv in setup.sample.cvs.items()}

    def others(person: str, cv: str) -> str:
        mine = setup.sample.field_of(person)
        pool = [t for p in sorted(known) if not mine & setup.sample.field_of(p) for t in known[p]]
        return titles.retitled(cv, pool, setup.rng("title", person))

    asked = setup.asked()
    editions = {"plain": setup.plain(), "title": setup.edition(others)}
    figures = compared(setup, rank(asked, editions), "plain", ["title"])
    return figures | _vacancy_swap(setup, rank, asked)


def _vacancy_swap(setup: Setup, rank: Ranker, asked: Documents) -> Figures:
    every = setup.sample.vacancies
    swapped = {}
    for name in setup.vacancies:
        other = setup.rng("vacancy", name).choice(sorted(set(every) - {name}))
        text = titles.vacancy_retitled(every[name], titles.vacancy_title(every[other]))
        swapped[f"{name}{MARK}"] = document(text, name)
    found = rank({**asked, **swapped}, {})
    figures: Figures = {}
    for name in setup.vacancies:
        before, after = found.orders[name], found.orders[f"{name}{MARK}"]
        changed = [a != b for a, b in zip(before, after, strict=True)]
        put(figures, name, vacancy_rbo=[rbo(before, after)], vacancy_changed=changed)
    return figures


def _as(who: identity.Identity, _: str, cv: str) -> str:
    return identity.with_identity(cv, who)


def identity_swap(setup: Setup, rank: Ranker) -> Figures:
    """T7: another name and origin, gender, date of birth or address."""
    plain_ = identity.ORIGINS["dutch"]
    versions = {"plain": plain_, **identity.SWAPS}
    editions = {
        name.replace(" ", "_"): setup.edition(partial(_as, who)) for name, who in versions.items()
    }
    others = [name for name in editions if name != "plain"]
    return compared(setup, rank(setup.asked(), editions), "plain", others)
