"""Judged requirements find the engine's signs by their text; what cannot be joined is counted."""

import math
from pathlib import Path

import pytest

from matcher.errors import InvalidInput, NotFound
from matcher.evaluation.judged import COLUMNS, base_rates, curve_error, log_loss, read_judgements
from matcher.pipeline import Matcher
from matcher.ranking import Signs
from matcher.tuning.curves import Judged

VACANCY = """Requirements
- You build data pipelines in Python.
- You work with Kubernetes.
"""
PYTHON, KUBERNETES = "You build data pipelines in Python.", "You work with Kubernetes."
CV = """Robin
robin@example.org

WORK EXPERIENCE
Employee, Acme, 2012 - present
- {line}
"""
LINES = {"anna": "Built data pipelines in Python.", "bram": "No experience with Kubernetes."}


@pytest.fixture
def task(tmp_path: Path) -> Path:
    folder = tmp_path / "task"
    for part in ("queries", "corpus", "judged"):
        (folder / part).mkdir(parents=True)
    (folder / "queries" / "v.txt").write_text(VACANCY)
    for person, line in LINES.items():
        (folder / "corpus" / f"{person}.txt").write_text(CV.format(line=line))
    (folder / "qrels.tsv").write_text("v\t0\tanna\t1\n")
    return folder


def write(task: Path, *rows: tuple[str, ...], head: tuple[str, ...] = COLUMNS) -> None:
    lines = ["\t".join(cells) for cells in (head, *rows)]
    (task / "judged" / "a.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def engine(tiny_model: Path) -> Matcher:
    return Matcher(model=str(tiny_model))


def test_a_judged_row_gets_the_signs_of_the_requirement_with_its_text(
    task: Path, engine: Matcher
) -> None:
    head = ("number", *COLUMNS, "line")  # the number is of another time, and does not count
    write(task, ("9", "v", f" {PYTHON.replace(' ', '  ')}", "anna", "met", "Built"), head=head)
    found = read_judgements(task, matcher=engine)
    understood = engine.understand(task / "queries" / "v.txt")
    (number,) = (r.number for r in understood.requirements if r.text == PYTHON)
    signs = engine.signs(understood, ["anna"])["anna"][number]
    assert (found.rows, found.unknown) == ((Judged("v", "anna", signs, "met", number),), 0)
    assert signs.named > 0


def test_what_is_not_there_any_more_is_counted_not_dropped_in_silence(
    task: Path, engine: Matcher
) -> None:
    write(
        task,
        ("v", PYTHON, "anna", "met"),
        ("v", "You whistle.", "anna", "met"),
        ("v", PYTHON, "nobody", "missing"),
        ("elsewhere", PYTHON, "anna", "missing"),
        ("v", KUBERNETES, "bram", "missing"),  # denied by the CV: certain without any chance
    )
    found = read_judgements(task, matcher=engine)
    assert ([row.candidate for row in found.rows], found.unknown) == (["anna"], 4)


def test_people_who_are_in_the_engine_already_are_not_read_again(
    task: Path, engine: Matcher
) -> None:
    engine.index([task / "corpus" / "anna.txt"])
    write(task, ("v", PYTHON, "anna", "met"), ("v", PYTHON, "bram", "missing"))
    found = read_judgements(task, matcher=engine)
    assert (engine.ids(), len(found.rows), found.unknown) == (["anna"], 1, 1)


def test_a_label_that_is_none_is_refused_with_its_file_and_line(task: Path) -> None:
    write(task, ("v", PYTHON, "anna", "met"), ("v", PYTHON, "bram", "perhaps"))
    with pytest.raises(InvalidInput, match=r"a\.tsv, line 3: the label 'perhaps' is none of met"):
        read_judgements(task)


def test_a_table_without_a_column_is_refused_by_its_name(task: Path) -> None:
    write(task, head=("vacancy", "candidate", "label"))
    with pytest.raises(InvalidInput, match=r"a\.tsv lacks the column 'requirement'"):
        read_judgements(task)


def test_bytes_that_are_no_utf8_are_refused(task: Path) -> None:
    (task / "judged" / "a.tsv").write_bytes("\t".join(COLUMNS).encode() + b"\n\xff\n")
    with pytest.raises(InvalidInput, match=r"a\.tsv is no table in UTF-8"):
        read_judgements(task)


def test_a_folder_without_judged_requirements_is_named_with_what_to_add(task: Path) -> None:
    with pytest.raises(NotFound, match=r"add tables .*vacancy, requirement, candidate, label"):
        read_judgements(task)


# --- figures --------------------------------------------------------------------------------
def pair(label: str, chance: float) -> tuple[Judged, float]:
    return Judged("v", "anna", Signs("tool", 0.0, 0.0, 0.0), label), chance


def test_log_loss_is_the_mean_surprise_in_nats() -> None:
    pairs = [pair("met", 0.8), pair("missing", 0.25)]
    assert log_loss(pairs, "met") == pytest.approx(-(math.log(0.8) + math.log(1 - 0.25)) / 2)
    sure_and_wrong = log_loss([pair("met", 0.0)], "met")
    assert 10 < sure_and_wrong < math.inf


def test_partly_counts_as_shown_in_both_figures_and_not_as_met() -> None:
    pairs = [pair("partly", 0.75)]
    assert curve_error(pairs, "shown") == pytest.approx(1 - 0.75)
    assert curve_error(pairs, "met") == pytest.approx(0.75)
    assert log_loss(pairs, "shown") == pytest.approx(-math.log(0.75))
    assert log_loss(pairs, "met") == pytest.approx(-math.log(1 - 0.75))


def test_a_base_rate_is_the_share_of_the_group_in_the_other_vacancies() -> None:
    def row(vacancy: str, group: str, label: str) -> Judged:
        return Judged(vacancy, "anna", Signs(group, 0.0, 0.0, 0.0), label)

    rows = [
        row("v1", "tool", "met"), row("v1", "tool", "unclear"), row("v2", "tool", "partly"),
        row("v2", "tool", "missing"), row("v2", "tool", "met"), row("v1", "years", "met"),
    ]  # fmt: skip
    rates = [rate for _, rate in base_rates(rows, "shown")]
    # nobody can tell the unclear tool; the years are asked in one vacancy only
    assert rates == [2 / 3, 1 / 1, 1 / 1, 1 / 1, 0.5]
    assert [rate for _, rate in base_rates(rows, "met")] == [1 / 3, 1, 1, 1, 0.5]
