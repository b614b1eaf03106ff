"""The bench goes on where data is missing, keeps rows that say enough, and tells the newest."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import capacity, quality_tables, rows, tables, targets
from benchmarks.quality import __main__ as bench
from benchmarks.quality.bench import Options, Row, folder, systems
from matcher.errors import NotFound
from matcher.evaluation import SYSTEMS


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for rows and pages in place of the project's own."""
    monkeypatch.setattr(rows, "HERE", tmp_path)
    monkeypatch.setattr(tables, "_PAGE", tmp_path / "README.md")
    page = Path(shutil.copy(capacity._PAGE, tmp_path))
    monkeypatch.setattr(capacity, "_PAGE", page)
    (tmp_path / "README.md").write_text("# It\n<!-- quality -->\nold\n<!-- end quality -->\nend\n")
    return tmp_path


def some(options: Options) -> Iterator[Row]:
    for system in systems(options, ("chance", "matcher")):
        yield {"task": "some", "set": "a", "system": system, "n": 2,
               "figures": {"map": [0.5, 0.25, 0.75]}, "data_paths": [Path(__file__)]}  # fmt: skip


def missing(options: Options) -> Iterator[Row]:
    folder(options.shared / "not here")
    yield {}


def known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "tasks", lambda: {"some": (some, "?"), "missing": (missing, "?")})


def test_a_task_without_its_data_is_left_out_and_the_others_are_measured(
    results: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    known(monkeypatch)
    assert bench.main(["--shared", str(results / "nowhere")]) == 0
    kept = rows.read("quality")
    assert [(row["system"], row["figures"]["map"], row["seed"]) for row in kept] == [
        ("chance", [0.5, 0.25, 0.75], 20_260), ("matcher", [0.5, 0.25, 0.75], 20_260),
    ]  # fmt: skip
    assert all(
        "data_paths" not in row and {"data", "commit", "machine"} <= set(row) for row in kept
    )
    told = capsys.readouterr().err
    assert f"left out: no {results / 'nowhere' / 'not here'}" in told
    assert "name the folder that holds it with --shared" in told
    text = (results / "README.md").read_text()
    assert "old" not in text
    assert "| matcher | 0.500 [0.250, 0.750] |" in text
    assert text.endswith("<!-- end quality -->\nend\n")


def test_a_task_asked_for_by_name_that_cannot_run_makes_the_exit_code_one(
    results: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known(monkeypatch)
    assert bench.main(["--task", "missing", "--shared", str(results)]) == 1
    assert bench.main(["--task", "some", "--systems", "matcher"]) == 0
    kept = rows.read("quality")
    assert [row["system"] for row in kept] == ["matcher"]


def test_an_unknown_task_is_refused_with_the_names_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as stopped:
        bench.main(["--task", "magic"])
    assert stopped.value.code == 2
    assert "no task 'magic'; choose one of" in capsys.readouterr().err


def test_every_module_with_a_name_is_a_task_with_a_question() -> None:
    found = bench.tasks()
    assert {"ranking", "ablation", "title_stress"} <= set(found)
    assert all("?" in question for _, question in found.values())


def test_a_folder_with_judgements_is_measured_by_every_system_asked(
    results: Path, tmp_path: Path
) -> None:
    task = tmp_path / "mine"
    for part, texts in (("queries", {"v": "Python"}), ("corpus", {"a": "Python", "b": "Cake"})):
        (task / part).mkdir(parents=True)
        for name, text in texts.items():
            (task / part / f"{name}.txt").write_text(text)
    (task / "qrels.tsv").write_text("v\t0\ta\t2\nv\t0\tb\t0\n")
    assert bench.main([str(task), "--relevant-from", "2", "--systems", "bm25,chars"]) == 0
    kept = rows.read("quality")
    assert [(r["task"], r["set"], r["system"], r["n"]) for r in kept] == [
        ("ranking", "mine", "bm25", 1), ("ranking", "mine", "chars", 1),
    ]  # fmt: skip
    assert kept[1]["figures"]["map"] == [1, 1, 1]
    assert kept[1]["gap_to_bm25"]["map"] == [0, 0, 0]


def test_a_missing_folder_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="not part of the project"):
        folder(tmp_path / "esco")


def test_only_the_systems_asked_for_are_run() -> None:
    assert list(systems(Options(systems=("matcher", "chance")), SYSTEMS)) == ["chance", "matcher"]


# --- tables ---------------------------------------------------------------------------------
def row(system: str, mean: float, **more: object) -> Row:
    found: Row = {
        "task": "ranking", "set": "sample", "system": system, "n": 16, "seed": 1,
        "figures": {"map": [mean, mean - 0.1, mean + 0.1]}, "data": "d1", "commit": "c1",
        "machine": "M", "date": "2026-01-01",
    }  # fmt: skip
    return found | more


def test_the_newest_row_of_a_system_counts_and_rows_of_other_data_are_history() -> None:
    measured = [
        row("bm25", 0.3, data="d0"), row("chars", 0.9, data="d0"),
        row("bm25", 0.4), row("matcher", 0.5), row("matcher", 0.6, commit="c2"),
    ]  # fmt: skip
    told = "\n".join(quality_tables.details(measured))
    assert "| bm25 | 0.400 [0.300, 0.500] |" in told
    assert "| matcher | 0.600 [0.500, 0.700] |" in told
    assert "chars" not in told
    assert "commit c2" in told


def test_a_row_in_the_first_layout_is_one_of_ranking() -> None:
    old = row("bm25", 0.4, task="sample", queries=16)
    for key in ("set", "n", "seed"):
        del old[key]
    assert "**ranking: sample**, n = 16" in "\n".join(quality_tables.details([old]))


def test_gaps_are_told_with_their_sign() -> None:
    measured = [row("matcher", 0.6, gap_to_bm25={"map": [0.2, -0.1, 0.3]})]
    told = quality_tables.details(measured)
    assert "| system | map | less bm25: map |" in told
    assert "| matcher | 0.600 [0.500, 0.700] | +0.200 [-0.100, +0.300] |" in told


def test_the_summary_shows_the_best_rival_of_each_kind_beside_the_target(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    aims = (
        targets.Target("people", "ranking", "sample", "map", 0.55),
        targets.Target("the same", "ranking", "sample", "map", 0.03, more=False),
        targets.Target("not measured", "ranking", "elsewhere", "map", 1),
    )
    monkeypatch.setattr(quality_tables, "TARGETS", aims)
    measured = [
        row("chance", 0.1), row("bm25", 0.3), row("chars", 0.4), row("minilm", 0.35),
        row("matcher", 0.6),
    ]  # fmt: skip
    own = "0.600 [0.500, 0.700]"
    assert quality_tables.summary(measured)[3:] == [
        f"| people | map | 0.100 | 0.400 (chars) | 0.350 (minilm) | {own} | ≥ 0.55 |",
        f"| the same | map | 0.100 | 0.300 (bm25) | 0.350 (minilm) | {own} | ≤ 0.03 |",
    ]
