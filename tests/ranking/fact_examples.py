"""Cases of one requirement and a small CV, read and ranked as the engine does, but for likeness.

`fact_cases.tsv`: half (seen while the rules were made, or kept aside), kind, language, what is
asked, the CV in lines, and the right status (several where readers may differ). A line opens with
where it stands: `W 2015-2020:` a role of these years, `W*` one whose lines are alike to what is
asked, `E:` study, `C:` certificates, `T:` languages, `S:` the person's own summary.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from matcher.calendar import month
from matcher.profiles import understand_candidate, understand_requirement
from matcher.ranking import Lanes, Weights, ledger
from matcher.records import Document, Importance, Row, Status
from matcher.skills import Finder, Vocabulary

AS_OF = month(2026, 6)
CASES = Path(__file__).with_name("fact_cases.tsv")
_PARTS = "SWECT"
HEADINGS = {
    language: dict(zip(_PARTS, names.split("|"), strict=True))
    for language, names in {
        "nl": "Profiel|Werkervaring|Opleiding|Certificaten|Talen",
        "en": "Profile|Work experience|Education|Certificates|Languages",
        "de": "Profil|Berufserfahrung|Ausbildung|Zertifikate|Sprachen",
        "fr": "Profil|Expérience professionnelle|Formation|Certificats|Langues",
    }.items()
}
LINE = re.compile(
    r"(?P<part>[SWECT])(?P<alike>\*?)(?: (?P<first>\d{4})-(?P<last>\d{4}))?: (?P<said>.+)"
)


@dataclass(frozen=True, slots=True)
class Case:
    """One requirement, one CV, and the statuses that are right."""

    half: str
    kind: str
    language: str
    asked: str
    cv: str
    right: tuple[Status, ...]

    def __str__(self) -> str:
        return f"{self.asked} | {self.cv}"


def cases(half: str | None = None) -> Iterator[Case]:
    """Yield the cases of one half, or all."""
    with CASES.open(encoding="utf-8", newline="") as file:
        for cells in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if half in (None, cells["half"]):
                right = tuple(Status(one) for one in cells["status"].split(","))
                yield Case(cells["half"], cells["kind"], cells["language"], cells["asked"],
                           cells["cv"], right)  # fmt: skip


@cache
def finder() -> Finder:
    """Return the shipped vocabulary's finder."""
    return Finder(Vocabulary.shipped())


def cv_of(lines: str, language: str) -> tuple[Document, set[str]]:
    """Return the CV of a case, and the lines in it that are alike."""
    headings = HEADINGS[language]
    parts: dict[str, list[str]] = {}
    alike = set()
    for match in (LINE.fullmatch(line.strip()) for line in lines.split("//")):
        assert match is not None, lines
        said = [match["said"]]
        if match["first"]:
            title = {"nl": "Medewerker", "en": "Employee", "de": "Mitarbeiter", "fr": "Employé"}
            span = f"01/{match['first']} - 12/{match['last']}"
            said = [f"{title[language]}, Voorbeeld BV, {span}", f"- {match['said']}"]
        if match["alike"]:
            alike.add(match["said"])
        parts.setdefault(match["part"], []).extend(said)
    text = "Robin Voorbeeld\n"
    for part in _PARTS:
        if part in parts:
            text += f"\n{headings[part]}\n" + "\n".join(parts[part]) + "\n"
    return Document("robin", "robin.txt", "txt", "0" * 64, text), alike


def row_of(case: Case, *, likeness: float = 0.0) -> Row:
    """Return the row of a case; every line is so like the requirement, and a `W*` line wholly."""
    asked = understand_requirement(case.asked, 1, Importance.MUST, finder())
    document, alike = cv_of(case.cv, case.language)
    profile = understand_candidate(document, finder()).profile
    lane = np.array(
        [[1.0 if s.text in alike else likeness for s in profile.statements]], dtype=np.float32
    )
    lanes = Lanes(lane, np.zeros_like(lane), 0.5)
    match = ledger([asked], profile, lanes, as_of=AS_OF, weights=Weights())
    return match.rows[0]
