"""How strongly does one candidate show one requirement?

In:  a requirement, and a `View` of the candidate: statements with their worth as evidence and
     their likeness to the requirement
Out: a `Finding`: strength in [0, 1], the statement it rests on, and a note where words are needed
Why: a sentence can be alike without naming the skill ("Java" for "Python"), and can name it
     without a sentence around it; both are looked at, and each kind of requirement weighs them
     its own way. What a CV does not let us tell is unclear: never full, never nothing.
"""

from collections.abc import Sequence
from dataclasses import replace

from matcher.ranking.chances import Chances, Signs, group_of
from matcher.ranking.facts import find_fact
from matcher.ranking.judge import Judge, Traits, traits
from matcher.ranking.view import DENIED, NO_EVIDENCE, Finding, Ratios, View
from matcher.ranking.weights import FACTS, Weights
from matcher.ranking.years import asks_time, enough, find_years
from matcher.records import Kind, Note, Requirement, Rung, Status

TITLE_ONLY = Note("title only")
_BEHAVIOUR_UNCLEAR = Note("behaviour unclear")
_NOTHING_FOUND = Note("nothing found")
_BY_CURVE = (Kind.HARD, Kind.TOOL, Kind.EXPERIENCE)
_BEYOND_TITLES = (Kind.SOFT, *FACTS)  # no title says any of these
_BY_LINE = (Kind.HARD, Kind.TOOL, Kind.EXPERIENCE, Kind.SOFT)
_NEVER = (Rung.ASPIRATION, Rung.NEGATION, Rung.TITLE)
_FEW = 4  # words, below which a line names a thing and tells nothing of it
_UNNAMED = 0.98  # of a tick, that a line in another language can reach without the skill's name
LIKEST = 2  # lines that are judged for a row, beside the one that was found


def find(requirement: Requirement, place: int, view: View, weights: Weights) -> Finding:
    """Return how strongly the candidate shows the requirement, and how certain that is.

    `place` is that of the requirement's row in the view.
    """
    found = _by_rule(requirement, place, view, weights)
    if weights.curves is None or found.note == DENIED:
        return found
    if weights.judge is not None and by_judge(requirement) and not found.fact:
        return _judged(requirement, place, found, view, weights, weights.judge)
    chances = weights.curves.chances(signs_of(requirement, found, view.context))
    if chances is None:
        return found
    status = found.status
    if not found.fact:
        status = _certain(requirement, found, chances, view, weights)
    if status is Status.MET and requirement.kind not in FACTS and not enough(requirement, found):
        status = Status.PARTLY
    statement, note = found.statement, found.note
    if requirement.kind is Kind.SOFT and status is Status.UNCLEAR:
        statement, note = None, _BEHAVIOUR_UNCLEAR
    return Finding(  # `replace` would take twice as long, for each row of each candidate
        found.strength, status, statement, note,
        found.likeness, found.named, found.level, chances, found.fact,
    )  # fmt: skip


def or_by_title(
    found: Finding, requirement: Requirement, place: int, view: View, weights: Weights
) -> Finding:
    """Return what was found in lines, or what bare titles say where that is more.

    A title tells what somebody was called, not what they did: it is at most unclear, and earns
    what a role's own line would, times the worth of its rung. It takes nothing from what lines
    show or deny.

    Parameters
    ----------
    view : of the titles alone, each worth 1
    """
    if found.status in (Status.MET, Status.PARTLY) or found.note == DENIED:
        return found
    if requirement.kind in _BEYOND_TITLES:
        return found
    said = _by_rule(requirement, place, view, weights)
    worth = weights.worth(Rung.TITLE)
    strength = worth * min(1.0, said.strength)
    if said.statement is None or said.note == DENIED or strength <= found.strength:
        return found
    likeness, named = worth * said.likeness, worth * said.named
    title = Finding(
        strength, Status.UNCLEAR, said.statement, TITLE_ONLY, likeness, named, said.level
    )
    if weights.curves is None:
        return title
    return replace(
        title, chances=weights.curves.chances(signs_of(requirement, title, view.context))
    )


