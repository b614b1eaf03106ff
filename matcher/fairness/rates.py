"""How often is each group selected, beside the group that is selected most?

In:  scores and places of everybody for some vacancies, their groups, and cut-offs
Out: for each group and cut-off the selection rate, the impact ratio with an interval, how likely
     such a gap is by chance, and a verdict that says when nothing can be said
Why: the impact ratio and its four fifths are what reports of this kind are asked for (29 CFR
     1607.4 D; New York's Local Law 144 adds the share above the median score). A ratio alone
     misleads in small groups, so it is never given without the size of the group, an interval and
     a test. The test compares a group with everybody else: the group with the highest rate is
     found by looking, and a test against what was picked for being extreme finds noise.
     Somebody stands in the ranking of every vacancy, and those places are not independent: people
     are what is resampled and permuted, never (person, vacancy) pairs. For one vacancy that
     permutation test is Fisher's exact test, which is used then

A rate counts (person, vacancy) pairs: of 10 people and 3 vacancies 6 of 30 selected is 0.2.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.stats import fisher_exact

from matcher.errors import InvalidInput
from matcher.fairness.groups import Demographics

FOUR_FIFTHS = 0.8
LEVEL = 0.05  # of the tests
LEAST = 20  # people below whom nothing is concluded
LEAST_SHARE = 0.02  # of all whose group is told; Local Law 144 lets such groups out
DRAWS = 4_999  # of the permutation test and the bootstrap


class Cut(NamedTuple):
    """Who counts as selected: the first `value` of a list, or a score of `value` or more."""

    kind: str  # "top" | "score" | "median"
    value: float = 0.0


SWEEP = (
    Cut("top", 5), Cut("top", 10), Cut("top", 25), Cut("top", 50),
    Cut("score", 20), Cut("score", 30), Cut("score", 40), Cut("score", 50), Cut("score", 60),
    Cut("median"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """What everybody scored for some vacancies."""

    people: tuple[str, ...]
    scores: NDArray[np.float64]  # (people, vacancies)
    places: NDArray[np.int64]  # (people, vacancies), from 1

    def selected(self, cut: Cut) -> NDArray[np.bool_]:
        """Return who is selected for which vacancy (people, vacancies).

        Raises
        ------
        InvalidInput : there is no cut of that kind
        """
        if cut.kind == "top":
            return self.places <= cut.value
        if cut.kind == "score":
            return self.scores >= cut.value
        if cut.kind == "median":  # of each vacancy: scores of two vacancies have no common scale
            return self.scores > np.median(self.scores, axis=0)
        raise InvalidInput(f"there is no cut {cut.kind!r}; there are top, score and median")


class Verdict(StrEnum):
    """What may be said of a group at a cut-off."""

    LOWER = "lower"  # below four fifths, and not by chance, however many groups were tried
    SIGNAL = "signal"  # below four fifths, unlikely by chance, but many groups were tried
    UNDECIDED = "undecided"  # these numbers cannot tell
    EVEN = "even"  # even the low end of the interval reaches four fifths
    SMALL = "too small"
    REFERENCE = "reference"  # the group that the others are compared with


@dataclass(frozen=True, slots=True)
class Rate:
    """How one group fares at one cut-off."""

    column: str
    group: str
    cut: Cut
    people: int
    considered: int  # (person, vacancy) pairs
    selected: int
    reference: str  # the group with the highest rate among those that are large enough
    rest: float | None  # rate of everybody else whose group is told; None where it is not tested
    ratio: float | None  # impact ratio; None where nobody of the reference is selected
    low: float | None  # 95 % interval of the ratio; None where nobody of the group is selected
    high: float | None
    p: float | None  # of so large a gap with everybody else by chance; None: small, or reference
    p_all: float | None  # the same after Holm's correction over all of the column
    verdict: Verdict

    @property
    def rate(self) -> float:
        """Selected of considered."""
        return self.selected / self.considered


def rates(
    field: Field,
    told: Demographics,
    *,
    cuts: Sequence[Cut] = SWEEP,
    least: int = LEAST,
    seed: int = 0,
) -> list[Rate]:
    """Return the rates of every group of every column at every cut-off.

    Parameters
    ----------
    field : what everybody scored; who has no group is left out of the rates, not of the places
    told : the groups
    cuts : the sweep
    least : people below whom a group is too small to conclude anything of
    seed : of the draws; the same gives the same figures
    """
    at = {person: row for row, person in enumerate(field.people)}
    found: list[Rate] = []
    for column in told.columns:
        members: dict[str, list[int]] = {group: [] for group in told.sizes(column)}
        for person, group in told.groups[column].items():
            if person in at:
                members[group].append(at[person])
        rows = {group: np.array(own) for group, own in members.items() if own}
        if rows:
            rng = np.random.default_rng(seed)
            own = [
                one
                for cut in cuts
                for one in _at(column, cut, field.selected(cut), rows, least, rng)
            ]
            found += _judged(own)
    return found


def _at(
    column: str,
    cut: Cut,
    selected: NDArray[np.bool_],
    rows: Mapping[str, NDArray[np.int64]],
    least: int,
    rng: np.random.Generator,
) -> list[Rate]:
    """Return the rates of a column's groups at one cut-off; verdicts are given later."""
    vacancies = selected.shape[1]
    times = {group: selected[own].sum(axis=1) for group, own in rows.items()}
    known = sum(map(len, rows.values()))
    large = [g for g, own in rows.items() if len(own) >= max(least, LEAST_SHARE * known)]
    reference = max(large, key=lambda g: (times[g].mean(), len(rows[g])), default="")
    top = float(times[reference].mean()) if reference else 0.0
    found = []
    for group, own in times.items():
        found.append(
            Rate(
                column=column,
                group=group,
                cut=cut,
                people=len(own),
                considered=len(own) * vacancies,
                selected=int(own.sum()),
                reference=reference,
                rest=None,
                ratio=float(own.mean()) / top if top else None,
                low=None,
                high=None,
                p=None,
                p_all=None,
                verdict=Verdict.REFERENCE if group in large else Verdict.SMALL,
            )
        )
        if group in large and group != reference:
            rest = np.concatenate([other for name, other in times.items() if name != group])
            low, high = _interval(own, times[reference], rng)
            found[-1] = replace(
                found[-1],
                rest=float(rest.mean()) / vacancies,
                low=low,
                high=high,
                p=_chance(own, rest, vacancies, rng),
            )
    return found


