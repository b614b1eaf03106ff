"""Which requirement narrows the pool most?

In:  the ledgers of the people who were ranked
Out: for each requirement how many show it, and how many would meet all must-haves without it
Why: "one must-have fewer and eight more people qualify" is what a recruiter can act on
"""

from collections.abc import Sequence
from dataclasses import dataclass

from matcher.records import Importance, Match, Status


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What one must-have does to the pool."""

    number: int
    requirement: str
    met: int  # people who meet it
    gained: int  # people who would meet all must-haves if this one were dropped


def narrowing(matches: Sequence[Match]) -> list[Narrowing]:
    """Return the must-haves, those first that keep most people out."""
    lacking = [
        {r.number for r in m.rows if r.importance == Importance.MUST and r.status != Status.MET}
        for m in matches
    ]
    musts = [r for r in matches[0].rows if r.importance == Importance.MUST] if matches else []
    found = [
        Narrowing(
            number=row.number or 0,
            requirement=row.requirement,
            met=sum(row.number not in missing for missing in lacking),
            gained=sum(missing == {row.number} for missing in lacking),
        )
        for row in musts
    ]
    return sorted(found, key=lambda n: (-n.gained, n.met, n.number))
