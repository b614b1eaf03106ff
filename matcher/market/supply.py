"""Which of what is asked is scarce among the people of a base, and what lies near it?

In:  the ledgers of everybody for some vacancies; or the skills that their CVs name, for a sector
Out: for each requirement or skill how many people show it, by place and by language of the CV;
     which neighbouring skill would widen the pool most
Why: from the statuses of the ledgers, so that the market says what the ranking says. What two
     vacancies ask in other words is one requirement where both name the same skills. Behaviour is
     left out, since no CV shows it, and so are place and hours, which are filters
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from matcher.explanation import asked_in_person, in_bands, label, openings
from matcher.pipeline import Matcher
from matcher.protocols import Progress
from matcher.records import (
    Candidate,
    Importance,
    Kind,
    Match,
    Nearness,
    Polarity,
    Requirement,
    Row,
    Status,
    Vacancy,
)

_SHOWN = (Status.MET, Status.PARTLY)
_LEFT_OUT = (Kind.SOFT, Kind.TERMS)
UNTOLD = ""  # the place of who does not tell one


@dataclass(frozen=True, slots=True)
class Near:
    """A neighbouring skill of something that is asked."""

    skill: str
    people: int  # who show it and not what is asked
    gained: int  # of them, whom nothing else keeps out of the first band of some vacancy


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that is asked, and who shows it."""

    name: str
    kind: str
    vacancies: int  # that ask it; 0 for a skill of a sector
    musts: int  # of them, as a must-have
    met: int  # people
    shown: int  # people who meet it, whole or in part
    gained: int  # people who would enter the first band of some vacancy, were it a wish
    places: Mapping[str, int]  # of those who show it
    languages: Mapping[str, int]
    near: tuple[Near, ...]  # that would widen the pool most first


@dataclass(frozen=True, slots=True)
class Market:
    """What is asked beside who is there. `asked` begins with what is scarcest."""

    people: int
    vacancies: tuple[str, ...]  # titles
    asked: tuple[Asked, ...]
    places: Mapping[str, int]  # of all people
    languages: Mapping[str, int]


@dataclass(slots=True)
class _Told:
    """What is gathered of one requirement while vacancies go by."""

    name: str
    kind: str
    vacancies: int = 0
    musts: int = 0
    met: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)
    gained: set[str] = field(default_factory=set)
    near: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def market(
    matcher: Matcher,
    vacancies: Sequence[Vacancy],
    *,
    where: str | Sequence[str] = (),
    progress: Progress | None = None,
) -> Market:
    """Return what some vacancies ask beside what the people of a base show.

    Everybody who passes the filters gets a ledger for each vacancy: minutes for 10,000 people.

    Raises
    ------
    InvalidInput : nobody is in the base, or a filter is not understood
    """
    told: dict[object, _Told] = {}
    seen: set[str] = set()
    for number, vacancy in enumerate(vacancies, start=1):
        found = matcher.match(vacancy, top=None, where=where)
        seen.update(m.candidate for m in found.matches)
        _gather(told, vacancy, found.matches, matcher)
        if progress:
            progress(number, len(vacancies))
    people = dict(_people(matcher.candidates(sorted(seen))))
    return _market(told.values(), people, tuple(v.title or v.id for v in vacancies))


def sector_market(matcher: Matcher, sectors: Sequence[str], language: str = "en") -> Market:
    """Return the skills of some sectors of the vocabulary beside who names them in a CV.

    A skill is near another where the vocabulary says so; who denies or wishes for one has it not.
    """
    skills = matcher.searcher().snapshot.skills
    asked = {c.id: c for c in skills.vocabulary.concepts.values() if c.sector in sectors}
    told: dict[str, _Told] = {
        id_: _Told(c.label(language), c.kind) for id_, c in asked.items() if c.kind != "soft"
    }
    people: dict[str, tuple[str, str]] = {}
    for candidate, _ in matcher.candidates():
        people.update(_people([(candidate, "")]))
        named = _named(candidate)
        wider = {w for one in named for w in skills.wider.get(one, ())}
        for id_, own in told.items():
            if id_ in named or id_ in wider:
                own.shown.add(candidate.id)
                own.met.add(candidate.id)
            else:
                for near in named & skills.neighbours.of(id_):
                    own.near[matcher.skill_name(near, language)].add(candidate.id)
    return _market(told.values(), people, ())