def signs_of(requirement: Requirement, finding: Finding, context: float) -> Signs:
    """Return what the chances of a row are read from."""
    fact = requirement.kind in FACTS
    named, years = bool(requirement.concepts), bool(requirement.years) and not fact
    return Signs(
        group_of(requirement.kind, named=named, years=years),
        finding.likeness,
        finding.named,
        context,
        finding.strength if fact else finding.level,
    )


def _judged(
    requirement: Requirement, place: int, found: Finding, view: View, weights: Weights, judge: Judge
) -> Finding:
    """Return what was found, with the status that the line most likely to show it deserves.

    The strength stays as it was found: points rank people, a status is a promise about a quote.
    """
    best, line = Chances(0.0, 0.0), None
    for other in lines_to_judge(place, found, view):
        pair = traits_of(requirement, place, other, view)
        chances = judge.chances(requirement.kind, pair)
        if pair.cross and pair.named < 1.0:  # "graduaat" is no graduate: letters are no meaning
            chances = Chances(chances.shown, min(chances.met, _UNNAMED * weights.tick))
        if line is None or chances.shown + chances.met > best.shown + best.met:
            best, line = chances, other
    bare = line is not None and _bare(requirement, line, view)
    if best.met >= weights.tick and not bare:
        status = Status.MET
    elif best.shown >= weights.partly:
        status = Status.PARTLY
    else:
        line = found.statement
        gone = 1.0 - best.shown >= weights.certain and _gone(requirement, found, view, weights)
        status = Status.MISSING if gone else Status.UNCLEAR
    note = found.note
    if status in (Status.MET, Status.PARTLY):
        note = None
    elif requirement.kind is Kind.SOFT:
        line, note = None, _BEHAVIOUR_UNCLEAR
    return Finding(
        found.strength, status, line, note, found.likeness, found.named, found.level, best
    )


def _bare(requirement: Requirement, line: int, view: View) -> bool:
    """Return whether a line only names a thing: an entry of a list, or a few words on their own."""
    words = view.profile.statements[line].text.split()
    few = len(words) < _FEW and requirement.kind is not Kind.SOFT
    return view.rungs[line] is Rung.LIST or few


def _gone(requirement: Requirement, found: Finding, view: View, weights: Weights) -> bool:
    """Return whether the curves, which know of the rest of the CV, are certain that it is not."""
    if weights.curves is None or requirement.kind is Kind.SOFT:
        return False
    chances = weights.curves.chances(signs_of(requirement, found, view.context))
    return chances is not None and 1.0 - chances.shown >= weights.certain


def by_judge(requirement: Requirement) -> bool:
    """Return whether a line decides a requirement, and no fact: years, a language, a level."""
    return requirement.kind in _BY_LINE and not asks_time(requirement)


def lines_to_judge(place: int, found: Finding, view: View) -> list[int]:
    """Return the lines that may show a requirement: what was found, and those most alike."""
    likest = view.likest[place]
    lines = likest if found.statement is None else [found.statement, *likest]
    return [n for n in dict.fromkeys(lines) if view.rungs[n] not in _NEVER and view.worth[n]]


def traits_of(requirement: Requirement, place: int, line: int, view: View) -> Traits:
    """Return the traits of a requirement and one line."""
    return traits(
        requirement,
        view.profile.statements[line],
        rung=view.rungs[line],
        likeness=float(view.likeness[place, line]),
        usual=float(view.usual[line]),
        shown=[
            any(line in view.named.get(concept, ()) for concept in group)
            for group in requirement.concepts
        ],
    )


def _certain(
    requirement: Requirement, finding: Finding, chances: Chances, view: View, weights: Weights
) -> Status:
    """Return what the chances say; unclear where neither answer is certain enough."""
    if finding.status is Status.UNCLEAR and requirement.kind is not Kind.SOFT:
        return Status.UNCLEAR
    rests = finding.statement is not None or finding.strength >= weights.met
    bare = finding.statement is not None and view.rungs[finding.statement] is Rung.LIST
    if rests and chances.met >= weights.met and not bare:
        return Status.MET
    if rests and chances.shown >= weights.partly:
        return Status.PARTLY
    missing = 1.0 - chances.shown >= weights.certain and requirement.kind is not Kind.SOFT
    return Status.MISSING if missing else Status.UNCLEAR


