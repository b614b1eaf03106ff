"""Who somebody is, and what their job was called, must change nothing: T1, T7.

In:  a `Setup` and a `Ranker`
Out: shares of ranks that changed, rank-biased overlap, the largest change of a score; and for every
     CV, quickly, whether the record that the ranker receives is the same
"""

from functools import partial

from matcher.evaluation.invariance import identity, titles
from matcher.evaluation.invariance.agreement import MARK, rbo
from matcher.evaluation.invariance.markup import document, plain
from matcher.evaluation.invariance.rankers import Documents, Ranker
from matcher.evaluation.invariance.setup import Figures, Setup, compared, put
from matcher.reading import read_either
from matcher.records import Candidate, Setting

_FIRST = identity.ORIGINS["dutch"]


def title_swap(setup: Setup, rank: Ranker) -> Figures:
    """T1: other titles in the headers of the CVs, then another title above the vacancy.

    "everywhere" figures: the same words are replaced in the CV's sentences too.
    """
    asked = setup.asked()
    editions = {
        "plain": setup.plain(),
        "title": setup.edition(partial(_retitled, setup, False)),
        "everywhere": setup.edition(partial(_retitled, setup, True)),
    }
    found = rank(asked, editions)
    figures = compared(setup, found, "plain", ["title"])
    for name, values in compared(setup, found, "plain", ["everywhere"]).items():
        figures[f"everywhere_{name}"] = values
    return figures | _vacancy_swap(setup, rank, asked)


def profiles_after_title_swap(setup: Setup, *, everywhere: bool = False) -> Figures:
    """Return, for each person, whether other titles change anything that the ranker sees.

    The titles of the headers are replaced; `everywhere` also where the same words stand in a
    sentence.
    """
    name = "everywhere_profile_changed" if everywhere else "profile_changed"
    cvs, edit = setup.sample.cvs, partial(_retitled, setup, everywhere)
    return {name: {p: float(_shown(edit(p, cvs[p])) != _shown(cvs[p])) for p in setup.people}}


def profiles_after_identity_swap(setup: Setup) -> Figures:
    """Return, for each person and swap, whether it changes anything that the ranker sees."""
    cvs = setup.sample.cvs
    first = {p: _shown(identity.with_identity(cvs[p], _FIRST)) for p in setup.people}
    return {
        "profile_changed": {
            f"{p} {name}": float(_shown(identity.with_identity(cvs[p], who)) != first[p])
            for p in setup.people
            for name, who in identity.SWAPS.items()
        }
    }


def _shown(cv: str) -> tuple[object, ...]:
    """Return all that the ranker sees of a CV, without offsets in its text and bare titles.

    The title of a role that tells nothing else is seen, on a rung of its own: see T13.
    """
    candidate, _ = read_either(plain(cv), as_cv=True)
    if not isinstance(candidate, Candidate):
        raise TypeError("a CV was asked for")
    seen = candidate.profile
    statements = [
        (s.text, s.setting, s.polarity, s.period, s.mentions)
        for s in seen.statements
        if s.setting is not Setting.TITLE
    ]
    languages = [(o.language, o.level, seen.statements[o.statement].text) for o in seen.languages]
    return statements, seen.roles, languages, seen.education and seen.education[0], seen.language


def _retitled(setup: Setup, everywhere: bool, person: str, cv: str) -> str:
    mine, sample = setup.sample.field_of(person), setup.sample
    others = [
        title
        for other in sorted(sample.cvs)
        if not mine & sample.field_of(other)
        for title in titles.titles_in(sample.cvs[other])
    ]
    return titles.retitled(cv, others, setup.rng("title", person), everywhere=everywhere)


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
    versions = {"plain": _FIRST, **identity.SWAPS}
    editions = {
        name.replace(" ", "_"): setup.edition(partial(_as, who)) for name, who in versions.items()
    }
    others = [name for name in editions if name != "plain"]
    return compared(setup, rank(setup.asked(), editions), "plain", others)
