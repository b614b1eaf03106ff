"""Small requirements, statements and profiles, and numbers of our own for the score."""

from collections.abc import Mapping, Sequence

import numpy as np

from matcher.calendar import month
from matcher.ranking import Lanes, Weights, ledger
from matcher.records import (
    Importance,
    Kind,
    LanguageSkill,
    Match,
    Mention,
    Period,
    Polarity,
    Profile,
    Requirement,
    Row,
    Rung,
    Setting,
    Statement,
)

AS_OF = month(2025, 6)
NOW = Period(month(2024, 1), None)
LONG_AGO = Period(month(2010, 1), month(2015, 1))

RUNGS = {
    Rung.RECENT_ROLE: 1.0,
    Rung.OLDER_ROLE: 0.875,
    Rung.PROJECT: 0.75,
    Rung.SUMMARY: 0.625,
    Rung.LIST: 0.5,
    Rung.TITLE: 0.2,
    Rung.ASPIRATION: 0.0,
    Rung.NEGATION: 0.0,
}
# Numbers that halves and eighths write exactly, so that expected values can be sums by hand.
WEIGHTS = Weights(
    context=0.0,
    rungs=RUNGS,
    named=dict.fromkeys(Kind, 0.5),
    unnamed=dict.fromkeys(Kind, 0.5),
    lexical=0.5,
    recent_months=24,
    fade_months=0,
    curves=None,
    judge=None,
    list_context=0.0,
    trace=0.25,
    met=0.5,
    partly=0.25,
    unclear=0.375,
)


def requirement(
    number: int = 1,
    *,
    text: str = "Python",
    importance: Importance = Importance.MUST,
    kind: Kind = Kind.TOOL,
    weight: float = 1.0,
    concepts: tuple[tuple[str, ...], ...] = (("python",),),
    years: float | None = None,
    level: str | None = None,
) -> Requirement:
    """Return a requirement; by default the must-have Python."""
    return Requirement(number, text, 0, len(text), importance, kind, weight, concepts, years, level)


def statement(
    text: str = "Built it",
    *names: str,
    setting: Setting = Setting.ROLE,
    polarity: Polarity = Polarity.SHOWN,
    period: Period | None = NOW,
) -> Statement:
    """Return a statement that names these skills."""
    mentions = tuple(Mention(name, 0, len(text)) for name in names)
    return Statement(text, 0, len(text), 1, setting, polarity, period, mentions)


def profile(
    *statements: Statement,
    id_: str = "anna",
    roles: tuple[Period, ...] = (),
    languages: tuple[LanguageSkill, ...] = (),
    education: tuple[str, int] | None = None,
    language: str = "und",
) -> Profile:
    """Return a profile of these statements."""
    return Profile(id_, statements, language, roles, languages, education)


def match(
    requirements: Sequence[Requirement],
    person: Profile,
    *,
    meaning: Sequence[Sequence[float]] | None = None,
    letters: Sequence[Sequence[float]] | None = None,
    context: float = 0.0,
    weights: Weights = WEIGHTS,
    wider: Mapping[str, frozenset[str]] | None = None,
) -> Match:
    """Return the ledger; likenesses that are not given are 0."""
    shape = (len(requirements), len(person.statements))

    def lane(values: Sequence[Sequence[float]] | None) -> np.ndarray:
        return np.zeros(shape, np.float32) if values is None else np.array(values, np.float32)

    lanes = Lanes(lane(meaning), lane(letters), context)
    return ledger(requirements, person, lanes, as_of=AS_OF, weights=weights, wider=wider)


def row(asked: Requirement, person: Profile, **more: object) -> Row:
    """Return the one row of the one requirement; a perfect showing earns 100 points."""
    (only,) = match([asked], person, **more).rows  # type: ignore[arg-type]
    return only
