"""For how long has a candidate done what is asked?

In:  a requirement that asks for years, or for the work of an occupation, and a `View`
Out: a `Finding` with the months of the roles whose lines show it, against those that are asked
Why: a role counts where a line of it names what is asked, or is clearly like it; overlapping roles
     count once. Fewer months than asked are never enough, and more than the most asked are no fault
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from matcher.calendar import months_covered
from matcher.ranking.view import ALIKE, NO_EVIDENCE, Finding, View
from matcher.ranking.weights import Weights
from matcher.records import Note, Polarity, Requirement, Status

# Words around "years of experience" that name no work; the roles that count are then those that
# show anything that the vacancy asks for.
_SAYS_NOTHING = {
    "jaar", "jaren", "minimaal", "minstens", "minste", "ervaring", "werkervaring", "relevante",
    "aantoonbare", "ruime", "hebt", "beschikt", "over", "vergelijkbare", "soortgelijke",
    "functie", "functies", "rollen", "year", "years", "least", "experience", "work", "working",
    "relevant", "proven", "have", "similar", "comparable", "role", "roles", "position",
    "minimum", "mindestens", "jahre", "berufserfahrung", "erfahrung", "années", "expérience",
    "moins",
}  # fmt: skip
_NOTHING_FOUND = Note("nothing found")
_CERTAIN = (Status.MISSING, Status.UNCLEAR, Status.PARTLY, Status.MET)  # the least first
_A_YEAR = 12  # months of an occupation from which it has all points, where no years are asked


def asks_time(requirement: Requirement) -> bool:
    """Return whether a requirement is one of time: so many years, or experience in a trade."""
    facts = requirement.facts
    return bool(requirement.years or facts.most_years or facts.trade)


def find_years(
    requirement: Requirement, place: int, view: View, weights: Weights, skill: Finding
) -> Finding:
    """Return for how long the candidate did what is asked.

    Parameters
    ----------
    place : of the requirement's row in the view
    skill : what is found of the work itself, whatever its years
    """
    naming, counting = _lines(requirement, place, view)
    periods = [p for line in counting if (p := view.profile.statements[line].period) is not None]
    if not periods and not view.profile.roles:
        return Finding(weights.unclear, Status.UNCLEAR, skill.statement, Note("no dates"))
    asked = max(1, round(12 * (requirement.years or 0.0)))
    if not periods and skill.strength:
        # Shown outside any dated role (a course, one's own summary): years cannot be told from it.
        strength = _shown(requirement, skill, weights) * 0.5 * weights.unclear
        return Finding(strength, Status.UNCLEAR, skill.statement, Note("no dates"),
                       skill.likeness, skill.named, skill.level)  # fmt: skip
    months = months_covered(periods, view.as_of)
    named = months_covered(
        [p for line in naming if (p := view.profile.statements[line].period) is not None],
        view.as_of,
    )
    level = min(1.0, months / asked)
    full = asked if requirement.years else _A_YEAR if requirement.facts.trade else 1
    by_name, by_line = min(1.0, named / full), min(1.0, months / full)
    strength = max(by_name, _shown(requirement, skill, weights) * by_line)
    if strength < weights.trace:
        return Finding(0.0, Status.MISSING, None, skill.note or _NOTHING_FOUND,
                       skill.likeness, skill.named, level)  # fmt: skip
    quote = _quote(naming or counting, place, view) if naming else skill.statement
    if quote is None and counting:
        quote = _quote(counting, place, view)
    note = _note(requirement, months, asked)
    status = Status.PARTLY if months < asked or strength < weights.met else Status.MET
    if months < asked and strength < weights.partly:
        status = Status.PARTLY if named else Status.UNCLEAR
    fact = named >= asked or (bool(named) and months < asked)
    if requirement.facts.aside and _own_months(naming, counting, place, view) < asked:
        fact, status = True, min(status, Status.PARTLY, key=_CERTAIN.index)
    return Finding(strength, status, quote, note, skill.likeness, skill.named, level, fact=fact)


def _own_months(naming: Sequence[int], counting: Sequence[int], place: int, view: View) -> int:
    """Return the months of lines that name what is asked or are like it, not like another ask."""
    own = [p for p in counting if p in naming or view.likeness[place, p] >= ALIKE]
    periods = [p for line in own if (p := view.profile.statements[line].period) is not None]
    return months_covered(periods, view.as_of)


def enough(requirement: Requirement, finding: Finding) -> bool:
    """Return whether as many years were found as are asked; true where none are asked."""
    return not requirement.years or finding.level >= 1.0


def _note(requirement: Requirement, months: int, asked: int) -> Note:
    if requirement.years:
        return Note("years", f"{months / 12:.1f}", f"{asked / 12:g}")
    if requirement.facts.most_years:
        return Note("years, at most", f"{months / 12:.1f}", f"{requirement.facts.most_years:g}")
    return Note("years counted", f"{months / 12:.1f}")


def _lines(requirement: Requirement, place: int, view: View) -> tuple[Sequence[int], Sequence[int]]:
    """Return the lines of roles that name what is asked, and all that count towards its years.

    Where no skill is named, or one that is only beside what is asked ("kok in de horeca"), lines
    count that are like anything that the vacancy asks for.
    """
    wanted = {concept for group in requirement.concepts for concept in group}
    by_concept = {line for concept in wanted for line in view.named.get(concept, ())}
    by_trade = _of_trade(requirement.facts.trade, view) if requirement.facts.trade else set()
    counts = by_concept | by_trade
    if not wanted or requirement.facts.aside:
        counts |= {int(p) for p in np.flatnonzero(view.any_likeness >= ALIKE)}
    counts |= {int(p) for p in np.flatnonzero(view.likeness[place] >= ALIKE)}
    every = all(any(c in view.named for c in group) for group in requirement.concepts)
    some = requirement.least is not None or every
    naming = by_trade | (by_concept if some and not requirement.facts.aside else set())
    worked = [line for line in sorted(counts) if _worked(line, view)]
    return [line for line in worked if line in naming], worked


def _worked(line: int, view: View) -> bool:
    statement = view.profile.statements[line]
    return statement.setting is view.work and statement.polarity is Polarity.SHOWN


def _of_trade(trade: str, view: View) -> set[int]:
    pattern = _pattern(trade)
    return {
        place
        for place, statement in enumerate(view.profile.statements)
        if view.rungs[place] not in NO_EVIDENCE and pattern.search(statement.text)
    }


def _quote(lines: Sequence[int], place: int, view: View) -> int:
    """Return the line that is worth most, then the one most like the requirement."""
    return max(
        lines,
        key=lambda p: (float(view.worth[p]), float(view.likeness[place, p]),
                       float(view.any_likeness[p]), -p),
    )  # fmt: skip


def _shown(requirement: Requirement, skill: Finding, weights: Weights) -> float:
    """Return how far the work itself is shown; years of any work ask for none."""
    if not requirement.concepts and _says_nothing(requirement.text):
        return 1.0
    return min(1.0, (skill.strength / weights.met) ** 2)


@lru_cache(maxsize=1024)
def _says_nothing(text: str) -> bool:
    """Return whether a line asks for years without saying of what: "3 jaar werkervaring"."""
    said = re.findall(r"[^\W\d_]{4,}", text.casefold())
    return all(word in _SAYS_NOTHING for word in said)


@lru_cache(maxsize=256)
def _pattern(trade: str) -> re.Pattern[str]:
    return re.compile(trade)
