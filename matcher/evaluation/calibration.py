"""Does a stated certainty come true as often as it says?

In:  probabilities, and whether each came true
Out: the rows of a reliability curve, and the expected calibration error
Why: "met" is worth something only where eight of ten rows said to be met with 0.8 are met; a
     ranking measure does not see that
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matcher.errors import InvalidInput
from matcher.evaluation.measures import Figure

_RESAMPLES = 10_000
_SEED = 20_260


@dataclass(frozen=True, slots=True)
class Bin:
    """What was said, and what came true, in one bin of a reliability curve."""

    low: float  # exclusive, except in the first bin
    high: float  # inclusive
    count: int
    said: float  # mean probability
    came_true: float  # share of outcomes that are true


def reliability(
    probabilities: Sequence[float], outcomes: Sequence[bool], *, bins: int = 10
) -> list[Bin]:
    """Return the bins of equal width that hold something, lowest first.

    Parameters
    ----------
    probabilities : (n,) in [0, 1]
    outcomes      : (n,) whether each came true
    bins          : how many intervals (low, high] divide [0, 1]; 0 itself falls in the first

    Raises
    ------
    InvalidInput : the lengths differ, nothing came, a probability is outside [0, 1] or no number,
        or `bins` is below 1
    """
    said, true = np.asarray(probabilities, dtype=np.float64), np.asarray(outcomes, dtype=np.bool_)
    if said.shape != true.shape or said.ndim != 1 or not said.size:
        raise InvalidInput(
            f"{said.size} probabilities and {true.size} outcomes came; give one outcome for each, "
            "and at least one"
        )
    if bins < 1 or not bool(np.all((said >= 0) & (said <= 1))):
        raise InvalidInput("probabilities must lie in [0, 1], and there must be at least one bin")
    edges = np.linspace(0.0, 1.0, bins + 1)
    place = np.searchsorted(edges[1:-1], said, side="left")
    return [
        Bin(
            low=float(edges[n]),
            high=float(edges[n + 1]),
            count=int(mine.sum()),
            said=float(said[mine].mean()),
            came_true=float(true[mine].mean()),
        )
        for n in range(bins)
        if (mine := place == n).any()
    ]


def ece(probabilities: Sequence[float], outcomes: Sequence[bool], *, bins: int = 10) -> float:
    """Return the expected calibration error: the mean gap of the bins, weighted by their counts.

    Parameters, Raises
    ------------------
    see `reliability`

    Returns
    -------
    float in [0, 1] : 0 where in every bin what was said came true as often as said

    Source: Naeini, Cooper and Hauskrecht (AAAI 2015), with bins of equal width as in Guo, Pleiss,
    Sun and Weinberger (ICML 2017), equation 3.
    """
    curve = reliability(probabilities, outcomes, bins=bins)
    total = sum(one.count for one in curve)
    return sum(one.count / total * abs(one.came_true - one.said) for one in curve)


def ece_figure(
    probabilities: Sequence[float],
    outcomes: Sequence[bool],
    clusters: Sequence[str],
    *,
    bins: int = 10,
) -> Figure:
    """Return the expected calibration error with a 95 % interval over clusters.

    Parameters
    ----------
    probabilities, outcomes, bins : as in `reliability`
    clusters : (n,) what each belongs to (its vacancy): clusters are drawn whole, since the rows of
        one vacancy err together

    Returns
    -------
    Figure : of all rows together; `per_query` is each cluster's own error. A resample's error is
        larger than the whole's by chance alone (a gap of a bin is never below 0), so that the
        interval leans upward and can lie above the mean

    Source: percentile bootstrap (Efron 1979), 10,000 resamples, fixed seed.
    """
    whole = ece(probabilities, outcomes, bins=bins)
    names = sorted(set(clusters))
    said, true = np.asarray(probabilities, dtype=np.float64), np.asarray(outcomes, dtype=np.float64)
    place = np.searchsorted(np.linspace(0.0, 1.0, bins + 1)[1:-1], said, side="left")
    of = np.array([names.index(one) for one in clusters])
    gaps, counts = np.zeros((len(names), bins)), np.zeros(len(names))
    np.add.at(gaps, (of, place), true - said)
    np.add.at(counts, of, 1)
    random = np.random.default_rng(_SEED)
    drawn = random.multinomial(len(names), np.full(len(names), 1 / len(names)), size=_RESAMPLES)
    errors = np.abs(drawn @ gaps).sum(axis=1) / (drawn @ counts)
    low, high = np.quantile(errors, (0.025, 0.975))
    own = np.abs(gaps).sum(axis=1) / counts
    return Figure(whole, float(low), float(high), dict(zip(names, own.tolist(), strict=True)))
