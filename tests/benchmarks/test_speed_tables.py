"""Bars, tables and plots of the speed bench say what the rows say, and a missed bar is told."""

from pathlib import Path

import pytest

from benchmarks import rows, speed_tables, speed_targets
from benchmarks.rows import Row
from benchmarks.speed import plots

STAMP = {"date": "2026-11-25", "data": "d", "commit": "c", "machine": "m", "seed": 1}


def searched(system: str, people: int = 100_000, **figures: float) -> Row:
    basic = {
        "question": "search", "system": system, "people": people, "statements": 20 * people,
        "cpu_ms": 9.0, "p50_ms": 8.0, "p99_ms": 11.0, "queries_per_s": 110.0,
    }  # fmt: skip
    return {**basic, **figures, **STAMP}


def filtered(share: float, **figures: object) -> Row:
    return {
        **searched("matcher", **{"recall@100": 1.0, "to_unfiltered": 0.5}),
        "question": "filters", "kind": "random", "share": share, **figures,
    }  # fmt: skip


def test_what_was_asked_is_told_with_what_was_reached() -> None:
    found = [
        searched("matcher, exact", to_limit=3.5),
        searched("matcher, codes first", **{"to_product": 1 / 90, "recall@100": 0.995}),
        filtered(0.01, to_unfiltered=0.2),
        filtered(0.1, to_unfiltered=1.2, **{"recall@100": 0.98}),
    ]
    text = "\n".join(speed_tables.asked(found))
    assert "| 100,000 people: exact scan, × reading the same bytes | ≤ 3 | 3.50 | **no** |" in text
    assert "(one product) | ≥ 80 | 90 | yes |" in text
    assert "| the same, recall@100 | ≥ 0.99 | 0.9950 | yes |" in text
    assert "least recall@100 of 12 | ≥ 0.985 | 0.9800 | **no** |" in text
    assert "greatest share of the unfiltered cost | ≤ 1.1 | 1.20 | **no** |" in text
    assert "| 1,000,000 people: recall@100 | ≥ 0.985 | not measured |  |" in text
    assert speed_tables.asked([]) == []


def test_the_newest_run_counts_and_older_rows_of_the_same_question_do_not() -> None:
    old = {**searched("matcher, exact", to_limit=9.0), "commit": "before"}
    new = searched("matcher, exact", to_limit=2.0)
    assert speed_targets.newest([old, new], question="search") == [new]
    assert "| ≤ 3 | 2.00 | yes |" in "\n".join(speed_tables.asked([old, new]))
    lines = speed_tables.search([old, new])
    assert sum(line.startswith("| matcher") for line in lines) == 1


def test_a_table_of_filters_has_a_line_for_each_kind_and_system() -> None:
    both = [filtered(0.001), filtered(0.5, p50_ms=3.0), filtered(0.001, kind="like"),
            filtered(0.5, kind="like")]  # fmt: skip
    lines = speed_tables.filters(both)
    assert "| filter | system | 0.1 % | 50 % |" in lines
    assert "| random | matcher | 1.000 / 8.00 ms / 0.50 | 1.000 / 3.00 ms / 0.50 |" in lines
    assert any(line.startswith("| like | matcher |") for line in lines)


@pytest.mark.parametrize("name", sorted(speed_tables.TABLES))
def test_a_question_without_rows_has_an_empty_table(name: str) -> None:
    assert speed_tables.TABLES[name]([]) == []


def test_plots_are_the_same_bytes_for_the_same_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "HERE", tmp_path)
    kept = [
        searched("matcher, exact", **{"recall@100": 0.995}),
        searched("matcher, exact", people=10_000, **{"recall@100": 0.999}),
        searched("numpy, one product", cpu_ms=600.0, **{"recall@100": 1.0}),
        filtered(0.001, kind="unlike the vacancy"),
        filtered(0.5, kind="unlike the vacancy"),
    ]
    monkeypatch.setattr(plots, "read", lambda name: kept)
    for folder in (tmp_path / "a", tmp_path / "b"):
        plots.write(folder)
    names = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert names == ["filters.svg", "growth.svg", "search.svg"]
    for name in names:
        drawn = (tmp_path / "a" / name).read_bytes()
        assert drawn == (tmp_path / "b" / name).read_bytes()
        assert b"<svg" in drawn
        assert len(drawn) < 60_000
    assert "matcher, exact" in (tmp_path / "a" / "search.svg").read_text()
