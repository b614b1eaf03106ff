"""Title stress: does the person with the skills beat the person with the title?

In:  ESCO's occupations and skills (`stress_cases`), written out as vacancies and CVs
     (`stress_texts`), in English and Dutch, at the hard level (`title_stress_mild` has the others)
Out: a row a system and language, and one for impostors who append all that the vacancy asks as a
     bare list ("stuffed"), once and five times, and who tell nothing but titles ("bare title")

For each vacancy the pool is its gem, its impostor and the gems of all other vacancies. A swap puts
a changed CV in the place of the gem's: under a random title of unrelated work, or (hard) of another
name, address and phone; what is counted is whether the gem's rank moves.
"""

import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.quality.bench import Options, Row, figure_of, folder, say, systems, told
from benchmarks.quality.stress_cases import Case, cases, read_esco
from benchmarks.quality.stress_texts import bare, cv, stuffed, vacancy
from matcher.documents import read_text
from matcher.evaluation import SYSTEMS, baseline, engine_with
from matcher.protocols import Encoder
from matcher.vectors import CachedEncoder, load_encoder

NAME = "title_stress"

_COUNT = 100  # vacancies of a set
_TOP = 5


@dataclass(slots=True)
class Pool:
    """The texts of one set, and who is who. A variant of a CV has its id with a letter behind."""

    vacancies: dict[str, str] = field(default_factory=dict)
    cvs: dict[str, str] = field(default_factory=dict)
    gems: dict[str, str] = field(default_factory=dict)  # vacancy -> id
    impostors: dict[str, str] = field(default_factory=dict)

    def seen_by(self, query: str) -> list[str]:
        """Return the ids that one vacancy is asked to rank: all gems, and its own variants."""
        own = [i for v in (self.gems, self.impostors) for i in _variants(v[query], self.cvs)]
        return [*dict.fromkeys([*self.gems.values(), *own])]


def rows(options: Options) -> Iterator[Row]:
    """Yield the rows of the hard level, in each language."""
    return rows_at(("hard",), NAME, options)


def rows_at(levels: Sequence[str], task: str, options: Options) -> Iterator[Row]:
    """Yield the rows of each language and level."""
    esco = folder(options.shared / "esco")
    with tempfile.TemporaryDirectory(prefix="title-stress-") as temporary:
        encoder = CachedEncoder(load_encoder(options.model), Path(temporary) / "vectors.sqlite")
        for language in ("en", "nl"):
            occupations = read_esco(esco, language)
            for level in levels:
                found = cases(occupations, level, count=_COUNT, seed=options.seed)
                for row in _rows_of(found, level, language, encoder, options):
                    yield {"task": task} | row | {"data_paths": sorted(esco.glob("*.tsv.gz"))}


def _rows_of(
    found: Sequence[Case], level: str, language: str, encoder: Encoder, options: Options
) -> Iterator[Row]:
    pool = pool_of(found, language, seed=options.seed, hard=level == "hard")
    for system in systems(options, SYSTEMS):
        say(options, f"{level}-{language}: {system}")
        run = ranked(pool, system, encoder)
        sets = {f"{level}-{language}": stressed(pool, run)}
        if level == "hard":
            sets[f"stuffed-{language}"] = stuffing(pool, run)
        for name, figures in sets.items():
            yield {
                "set": name,
                "system": system,
                "n": len(found),
                "figures": {name: told(figure_of(values)) for name, values in figures.items()},
            }


def pool_of(found: Sequence[Case], language: str, *, seed: int, hard: bool) -> Pool:
    """Return the texts of these cases; ids are mixed, since ties come in the order of ids."""
    chance = random.Random(seed)
    numbers = chance.sample(range(1000, 10_000), 2 * len(found))
    pool = Pool()
    for n, case in enumerate(found):
        query, gem, impostor = f"v{n:03}", f"p{numbers[2 * n]}", f"p{numbers[2 * n + 1]}"
        pool.vacancies[query] = vacancy(case, language)
        pool.gems[query], pool.impostors[query] = gem, impostor
        lines, person = case.gem_lines, 2 * n
        pool.cvs[gem] = cv(case.gem_title, lines, language, n, person=person)
        pool.cvs[f"{gem}t"] = cv(case.swapped_title, lines, language, n, person=person)
        plain = cv(case.title, case.impostor_lines, language, n + 3, person=person + 1)
        pool.cvs[impostor] = plain
        if hard:
            pool.cvs[f"{impostor}b"] = bare(plain)
            pool.cvs[f"{gem}n"] = cv(case.gem_title, lines, language, n, person=person + 7)
            pool.cvs[f"{impostor}s"] = stuffed(plain, case, language, 1)
            pool.cvs[f"{impostor}x"] = stuffed(plain, case, language, 5)
    return pool


def ranked(pool: Pool, system: str, encoder: Encoder) -> dict[str, list[str]]:
    """Return, for each vacancy, those whom it sees, best first."""
    if system == "matcher":
        matcher = engine_with(encoder)
        matcher.add([read_text(text, id=id_, source=id_) for id_, text in pool.cvs.items()])
        return {
            query: [m.candidate for m in matcher.match(
                text, top=None, where=[f"id={'|'.join(pool.seen_by(query))}"]
            ).matches]
            for query, text in pool.vacancies.items()
        }  # fmt: skip
    run = baseline(system, encoder=lambda: encoder)(pool.vacancies, pool.cvs)
    return {
        query: [id_ for id_ in order if id_ in seen]
        for query, order in run.items()
        for seen in [set(pool.seen_by(query))]
    }


def stressed(pool: Pool, run: Mapping[str, Sequence[str]]) -> dict[str, dict[str, float]]:
    """Return, for each measure, a value a vacancy."""
    measures: dict[str, dict[str, float]] = {}
    for query in pool.vacancies:
        gem, impostor = pool.gems[query], pool.impostors[query]
        field_ = {*pool.gems.values(), impostor}
        order = [id_ for id_ in run[query] if id_ in field_]
        rank = order.index(gem)
        ranks = {
            kind: _rank(run[query], f"{gem}{kind}", field_ - {gem})
            for kind in "tn"
            if f"{gem}{kind}" in pool.cvs
        }
        found = {
            "gem above": rank < order.index(impostor),
            "gem first": rank == 0,
            "gem in top 5": rank < _TOP,
            "impostor in top 5": order.index(impostor) < _TOP,
            "moved by title": ranks["t"] != rank,
            "places by title": abs(ranks["t"] - rank),
        }
        if "n" in ranks:
            found["moved by identity"] = ranks["n"] != rank
        for measure, value in found.items():
            measures.setdefault(measure, {})[query] = float(value)
    return measures


def stuffing(pool: Pool, run: Mapping[str, Sequence[str]]) -> dict[str, dict[str, float]]:
    """Return, for each measure, a value a vacancy: whether a stuffed impostor beats the gem."""
    return {
        measure: {
            query: float(run[query].index(f"{impostor}{kind}") < run[query].index(pool.gems[query]))
            for query, impostor in pool.impostors.items()
        }
        for measure, kind in (
            ("stuffed above gem", "s"),
            ("stuffed x5 above gem", "x"),
            ("bare title above gem", "b"),
        )
    }


def _rank(order: Sequence[str], variant: str, others: set[str]) -> int:
    """Return the rank of a variant that stands in the place of the gem."""
    return sum(id_ in others for id_ in order[: order.index(variant)])


def _variants(id_: str, cvs: Mapping[str, str]) -> list[str]:
    return [name for name in (id_, *(f"{id_}{kind}" for kind in "tnsxb")) if name in cvs]
