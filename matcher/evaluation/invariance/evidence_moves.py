"""What the score must follow: the content of a CV, not its typing, and every true line of it.

In:  a `Setup` and a `Ranker`
Out: T9, T10 and T11 as rank-biased overlap, rows that flipped, scores that fell, quotes that held
"""

from collections.abc import Mapping
from functools import partial
from itertools import product

from matcher.evaluation.invariance import evidence, noise
from matcher.evaluation.invariance.agreement import Outcome, rbo
from matcher.evaluation.invariance.markup import document
from matcher.evaluation.invariance.rankers import Ranker
from matcher.evaluation.invariance.setup import (
    Figures,
    Setup,
    pair,
    points,
    put,
    requirements,
    row_of,
)
from matcher.evaluation.invariance.tricks import SHOWABLE
from matcher.records import Document, Match, Requirement, Status


def noise_changes_little(setup: Setup, rank: Ranker) -> Figures:
    """T9: typing errors, a bad scan, sections twice, sections and bullets in another order."""
    editions = {"plain": setup.plain()}
    for kind in noise.KINDS:
        editions[kind] = setup.edition(partial(_noisy, setup, kind))
    found = rank(setup.asked(), editions)
    figures: Figures = {}
    for vacancy in setup.vacancies:
        for kind in noise.KINDS:
            same = rbo(found.ranking(vacancy, "plain"), found.ranking(vacancy, kind))
            put(figures, vacancy, **{f"rbo_{kind}": [same]})
            flips = [
                a.status != b.status
                for person in setup.people
                if (both := pair(found, vacancy, person, "plain", kind))
                for a, b in zip(both[0].rows, both[1].rows, strict=True)
            ]
            put(figures, vacancy, **{f"flips_{kind}": flips})
    return figures


def _noisy(setup: Setup, kind: str, person: str, cv: str) -> str:
    return noise.KINDS[kind](cv, setup.rng(kind, person))


def a_true_skill_never_lowers(setup: Setup, rank: Ranker) -> Figures:
    """T10: one line more, which shows a requirement in the newest role; one a vacancy a person."""
    chosen: dict[str, dict[str, Requirement]] = {}
    for vacancy in setup.vacancies:
        can = [r for r in requirements(setup, vacancy) if r.kind in SHOWABLE]
        if can:
            chosen[vacancy] = {p: setup.rng(vacancy, p).choice(can) for p in setup.people}
    editions = {v: setup.edition(partial(_showing, wanted)) for v, wanted in chosen.items()}
    found = rank(setup.asked(*chosen), {"plain": setup.plain(), **editions})
    figures: Figures = {}
    for vacancy, wanted in chosen.items():
        for person in setup.people:
            key = f"{vacancy} {person}"
            fell = found.place(vacancy, person, vacancy) - found.place(vacancy, person, "plain")
            put(figures, key, rank_fell=[fell > 0])
            both = pair(found, vacancy, person, "plain", vacancy)
            if both:
                _gained(figures, key, both, wanted[person].number)
    return figures


def _gained(figures: Figures, key: str, both: tuple[Match, Match], number: int) -> None:
    before, after = both
    own = [points(match, number) for match in both]
    context = [points(match, None) for match in both]
    lost = before.score - after.score
    put(figures, key, score_fell=[lost > 0], row_fell=[own[1] < own[0]])
    put(figures, key, loss_max=[lost], context_loss_max=[context[0] - context[1]])
    put(figures, key, row_met=[row_of(after, number).status is Status.MET])


def _showing(wanted: Mapping[str, Requirement], person: str, cv: str) -> str:
    return evidence.shows(cv, wanted[person].text.rstrip("."))


def without_its_quote_a_row_falls(setup: Setup, rank: Ranker) -> Figures:
    """T11: the line that a row quotes is deleted; one row a vacancy a person.

    A row that stays as high must rest on another line then (or on the language that the CV is
    written in), or have been worth no more than silence. Rivals quote nothing.
    """
    plain = setup.plain()
    found = rank(setup.asked(), {"plain": plain})
    figures: Figures = {}
    editions: dict[str, dict[str, Document]] = {v: {} for v in setup.vacancies}
    numbers: dict[tuple[str, str], int] = {}
    for vacancy, person in product(setup.vacancies, setup.people):
        match, text = found.match(vacancy, person, "plain"), plain[person].text
        quoted = {row.number: row.evidence for row in (match.rows if match else ()) if row.evidence}
        literal = [text[e.start : e.end] == e.text for e in quoted.values()]
        put(figures, f"{vacancy} {person}", literal=literal)
        paid = [n for n in quoted if n is not None and match and points(match, n) > 0]
        if paid:
            number = setup.rng("quote", vacancy, person).choice(paid)
            left = evidence.without(text, quoted[number].start, quoted[number].end)
            numbers[vacancy, person] = number
            editions[vacancy][person] = document(left, person)
    if numbers:
        after = rank(setup.asked(), {"plain": plain, **editions})
        for (vacancy, person), number in numbers.items():
            _fallen(figures, f"{vacancy} {person}", after, number)
    return figures


def _fallen(figures: Figures, key: str, found: Outcome, number: int) -> None:
    vacancy, person = key.split()
    both = pair(found, vacancy, person, "plain", vacancy)
    if both is None:
        return
    before, after = (row_of(match, number) for match in both)
    told = [row.evidence.text if row.evidence else row.note for row in (before, after)]
    fell = after.points < before.points
    # Silence is worth something too: a row that was worth no more does not fall below it.
    silent = not fell and after.status is Status.UNCLEAR and before.status is Status.PARTLY
    carried = not fell and not silent and told[1] is not None and told[0] != told[1]
    put(figures, key, fell=[fell], carried=[carried], silent=[silent])
    put(figures, key, explained=[fell or carried or silent], rose=[after.points > before.points])
