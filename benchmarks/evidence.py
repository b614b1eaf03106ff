"""The numbers of labelled pairs, read anew from the texts that the labels are of.

In:  the table of labels (data/evidence/pairs.tsv), the vacancies and the bases of the CVs
Out: the same table with the traits that the engine finds today, and how many pairs were not found
Why: labels outlive the way in which likeness is measured, numbers do not; and the texts are not
     ours to hand on, so that a pair is known by hashes of its requirement and its line

Run: python -m benchmarks.evidence --vacancies FOLDER ... --base dutch/cvs=BASE
     --base strangers_dev=BASE --base pdf_html_print=BASE [--out TABLE]
then python -m matcher.tuning judge --pairs TABLE --out matcher/ranking/judge.json
"""

import argparse
import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from matcher.pipeline import Matcher
from matcher.ranking import Traits

PAIRS = Path("data/evidence/pairs.tsv")
_DIGITS = 16

Cells = dict[str, str]


def digest(text: str) -> str:
    """Return the hash by which a pair knows a text, whatever its white space."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:_DIGITS]


def anew(rows: Sequence[Cells], bases: Mapping[str, Path], folders: Sequence[Path]) -> list[Cells]:
    """Return the rows whose texts are there, with their traits of today; the rest is left out."""
    vacancies = {
        file.name: file
        for folder in folders
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
    found: list[Cells] = []
    for source, base in bases.items():
        matcher = Matcher.open(base)
        asked: dict[str, list[Cells]] = defaultdict(list)
        for row in rows:
            if row["source"] == source and row["vacancy"] in vacancies:
                asked[row["vacancy"]].append(row)
        for name, mine in sorted(asked.items()):
            found += _of_one(matcher, vacancies[name], mine)
    return found


def _of_one(matcher: Matcher, vacancy: Path, rows: Sequence[Cells]) -> Iterator[Cells]:
    read = matcher.understand(vacancy)
    numbers = {digest(one.text): one.number for one in read.requirements}
    ids = sorted({row["candidate"] for row in rows} & set(matcher.ids()))
    lines = {
        candidate.id: {digest(s.text): n for n, s in enumerate(candidate.profile.statements)}
        for candidate, _ in matcher.candidates(ids)
    }
    pairs = matcher.searcher().pairs(read, ids, every=True)
    for row in rows:
        line = lines.get(row["candidate"], {}).get(row["line_sha"])
        own = dict(pairs.get(row["candidate"], {}).get(numbers.get(row["requirement_sha"], 0), ()))
        if line is not None and line in own:
            yield row | {
                name: f"{value:.4f}".rstrip("0").rstrip(".")
                for name, value in zip(Traits._fields, own[line], strict=True)
            }


def main() -> None:
    """Read the table, write it anew, and say what was not found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=Path, default=PAIRS)
    parser.add_argument("--vacancies", type=Path, nargs="+", required=True)
    parser.add_argument("--base", action="append", required=True, metavar="SOURCE=BASE")
    parser.add_argument("--out", type=Path, default=PAIRS)
    options = parser.parse_args()
    with options.pairs.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    bases = dict(one.split("=", 1) for one in options.base)
    found = anew(rows, {name: Path(base) for name, base in bases.items()}, options.vacancies)
    with options.out.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(
            out, list(rows[0]), delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE
        )
        writer.writeheader()
        writer.writerows(found)
    print(f"{len(found)} of {len(rows)} pairs found; written to {options.out}")


if __name__ == "__main__":
    main()