def sectors_of(matcher: Matcher) -> list[str]:
    """Return the sectors that the vocabulary of a base knows, sorted."""
    concepts = matcher.searcher().snapshot.skills.vocabulary.concepts
    return sorted({concept.sector for concept in concepts.values()})


def _gather(
    told: dict[object, _Told], vacancy: Vacancy, matches: Sequence[Match], matcher: Matcher
) -> None:
    language = vacancy.language
    counted = {
        r.number: r
        for r in vacancy.requirements
        if r.kind not in _LEFT_OUT and r.importance in (Importance.MUST, Importance.NICE)
    }
    own = {}
    for number, asked in counted.items():
        name = label(asked, lambda concept: matcher.skill_name(concept, language), language)
        own[number] = told.setdefault(_key(asked), _Told(name, str(asked.kind)))
        own[number].vacancies += 1
        own[number].musts += asked.importance is Importance.MUST
    for match in matches:
        for row in match.rows:
            if row.number in own:
                _count(own[row.number], match.candidate, row)
    placed = in_bands(matches, vacancy.requirements)
    in_person = asked_in_person(vacancy.requirements)
    for opening in openings(placed):
        if opening.number in own and opening.number not in in_person:
            own[opening.number].gained.update(opening.gained)


def _count(own: _Told, person: str, row: Row) -> None:
    if row.status in _SHOWN:
        own.shown.add(person)
        if row.status is Status.MET:
            own.met.add(person)
    elif row.gap and row.gap.near is Nearness.SKILL:
        own.near[row.gap.neighbour].add(person)


def _key(asked: Requirement) -> object:
    """Return what two requirements share that ask the same: skills, level and years, or words."""
    if asked.concepts:
        return frozenset(map(frozenset, asked.concepts)), asked.level, asked.years, asked.kind
    return asked.text.casefold()


def _market(
    told: Iterable[_Told], people: Mapping[str, tuple[str, str]], vacancies: tuple[str, ...]
) -> Market:
    asked = [
        Asked(
            name=one.name,
            kind=one.kind,
            vacancies=one.vacancies,
            musts=one.musts,
            met=len(one.met),
            shown=len(one.shown),
            gained=len(one.gained),
            places=_counted(people[p][0] for p in one.shown),
            languages=_counted(people[p][1] for p in one.shown),
            near=_near(one),
        )
        for one in told
    ]
    asked.sort(key=lambda a: (a.shown, -a.musts, -a.vacancies, a.name))
    return Market(
        len(people),
        vacancies,
        tuple(asked),
        _counted(place for place, _ in people.values()),
        _counted(language for _, language in people.values()),
    )


def _near(one: _Told) -> tuple[Near, ...]:
    found = [
        Near(skill, len(own - one.shown), len(own & one.gained)) for skill, own in one.near.items()
    ]
    kept = [near for near in found if near.people]
    return tuple(sorted(kept, key=lambda n: (-n.gained, -n.people, n.skill)))


def _people(candidates: Iterable[tuple[Candidate, str]]) -> Iterable[tuple[str, tuple[str, str]]]:
    for candidate, _ in candidates:
        yield candidate.id, (candidate.city or UNTOLD, candidate.language)


def _named(candidate: Candidate) -> frozenset[str]:
    """Return the skills that a CV names and does not deny or wish for."""
    return frozenset(
        mention.concept
        for statement in candidate.profile.statements
        if statement.polarity is Polarity.SHOWN
        for mention in statement.mentions
    )


def _counted(values: Iterable[str]) -> dict[str, int]:
    """Return how often each comes, the most first."""
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))
