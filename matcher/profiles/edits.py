"""A vacancy as a recruiter wants it: wishes added, requirements turned off or made to count more.

In:  Vacancy, Edits
Out: another Vacancy; numbers stay those of the text, new wishes come after them
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from matcher.errors import InvalidInput
from matcher.profiles.asked import understand_requirement
from matcher.protocols import SkillFinder
from matcher.records import Importance, Requirement, Vacancy


@dataclass(frozen=True, slots=True)
class Edits:
    """What a recruiter changes of a vacancy before people are ranked."""

    must: tuple[str, ...] = ()  # a new must-have, or the number of a requirement
    nice: tuple[str, ...] = ()
    off: tuple[int, ...] = ()
    weight: Mapping[int, float] = field(default_factory=dict)  # number -> factor of its weight


def edited(vacancy: Vacancy, edits: Edits, finder: SkillFinder) -> Vacancy:
    """Return the vacancy with a recruiter's edits.

    Raises
    ------
    InvalidInput : an edit names a requirement that is not there, or a weight that is none
    """
    asked = {r.number: r for r in vacancy.requirements}
    for importance, texts in ((Importance.MUST, edits.must), (Importance.NICE, edits.nice)):
        for text in texts:
            number = int(text) if text.isdecimal() else len(asked) + 1
            text = _numbered(asked, number).text if text.isdecimal() else text
            asked[number] = understand_requirement(text, number, importance, finder)
    for number in edits.off:
        asked[number] = replace(_numbered(asked, number), importance=Importance.OFF)
    for number, factor in edits.weight.items():
        old = _numbered(asked, number)
        if not (factor >= 0 and math.isfinite(factor)):
            raise InvalidInput(
                f"requirement {number} cannot weigh {factor:g} times as much; give a number "
                "of 0 or more, such as 2 or 0.5"
            )
        asked[number] = replace(old, weight=old.weight * factor)
    return replace(vacancy, requirements=tuple(asked[n] for n in sorted(asked)))


def _numbered(asked: Mapping[int, Requirement], number: int) -> Requirement:
    if number not in asked:
        raise InvalidInput(
            f"the vacancy has no requirement {number}; it has 1 to {max(asked)} "
            "(see: matcher inspect VACANCY)"
        )
    return asked[number]
