"""How much more alike than ordinary work are a requirement and a statement?

In:  cosines of requirements to a background of ordinary statements, and to a candidate's
Out: ratios in [0, 1]: 0 up to the foot of a requirement's ramp, 1 from its top
Why: "good communication" is near to half of all lines ever written, "dbt" to hardly any; the same
     cosine means something else for each. Mean and spread of the background say what is ordinary.
     A ramp from 1 to 7 deviations above the mean gave a MAP of 0.816 on ranking_dev and 0.918 on
     the sample for requirements alone; counting only above the background's 0.99 quantile gave
     0.808 and 0.876, since a hidden gem's own words often lie just below it
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Similarities = NDArray[np.float32]  # (r, s) cosines
_LEAST_ROOM = 0.05  # a background without any spread must not divide by 0


class Ramp(NamedTuple):
    """The cosines at which a likeness begins to count, and counts fully, for each requirement."""

    foot: NDArray[np.float32]  # (r,)
    top: NDArray[np.float32]  # (r,)


def ramp(background: Similarities, low: float, high: float) -> Ramp:
    """Return where likeness begins and is full: `low` and `high` deviations above the mean.

    Parameters
    ----------
    background : (r, b) cosines of requirements and ordinary statements; b may be 0
    low, high : standard deviations of a requirement's row, low < high

    Returns
    -------
    Ramp : 0 and 1 where there is no background
    """
    if background.shape[1] == 0:
        return Ramp(*(np.full(len(background), edge, dtype=np.float32) for edge in (0.0, 1.0)))
    mean, spread = background.mean(axis=1), background.std(axis=1)
    foot = (mean + low * spread).astype(np.float32)
    top = (mean + high * spread).astype(np.float32)
    return Ramp(foot, np.maximum(top, foot + np.float32(_LEAST_ROOM)))


def above(similarities: Similarities, on: Ramp) -> Similarities:
    """Return how far up its requirement's ramp each cosine lies, in [0, 1]."""
    ratio = similarities - on.foot[:, None]
    ratio /= (on.top - on.foot)[:, None]
    np.maximum(ratio, 0.0, out=ratio)  # `clip` takes twice as long on so few
    np.minimum(ratio, 1.0, out=ratio)
    return ratio.astype(np.float32, copy=False)
