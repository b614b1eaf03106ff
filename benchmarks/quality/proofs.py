"""What do edits that must change nothing, or must change something, do to each system?

In:  the sample's own texts, edited: titles, names, pasted and hidden words, denials, noise, lines
     more and lines less (matcher.evaluation.invariance)
Out: a row a test (T1 to T11, T13) and system; a figure's interval is over its pairs of vacancy
     and CV.
     Figures ending in "_max" are the largest of all, without an interval
"""

import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

from benchmarks.quality.bench import Options, Row, figure_of, say, systems, told
from matcher.evaluation.invariance import (
    PROOFS,
    Engine,
    Figures,
    Ranker,
    Rival,
    Sample,
    Setup,
    profiles_after_identity_swap,
    profiles_after_title_swap,
    read_sample,
)
from matcher.evaluation.invariance.markup import document
from matcher.evaluation.invariance.sample import texts_in
from matcher.pipeline import Matcher

NAME = "proofs"
SAMPLE = Path(__file__).parents[2] / "data" / "sample"
TWINS = Path(__file__).parent / "vacancy_twins"
SYSTEMS = ("bm25", "cosine", "matcher")

# Sizes for all three systems in less than five minutes of CPU.
_PEOPLE = 4  # whose CVs are edited, in the four vacancies that exist in two languages
_WHOLE = ("T2 gem over trap", "T5 must-haves", "T6 languages")  # edit no CV: all vacancies
_HALF = ("T3 stuffing",)  # edits few CVs for each: every second vacancy
_TWO = ("T8 hidden text",)  # edits each CV in fourteen ways: two vacancies
_SEEDS = 2  # of the titles for all CVs at once


def rows(options: Options) -> Iterator[Row]:
    """Yield the figures of every test, system by system."""
    sample = read_sample(SAMPLE)
    twins = texts_in(TWINS)
    people = random.Random(options.seed).sample(sorted(sample.cvs), _PEOPLE)
    few = Setup(sample, tuple(sorted(twins)), tuple(sorted(people)), options.seed, twins)
    with tempfile.TemporaryDirectory() as folder:
        for system in systems(options, SYSTEMS):
            ranker = _ranker(system, sample, Path(folder), options)
            for claim, proof in PROOFS.items():
                say(options, f"{claim}, {system}")
                figures = proof(_sized(few, claim), ranker)
                if system == "matcher":
                    figures |= _profiles(claim, sample, options.seed)
                if figures:  # a rival quotes nothing: T11 cannot be asked of it
                    yield _row(claim, system, figures)


def _sized(few: Setup, claim: str) -> Setup:
    """Return the setup with as many vacancies as a test can afford."""
    every = tuple(sorted(few.sample.vacancies))
    if claim in _WHOLE or claim in _HALF:
        return replace(few, vacancies=every if claim in _WHOLE else every[::2])
    return replace(few, vacancies=few.vacancies[:2]) if claim in _TWO else few


def _ranker(system: str, sample: Sample, folder: Path, options: Options) -> Ranker:
    if system == "matcher":
        base = folder / "base"
        Matcher.open(base, create=True, model=options.model).index([SAMPLE / "cvs"])
        return Engine(base, model=options.model)
    field = {person: document(cv, person) for person, cv in sample.cvs.items()}
    return Rival(system, field, folder / "vectors.sqlite", model=options.model)


def _profiles(claim: str, sample: Sample, seed: int) -> Figures:
    """Return, for all CVs at once, whether a swap changes anything that the ranker receives."""
    everybody = tuple(sorted(sample.cvs))
    if claim.startswith("T7"):
        return profiles_after_identity_swap(Setup(sample, (), everybody, seed))
    found: Figures = {}
    for n, everywhere in product(range(_SEEDS if claim.startswith("T1 ") else 0), (False, True)):
        setup = Setup(sample, (), everybody, seed + n)
        for name, values in profiles_after_title_swap(setup, everywhere=everywhere).items():
            found.setdefault(name, {}).update({f"{p} {n}": x for p, x in values.items()})
    return found


def _row(claim: str, system: str, figures: Figures) -> Row:
    figure: dict[str, Callable[[dict[str, float]], list[float]]] = {
        name: _largest if name.endswith("_max") else _mean for name in figures
    }
    return {
        "task": NAME,
        "set": claim,
        "system": system,
        "n": max(map(len, figures.values()), default=0),
        "figures": {name: figure[name](values) for name, values in figures.items()},
        "data_paths": [SAMPLE / "texts", SAMPLE / "cases.tsv", SAMPLE / "qrels.tsv", TWINS],
    }


def _mean(values: dict[str, float]) -> list[float]:
    return told(figure_of(values))


def _largest(values: dict[str, float]) -> list[float]:
    most = round(max(values.values()), 4)
    return [most, most, most]
