"""Which vacancies, gems and impostors make a title lie?

In:  ESCO's occupations and skills, with their labels in one language
Out: `Case`s: what a vacancy asks (labels of up to 12 essential skills of an occupation), what the
     hidden gem shows (some of them, in other words, under the title of unrelated work) and what
     the impostor shows (the skills of other work, under the very title of the vacancy)

    easy    occupations of all kinds; the gem shows 80 % of what is asked
    medium  of science, ICT and technicians (ISCO 21, 25, 31); 50 %
    hard    neighbours: all of a few ISCO groups of three digits; 45 %; the impostor's work is
            of the same major group

Other words are an alternative label, or (Dutch, where few skills have one) the first sentence of
the description. Nobody else in the pool may show more than half as much of what a vacancy asks as
its gem does, else being first would not be right.
"""

import csv
import gzip
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_ASKED = 12
_LEAST_ASKED = 8
_COVERED = {"easy": 0.8, "medium": 0.5, "hard": 0.45}
_MEDIUM = ("21", "25", "31")


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill and what else it is called."""

    uri: str
    label: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Occupation:
    """A kind of work and the skills that it cannot do without."""

    title: str
    isco: str
    skills: tuple[Skill, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One vacancy, the person who can do it, and the one who is only called so."""

    title: str  # of the vacancy, and of the impostor
    asked: tuple[Skill, ...]
    shown: tuple[Skill, ...]  # by the gem
    gem_lines: tuple[str, ...]
    gem_title: str
    swapped_title: str  # of another ISCO group than both
    impostor_lines: tuple[str, ...]


def read_esco(folder: Path, language: str) -> list[Occupation]:
    """Return the occupations that have a title in this language, with their skills that have."""
    skills = {
        row["uri"]: Skill(row["uri"], row[language], _others(row, language))
        for row in _table(folder / "esco_skills_multilingual.tsv.gz")
        if row[language]
    }
    essential: dict[str, list[Skill]] = defaultdict(list)
    for row in _table(folder / "esco_occupation_skill_relations.tsv.gz"):
        if row["relation"] == "essential" and row["skill_uri"] in skills:
            essential[row["occupation_uri"]].append(skills[row["skill_uri"]])
    return [
        Occupation(row[f"{language}_pref"], row["isco"], tuple(essential[row["uri"]]))
        for row in _table(folder / "esco_occupations_en_nl_de_es.tsv.gz")
        if row[f"{language}_pref"]
    ]


def cases(occupations: Sequence[Occupation], level: str, *, count: int, seed: int) -> list[Case]:
    """Return at most `count` cases of one level; the same seed gives the same cases."""
    chance = random.Random(f"{seed} {level}")
    found: list[Case] = []
    for occupation in _candidates(occupations, level, chance):
        case = _case(occupation, occupations, level, chance)
        if case and not any(_too_near(case, other) or _too_near(other, case) for other in found):
            found.append(case)
        if len(found) == count:
            break
    return found


def _candidates(
    occupations: Sequence[Occupation], level: str, chance: random.Random
) -> Iterable[Occupation]:
    """Return occupations in the order in which they are tried."""
    mixed = list(occupations)
    chance.shuffle(mixed)
    if level == "medium":
        return [one for one in mixed if one.isco.startswith(_MEDIUM)]
    if level == "hard":  # whole groups of neighbours, those with the most occupations first
        groups: dict[str, list[Occupation]] = defaultdict(list)
        for one in mixed:
            groups[one.isco[:3]].append(one)
        largest = sorted(groups, key=lambda group: (-len(groups[group]), group))
        return [one for group in largest for one in groups[group]]
    return mixed


def _case(
    occupation: Occupation, all_: Sequence[Occupation], level: str, chance: random.Random
) -> Case | None:
    """Return a case of this occupation; None where too few of its skills have other words."""
    skills = list(occupation.skills)
    chance.shuffle(skills)
    skills.sort(key=lambda skill: not skill.others)  # those that can be said otherwise first
    asked = skills[:_ASKED]
    told = [skill for skill in asked if skill.others]
    cover = round(_COVERED[level] * len(asked))
    if len(asked) < _LEAST_ASKED or len(told) < cover:
        return None
    shown = tuple(told[:cover])
    uris = {skill.uri for skill in occupation.skills}
    impostor = _other(all_, chance, lambda one: (
        one.isco[:3] != occupation.isco[:3]
        and (level != "hard" or one.isco[0] == occupation.isco[0])
        and sum(bool(skill.others) for skill in one.skills) >= cover
        and not any(skill.uri in uris for skill in one.skills)
    ))  # fmt: skip
    gem = _other(all_, chance, lambda one: one.isco[0] != occupation.isco[0])
    taken = occupation.isco[0] + (gem.isco[0] if gem else "")
    swapped = _other(all_, chance, lambda one: one.isco[0] not in taken)
    if not (impostor and gem and swapped):
        return None
    chance.shuffle(asked)
    return Case(
        title=occupation.title,
        asked=tuple(asked),
        shown=shown,
        gem_lines=tuple(chance.choice(skill.others) for skill in shown),
        gem_title=gem.title,
        swapped_title=swapped.title,
        impostor_lines=tuple(
            chance.choice(skill.others) for skill in impostor.skills if skill.others
        )[:cover],
    )


def _other(
    all_: Sequence[Occupation], chance: random.Random, fits: Callable[[Occupation], bool]
) -> Occupation | None:
    """Return one at random that fits, or None."""
    return next((one for one in chance.sample(all_, len(all_)) if fits(one)), None)


def _too_near(case: Case, other: Case) -> bool:
    """Return whether the gem of `other` shows more than half of what the gem of `case` does."""
    asked = {skill.uri for skill in case.asked}
    shared = sum(skill.uri in asked for skill in other.shown)
    return case.title == other.title or 2 * shared > len(case.shown)


def _others(row: dict[str, str], language: str) -> tuple[str, ...]:
    label = row[language].casefold()
    named = [name.strip() for name in row.get(f"{language}_alt", "").split("|")]
    others = [name for name in dict.fromkeys(named) if name and name.casefold() != label]
    described = row.get(f"{language}_desc", "").partition(". ")[0].strip(" .")
    return tuple(others or ([described] if 20 < len(described) < 200 else []))


def _table(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t")
