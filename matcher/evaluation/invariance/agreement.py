"""How much of an order is left after a change?

In:  orders of people, before and after
Out: rank-biased overlap, and the place of each edited CV among people who did not change
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matcher.errors import InvalidInput
from matcher.records import Match

MARK = "!"  # "person!edition": sorts just after the person, and before "person-en"


def rbo(one: Sequence[str], other: Sequence[str], *, p: float = 0.9) -> float:
    """Return the rank-biased overlap of two orders, extrapolated to infinite depth.

    Parameters
    ----------
    one, other : orders of the same length, best first, without doubles
    p : in (0, 1), how likely a reader goes on to the next place; 0.9 puts 86 % on the first ten

    Returns
    -------
    float in [0, 1] : 1 for the same order, 0 where no place of either is in the other; 1 for two
        empty orders

    Raises
    ------
    InvalidInput : the lengths differ, an order holds a double, or p is out of range

    Source: RBO_EXT, equation 32 of Webber, Moffat and Zobel (TOIS 2010), for even lists.
    """
    if len(one) != len(other) or len(set(one)) < len(one) or len(set(other)) < len(other):
        raise InvalidInput(
            f"orders of {len(one)} and {len(other)} places came, {len(set(one))} and "
            f"{len(set(other))} of them different; give two of one length without doubles"
        )
    if not 0 < p < 1:
        raise InvalidInput(f"p is {p}; it must lie between 0 and 1")
    if not one:
        return 1.0
    seen_one: set[str] = set()
    seen_other: set[str] = set()
    overlap, total = 0, 0.0
    for depth, (a, b) in enumerate(zip(one, other, strict=True), start=1):
        overlap += (a in seen_other) + (b in seen_one) + (a == b)
        seen_one.add(a)
        seen_other.add(b)
        total += overlap / depth * p**depth
    return overlap / len(one) * p ** len(one) + (1 - p) / p * total


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a ranker ordered a field of people and the edited CVs of some of them.

    Keys are "person" for the field and "person!edition" for an edited CV.
    """

    orders: Mapping[str, Sequence[str]]  # vacancy -> keys, best first
    matches: Mapping[str, Mapping[str, Match]]  # vacancy -> key -> ledger; rivals have none

    def place(self, vacancy: str, person: str, edition: str) -> int:
        """Return where an edition of somebody's CV stands among everybody else, from 1.

        Who has the same score stands no higher: a tie is broken by lot.
        """
        order, ledgers = self.orders[vacancy], self.matches.get(vacancy, {})
        own = f"{person}{MARK}{edition}"
        others = (k for k in order[: order.index(own)] if MARK not in k and k != person)
        return 1 + sum(own not in ledgers or ledgers[k].score > ledgers[own].score for k in others)

    def ranking(self, vacancy: str, edition: str) -> list[str]:
        """Return everybody best first: who has this edition by it, the others by their own CV."""
        order = self.orders[vacancy]
        edited = {key.split(MARK)[0] for key in order if key.endswith(f"{MARK}{edition}")}
        return [
            person
            for person, _, name in (key.partition(MARK) for key in order)
            if (name == edition if person in edited else not name)
        ]

    def match(self, vacancy: str, person: str, edition: str) -> Match | None:
        """Return the ledger of an edition; None of a rival, which has no ledgers."""
        return self.matches.get(vacancy, {}).get(f"{person}{MARK}{edition}")
