"""What is the ranking core meant to reach? Ratios, each from rows of one run."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.rows import Row

_100K, _1M = 100_000, 1_000_000
_GB = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure, how it is told, and the row that it comes from."""

    figure: float
    told: str
    row: Row


@dataclass(frozen=True, slots=True)
class Target:
    """One figure that was aimed at before it was measured."""

    question: str
    bound: float
    measured: Callable[[Sequence[Row]], Measured | None]  # None: there is no such row
    more: bool = False  # whether more is better
    unit: str = ""

    @property
    def told(self) -> str:
        """Return the bound in words."""
        return f"{'≥' if self.more else '≤'} {self.bound:g}{self.unit}"

    def holds(self, figure: float) -> bool:
        """Return whether the figure is within the bound."""
        return figure >= self.bound if self.more else figure <= self.bound


def newest(rows: Sequence[Row], **wanted: object) -> list[Row]:
    """Return the rows with these figures that come from the newest run that has any."""
    fitting = [row for row in rows if all(row.get(k) == v for k, v in wanted.items())]
    return [row for row in fitting if _run(row) == _run(fitting[-1])]


def _run(row: Row) -> tuple[str, ...]:
    return row["date"], row["commit"], row["data"], row["machine"], str(row.get("seed"))


def _figure(
    name: str,
    form: str,
    *,
    figure: Callable[[list[float]], float] = lambda found: found[-1],
    change: Callable[[float], float] = lambda value: value,
    **wanted: object,
) -> Callable[[Sequence[Row]], Measured | None]:
    """Return what finds a figure in the newest rows that fit; `figure` takes one of several."""

    def measured(rows: Sequence[Row]) -> Measured | None:
        some = [row for row in newest(rows, **wanted) if name in row]
        if not some:
            return None
        found = figure([change(row[name]) for row in some])
        return Measured(found, format(found, form), some[-1])

    return measured


def _times(value: float) -> float:
    return 1 / value


_CODES: dict[str, object] = {"question": "search", "system": "matcher, codes first"}
_FILTERS: dict[str, object] = {"question": "filters", "system": "matcher"}
_AT = "100,000 people"

TARGETS = (
    Target(
        f"{_AT}: exact scan, × reading the same bytes",
        3,
        _figure("to_limit", ".2f", question="search", system="matcher, exact", people=_100K),
    ),
    Target(
        "codes first, times as fast as numpy (one product)",
        80,
        _figure("to_product", ".0f", change=_times, people=_100K, **_CODES),
        more=True,
    ),
    Target(
        "the same, as numpy (a loop over people)",
        80,
        _figure("to_loop", ".0f", change=_times, people=_100K, **_CODES),
        more=True,
    ),
    Target(
        "the same, recall@100",
        0.99,
        _figure("recall@100", ".4f", people=_100K, **_CODES),
        more=True,
    ),
    Target(
        "the same, share of the best exact rival's time",
        0.333,
        _figure("to_best_exact_rival", ".3f", people=_100K, **_CODES),
    ),
    Target(
        "1,000,000 people: recall@100",
        0.985,
        _figure("recall@100", ".4f", people=_1M, **_CODES),
        more=True,
    ),
    Target(
        "the same, times the cost of 100,000",
        11,
        _figure("times_smaller", ".1f", question="growth", people=_1M, way="codes"),
    ),
    Target(
        "the same, own memory of a serving process with its encoder, GB",
        1.5,
        _figure(
            "own_bytes_with_encoder", ".2f", change=lambda b: b / _GB, question="serving",
            people=_1M,
        ),
    ),
    Target(
        "the same, cold open, s by the clock",
        2,
        _figure("open_wall_s", ".2f", question="serving", people=_1M),
    ),
    *(
        target
        for people, told in ((_100K, _AT), (_1M, "1,000,000 people"))
        for target in (
            Target(
                f"{told}: filters of 0.1 to 50 %, least recall@100 of 12",
                0.985,
                _figure("recall@100", ".4f", figure=min, people=people, **_FILTERS),
                more=True,
            ),
            Target(
                "the same, greatest share of the unfiltered cost",
                1.1,
                _figure("to_unfiltered", ".2f", figure=max, people=people, **_FILTERS),
            ),
        )
    ),
    Target(
        f"{_AT} × 100 vacancies at once, times the pairs of single queries, codes first",
        5,
        _figure("times_singly", ".2f", question="batch", way="codes", people=_100K),
        more=True,
    ),
    Target(
        "the same, times the pairs of single exact scans",
        5,
        _figure("times_exact_singly", ".1f", question="batch", way="codes", people=_100K),
        more=True,
    ),
    Target(
        "indexing: embedding stage, × the encoder's own time",
        1.2,
        _figure("stage_to_encoder", ".2f", question="indexing"),
    ),
    Target(
        "the same, times a distinct line is encoded",
        1,
        _figure("encodings_a_line", ".3f", question="indexing"),
    ),
)  # fmt: skip