def _chance(
    own: NDArray[np.int64],
    other: NDArray[np.int64],
    vacancies: int,
    rng: np.random.Generator,
) -> float:
    """Return how likely a gap of this size or more is, were groups given to people at random.

    Of one vacancy by Fisher's exact test (two-sided). Of more by Monte Carlo over people: how often
    somebody is selected takes few values, so that a random group is a draw from the multivariate
    hypergeometric distribution, which costs the same for a hundred people and a million.
    """
    if vacancies == 1:
        table = np.array([[int(x.sum()), len(x) - int(x.sum())] for x in (own, other)])
        return float(fisher_exact(table).pvalue)
    both = np.concatenate([own, other])
    values, counts = np.unique(both, return_counts=True)
    drawn = rng.multivariate_hypergeometric(counts, len(own), size=DRAWS, method="marginals")
    sums = drawn @ values
    gaps = np.abs(sums / len(own) - (both.sum() - sums) / len(other))
    seen = abs(float(own.mean()) - float(other.mean()))
    return float(1 + np.sum(gaps >= seen - 1e-12)) / (DRAWS + 1)


def _interval(
    own: NDArray[np.int64], other: NDArray[np.int64], rng: np.random.Generator
) -> tuple[float | None, float | None]:
    """Return the 95 % percentile interval of the ratio of two rates, people resampled."""
    if not own.any() or not other.any():
        return None, None
    means = []
    for one in (own, other):
        values, counts = np.unique(one, return_counts=True)
        drawn = rng.multinomial(len(one), counts / len(one), size=DRAWS)
        means.append((drawn @ values) / len(one))
    held = means[1] > 0
    low, high = np.quantile(means[0][held] / means[1][held], [0.025, 0.975])
    return float(low), float(high)


def _judged(column: Sequence[Rate]) -> list[Rate]:
    """Return a column's rates with Holm's correction (1979) and verdicts."""
    tested = sorted((one.p, i) for i, one in enumerate(column) if one.p is not None)
    whole: dict[int, float] = {}
    largest = 0.0
    for rank, (p, i) in enumerate(tested):
        largest = max(largest, min(1.0, (len(tested) - rank) * p))
        whole[i] = largest
    return [
        replace(one, p_all=whole[i], verdict=_verdict(one, whole[i])) if i in whole else one
        for i, one in enumerate(column)
    ]


def _verdict(one: Rate, p_all: float) -> Verdict:
    if one.ratio is None or one.p is None or one.rest is None:
        return Verdict.UNDECIDED
    if one.ratio < FOUR_FIFTHS and one.p < LEVEL and one.rate < one.rest:
        return Verdict.LOWER if p_all < LEVEL else Verdict.SIGNAL
    if one.ratio >= FOUR_FIFTHS and one.low is not None and one.low >= FOUR_FIFTHS:
        return Verdict.EVEN
    return Verdict.UNDECIDED
