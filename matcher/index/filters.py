"""Who may be on the list at all?

In:  conditions such as "city=Utrecht", "education>=hbo", "years>=5", "language=german"
Out: whether a candidate passes; all conditions must hold
Why: filters come before ranking, so that the best of those who pass are found, and never drop
     anybody for what the CV does not say unless the recruiter asked for that very thing
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from matcher.calendar import months_covered
from matcher.errors import InvalidInput
from matcher.records import EDUCATION_SCALE, Candidate

FIELDS = ("city", "education", "language", "years", "id", "source")
_FORM = re.compile(r"\s*(\w+)\s*(>=|!=|=)\s*(.+?)\s*$")


@dataclass(frozen=True, slots=True)
class Condition:
    """One field, one comparison, one or more values of which any will do."""

    field: str
    comparison: str  # "=" | "!=" | ">="
    values: tuple[str, ...]


def conditions(texts: Sequence[str]) -> tuple[Condition, ...]:
    """Read conditions such as ``city=Utrecht|Amersfoort`` or ``education>=hbo``.

    Raises
    ------
    InvalidInput : the text is no condition, names an unknown field, or compares what has no order
    """
    return tuple(_condition(text) for text in texts)


def passes(candidate: Candidate, wanted: Sequence[Condition], *, as_of: int) -> bool:
    """Return whether a candidate meets all conditions."""
    return all(_meets(candidate, condition, as_of) for condition in wanted)


def _condition(text: str) -> Condition:
    form = _FORM.match(text)
    if form is None:
        raise InvalidInput(f"{text!r} is no condition; write for example city=Utrecht")
    name, comparison, value = form[1].lower(), form[2], form[3]
    if name not in FIELDS:
        raise InvalidInput(f"no field {name!r} to filter on; choose one of {', '.join(FIELDS)}")
    if comparison == ">=" and name not in ("education", "years"):
        raise InvalidInput(f"{name} has no order, so {text!r} cannot be tested; use = or !=")
    values = tuple(part.strip().casefold() for part in value.split("|"))
    if name == "years" and not all(re.fullmatch(r"\d+(\.\d+)?", part) for part in values):
        raise InvalidInput(f"{text!r}: years is a number, for example years>=5")
    if name == "education" and not all(part in EDUCATION_SCALE for part in values):
        raise InvalidInput(f"{text!r}: education is one of {', '.join(EDUCATION_SCALE)}")
    return Condition(name, comparison, values)


def _meets(candidate: Candidate, condition: Condition, as_of: int) -> bool:
    if condition.comparison == ">=":
        return any(_reaches(candidate, condition.field, value, as_of) for value in condition.values)
    found = _values(candidate, condition.field, as_of)
    return bool(found & set(condition.values)) == (condition.comparison == "=")


def _reaches(candidate: Candidate, name: str, value: str, as_of: int) -> bool:
    if name == "years":
        return months_covered(candidate.profile.roles, as_of) >= 12 * float(value)
    shown = candidate.profile.education
    return shown is not None and EDUCATION_SCALE.index(shown[0]) >= EDUCATION_SCALE.index(value)


def _values(candidate: Candidate, name: str, as_of: int) -> set[str]:
    profile = candidate.profile
    match name:
        case "city":
            return {(candidate.city or "").casefold()}
        case "language":
            return {skill.language.casefold() for skill in profile.languages}
        case "education":
            return {profile.education[0]} if profile.education else set()
        case "years":
            return {str(months_covered(profile.roles, as_of) // 12)}
        case "id":
            return {candidate.id.casefold()}
        case _:
            return {candidate.source.casefold()}
