"""Does the explanation tell a trainable gap from a fundamental one?

In:  the sample's cases: people who lack a must-have and show a neighbouring skill, and people with
     nothing near it; the rows that their notes speak of were marked by hand, below
Out: a row a system: how often it is right, of the trainable and of the fundamental gaps, and the
     mean of the two; the unit is the person, so that two rows of one CV are not two witnesses. Rows
     that the ranking calls met are no gap for it: they are counted as "called met" and are in no
     other figure

The level in `matcher.explanation.gaps` was set on these same rows: "held out" sets it anew for each
vacancy on the rows of the others.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.quality.bench import Options, Row, figure_of, told
from matcher.engine.once import Once
from matcher.explanation import gaps
from matcher.pipeline import Matcher
from matcher.records import Gap, Match, Nearness
from matcher.resources import shipped
from matcher.skills import Neighbours

NAME = "gaps"
_LEVELS = tuple(tenths / 10 for tenths in range(5, 45))

TRAINABLE, FUNDAMENTAL = True, False
# vacancy, candidate, a part of the requirement, what the note in cases.tsv says of it
CASES = (
    ("accountmanager-b2b", "katrin-oltmanns", "CRM-systeem", TRAINABLE),
    ("beleidsadviseur-sociaal-domein", "emre-yildirim", "Wmo 2015", TRAINABLE),
    ("chef-de-partie", "daan-verbruggen", "Français", TRAINABLE),
    ("chef-de-partie", "daan-verbruggen-en", "Français", TRAINABLE),
    ("data-engineer", "piotr-zielinski", "Azure", TRAINABLE),
    ("docent-techniek", "hannah-whitcombe", "vakkennis", TRAINABLE),
    ("financial-controller", "tjeerd-boersma", "Power BI", TRAINABLE),
    ("functioneel-beheerder", "thijs-van-der-laan", "cliëntendossier", TRAINABLE),
    ("hr-adviseur", "nadia-bouzerda", "werving en selectie", TRAINABLE),
    ("it-directeur", "sigrid-brinkmann", "beveiliging", TRAINABLE),
    ("klantenservice-teamleider", "priya-ramdin", "leiding", TRAINABLE),
    ("mechatroniker", "bram-nijenkamp", "Siemens-Steuerungen", TRAINABLE),
    ("onderhoudsmonteur", "ahmed-bouzidi", "PLC-besturingen", TRAINABLE),
    ("platform-engineer", "ravi-kulkarni", "Terraform", TRAINABLE),
    ("teamleider-warehouse", "marek-dudzik", "heftruck", TRAINABLE),
    ("werkvoorbereider-bouw", "declan-tuohy", "BIM", TRAINABLE),
    ("wijkverpleegkundige", "katarzyna-zawada", "zelfstandig indiceren", TRAINABLE),
    ("accountmanager-b2b", "milou-tacken", "verkoop aan bedrijven", FUNDAMENTAL),
    ("accountmanager-b2b", "milou-tacken", "acquisitie", FUNDAMENTAL),
    ("accountmanager-b2b", "milou-tacken", "contractonderhandelingen", FUNDAMENTAL),
    ("beleidsadviseur-sociaal-domein", "fiona-macallister", "Nederlands", FUNDAMENTAL),
    ("beleidsadviseur-sociaal-domein", "fiona-macallister", "Wmo 2015", FUNDAMENTAL),
    ("chef-de-partie", "isabella-fontanarosa", "poste chaud", FUNDAMENTAL),
    ("data-engineer", "anouk-verbeek", "Python", FUNDAMENTAL),
    ("docent-techniek", "denise-pinas", "metaaltechniek", FUNDAMENTAL),
    ("financial-controller", "priyanka-deshmukh", "accounting, audit", FUNDAMENTAL),
    ("financial-controller", "priyanka-deshmukh", "month-end close", FUNDAMENTAL),
    ("functioneel-beheerder", "karen-meijerink-holt", "cliëntendossier", FUNDAMENTAL),
    ("functioneel-beheerder", "karen-meijerink-holt", "zorginstelling", FUNDAMENTAL),
    ("hr-adviseur", "emiel-dekkers", "arbeidsrecht", FUNDAMENTAL),
    ("hr-adviseur", "emiel-dekkers", "verzuimbegeleiding", FUNDAMENTAL),
    ("it-directeur", "vincent-abel", "eindverantwoordelijke", FUNDAMENTAL),
    ("it-directeur", "vincent-abel", "miljoenenbudget", FUNDAMENTAL),
    ("mechatroniker", "deepak-raghunathan", "Deutschkenntnisse", FUNDAMENTAL),
    ("onderhoudsmonteur", "luc-delmotte", "spreekt Nederlands", FUNDAMENTAL),
    ("platform-engineer", "stefan-brandt", "Kubernetes", FUNDAMENTAL),
    ("teamleider-warehouse", "abdirahman-warsame", "leidinggeven", FUNDAMENTAL),
    ("teamleider-warehouse", "abdirahman-warsame", "heftruck", FUNDAMENTAL),
    ("werkvoorbereider-bouw", "tugba-aydemir", "Calculeren en inkopen", FUNDAMENTAL),
    ("werkvoorbereider-bouw", "tugba-aydemir", "bouwplanning", FUNDAMENTAL),
    ("wijkverpleegkundige", "claudine-mbala", "BIG-registratie", FUNDAMENTAL),
)


@dataclass(frozen=True, slots=True)
class _Told:
    vacancy: str
    candidate: str
    trainable: bool  # as the case says
    gap: Gap | None  # as the system says; None where the row is no gap

    @property
    def right(self) -> bool:
        return self.gap is not None and self.gap.trainable == self.trainable


def rows(options: Options) -> Iterator[Row]:
    """Yield a row for each system, the engine's own answer first."""
    matcher = _indexed(options)
    own = list(_told(matcher))
    yield _row("matcher", own)
    yield _row("matcher, held out", list(_held_out(own)))
    with _changed(gaps, "LEVEL", float("inf")):
        yield _row("neighbours by name only", list(_told(matcher)))
    with _changed(gaps, "LINES", 1):
        yield _row("best line instead of five", list(_told(matcher)))
    skills = matcher._loader.skills()
    skills._neighbours = Once(lambda: Neighbours(type(skills.vocabulary)({}, ())))
    matcher._loader.forget()
    yield _row("likeness only", list(_told(matcher)))
    yield _constant("always fundamental", own, 0.0)
    yield _constant("chance", own, 0.5)
    if (esco := options.shared / "esco").is_dir():
        with_esco = _indexed(options, esco)
        yield {**_row("matcher with ESCO", list(_told(with_esco))), "data_paths": [*_DATA, esco]}


