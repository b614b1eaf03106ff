"""How a match searches, as one record.

Why: filters, sizes and ways of searching go from the door to the index through a dozen functions
     that do nothing with them; one record goes through as one argument
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from matcher.index import Where, parse_where

_POOL = 400  # most people who get a full ledger


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """What is asked of a search beside the vacancy."""

    top: int | None = 10  # most people returned; None returns everybody
    where: Where = field(default_factory=lambda: parse_where(()))  # who may be proposed
    way: str | None = None  # how the index is searched, see `index.plan`; None lets it choose
    kernel: str | None = None

    @classmethod
    def of(
        cls,
        *,
        top: int | None = 10,
        where: Where | str | Sequence[str] = (),
        way: str | None = None,
        kernel: str | None = None,
    ) -> "SearchOptions":
        """Return options whose filters may be texts; InvalidInput where one is not understood."""
        parsed = where if isinstance(where, Where) else parse_where(where)
        return cls(top, parsed, way, kernel)

    @property
    def size(self) -> int | None:
        """Most people whom the index proposes, who get a full ledger; None is everybody."""
        return None if self.top is None else max(self.top, _POOL)
