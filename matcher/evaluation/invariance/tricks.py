"""What should gain nothing: pasted requirements, denied skills, hidden text, orders to software.

In:  a `Setup` and a `Ranker`
Out: T3, T4 and T8 as ranks gained, rows that rose, changes of a score, flags raised
"""

from matcher.evaluation.invariance import stuffing
from matcher.evaluation.invariance.agreement import MARK
from matcher.evaluation.invariance.markup import document
from matcher.evaluation.invariance.rankers import Ranker
from matcher.evaluation.invariance.setup import (
    Figures,
    Setup,
    files,
    moved,
    pair,
    put,
    requirements,
)
from matcher.records import Kind
from matcher.skills import Finder, Vocabulary

SHOWABLE = (Kind.TOOL, Kind.HARD, Kind.EXPERIENCE)


def stuffing_gains_nothing(setup: Setup, rank: Ranker) -> Figures:
    """T3: what the vacancy asks, word for word, added to a trap's CV in five ways."""
    figures: Figures = {}
    for vacancy in setup.vacancies:
        asked = [r.text for r in requirements(setup, vacancy)]
        gems = setup.sample.people(vacancy, "gem")
        traps = [p for p in setup.sample.people(vacancy, "title_trap") if p not in gems]
        if not gems or not traps:
            continue
        cvs = {p: setup.sample.cvs[p] for p in traps}
        ways = {
            "plain": {p: document(cv, p) for p, cv in cvs.items()},
            "list": {p: document(stuffing.pasted(cv, asked), p) for p, cv in cvs.items()},
            "list_x5": {
                p: document(stuffing.pasted(cv, asked, times=5), p) for p, cv in cvs.items()
            },
            "tail": {p: document(stuffing.trailing(cv, asked), p) for p, cv in cvs.items()},
            "zero_width": {p: document(stuffing.zero_width(cv, asked), p) for p, cv in cvs.items()},
            "white": files({p: (cv, " ".join(asked)) for p, cv in cvs.items()}, "docx", "white"),
        }
        found = rank(setup.asked(vacancy), ways)
        order = found.orders[vacancy]
        for way in ways:
            places = {p: found.place(vacancy, p, way) for p in traps}
            above = [
                order.index(gem) < order.index(f"{trap}{MARK}{way}")
                for gem in gems
                for trap in traps
            ]
            gained = [found.place(vacancy, p, "plain") - places[p] for p in traps]
            put(figures, vacancy, **{f"gem_above_{way}": above})
            put(figures, vacancy, **{f"gain_{way}": gained})
    return figures


def denial_counts_nothing(setup: Setup, rank: Ranker) -> Figures:
    """T4: a line that denies a skill is added for every skill the vacancy names."""
    figures: Figures = {}
    for vacancy in setup.vacancies:
        named = _named_skills(setup, vacancy)
        if not named:
            continue
        people = setup.people
        ways = {
            "plain": {p: document(setup.sample.cvs[p], p) for p in people},
            "denied": {
                p: document(stuffing.denying(setup.sample.cvs[p], named), p) for p in people
            },
        }
        found = rank(setup.asked(vacancy), ways)
        for person in people:
            moved = found.place(vacancy, person, "plain") - found.place(vacancy, person, "denied")
            put(figures, f"{vacancy} {person}", rank_rose=[moved > 0], ranks_gained=[moved])
            both = pair(found, vacancy, person, "plain", "denied")
            if both:
                rose = [
                    b.points > a.points for a, b in zip(both[0].rows, both[1].rows, strict=True)
                ]
                resting = [
                    row.points > 0
                    for row in both[1].rows
                    if row.evidence and row.evidence.rung in ("negation", "aspiration")
                ]
                put(figures, f"{vacancy} {person}", rows_risen=rose, denied_counted=resting)
    return figures


def _named_skills(setup: Setup, vacancy: str) -> list[str]:
    """Return the words by which the vacancy's musts name skills that can be shown."""
    finder = Finder(Vocabulary.shipped())
    named: dict[str, None] = {}
    for one in requirements(setup, vacancy):
        if one.kind in SHOWABLE:
            for mention in finder.find(one.text):
                if mention.concept in {c for group in one.concepts for c in group}:
                    named[one.text[mention.start : mention.end]] = None
    return list(named)


def hidden_text_counts_nothing(setup: Setup, rank: Ranker) -> Figures:
    """T8: requirements that nobody sees on the page, and orders to software."""
    figures: Figures = {}
    for vacancy in setup.vacancies:
        secret = " ".join(r.text for r in requirements(setup, vacancy))
        orders = list(stuffing.INSTRUCTIONS.values())
        cvs = {p: setup.sample.cvs[p] for p in setup.people}
        editions = {"plain": {p: document(cv, p) for p, cv in cvs.items()}}
        for n, order in enumerate(orders):
            editions[f"order{n}"] = {
                p: document(stuffing.instructed(cv, order), p) for p, cv in cvs.items()
            }
        editions["order_zero_width"] = {
            p: document(stuffing.instructed(cv, "\u200b".join(orders[0])), p)
            for p, cv in cvs.items()
        }
        pairs = [("plain", name) for name in editions if name != "plain"]
        for media, (_, ways) in stuffing.FILES.items():
            editions[media] = files({p: (cv, "") for p, cv in cvs.items()}, media, "white")
            for way in ways:
                name = f"{media}_{way}"
                texts = {p: (cv, f"{secret} {orders[1]}") for p, cv in cvs.items()}
                editions[name] = files(texts, media, way)
                pairs.append((media, name))
        found = rank(setup.asked(vacancy), editions)
        for before, after in pairs:
            moved(figures, found, vacancy, setup.people, before, after)
            for person in setup.people:
                match = found.match(vacancy, person, after)
                wanted = "instructions to software in the text"
                flags = [match is not None and wanted in match.flags]
                if "order" not in after:
                    flags.append(match is not None and "hidden text" in match.flags)
                put(figures, f"{vacancy} {person} {after}", flagged=flags)
    return figures
