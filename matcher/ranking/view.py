"""What strengths are read from, and what is found: shared by the rules of every kind.

In:  a candidate's statements, with their worth as evidence and their likeness to what is asked
Out: `View` and `Finding`
Why: skills are weighed by likeness and facts are not; both look at the same lines
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.ranking.chances import Chances
from matcher.records import Note, Profile, Rung, Setting, Status

Ratios = NDArray[np.float32]

ALIKE = 0.45  # likeness from which a role's line counts towards years of experience
DENIED = Note("denied")
NO_EVIDENCE = (Rung.ASPIRATION, Rung.NEGATION)


@dataclass(frozen=True, slots=True)
class View:
    """What the strengths of all requirements are read from, for one candidate."""

    profile: Profile
    rungs: Sequence[Rung]
    worth: Ratios  # (s,) of each statement as evidence, from its rung
    likeness: Ratios  # (r, s) to each requirement
    alike: Ratios  # (r, s) the same, times the statement's worth
    best: Sequence[int]  # (r,) the statement that is most so; empty where there are none
    likest: Sequence[Sequence[int]]  # (r, 2) those that are most so, in order
    any_likeness: Ratios  # (s,) to the requirement of the vacancy that it is most like
    usual: Ratios  # (s,) to the requirements of the vacancy on average
    named: Mapping[str, Sequence[int]]  # concept -> statements that name it, whatever polarity
    as_of: int  # month
    context: float = 0.0  # of the whole CV to the work
    work: Setting = Setting.ROLE  # whose periods are years of experience


@dataclass(frozen=True, slots=True)
class Finding:
    """How strongly a requirement is shown, and by what."""

    strength: float  # in [0, 1]
    status: Status
    statement: int | None = None
    note: Note | None = None
    likeness: float = 0.0  # the signs that chances are read from: see `Signs`
    named: float = 0.0
    level: float = 0.0
    chances: Chances | None = None
    fact: bool = False  # decided by what is named and dated; no chance moves its status
