"""An engine that matches people to work: by skills and context, never by job title."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matcher.pipeline import Edits, Matcher

__all__ = ["Edits", "Matcher"]


def __getattr__(name: str) -> Any:
    """Load the pipeline when it is first asked for: importing the package loads nothing."""
    if name in __all__:
        from matcher import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