def _by_rule(requirement: Requirement, place: int, view: View, weights: Weights) -> Finding:
    fact = find_fact(requirement, view, weights)
    if fact is not None:
        return fact
    skill = _skill(requirement, place, view, weights)
    if skill.note == DENIED or not asks_time(requirement):
        return skill
    return find_years(requirement, place, view, weights, skill)


def _skill(requirement: Requirement, place: int, view: View, weights: Weights) -> Finding:
    best = view.best[place] if view.best else None
    if best is not None and not view.worth[best] and view.rungs[best] is Rung.TITLE:
        best = None  # no line is like it at all
    likeness = strength = float(view.alike[place, best]) if best is not None else 0.0
    named = 0.0
    if requirement.concepts:
        shares = [_group(group, place, view) for group in requirement.concepts]
        share = weights.named.get(requirement.kind, 0.5)
        if requirement.least is not None:  # "three of these five"
            shares = sorted(shares, key=lambda share: -share[0])[: requirement.least]
        named = sum(worth for worth, _ in shares) / len(shares)
        denied = _denied(requirement, view)
        if denied is not None and named < weights.met:  # no likeness outweighs the CV's own no
            return Finding(0.0, Status.MISSING, denied, DENIED)
        by_name = share * named + (1 - share) * max(strength, named * named)
        by_likeness = weights.unnamed.get(requirement.kind, 0.7) * strength
        if named and by_name >= by_likeness:
            best = _quote(shares, view.alike[place])
        strength = max(by_name, by_likeness)
    if weights.curves is not None and requirement.kind in _BY_CURVE:
        group = group_of(requirement.kind, named=bool(requirement.concepts), years=False)
        earned = weights.curves.strength(group, likeness, named)
        strength = strength if earned is None else earned
    if requirement.kind is Kind.SOFT and strength < weights.partly and weights.curves is None:
        return Finding(weights.unclear, Status.UNCLEAR, None, _BEHAVIOUR_UNCLEAR)
    if requirement.kind is Kind.SOFT:  # a line that shows some of it is worth no less than silence
        strength = max(strength, weights.unclear)
    if strength < weights.trace:  # what is no evidence earns nothing and is not quoted
        return Finding(0.0, Status.MISSING, None, _NOTHING_FOUND, likeness, named)
    return Finding(strength, _status(strength, weights), best, None, likeness, named)


def _group(group: Sequence[str], row: int, view: View) -> tuple[float, int | None]:
    """Return the worth of the best statement that names one of the group, and its place."""
    places = [place for concept in group for place in view.named.get(concept, ())]
    if not places:
        return 0.0, None
    worth, likeness = view.worth, view.likeness[row]
    best = max(places, key=lambda place: (worth[place], likeness[place], -place))
    return float(worth[best]), best


def _quote(shares: Sequence[tuple[float, int | None]], alike: Ratios) -> int | None:
    """Return the statement that carries the most: named most often, then most alike."""
    carried: dict[int, float] = {}
    for worth, place in shares:
        if place is not None:
            carried[place] = carried.get(place, 0.0) + worth
    return max(carried, key=lambda place: (carried[place] + float(alike[place]), -place))


def _denied(requirement: Requirement, view: View) -> int | None:
    """Return the statement that denies one of the requirement's skills, where none shows it."""
    for group in requirement.concepts:
        places = [place for concept in group for place in view.named.get(concept, ())]
        denials = [p for p in places if view.rungs[p] is Rung.NEGATION]
        if denials and all(view.rungs[place] in NO_EVIDENCE for place in places):
            return denials[0]
    return None


def _status(strength: float, weights: Weights) -> Status:
    if strength >= weights.met:
        return Status.MET
    return Status.PARTLY if strength >= weights.partly else Status.MISSING
