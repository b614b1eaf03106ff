"""One audit of a base: what each group gets, what a swap moves, what a proxy moves.

In:  a base, vacancies, and (in a file of its own) who belongs to which group
Out: an `Audit`: figures, and of what they are. No id, name or line of anybody is in it
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version

import numpy as np

from matcher.calendar import iso
from matcher.errors import InvalidInput
from matcher.fairness.groups import Demographics
from matcher.fairness.proxies import Proxies, proxies
from matcher.fairness.rates import LEAST, SWEEP, Cut, Field, Rate, rates
from matcher.fairness.swaps import Swaps, sampled, swap
from matcher.fairness.trial import Trial
from matcher.pipeline import Matcher
from matcher.protocols import Progress
from matcher.records import Vacancy

EACH = 6  # people a language whose CVs are edited


@dataclass(frozen=True, slots=True)
class Scope:
    """Of what the figures are."""

    people: int
    vacancies: tuple[str, ...]  # titles
    known: int  # people of the base of whom some group is told
    absent: int  # people of the file who are not in the base
    least: int
    seed: int
    as_of: str
    version: str
    encoder: str
    calibration: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What a group scores, whatever the cut-off."""

    column: str
    group: str
    people: int
    mean: float  # points
    share: float  # mean place as a ratio: 0 first, 1 last; 0.5 were chance


@dataclass(frozen=True, slots=True)
class Audit:
    """The figures of an audit."""

    scope: Scope
    sizes: tuple[tuple[str, int, int], ...]  # column, people told, people not told
    standings: tuple[Standing, ...]
    rates: tuple[Rate, ...]
    swaps: Swaps
    proxies: Proxies


def audit(
    matcher: Matcher,
    vacancies: Sequence[Vacancy],
    told: Demographics | None = None,
    *,
    cuts: Sequence[Cut] = SWEEP,
    least: int = LEAST,
    each: int = EACH,
    most: int | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> Audit:
    """Audit a base on some vacancies.

    Parameters
    ----------
    vacancies : as `Matcher.understand` returns them
    told : who belongs to which group; None measures swaps and proxies only
    cuts : cut-offs of the sweep
    least : people below whom a group is too small
    each : people a language whose CVs are edited, drawn by the seed
    most : most swaps a person; None tells all that the lexicon has
    progress : called with (steps done, steps)

    Raises
    ------
    InvalidInput : there is no vacancy, or nobody of the file is in the base
    """
    if not vacancies:
        raise InvalidInput("an audit needs a vacancy; name a file or a folder of them")
    ids = matcher.ids()
    crossed = told.crossed().among(ids) if told else Demographics((), {})
    if told and not crossed.people():
        raise InvalidInput(
            f"none of the {len(told.people())} people of the file of groups is in the base; its "
            "ids must be those that `matcher match` shows"
        )
    steps = len(vacancies) + 2
    say = progress or (lambda done, total: None)
    field = _field(matcher, vacancies, ids if told else [], lambda n: say(n, steps))
    trial = Trial(matcher)
    people = sampled(list(matcher.candidates()), each, seed=seed)
    swaps = swap(trial, vacancies, people, most=most, seed=seed)
    say(steps - 1, steps)
    moved = proxies(trial, vacancies, people)
    say(steps, steps)
    return Audit(
        _scope(matcher, vacancies, told, crossed, least, seed),
        tuple((column, len(own), len(ids) - len(own)) for column, own in crossed.groups.items()),
        tuple(standings(field, crossed)),
        tuple(rates(field, crossed, cuts=cuts, least=least, seed=seed)),
        swaps,
        moved,
    )


def _scope(
    matcher: Matcher, vacancies: Sequence[Vacancy], told: Demographics | None,
    crossed: Demographics, least: int, seed: int,
) -> Scope:  # fmt: skip
    made, known = matcher.made_with(), len(crossed.people())
    return Scope(
        people=len(matcher.ids()),
        vacancies=tuple(v.title or v.id for v in vacancies),
        known=known,
        absent=len(told.people()) - known if told else 0,
        least=least,
        seed=seed,
        as_of=iso(int(made["as_of"])),
        version=version("skills-matcher"),
        encoder=made["encoder"],
        calibration=made["calibration"],
    )


def standings(field: Field, told: Demographics) -> list[Standing]:
    """Return the mean score and place of each group of each column, the largest group first."""
    at = {person: row for row, person in enumerate(field.people)}
    span = max(1, len(field.people) - 1)
    found = []
    for column in told.columns:
        for group, people in told.sizes(column).items():
            own = [at[p] for p, g in told.groups[column].items() if g == group]
            mean, place = field.scores[own].mean(), (field.places[own] - 1).mean() / span
            found.append(Standing(column, group, people, float(mean), float(place)))
    return found


def _field(
    matcher: Matcher, vacancies: Sequence[Vacancy], ids: Sequence[str], say: Callable[[int], None]
) -> Field:
    """Score everybody for every vacancy: a cut-off is of the whole list, not of who is known."""
    at = {id_: row for row, id_ in enumerate(ids)}
    scores = np.zeros((len(ids), len(vacancies)))
    places = np.zeros((len(ids), len(vacancies)), dtype=np.int64)
    for column, vacancy in enumerate(vacancies):
        for place, match in enumerate(matcher.ledgers(vacancy, ids) if ids else (), start=1):
            row = at[match.candidate]
            scores[row, column], places[row, column] = match.score, place
        say(column + 1)
    return Field(tuple(ids), scores, places)
