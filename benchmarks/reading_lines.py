"""Are the jobs, the study and the languages of a CV read as the CV tells them?

In:  a folder of labelled CVs (LANGUAGE/NAME-NUMBER.tsv: head lines "# key: value", then one line of
     the CV each, "CODE<TAB>text"; the format is told in `read`)
Out: a table: dated roles, lines under their role, highest education, languages with level; by
     language and by half (files with an odd number are for development, even ones are kept out)
Why: what is labelled is what a reader sees: the first and last month of a job, the job that a line
     tells of, the highest level reached. A CV is refused or not read whole as one, so the
     bootstrap draws CVs, never lines

Run: python -m benchmarks.reading_lines FOLDER [--half even] [--missed]
"""

import argparse
import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from matcher.errors import InvalidInput
from matcher.profiles import understand_candidate
from matcher.records import LANGUAGE_SCALE, Candidate, Concept, Document, Mention, Period, Setting

RESAMPLES = 2000  # of the percentile bootstrap (Efron 1979)
FIGURES = (
    "roles recall",
    "roles precision",
    "lines under the right role",
    "lines of no role that stand under one",
    "education",
    "languages with level",
    "education and languages",
    "not refused",
)
SAME = {  # names that the labels may use for one language of the program
    "tamazight": "berber",
    "sranan": "sranan-tongo",
    "darija": "arabic",
    "moroccan": "arabic",
    "chinese": "mandarin",
    "tagalog": "filipino",
}
Count = tuple[int, int]  # right, of
Span = tuple[int | None, int | None]  # year, month


