"""How much more alike than ordinary work are a requirement and a statement?

In:  cosines of requirements to a background of ordinary statements, and to a candidate's
Out: ratios in [0, 1]: 0 up to the level that the background reaches, 1 at `full`
Why: "good communication" is near to half of all lines ever written, "dbt" to hardly any; the same
     cosine means something else for each. The background's high quantile says what is ordinary.
"""

import numpy as np
from numpy.typing import NDArray

Similarities = NDArray[np.float32]  # (r, s) cosines
Floors = NDArray[np.float32]  # (r,)


def floors(background: Similarities, quantile: float) -> Floors:
    """Return, for each requirement, the cosine that `quantile` of the background stays below.

    Parameters
    ----------
    background : (r, b) cosines of requirements and ordinary statements; b may be 0
    quantile : in [0, 1]

    Returns
    -------
    (r,) cosines; 0 where there is no background
    """
    if background.shape[1] == 0:
        return np.zeros(len(background), dtype=np.float32)
    floor: Floors = np.asarray(
        np.quantile(background, quantile, axis=1, method="lower"), dtype=np.float32
    )
    return floor


def above(similarities: Similarities, floor: Floors, full: float) -> Similarities:
    """Return how far each cosine lies between its requirement's floor and `full`, in [0, 1]."""
    room = np.maximum(full - floor, 0.05)[:, None]  # a floor near `full` must not divide by 0
    ratio: Similarities = np.clip((similarities - floor[:, None]) / room, 0.0, 1.0).astype(
        np.float32
    )
    return ratio
