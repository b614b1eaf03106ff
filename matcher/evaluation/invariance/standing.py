"""Who stands above whom: gems above traps, the complete above the incomplete, twins together.

In:  a `Setup` and a `Ranker`
Out: T2, T5 and T6 as shares of pairs and people, gaps in rank and score
"""

from itertools import pairwise

from matcher.evaluation.invariance import titles
from matcher.evaluation.invariance.agreement import MARK, rbo
from matcher.evaluation.invariance.markup import document
from matcher.evaluation.invariance.rankers import Ranker
from matcher.evaluation.invariance.setup import Figures, Setup, put
from matcher.records import Importance, Match, Row, Rung, Status


def gem_over_trap(setup: Setup, rank: Ranker) -> Figures:
    """T2: the right skills under another title against the right title over other skills."""
    found = rank(setup.asked(), {})
    figures: Figures = {}
    for vacancy in setup.vacancies:
        place = {key: n for n, key in enumerate(found.orders[vacancy], start=1)}
        gems = [place[p] for p in setup.sample.people(vacancy, "gem")]
        traps = [place[p] for p in setup.sample.people(vacancy, "title_trap")]
        if gems and traps:
            pairs = [gem < trap for gem in gems for trap in traps]
            put(figures, vacancy, gem_above=pairs, gem_top5=[gem <= 5 for gem in gems])
            put(figures, vacancy, trap_top5=[trap <= 5 for trap in traps])
    return figures


def bare_titles_stay_below(setup: Setup, rank: Ranker) -> Figures:
    """T13: nothing but the vacancy's own title, once and five times, against lines that show it.

    `gem_above` is the share of gems above such a CV; `row_share_max` the largest share of a row's
    points that a title earns, `certain` the share of such rows that are called met or partly.
    """
    figures: Figures = {}
    for vacancy in setup.vacancies:
        gems = setup.sample.people(vacancy, "gem")
        title = titles.vacancy_title(setup.sample.vacancies[vacancy])
        cvs = {person: setup.sample.cvs[person] for person in setup.people}
        editions = {
            f"bare{times}": {
                p: document(titles.bare_of(cv, [title] * times), p) for p, cv in cvs.items()
            }
            for times in (1, 5)
        }
        found = rank(setup.asked(vacancy), editions)
        order = found.orders[vacancy]
        for person in setup.people:
            for edition in editions:
                key = f"{person}{MARK}{edition}"
                above = [order.index(gem) < order.index(key) for gem in gems]
                put(figures, f"{vacancy} {key}", gem_above=above)
                match = found.match(vacancy, person, edition)
                rows = [row for row in match.rows if _by_title(row)] if match else []
                share = [row.points / row.most for row in rows]
                certain = [row.status in (Status.MET, Status.PARTLY) for row in rows]
                put(figures, f"{vacancy} {key}", row_share_max=share, certain=certain)
    return figures


def _by_title(row: Row) -> bool:
    return row.evidence is not None and row.evidence.rung is Rung.TITLE


def lacking_a_must_is_flagged(setup: Setup, rank: Ranker) -> Figures:
    """T5: of the first ten, those who lack a must say so and stand below those who lack none.

    For a rival, who lacks one is read from the judgements (a grade below 2); it flags nobody.
    """
    found = rank(setup.asked(), {})
    figures: Figures = {}
    for vacancy in setup.vacancies:
        first = found.orders[vacancy][:10]
        grades = setup.sample.qrels.get(vacancy, {})
        lacking = [p for p in first if grades.get(p, 0) < 2]
        matches = found.matches.get(vacancy, {})
        flagged = {p for p, m in matches.items() if m.must_met[0] < m.must_met[1]}
        put(figures, vacancy, unflagged=[p not in flagged for p in lacking])
        whole = [p not in flagged for p in found.orders[vacancy]] if matches else []
        if matches:
            put(figures, vacancy, out_of_order=[b and not a for a, b in pairwise(whole)])
            put(figures, vacancy, miscounted=[not _counted(matches[p]) for p in first])
    return figures


def twins_stand_together(setup: Setup, rank: Ranker) -> Figures:
    """T6: one CV in two languages for one vacancy; one vacancy in two languages for all CVs."""
    pairs = sorted(
        {tuple(sorted((c.candidate, c.pair))) for c in setup.sample.cases if c.kind == "twin"}
    )
    twins = setup.twins or {}
    translated = {f"{v}{MARK}": document(text, v) for v, text in twins.items()}
    originals = setup.asked(*(set(setup.vacancies) | set(twins)))
    found = rank({**originals, **translated}, {})
    figures: Figures = {}
    for vacancy in setup.vacancies:
        place = {key: n for n, key in enumerate(found.orders[vacancy])}
        places = [abs(place[one] - place[other]) for one, other in pairs]
        put(figures, vacancy, rank_gap=places, within_one=[gap <= 1 for gap in places])
        scores = {p: m.score for p, m in found.matches.get(vacancy, {}).items()}
        if scores:
            put(figures, vacancy, score_gap=[abs(scores[a] - scores[b]) for a, b in pairs])
    for vacancy in twins:
        one, other = found.orders[vacancy], found.orders[f"{vacancy}{MARK}"]
        put(figures, vacancy, vacancy_rbo=[rbo(one, other)])
        if found.matches:
            both = (found.matches[vacancy], found.matches[f"{vacancy}{MARK}"])
            gaps = [abs(both[0][person].score - both[1][person].score) for person in one]
            put(figures, vacancy, vacancy_score_gap=gaps)
    return figures


def _counted(match: Match) -> bool:
    """Tell whether a ledger counts its own musts as its rows show them."""
    musts = [row.status for row in match.rows if row.importance == Importance.MUST]
    return match.must_met == (musts.count(Status.MET), len(musts))
