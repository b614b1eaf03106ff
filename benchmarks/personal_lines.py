"""Does one line about the person move anything of a CV, and is a line about work left whole?

    python -m benchmarks.personal_lines [--set c] [--show]

In:  personal_lines.tsv: lines that tell of a person (age, origin, faith, family, health, leave ...)
     in ways that strangers write them, and lines of work that name the same things
Out: for each set and language, how many checks leave the CV's profile as it was: the line in the
     header, in the summary, in running text, among the lines of a role, in a section of its own;
     and how many lines of work lose a word
Why: a rule shows what it was written for. Set a was read while the phrases were mended; set b was
     written with it and not read again; set c was written after the phrases were done
"""

import argparse
import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from matcher.documents import read_text
from matcher.profiles import understand_candidate
from matcher.protocols import SkillFinder
from matcher.records import Profile

LINES = Path(__file__).with_suffix(".tsv")
PLACES = ("header", "summary", "sentence", "role", "own section")


@dataclass(frozen=True, slots=True)
class Cv:
    """A CV into which one line is put."""

    head: tuple[str, str]
    summary: tuple[str, str]
    role: tuple[str, str, str, str, str]  # heading, title, dates, two lines
    own: str  # heading of a section about the person
    school: tuple[str, str]

    def text(self, place: str = "", line: str = "") -> str:
        """Return the CV with a line at one of `PLACES`, or without."""
        sentence = f" {line}" + ("" if line[-1:] in ".!?" else ".") if place == "sentence" else ""
        heading, title, dates, first, second = self.role
        put = {at: (line,) if at == place else () for at in PLACES}
        return "\n".join(
            (
                *self.head, *put["header"], "",
                self.summary[0], self.summary[1] + sentence, *put["summary"], "",
                heading, title, dates, f"- {first}", *(f"- {one}" for one in put["role"]),
                f"- {second}", "", *self.school,
                *(("", self.own, line) if place == "own section" else ()),
            )
        )  # fmt: skip


CVS = {
    "nl": Cv(
        ("Robin de Vries", "robin@example.nl | 06-00112233"),
        ("Profiel", "Ik bouw dashboards in Power BI en geef trainingen aan collega's."),
        ("Werkervaring", "Data-analist, Kestrel Logistics", "03/2018 - heden",
         "Rapportages gemaakt voor de directie in SQL en Excel", "Nieuwe collega's ingewerkt"),
        "Persoonlijk", ("Opleiding", "2004 - 2008 Hbo Bedrijfskunde, Hogeschool Utrecht"),
    ),
    "en": Cv(
        ("Robin Young", "robin@example.com | 07700 900112"),
        ("Profile", "I build dashboards in Power BI and train colleagues."),
        ("Experience", "Data analyst, Kestrel Logistics", "03/2018 - present",
         "Wrote reports for the board in SQL and Excel", "Trained new colleagues"),
        "Personal", ("Education", "2004 - 2008 BSc Logistics, University of Leeds"),
    ),
    "de": Cv(
        ("Robin Müller", "robin@example.de | 0151 00112233"),
        ("Profil", "Ich baue Dashboards in Power BI und schule Kollegen."),
        ("Berufserfahrung", "Datenanalyst, Kestrel Logistics", "03/2018 - heute",
         "Berichte für die Leitung in SQL und Excel erstellt", "Neue Kollegen eingearbeitet"),
        "Persönliches", ("Ausbildung", "2004 - 2008 Bachelor Logistik, Hochschule Ulm"),
    ),
    "fr": Cv(
        ("Robin Moreau", "robin@example.fr | 06 00 11 22 33"),
        ("Profil", "Je construis des tableaux de bord dans Power BI et je forme des collègues."),
        ("Expérience professionnelle", "Analyste de données, Kestrel Logistics",
         "03/2018 - aujourd'hui", "Rapports rédigés pour la direction en SQL et Excel",
         "Formation de nouveaux collègues"),
        "Informations personnelles",
        ("Formation", "2004 - 2008 Licence Logistique, Université de Lyon"),
    ),
}  # fmt: skip


def lines(of_set: str = "") -> list[dict[str, str]]:
    """Return the rows of the file, or of one set."""
    with LINES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in rows if row["set"] == of_set or not of_set]


def moved(language: str, line: str, finder: SkillFinder) -> list[tuple[str, str]]:
    """Return the places at which a personal line changes the profile, with what is then read."""
    cv = CVS[language]
    before = _read(cv.text(), finder)
    found = []
    for place in PLACES:
        after = _read(cv.text(place, line), finder)
        if after != before:
            more = " / ".join(one[0] for one in after[0] if one not in before[0])
            found.append((place, more or "something else of the profile"))
    return found


def hurt(language: str, line: str, finder: SkillFinder) -> list[str]:
    """Return the words of a line of work that the statements of a role lack."""
    said = _read(CVS[language].text("role", line), finder)[0]
    every = " ".join(text for text, *_ in said).lower()
    words = line.replace(",", " ").replace(":", " ").split()
    return [word for word in words if len(word) > 3 and word.strip(".").lower() not in every]


def _read(text: str, finder: SkillFinder) -> tuple[list[tuple[str, ...]], object]:
    profile: Profile = understand_candidate(read_text(text, id="x", source="x"), finder).profile
    statements = [
        (one.text.rstrip(" ."), str(one.setting), str(one.period)) for one in profile.statements
    ]
    return statements, (profile.roles, profile.languages, profile.education)


def counts(rows: Sequence[dict[str, str]], finder: SkillFinder, *, show: bool) -> Iterator[str]:
    """Yield a line of figures for each set and language."""
    for key in dict.fromkeys((row["set"], row["language"]) for row in rows):
        mine = [row for row in rows if (row["set"], row["language"]) == key]
        about, work = ([r["line"] for r in mine if r["kind"] == k] for k in ("personal", "work"))
        leaks = {line: moved(key[1], line, finder) for line in about}
        lost = {line: words for line in work if (words := hurt(key[1], line, finder))}
        places = Counter(place for found in leaks.values() for place, _ in found)
        checks, bad = len(about) * len(PLACES), places.total()
        yield (
            f"set {key[0]} {key[1]}: {checks - bad} of {checks} checks move nothing; "
            f"{sum(not found for found in leaks.values())} of {len(about)} lines nowhere; "
            f"{len(lost)} of {len(work)} lines of work lose a word; {dict(places)}"
        )
        if show:
            yield from (f"  read: {line} -> {found}" for line, found in leaks.items() if found)
            yield from (f"  lost: {line} -> {words}" for line, words in lost.items())


def main() -> None:
    """Print the figures."""
    from matcher.reading import shipped_finder

    parser = argparse.ArgumentParser(prog="benchmarks.personal_lines", description=__doc__)
    parser.add_argument("--set", default="", choices=["", "a", "b", "c"])
    parser.add_argument("--show", action="store_true", help="print what is read or lost")
    asked = parser.parse_args()
    for told in counts(lines(asked.set), shipped_finder(), show=asked.show):
        print(told)


if __name__ == "__main__":
    main()
