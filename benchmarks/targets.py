"""What is the engine meant to reach, task by task? The lines of the README's table of quality."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """One figure that was aimed at before it was measured."""

    question: str  # as the README words it
    task: str
    set: str
    measure: str
    bound: float | None = None  # None: no figure was set, beating the rivals was
    more: bool = True  # whether more is better
    system: str = "matcher"

    @property
    def told(self) -> str:
        """Return the bound in words."""
        if self.bound is None:
            return "above the rivals"
        return f"{'≥' if self.more else '≤'} {self.bound:g}"


_HARD = "hidden gem against title impostor, hard"

TARGETS = (
    Target("CVs of the sample", "ranking", "sample", "map"),
    Target("472 CVs, 10 vacancies", "ranking", "ranking_dev", "map", 0.885),
    Target("the same", "ranking", "ranking_dev", "map@50", 0.78),
    *(
        target
        for code, language in (("en", "English"), ("nl", "Dutch"))
        for target in (
            Target(f"{_HARD}, {language}", "title_stress", f"hard-{code}", "gem above", 0.99),
            Target("the same", "title_stress", f"hard-{code}", "gem first", 0.95),
            Target("the same", "title_stress", f"hard-{code}", "impostor in top 5", 0.03, False),
            Target("the same", "title_stress", f"hard-{code}", "moved by title", 0, False),
        )
    ),
)
