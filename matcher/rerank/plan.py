"""What a job is: whom it asks, of which base, and how; kept beside its finished blocks.

In:  the vacancies and settings of a command
Out: the same from disk; or the differences between a job that was begun and this command
Why: a rerun must continue the work that was begun or say that it is other work. New or changed
     people do not make it other work: finished blocks are brought up to date (see blocks.py)
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from matcher.codec import from_json, to_json
from matcher.errors import InvalidInput
from matcher.records import Vacancy
from matcher.rerank import parts
from matcher.rerank.blocks import How
from matcher.rerank.vacancies import Asked

_FORMAT = 1
CHANGED = "the base, its calibration or month, the weights, the curves or the encoder have changed"


@dataclass(frozen=True, slots=True)
class Plan:
    """A job."""

    asked: tuple[Asked, ...]
    how: How
    fingerprint: str  # of the engine: base, calibration, month, weights, curves, encoder
    block: int  # vacancies worked out together
    since: int | None = None  # of a job that began with an earlier result
    program: str = field(default_factory=lambda: version("skills-matcher"))

    def blocks(self) -> list[tuple[Asked, ...]]:
        """Return the vacancies in the blocks in which they are worked out."""
        size = self.block
        return [self.asked[first : first + size] for first in range(0, len(self.asked), size)]

    def inputs(self) -> dict[str, Any]:
        """Return all that the result depends on, as plain values."""
        return {
            "format": _FORMAT,
            "program": self.program,
            "vacancies": [list(one.key) for one in self.asked],
            "fingerprint": self.fingerprint,
            "block": self.block,
            "since": self.since,
            **asdict(self.how),
            "where": list(self.how.where),
        }

    def digest(self) -> str:
        """Return the SHA-256 of its inputs."""
        return hashlib.sha256(json.dumps(self.inputs(), sort_keys=True).encode()).hexdigest()

    def write(self, folder: Path) -> None:
        """Keep it; what counts as begun is a folder with a plan, so it is written last."""
        texts = [to_json(one.vacancy) for one in self.asked]
        parts.write(folder / parts.VACANCIES, parts.sealed({"vacancies": texts}))
        parts.write(folder / parts.PLAN, parts.sealed(self.inputs()))


def read(folder: Path) -> Plan | None:
    """Return the job that was begun in this folder; None where it cannot be told."""
    plan, kept = parts.opened(folder / parts.PLAN), parts.opened(folder / parts.VACANCIES)
    if plan is None or kept is None or plan[0]["format"] != _FORMAT:
        return None
    inputs, texts = plan[0], kept[0]["vacancies"]
    keys = inputs["vacancies"]
    asked = tuple(
        Asked(from_json(Vacancy, text), digest)
        for text, (_, digest) in zip(texts, keys, strict=True)
    )
    how = How(inputs["top"], tuple(inputs["where"]), inputs["explain"])
    return Plan(
        asked, how, inputs["fingerprint"], inputs["block"], inputs["since"], inputs["program"]
    )


def check_same(begun: Plan, asked: Plan, out: Path) -> None:
    """Raise InvalidInput, saying what differs, unless both are the same job."""
    before, now = begun.inputs(), asked.inputs()
    differs = [
        _words(name, before[name], now[name]) for name in now if before.get(name) != now[name]
    ]
    if differs:
        raise InvalidInput(
            f"{parts.folder_of(out)} holds the finished blocks of another job: "
            f"{'; '.join(differs)}. Give the same command again to finish that one, or begin anew "
            "with --restart"
        )


def _words(name: str, before: Any, now: Any) -> str:
    if name == "vacancies":
        return f"its vacancies are others ({_compared(before, now)})"
    if name == "fingerprint":
        return CHANGED
    return f"{name} was {before!r} and is now {now!r}"


def _compared(before: Sequence[Sequence[str]], now: Sequence[Sequence[str]]) -> str:
    old, new = {key[0]: key[1] for key in before}, {key[0]: key[1] for key in now}
    changed = sum(id_ in old and old[id_] != digest for id_, digest in new.items())
    return (
        f"{len(new.keys() - old.keys())} new, {len(old.keys() - new.keys())} gone, "
        f"{changed} changed, of {len(new)}"
    )
