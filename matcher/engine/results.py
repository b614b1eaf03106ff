"""What the engine answers.

In:  what a searcher and a writer have found
Out: `Ranking`, a sequence of matches that says of which moment it is; `Indexed`
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, overload

from matcher.calendar import iso
from matcher.display import ranking_html
from matcher.explanation import ranking_report
from matcher.index import Plan
from matcher.records import Match, Unreadable, Vacancy

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = 10  # matches in the text that stands for a ranking


@dataclass(frozen=True, slots=True)
class Indexed:
    """What became of the files that were added."""

    added: int  # people
    updated: int  # people of files that had changed
    unchanged: int  # files that were read before
    problems: tuple[Unreadable, ...]
    people: int  # in the base now


@dataclass(frozen=True, slots=True, repr=False)
class Ranking(Sequence[Match]):
    """The answer to one vacancy: its matches, best first, of one moment of the base.

    A sequence of `matches`: `len(ranking)`, `ranking[0]`, `ranking[:3]`, `for match in ranking`;
    `ranking["anna"]` is the match of that candidate. The moment is that of `seq` and `calibration`.
    """

    vacancy: Vacancy
    pool: int  # people who passed the filters
    matches: tuple[Match, ...]  # the best, in order
    ranked: tuple[Match, ...]  # all who got a ledger, in order; gaps only in those of `matches`
    as_of: int  # month number that years and recency refer to
    undecided: int = 0  # people whom a filter left out only because their CV does not tell
    shortlist: tuple[str, ...] = ()  # who got a ledger, in the order of the index
    plan: Plan | None = field(default=None, compare=False)  # how the index was searched
    spent_ms: Mapping[str, float] = field(default_factory=dict, compare=False)  # by the clock
    seq: int = field(default=0, compare=False)  # last change of people that the answer knows of
    calibration: str = field(default="", compare=False)  # name of what all scores are centred with
    changed: int = 0  # people of the shortlist who left or changed since, and are left out

    def __len__(self) -> int:
        return len(self.matches)

    def __bool__(self) -> bool:
        return True  # an answer that names nobody is an answer

    def __iter__(self) -> Iterator[Match]:
        return iter(self.matches)

    @overload
    def __getitem__(self, place: int | str) -> Match: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Match, ...]: ...

    def __getitem__(self, place: int | str | slice) -> Match | tuple[Match, ...]:
        """Return the match at a place from 0, those of a slice, or that of a candidate.

        Raises
        ------
        IndexError : there are fewer matches
        KeyError : no match is of this candidate
        """
        if not isinstance(place, str):
            return self.matches[place]
        for match in self.matches:
            if match.candidate == place:
                return match
        raise KeyError(place)

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as `matcher match --json` prints it, with the moment it is of."""
        report = ranking_report(self.vacancy, self.pool, self.matches, self.as_of)
        return {**report, "snapshot": {"change": self.seq, "calibration": self.calibration}}

    def to_pandas(self) -> "pd.DataFrame":
        """Return one row a match; see `matcher.frames.matches_frame`."""
        from matcher.frames import matches_frame

        return matches_frame(self)

    def __repr__(self) -> str:
        lines = [f"<Ranking: {self._heading()}"]
        for place, *cells in self._rows()[:_SHOWN]:
            lines.append(f"{place:>4}. {'  '.join(filter(None, cells))}")
        if len(self) > _SHOWN:
            lines.append(f"      and {len(self) - _SHOWN} more")
        return "\n".join(lines) + ">"

    def _repr_html_(self) -> str:
        """Return strips and ledgers for notebooks; what a CV or a file's name holds is text."""
        return ranking_html(self._heading(), self.matches, language=self.vacancy.language)

    def _heading(self) -> str:
        name = self.vacancy.title or self.vacancy.id
        return f"{len(self)} of {self.pool} people for {name!r}, {iso(self.as_of)}"

    def _rows(self) -> list[tuple[str, ...]]:
        """Return place, candidate, score, must-haves, flags and source of each match."""
        return [
            (
                str(place),
                match.candidate,
                f"{match.score:.1f}",
                "{} of {}".format(*match.must_met),
                "; ".join(match.flags),
                match.source,
            )
            for place, match in enumerate(self.matches, start=1)
        ]
