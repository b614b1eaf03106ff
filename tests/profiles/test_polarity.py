"""Denials and wishes are told from ordinary lines that only sound like them."""

import csv
from collections.abc import Iterable
from pathlib import Path

import pytest

from matcher.profiles.polarity import clauses
from matcher.records import Polarity

ROWS = list(
    csv.DictReader(
        (Path(__file__).parent / "polarity_lines.tsv").read_text(encoding="utf-8").splitlines(),
        delimiter="\t",
    )
)


def polarity_of(line: str) -> Polarity:
    """Return the strongest "no" or wish in a line: what the line as a whole says."""
    found = {polarity for _, _, polarity in clauses(line, 0, len(line))}
    order = (Polarity.NEGATED, Polarity.ASPIRED, Polarity.SHOWN)
    return next(polarity for polarity in order if polarity in found)


def f1(truth: Iterable[bool], told: Iterable[bool]) -> float:
    pairs = list(zip(truth, told, strict=True))
    both = sum(a and b for a, b in pairs)
    return 2 * both / (sum(a for a, _ in pairs) + sum(b for _, b in pairs))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("polarity", [Polarity.NEGATED, Polarity.ASPIRED])
def test_denials_and_wishes_are_found_with_an_f1_of_at_least_95_percent(
    language: str, polarity: Polarity
) -> None:
    rows = [row for row in ROWS if row["language"] == language]
    assert len(rows) >= 60
    wrong = [
        row["line"]
        for row in rows
        if (polarity_of(row["line"]) is polarity) != (row["polarity"] == polarity.value)
    ]
    score = f1(
        (row["polarity"] == polarity.value for row in rows),
        (polarity_of(row["line"]) is polarity for row in rows),
    )
    assert score >= 0.95, wrong
