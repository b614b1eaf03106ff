"""What a recruiter sees of a ranking: short, must-haves first, and no line that poses as proof."""

from dataclasses import replace

import pytest

from matcher import screen
from matcher.pipeline import Ranking
from matcher.records import (
    Evidence,
    Gap,
    Importance,
    Kind,
    Match,
    Nearness,
    Note,
    Requirement,
    Row,
    Rung,
    Status,
    Vacancy,
)

AS_OF = 2026 * 12


def evidence(text: str) -> Evidence:
    return Evidence(text, 0, len(text), None, Rung.RECENT_ROLE)


def row(number: int, status: Status, *, points: float = 5.0, **more: object) -> Row:
    made = Row(
        f"vraag {number}", number, "must", points, 10.0, status, evidence(f"regel {number}"),
        chance=0.62,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def ranking(*rows: Row, behaviour: tuple[int, ...] = (), language: str = "nl") -> Ranking:
    requirements = tuple(
        Requirement(
            r.number or 0, r.requirement, 0, 1, Importance.MUST,
            Kind.SOFT if r.number in behaviour else Kind.HARD, 1.0, (),
        )
        for r in rows
    )  # fmt: skip
    vacancy = Vacancy("v", "v.txt", language, "Monteur", requirements, (), (), "text")
    match = Match("anna", "anna.pdf", sum(r.points for r in rows), (1, len(rows)), rows)
    return Ranking(vacancy, 3, (match,), (match,), AS_OF)


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setenv("NO_COLOR", "1")


def listed(found: Ranking, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return the lines below the candidate's name."""
    screen.ranking(found, [])
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    place = next(i for i, line in enumerate(lines) if line.startswith("1. anna"))
    return [line for line in lines[place + 1 :] if line]


def test_must_haves_come_before_other_rows_and_then_the_most_points(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = (
        row(1, Status.MET, points=9, importance="nice", chance=0.9),
        row(2, Status.MET, points=6, chance=0.9),
        row(3, Status.PARTLY, points=8, chance=0.9),
        row(4, Status.MET, points=7, importance="task", chance=0.9),
    )
    lines = listed(ranking(*rows), capsys)
    assert [line[:14] for line in lines] == ["~ 8.00 vraag 3", "✓ 6.00 vraag 2", "✓ 9.00 vraag 1"]


def test_must_haves_that_are_not_met_follow_the_worst_first_and_the_rest_is_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = (
        row(1, Status.PARTLY, points=1),
        row(2, Status.UNCLEAR, points=1),
        row(3, Status.MISSING, points=0),
        row(4, Status.UNCLEAR, points=1, most=20.0),
        row(5, Status.UNCLEAR, points=1),
    )
    lines = listed(ranking(*rows, behaviour=(5,)), capsys)
    assert [line[:14] for line in lines[:3]] == [
        "✗ 0.00 vraag 3", "? 1.00 vraag 4", "? 1.00 vraag 2",
    ]  # fmt: skip
    assert lines[3:] == [
        "andere eisen die niet zeker zijn: 1",
        "eisen over gedrag die niet zeker zijn: 1; vraag ernaar",
    ]


def test_a_must_have_that_is_only_likely_is_not_shown_as_proven(
    capsys: pytest.CaptureFixture[str],
) -> None:
    (line,) = listed(ranking(row(1, Status.MET, points=4)), capsys)
    assert line == ("✓ 4.00 vraag 1 waarschijnlijk; het dichtst erbij: “regel 1” (recente functie)")


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (Status.MISSING, "not shown; nearest line: “regel 1” (recent role)"),
        (Status.UNCLEAR, "unclear; perhaps: “regel 1” (recent role), ask"),
    ],
)
def test_a_quoted_line_of_what_is_not_shown_says_that_it_is_only_near(
    status: Status, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (line,) = listed(ranking(row(1, status, points=1), language="en"), capsys)
    assert line == f"{'✗' if status is Status.MISSING else '?'} 1.00 vraag 1 {said}"


def test_beside_a_fundamental_gap_no_line_is_quoted(capsys: pytest.CaptureFixture[str]) -> None:
    for status in (Status.MISSING, Status.UNCLEAR, Status.PARTLY):
        (line,) = listed(ranking(row(1, status, points=1, gap=Gap(Nearness.NOTHING))), capsys)
        assert "fundamenteel: niets in het cv komt in de buurt" in line
        assert "“" not in line


def test_a_row_quotes_one_line_only(capsys: pytest.CaptureFixture[str]) -> None:
    gap = Gap(Nearness.SKILL, "Pulumi", "Bouwde in Pulumi.")
    for status in (Status.MISSING, Status.UNCLEAR):
        (line,) = listed(ranking(row(1, status, points=1, gap=gap)), capsys)
        assert line.count("“") == 1
        assert "toont Pulumi" in line


def test_nothing_found_is_not_said_twice(capsys: pytest.CaptureFixture[str]) -> None:
    nothing = row(1, Status.UNCLEAR, points=0, evidence=None, note=Note("nothing found"))
    (line,) = listed(ranking(nothing), capsys)
    assert line.endswith("vraag 1 onduidelijk; vraag ernaar")
    (line,) = listed(ranking(replace(nothing, status=Status.MISSING)), capsys)
    assert line.endswith("vraag 1 niets in het cv dat dit aantoont")


def test_a_line_with_braces_or_markup_is_quoted_as_it_stands(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for status in (Status.MET, Status.MISSING):
        odd = row(1, status, evidence=evidence("{quote} [red]C{0}[/red]"))
        assert "“{quote} [red]C{0}[/red]”" in listed(ranking(odd), capsys)[0]


def test_a_ledger_tells_chances_and_what_they_and_the_signs_mean(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = (row(1, Status.MET), row(2, Status.MISSING, chance=None, note=Note("denied")))
    screen.ledger(ranking(*rows).matches[0], "nl")
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert next(line for line in lines if "punten" in line).startswith("nr punten kans gevraagd")
    assert next(line for line in lines if "vraag 1" in line).startswith("1 5.00/10.00 ✓ 60 %")
    assert next(line for line in lines if "vraag 2" in line).startswith("2 5.00/10.00 ✗ vraag 2")
    assert lines[-2].startswith("✓ aangetoond ~ deels aangetoond ? onduidelijk: vraag ernaar ✗")
    assert lines[-1].startswith("kans: dat iemand die het cv leest dit geheel of deels aangetoond")


def test_a_requirement_says_which_skills_it_perhaps_speaks_of(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = ranking(row(1, Status.MET), row(2, Status.MET)).vacancy
    screen.vacancy(asked, {"2": [{"name": "klachtafhandeling", "phrase": "klachten"}]})
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert "gaat misschien over: klachtafhandeling (“klachten”)" in lines
    screen.vacancy(asked)
    assert "gaat misschien" not in capsys.readouterr().out
