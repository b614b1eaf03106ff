"""The few numbers that the score depends on, in one place, with where they come from.

What a row earns and how certain it is comes from `curves`, fitted by `matcher tune` on judged
requirements, with vacancies held out (fitted.json says on what). The ramps and shares below were
set on the sample and on `ranking_dev`, one at a time; benchmarks/README.md has what each is worth.
All of them can be passed in, so that analysts can try their own. `named` and `unnamed` decide only
where there are no curves, and for behaviour.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from matcher.ranking.chances import Curves, shipped_curves
from matcher.ranking.judge import Judge, shipped_judge
from matcher.records import Importance, Kind, Requirement, Rung

NO_LINE = "no line"  # in place of a rung, where a row earns something and no line is quoted
FACTS = (Kind.CERTIFICATE, Kind.EDUCATION, Kind.LANGUAGE)  # decided by names, not by a line's rung


def _rungs() -> Mapping[Rung, float]:
    return {
        Rung.RECENT_ROLE: 1.0,
        Rung.OLDER_ROLE: 0.75,
        Rung.PROJECT: 0.7,
        Rung.SUMMARY: 0.6,
        Rung.LIST: 0.5,  # at most partly: a bare claim meets nothing; certificates are exempt
        Rung.TITLE: 0.2,  # most of a row that a bare title earns, however like it is
        Rung.ASPIRATION: 0.0,
        Rung.NEGATION: 0.0,
    }


def _named() -> Mapping[Kind, float]:
    return {
        Kind.TOOL: 0.75,  # Java is not nearly Python, however alike the sentences
        Kind.CERTIFICATE: 0.85,
        Kind.HARD: 0.55,
        Kind.EXPERIENCE: 0.5,
        Kind.SOFT: 0.4,
        Kind.EDUCATION: 0.5,
    }


def _unnamed() -> Mapping[Kind, float]:
    return {
        Kind.TOOL: 0.35,
        Kind.CERTIFICATE: 0.2,
        Kind.HARD: 0.75,
        Kind.EXPERIENCE: 0.75,
        Kind.SOFT: 0.8,
        Kind.EDUCATION: 0.7,
    }


@dataclass(frozen=True, slots=True)
class Factors:
    """What judgements say of whole rows: `matcher.weighing` fits these. What is not named is 1.

    They are apart from the numbers below because a ledger is linear in them (but for the sum of
    the weights), so that they can be fitted on ledgers that are there, without reading anybody
    again.
    """

    importance: Mapping[Importance, float] = field(default_factory=dict)  # of a row's weight, > 0
    kinds: Mapping[Kind, float] = field(default_factory=dict)  # of a row's weight, > 0
    credit: Mapping[str, float] = field(default_factory=dict)  # of a row's points, by its rung


@dataclass(frozen=True, slots=True)
class Weights:
    """What the score depends on. Ratios in [0, 1] unless said otherwise."""

    context: float = 0.33  # share of the score that the CV as a whole can earn
    rungs: Mapping[Rung, float] = field(default_factory=_rungs)
    named: Mapping[Kind, float] = field(default_factory=_named)  # share of the skills by name
    unnamed: Mapping[Kind, float] = field(default_factory=_unnamed)  # most that likeness can earn
    lexical: float = 0.6  # how much a likeness of letters is worth beside a likeness of meaning
    recent_months: int = 36  # a role that ended within these is called recent
    fade_months: int = 48  # around them, over which it loses what a recent one is worth more
    recency: bool = True  # False: how long ago a role ended, or that it has no dates, costs nothing
    meaning: tuple[float, float] = (
        1.0,
        7.0,
    )  # deviations above ordinary lines: the ramp of likeness
    letters: tuple[float, float] = (2.0, 10.0)  # the same for letters
    about: tuple[float, float] = (0.15, 0.55)  # centred cosines of whole CVs: the ramp of context
    list_context: float = 0.50  # context from which a bare list has its whole worth; 0: always
    list_alone: float = 0.05  # share of its worth that a list has where no work bears it out
    copied: float = 0.95  # cosine of letters from which a line repeats the vacancy's ...
    copied_chars: int = 25  # ... where that has so many letters; short ones meet by chance
    trace: float = 0.02  # least strength that earns points and is quoted
    unclear: float = 0.40  # strength given where the CV does not let us tell
    curves: Curves | None = field(default_factory=shipped_curves)  # None: `met` and `partly` judge
    judge: Judge | None = field(default_factory=shipped_judge)  # None: curves judge lines as well
    tick: float = 0.50  # least chance that the quoted line alone shows it, for met
    certain: float = 0.75  # least probability of "not shown" for missing; below it is unclear
    met: float = 0.50  # least chance of met, or strength where there are no curves
    partly: float = 0.50  # the same for partly met
    # Not in the repr, which audits and batches of earlier versions keep a hash of; see `described`.
    factors: Factors | None = field(default=None, repr=False)  # None: each is 1

    def worth(self, rung: Rung) -> float:
        """Return the worth of a rung; one that the numbers do not name is worth nothing."""
        return self.rungs.get(rung, 0.0)

    def weight_of(self, requirement: Requirement) -> float:
        """Return how much a requirement weighs among the others; 0 for one that weighs nothing."""
        if self.factors is None:
            return requirement.weight
        importance = self.factors.importance.get(requirement.importance, 1.0)
        return requirement.weight * importance * self.factors.kinds.get(requirement.kind, 1.0)

    def credit(self, kind: Kind, rung: Rung | None) -> float:
        """Return the share of a row's points that count, from its kind and the quoted line's rung.

        Facts have all of theirs: a diploma stands in a list as well as anywhere.
        """
        if self.factors is None or kind in FACTS:
            return 1.0
        return self.factors.credit.get(NO_LINE if rung is None else str(rung), 1.0)

    def described(self) -> str:
        """Return all numbers as one text; that of weights without factors is their repr."""
        return repr(self) + (repr(self.factors) if self.factors else "")