_DATA = [shipped("sample/cvs"), shipped("sample/vacancies")]


class _changed:  # noqa: N801
    """Another value of a number of the module, for as long as it is looked at."""

    def __init__(self, module: Any, name: str, value: float) -> None:
        self._all = (module, name, value, getattr(module, name))

    def __enter__(self) -> None:
        module, name, value, _ = self._all
        setattr(module, name, value)

    def __exit__(self, *_: object) -> None:
        module, name, _, before = self._all
        setattr(module, name, before)


def _indexed(options: Options, esco: Path | None = None) -> Matcher:
    matcher = Matcher(model=options.model)
    if esco:
        matcher.import_esco(esco, languages=("nl", "en", "de"))
    matcher.index([shipped("sample/cvs")])
    return matcher


def _told(matcher: Matcher) -> Iterator[_Told]:
    explained: dict[tuple[str, str], Match] = {}
    for name, candidate, part, trainable in CASES:
        if (name, candidate) not in explained:
            (path,) = shipped("sample/vacancies").glob(f"{name}.*")
            explained[name, candidate] = matcher.explain(path, candidate)
        row = next(r for r in explained[name, candidate].rows if part in r.requirement)
        yield _Told(name, candidate, trainable, row.gap)  # no row that is met has a gap


def _held_out(answers: list[_Told]) -> Iterator[_Told]:
    """Yield each row judged at the level that is best on the rows of the other vacancies."""
    for one in answers:
        others = [other for other in answers if other.vacancy != one.vacancy]
        right = {level: _balanced([_at(other, level) for other in others]) for level in _LEVELS}
        best = [level for level in _LEVELS if right[level] == max(right.values())]
        yield _at(one, best[len(best) // 2])


def _at(one: _Told, level: float) -> _Told:
    """Return what is told of a row where another level decides."""
    if one.gap is None or one.gap.level is None:
        return one
    near = Nearness.WORK if one.gap.level >= level else Nearness.NOTHING
    return replace(one, gap=replace(one.gap, near=near))


def _balanced(answers: list[_Told]) -> float:
    """Return the mean of the shares of trainable and of fundamental people told rightly."""
    shares = [
        list(_by_person([one for one in answers if one.trainable is kind and one.gap]).values())
        for kind in (True, False)
    ]
    return sum(sum(share) / len(share) for share in shares) / 2


def _row(system: str, answers: list[_Told]) -> Row:
    decided = [one for one in answers if one.gap is not None]
    kinds = {
        kind: _by_person([one for one in decided if one.trainable is kind])
        for kind in (True, False)
    }
    everybody = sum(len(people) for people in kinds.values())
    # Weighted so that the mean over people is the mean of the two shares.
    balanced = {
        person: share * everybody / (2 * len(people))
        for people in kinds.values()
        for person, share in people.items()
    }
    met = {f"{one.vacancy} {one.candidate}": float(one.gap is None) for one in answers}
    by = {
        "balanced": balanced, "trainable": kinds[True], "fundamental": kinds[False],
        "called met": met,
    }  # fmt: skip
    figures = {name: told(figure_of(values)) for name, values in by.items()}
    figures["balanced"][2] = min(1.0, figures["balanced"][2])  # the weights can exceed it
    return {
        "task": NAME, "set": "sample", "system": system, "n": everybody, "figures": figures,
        "data_paths": _DATA,
    }  # fmt: skip


def _by_person(answers: list[_Told]) -> Mapping[str, float]:
    people: dict[str, list[bool]] = {}
    for one in answers:
        people.setdefault(f"{one.vacancy} {one.candidate}", []).append(one.right)
    return {person: sum(right) / len(right) for person, right in people.items()}


def _constant(system: str, answers: list[_Told], trainable: float) -> Row:
    """Return the row of a system that calls this share trainable, whatever the CV says."""
    decided = [one for one in answers if one.gap is not None]
    people = {f"{one.vacancy} {one.candidate}": one.trainable for one in decided}
    by = {
        "balanced": dict.fromkeys(people, 0.5),
        "trainable": {who: trainable for who, kind in people.items() if kind},
        "fundamental": {who: 1 - trainable for who, kind in people.items() if not kind},
    }
    return {
        "task": NAME, "set": "sample", "system": system, "n": len(people),
        "figures": {name: told(figure_of(values)) for name, values in by.items()},
        "data_paths": _DATA,
    }  # fmt: skip
