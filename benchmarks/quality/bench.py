"""What does a task of the quality bench get, and what does it hand back?"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]

SHARED = Path(__file__).parents[2].parent / "shared" / "data"


@dataclass(frozen=True, slots=True)
class Options:
    """How to run a task."""

    shared: Path = SHARED
    seed: int = 20_260
    model: str | None = None
    progress: bool = False
