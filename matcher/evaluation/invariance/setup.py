"""What the proofs share: what is tried, and how figures are gathered.

In:  a sample, the vacancies and people to try, a seed; then an `Outcome`
Out: documents to rank; figures a vacancy (or a person in it), so that an interval can be put around
     their mean. Names ending in "_max" are the largest of all; what only a ledger can tell (points,
     rows, flags) is not told of a rival
"""

import random
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from matcher.documents import read_files
from matcher.errors import InvalidInput
from matcher.evaluation.invariance import stuffing
from matcher.evaluation.invariance.agreement import Outcome, rbo
from matcher.evaluation.invariance.markup import document, plain
from matcher.evaluation.invariance.rankers import Documents
from matcher.evaluation.invariance.sample import Sample
from matcher.reading import read_vacancy
from matcher.records import Document, Importance, Match, Requirement, Row

Figures = dict[str, dict[str, float]]  # figure -> vacancy, or pair -> value


@dataclass(frozen=True, slots=True)
class Setup:
    """What is tried."""

    sample: Sample
    vacancies: tuple[str, ...]
    people: tuple[str, ...]  # whose CVs are edited
    seed: int = 0
    twins: Mapping[str, str] | None = None  # vacancy -> the same vacancy in the other language

    def rng(self, *what: str) -> random.Random:
        """Return a generator that gives the same for the same words."""
        return random.Random(f"{self.seed} {' '.join(what)}")

    def asked(self, *names: str) -> Documents:
        """Return the vacancies as documents."""
        return {v: document(self.sample.vacancies[v], v) for v in names or self.vacancies}

    def edition(self, edit: Callable[[str, str], str]) -> dict[str, Document]:
        """Return the people's CVs after an edit of (person, Markdown)."""
        cvs = self.sample.cvs
        return {p: document(edit(p, cvs[p]), p) for p in self.people}

    def plain(self) -> dict[str, Document]:
        """Return the people's CVs as they are."""
        return self.edition(lambda _, cv: cv)


def compared(setup: Setup, found: Outcome, before: str, after: Iterable[str]) -> Figures:
    """Return what became of ranks, orders and scores between one edition and others."""
    figures: Figures = {}
    for vacancy in setup.vacancies:
        for edition in after:
            moved(figures, found, vacancy, setup.people, before, edition)
            same = rbo(found.ranking(vacancy, before), found.ranking(vacancy, edition))
            figures.setdefault("rbo", {})[f"{vacancy} {edition}"] = same
    return figures


def moved(
    figures: Figures,
    found: Outcome,
    vacancy: str,
    people: Sequence[str],
    before: str,
    after: str,
) -> None:
    """Add what became of people's places and scores from one edition to another."""
    for person in people:
        places = [found.place(vacancy, person, edition) for edition in (before, after)]
        key = f"{vacancy} {person} {after}"
        put(figures, key, changed=[places[0] != places[1]])
        put(figures, key, shift_max=[abs(places[0] - places[1])])
        both = pair(found, vacancy, person, before, after)
        if both:
            put(figures, key, score_change_max=[abs(both[0].score - both[1].score)])


def put(figures: Figures, key: str, **values: Sequence[float]) -> None:
    """Add the mean of each list, or its largest for "_max"; an empty list adds nothing."""
    for name, found in values.items():
        if found:
            measured = max(found) if name.endswith("_max") else fmean(map(float, found))
            figures.setdefault(name, {})[key] = float(measured)


def requirements(setup: Setup, vacancy: str) -> list[Requirement]:
    """Return what the vacancy asks, tasks and what is off left out."""
    understood = read_vacancy(document(setup.sample.vacancies[vacancy], vacancy))
    asked = (Importance.MUST, Importance.NICE)
    return [r for r in understood.requirements if r.importance in asked and r.weight > 0]


def files(texts: Mapping[str, tuple[str, str]], media: str, how: str) -> dict[str, Document]:
    """Write CVs with hidden words as files, and read them back as documents."""
    write, _ = stuffing.FILES[media]
    with tempfile.TemporaryDirectory() as folder:
        for person, (cv, unseen) in texts.items():
            shown = plain(cv).split("\n")
            (Path(folder) / f"{person}.{media}").write_bytes(write(shown, unseen, how))
        read = list(read_files([Path(folder)]))
    found = {one.id: one for one in read if isinstance(one, Document)}
    if len(found) < len(texts):
        raise InvalidInput(f"{len(texts) - len(found)} of {len(texts)} {media} files are not read")
    return found


def pair(
    found: Outcome, vacancy: str, person: str, before: str, after: str
) -> tuple[Match, Match] | None:
    """Return the ledgers of two editions of one CV; None of a rival."""
    one, other = (found.match(vacancy, person, edition) for edition in (before, after))
    return None if one is None or other is None else (one, other)


def points(match: Match, number: int | None) -> float:
    """Return the points of a requirement's row; None names the row of the context."""
    return sum(row.points for row in match.rows if row.number == number)


def row_of(match: Match, number: int) -> Row:
    """Return the row of a requirement."""
    return next(row for row in match.rows if row.number == number)
