"""How much a line of a vacancy decides is told from its words and from the section it stands in."""

import csv
from pathlib import Path

import pytest

from matcher.profiles.headings import Part
from matcher.profiles.requirements import importance_of
from matcher.records import Importance

ROWS = list(
    csv.DictReader(
        (Path(__file__).parent / "importance_lines.tsv").read_text(encoding="utf-8").splitlines(),
        delimiter="\t",
    )
)


def told(row: dict[str, str]) -> str:
    part = None if row["section"] == "none" else Part(row["section"])
    return importance_of(row["line"], part).value


def f1(importance: str, rows: list[dict[str, str]]) -> float:
    right = sum(told(row) == importance == row["importance"] for row in rows)
    named = sum(told(row) == importance for row in rows)
    meant = sum(row["importance"] == importance for row in rows)
    return 2 * right / (named + meant)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_importance_is_told_with_a_macro_f1_of_at_least_90_percent(language: str) -> None:
    assert len(ROWS) >= 150
    rows = [row for row in ROWS if row["language"] == language]
    kinds = (Importance.MUST, Importance.NICE, Importance.TASK)
    macro = sum(f1(kind.value, rows) for kind in kinds) / len(kinds)
    wrong = [row["line"] for row in rows if told(row) != row["importance"]]
    assert macro >= 0.90, wrong
