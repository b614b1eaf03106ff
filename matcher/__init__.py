"""An engine that matches people to work: by skills and context, never by job title."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matcher.pipeline import Matcher
    from matcher.profiles import Edits

__all__ = ["Edits", "Matcher"]


def __getattr__(name: str) -> Any:
    """Load the pipeline when it is first asked for: importing the package loads nothing."""
    if name == "Matcher":
        from matcher.pipeline import Matcher

        return Matcher
    if name == "Edits":
        from matcher.profiles import Edits

        return Edits
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
