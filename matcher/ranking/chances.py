"""How likely is it that somebody who reads the CV would call a requirement shown, or met?

In:  the signs of one row: how like the best line is, whether it names what is asked, how like the
     whole CV is, how far a level reaches
Out: two probabilities; `Status` is what they say, and "unclear" where neither answer is certain
Why: a strength of 0.4 means something else for a tool than for a behaviour. Logistic curves
     (Platt 1999) fitted on requirements judged one by one turn strengths into chances that hold;
     isotonic curves need more judgements than there are. The context of the CV belongs in a
     chance ("Rust" in a programmer's CV and in a welder's), never in a row's points: those are
     earned by a line

The curves stand in `fitted.json`, with what they were fitted on (matcher/tuning/curves.py).
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from matcher.errors import InvalidInput
from matcher.records import Kind

SHIPPED = Path(__file__).with_name("fitted.json")
_LARGEST = 100.0  # log odds; e^100 is certainty

_MIDDLE = 0.5  # the context at which points are earned
_BY_KIND = {
    Kind.TOOL: "tool",
    Kind.CERTIFICATE: "certificate",
    Kind.SOFT: "behaviour",
    Kind.LANGUAGE: "language",
    Kind.EDUCATION: "education",
}


@dataclass(frozen=True, slots=True)
class Signs:
    """What the chances of a row are read from; ratios in [0, 1]."""

    group: str  # see `group_of`
    likeness: float  # of the likest line, times its worth as evidence
    named: float  # share of the asked skills that lines name, times their worth
    context: float  # of the whole CV to the work
    level: float = 0.0  # years, language or education reached, of what is asked


@dataclass(frozen=True, slots=True)
class Chances:
    """Probabilities that the CV shows at least a part, and that it shows all; met <= shown."""

    shown: float
    met: float


@dataclass(frozen=True, slots=True)
class Curve:
    """Log odds of one event: the bias of a group, and what each sign adds there."""

    bias: float
    likeness: float = 0.0
    named: float = 0.0
    context: float = 0.0
    level: float = 0.0

    def at(self, signs: Signs) -> float:
        """Return the probability."""
        return self.of(signs.likeness, signs.named, signs.context, signs.level)

    def of(self, likeness: float, named: float, context: float, level: float = 0.0) -> float:
        """Return the probability for these signs."""
        odds = (
            self.bias
            + self.likeness * likeness
            + self.named * named
            + self.context * context
            + self.level * level
        )
        return 1.0 / (1.0 + math.exp(-odds))


@dataclass(frozen=True, slots=True)
class Curves:
    """The two curves of every group of requirements."""

    shown: Mapping[str, Curve]
    met: Mapping[str, Curve]
    encoder: str | None = None  # whose likenesses they were fitted on, where that is known
    _ends: dict[str, tuple[float, float] | None] = field(  # of each group, once worked out
        default_factory=dict, init=False, repr=False, compare=False
    )

    def chances(self, signs: Signs) -> Chances | None:
        """Return the chances of one row; None for a group that had no judgements."""
        if signs.group not in self.shown or signs.group not in self.met:
            return None
        shown = self.shown[signs.group].at(signs)
        return Chances(shown, min(shown, self.met[signs.group].at(signs)))

    def strength(self, group: str, likeness: float, named: float) -> float | None:
        """Return what a line earns in [0, 1]: the chance that it adds, of what a perfect one adds.

        Something met counts 1, something shown in part a half. The context is held at the middle,
        since points are earned by lines; it has a row of its own. None for an unknown group.
        """
        if group not in self._ends:
            self._ends[group] = self._credits(group)
        ends = self._ends[group]
        if ends is None:
            return None
        nothing, perfect = ends
        return max(0.0, (self._credit(group, likeness, named) - nothing) / (perfect - nothing))

    def _credits(self, group: str) -> tuple[float, float] | None:
        """Return what nothing and a perfect line earn; None where there is no telling."""
        if group not in self.shown or group not in self.met:
            return None
        nothing, perfect = (self._credit(group, both, both) for both in (0.0, 1.0))
        return (nothing, perfect) if perfect > nothing else None

    def _credit(self, group: str, likeness: float, named: float) -> float:
        shown = self.shown[group].of(likeness, named, _MIDDLE)
        return (shown + min(shown, self.met[group].of(likeness, named, _MIDDLE))) / 2


def group_of(kind: Kind, *, named: bool, years: bool) -> str:
    """Return the group of a requirement: its kind, and whether the vocabulary knows its skills."""
    if years:
        return "years"
    group = _BY_KIND.get(kind, "work")
    return f"{group} by name" if named and group in ("work", "certificate", "behaviour") else group


def curves_to_json(curves: Curves, about: Mapping[str, Any]) -> str:
    """Return curves as readable JSON, after what they were fitted on."""
    events = {
        event: {
            group: {name: round(getattr(curve, name), 4) for name in Curve.__slots__}
            for group, curve in sorted(found.items())
        }
        for event, found in (("shown", curves.shown), ("met", curves.met))
    }
    return json.dumps({"about": dict(about), **events}, ensure_ascii=False, indent=1) + "\n"


def read_curves(path: Path) -> Curves:
    """Return the curves in a file that `matcher tune` wrote.

    Raises
    ------
    InvalidInput : there is no such file, or it holds something else
    """
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))
        shown, met = (
            {group: _curve(numbers) for group, numbers in cells[event].items()}
            for event in ("shown", "met")
        )
        encoder = cells.get("about", {}).get("encoder")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidInput(
            f"{path} cannot be read as curves ({error}); name a file that `matcher tune` wrote"
        ) from error
    return Curves(shown, met, encoder)


def _curve(numbers: Mapping[str, float]) -> Curve:
    """Return a curve; a number that no fit writes is an error in the file."""
    curve = Curve(**{name: float(number) for name, number in numbers.items()})
    for name in Curve.__slots__:
        number, least = getattr(curve, name), -_LARGEST if name == "bias" else 0.0
        if not least <= number <= _LARGEST:
            raise ValueError(f"{name} is {number}, not from {least:g} to {_LARGEST:g}")
    return curve


@cache
def shipped_curves() -> Curves:
    """Return the curves that come with the program, fitted on the sample's judgements."""
    return read_curves(SHIPPED)
