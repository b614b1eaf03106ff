"""Whom to talk to first, whom to ask first: bands that follow from the must-haves.

In:  ledgers in the order of the ranking, and the vacancy's requirements
Out: for each person a band, with the must-haves that a CV can show and the person does not; which
     must-have, made a wish, lets somebody into the first band
Why: a recruiter can check such a rule by eye, and a line drawn through the score by nobody.
     Behaviour is left out, since no CV shows it: of the sample's 126 people none shows "dares to
     ask", so a band that asks for it would stay empty. What is partly shown counts as shown in
     part: asked whole, the first two bands hold 4 people over the sample's 16 vacancies
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from matcher.records import Importance, Kind, Match, Requirement, Row, Status

MOST_UNCLEAR = 2  # must-haves that may be unclear in the second band


class Band(StrEnum):
    """How far the must-haves are shown, furthest first."""

    FIRST = "A"  # every must-have that a CV can show is shown, whole or in part
    ASK = "B"  # one or two are unclear, none is lacking
    LACKS = "C"  # the rest


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands, and why."""

    band: Band
    musts: tuple[Row, ...]  # the must-haves that a CV can show
    open: frozenset[int]  # numbers of those that are unclear or missing

    @property
    def shown(self) -> int:
        """How many of `musts` are shown, whole or in part."""
        return len(self.musts) - len(self.open)


@dataclass(frozen=True, slots=True)
class Opening:
    """What one must-have does to the first band."""

    number: int
    shown: int  # people who show it, whole or in part
    gained: tuple[str, ...]  # ids of those who would enter, were it a wish


def asked_in_person(requirements: Sequence[Requirement]) -> frozenset[int]:
    """Return the numbers of requirements about behaviour: for the conversation, not for a CV."""
    return frozenset(r.number for r in requirements if r.kind is Kind.SOFT)


def standing(match: Match, in_person: frozenset[int]) -> Standing:
    """Return where somebody stands; a vacancy without must-haves lets everybody be first."""
    musts = tuple(
        row
        for row in match.rows
        if row.importance == Importance.MUST and row.number not in in_person
    )
    lacking = [r for r in musts if r.status in (Status.UNCLEAR, Status.MISSING)]
    if not lacking:
        band = Band.FIRST
    elif len(lacking) <= MOST_UNCLEAR and all(r.status is Status.UNCLEAR for r in lacking):
        band = Band.ASK
    else:
        band = Band.LACKS
    return Standing(band, musts, frozenset(r.number for r in lacking if r.number is not None))


def in_bands(
    matches: Sequence[Match], requirements: Sequence[Requirement]
) -> list[tuple[Match, Standing]]:
    """Return everybody, band by band; within a band the higher score first, ties as given.

    The ranking's own order puts those first who meet every must-have, behaviour included; bands say
    that more finely, so that within one only the score is left.
    """
    in_person = asked_in_person(requirements)
    placed = [(match, standing(match, in_person)) for match in matches]
    return sorted(placed, key=lambda one: (one[1].band, -one[0].score))


def openings(placed: Sequence[tuple[Match, Standing]]) -> list[Opening]:
    """Return the must-haves, those first that let most people in, then those that fewest show."""
    if not placed:
        return []
    gained: Mapping[int, list[str]] = {
        row.number: [] for row in placed[0][1].musts if row.number is not None
    }
    shown = dict.fromkeys(gained, 0)
    for match, at in placed:
        for number in gained:
            shown[number] += number not in at.open
        if len(at.open) == 1:
            gained[next(iter(at.open))].append(match.candidate)
    found = [Opening(number, shown[number], tuple(ids)) for number, ids in gained.items()]
    return sorted(found, key=lambda o: (-len(o.gained), o.shown, o.number))
