"""Does the trained reader tell what a line of a CV is, better than the rules and than chance?

In:  a folder of labelled CVs (see `matcher.tuning.lines`)
Out: a table: accuracy and macro-F1 of the reader, of the rules and of the majority, by language, on
     layouts that the reader was not trained on; F1 of each kind; how honest its probabilities are;
     how far two blind labellings agree
Why: the rules name sections and headers of roles, not kinds of lines; `by_rules` says of each line
     what they take it for, in the reader's own terms. The bootstrap draws CVs, never lines

Run: python -m benchmarks.line_labels data/cv_lines [--kinds]
"""

import argparse
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.reading_lines import _NoSkills
from matcher.profiles import identity
from matcher.profiles.cv.line_reader import KINDS, Kind
from matcher.profiles.headings import Section
from matcher.profiles.lines import Line, lines_of
from matcher.profiles.periods import ranges, single
from matcher.profiles.roles import entries
from matcher.profiles.sections import sections_of
from matcher.tuning.chain import Settings
from matcher.tuning.lines import (
    CODES,
    Judged,
    Labelled,
    f1,
    judged_in,
    labelled_in,
)

RESAMPLES = 2000
Pairs = list[tuple[Kind, Kind]]
Counts = NDArray[np.float64]
_OF = {
    Section.SKILLS: Kind.SKILLS,
    Section.LANGUAGES: Kind.LANGUAGE,
    Section.SUMMARY: Kind.SUMMARY,
    Section.HOBBIES: Kind.HOBBY,
    Section.REFERENCES: Kind.REFERENCE,
    Section.OTHER: Kind.OTHER,
    Section.EDUCATION: Kind.EDUCATION,
}


# --- the rules in the reader's terms --------------------------------------------------------
def by_rules(text: str) -> dict[int, Kind]:
    """Return what the rules take each line for, by the start of the line."""
    lines = lines_of(text)
    placed = sections_of(text, lines)
    found = {line.start: Kind.HEADING for line in lines}
    header = [line for section, line in placed if section is None]
    name = identity.name_in(header, _NoSkills(), lines)
    run: list[Line] = []
    for index, (section, line) in enumerate(placed):
        run.append(line)
        if index + 1 == len(placed) or placed[index + 1][0] is not section:
            found |= _of_section(run, section, name.start if name else -1)
            run = []
    return found


def _of_section(lines: list[Line], section: Section | None, name: int) -> dict[int, Kind]:
    if section in (Section.ROLES, Section.PROJECTS):
        return _of_roles(lines)
    if section is None:
        first = next((i for i, entry in enumerate(entries(lines, singles=False))
                      if entry.header and ranges(entry.line.text)), len(lines))  # fmt: skip
        top = {line.start: _of_top(line, name) for line in lines[:first]}
        return top | _of_roles(lines[first:])
    if section is Section.PERSONAL:
        licence = identity.LICENCE.search
        return {
            line.start: Kind.AVAILABILITY if licence(line.text) else Kind.PERSON for line in lines
        }
    return {
        line.start: Kind.PERSON if identity.kind_of_label(line.text) else _OF[section]
        for line in lines
    }


def _of_top(line: Line, name: int) -> Kind:
    if line.start <= name < line.end or identity.kind_of_piece(line.text):
        return Kind.PERSON
    if identity.LICENCE.search(line.text):
        return Kind.AVAILABILITY
    return Kind.HEADLINE if len(line.text) < 60 and not line.bullet else Kind.SUMMARY


def _of_roles(lines: list[Line]) -> dict[int, Kind]:
    found: dict[int, Kind] = {}
    titled: set[int] = set()
    for entry in entries(lines, singles=False):
        text = entry.line.text
        if not entry.header:
            found[entry.line.start] = Kind.WORK
            continue
        dated = ranges(text) or [one for one in [single(text)] if one]
        rest = "".join(text[: one.start] + text[one.end :] for one in dated[:1]) or text
        names = [part for part in re.split(r"[|•·\t,@]|\s[–—-]\s|\s{3,}", rest)
                 if re.search(r"[^\W\d_]{2}", part)]  # fmt: skip
        if dated and not names:
            found[entry.line.start] = Kind.DATES
        elif dated or len(names) > 1:
            found[entry.line.start] = Kind.HEADER
        else:
            later = entry.number in titled
            found[entry.line.start] = Kind.EMPLOYER if later else Kind.TITLE
            titled.add(entry.number)
    return found


# --- figures --------------------------------------------------------------------------------
def crossed(pairs: Pairs) -> Counts:
    """Return how often each kind (row) was read as each kind (column)."""
    found = np.zeros((len(KINDS), len(KINDS)))
    for told, read in pairs:
        found[KINDS.index(told), KINDS.index(read)] += 1
    return found


def accuracies(counts: Counts) -> Counts:
    """Return the share of lines read right, for (..., kinds, kinds) counts."""
    right: Counts = np.trace(counts, axis1=-2, axis2=-1) / counts.sum(axis=(-2, -1))
    return right


def macro_f1s(counts: Counts) -> Counts:
    """Return the mean F1 of the kinds that were told, for (..., kinds, kinds) counts."""
    right = np.diagonal(counts, axis1=-2, axis2=-1)
    told, read = counts.sum(axis=-1), counts.sum(axis=-2)
    each = 2 * right / np.maximum(told + read, 1)
    mean: Counts = (each * (told > 0)).sum(axis=-1) / (told > 0).sum(axis=-1)
    return mean