@dataclass(frozen=True, slots=True)
class Told:
    """The first and the last month of a job as labelled; None for now."""

    first: Span
    last: Span | None


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled CV."""

    name: str
    language: str
    number: int
    text: str
    lines: tuple[tuple[str, int, int], ...]  # code, start, end in the text
    roles: Mapping[str, Told]  # by number; those with dates
    education: str | None
    languages: frozenset[tuple[str, str | None]]


@dataclass(slots=True)
class Counts:
    """What was right in one CV, figure by figure, and what was missed."""

    of: dict[str, Count] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)


class _NoSkills:
    def find(self, text: str) -> tuple[Mention, ...]:
        return ()

    def concept(self, concept_id: str) -> Concept:
        raise KeyError(concept_id)


# --- the labels -----------------------------------------------------------------------------
def read(path: Path) -> Labelled:
    """Return a labelled CV.

    Codes that count here: Wn is what was done in job n, Rn/Tn/En/Dn its header, H I P C c J j S L U
    t Y F A O all else. "# roles: 1=2019-03..now, 2=2015..2018-12, 3=?" has a month where one is
    told; jobs with a question mark count in no figure.
    """
    head: dict[str, str] = {}
    lines: list[tuple[str, int, int]] = []
    text = ""
    for raw in path.read_text(encoding="utf-8").splitlines():
        if raw.startswith("# ") and not text.strip():
            key, _, value = raw[2:].partition(":")
            head[key.strip()] = value.strip()
            continue
        code, _, line = raw.partition("\t")
        if line.strip():
            lines.append((code, len(text), len(text) + len(line)))
        text += line + "\n"
    number = re.findall(r"\d+", path.stem)
    return Labelled(
        name=path.stem,
        language=path.parent.name,
        number=int(number[-1]) if number else 0,
        text=text,
        lines=tuple(lines),
        roles=dict(_roles(head.get("roles", ""))),
        education=_word(re.sub(r"\(.*", "", head.get("education", ""))),
        languages=frozenset(_languages(head.get("languages", ""))),
    )


def _roles(value: str) -> Iterable[tuple[str, Told]]:
    for number, begun, ended in re.findall(
        r"(\d+)=([\d-]+)(?:\.\.([\d-]+|now))?(?=\s*(?:,|$))", value
    ):
        last = None if ended == "now" else _span(ended or begun)
        yield number, Told(_span(begun), last)


def _span(text: str) -> Span:
    year, _, month = text.partition("-")
    return int(year), int(month) if month else None


def _word(text: str) -> str | None:
    return text.strip() if re.search(r"\w", text) else None


def _languages(value: str) -> Iterable[tuple[str, str | None]]:
    for name, level in re.findall(r"([\w-]+)=([\w?]+)", value):
        yield SAME.get(name, name), None if level == "?" else level


# --- what the program reads -----------------------------------------------------------------
def counted(labelled: Labelled) -> Counts:
    """Return what the program reads right of one CV."""
    counts = Counts()
    document = Document(labelled.name, f"{labelled.name}.txt", "txt", "0" * 64, labelled.text)
    try:
        candidate: Candidate | None = understand_candidate(document, _NoSkills())
    except InvalidInput:
        candidate = None
        counts.missed.append("refused")
    counts.of["not refused"] = (int(candidate is not None), 1)
    _count_roles(labelled, candidate, counts)
    _count_lines(labelled, candidate, counts)
    _count_facts(labelled, candidate, counts)
    return counts


def _count_roles(labelled: Labelled, candidate: Candidate | None, counts: Counts) -> None:
    left = list(candidate.profile.roles) if candidate else []
    read_as = len(left)
    right = 0
    for number, told in labelled.roles.items():
        found = next((period for period in left if _same(period, told)), None)
        if found is None:
            counts.missed.append(f"role {number} {_shown(told)}")
            continue
        left.remove(found)
        right += 1
    counts.missed += [f"no role {_months(period)}" for period in left]
    counts.of["roles recall"] = (right, len(labelled.roles))
    counts.of["roles precision"] = (right, read_as)


def _same(period: Period, told: Told) -> bool:
    """Tell whether a period is the one labelled: in its months, or its years where none is told."""
    if not _begins(period.start, told.first):
        return False
    if told.last is None or period.end is None:
        return told.last is None and period.end is None
    year, month = told.last
    last = period.end - 1
    if month is not None:
        return last == year * 12 + month - 1 if year is not None else False
    return year in (last // 12, period.end // 12)


def _begins(start: int, span: Span) -> bool:
    year, month = span
    return start // 12 == year and month in (None, start % 12 + 1)


def _count_lines(labelled: Labelled, candidate: Candidate | None, counts: Counts) -> None:
    """Count the lines under the right role, and those of no role that stand under one."""
    statements = candidate.profile.statements if candidate else ()
    right = foreign = done = other = 0
    for code, start, end in labelled.lines:
        best = max(statements, key=lambda s: min(s.end, end) - max(s.start, start), default=None)
        over = best is not None and min(best.end, end) - max(best.start, start) >= (end - start) / 3
        held = best if over and best is not None and best.setting is Setting.ROLE else None
        told = labelled.roles.get(code[1:]) if code[0] == "W" else None
        if told is not None:
            done += 1
            fits = held is not None and held.period is not None and _same(held.period, told)
            right += fits
            if not fits:
                shown = "-" if held is None or held.period is None else _months(held.period)
                counts.missed.append(
                    f"line {code} -> {shown}: {labelled.text[start:end].strip()[:60]}"
                )
        elif not re.match(r"[RTEDWJj]", code):
            other += 1
            foreign += held is not None
            if held is not None:
                counts.missed.append(
                    f"under a role: {code} {labelled.text[start:end].strip()[:60]}"
                )
    counts.of["lines under the right role"] = (right, done)
    counts.of["lines of no role that stand under one"] = (foreign, other)


def _count_facts(labelled: Labelled, candidate: Candidate | None, counts: Counts) -> None:
    level = candidate.profile.education[0] if candidate and candidate.profile.education else None
    studied = (int(level == labelled.education), 1)
    if not studied[0]:
        counts.missed.append(f"education {labelled.education} read as {level}")
    spoken: dict[str, str | None] = {}
    for skill in candidate.profile.languages if candidate else ():
        spoken[skill.language] = max(spoken.get(skill.language), skill.level, key=_rank)
    read_as = frozenset(spoken.items())
    told = labelled.languages
    names = {name for name, _ in told | read_as}
    if told != read_as:
        counts.missed.append(
            f"languages {sorted(map(str, told - read_as))} read as "
            f"{sorted(map(str, read_as - told))}"
        )
    counts.of["education"] = studied
    counts.of["languages with level"] = (len(told & read_as), len(names))
    counts.of["education and languages"] = (
        studied[0] + len(told & read_as),
        studied[1] + len(names),
    )


def _rank(level: str | None) -> int:
    return LANGUAGE_SCALE.index(level) if level in LANGUAGE_SCALE else -1


def _shown(told: Told) -> str:
    ended = "now" if told.last is None else "-".join(str(n) for n in told.last if n)
    return f"{'-'.join(str(n) for n in told.first if n)}..{ended}"


def _months(period: Period) -> str:
    def shown(number: int) -> str:
        return f"{number // 12}-{number % 12 + 1}"

    return f"{shown(period.start)}..{'now' if period.end is None else shown(period.end - 1)}"


# --- the table ------------------------------------------------------------------------------
def share(counts: Sequence[Counts], figure: str) -> float | None:
    """Return how much was right in all these CVs together; None where nothing was asked."""
    right = sum(one.of[figure][0] for one in counts)
    of = sum(one.of[figure][1] for one in counts)
    return right / of if of else None


def interval(counts: Sequence[Counts], figure: str, seed: int = 1) -> tuple[float, float]:
    """Return the 95 % interval of `share`: percentile bootstrap over CVs, fixed seed."""
    draw = random.Random(seed)
    shares = [
        value
        for _ in range(RESAMPLES)
        if (value := share(draw.choices(counts, k=len(counts)), figure)) is not None
    ]
    shares.sort()
    return shares[int(0.025 * len(shares))], shares[int(0.975 * len(shares))]


def table(groups: Mapping[str, Sequence[Counts]]) -> str:
    """Return a Markdown table of the figures, a row for each group of CVs."""
    rows = [["CVs", "n", *FIGURES]]
    for name, counts in groups.items():
        cells = [_cell(counts, figure) for figure in FIGURES]
        rows.append([name, str(len(counts)), *cells])
    rows.insert(1, ["---"] * len(rows[0]))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(counts: Sequence[Counts], figure: str) -> str:
    value = share(counts, figure)
    if value is None:
        return "-"
    low, high = interval(counts, figure)
    return f"{value:.3f} ({low:.3f} to {high:.3f})"


def groups_of(labelled: Sequence[Labelled], counts: Sequence[Counts]) -> dict[str, list[Counts]]:
    """Return the counts by language and half, then by half alone."""
    halves: tuple[tuple[str, Callable[[Labelled], bool]], ...] = (
        ("odd", lambda one: one.number % 2 == 1),
        ("even", lambda one: one.number % 2 == 0),
    )
    languages = sorted({one.language for one in labelled})
    both = list(zip(labelled, counts, strict=True))
    found = {
        f"{name}, {half}": [c for one, c in both if one.language == name and fits(one)]
        for half, fits in halves
        for name in languages
    }
    found |= {half: [c for one, c in both if fits(one)] for half, fits in halves}
    return {name: group for name, group in found.items() if group}


def main() -> None:
    """Print the table; with --missed also what was missed in the CVs with an odd number."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, nargs="+")
    parser.add_argument("--half", choices=("odd", "even"), help="only this half")
    parser.add_argument("--missed", action="store_true", help="list what was missed, odd half")
    asked = parser.parse_args()
    paths = sorted(path for folder in asked.folder for path in folder.rglob("*.tsv"))
    labelled = [read(path) for path in paths]
    if asked.half:
        labelled = [one for one in labelled if (one.number % 2 == 1) == (asked.half == "odd")]
    counts = [counted(one) for one in labelled]
    if asked.missed:
        for one, count in zip(labelled, counts, strict=True):
            if one.number % 2 and count.missed:
                print(f"## {one.name}", *count.missed, sep="\n  ")
    print(table(groups_of(labelled, counts)))


if __name__ == "__main__":
    main()
