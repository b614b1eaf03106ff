"""What the kernels read: rows of some people, and what they are compared with.

In:  centred rows of statements and contexts, rounded to 8 bits; requirement rows with their ramps
Out: nothing; these are the records that segments hold and that kernels take
Why: one scale for all rows keeps a cosine a sum of whole numbers, the same on every processor.
     A context carries a third of the score on a steep ramp, so the first stage reads its bytes and
     the exact score their rests too: the error falls from 0.0036 to 0.0008, and the best 100 of
     100,000 hold 0.996 of those by single precision instead of 0.985
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matcher.protocols import Vectors
from matcher.records import Rung

# A statement's rung is kept as its place here, in one byte; a new one goes to the end, since
# segments on disk hold the places.
RUNGS = (*(rung for rung in Rung if rung is not Rung.TITLE), Rung.TITLE)
LIST = RUNGS.index(Rung.LIST)
_RECENT, _OLDER = RUNGS.index(Rung.RECENT_ROLE), RUNGS.index(Rung.OLDER_ROLE)
ALWAYS = np.iinfo(np.uint16).max  # in `until`: the rung does not depend on the month
OFFSET = 128  # a row's byte is rint(value * SCALE) + OFFSET, as the processor's dot product wants
SCALE = 127 / 0.30  # centred unit rows of 384 numbers seldom hold one beyond 0.3; it is cut


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of n people with t statements; person i owns statements `starts[i]` to `starts[i + 1]`.

    The people of a block are in the order of their ids. A person may have no statements.
    """

    statements: NDArray[np.uint8]  # (t, d) centred rows in bytes
    starts: NDArray[np.int64]  # (n + 1,)
    rungs: NDArray[np.uint8]  # (t,) places in RUNGS
    contexts: NDArray[np.uint8]  # (n, d) centred whole texts in bytes
    codes: NDArray[np.uint16] | None = None  # (t,) nearest centroid of the base's codebook
    context_rests: NDArray[np.int8] | None = None  # (n, d) what rounding left, in 1/256 of a step
    # (t,) the month from which a recent role is an older one; None in segments of earlier versions,
    # whose rungs are those of the month in which they were written.
    until: NDArray[np.uint16] | None = None

    def in_month(self, as_of: int) -> "Block":
        """Return the block with the rungs that its statements have in a month.

        Rows, and the arrays that they are mapped from, are shared: a new month writes nothing.
        """
        if self.until is None:
            return self
        turned = (self.rungs == _RECENT) & (self.until <= as_of)
        if not turned.any():
            return self
        return replace(self, rungs=np.where(turned, np.uint8(_OLDER), self.rungs))


@dataclass(frozen=True, slots=True)
class Query:
    """What people are compared with.

    A person's score is the sum over requirements of weight x the best, over statements, of worth x
    how far the cosine lies up the requirement's ramp; and `context_weight` x how far the context's
    cosine lies up its own. A list's worth is multiplied by
    ``list_alone + (1 - list_alone) x min(1, context ratio / list_context)``.
    """

    required: Vectors  # (r, d) centred requirement rows, of length 1
    weights: NDArray[np.float32]  # (r,) shares of the score
    foot: NDArray[np.float32]  # (r,) cosine from which a likeness counts
    top: NDArray[np.float32]  # (r,) cosine from which it counts fully, above `foot`
    worth: NDArray[np.float32]  # (len(RUNGS),) of a statement on each rung, in [0, 1]
    context: Vectors  # (d,) centred, of length 1
    context_weight: float  # share of the score
    about: tuple[float, float]  # foot and top of the context's ramp
    list_context: float = 0.0  # context ratio from which lists count fully; 0: always
    list_alone: float = 1.0  # share of its worth that a list keeps without any context
