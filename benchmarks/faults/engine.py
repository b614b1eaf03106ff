"""How the faults open a base, and get at its index.

In:  a folder or a URL
Out: a matcher with the encoder of letters, and a cache of its rows in front
Why: what is killed here are the engine's own writers; only the encoder is another, for speed
"""

from pathlib import Path

from benchmarks.faults.letters import LetterEncoder
from matcher.engine.once import Once
from matcher.index import Index
from matcher.pipeline import Matcher
from matcher.protocols import Encoder
from matcher.vectors import CachedEncoder

_LETTERS = LetterEncoder()


def open_matcher(base: Path | str, *, create: bool = False) -> Matcher:
    """Return a matcher on this base whose rows are those of letters."""
    matcher = Matcher.open(base, create=create)
    kept = matcher._base.folder / "vectors.sqlite"
    matcher._loader.encoder = Once[Encoder](lambda: CachedEncoder(_LETTERS, kept))
    return matcher


def index_of(matcher: Matcher) -> Index:
    """Return the index of a matcher, with all that is in the database."""
    return matcher._loader.calibrated().live.current()
