"""What a filter says, as records.

In:  nothing
Out: `Term`: a test of one field, a radius, whether something is told; and, or, not of such terms
Why: its text comes back from the records, so that the same filter is always written the same way
"""

import re
from dataclasses import dataclass
from typing import TypeAlias

PLAIN = re.compile(r"[^\s()|,=<>!\"“”≥≤≠]+")
_KEYWORDS = (
    "and or not en of niet in within binnen is has heeft unknown onbekend known bekend by per "
    "km van"
)
KEYWORDS = frozenset(_KEYWORDS.split())


@dataclass(frozen=True, slots=True)
class Value:
    """What a field is compared with.

    `low` to `high` is the stretch it stands for: "2027-03" is all days of March, "mbo" all its
    levels. With `ago` it is the month so many before the one that is asked about.
    """

    text: str
    low: float = 0
    high: float = 0
    ago: int | None = None

    def __str__(self) -> str:
        """Return it as it is written; in quotes where it must be."""
        if PLAIN.fullmatch(self.text) and self.text.casefold() not in KEYWORDS:
            return self.text
        return '"' + self.text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@dataclass(frozen=True, slots=True)
class Test:
    """A comparison with one or more values, of which any will do."""

    field: str  # of fields.NAMES, or a language
    comparison: str  # "=" | ">=" | "<=" | ">" | "<"
    values: tuple[Value, ...]

    def __str__(self) -> str:
        """Return it as it is written."""
        if self.comparison == "=" and len(self.values) > 1:
            return f"{self.field} in ({', '.join(map(str, self.values))})"
        return f"{self.field} {self.comparison} {' | '.join(map(str, self.values))}"


@dataclass(frozen=True, slots=True)
class Near:
    """Whether somebody lives within a distance of a town."""

    km: float
    town: Value
    country: str | None = None

    def __str__(self) -> str:
        """Return it as it is written."""
        country = f", {self.country}" if self.country else ""
        return f"city within {self.km:g} km of {self.town}{country}"


@dataclass(frozen=True, slots=True)
class Unknown:
    """Whether nobody told; this itself is always known."""

    field: str

    def __str__(self) -> str:
        """Return it as it is written."""
        return f"{self.field} is unknown"


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a term; of what is not known, that is not known either."""

    term: "Term"

    def __str__(self) -> str:
        """Return it as it is written."""
        return f"not {_within(self.term, (And, Or))}"


@dataclass(frozen=True, slots=True)
class And:
    """All of the terms hold."""

    terms: tuple["Term", ...]

    def __str__(self) -> str:
        """Return it as it is written."""
        return " and ".join(_within(term, (And, Or)) for term in self.terms)


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of the terms holds."""

    terms: tuple["Term", ...]

    def __str__(self) -> str:
        """Return it as it is written."""
        return " or ".join(_within(term, (Or,)) for term in self.terms)


Term: TypeAlias = Test | Near | Unknown | Not | And | Or


def _within(term: Term, bracketed: tuple[type, ...]) -> str:
    return f"({term})" if isinstance(term, bracketed) else str(term)
