"""Where does the time of one answer go?

In:  names of stages as they end
Out: milliseconds by the clock for each; a stage that comes again is added to
Why: `matcher match --profile` shows it. Claims about speed come from benchmarks/, in CPU time
"""

from time import perf_counter


class Stopwatch:
    """Runs from when it is made."""

    def __init__(self) -> None:
        self.ms: dict[str, float] = {}
        self._since = perf_counter()

    def lap(self, stage: str) -> None:
        """Count the time since the last lap for a stage."""
        now = perf_counter()
        self.ms[stage] = self.ms.get(stage, 0.0) + 1000 * (now - self._since)
        self._since = now
