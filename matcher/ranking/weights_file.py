"""Weights of one's own, in a file: what engine, command line and service load by its path.

In:  weights with their factors, and what is known of them; or such a file
Out: readable JSON of a stated version; or the weights, the shipped numbers for what it does not say
Why: the result of an analyst's work must reach the service unchanged. The numbers are written as
     Python prints them, so that reading gives the same bits and a ranking the same bytes. A number
     outside its range is an error of the file, not clipped: points would come out of nothing
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from matcher.errors import InvalidInput
from matcher.ranking.weights import NO_LINE, Factors, Weights
from matcher.records import Importance, Kind, Rung

FORMAT = "matcher weights"
VERSION = 1
FACTOR = (0.05, 20.0)  # of a row's weight
CONTEXT = (0.0, 0.95)  # share of the score
CREDITED = (*(str(r) for r in Rung if r not in (Rung.ASPIRATION, Rung.NEGATION)), NO_LINE)
_Key = TypeVar("_Key")
_PARTS = ("context", "importance", "kinds", "credit")


@dataclass(frozen=True, slots=True)
class WeightsFile:
    """The content of a file of weights."""

    weights: Weights
    about: Mapping[str, Any] = field(default_factory=dict)  # provenance and what was measured


def weights_to_json(weights: Weights, about: Mapping[str, Any]) -> str:
    """Return the file of weights; only the context's share and the factors are in it.

    Parameters
    ----------
    weights : whose `context` and `factors` are written
    about : where they come from, as JSON holds it: data, program, encoder, what was measured
    """
    factors = weights.factors or Factors()
    content = {
        "format": FORMAT,
        "version": VERSION,
        "weights": {
            "context": weights.context,
            "importance": {str(k): v for k, v in factors.importance.items()},
            "kinds": {str(k): v for k, v in factors.kinds.items()},
            "credit": dict(factors.credit),
        },
        "about": dict(about),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def read_weights(path: Path | str) -> WeightsFile:
    """Return the weights in a file.

    Raises
    ------
    InvalidInput : there is no such file, it is of a later version, or a number is not one of ours
    """
    path = Path(path)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content.get("format") != FORMAT:
            raise ValueError(f'its "format" is not "{FORMAT}"')
        if content.get("version") != VERSION:
            raise ValueError(f"its version is {content.get('version')}, and {VERSION} is read here")
        return WeightsFile(_weights(content["weights"]), dict(content.get("about", {})))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidInput(
            f"{path} cannot be read as weights ({error}); name a file that `matcher weights tune` "
            "or `matcher.weighing` wrote"
        ) from error


def _weights(cells: Mapping[str, Any]) -> Weights:
    unknown = set(cells) - set(_PARTS)
    if unknown:
        raise ValueError(f"{min(unknown)!r} is none of {', '.join(_PARTS)}")
    importances = {str(one): one for one in (Importance.MUST, Importance.NICE, Importance.TASK)}
    kinds = {str(one): one for one in Kind if one is not Kind.TERMS}
    factors = Factors(
        importance=_numbers(cells, "importance", importances, FACTOR),
        kinds=_numbers(cells, "kinds", kinds, FACTOR),
        credit=_numbers(cells, "credit", {name: name for name in CREDITED}, (0.0, 1.0)),
    )
    shipped = Weights()
    context = _number("context", cells.get("context", shipped.context), CONTEXT)
    told = any((factors.importance, factors.kinds, factors.credit))
    return replace(shipped, context=context, factors=factors if told else None)


def _numbers(
    cells: Mapping[str, Any], part: str, keys: Mapping[str, _Key], ends: tuple[float, float]
) -> dict[_Key, float]:
    """Return the numbers of a part in the order of `keys`, whatever that of the file."""
    said = cells.get(part, {})
    if unknown := set(said) - set(keys):
        raise ValueError(f"{part}: {min(unknown)!r} is none of {', '.join(keys)}")
    return {
        key: _number(f"{part}: {name}", said[name], ends)
        for name, key in keys.items()
        if name in said
    }


def _number(name: str, value: Any, ends: tuple[float, float]) -> float:
    number = float(value)
    if isinstance(value, bool) or not math.isfinite(number) or not ends[0] <= number <= ends[1]:
        raise ValueError(f"{name} is {value}, not from {ends[0]:g} to {ends[1]:g}")
    return number