def intervals(cvs: Sequence[Pairs]) -> list[str]:
    """Return accuracy and macro-F1 with 95 % intervals: bootstrap over CVs (Efron 1979)."""
    each = np.stack([crossed(pairs) for pairs in cvs])
    drawn = np.random.default_rng(1).multinomial(
        len(cvs), np.full(len(cvs), 1 / len(cvs)), RESAMPLES
    )
    sums = np.tensordot(drawn.astype(float), each, 1)
    found = []
    for figure in (accuracies, macro_f1s):
        low, high = np.quantile(figure(sums), (0.025, 0.975))
        found.append(f"{float(figure(each.sum(axis=0))):.3f} ({low:.3f} to {high:.3f})")
    return found


def systems_of(cvs: Sequence[Labelled], judged: Sequence[Judged]) -> dict[str, list[Pairs]]:
    """Return the (told, read) pairs of each CV, by system."""
    common = Counter(kind for cv in cvs for kind in cv.kinds).most_common(1)[0][0]
    rules = [by_rules(cv.text) for cv in cvs]
    return {
        "reader": [list(zip(one.kinds, one.read, strict=True)) for one in judged],
        "rules": [
            [(kind, read[line.start]) for kind, line in zip(cv.kinds, cv.lines, strict=True)]
            for cv, read in zip(cvs, rules, strict=True)
        ],
        f"all {common}": [[(kind, common) for kind in cv.kinds] for cv in cvs],
    }


def calibration(judged: Sequence[Judged], bins: int = 10) -> float:
    """Return the expected calibration error: mean |said - right| over bins, weighted by lines.

    Source: Guo et al., ICML 2017, equation 3.
    """
    said: list[tuple[float, bool]] = [
        (float(row.max()), kind == read)
        for one in judged
        for row, kind, read in zip(one.chances, one.kinds, one.read, strict=True)
    ]
    error = 0.0
    for at in range(bins):
        inside = [one for one in said if min(int(one[0] * bins), bins - 1) == at]
        if inside:
            error += abs(sum(p for p, _ in inside) - sum(right for _, right in inside))
    return error / len(said)


def agreement(folder: Path) -> str:
    """Return a table of how far the second, blind labelling agrees: accuracy and Cohen's kappa."""
    rows, every = ["| labelled twice | lines | the same | kappa |", "|---|---|---|---|"], []
    for second in sorted(path for path in (folder / "second").glob("*") if path.is_dir()):
        pairs = [pair for path in sorted(second.glob("*.txt")) for pair in _twice(folder, path)]
        every += pairs
        rows.append(_agreed(second.name, pairs))
    rows.append(_agreed("all", every))
    read = [(CODES[a], CODES[b]) for a, b in every]
    rows.append(_agreed("all, kinds that are read", read))
    return "\n".join(rows)


def _twice(folder: Path, second: Path) -> list[tuple[str, str]]:
    path = folder / second.parent.name / f"{second.stem}.tsv"
    first = [
        re.sub(r"\d+$", "", raw.partition("\t")[0])
        for raw in path.read_text(encoding="utf-8").split("\n")
        if not raw.startswith("# ") and raw.partition("\t")[2].strip()
    ]
    again = [re.sub(r"\d+$", "", raw.split()[1]) for raw in second.read_text().splitlines()]
    return list(zip(first, again, strict=True))


def _agreed(name: str, pairs: Sequence[tuple[str, str]]) -> str:
    same = sum(a == b for a, b in pairs) / len(pairs)
    first, again = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[code] * again[code] for code in first) / len(pairs) ** 2
    return f"| {name} | {len(pairs)} | {same:.3f} | {(same - chance) / (1 - chance):.3f} |"


def table(cvs: Sequence[Labelled], systems: dict[str, list[Pairs]]) -> str:
    """Return a Markdown table of accuracy and macro-F1 by language."""
    rows = ["| | CVs | lines | system | accuracy | macro-F1 |", "|---|---|---|---|---|---|"]
    for language in [*sorted({cv.language for cv in cvs}), "all"]:
        for name, pairs in systems.items():
            some = [p for cv, p in zip(cvs, pairs, strict=True) if language in (cv.language, "all")]
            row = [language, str(len(some)), str(sum(map(len, some))), name, *intervals(some)]
            rows.append(f"| {' | '.join(row)} |")
    return "\n".join(rows)


def kinds_table(systems: dict[str, list[Pairs]]) -> str:
    """Return a Markdown table of F1 by kind."""
    names = list(systems)[:2]
    rows = [f"| kind | lines | {' | '.join(names)} |", "|---|---|---|---|"]
    flat = {name: [pair for cv in systems[name] for pair in cv] for name in names}
    for kind in KINDS:
        count = sum(told == kind for told, _ in flat[names[0]])
        cells = " | ".join(f"{f1(flat[name], kind):.3f}" for name in names)
        rows.append(f"| {kind} | {count} | {cells} |")
    return "\n".join(rows)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kinds", action="store_true", help="F1 of each kind too")
    asked = parser.parse_args()
    cvs = labelled_in(asked.folder)
    judged = judged_in(cvs, Settings())
    for name, part in (("test", judged.test), ("second", judged.second)):
        places = {one.name: one for one in part}
        some = [cv for cv in cvs if cv.name in places]
        systems = systems_of(some, [places[cv.name] for cv in some])
        layouts = len({one.layout for one in part})
        print(f"\n{name}: {layouts} layouts; calibration error {calibration(part):.3f}\n")
        print(table(some, systems))
        if asked.kinds:
            print("\n" + kinds_table(systems))
    print("\n" + agreement(asked.folder))


if __name__ == "__main__":
    main()
