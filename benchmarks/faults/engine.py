"""How the faults open a base: with the encoder of letters, and a cache of its rows in front."""

from pathlib import Path

from benchmarks.faults.letters import LetterEncoder
from matcher.pipeline import Matcher
from matcher.vectors import CachedEncoder

_LETTERS = LetterEncoder()


def open_matcher(base: Path | str, *, create: bool = False) -> Matcher:
    """Return a matcher on this base whose rows are those of letters."""
    matcher = Matcher.open(base, create=create)
    matcher._encoder = CachedEncoder(_LETTERS, matcher._base.folder / "vectors.sqlite")
    return matcher
