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
_LANGUAGES = (("en", "English"), ("nl", "Dutch"))


def _stress(code: str, language: str) -> tuple[Target, ...]:
    hard, stuffed = f"hard-{code}", f"stuffed-{code}"
    return (
        Target(f"{_HARD}, {language}", "title_stress", hard, "gem above", 0.99),
        Target("the same", "title_stress", hard, "gem first", 0.95),
        Target("the same", "title_stress", hard, "impostor in top 5", 0.03, more=False),
        Target("the same", "title_stress", hard, "moved by title", 0, more=False),
        Target("the same", "title_stress", hard, "moved by identity", 0, more=False),
        Target(f"stuffed impostor, {language}", "title_stress", stuffed, "stuffed above gem",
               0.01, more=False),
    )  # fmt: skip


TARGETS = (
    Target("CVs of the sample", "ranking", "sample", "map"),
    Target("472 CVs, 10 vacancies", "ranking", "ranking_dev", "map", 0.885),
    Target("the same", "ranking", "ranking_dev", "map@50", 0.78),
    *(target for code, language in _LANGUAGES for target in _stress(code, language)),
    Target("must, nice or task, kept-out lines", "importance", "test", "macro-f1", 0.90),
    *(
        Target(f"shown, wished for or denied, {language}", "polarity", f"test, {code}",
               "macro-f1", 0.95)
        for code, language in _LANGUAGES
    ),
    Target("sentence -> ESCO skill, TECH", "skill_linking", "tech", "rp@5", 0.60),
    Target("sentence -> ESCO skill, HOUSE", "skill_linking", "house", "rp@5", 0.52),
    Target("Dutch skill -> English", "cross_lingual", "nl -> en", "r@1", 0.85,
           system="concept rows"),
    *(
        Target(f"title -> titles, {code}", "title_linking", code, "map", bound, system="fused")
        for code, bound in (("en", 0.408), ("es", 0.348), ("de", 0.324))
    ),
    Target("a row's chance of being shown", "calibration", "shown", "ece", 0.05, more=False),
    Target("a row's chance of being met", "calibration", "met", "ece", 0.05, more=False),
)  # fmt: skip
