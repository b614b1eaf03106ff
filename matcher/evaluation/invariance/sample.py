"""The sample's own texts, judgements and cases, as the proofs take them.

In:  the folder data/sample of the repository
Out: a `Sample`: Markdown of CVs and vacancies, grades, and the people who are there for a reason
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from matcher.errors import NotFound
from matcher.evaluation.tasks import Qrels, read_qrels


@dataclass(frozen=True, slots=True)
class Case:
    """Why somebody is in the sample: gem, title_trap, twin, ... of a vacancy."""

    vacancy: str
    candidate: str
    kind: str
    pair: str


@dataclass(frozen=True, slots=True)
class Sample:
    """Texts and what is known of them."""

    cvs: Mapping[str, str]  # id -> Markdown
    vacancies: Mapping[str, str]
    qrels: Qrels
    cases: tuple[Case, ...]

    def people(self, vacancy: str, *kinds: str) -> list[str]:
        """Return the candidates of a vacancy's cases of these kinds, sorted."""
        return sorted({c.candidate for c in self.cases if c.vacancy == vacancy and c.kind in kinds})

    def field_of(self, candidate: str) -> frozenset[str]:
        """Return the vacancies that a candidate's CV was judged or written for."""
        judged = {v for v, grades in self.qrels.items() if candidate in grades}
        return frozenset(judged | {c.vacancy for c in self.cases if c.candidate == candidate})


def read_sample(folder: Path) -> Sample:
    """Read the sample.

    Raises
    ------
    NotFound : the folder lacks texts/cvs, texts/vacancies, qrels.tsv or cases.tsv
    """
    needed = ("texts/cvs", "texts/vacancies", "qrels.tsv", "cases.tsv")
    for part in needed:
        if not (folder / part).exists():
            raise NotFound(f"{folder} has no {part}; the sample needs {', '.join(needed)}")
    with (folder / "cases.tsv").open(encoding="utf-8", newline="") as lines:
        cases = tuple(
            Case(row["vacancy"], row["candidate"], row["case"], row["pair"] or "")
            for row in csv.DictReader(lines, delimiter="\t")
        )
    return Sample(
        cvs=texts_in(folder / "texts" / "cvs"),
        vacancies=texts_in(folder / "texts" / "vacancies"),
        qrels=read_qrels(folder / "qrels.tsv"),
        cases=cases,
    )


def texts_in(folder: Path) -> dict[str, str]:
    """Return the Markdown files of a folder, by name, in order."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}
